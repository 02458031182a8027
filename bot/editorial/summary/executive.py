"""The executive summary without a model: chosen and put together, nothing made up. Pure.

Themes are phrases that the papers share, results are the authors' own sentences,
reasons are facts that stand in the abstract or the comments. Paper numbers are kept
out of the texts: renderers add them.
"""

from collections.abc import Callable, Mapping, Sequence

from bot.editorial.summary.claims import claimed_first
from bot.editorial.summary.naming import entry, label
from bot.editorial.summary.outcomes import LEAST, MODEST, Outcome
from bot.editorial.summary.overview import Day, Group, Told, overview
from bot.editorial.summary.reading import Shown, read_shown, reasons_to_read
from bot.editorial.summary.subjects import read_subjects
from bot.editorial.summary.themes import (
    Common,
    Theme,
    choose_emerging,
    choose_themes,
    find_themes,
)
from bot.models import (
    PaperBrief,
    ReadInFull,
    Selection,
    Summary,
    SummaryPoint,
    TextSource,
)
from bot.text.readable import shorten, utf16_length
from bot.translator import Translator

# in UTF-16 units; ten papers and all of this fit one chat message
THEME_LINE = 110
STANDS_OUT_LINE = 170
EMERGING_LINE = 90
WHY = 80
_ENTRY = 68
_LABEL = 44
_CLAIM = 90
# "12 papers, among them " and "; 3 more"
_AROUND = 24
_MOST_EMERGING = 3


class ExtractiveSummary:
    """A SummaryWriter that needs no model; the reading of a paper is shared by channels."""

    def __init__(self, translators: Callable[[str], Translator]) -> None:
        self._translators = translators

    async def summarise(
        self, selection: Selection, briefs: Mapping[str, PaperBrief], language: str
    ) -> Summary | None:
        return write_summary(selection, briefs, self._translators(language))


def write_summary(
    selection: Selection, briefs: Mapping[str, PaperBrief], say: Translator
) -> Summary | None:
    """The summary of what is shown, themes taken from all that matched; None for nothing."""
    if not selection.shown:
        return None
    shown = [
        read_shown(number, candidate.announced.paper, briefs)
        for number, candidate in enumerate(selection.shown, 1)
    ]
    common = _common(selection)
    themes = choose_themes(common, len(shown))
    emerging = choose_emerging(common, themes, _MOST_EMERGING)
    return Summary(
        overview=overview(_day(selection, shown, common, themes, say), say),
        themes=_points(themes, shown, common, say, THEME_LINE),
        stands_out=_stands_out(shown, common, say),
        emerging=_points(emerging, shown, common, say, EMERGING_LINE),
        read_in_full=tuple(
            ReadInFull(number, shorten(why, WHY))
            for number, why in reasons_to_read(shown, themes, say)
        ),
        source=TextSource("extractive", "abstracts"),
    )


def _common(selection: Selection) -> Common:
    papers = {c.announced.paper.id: c.announced.paper for c in selection.shown}
    papers |= {c.announced.paper.id: c.announced.paper for c in selection.matched}
    subjects = [read_subjects(paper.title, paper.abstract) for paper in papers.values()]
    topics = {candidate.match.topic for candidate in selection.shown}
    asked = next(iter(topics)) if len(topics) == 1 else None
    return find_themes(subjects[: len(selection.shown)], subjects, asked or "")


def _day(
    selection: Selection,
    shown: Sequence[Shown],
    common: Common,
    themes: Sequence[Theme],
    say: Translator,
) -> Day:
    told = [_told(one, common, say) for one in shown]
    covered = {number for theme in themes for number in theme.numbers}
    firsts = [(one, claimed_first(one.facts.abstract, _CLAIM)) for one in shown if _is_first(one)]
    topics: dict[str, list[Told]] = {}
    for candidate, one in zip(selection.shown, told, strict=True):
        if candidate.match.topic:
            topics.setdefault(candidate.match.topic, []).append(one)
    return Day(
        shown=tuple(told),
        matched=common.matched,
        groups=tuple(_group(theme, told) for theme in themes),
        subject=common.subject,
        topics=tuple((topic, tuple(papers)) for topic, papers in topics.items()),
        apart=tuple(one for one in told if one.number not in covered),
        elsewhere=common.elsewhere,
        firsts=tuple((one.brings.name or "", claim) for one, claim in firsts if claim),
        has_claims=any(_is_first(one) or "settles" in one.facts.kinds for one in shown),
        seed="".join(one.facts.title for one in shown),
    )


def _is_first(one: Shown) -> bool:
    return "first" in one.facts.kinds


def _told(one: Shown, common: Common, say: Translator) -> Told:
    return Told(
        one.number,
        label(one, common.vocabulary, say, _LABEL),
        entry(one, common.vocabulary, say, _ENTRY),
    )


def _group(theme: Theme, told: Sequence[Told]) -> Group:
    """Papers that are most about the theme first."""
    order = sorted(theme.numbers, key=lambda number: (-theme.strengths[number], number))
    return Group(theme.name, theme.breadth, tuple(told[number - 1] for number in order))


# -- themes ------------------------------------------------------------------------------


def _points(
    themes: Sequence[Theme], shown: Sequence[Shown], common: Common, say: Translator, limit: int
) -> tuple[SummaryPoint, ...]:
    """A line for each theme; papers in the order of their numbers."""
    told: set[int] = set()
    points = []
    for theme in themes:
        room = limit - utf16_length(theme.name) - 2
        text = _line(theme, shown, frozenset(told), common, say, room)
        told.update(theme.numbers)
        points.append(SummaryPoint(text, theme.numbers, theme.name))
    return tuple(points)


def _line(
    theme: Theme,
    shown: Sequence[Shown],
    told: frozenset[int],
    common: Common,
    say: Translator,
    room: int,
) -> str:
    """What the theme's papers are; as many as there is room for, new ones in full words."""
    papers = [shown[number - 1] for number in theme.numbers]
    names = [label(one, common.vocabulary, say, min(_LABEL, room - _AROUND)) for one in papers]
    while len(names) > 1 and utf16_length(_listed(names, theme, say)) > room:
        names.pop()
    for place, one in enumerate(papers[: len(names)]):
        if one.number in told and len(names) > 1:
            continue
        free = room - utf16_length(_listed(names, theme, say)) + utf16_length(names[place])
        fuller = entry(one, common.vocabulary, say, min(free, _ENTRY), theme.name)
        longer = [*names[:place], fuller, *names[place + 1 :]]
        if utf16_length(_listed(longer, theme, say)) <= room:
            names = longer
    return shorten(_listed(names, theme, say), room)


def _listed(entries: Sequence[str], theme: Theme, say: Translator) -> str:
    listed = say.clauses(entries)
    if theme.breadth > len(theme.numbers):
        return say.plural(
            "{n} paper: {listed}", "{n} papers, among them {listed}", theme.breadth, listed=listed
        )
    more = len(theme.numbers) - len(entries)
    if not more:
        return listed
    return say.plural("{listed}; {n} more", "{listed}; {n} more", more, listed=listed)


# -- results -----------------------------------------------------------------------------


def _stands_out(
    shown: Sequence[Shown], common: Common, say: Translator
) -> tuple[SummaryPoint, ...]:
    """The strongest stated outcomes, in the authors' words; a third where many are shown."""
    found = [(one.outcome, one) for one in shown if one.outcome and one.outcome.score >= MODEST]
    found.sort(key=lambda pair: (-pair[0].score, pair[1].number))
    wanted = 1 if len(shown) < 3 else 2 if len(shown) < 6 else 3
    strong = sum(result.score >= LEAST for result, _ in found)
    kept = found[: min(wanted, max(strong, 2))]
    return tuple(_result(result, one, common, say) for result, one in kept)


def _result(result: Outcome, one: Shown, common: Common, say: Translator) -> SummaryPoint:
    name = one.brings.name
    if name is None and result.is_dangling:
        told = label(one, common.vocabulary, say, _LABEL)
        name = told[:1].upper() + told[1:]
    if name and name in result.text[:60]:
        name = None
    room = STANDS_OUT_LINE - (utf16_length(name) + 2 if name else 0)
    return SummaryPoint(shorten(result.text, room), (one.number,), name)
