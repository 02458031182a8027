"""How briefs are posted in a channel, to read and to change: the page /settings posts.

What the channel's platform does not have is not shown, and is answered with what to do instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.commands.channels.posting_menu import labels, posting_control, posting_menu
from bot.commands.lines.command import Asked, Services
from bot.errors import PlatformRefused, PlatformUnreachable, UsageError
from bot.messages.blocks import (
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.channels import Channel, Manner, Named
from bot.values.facts import facts_of, told

PAGE = "posts"
FACTS = frozenset(fact.name for fact in facts_of(Manner))
_NAMED = ("ping", "tag")
_MOST_NAMED = 12

Choosable = Mapping[str, Sequence[Named]]
"""By "ping" and "tag", what there is."""


async def posting_page(channel: Channel, services: Services, say: Translator) -> Message:
    """Everything of it that this platform has, with its menu."""
    choosable = await choosable_in(channel, services)
    lines = posting_lines(channel, services, say, choosable)
    items = [Item((spans(Span(say.label(label), "strong"), value),)) for label, value in lines]
    notes = [
        say.text("{name}: {note}", name=each.name, note=say.kept(each.note))
        for fact in _NAMED
        for each in _noted(fact, channel, choosable)
    ]
    return message(
        Heading(spans(say.text("How briefs are posted here")), level=2),
        ItemList(tuple(items)),
        [paragraph(each) for each in notes],
        posting_menu(channel, services.channels.extras.lacking(channel.address), choosable, say),
    )


async def choosable_in(channel: Channel, services: Services) -> Choosable:
    """Empty where the platform cannot be asked now: the rest of the page does not wait for it."""
    extras = services.channels.extras
    lacking = extras.lacking(channel.address)
    try:
        return {
            fact: await extras.named(channel.address, fact)
            for fact in _NAMED
            if fact not in lacking
        }
    except (PlatformUnreachable, PlatformRefused):
        return {}


def posting_lines(
    channel: Channel, services: Services, say: Translator, choosable: Choosable
) -> Sequence[tuple[str, str]]:
    """Labels and values."""
    lacking, facts = services.channels.extras.lacking(channel.address), told(channel)
    values = _worded(channel, say, choosable)
    return [
        (label, values[fact])
        for fact, label in labels(say).items()
        if fact not in lacking and (fact not in _NAMED or choosable.get(fact) or facts[fact])
    ]


async def posting_line_of(
    fact: str, channel: Channel, services: Services, say: Translator
) -> tuple[str, str]:
    """One of :data:`FACTS`."""
    choosable = await choosable_in(channel, services) if fact in _NAMED else {}
    value = _worded(channel, say, choosable)[fact]
    notes = [say.kept(each.note) for each in _noted(fact, channel, choosable)]
    return labels(say)[fact], say.clauses([value, *notes])


def _noted(fact: str, channel: Channel, choosable: Choosable) -> Sequence[Named]:
    """What is set of it, where something is to be said of that."""
    chosen = told(channel)[fact]
    return [each for each in choosable.get(fact, ()) if each.note and each.id == chosen]


def posting_line(channel: Channel, services: Services, say: Translator) -> dict[str, str]:
    """All of it in one line of /settings: what is not as usual."""
    manner = channel.manner
    lacking = services.channels.extras.lacking(channel.address)
    layouts = {"compact": say.text("compact"), "usual": "", "roomy": say.text("roomy")}
    said = {
        "layout": layouts[manner.layout],
        "buttons": "" if manner.buttons else say.text("no buttons"),
        "silent": say.text("silent") if manner.silent else "",
        "pin": say.text("pinned") if manner.pin else "",
        "discuss": say.text("with a thread") if manner.discuss else "",
        "hashtags": say.text("with hashtags") if manner.hashtags else "",
        "ping": say.text("pings a role") if manner.ping else "",
        "tag": say.text("with a tag") if manner.tag else "",
    }
    told = say.listed(words for fact, words in said.items() if words and fact not in lacking)
    return {say.text("How briefs are posted"): told or say.text("as usual")}


def _worded(channel: Channel, say: Translator, choosable: Choosable) -> Mapping[str, str]:
    manner = channel.manner
    layouts = {
        "compact": say.text("compact: one line for each paper"),
        "usual": say.text("usual: what each paper is, and what came out"),
        "roomy": say.text("roomy: what came out on a line of its own"),
    }
    on_off = {
        fact: say.text("on") if value else say.text("off")
        for fact, value in told(manner).items()
        if isinstance(value, bool)
    }
    named = {fact: _called(told(manner)[fact], fact, choosable, say) for fact in _NAMED}
    return {**on_off, **named, "layout": layouts[manner.layout]}


def _called(wanted: str, fact: str, choosable: Choosable, say: Translator) -> str:
    """Its name; its number where it is gone, or nobody can say."""
    if not wanted:
        return say.text("none")
    return next((each.name for each in choosable.get(fact, ()) if each.id == wanted), wanted)


async def with_posting(
    channel: Channel, words: Sequence[str], services: Services, say: Translator
) -> Channel | None:
    """The channel with a fact of :data:`FACTS` changed; None where the words name no value of it.
    Raises UsageError where the platform does not have it, or no such role or tag is there."""
    fact, *value = words
    if value != ["off"]:
        refuse_lacking(fact, channel, services, say)
    if fact in _NAMED:
        return await _with_named(channel, fact, " ".join(value), services, say) if value else None
    manner = channel.manner
    match fact, value:
        case "layout", ["compact" | "usual" | "roomy" as layout]:
            return replace(channel, manner=replace(manner, layout=layout))
        case "layout", _:
            return None
        case _, ["on" | "off" as word]:
            return _changed(channel, fact, word == "on")
    return None


async def posting_not_taken(
    words: Sequence[str],
    channel: Channel,
    services: Services,
    say: Translator,
    command: str = "/settings",
) -> Asked | None:
    """A fact of :data:`FACTS` with a value that it does not take: what it takes, to tap; None for
    what it takes, and for what the platform, or its roles and tags, have an answer to."""
    fact, *value = words
    if fact in services.channels.extras.lacking(channel.address) or fact in _NAMED:
        return None
    if await with_posting(channel, words, services, say) is not None:
        return None
    label, now = await posting_line_of(fact, channel, services, say)
    takes = (
        say.text("It takes compact, usual or roomy.")
        if fact == "layout"
        else say.text("It takes on or off.")
    )
    sentence = (
        say.text(
            "{name} cannot be “{word}”; it is still {value}.",
            name=fact,
            word=shorten(" ".join(value), 40),
            value=told(channel)[fact] if fact == "layout" else now,
        )
        if value
        else f"{say.label(label)}{now}."
    )
    control = posting_control(fact, channel, command, say)
    return Asked(message(paragraph(say.sentences(sentence, takes)), control))


def refuse_lacking(fact: str, channel: Channel, services: Services, say: Translator) -> None:
    """Raises UsageError for what the channel's platform does not have."""
    lacking = services.channels.extras.lacking(channel.address)
    if fact in lacking:
        raise UsageError(say.kept(lacking[fact]) or _not_here(fact, say))


def _not_here(fact: str, say: Translator) -> str:
    return say.text("“{name}” is not available here.", name=fact)


async def _with_named(
    channel: Channel, fact: str, wanted: str, services: Services, say: Translator
) -> Channel:
    if wanted == "off":
        return _changed(channel, fact, "")
    there = await services.channels.extras.named(channel.address, fact)
    plain = wanted.removeprefix("<@&").removesuffix(">").removeprefix("@").casefold()
    for each in there:
        if plain in (each.id, each.name.removeprefix("@").casefold()):
            return _changed(channel, fact, each.id)
    raise UsageError(_no_such(fact, wanted, there, say))


def _changed(channel: Channel, fact: str, value: Any) -> Channel:
    return replace(channel, manner=replace(channel.manner, **{fact: value}))


def _no_such(fact: str, wanted: str, there: Sequence[Named], say: Translator) -> str:
    name = shorten(wanted, 40)
    if not there:
        return (
            say.text("There is no role here that I can ping.")
            if fact == "ping"
            else say.text(
                "Only posts in a forum have tags, and there are none here that I may use."
            )
        )
    names = say.listed(each.name for each in there[:_MOST_NAMED])
    if fact == "ping":
        return say.text(
            "There is no role “{name}” that I can ping. Roles: {names}", name=name, names=names
        )
    return say.text("There is no tag “{name}” here. Tags: {names}", name=name, names=names)
