"""What is chosen from: new and cross-listed papers, the same for all who share an announcement."""

from dataclasses import replace
from typing import Any

import pytest

from bot.editorial.announcement import merge
from bot.editorial.choosing.fresh import fresh_papers
from bot.values.announcements import AnnouncedPaper
from bot.values.listings import AnnounceType
from tests.values import paper


def announced(*kinds: AnnounceType) -> tuple[AnnouncedPaper, ...]:
    return tuple(AnnouncedPaper(paper(number), kind) for number, kind in enumerate(kinds))


def test_replacements_are_not_chosen_from() -> None:
    papers = announced(AnnounceType.NEW, AnnounceType.REPLACE, AnnounceType.CROSS)
    day = replace(merge([], ()), papers=papers)
    assert list(fresh_papers(day).values()) == [papers[0], papers[2]]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("abstract", "This paper has been withdrawn by the authors due to an error."),
        ("abstract", "The paper (arXiv:2602.01234) is being withdrawn."),
        ("comments", "This submission has been withdrawn by arXiv administrators"),
        ("comments", "9 pages, withdrawn by the authors"),
        ("comments", "Withdrawn"),
    ],
)
def test_a_withdrawn_paper_is_not_chosen_whatever_its_feed_calls_it(where: str, said: str) -> None:
    papers = announced(AnnounceType.NEW, AnnounceType.NEW)
    texts: dict[str, Any] = {where: said}
    first = replace(papers[0], paper=replace(papers[0].paper, **texts))
    day = replace(merge([], ()), papers=(first, papers[1]))
    assert list(fresh_papers(day).values()) == [papers[1]]


@pytest.mark.parametrize(
    "abstract",
    [
        "In this paper we study drugs that were withdrawn from the market.",
        "This work has a look at articles withdrawn after publication.",
    ],
)
def test_a_paper_about_withdrawals_is_chosen(abstract: str) -> None:
    one = AnnouncedPaper(replace(paper(1), abstract=abstract), AnnounceType.NEW)
    assert list(fresh_papers(replace(merge([], ()), papers=(one,))).values()) == [one]


def test_each_announcement_has_its_own() -> None:
    days = [replace(merge([], ()), papers=announced(*[AnnounceType.NEW] * n)) for n in range(40)]
    assert [len(fresh_papers(day)) for day in (*days, *days)] == [*range(40), *range(40)]
    assert fresh_papers(days[-1]) is fresh_papers(days[-1])
