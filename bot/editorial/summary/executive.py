"""The executive summary without a model: chosen and put together, nothing made up. Pure.

Themes are phrases that the papers share, results are the authors' own sentences,
reasons are facts that stand in the abstract or the comments. Paper numbers are kept
out of the texts: renderers add them.
"""

from collections.abc import Callable, Mapping, Sequence

from bot.editorial.summary.outcomes import LEAST, MODEST, Outcome
from bot.editorial.summary.overview import Day, overview
from bot.editorial.summary.reading import Shown, read_shown, reasons_to_read
from bot.editorial.summary.themes import Common, Theme, choose_themes, find_themes, without_capitals
from bot.models import (
    PaperBrief,
    ReadInFull,
    Selection,
    Summary,
    SummaryPoint,
    TextSource,
)
from bot.text.phrases import AGAIN, read_phrases
from bot.text.readable import shorten, utf16_length
from bot.text.titles import focus
from bot.translator import Translator

# in UTF-16 units; ten papers and all of this fit one chat message
THEME_LINE = 110
STANDS_OUT_LINE = 170
EMERGING_LINE = 90
WHY = 80
_FIRST_ENTRY = 60
_ENTRY = 46
# "12 papers, among them " and "; 3 more"
_AROUND = 24
# per mille of papers on an ordinary day: what more papers name does not emerge
_EMERGING_USUAL = 5.0


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
    papers = {c.announced.paper.id: c.announced.paper for c in selection.shown}
    papers |= {c.announced.paper.id: c.announced.paper for c in selection.matched}
    readings = [read_phrases(paper.title, paper.abstract) for paper in papers.values()]
    common = find_themes(readings[: len(shown)], readings)
    themes = choose_themes(common, len(shown))
    emerging = _emerging(common, themes)
    return Summary(
        overview=overview(_day(shown, common, themes), say),
        themes=_points(themes, shown, common, say, THEME_LINE),
        stands_out=_stands_out(shown, common),
        emerging=_points(emerging, shown, common, say, EMERGING_LINE),
        read_in_full=tuple(
            ReadInFull(number, shorten(why, WHY))
            for number, why in reasons_to_read(shown, themes, say)
        ),
        source=TextSource("extractive", "abstracts"),
    )


def _day(shown: Sequence[Shown], common: Common, themes: Sequence[Theme]) -> Day:
    covered = {number for theme in themes for number in theme.numbers}
    apart = [one for one in shown if one.number not in covered]
    return Day(
        shown=len(shown),
        matched=common.matched,
        themes=tuple(themes),
        subject=common.subject,
        elsewhere=common.elsewhere,
        apart=tuple(words for one in apart if (words := _about(one, common))),
        kinds=tuple(one.facts.kinds for one in shown),
        firsts=tuple(one.facts.system or "" for one in shown if "first" in one.facts.kinds),
        with_figures=sum(bool(one.outcome and one.outcome.has_figures) for one in shown),
        seed="".join(one.facts.title for one in shown),
    )


def _about(one: Shown, common: Common, but_not: str = "", limit: int = _ENTRY) -> str | None:
    words = focus(one.facts.title, but_not, limit)
    return without_capitals(words, common.vocabulary) if words else None


# -- themes ------------------------------------------------------------------------------


def _emerging(common: Common, themes: Sequence[Theme]) -> list[Theme]:
    """Rare phrases that two papers are about, or three name, and no theme covers."""
    covered = [set(theme.numbers) for theme in themes]
    return [
        theme
        for theme in common.themes
        if theme not in themes
        and not theme.is_subject
        and not theme.is_thin
        and theme.usual <= _EMERGING_USUAL
        and theme.strength >= AGAIN
        and (len(theme.numbers) > 1 or theme.breadth > 2)
        and not any(len(theme.numbers) > 1 and set(theme.numbers) <= own for own in covered)
    ][:3]


def _points(
    themes: Sequence[Theme], shown: Sequence[Shown], common: Common, say: Translator, limit: int
) -> tuple[SummaryPoint, ...]:
    """A line for each theme; a paper that an earlier line told of comes later in the next."""
    told: set[int] = set()
    points = []
    for theme in themes:
        order = sorted(theme.numbers, key=lambda number: number in told)
        told.update(theme.numbers)
        room = limit - utf16_length(theme.name) - 2
        text = _line(theme, [shown[number - 1] for number in order], common, say, room)
        points.append(SummaryPoint(text, tuple(order), theme.name))
    return tuple(points)


def _line(theme: Theme, papers: Sequence[Shown], common: Common, say: Translator, room: int) -> str:
    """What the theme's papers do, in the words of their titles, as far as there is room."""
    told: list[str] = []
    for one in papers:
        limit = _ENTRY if told else min(_FIRST_ENTRY, room - _AROUND)
        entry = _entry(one, common, theme.name, limit)
        if not told or utf16_length(_listed([*told, entry], theme, say)) <= room:
            told.append(entry)
    return shorten(_listed(told, theme, say), room)


def _listed(entries: Sequence[str], theme: Theme, say: Translator) -> str:
    listed = "; ".join(entries)
    if theme.breadth > len(theme.numbers):
        return say.plural(
            "{n} paper: {listed}", "{n} papers, among them {listed}", theme.breadth, listed=listed
        )
    more = len(theme.numbers) - len(entries)
    if not more:
        return listed
    return say.plural("{listed}; {n} more", "{listed}; {n} more", more, listed=listed)


def _entry(one: Shown, common: Common, but_not: str, limit: int) -> str:
    """The title's words for what the paper does; else its system; else the title's beginning."""
    told = _about(one, common, but_not, limit) or one.facts.system
    told = told or _about(one, common, limit=limit)
    return told or f"“{shorten(one.facts.title, limit - 2)}”"


def _capital(words: str | None) -> str | None:
    return words and words[:1].upper() + words[1:]


# -- results -----------------------------------------------------------------------------


def _stands_out(shown: Sequence[Shown], common: Common) -> tuple[SummaryPoint, ...]:
    """The strongest stated outcomes, in the authors' words; a third where many are shown."""
    found = [(one.outcome, one) for one in shown if one.outcome and one.outcome.score >= MODEST]
    found.sort(key=lambda pair: (-pair[0].score, pair[1].number))
    wanted = 1 if len(shown) < 3 else 2 if len(shown) < 6 else 3
    strong = sum(result.score >= LEAST for result, _ in found)
    kept = found[: min(wanted, max(strong, 2))]
    return tuple(_result(result, one, common) for result, one in kept)


def _result(result: Outcome, one: Shown, common: Common) -> SummaryPoint:
    name = (
        one.facts.system if one.facts.system and one.facts.system not in result.text[:60] else None
    )
    if not one.facts.system and result.is_dangling:
        name = _capital(_about(one, common))
    room = STANDS_OUT_LINE - (utf16_length(name) + 2 if name else 0)
    return SummaryPoint(shorten(result.text, room), (one.number,), name)
