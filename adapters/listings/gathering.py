"""Entries as they were read, to papers or to a clause that says why not. Pure, but for what
:mod:`adapters.listings.bounds` logs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from adapters.listings.bounds import bounded
from adapters.listings.fields import bare_doi, clean, distinct
from bot.identifiers import ArxivId, parse_arxiv_id
from bot.values.listings import AnnounceType, ListedPaper, ListingState, UnreadableItem
from bot.values.papers import Author, Paper

# arXiv cuts its feeds here, and the new papers are what is missing then
FEED_LIMIT = 2000

_STRENGTH = {
    AnnounceType.NEW: 4,
    AnnounceType.CROSS: 3,
    AnnounceType.REPLACE: 2,
    AnnounceType.REPLACE_CROSS: 1,
    None: 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One entry of any form, nothing checked yet.

    ``place`` tells people where it stands ("entry 17"); ``ids`` are the places
    that may hold its id, the most trusted first. ``trouble`` is set where the
    entry could not even be taken apart.
    """

    place: str
    ids: Sequence[str] = ()
    title: str | None = None
    abstract: str | None = None
    authors: tuple[Author, ...] = ()
    categories: Sequence[str | None] = ()
    announce_type: AnnounceType | None = None
    version: int | None = None
    comments: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    license: str | None = None
    published: date | None = None
    updated: date | None = None
    sample: bool = False
    day: date | None = None
    trouble: str | None = None


Gathered = tuple[tuple[ListedPaper, ...], tuple[UnreadableItem, ...]]


def gather(entries: Iterable[SourceEntry]) -> Gathered:
    """The papers, each id once, and the entries that are none; both in the source's order."""
    found = [_paper_or_why(entry) for entry in entries]
    papers = tuple(item for item in found if isinstance(item, ListedPaper))
    return merge([(papers, tuple(item for item in found if isinstance(item, UnreadableItem)))])


def merge(parts: Iterable[Gathered]) -> Gathered:
    """One or several parts as one; of a paper that stands twice, the stronger type is kept.

    A place ("record 3") that two parts name is told apart by the number of the part.
    """
    papers: dict[str, ListedPaper] = {}
    unreadable: list[UnreadableItem] = []
    for number, (items, failed) in enumerate(parts, 1):
        taken = {item.key for item in unreadable if parse_arxiv_id(item.key) is None}
        unreadable.extend(
            replace(item, key=f"part {number}, {item.key}") if item.key in taken else item
            for item in failed
        )
        for item in items:
            known = papers.setdefault(item.paper.id, item)
            papers[item.paper.id] = max(known, item, key=_rank)
    return tuple(papers.values()), tuple(unreadable)


def state_of(entries: int, *, cut: bool = False) -> ListingState:
    if cut:
        return ListingState.TRUNCATED
    return ListingState.FRESH if entries else ListingState.EMPTY


def _rank(item: ListedPaper) -> tuple[int, int]:
    return _STRENGTH[item.announce_type], item.paper.version or 0


def _paper_or_why(entry: SourceEntry) -> ListedPaper | UnreadableItem:
    found = next((read for raw in entry.ids if (read := parse_arxiv_id(raw))), None)
    title, abstract = clean(entry.title), clean(entry.abstract)
    why = entry.trouble or _trouble(entry, found, title, abstract)
    if why is None and found and title and abstract:
        return ListedPaper(bounded(_paper(entry, found, title, abstract)), entry.announce_type)
    key = str(found or next(filter(None, map(clean, entry.ids)), entry.place))
    return UnreadableItem(key, why or "it cannot be read", entry.announce_type)


def _trouble(
    entry: SourceEntry, found: ArxivId | None, title: str | None, abstract: str | None
) -> str | None:
    if found is None:
        raw = next(filter(None, map(clean, entry.ids)), None)
        return "it has no id" if raw is None else f"“{raw[:60]}” is not an arXiv id"
    missing = [name for name, text in (("title", title), ("abstract", abstract)) if not text]
    return f"it has no {' and no '.join(missing)}" if missing else None


def _paper(entry: SourceEntry, found: ArxivId, title: str, abstract: str) -> Paper:
    return Paper(
        id=found.id,
        version=found.version or entry.version,
        title=title,
        abstract=abstract,
        authors=entry.authors,
        categories=distinct(entry.categories),
        comments=clean(entry.comments),
        journal_ref=clean(entry.journal_ref),
        doi=bare_doi(entry.doi),
        license=clean(entry.license),
        published=entry.published,
        updated=entry.updated,
        sample=entry.sample,
    )
