"""Listings: one category on one announcement date. Dates are New York calendar dates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.values.papers import Paper


class AnnounceType(StrEnum):
    """How arXiv announces a paper in one category's listing.

    Source: ``arxiv:announce_type`` in the feeds,
    https://info.arxiv.org/help/rss_specifications.html
    """

    NEW = "new"
    CROSS = "cross"
    REPLACE = "replace"
    REPLACE_CROSS = "replace-cross"

    @property
    def is_replacement(self) -> bool:
        return self in REPLACEMENTS


# by what is written; asked for each paper of a listing, AnnounceType(...) takes ten times as long
ANNOUNCE_TYPES = {str(each): each for each in AnnounceType}
# asked of each paper for each channel; to look a member up by its name takes longer than the rest
REPLACEMENTS = frozenset((AnnounceType.REPLACE, AnnounceType.REPLACE_CROSS))


class ListingState(StrEnum):
    """What is known of one category on one announcement date."""

    FRESH = "fresh"
    STALE = "stale"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper in one listing; ``announce_type`` is None where the source names none.

    ``derived``: the type was concluded from an archive's record, no feed named it.
    """

    paper: Paper
    announce_type: AnnounceType | None
    derived: bool = False


@dataclass(frozen=True, slots=True)
class UnreadableItem:
    """An entry of a listing that is no paper: ``why`` is one clause for people.

    ``key`` tells it from its neighbours (its raw id, or its place in the file).
    """

    key: str
    why: str
    announce_type: AnnounceType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one source says was announced in one category on one date.

    ``category`` is None where the source is tied to none (a search answer, JSON
    lines, a combined feed); ``named`` are then the categories that the source itself
    names, if any. ``date`` is None where it names no day. Items keep the source's
    order and hold each canonical id once. ``incomplete``: a hole is known that is not
    filled yet.
    """

    category: str | None
    date: date | None
    items: tuple[ListedPaper, ...] = ()
    unreadable: tuple[UnreadableItem, ...] = ()
    state: ListingState = ListingState.FRESH
    sample: bool = False
    named: tuple[str, ...] = ()
    incomplete: bool = False


AnnouncementKey = tuple[str, bool]
"""One stored announcement: the date by which it is found, and whether it is a sample."""


@dataclass(frozen=True, slots=True)
class ListedTitle:
    """A paper that was announced, without its text; ``title`` is the source's own."""

    id: str
    title: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayTitles:
    """What was new or cross-listed in one category on one date. ``whole``: the date is fully
    known, as one without papers may be."""

    date: date
    whole: bool
    titles: tuple[ListedTitle, ...]
