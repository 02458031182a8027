"""What a channel is owed at a moment, decided from stored data alone. Pure.

::

    schedule, progress, now | pending dates | verdict of each date | what goes out now

**Pending** are the announcement dates (Monday to Friday, New York) after the one that
was covered last. "daily": up to the newest date whose feed may be there at the latest
slot; "announced": at ``now``. What a served slot left open stays pending and is looked
at at every call, so a brief that could not be had at its slot follows as soon as it can.

A channel that never had a brief **begins** with the newest date that is ready, at any
hour, but not before it ``opens``: its owner is choosing. Silences after that date go
along; a date after it that is waiting or out of reach comes at its own slot. Where no
date of the last week is ready, the newest is told of as any other, but a silence only
once the watch has looked at the date before it.

**Verdict** of a pending date, over the asked categories (all, if none is asked):

- *ready*: one is fresh or truncated. "daily" waits for no other that was asked about: what
  comes later joins the next brief. "announced" waits until the others are fresh, truncated
  or empty, at most two hours from the feeds' time.
- *unreachable*: none is fresh, one could not be had. "announced" says so no sooner than
  two hours after the feeds' time.
- *silent*: all are empty or stale. Where all are empty: at once as "nothing_here" if
  another category has papers that day, at once as "holiday" if the list names the day.
  Else at the cut-off: "nothing_here" if another category has papers (a stale category is
  no holiday), "holiday" if listed, "probably_holiday" otherwise.
- *waiting*: none of these yet. A category that nobody asked about keeps its date waiting
  for a week, past the cut-off too: after some days down it is told as they were, not as
  out of reach. After the week it counts as unreachable. Where some are ready, those that
  are not are waited for until the watch has ``looked``: a pass asks for one after another.

**What goes out.** Dates go in order, and a waiting date holds back the later ones. An
unreachable date does not: once a later one is ready, it goes along as the silence
"unreachable" (its papers will come as late ones); until then its channel is told once,
by an apology. "combined": one batch of all that is resolved, and none while any date is
still waiting. "each": a batch a date, and what was out of reach goes with the next one.
A slot with nothing pending (a weekend's) is served without a word. What the operator asks for
is one more slot of a "daily" channel.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Literal

from bot.values.channels import Channel, Schedule
from bot.values.coverage import CategoryDate
from bot.values.deliveries import Progress, Silence, SilenceReason
from bot.values.listings import ListingState
from scheduler.timing.calendar import (
    announcement_dates,
    cut_off,
    feed_time,
    is_listed_holiday,
    newest_date,
)
from scheduler.timing.timetable import last_slot

# how long "announced" waits for the categories that come after the first one
PATIENCE = timedelta(hours=2)
# how long the watch may take until it has asked about a date at all
ASKED_WITHIN = timedelta(days=7)
# How old the announcement may be with which a channel begins: holidays beside a weekend.
BEGINS_WITHIN = timedelta(days=7)

DateVerdict = Literal["ready", "waiting"] | SilenceReason

_WITH_PAPERS = frozenset((ListingState.FRESH, ListingState.TRUNCATED))
_COMPLETE = _WITH_PAPERS | {ListingState.EMPTY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What goes into one brief, dates oldest first.

    Without ``dates`` it is an explained silence. ``covers`` is what the channel's
    progress has covered afterwards.
    """

    dates: tuple[date, ...]
    silent: tuple[Silence, ...]
    covers: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What to do for a channel now: batches, oldest first, then the apology.

    ``slot`` is served by it. ``after`` is covered before the first batch; for a
    channel's first brief it is the day before, so that an apology does not lose it.
    """

    slot: datetime
    after: date
    batches: tuple[Batch, ...] = ()
    apology: date | None = None

    @property
    def covers(self) -> date:
        """The last date that is covered once all of this is done."""
        return self.batches[-1].covers if self.batches else self.after


@dataclass(frozen=True, slots=True)
class _Occasion:
    """A slot, the newest date that it is about, and whether it is still to be served."""

    slot: datetime
    until: date
    unserved: bool


def decide(
    channel: Channel,
    progress: Progress | None,
    days: Mapping[date, Mapping[str, ListingState]],
    asked: Sequence[str],
    now: datetime,
    looked: Collection[CategoryDate] | None = None,
) -> Due | None:
    """What the channel is owed at ``now`` (aware); None: nothing, or not yet.

    ``days`` holds every category of the system by announcement date, the pending
    ones at least; ``asked`` are the channel's. ``looked`` are the places that arXiv was
    asked about, None where nobody watches: then all were. The rules stand above.
    """
    schedule = channel.schedule
    occasion = _occasion(channel, progress, now) if channel.active else None
    if occasion is None:
        return None
    if progress is None or progress.covered is None:
        is_open = channel.opens is None or channel.opens <= now
        return _first(schedule, progress, days, asked, now, looked) if is_open else None
    after = progress.covered
    verdicts = {
        day: _verdict(day, days.get(day, {}), asked, schedule, now, looked)
        for day in announcement_dates(after, occasion.until)
    }
    batches = _batches(verdicts, schedule)
    covers = batches[-1].covers if batches else after
    apology = _apology(verdicts, covers, progress)
    if not (batches or apology or (occasion.unserved and not verdicts)):
        return None
    return Due(slot=occasion.slot, after=after, batches=batches, apology=apology)


def _first(
    schedule: Schedule,
    progress: Progress | None,
    days: Mapping[date, Mapping[str, ListingState]],
    asked: Sequence[str],
    now: datetime,
    looked: Collection[CategoryDate] | None,
) -> Due | None:
    """How a channel begins."""
    newest = newest_date(now)
    verdicts = {
        day: _verdict(day, days.get(day, {}), asked, schedule, now, looked)
        for day in announcement_dates(newest - BEGINS_WITHIN, newest)
    }
    slot = feed_time(newest) if schedule.when == "announced" else last_slot(schedule, now)
    if slot is None:
        return None
    here = [day for day, verdict in verdicts.items() if verdict == "ready"]
    first = here[-1] if here else newest
    after = first - timedelta(days=1)
    told = {day: verdict for day, verdict in verdicts.items() if day >= first}
    if here:
        return Due(slot=slot, after=after, batches=(_batch(_resolved(told), told),))
    before = next((day for day in reversed(verdicts) if day < newest), newest)
    if told[newest] not in ("waiting", "unreachable") and _is_coming(
        before, days.get(before, {}), asked, now, looked
    ):
        return None
    batches, apology = _batches(told, schedule), _apology(told, after, progress)
    if not (batches or apology):
        return None
    return Due(slot=slot, after=after, batches=batches, apology=apology)


def _occasion(channel: Channel, progress: Progress | None, now: datetime) -> _Occasion | None:
    schedule = channel.schedule
    served = progress.slot if progress else None
    if schedule.when == "announced":
        until = newest_date(now)
        slot = feed_time(until)
        return _Occasion(max(slot, served or slot), until, unserved=False)
    due = _newest_slot(channel, now)
    if due is not None and (served is None or due > served):
        return _Occasion(due, newest_date(due), unserved=True)
    if served is None:
        return None
    # A slot that was served while the clock was ahead may be about dates that are still to come.
    return _Occasion(served, min(newest_date(served), newest_date(now)), unserved=False)


def _newest_slot(channel: Channel, now: datetime) -> datetime | None:
    slots = (last_slot(channel.schedule, now), channel.sooner)
    return max((one for one in slots if one is not None and one <= now), default=None)


def _verdict(
    day: date,
    states: Mapping[str, ListingState],
    asked: Sequence[str],
    schedule: Schedule,
    now: datetime,
    looked: Collection[CategoryDate] | None,
) -> DateVerdict:
    names = asked or states
    known = {states.get(name) for name in names} or {None}
    patient = schedule.when == "announced" and now < feed_time(day) + PATIENCE
    if known & _WITH_PAPERS:
        coming = _is_coming(day, states, names, now, looked)
        return "waiting" if coming or (patient and not known <= _COMPLETE) else "ready"
    if ListingState.UNREACHABLE in known:
        return "waiting" if patient else "unreachable"
    if None in known:
        return "waiting" if now < feed_time(day) + ASKED_WITHIN else "unreachable"
    return _silence(day, states, known == {ListingState.EMPTY}, now)


def _is_coming(
    day: date,
    states: Mapping[str, ListingState],
    asked: Collection[str],
    now: datetime,
    looked: Collection[CategoryDate] | None,
) -> bool:
    """Whether the watch still has to ask about the date."""
    if looked is None or now >= feed_time(day) + ASKED_WITHIN:
        return False
    return any(states.get(name) not in _COMPLETE and (name, day) not in looked for name in asked)


def _silence(
    day: date, states: Mapping[str, ListingState], all_empty: bool, now: datetime
) -> DateVerdict:
    """The asked categories have nothing: why, if that can be said already."""
    given_up = now >= cut_off(day)
    if not (all_empty or given_up):
        return "waiting"
    if not _WITH_PAPERS.isdisjoint(states.values()):
        return "nothing_here"
    if is_listed_holiday(day):
        return "holiday"
    return "probably_holiday" if given_up else "waiting"


def _batches(verdicts: Mapping[date, DateVerdict], schedule: Schedule) -> tuple[Batch, ...]:
    if schedule.missed == "combined":
        if "waiting" in verdicts.values():
            return ()
        resolved = _resolved(verdicts)
        return (_batch(resolved, verdicts),) if resolved else ()
    found: list[Batch] = []
    group: list[date] = []
    for day in _resolved(verdicts):
        group.append(day)
        if verdicts[day] != "unreachable":
            found.append(_batch(group, verdicts))
            group = []
    return tuple(found)


def _resolved(verdicts: Mapping[date, DateVerdict]) -> list[date]:
    """The dates that can be told now: all up to the last ready one, and silences after it."""
    certain = list(takewhile(lambda day: verdicts[day] != "waiting", verdicts))
    ready = [place for place, day in enumerate(certain, 1) if verdicts[day] == "ready"]
    told = ready[-1] if ready else 0
    silent = takewhile(lambda day: verdicts[day] != "unreachable", certain[told:])
    return [*certain[:told], *silent]


def _batch(days: Sequence[date], verdicts: Mapping[date, DateVerdict]) -> Batch:
    silent: list[Silence] = []
    for day in days:
        verdict = verdicts[day]
        if verdict != "ready" and verdict != "waiting":
            silent.append(Silence(day, verdict))
    dates = tuple(day for day in days if verdicts[day] == "ready")
    return Batch(dates=dates, silent=tuple(silent), covers=days[-1])


def _apology(
    verdicts: Mapping[date, DateVerdict], covers: date, progress: Progress | None
) -> date | None:
    """The newest date out of reach that no batch tells of and no apology did."""
    told = progress.apologised if progress else None
    owed = [day for day, verdict in verdicts.items() if verdict == "unreachable" and day > covers]
    return owed[-1] if owed and (told is None or owed[-1] > told) else None
