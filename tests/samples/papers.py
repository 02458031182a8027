"""Invented papers for tests of anything that needs some."""

from dataclasses import replace
from datetime import date

from bot.values.listings import AnnounceType, ListedPaper
from bot.values.papers import Author, Paper

_PAPER = Paper(
    id="2602.90001",
    version=1,
    title="A title",
    abstract="We show that things hold. They hold by 3 points.",
    authors=(Author("Ada Quill", ("Inkwell College",)), Author("Ben Rill")),
    categories=("cs.CL", "cs.AI"),
    comments="12 pages, 3 figures",
    journal_ref="Journal of Things 1 (2026)",
    doi="10.9999/things",
    license="http://creativecommons.org/licenses/by/4.0/",
    published=date(2026, 2, 5),
    updated=date(2026, 2, 5),
)


def paper(number: int = 1, *, version: int = 1, categories: tuple[str, ...] = ("cs.CL",)) -> Paper:
    """``number`` makes the id and the title."""
    return replace(
        _PAPER,
        id=f"2602.{90000 + number}" if number < 10000 else f"2602.{number}",
        version=version,
        title=f"Paper number {number}",
        categories=categories,
    )


def listed(
    number: int = 1, kind: AnnounceType = AnnounceType.NEW, *, version: int = 1
) -> ListedPaper:
    return ListedPaper(paper(number, version=version), kind)
