"""Under which headings the papers of a brief stand. Pure."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from bot.editorial.summary.subjects import (
    SubjectReading,
    asked_for,
    read_subjects,
)
from bot.editorial.summary.themes import find_themes
from bot.taxonomy import category_name, distinct_names
from bot.values.editions import PaperGroup
from bot.values.papers import Paper
from bot.values.topics import Candidate, Group, Selection, Topic

# fewer papers need no headings
_LEAST_FOR_THEMES = 4
_LEAST_OF_A_CATEGORY = 2
# points of relevance by which a theme may stand above a better match
_MUCH = 10


def grouped(
    selection: Selection, topics: Sequence[Topic], categories: Sequence[str] = ()
) -> tuple[Group, ...]:
    """Every shown paper in one group: by topic where the channel has several, else by theme.
    No theme is what the channel asked for, by its topics or the names of its categories.

    A channel of several categories and no topics has what fits no theme by category.

    Groups stand in the order of their best paper, what fits none comes last, without a name;
    papers keep their order within a group.
    """
    if not selection.shown:
        return ()
    groups = _by_topic(selection) if len(topics) > 1 else _by_theme(selection, topics, categories)
    if len(categories) > 1 and not any(topic.has_interests for topic in topics):
        groups = _in_order((*groups, *_by_category(_rest(groups, selection), selection)), selection)
    rest = _rest(groups, selection)
    if not rest:
        return groups
    matched = len(selection.matched) - sum(group.matched for group in groups)
    return (*groups, Group(name=None, candidates=rest, matched=max(matched, len(rest))))


def reading_order(groups: Sequence[Group]) -> tuple[Candidate, ...]:
    """The shown papers as they stand below each other."""
    return tuple(one for group in groups for one in group.candidates)


def numbered(groups: Sequence[Group]) -> tuple[tuple[Group, tuple[int, ...]], ...]:
    """Each group with the numbers of its shown papers, counted from 1 in reading order."""
    ends = accumulate((len(group.candidates) for group in groups), initial=1)
    return tuple(
        (group, tuple(range(*pair))) for group, pair in zip(groups, pairwise(ends), strict=True)
    )


def headed(groups: Sequence[Group], language: str = "en") -> tuple[PaperGroup, ...]:
    """The groups as headings, which begin with a capital, over numbers of papers."""
    categories = [group.category for group in groups if group.category]
    names = dict(zip(categories, distinct_names(categories, language), strict=True))
    return tuple(
        PaperGroup(
            name=names[group.category] if group.category else _heading(group.name),
            papers=numbers,
            matched=group.matched,
        )
        for group, numbers in numbered(groups)
    )


def _heading(name: str | None) -> str | None:
    return name and name[:1].upper() + name[1:]


def _rest(groups: Sequence[Group], selection: Selection) -> tuple[Candidate, ...]:
    """The shown papers that stand in none of the groups."""
    held = {_id(one) for group in groups for one in group.candidates}
    return tuple(one for one in selection.shown if _id(one) not in held)


def _in_order(groups: Sequence[Group], selection: Selection) -> tuple[Group, ...]:
    """By the place of each group's best paper."""
    places = {_id(one): place for place, one in enumerate(selection.shown)}
    return tuple(sorted(groups, key=lambda group: places[_id(group.candidates[0])]))


def _by_category(rest: Sequence[Candidate], selection: Selection) -> tuple[Group, ...]:
    """Those of which two were announced first in the same category, unless that says nothing."""
    if len(selection.shown) < _LEAST_FOR_THEMES:
        return ()
    matched = Counter(_category(one) for one in selection.matched)
    shown = Counter(map(_category, rest))
    return tuple(
        Group(
            name=category_name(category),
            candidates=tuple(one for one in rest if _category(one) == category),
            matched=matched[category],
            category=category,
        )
        for category, count in shown.items()
        if category and count >= _LEAST_OF_A_CATEGORY and count < len(selection.shown)
    )


def _category(candidate: Candidate) -> str | None:
    return candidate.announced.paper.primary_category


def _by_topic(selection: Selection) -> tuple[Group, ...]:
    names = dict.fromkeys(one.match.topic for one in selection.shown if one.match.topic)
    return tuple(
        Group(
            name=name,
            candidates=tuple(one for one in selection.shown if one.match.topic == name),
            matched=sum(one.match.topic == name for one in selection.matched),
        )
        for name in names
    )


def _by_theme(
    selection: Selection, topics: Sequence[Topic], categories: Sequence[str]
) -> tuple[Group, ...]:
    if len(selection.shown) < _LEAST_FOR_THEMES:
        return ()
    shown = [_read(one.announced.paper) for one in selection.shown]
    told = asked_for(topics, categories)
    matched = [_read(one.announced.paper) for one in selection.matched]
    themes = find_themes(shown, matched, told)
    themes = tuple(sorted(themes, key=lambda theme: min(theme.places)))
    held = [place for theme in themes for place in sorted(theme.places)]
    rest = [place for place in range(len(shown)) if place not in held]
    if not _keeps_order([selection.shown[place] for place in (*held, *rest)]):
        return ()
    return tuple(
        Group(
            name=theme.name,
            candidates=tuple(selection.shown[place] for place in sorted(theme.places)),
            matched=theme.matched,
        )
        for theme in themes
    )


def _keeps_order(ordered: Sequence[Candidate]) -> bool:
    """Whether no paper stands below one that hits the channel's topic much less."""
    weakest = 100
    for one in ordered:
        relevance = one.match.relevance or 0
        if relevance > weakest + _MUCH:
            return False
        weakest = min(weakest, relevance)
    return True


def _read(paper: Paper) -> SubjectReading:
    return read_subjects(paper.title, paper.abstract, paper.categories)


def _id(candidate: Candidate) -> str:
    return candidate.announced.paper.id
