"""What a line of /topics asks for, and the channel after it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

from bot.commands.topics.ready import ready_topic, translated
from bot.errors import UsageError
from bot.messages.categories import no_category
from bot.taxonomy import canonical_category, taxonomy
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.topics import Topic

MOST_TOPICS = 20
MOST_WORDS = 50
_LONGEST_NAME = 80
# a category as people write it: an archive, a dot, a subject class (cs.VC is one that is not)
_CATEGORY_LIKE = re.compile(r"(?P<archive>[a-z]{2,8}(?:-[a-z]{2,4})?)\.[a-z-]{2,8}", re.I)
_NAMED_CHANGES: tuple[Literal["author", "drop", "ready"], ...] = ("author", "drop", "ready")
_USAGE = {
    "author": "/topics author Ada Lovelace",
    "drop": "/topics drop survey",
    "ready": "/topics ready Robots",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to change. ``topic`` is the number of the topic meant, None for any."""

    kind: Literal[
        "want", "own", "bar", "author", "toggle", "add", "remove", "drop", "ready", "sentence"
    ]
    text: str
    topic: int | None = None


def read_taps(text: str) -> Sequence[Change]:
    """Categories that were tapped on a page of the menu: each is turned on or off."""
    return [
        Change("toggle", category)
        for word in text.split()
        if (category := canonical_category(word))
    ]


def read_changes(text: str, say: Translator) -> Sequence[Change]:
    """What a line asks for. Categories may be several; everything else is one change.

    The same line once more changes nothing: a platform may bring one twice.

    Raises UsageError for a category that does not exist, naming the nearest.
    """
    number, rest = _topic_number(text)
    first, _, words = rest.partition(" ")
    for kind in _NAMED_CHANGES:
        if first.lower() == kind:
            if not words:
                raise UsageError(say.text("Which one? For example: {usage}", usage=_USAGE[kind]))
            return (Change(kind, words.strip(), number),)
    categories = _categories(rest, say)
    if categories:
        return categories
    if own := re.fullmatch(r"new\s+\+(.+)", rest, re.IGNORECASE):
        return (Change("own", _unquoted(own[1])),)
    sign, words = rest[:1], _unquoted(rest[1:])
    if sign in "+-" and words:
        return (Change("want" if sign == "+" else "bar", words, number),)
    if sign in "+-":
        raise UsageError(say.text("Which word? For example: /topics +video diffusion"))
    return (Change("sentence", rest, number),)


def _unquoted(text: str) -> str:
    return text.strip().strip("\"“”'")


def _topic_number(text: str) -> tuple[int | None, str]:
    """A leading number names the topic: "2 +diffusion" speaks of the second."""
    found = re.fullmatch(r"(\d{1,2})\s+([+-].+|author .+|drop .+)", text)
    return (int(found[1]), found[2]) if found else (None, text)


def _categories(text: str, say: Translator) -> Sequence[Change]:
    """Changes where every word is a category or is shaped like one; else none."""
    words = [word for word in re.split(r"[,\s]+", text) if word]
    bare = [word.lstrip("+-") for word in words]
    known = [canonical_category(word) for word in bare]
    shaped = [_is_slip(word) for word in bare]
    if not all(found or like for found, like in zip(known, shaped, strict=True)):
        return ()
    changes = []
    for word, name, category in zip(words, bare, known, strict=True):
        if category is None:
            raise UsageError(no_category(name, say))
        changes.append(Change("remove" if word[0] == "-" else "add", category))
    return changes


def _is_slip(word: str) -> bool:
    """Shaped like a category of an archive, or a bare word that is nearly one or an archive.

    A dot alone says nothing: llama.cpp is a word that somebody may want.
    """
    archives = taxonomy().archives
    if shape := _CATEGORY_LIKE.fullmatch(word):
        return bool(get_close_matches(shape["archive"].lower(), archives, 1, cutoff=0.75))
    single = [name for name in taxonomy().categories if "." not in name]
    near = get_close_matches(word.lower(), single, 1, cutoff=0.8)
    return word.lower() in archives or ("-" in word and bool(near))


def apply(channel: Channel, change: Change, say: Translator) -> Channel:
    """The channel after one change. Raises UsageError where it cannot be made."""
    match change.kind:
        case "add" | "remove" | "toggle":
            return _with_category(channel, change, say)
        case "bar":
            return _with_unwanted(channel, change, say)
        case "drop":
            return _without(channel, change, say)
        case "ready":
            return _with_ready(channel, change.text, say)
        case _:
            return _with_interest(channel, change, say)


def _with_category(channel: Channel, change: Change, say: Translator) -> Channel:
    present = change.text in channel.categories
    if present and change.kind != "add":
        rest = tuple(name for name in channel.categories if name != change.text)
        if not rest:
            raise UsageError(
                say.text("{name} is the last category here; add another first.", name=change.text)
            )
        return replace(channel, categories=rest)
    if present or change.kind == "remove":
        return channel
    return replace(channel, categories=(*channel.categories, change.text))


def _with_interest(channel: Channel, change: Change, say: Translator) -> Channel:
    """A wanted word, an author or a sentence: into the topic meant, or a topic of its own."""
    if change.kind in ("sentence", "own") or (change.topic is None and not channel.topics):
        return _appended(channel, _new_topic(change), say)
    index = (change.topic or 1) - 1
    topic = _numbered(channel, index, say)
    if change.kind == "author":
        topic = replace(topic, authors=_added(topic.authors, change.text, say))
    else:
        topic = replace(
            topic,
            include=_added(topic.include, change.text, say),
            exclude=_taken(topic.exclude, change.text),
        )
    return _replaced(channel, index, topic)


def _new_topic(change: Change) -> Topic:
    name = shorten(change.text, _LONGEST_NAME)
    if change.kind == "author":
        return Topic(name=name, authors=(change.text,))
    if change.kind in ("want", "own"):
        return Topic(name=name, include=(change.text,))
    return Topic(name=name, description=change.text)


def _appended(channel: Channel, topic: Topic, say: Translator) -> Channel:
    if any(each.name.casefold() == topic.name.casefold() for each in channel.topics):
        return channel
    if len(channel.topics) >= MOST_TOPICS:
        raise UsageError(
            say.text("There are {n} topics already; drop one first.", n=len(channel.topics))
        )
    # a topic that only barred words gives its bars to the first that wants something
    barred = [each for each in channel.topics if not each.has_interests]
    exclude = tuple(dict.fromkeys(word for each in channel.topics for word in each.exclude))
    kept = tuple(each for each in channel.topics if each not in barred)
    return replace(channel, topics=(*kept, replace(topic, exclude=(*topic.exclude, *exclude))))


def _with_unwanted(channel: Channel, change: Change, say: Translator) -> Channel:
    """An unwanted word bars papers from every topic, unless one was named."""
    if not channel.topics:
        name = say.text("without {word}", word=shorten(change.text, _LONGEST_NAME))
        return replace(channel, topics=(Topic(name=name, exclude=(change.text,)),))
    meant = range(len(channel.topics))
    if change.topic is not None:
        _numbered(channel, change.topic - 1, say)
        meant = range(change.topic - 1, change.topic)
    for index in meant:
        topic = channel.topics[index]
        barred = replace(
            topic,
            exclude=_added(topic.exclude, change.text, say),
            include=_taken(topic.include, change.text),
        )
        channel = _replaced(channel, index, barred)
    return _pruned(channel)


def _without(channel: Channel, change: Change, say: Translator) -> Channel:
    """Drop a topic by number or name, or a word or author wherever it stands."""
    if change.text.isdigit() and change.topic is None:
        index = int(change.text) - 1
        _numbered(channel, index, say)
        return replace(channel, topics=channel.topics[:index] + channel.topics[index + 1 :])
    wanted = change.text.casefold()
    named = [topic for topic in channel.topics if topic.name.casefold() == wanted]
    if named:
        return replace(channel, topics=tuple(each for each in channel.topics if each not in named))
    category = canonical_category(change.text)
    if category in channel.categories and category is not None:
        return _with_category(channel, Change("remove", category), say)
    changed = replace(
        channel,
        topics=tuple(
            replace(
                topic,
                include=_taken(topic.include, change.text),
                exclude=_taken(topic.exclude, change.text),
                authors=_taken(topic.authors, change.text),
            )
            for topic in channel.topics
        ),
    )
    if changed == channel:
        raise UsageError(
            say.text("Nothing here is called “{text}”.", text=shorten(change.text, 60))
        )
    return _pruned(changed)


def _with_ready(channel: Channel, name: str, say: Translator) -> Channel:
    topic = ready_topic(name)
    if topic is None:
        raise UsageError(
            say.text(
                "There is no ready-made topic “{name}”; /topics ready lists them.",
                name=shorten(name, 60),
            )
        )
    return _appended(channel, translated(topic, say), say)


def _numbered(channel: Channel, index: int, say: Translator) -> Topic:
    if not 0 <= index < len(channel.topics):
        raise UsageError(
            say.plural(
                "There is {n} topic here.",
                "There are {n} topics here, numbered from 1.",
                len(channel.topics),
            )
        )
    return channel.topics[index]


def _replaced(channel: Channel, index: int, topic: Topic) -> Channel:
    kept = list(channel.topics)
    kept[index] = topic
    return replace(channel, topics=tuple(kept))


def _pruned(channel: Channel) -> Channel:
    """Without topics that have nothing left."""
    kept = tuple(
        each for each in channel.topics if each.has_interests or each.exclude or each.categories
    )
    return replace(channel, topics=kept)


def _added(words: tuple[str, ...], word: str, say: Translator) -> tuple[str, ...]:
    if word.casefold() in (each.casefold() for each in words):
        return words
    if len(words) >= MOST_WORDS:
        raise UsageError(say.text("A topic holds at most {n} words of a kind.", n=MOST_WORDS))
    return (*words, word)


def _taken(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(each for each in words if each.casefold() != word.casefold())
