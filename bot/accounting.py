"""What became of every listed paper in every channel that asks for its category. Pure.

A channel's progress goes in steps, and each says which listed papers were looked at for it:
those of the dates that it newly covers, and those that came late for earlier dates. So each
paper belongs to one edition of a channel, or still to come, or before its subscription; what
belongs to none is unexplained.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bot.values.coverage import Coverage
from bot.values.listings import AnnounceType

# how long the books are kept: the service itself goes back ninety days, as a channel may wait for
# a date of sixty days ago, and the watch compares what was listed thirty days before
KEPT = timedelta(days=120)
# a channel with one weekday is served within that
_SERVED_WITHIN = timedelta(days=10)
_DAY = timedelta(days=1)


class Fate(StrEnum):
    """What became of a paper in one channel."""

    DELIVERED = "delivered"
    WAITING = "waits to be sent"
    CLOSED = "waits, as the bot may not write there"
    OWED = "did not arrive"
    REFUSED = "refused by the platform"
    RELEASED = "asked for no longer"
    SHOWN_BEFORE = "shown before"
    NOT_CHOSEN = "not chosen"
    REPLACED = "replaced"
    NEXT = "joins the next brief"
    BEFORE = "not subscribed then"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Announced:
    """One category's listing of a date: its ``state``, and how many papers and unreadable
    entries are stored."""

    category: str
    date: date
    state: str
    stored: int
    unreadable: int
    coverage: Coverage | None


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A paper in a listing; ``number`` tells the order of storing."""

    paper: str
    category: str
    date: date
    number: int
    announce_type: AnnounceType | None
    derived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change of a channel's progress: papers of the dates after ``covered_before`` up to
    ``covered`` were looked at, and of earlier dates those stored after ``cursor_before``; all
    as far as ``cursor``. ``edition`` is what came of it, None where nothing was made."""

    covered_before: date | None
    cursor_before: int
    covered: date | None
    cursor: int
    asked: Collection[str]
    edition: int | None


@dataclass(frozen=True, slots=True)
class Made:
    """An edition: its announcement dates, the state of its delivery, its papers, and those
    whose text the platform refused."""

    dates: Collection[date]
    delivery: str
    papers: Collection[str]
    refused: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelBook:
    """What is on record of one channel; ``steps`` in their order, ``shown`` on which date.
    ``owed`` are papers that did not arrive and wait for the next brief. ``begun``: from which
    date on each category is owed ("" for all); empty where that is not known. ``newest`` is the
    date with papers that a first brief would begin with."""

    address: str
    asked: Collection[str]
    subscribed: bool
    closed: bool
    steps: Sequence[Step]
    editions: Mapping[int, Made]
    shown: Mapping[str, date]
    owed: Collection[str] = ()
    begun: Mapping[str, date] = field(default_factory=dict)
    newest: date | None = None


def fates(
    book: ChannelBook, items: Iterable[ListedItem], today: date
) -> Mapping[date, Mapping[str, Fate]]:
    """By date and paper, for the ``items`` of the categories that the channel asks for."""
    shown_in = _editions_by_paper(book)
    grouped: dict[date, dict[str, list[ListedItem]]] = {}
    for item in items:
        if item.category in book.asked:
            grouped.setdefault(item.date, {}).setdefault(item.paper, []).append(item)
    return {
        day: {paper: _fate(book, of_paper, shown_in, today) for paper, of_paper in papers.items()}
        for day, papers in sorted(grouped.items())
    }


def is_unexplained(one: Announced) -> bool:
    """Whether papers were read that are in no listing."""
    return one.coverage is not None and one.coverage.lost > 0


def _editions_by_paper(book: ChannelBook) -> Mapping[str, Made]:
    """The last edition that has a paper: what was lost comes again with a later one."""
    found: dict[str, Made] = {}
    for number in sorted(book.editions):
        made = book.editions[number]
        found.update(dict.fromkeys(made.papers, made))
    return found


def _fate(
    book: ChannelBook, items: Sequence[ListedItem], shown_in: Mapping[str, Made], today: date
) -> Fate:
    paper, day = items[0].paper, items[0].date
    made = shown_in.get(paper)
    if made is not None:
        return _of_shown(book, paper, day, made)
    if all(item.announce_type and item.announce_type.is_replacement for item in items):
        return Fate.REPLACED
    if paper in book.shown:
        return Fate.SHOWN_BEFORE
    found = {_of_item(book, item, today) for item in items}
    return next((fate for fate in _STRONGEST if fate in found), Fate.UNEXPLAINED)


def _of_shown(book: ChannelBook, paper: str, day: date, made: Made) -> Fate:
    """What an edition has: of a brief that arrived in part, only what can be read counts as
    shown."""
    if made.delivery == "pending":
        return Fate.CLOSED if book.closed else Fate.WAITING
    if paper in book.owed:
        return Fate.OWED
    if paper in book.shown:
        return Fate.SHOWN_BEFORE if book.shown[paper] < day else Fate.DELIVERED
    return Fate.REFUSED if paper in made.refused else Fate.RELEASED


_STRONGEST = (Fate.NOT_CHOSEN, Fate.NEXT, Fate.BEFORE, Fate.UNEXPLAINED)


def _of_item(book: ChannelBook, item: ListedItem, today: date) -> Fate:
    looked = [place for place in range(len(book.steps)) if _looked_at(book, place, item)]
    if looked:
        made = any(book.steps[place].edition is not None for place in looked)
        return Fate.NOT_CHOSEN if made else Fate.UNEXPLAINED
    last = book.steps[-1] if book.steps else None
    if last is None or last.covered is None:
        # the first brief begins with the newest announcement
        is_first = book.subscribed and item.date == book.newest
        return Fate.NEXT if is_first and today - item.date <= _SERVED_WITHIN else Fate.BEFORE
    if item.date < _owed_from(book, len(book.steps), item.category):
        return Fate.BEFORE
    if item.date <= last.covered and item.number <= last.cursor:
        return Fate.UNEXPLAINED
    if not book.subscribed:
        return Fate.BEFORE
    is_overdue = item.date > last.covered and today - item.date > _SERVED_WITHIN
    return Fate.UNEXPLAINED if is_overdue else Fate.NEXT


def _looked_at(book: ChannelBook, place: int, item: ListedItem) -> bool:
    """Whether a step came past the paper while its category was asked for: on its date, or
    late, where the date was owed."""
    step = book.steps[place]
    if item.category not in step.asked or step.covered is None:
        return False
    if item.number > step.cursor or item.date > step.covered:
        return False
    if step.covered_before is None:
        first = _first(book, step)
        return first is not None and item.date >= first
    if item.date > step.covered_before:
        return True
    is_late = item.number > step.cursor_before
    return is_late and item.date >= _owed_from(book, place, item.category)


def _owed_from(book: ChannelBook, place: int, category: str) -> date:
    """From which date on the category was owed when the step at ``place`` was made, which may be
    the next one: since the first of an unbroken row of steps that asked for it."""
    steps, begin = book.steps, place
    while begin and steps[begin - 1].covered is not None and category in steps[begin - 1].asked:
        begin -= 1
    is_current = all(one.covered and category in one.asked for one in steps[begin:])
    noted = book.begun.get(category, book.begun.get(""))
    if is_current and begin < len(steps) and noted is not None:
        return noted
    if begin == len(steps):
        return (steps[-1].covered or date.max - _DAY) + _DAY
    step = steps[begin]
    if step.covered_before is not None:
        return step.covered_before + _DAY
    return _first(book, step) or step.covered or date.max


def _first(book: ChannelBook, step: Step) -> date | None:
    """The first date that the first brief of a subscription brought; None where it had none."""
    made = book.editions.get(step.edition) if step.edition is not None else None
    if made is None:
        return step.covered
    return min(made.dates, default=None)
