"""All matched papers of a day, counted by category, subject and kind. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from bot.editorial.summary.kinds import PaperKind
from bot.editorial.summary.reading import kinds_of
from bot.editorial.summary.subjects import read_subjects
from bot.values.topics import Candidate

_MOST_CATEGORIES, _MOST_SUBJECTS = 3, 4
# papers that make a subject or a category worth telling
_LEAST = 2
# a category of which so many papers come first from elsewhere is told with where from
_ELSEWHERE = 1 / 3
# subjects of more than this part of the papers tell nothing about the day; and of two that share
# this part of their papers one is told
_EVERYWHERE, _SAME = 0.55, 0.6


def by_category(matched: Sequence[Candidate]) -> list[tuple[str, int]]:
    """The primary categories of most papers; none where nearly all have the same."""
    counts = Counter(one.announced.paper.primary_category for one in matched)
    found = [(name, count) for name, count in counts.most_common() if name]
    if not found or counts.total() - found[0][1] < _ELSEWHERE * counts.total():
        return []
    return [one for one in found if one[1] >= _LEAST][:_MOST_CATEGORIES]


def by_subject(
    matched: Sequence[Candidate], without: Collection[str], first: Sequence[str]
) -> list[tuple[str, int]]:
    """The subjects of most papers, those of ``first`` before others of the same count."""
    papers: dict[str, set[str]] = {}
    for one in matched:
        paper = one.announced.paper
        for subject in read_subjects(paper.title, paper.abstract, paper.categories).strength:
            papers.setdefault(subject, set()).add(paper.id)
    most = _EVERYWHERE * len(matched)
    ranked = sorted(
        (name for name, held in papers.items() if len(held) >= _LEAST and name not in without),
        key=lambda name: (-len(papers[name]), name not in first, name.casefold()),
    )
    told: list[str] = []
    for name in ranked:
        held = papers[name]
        is_wide = len(held) > most and name not in first
        if is_wide or any(len(held & papers[one]) > _SAME * len(held) for one in told):
            continue
        told.append(name)
    return [(name, len(papers[name])) for name in told[:_MOST_SUBJECTS]]


def by_kind(matched: Sequence[Candidate]) -> Mapping[PaperKind, int]:
    papers = (one.announced.paper for one in matched)
    return Counter(
        kind for one in papers for kind in kinds_of(one.title, one.abstract, one.comments)
    )
