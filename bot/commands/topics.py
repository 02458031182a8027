"""/topics: what a channel gets, shown and changed from the chat.

Reading a change and applying it are pure; the handler only loads, keeps and tells
how much of the last announcement would match.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.commands.command import Desk, Request
from bot.commands.ready_topics import ready_topic, ready_topics
from bot.errors import UsageError
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.models import Channel, Topic
from bot.taxonomy import canonical_category, category_name, nearest_categories
from bot.text.readable import shorten
from bot.translator import Translator

MOST_TOPICS = 20
MOST_WORDS = 50
_LONGEST_NAME = 40
# a category as people write it: an archive, a dot, a subject class (cs.VC is one that is not)
_CATEGORY_LIKE = re.compile(r"[a-z]{2,8}(?:-[a-z]{2,4})?\.[A-Za-z]{2,3}(?:-[a-z]{2,4})?", re.I)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to change. ``topic`` is the number of the topic meant, None for any."""

    kind: Literal["want", "bar", "author", "toggle", "add", "remove", "drop", "ready", "sentence"]
    text: str
    topic: int | None = None


async def topics(request: Request, desk: Desk) -> Message:
    """Shows the topics; with arguments, changes them and shows what that does."""
    text, say = request.arguments, request.say
    if text.lower() == "ready":
        return _ready_list(say)
    if not text:
        return message(*await _overview(request.channel, request, desk))
    if text.lower() == "clear":
        changed = replace(request.channel, topics=(), categories=desk.new_channel("").categories)
    else:
        changed = request.channel
        for change in read_changes(text, say):
            changed = apply(changed, change, say)
    await desk.channels.keep(changed)
    return message(*await _overview(changed, request, desk))


def read_changes(text: str, say: Translator) -> Sequence[Change]:
    """What a line asks for. Categories may be several; everything else is one change.

    Raises UsageError for a category that does not exist, naming the nearest.
    """
    number, rest = _topic_number(text)
    lowered = rest.lower()
    for word, kind in (("author ", "author"), ("drop ", "drop"), ("ready ", "ready")):
        if lowered.startswith(word):
            return (Change(kind, rest[len(word) :].strip(), number),)  # type: ignore[arg-type]
    categories = _categories(rest, say)
    if categories:
        return categories
    sign, words = rest[:1], rest[1:].strip().strip("\"“”'")
    if sign in "+-" and words:
        return (Change("want" if sign == "+" else "bar", words, number),)
    if sign in "+-":
        raise UsageError(say.text("Which word? For example: /topics +video diffusion"))
    return (Change("sentence", rest, number),)


def _topic_number(text: str) -> tuple[int | None, str]:
    """A leading number names the topic: "2 +diffusion" speaks of the second."""
    found = re.fullmatch(r"(\d{1,2})\s+([+-].+|author .+|drop .+)", text)
    return (int(found[1]), found[2]) if found else (None, text)


def _categories(text: str, say: Translator) -> Sequence[Change]:
    """Changes where every word is a category or is shaped like one; else none."""
    words = [word for word in re.split(r"[,\s]+", text) if word]
    bare = [word.lstrip("+-") for word in words]
    known = [canonical_category(word) for word in bare]
    shaped = [bool(_CATEGORY_LIKE.fullmatch(word)) for word in bare]
    if not all(found or like for found, like in zip(known, shaped, strict=True)):
        return ()
    kinds: dict[str, Literal["add", "remove"]] = {"+": "add", "-": "remove"}
    changes = []
    for word, name, category in zip(words, bare, known, strict=True):
        if category is None:
            raise UsageError(no_category(name, say))
        changes.append(Change(kinds.get(word[0], "toggle"), category))
    return changes


def no_category(name: str, say: Translator) -> str:
    near = nearest_categories(name)
    shown = shorten(name, 40)
    if not near:
        return say.text("no category {name}; they look like cs.CL or hep-th", name=shown)
    named = [f"{each} ({category_name(each)})" for each in near[:1]] + list(near[1:])
    return say.text(
        "no category {name}; did you mean {near}?", name=shown, near=_either(named, say)
    )


def _either(words: Sequence[str], say: Translator) -> str:
    return say.text(" or ").join(words)


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
    if change.kind == "sentence" or (change.topic is None and not channel.topics):
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
    if change.kind == "want":
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
    return _appended(channel, topic, say)


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


async def _overview(channel: Channel, request: Request, desk: Desk) -> list[Block]:
    say = request.say
    named = [f"{name} ({category_name(name)})" for name in channel.categories]
    items = [
        Item(tuple(_topic_lines(topic, say)), marker=f"{number}.")
        for number, topic in enumerate(channel.topics, start=1)
    ]
    blocks: list[Block] = [
        Heading(spans(say.text("Topics here")), level=2),
        paragraph(Span(say.text("Categories: "), "strong"), ", ".join(named)),
    ]
    if items:
        blocks.append(ItemList(tuple(items)))
    else:
        blocks.append(
            paragraph(
                say.text(
                    "No topics: every new and cross-listed paper of these categories matches, "
                    "and the ones that people tend to pick come first (popularity, not quality)."
                )
            )
        )
    blocks.append(paragraph(Span(await _would_match(channel, request, desk), "strong")))
    return [*blocks, *_how_to(say)]


def _topic_lines(topic: Topic, say: Translator) -> list[tuple[Span, ...]]:
    lines = [spans(Span(topic.name, "strong"))]
    if topic.description and topic.description != topic.name:
        lines.append(spans(topic.description))
    for label, words in (
        (say.text("wanted"), topic.include),
        (say.text("not wanted"), topic.exclude),
        (say.text("authors"), topic.authors),
        (say.text("only in"), topic.categories),
    ):
        if words:
            lines.append(spans(Span(f"{label}: ", "dim"), ", ".join(words)))
    return lines


async def _would_match(channel: Channel, request: Request, desk: Desk) -> str:
    say = request.say
    announcement = await desk.briefs.announcement(channel, None)
    selection = await desk.briefs.selection(channel)
    if announcement is None or selection is None:
        return say.text("No announcement is remembered yet to try this on.")
    days = ", ".join(say.date(day) for day in announcement.dates)
    return say.plural(
        "Of {total} papers of the last announcement ({days}), {n} matches.",
        "Of {total} papers of the last announcement ({days}), {n} match.",
        len(selection.matched),
        total=say.number(announcement.counts.total),
        days=days or say.text("without a date"),
    )


def _how_to(say: Translator) -> list[Block]:
    rows = (
        ("/topics cs.RO", say.text("a category on or off")),
        ("/topics +video diffusion", say.text("a word or phrase that is wanted")),
        ("/topics -survey", say.text("one that is not")),
        ("/topics author Ada Lovelace", say.text("papers by a person")),
        ("/topics how robots learn to walk", say.text("a topic in plain words")),
        ("/topics ready", say.text("ready-made topics")),
        ("/topics drop survey", say.text("take a word, an author or a topic out")),
    )
    items = [Item((spans(Span(usage, "code"), f"  {meaning}"),)) for usage, meaning in rows]
    return [
        Heading(spans(say.text("Change them")), level=3),
        ItemList(tuple(items)),
        Buttons(((Button(say.text("Brief with these"), command="/brief"),),)),
    ]


def _ready_list(say: Translator) -> Message:
    items = [
        Item(
            (
                spans(Span(f"/topics ready {topic.name}", "code")),
                spans(Span(topic.description, "dim")),
            )
        )
        for topic in ready_topics()
    ]
    return message(Heading(spans(say.text("Ready-made topics")), level=2), ItemList(tuple(items)))
