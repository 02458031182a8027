"""The executive summary without a model: counted, chosen and quoted, nothing made up. Pure.

What it counts was looked at in all matched abstracts; reasons and results are facts that stand
in the abstract or the comments. Numbers of papers are added by renderers; only those in square
brackets are in the text.
"""

from collections.abc import Sequence

from bot.editorial.summary.grouping import numbered
from bot.editorial.summary.overview import DayFacts, overview
from bot.editorial.summary.past import rising
from bot.editorial.summary.reading import NumberedFacts, read_first, read_shown
from bot.editorial.summary.standing_out import stands_out
from bot.editorial.summary.subjects import title_subjects
from bot.translator import Translator
from bot.values.topics import Candidate, Group
from bot.values.writing import PaperBrief, Summary, SummaryOrder, SummaryPoint, TextSource

_MOST_EMERGING = 2


def write_summary(order: SummaryOrder, say: Translator) -> Summary | None:
    """None where nothing is shown, or nothing is to be said beside the papers."""
    shown = _shown(order)
    if not shown:
        return None
    first = read_first(shown, say)
    outstanding, emerging = stands_out(shown), emerging_of(order, say)
    told = overview(
        DayFacts(
            shown=shown,
            matched=order.selection.matched,
            groups=order.groups,
            topics=order.topics,
            past=order.past,
            read=frozenset(one.paper for one in first),
            outstanding=bool(outstanding),
            categories=order.categories,
        ),
        say,
    )
    if not (told or first or outstanding or emerging):
        return None
    return Summary(
        overview=told,
        themes=themes_of(order.groups, say),
        stands_out=outstanding,
        emerging=emerging,
        read_in_full=first,
        source=TextSource("extractive", "abstracts"),
    )


def _shown(order: SummaryOrder) -> tuple[NumberedFacts, ...]:
    matched = order.selection.matched
    ranks = {one.announced.paper.id: rank for rank, one in enumerate(matched)}
    return tuple(
        read_shown(
            number,
            ranks.get(one.announced.paper.id, len(ranks)),
            one,
            order.briefs.get(one.announced.paper.id, PaperBrief()),
        )
        for number, one in enumerate(order.selection.shown, start=1)
    )


def emerging_of(order: SummaryOrder, say: Translator) -> tuple[SummaryPoint, ...]:
    """What rises in the channel's categories and is among the matched papers; for a channel that
    asked for topics, its categories are not the measure."""
    if order.past is None or any(topic.has_interests for topic in order.topics):
        return ()
    matched = [_subjects(one) for one in order.selection.matched]
    shown = [_subjects(one) for one in order.selection.shown]
    points = []
    for subject, count, before in rising(order.past):
        if any(subject in each for each in matched):
            numbers = tuple(number for number, each in enumerate(shown, 1) if subject in each)
            points.append(SummaryPoint(_risen(count, before, say), numbers, subject))
    return tuple(points[:_MOST_EMERGING])


def _risen(count: int, before: int, say: Translator) -> str:
    if not before:
        return say.text("{n} titles in seven days, none in the four weeks before", n=count)
    return say.text(
        "{n} titles in seven days, {before} in the four weeks before", n=count, before=before
    )


def _subjects(candidate: Candidate) -> frozenset[str]:
    paper = candidate.announced.paper
    return title_subjects(paper.title, paper.categories)


def themes_of(groups: Sequence[Group], say: Translator) -> tuple[SummaryPoint, ...]:
    """The named groups, with the numbers of their shown papers."""
    return tuple(
        SummaryPoint(say.plural("{n} paper", "{n} papers", group.matched), numbers, group.name)
        for group, numbers in numbered(groups)
        if group.name and not group.category
    )
