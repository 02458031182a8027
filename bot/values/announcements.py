"""Announcements: the listings of one date merged, every paper once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.values.listings import AnnounceType, ListingState, UnreadableItem
from bot.values.papers import Paper


@dataclass(frozen=True, slots=True)
class AnnouncedPaper:
    """A paper with the announce type that holds over all asked categories."""

    paper: Paper
    announce_type: AnnounceType


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct papers by announce type; ``replaced`` holds both kinds of replacement."""

    new: int = 0
    cross: int = 0
    replaced: int = 0

    @property
    def total(self) -> int:
        return self.new + self.cross + self.replaced


@dataclass(frozen=True, slots=True)
class CategoryCount:
    state: ListingState
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """All listings of the asked categories, each paper once.

    ``dates`` are New York dates, oldest first; empty where no source names one.
    ``basis`` is "derived" as soon as one announce type had to be inferred, or where
    no source names any. ``incomplete`` are the categories that lack papers as far as is
    known now.
    """

    dates: tuple[date, ...]
    papers: tuple[AnnouncedPaper, ...]
    unreadable: tuple[UnreadableItem, ...]
    counts: Counts
    categories: Mapping[str, CategoryCount]
    basis: Literal["announced", "derived"]
    sample: bool = False
    incomplete: tuple[str, ...] = ()
