"""What is changed of a channel's topics, and the channel after it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.commands.topics.changing.ready import ready_topic, translated
from bot.errors import UsageError
from bot.taxonomy import canonical_category
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.topics import Topic

MOST_TOPICS = 20
MOST_WORDS = 50
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to change. ``topic`` is the number of the topic meant, None for any. ``wanted``
    and ``unwanted`` are the words that a new topic comes with."""

    kind: Literal[
        "want",
        "own",
        "bar",
        "author",
        "own author",
        "toggle",
        "add",
        "remove",
        "drop",
        "rename",
        "ready",
        "sentence",
    ]
    text: str
    topic: int | None = None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def read_taps(text: str) -> Sequence[Change]:
    """Categories that were tapped on a page of the menu: each is turned on or off."""
    return [
        Change("toggle", category)
        for word in text.split()
        if (category := canonical_category(word))
    ]


def apply(channel: Channel, change: Change, say: Translator) -> Channel:
    """The channel after one change. Raises UsageError where it cannot be made."""
    match change.kind:
        case "add" | "remove" | "toggle":
            return _with_category(channel, change, say)
        case "bar":
            return _with_unwanted(channel, change, say)
        case "drop":
            return _without(channel, change, say)
        case "rename":
            return _renamed(channel, change, say)
        case "ready":
            return _with_ready(channel, change, say)
        case "own author":
            return _with_author_alone(channel, change, say)
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
    wanting = [at for at, topic in enumerate(channel.topics) if topic.has_interests]
    alone = change.kind == "author" or not wanting
    if change.kind in ("sentence", "own") or (change.topic is None and alone):
        topic = _with_words(_new_topic(change), change.wanted, change.unwanted, say)
        return _appended(channel, topic, say)
    index = wanting[0] if change.topic is None else change.topic - 1
    topic = _numbered(channel, index, say)
    if change.topic is None:
        channel = replace(channel, barred=_taken(channel.barred, change.text))
    if change.kind == "author":
        topic = replace(topic, authors=_added(topic.authors, change.text, say))
        topic = _with_words(topic, change.wanted, change.unwanted, say)
    else:
        topic = replace(
            topic,
            include=_added(topic.include, change.text, say),
            exclude=_taken(topic.exclude, change.text),
        )
    return _replaced(channel, index, topic)


def _new_topic(change: Change) -> Topic:
    name = shorten(change.text, _LONGEST_NAME)
    if change.kind in ("author", "own author"):
        return Topic(name=name, authors=(change.text,))
    if change.kind in ("want", "own"):
        return Topic(name=name, include=(change.text,))
    return Topic(name=name, description=change.text)


def _appended(channel: Channel, topic: Topic, say: Translator) -> Channel:
    names = [each.name.casefold() for each in channel.topics]
    if topic.name.casefold() in names:
        # it is here already: the words that came with it are for that one
        here = names.index(topic.name.casefold())
        same = _with_words(channel.topics[here], topic.include, topic.exclude, say)
        for author in topic.authors:
            same = replace(same, authors=_added(same.authors, author, say))
        return _replaced(channel, here, same)
    if len(channel.topics) >= MOST_TOPICS:
        raise UsageError(
            say.text("There are already {n} topics; remove one first.", n=len(channel.topics))
        )
    # a topic that only barred words gives its bars to the first that wants something
    barring = [each for each in channel.topics if not each.has_interests]
    barred = _barred(channel)
    kept = tuple(each for each in channel.topics if each not in barring)
    exclude = tuple(dict.fromkeys((*topic.exclude, *barred)))
    return replace(channel, topics=(*kept, replace(topic, exclude=exclude)), barred=barred)


def _barred(channel: Channel) -> tuple[str, ...]:
    """Words that are unwanted in the whole channel: where there are topics, one still bars them.
    What was said with one topic ("but not images") is that topic's alone."""
    here = {word for each in channel.topics for word in each.exclude}
    alone = [word for each in channel.topics if not each.has_interests for word in each.exclude]
    everywhere = (word for word in channel.barred if word in here or not channel.topics)
    return tuple(dict.fromkeys((*everywhere, *alone)))


def _with_unwanted(channel: Channel, change: Change, say: Translator) -> Channel:
    """An unwanted word bars papers from every topic, unless one was named."""
    if change.topic is None:
        barred = _added(_barred(channel), change.text, say)
        channel = replace(channel, barred=barred)
    if not channel.topics:
        words = _added(channel.barred, change.text, say)
        return replace(channel, topics=(_barring(words, say),))
    meant = range(len(channel.topics))
    if change.topic is not None:
        _numbered(channel, change.topic - 1, say)
        meant = range(change.topic - 1, change.topic)
    for index in meant:
        topic = channel.topics[index]
        changed = replace(
            topic,
            exclude=_added(topic.exclude, change.text, say),
            include=_taken(topic.include, change.text),
        )
        channel = _replaced(channel, index, changed)
    return _pruned(channel)


def _without(channel: Channel, change: Change, say: Translator) -> Channel:
    """Drop a topic by number or name, or a word or author wherever it stands."""
    if change.text.isdigit() and change.topic is None:
        index = int(change.text) - 1
        return without_topics(channel, [_numbered(channel, index, say)], say)
    wanted = change.text.casefold()
    named = [topic for topic in channel.topics if topic.name.casefold() == wanted]
    if named:
        return without_topics(channel, named, say)
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
        barred=_taken(channel.barred, change.text),
    )
    if changed == channel:
        raise UsageError(
            say.text("Nothing here is called “{text}”.", text=shorten(change.text, 60))
        )
    return _pruned(changed)


def without_topics(channel: Channel, gone: Sequence[Topic], say: Translator) -> Channel:
    """Words that are unwanted in the whole channel stay so, unless they were all of a topic."""
    kept = tuple(each for each in channel.topics if each not in gone)
    alone = [word for each in gone if not each.has_interests for word in each.exclude]
    barred = tuple(word for word in _barred(channel) if word not in alone)
    if barred and not kept:
        kept = (_barring(barred, say),)
    return replace(channel, topics=kept, barred=barred)


def _barring(words: tuple[str, ...], say: Translator) -> Topic:
    name = say.text("without {word}", word=shorten(words[0], _LONGEST_NAME))
    return Topic(name=name, exclude=words)


def _renamed(channel: Channel, change: Change, say: Translator) -> Channel:
    index, name = (change.topic or 1) - 1, shorten(change.text, _LONGEST_NAME)
    topic = _numbered(channel, index, say)
    others = [each.name.casefold() for each in channel.topics if each is not topic]
    if name.casefold() in others:
        raise UsageError(say.text("There is already a topic “{name}” here.", name=name))
    return _replaced(channel, index, replace(topic, name=name))


def _with_author_alone(channel: Channel, change: Change, say: Translator) -> Channel:
    """A topic of its own for an author, who leaves the others."""
    topics = tuple(
        replace(topic, authors=_taken(topic.authors, change.text)) for topic in channel.topics
    )
    return _appended(_pruned(replace(channel, topics=topics)), _new_topic(change), say)


def _with_ready(channel: Channel, change: Change, say: Translator) -> Channel:
    name, topic = change.text, ready_topic(change.text)
    if topic is None:
        raise UsageError(
            say.text(
                "There is no ready-made topic “{name}”; /topics ready lists them.",
                name=shorten(name, 60),
            )
        )
    words = (change.wanted, change.unwanted)
    return _appended(channel, _with_words(translated(topic, say), *words, say), say)


def _with_words(
    topic: Topic, wanted: Sequence[str], unwanted: Sequence[str], say: Translator
) -> Topic:
    include, exclude = topic.include, topic.exclude
    for word in wanted:
        include, exclude = _added(include, word, say), _taken(exclude, word)
    for word in unwanted:
        include, exclude = _taken(include, word), _added(exclude, word, say)
    return replace(topic, include=include, exclude=exclude)


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
        raise UsageError(say.text("A topic holds at most {n} words of each kind.", n=MOST_WORDS))
    return (*words, word)


def _taken(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(each for each in words if each.casefold() != word.casefold())
