"""What is chosen from: new and cross-listed papers, the same for all who share an announcement."""

from dataclasses import replace

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


def test_each_announcement_has_its_own() -> None:
    days = [replace(merge([], ()), papers=announced(*[AnnounceType.NEW] * n)) for n in range(40)]
    assert [len(fresh_papers(day)) for day in (*days, *days)] == [*range(40), *range(40)]
    assert fresh_papers(days[-1]) is fresh_papers(days[-1])
