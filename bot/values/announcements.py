"""Announcements: the listings of one date merged, every paper once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from bot.values.listings import AnnounceType, ListingState, UnreadableItem
from bot.values.papers import Paper

V = TypeVar("V")
_MOST_KEPT = 16


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


class KeptByAnnouncement(Generic[V]):
    """What a function makes of an announcement, kept for the last ones: hundreds of channels share
    one. They are told apart by identity, as to compare two takes long."""

    def __init__(self, make: Callable[[Announcement], V]) -> None:
        self._make = make
        self._kept: dict[int, tuple[Announcement, V]] = {}

    def __call__(self, announcement: Announcement) -> V:
        known = self._kept.get(id(announcement))
        if known is not None and known[0] is announcement:
            return known[1]
        made = self._make(announcement)
        if len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[id(announcement)] = (announcement, made)
        return made
