"""/topics as a menu to tap: archives, categories, ready-made topics, what to take out.

Each page is the answer to a line that could be typed, so nothing is remembered between
two taps: ``/topics in``, ``/topics in cs``, ``/topics in cs cs.RO`` (turned on or off),
``/topics ready``, ``/topics pick Robots``, ``/topics out``.
"""

import re
from collections.abc import Sequence

from bot.commands.topics.changing.ready import is_ready, ready_topics, said, translated
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Choices,
    Heading,
    Item,
    ItemList,
    Option,
    Span,
    paragraph,
    spans,
)
from bot.taxonomy import archive_name, category_name, taxonomy
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.topics import Topic

_IN = re.compile(r"in(?:\s+(?P<archive>[a-z-]+)(?P<rest>(?:\s+[\w.-]+)*))?", re.I)


def read_archive(text: str) -> tuple[str, str] | None:
    """The archive of a page ("" for all of them), and the categories that were tapped there.

    None for text that is no such page: "in vitro imaging" is a topic in plain words.
    """
    found = _IN.fullmatch(text.strip())
    if found is None:
        return None
    archive = (found["archive"] or "").lower()
    if archive and archive not in taxonomy().archives:
        return None
    rest = (found["rest"] or "").split()
    known = {name.lower() for name in _categories_of(archive)}
    return (archive, " ".join(rest)) if all(each.lower() in known for each in rest) else None


def _categories_of(archive: str) -> tuple[str, ...]:
    return tuple(name for name, each in taxonomy().categories.items() if each.archive == archive)


def archives_page(channel: Channel, would_match: str, say: Translator) -> list[Block]:
    """All archives; those with a chosen category are marked."""
    chosen = {
        taxonomy().categories[name].archive
        for name in channel.categories
        if name in taxonomy().categories
    }
    options = tuple(
        Option(archive_name(archive, say.language), archive, archive in chosen)
        for archive in taxonomy().archives
        if _categories_of(archive)
    )
    return [
        Heading(spans(say.text("Categories here")), level=2),
        _chosen(channel, say),
        paragraph(Span(would_match, "strong")),
        Choices(say.text("Which archive?"), "/topics in", options, replaces=True),
        _back(say),
    ]


def categories_page(
    archive: str, channel: Channel, would_match: str, undo: Button | None, say: Translator
) -> list[Block]:
    """One archive's categories, each turned on or off by a tap; ``undo`` takes back the last."""
    options = tuple(
        Option(name, name, name in channel.categories, category_name(name, say.language))
        for name in _categories_of(archive)
    )
    return [
        Heading(spans(archive_name(archive, say.language)), level=2),
        _chosen(channel, say),
        paragraph(Span(would_match, "strong")),
        Choices(
            say.text("Turn on or off"),
            f"/topics in {archive}",
            options,
            several=True,
            replaces=True,
        ),
        _back(say, "/topics in", undo),
    ]


def _chosen(channel: Channel, say: Translator) -> Block:
    return paragraph(
        Span(say.label(say.text("Categories")), "strong"), say.listed(channel.categories)
    )


def ready_page(
    channel: Channel, would_match: str, undo: Button | None, say: Translator
) -> list[Block]:
    """The ready-made topics with what they are about; a tap turns one on or off, and ``undo``
    takes back the last."""
    items = [
        Item(
            (
                spans(Span(translated(topic, say).name, "strong")),
                spans(Span(said(topic, say).description, "dim")),
            )
        )
        for topic in ready_topics()
    ]
    options = tuple(
        Option(translated(topic, say).name, topic.name, is_here(topic, channel))
        for topic in ready_topics()
    )
    return [
        Heading(spans(say.text("Ready-made topics")), level=2),
        ItemList(tuple(items)),
        paragraph(Span(would_match, "strong")),
        Choices(say.text("Turn on or off"), "/topics pick", options, replaces=True),
        _back(say, undo=undo),
    ]


def help_page(say: Translator) -> list[Block]:
    """What can be typed, a line for each."""
    forms = (
        ("/topics cs.RO", say.text("adds a category; a minus removes it")),
        (
            "/topics +video diffusion",
            say.text("papers with this word or phrase; several with commas"),
        ),
        ("/topics -survey", say.text("leaves out papers with that word")),
        ("/topics how robots learn from video", say.text("adds a topic in plain words")),
        ("/topics author Ada Lovelace", say.text("papers by this author")),
        ("/topics ready Robots", say.text("adds a ready-made topic")),
        ("/topics remove survey", say.text("removes a topic, word, author or category")),
        ("/topics rename 1 Agents", say.text("renames a topic")),
        ("/topics clear", say.text("removes all topics, after asking")),
    )
    items = [Item((spans(Span(line, "code")), spans(Span(does, "dim")))) for line, does in forms]
    return [
        Heading(spans(say.text("What /topics takes")), level=2),
        ItemList(tuple(items)),
        _back(say),
    ]


def is_here(topic: Topic, channel: Channel) -> bool:
    """Of a ready-made topic."""
    return any(is_ready(each, topic) for each in channel.topics)


def out_page(channel: Channel, say: Translator) -> list[Block]:
    """Everything that can be taken out again: topics, and words and authors in them."""
    topics = [Option(each.name, each.name) for each in channel.topics if not each.only_bars]
    words = [
        Option(word, word)
        for topic in channel.topics
        for word in (*topic.include, *topic.exclude, *topic.authors)
    ]
    options = _unique((*topics, *words))
    if not options:
        return [paragraph(say.text("There is no topic here to remove.")), _back(say)]
    return [
        Heading(spans(say.text("Remove")), level=2),
        Choices(say.text("What should be removed?"), "/topics drop", options, replaces=True),
        _back(say),
    ]


def _unique(options: Sequence[Option]) -> tuple[Option, ...]:
    return tuple({option.value.casefold(): option for option in options}.values())


def menu(channel: Channel, say: Translator) -> list[Block]:
    """What can be changed, under the topics."""

    def page(label: str, command: str) -> Button:
        return Button(label, command=command, replaces=True)

    def question(label: str, command: str, asks: str) -> Button:
        return Button(label, command=command, asks=asks, replaces=True)

    rows = [
        (page(say.text("Categories"), "/topics in"), page(say.text("Ready-made"), "/topics ready")),
        (
            question(
                say.text("+ Word"), "/topics +", say.text("Which word or phrase do you want?")
            ),
            question(say.text("− Word"), "/topics -", say.text("Which word do you not want?")),
        ),
        (
            question(
                say.text("In my words"),
                "/topics",
                say.text("What are you looking for? One sentence is enough."),
            ),
            question(say.text("Author"), "/topics author", say.text("Whose papers?")),
        ),
        (
            *([page(say.text("Remove"), "/topics out")] if channel.topics else []),
            Button(say.text("Brief with these"), command="/brief"),
        ),
    ]
    return [Buttons(tuple(rows))]


def _back(say: Translator, to: str = "/topics", undo: Button | None = None) -> Block:
    """In one row: the keys above stay under the thumb when one more comes."""
    back = Button(say.text("‹ Back"), command=to, replaces=True)
    return Buttons(((back, undo) if undo else (back,),))
