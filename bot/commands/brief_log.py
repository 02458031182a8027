"""The last briefs of a channel in words: when, what they held, how they arrived: /status log."""

from collections.abc import Mapping

from bot.commands.lines.command import Request, Services
from bot.commands.ways import moment, said
from bot.messages.blocks import (
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    Spans,
    message,
    paragraph,
    spans,
)
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.deliveries import Chore
from bot.values.standings import LoggedBrief

MOST = 10
# what every fan-out says of its pace is no trouble
_ORDINARY = ("its turn comes later",)


async def brief_log(request: Request, services: Services) -> Message:
    """Of those that came by themselves."""
    say, channel = request.say, request.channel
    briefs = await services.deliveries.standings.log(channel.address, MOST)
    if not briefs:
        return message(paragraph(say.text("No brief has come here on schedule yet.")))
    items = tuple(Item(_lines(each, channel, say)) for each in briefs)
    return message(Heading(spans(say.text("The last briefs here")), level=2), ItemList(items))


def _lines(brief: LoggedBrief, channel: Channel, say: Translator) -> tuple[Spans, ...]:
    days = say.listed(say.date(day) for day in brief.dates)
    title = Span(days or say.text("Without an announcement"), "strong")
    counts = " · ".join(_counts(brief, say))
    return (
        spans(title, f" · {counts}" if counts else ""),
        spans(_arrival(brief, channel, say)),
        *(spans(Span(each, "dim")) for each in _troubles(brief, say)),
    )


def _counts(brief: LoggedBrief, say: Translator) -> list[str]:
    made = []
    if brief.announced is not None:
        made.append(say.plural("{n} announced", "{n} announced", brief.announced))
    if brief.matched is not None:
        made.append(say.plural("{n} matched", "{n} matched", brief.matched))
    return [*made, say.plural("{n} shown", "{n} shown", brief.shown)] if brief.dates else []


def _arrival(brief: LoggedBrief, channel: Channel, say: Translator) -> str:
    since = moment(brief.made, channel, say)
    if brief.state == "waiting" or brief.ended is None:
        told = say.plural(
            "waiting since {moment}: {arrived} of {n} message arrived",
            "waiting since {moment}: {arrived} of {n} messages arrived",
            brief.parts,
            moment=since,
            arrived=say.number(brief.arrived),
        )
        return say.listed([told, *_tries(brief, say, least=1)])
    ended = moment(brief.ended, channel, say)
    if brief.state == "delivered":
        told = say.plural(
            "arrived on {moment} in {n} message",
            "arrived on {moment} in {n} messages",
            brief.parts,
            moment=ended,
        )
        return say.listed([told, *_tries(brief, say, least=brief.parts + 1)])
    told = (
        say.text("refused by the platform on {moment}", moment=ended)
        if brief.state == "refused"
        else say.text("never arrived in full; abandoned on {moment}", moment=ended)
    )
    return say.listed([told, *_tries(brief, say, least=1)])


def _tries(brief: LoggedBrief, say: Translator, *, least: int) -> list[str]:
    """A try for each message goes without saying."""
    if brief.tries < least:
        return []
    return [say.plural("{n} try", "{n} tries", brief.tries)]


def _troubles(brief: LoggedBrief, say: Translator) -> list[str]:
    undone: Mapping[Chore, str] = {
        "pin": say.text("not pinned"),
        "discuss": say.text("no thread opened"),
    }
    return [
        *([say.text("may be there twice")] if brief.perhaps_twice else []),
        *(said(why, say) for why in brief.troubles if why not in _ORDINARY),
        *(say.label(undone[chore]) + say.kept(why) for chore, why in brief.undone),
    ]
