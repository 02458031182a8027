"""What the day was about, in three to five plain sentences. Pure.

Which subjects lead and which papers stand for them, what stands beside them, what is
claimed, or that nothing is. Every sentence follows from the day's shape by construction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from bot.text.readable import utf16_length
from bot.translator import Translator

LIMIT = 480
# so many papers are needed to say that a day is routine
_LEAST_FOR_ROUTINE = 5
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A shown paper: ``label`` is its name, or what it brings; ``entry`` says both."""

    number: int
    label: str
    entry: str


@dataclass(frozen=True, slots=True)
class Group:
    """A theme and the shown papers that have it; ``breadth`` counts all matched papers."""

    name: str
    breadth: int
    papers: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """``subject`` is what nearly all matched papers are about; ``topics`` are the channel's,
    each with its shown papers; ``apart`` are papers outside the groups; ``elsewhere`` are
    phrases of matched papers that are not shown; ``firsts`` pairs a system's name (or "") with the
    words in which it claims a first; ``has_claims`` is true where any paper does, or says
    that it settles a question; ``seed`` picks among wordings."""

    shown: tuple[Told, ...]
    matched: int
    groups: tuple[Group, ...]
    subject: str | None
    topics: tuple[tuple[str, tuple[Told, ...]], ...]
    apart: tuple[Told, ...]
    elsewhere: tuple[str, ...]
    firsts: tuple[tuple[str, str], ...]
    has_claims: bool
    seed: str


def overview(day: Day, say: Translator) -> str:
    """The sentences that fit, in order; the first always."""
    sentences = [_fitting(_openings(day, say))]
    for write in (_others, _apart, _claims, _elsewhere):
        room = LIMIT - sum(utf16_length(sentence) + 1 for sentence in sentences)
        fitting = (one for one in write(day, say) if utf16_length(one) <= room)
        sentences.extend(next(([one] for one in fitting), []))
    return say.sentences(*sentences)


def _fitting(sentences: Sequence[str]) -> str:
    return next((one for one in sentences if utf16_length(one) <= LIMIT), sentences[-1])


def _pick(day: Day, *wordings: str) -> str:
    """One of several wordings, the same for the same papers."""
    return wordings[crc32(day.seed.encode()) % len(wordings)]


def _entries(papers: Sequence[Told], most: int, say: Translator) -> str:
    return say.join([one.entry for one in papers[:most]])


def _labels(papers: Sequence[Told], say: Translator) -> str:
    return say.join([one.label for one in papers[:_MOST_NAMES]])


# -- what it is about --------------------------------------------------------------------


def _openings(day: Day, say: Translator) -> list[str]:
    """The first sentence, fuller forms first."""
    if len(day.shown) < 3:
        return [_few(day, say)]
    if len(day.topics) > 1:
        return _by_topic(day, say)
    if not day.groups:
        return [_nothing_shared(day, count, say) for count in (3, 2, 1)]
    return [_led(day, _entries(day.groups[0].papers, most, say), say) for most in (2, 1)]


def _few(day: Day, say: Translator) -> str:
    papers = _entries(day.shown, 2, say)
    if day.matched == 1:
        return say.text("A single paper meets these topics today: {papers}.", papers=papers)
    if len(day.shown) == 1:
        return say.text("The one paper shown today: {papers}.", papers=papers)
    return _two(day, papers, say)


def _two(day: Day, papers: str, say: Translator) -> str:
    both = next((group for group in day.groups if len(group.papers) == 2), None)
    if both is not None:
        return say.text("Two papers on {theme}: {papers}.", theme=both.name, papers=papers)
    return say.text("Two papers without a common thread: {papers}.", papers=papers)


def _nothing_shared(day: Day, most: int, say: Translator) -> str:
    papers = _entries(day.shown, most, say)
    if day.topics:
        return say.text("Under {topic} today: {papers}.", topic=day.topics[0][0], papers=papers)
    return _pick(
        day,
        say.text("No common thread today; at the top are {papers}.", papers=papers)
        if most > 1
        else say.text("No common thread today; at the top is {papers}.", papers=papers),
        say.text("Today's papers have little in common, among them {papers}.", papers=papers),
    )


def _led(day: Day, papers: str, say: Translator) -> str:
    lead = day.groups[0]
    if day.subject and not day.topics:
        return say.text(
            "All around {subject}, with {lead} as the first strand: {papers}.",
            subject=day.subject,
            lead=lead.name,
            papers=papers,
        )
    if len(day.topics) == 1:
        return say.text(
            "Under {topic}, papers share {lead}: {papers}.",
            topic=day.topics[0][0],
            lead=lead.name,
            papers=papers,
        )
    if lead.breadth > max((group.breadth for group in day.groups[1:]), default=1):
        return _largest(day, lead, papers, say)
    return _pick(
        day,
        say.text("One subject today is {lead}: {papers}.", lead=lead.name, papers=papers),
        say.text("A mixed day; one strand is {lead}: {papers}.", lead=lead.name, papers=papers),
        say.text(
            "Several papers share a subject, {lead}: {papers}.", lead=lead.name, papers=papers
        ),
    )


def _largest(day: Day, lead: Group, papers: str, say: Translator) -> str:
    if 4 * lead.breadth >= day.matched:
        return say.text("Much of the day is about {lead}: {papers}.", lead=lead.name, papers=papers)
    return _pick(
        day,
        say.text("The day's largest group is on {lead}: {papers}.", lead=lead.name, papers=papers),
        say.text("What most papers share today is {lead}: {papers}.", lead=lead.name, papers=papers)
        if 2 * lead.breadth > day.matched
        else say.text(
            "The broadest theme today is {lead}: {papers}.", lead=lead.name, papers=papers
        ),
        say.text("{lead} comes first today, with {papers}.", lead=lead.name, papers=papers)
        if lead.name[:1].isupper()
        else say.text(
            "First of today's themes is {lead}: {papers}.", lead=lead.name, papers=papers
        ),
    )


# -- what else there is ------------------------------------------------------------------


def _by_topic(day: Day, say: Translator) -> list[str]:
    """Which papers each of several topics has: the first of them, fuller forms first."""
    sentences = []
    for most, full in ((3, True), (3, False), (2, False)):
        told = [
            say.text(
                "{topic} has {papers}",
                topic=topic,
                papers=_entries(papers, 2, say) if full else _labels(papers[:2], say),
            )
            for topic, papers in day.topics[:most]
        ]
        sentences.append(say.text("By topic: {topics}.", topics=say.clauses(told)))
    return sentences


def _others(day: Day, say: Translator) -> list[str]:
    """The other themes, each with the papers that the ones before it did not have."""
    if len(day.shown) < 3:
        return []
    led = 0 if len(day.topics) > 1 else 1
    told = {one.number for group in day.groups[:led] for one in group.papers[:2]}
    asked = {topic.lower() for topic, _ in day.topics}
    parts = []
    for group in day.groups[led:]:
        if group.name.lower() in asked:
            continue
        own = [one for one in group.papers if one.number not in told]
        told.update(one.number for one in own)
        papers = _labels(own or group.papers, say)
        parts.append(say.text("{theme} ({papers})", theme=group.name, papers=papers))
    return [_turn(day, say.join(parts[:most]), say) for most in range(len(parts), 0, -1)]


def _turn(day: Day, themes: str, say: Translator) -> str:
    return _pick(
        day,
        say.text("Others turn to {themes}.", themes=themes),
        say.text("Beside it, papers deal with {themes}.", themes=themes),
        say.text("Other work is on {themes}.", themes=themes),
        say.text("Then there is work on {themes}.", themes=themes),
    )


def _apart(day: Day, say: Translator) -> list[str]:
    """What stands beside the themes."""
    if len(day.shown) < 3 or not day.groups or len(day.topics) > 1:
        return []
    return [_stand(day, day.apart[:most], say) for most in (3, 2, 1) if len(day.apart) >= most]


def _stand(day: Day, papers: Sequence[Told], say: Translator) -> str:
    listed = _entries(papers, _MOST_NAMES, say)
    return say.plural(
        "Apart from these stands {papers}.",
        "Apart from these stand {papers}.",
        len(papers),
        papers=listed,
    )


def _claims(day: Day, say: Translator) -> list[str]:
    """Who claims to be the first, in quotation marks; or that nobody does."""
    if len(day.shown) == 1 and day.firsts:
        return [say.text("It claims “{claim}”.", claim=day.firsts[0][1])]
    if day.firsts:
        return [
            say.text("{name} claims “{claim}”.", name=name, claim=claim)
            if name
            else say.text("One paper claims “{claim}”.", claim=claim)
            for name, claim in day.firsts
        ]
    if day.has_claims or len(day.shown) < _LEAST_FOR_ROUTINE:
        return []
    return [
        _pick(
            day,
            say.text("By the abstracts a routine day: none of those shown claims a first."),
            say.text("No abstract shown claims a first: a routine day, as far as they tell."),
            say.text("As far as abstracts tell it is a routine day, and no first is claimed."),
        )
    ]


def _elsewhere(day: Day, say: Translator) -> list[str]:
    if not day.elsewhere:
        return []
    listed = say.join(day.elsewhere)
    return [
        _pick(
            day,
            say.text("Further papers, not shown here, are about {themes}.", themes=listed),
            say.text("The papers not shown add {themes}.", themes=listed),
        )
    ]
