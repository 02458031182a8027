"""Where a brief is on its way to a channel, in words: for /why and /status."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.commands.lines.command import Request, Services
from bot.editorial.choosing.owed import returning
from bot.schedules import describe_moment
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.deliveries import Closure, Owed
from bot.values.papers import Paper
from bot.values.standings import Standing
from bot.values.topics import Match

# so long /status tells of a brief that was lost
_TOLD_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class PaperDelivery:
    """That of one ``paper`` (its id). ``owed`` where its brief never arrived; ``asked``: the
    channel's topics ask for it still."""

    standing: Standing | None = None
    owed: Owed | None = None
    closure: Closure | None = None
    asked: bool = True
    paper: str = ""

    @property
    def is_open(self) -> bool:
        """It was in a brief, and cannot be read there."""
        lost = self.standing is not None and self.standing.state != "delivered"
        return self.owed is not None or lost


async def way_of(
    paper: Paper, match: Match | None, request: Request, services: Services
) -> PaperDelivery:
    channel = request.channel
    owed = (await services.deliveries.owed.of(channel.address)).get(paper.id)
    brought = (
        returning({paper.id: owed}, {paper.id: paper}, {paper.id: match}, channel) if owed else None
    )
    return PaperDelivery(
        standing=await services.deliveries.standings.of_paper(channel.address, paper.id),
        owed=owed,
        closure=await services.channels.membership.closure(channel.address),
        asked=brought is None or bool(brought.papers),
        paper=paper.id,
    )


def told_of(way: PaperDelivery, request: Request) -> str:
    """Where a paper is that was in a brief and cannot be read."""
    say, channel = request.say, request.channel
    if way.owed is not None:
        return say.sentences(_lost(way.owed, channel, say), _next(way, channel, say))
    if way.standing is None:
        return ""
    if way.standing.state == "waiting":
        return _waits(way.standing, way.closure, channel, say)
    return _given_up(way.standing, way.paper, say)


def _lost(owed: Owed, channel: Channel, say: Translator) -> str:
    return say.text(
        "It was in the brief of {day}, which could not be delivered; I stopped "
        "trying on {moment}: {why}.",
        day=say.date(owed.on),
        moment=moment(owed.since, channel, say),
        why=said(owed.why, say),
    )


def _next(way: PaperDelivery, channel: Channel, say: Translator) -> str:
    if not way.asked:
        return say.text("Your topics no longer ask for it: the next brief only names it.")
    if not channel.subscribed:
        return say.text("It comes with the next brief: /subscribe.")
    if channel.schedule.paused:
        return say.text("It comes with the next brief: /schedule on.")
    return say.text("The next brief brings it.")


def _waits(standing: Standing, closure: Closure | None, channel: Channel, say: Translator) -> str:
    days = days_of(standing, say)
    if closure is not None:
        return say.text(
            "It is in the brief of {days}, which waits until I may write here again: {why}",
            days=days,
            why=say.kept(closure.why),
        )
    if standing.in_doubt:
        return say.text(
            "It is in the brief of {days}, which has been waiting since {moment}: "
            "it was sent, but I got no answer whether it arrived ({why}). I keep "
            "trying until I know.",
            days=days,
            moment=moment(standing.since, channel, say),
            why=said(standing.why, say),
        )
    if standing.why:
        return say.text(
            "It is in the brief of {days}, which has been waiting since {moment}: "
            "{why}. I keep trying.",
            days=days,
            moment=moment(standing.since, channel, say),
            why=said(standing.why, say),
        )
    return say.text("It is in the brief of {days}, which is on its way.", days=days)


def _given_up(standing: Standing, paper: str, say: Translator) -> str:
    days, why = days_of(standing, say), said(standing.why, say)
    if standing.state == "refused" and standing.refusals > 1:
        return say.text(
            "Its text was refused here twice, last in the brief of {days}: {why}. "
            "It will not come again; /paper {id} shows it.",
            days=days,
            why=why,
            id=paper,
        )
    if standing.state == "refused":
        return say.text(
            "It was in the brief of {days}, which was refused here: {why}. It was not shown.",
            days=days,
            why=why,
        )
    return say.text(
        "It was in the brief of {days}, which could not be delivered: {why}. It was not shown.",
        days=days,
        why=why,
    )


async def rows_of(channel: Channel, services: Services, say: Translator) -> list[tuple[str, str]]:
    """What /status tells of deliveries: what waits, and what was lost last."""
    waiting = await services.deliveries.standings.waiting(channel.address)
    lost = await services.deliveries.standings.lost(channel.address, services.clock() - _TOLD_FOR)
    rows = [(say.text("Waiting"), _all(waiting, channel, say))] if waiting else []
    if lost is not None:
        owed = len(await services.deliveries.owed.of(channel.address))
        rows.append((say.text("Not delivered"), _last(lost, owed, channel, say)))
    return rows


def _all(waiting: Sequence[Standing], channel: Channel, say: Translator) -> str:
    return say.clauses(_one(each, channel, say) for each in waiting)


def _one(each: Standing, channel: Channel, say: Translator) -> str:
    told = say.text(
        "the brief of {days}, since {moment}",
        days=days_of(each, say),
        moment=moment(each.since, channel, say),
    )
    return say.bracketed(told, said(each.why, say)) if each.why else told


def _last(lost: Standing, owed: int, channel: Channel, say: Translator) -> str:
    told = say.text(
        "the brief of {days}, abandoned on {moment}: {why}.",
        days=days_of(lost, say),
        moment=moment(lost.since, channel, say),
        why=said(lost.why, say),
    )
    if not owed:
        return told
    follows = say.plural(
        "{n} paper comes with the next brief.", "{n} papers come with the next brief.", owed
    )
    return say.sentences(told, follows)


def days_of(standing: Standing, say: Translator) -> str:
    if not standing.dates:
        return say.text("a day without an announcement")
    return say.join([say.date(day) for day in standing.dates])


def moment(at: datetime, channel: Channel, say: Translator) -> str:
    """By the channel's own clock."""
    return describe_moment(channel.schedule, at, say)


def said(why: str, say: Translator) -> str:
    """What a platform said, to stand within a sentence."""
    return say.kept(why).rstrip(" .。") or say.text("no reason given")
