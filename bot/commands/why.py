"""/why: why a paper was shown here, or why not."""

from dataclasses import dataclass
from datetime import date

from bot.commands.finding import papers_of, which_one
from bot.commands.lines.command import Request, Services
from bot.commands.ways import PaperDelivery, told_of, way_of
from bot.errors import UsageError
from bot.messages.blocks import Block, Message, Span, message, paragraph
from bot.messages.entries import title_of
from bot.messages.reasons import reason, shortfall
from bot.pipeline.scoring import match_of
from bot.taxonomy import canonical_or_same
from bot.translator import Translator
from bot.values.announcements import AnnouncedPaper, Announcement
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.topics import Match, Selection

MOST_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class _Case:
    """All that is known of one paper here; ``number`` is its place in the last brief."""

    paper: Paper
    announced: AnnouncedPaper | None
    announcement: Announcement | None
    selection: Selection | None
    match: Match | None
    number: int | None
    way: PaperDelivery


async def why(request: Request, services: Services) -> Message:
    """``/why <papers>``: what decided, from the newest announcement and this channel's topics."""
    say = request.say
    if not request.arguments:
        raise UsageError(say.text("Which paper should I explain? For example: /why 3"))
    found = await papers_of(request, services, most=MOST_AT_ONCE)
    if found.several:
        told = say.text("Several papers have these words. Which one?")
        return which_one(found.several, told, "/why")
    missing = [paragraph(each) for each in (*found.told, *found.missing)]
    reasons = [await _why(paper, request, services) for paper in found.papers]
    return message(missing, [block for blocks in reasons for block in blocks])


async def _why(paper: Paper, request: Request, services: Services) -> tuple[Block, ...]:
    case = await _case(paper, request, services)
    title = paragraph(Span(title_of(paper), "strong"))
    if case.way.is_open:
        # in a brief that cannot be read here, or not yet: why it was chosen, and where it is
        relevance = _relevance(case, request)
        told = paragraph(told_of(case.way, request))
        return message(title, told, paragraph(relevance) if relevance else None).blocks
    earlier = (await services.deliveries.ledger.shown(request.channel.address, [paper.id])).get(
        paper.id
    )
    # of what was shown once, the last announcement alone says nothing more
    silent = earlier is not None and case.announced is None
    return message(
        title,
        None if silent else paragraph(_verdict(case, request)),
        paragraph(_earlier(earlier.on, case, request)) if earlier else None,
        None if paper.abstract else paragraph(_without_abstract(request.say)),
    ).blocks


def _without_abstract(say: Translator) -> str:
    return say.text("I no longer keep its abstract, so this goes by its title and authors alone.")


async def _case(paper: Paper, request: Request, services: Services) -> _Case:
    selection = await services.briefs.selection(request.channel, request.person)
    announcement = await services.briefs.announcement(request.channel, None)
    listed = (
        [one for one in announcement.papers if one.paper.id == paper.id] if announcement else []
    )
    # the number told is that of the brief which everybody reads, also after a preview
    numbers = await services.deliveries.editions.numbers(request.channel.address)
    account = Account(request.channel.address, request.person)
    match = await match_of(paper, request.channel.topics, services.pipeline, account)
    return _Case(
        paper=paper,
        announced=listed[0] if listed else None,
        announcement=announcement,
        selection=selection,
        match=match,
        number=next((number for number, known in numbers.items() if known == paper.id), None),
        way=await way_of(paper, match, request, services),
    )


def _relevance(case: _Case, request: Request) -> str:
    match = case.match
    if match is None or match.relevance is None:
        return ""
    return request.say.text(
        "Relevance {relevance} for “{topic}”: {reason}.",
        relevance=match.relevance,
        topic=match.topic,
        reason=reason(match, request.say),
    )


def _earlier(day: date, case: _Case, request: Request) -> str:
    say, channel = request.say, request.channel
    relevance = case.match.relevance if case.match else None
    matches = relevance is None or relevance >= channel.threshold
    if case.announced and channel.topics and (case.match is None or not matches):
        # or it would contradict the verdict
        return say.text(
            "It was shown here with the announcement of {day}, under the settings of that day.",
            day=say.date(day),
        )
    return say.text("It was shown here with the announcement of {day}.", day=say.date(day))


def _verdict(case: _Case, request: Request) -> str:
    say, channel = request.say, request.channel
    if case.announced is None:
        return _not_announced(case, request)
    if case.announced.announce_type.is_replacement:
        return say.text(
            "Not shown: the last announcement has a new version of it, and only new and "
            "cross-listed papers are chosen."
        )
    if case.match is None and channel.topics:
        return _no_match(case, request)
    if case.match is not None and case.match.relevance is not None:
        relevance = case.match.relevance
        if relevance < channel.threshold:
            return say.text(
                "Not shown: relevance {relevance} for “{topic}” is below {threshold} ({reason}). "
                "/settings threshold changes that.",
                relevance=relevance,
                topic=case.match.topic,
                threshold=channel.threshold,
                reason=shortfall(case.match, say),
            )
        return say.sentences(_relevance(case, request), _place(case, say))
    told = say.text("It is in one of the categories chosen here, and no topic says more.")
    if channel.prior and (signals := _signals(case, say)):
        order = say.text(
            "Such papers are ordered by what people tend to pick: {signals}.", signals=signals
        )
        told = say.sentences(told, order)
    return say.sentences(told, _place(case, say))


def _signals(case: _Case, say: Translator) -> str:
    """What put it forward among papers without relevance."""
    shown = case.selection.shown if case.selection else ()
    found = [one for one in shown if one.announced.paper.id == case.paper.id]
    evidence = [each for one in found for each in one.match.evidence if each.kind == "notable"]
    return reason(Match(None, None, tuple(evidence)), say) if evidence else ""


def _not_announced(case: _Case, request: Request) -> str:
    say = request.say
    if case.announcement is None:
        return say.text("No announcement has been fetched yet.")
    wanted = {canonical_or_same(name) for name in case.announcement.categories}
    mine = {canonical_or_same(name) for name in case.paper.categories}
    days = say.listed(say.date(day) for day in case.announcement.dates)
    if wanted & mine:
        return say.text("Not shown: it is not in the last announcement ({days}).", days=days)
    return say.text(
        "Not shown: it is in {categories}, and none of these is chosen here. /topics adds one.",
        categories=say.join(list(case.paper.categories)),
    )


def _no_match(case: _Case, request: Request) -> str:
    say = request.say
    barred = dict.fromkeys(word for topic in request.channel.topics for word in topic.exclude)
    if barred:
        return say.text(
            "Not shown: it has nothing in common with the topics, or contains an "
            "unwanted word ({words}).",
            words=say.listed(barred),
        )
    return say.text("Not shown: it has nothing in common with the topics here.")


def _place(case: _Case, say: Translator) -> str:
    if case.number is not None:
        return say.text("It is number {n} in the last brief here.", n=case.number)
    chosen = [one.announced.paper.id for one in case.selection.shown] if case.selection else []
    if case.paper.id in chosen:
        # no brief was made since the topics changed, or none at all
        return say.text(
            "It matched: a brief made now would show it as number {n}.",
            n=chosen.index(case.paper.id) + 1,
        )
    matched = len(case.selection.matched) if case.selection else 0
    return say.plural(
        "It matched, but {n} paper matched and {top} are shown: others were more relevant, or "
        "said the same. /top changes how many.",
        "It matched, but {n} papers matched and {top} are shown: others were more relevant, or "
        "said the same. /top changes how many.",
        matched,
        top=len(chosen),
    )
