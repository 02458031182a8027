"""Which papers in an archive's records of a day were announced on it. Pure.

OAI-PMH dates a record anew whenever anything in it changes: a journal reference, a DOI. So the
records of a day hold the papers that it announced, and old ones besides; and a paper that was
revised afterwards is no longer under the day of its announcement. ``earlier`` are the category's
stored listings of the last :data:`WINDOW`, the day itself included.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.editorial.first_type import first_type, was_announced_before
from bot.values.coverage import Recorded
from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState
from bot.values.papers import Paper
from scheduler.timing.calendar import announcement_dates

WINDOW = timedelta(days=30)
# the usual longest time from submission to announcement: a weekend, a holiday, and the next feed
USUAL_WAIT = timedelta(days=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCategory:
    """What is known of a category when its records are read.

    Since ``begin`` each of its dates was asked about, or is waited for now. ``unfed`` are dates
    of which no whole feed was read, so that papers may have been missed there; ``silent`` are
    those that had no announcement.
    """

    category: str
    begin: date
    unfed: Collection[date] = ()
    silent: Collection[date] = ()
    earlier: Sequence[Listing] = ()


@dataclass(frozen=True, slots=True)
class Sifted:
    """``items`` by the date on which they were announced; ``recorded`` counts the new papers
    of the day itself, whether they were known or not."""

    recorded: int = 0
    items: Mapping[date, tuple[ListedPaper, ...]] = field(default_factory=dict)

    @property
    def added(self) -> int:
        return sum(map(len, self.items.values()))


def sift(
    found: Recorded,
    day: date,
    known: KnownCategory,
    *,
    fed: bool,
    state: ListingState | None = None,
) -> Sifted:
    """The papers in these records that no listing has, each with the type that follows from it.

    ``fed``: a whole feed of the day was read, which tells its revisions. Without one, revisions
    count where a new paper counts too, or where nothing is known of the day: a record that was
    changed is no sign of an announcement on a day whose feed was empty.
    """
    sightings = _Sightings(known.earlier)
    new: dict[date, list[ListedPaper]] = {}
    replaced: list[ListedPaper] = []
    recorded = 0
    for item in found.items:
        paper = item.paper
        on = _new_on(paper, day, known, sightings)
        recorded += sightings.is_new_on(paper.id, day) or on == day
        if on is not None:
            kind = first_type(paper, (known.category,))
            new.setdefault(on, []).append(ListedPaper(paper, kind, derived=True))
        elif not fed and _was_replaced(paper, day, sightings):
            replaced.append(ListedPaper(paper, AnnounceType.REPLACE, derived=True))
    had_none = state in (ListingState.EMPTY, ListingState.STALE)
    if replaced and (not had_none or new.get(day)):
        new.setdefault(day, []).extend(replaced)
    return Sifted(recorded, {on: tuple(items) for on, items in new.items() if items})


def knowledge_begins(day: date, asked: Collection[date], since: date | None) -> date:
    """The first of the announcement dates up to ``day`` that were ``asked`` about without a
    break, or are waited for ``since``; at most :data:`WINDOW` back."""
    begin = day
    for one in reversed(tuple(announcement_dates(day - WINDOW, day))):
        if not (one in asked or one == day or (since is not None and one >= since)):
            break
        begin = one
    return begin


class _Sightings:
    """By id: when listings of the category had the paper, and when other than as replaced."""

    def __init__(self, earlier: Sequence[Listing]) -> None:
        self.last: dict[str, date] = {}
        self._new: dict[str, date] = {}
        dated = [(one.date, item) for one in earlier if one.date for item in one.items]
        for on, item in dated:
            paper_id, kind = item.paper.id, item.announce_type
            self.last[paper_id] = max(on, self.last.get(paper_id, on))
            if kind is None or not kind.is_replacement:
                self._new[paper_id] = min(on, self._new.get(paper_id, on))

    def as_new(self, paper_id: str) -> bool:
        return paper_id in self._new

    def is_new_on(self, paper_id: str, day: date) -> bool:
        return self._new.get(paper_id) == day


def _new_on(paper: Paper, day: date, known: KnownCategory, sightings: _Sightings) -> date | None:
    """The date on which a paper that no listing has as new was announced, if it was."""
    if sightings.as_new(paper.id):
        return None
    first = paper.published
    if not paper.is_revision:
        if paper.id in sightings.last:
            return None
        # announced before we began to look, and its record was changed now
        return None if was_announced_before(paper, known.begin) else day
    return None if first is None else _missed_on(first, day, known)


def _missed_on(first: date, day: date, known: KnownCategory) -> date | None:
    """When a paper that was revised before we saw it was announced; None if before we began to
    look. The likeliest date is one whose feed was not read whole."""
    first_day = first - timedelta(days=1)
    dates = [one for one in announcement_dates(first_day, day) if one not in known.silent]
    # arXiv announces no paper on the day of its submission, though some archives date them so
    usual = sorted(
        (one for one in dates if one <= first + USUAL_WAIT), key=lambda one: one == first
    )
    unfed = [one for one in usual if one in known.unfed]
    on = next(iter((*unfed, *usual)), None)
    return on if on is not None and on >= known.begin else None


def _was_replaced(paper: Paper, day: date, sightings: _Sightings) -> bool:
    """A version that was submitted before the paper was last listed had been announced by then."""
    if not paper.is_revision:
        return False
    since = sightings.last.get(paper.id)
    if since is not None and since >= day:
        return False
    begin = day - WINDOW if since is None else since
    return paper.updated is None or paper.updated >= begin - timedelta(days=1)
