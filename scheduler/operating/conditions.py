"""How a channel fares, and why, from what is stored of it: for the operator. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import get_args

from bot.values.channel_records import ChannelCondition, ChannelRecord, ChannelState
from bot.values.listings import ListingState
from scheduler.delivering.wording import counted, moment
from scheduler.timing.due import Due, decide
from scheduler.timing.expecting import next_brief

Days = Mapping[date, Mapping[str, ListingState]]
# what is made and sent at once is there within this time; younger than that is no trouble
ORDINARY = timedelta(minutes=15)
_ORDER: Sequence[ChannelState] = get_args(ChannelState)
_NEVER = datetime.min.replace(tzinfo=UTC)


def conditions(
    records: Collection[ChannelRecord], days: Days, now: datetime
) -> Sequence[ChannelCondition]:
    """Of all of them, those in trouble first, and of these who got no brief for longest.
    ``days`` as in :func:`scheduler.timing.due.decide`; ``now`` is aware."""
    found = [condition(one, days, now) for one in records]
    return sorted(
        found,
        key=lambda one: (
            _ORDER.index(one.state),
            one.record.brief or _NEVER,
            one.record.channel.address,
        ),
    )


def condition(record: ChannelRecord, days: Days, now: datetime) -> ChannelCondition:
    """Of one channel."""
    channel, progress = record.channel, record.progress
    due = decide(channel, progress, days, channel.asked, now)
    following = _next(record, now)
    state, why = _told(record, due, following, now)
    return ChannelCondition(record=record, state=state, why=why, next=following)


def without_brief(found: Sequence[ChannelCondition], since: datetime) -> Sequence[ChannelCondition]:
    """Those that got no brief with papers from ``since`` on."""
    return [one for one in found if one.record.brief is None or one.record.brief < since]


def _next(record: ChannelRecord, now: datetime) -> datetime | None:
    if not record.channel.active:
        return None
    covered = record.progress.covered if record.progress else None
    return next_brief(record.channel.schedule, covered, now)


def _told(
    record: ChannelRecord, due: Due | None, following: datetime | None, now: datetime
) -> tuple[ChannelState, str]:
    if not record.channel.subscribed:
        return "paused", "not subscribed: /unsubscribe there, or `channels pause`"
    if record.channel.schedule.paused:
        return "paused", "by its owner: /schedule off there"
    if record.closure is not None:
        since = moment(record.closure.since, now)
        return "suspended", f"closed to us since {since}: {record.closure.why}{_kept(record)}"
    if record.lost is not None:
        said = f": {record.lost.why}" if record.lost.why else ""
        return "lost", f"its last brief was given up {moment(record.lost.at, now)}{said}"
    if record.waits_since is not None and now - record.waits_since > ORDINARY:
        said = f": {record.waits_for}" if record.waits_for else ""
        since = moment(record.waits_since, now)
        verb = "waits" if record.waiting == 1 else "wait"
        return "waiting", f"{counted(record.waiting, 'brief')} {verb} since {since}{said}"
    is_due = due is not None and bool(due.batches or due.apology)
    if is_due and (record.progress is None or record.progress.covered is None):
        # it begins at once, whenever it was added: its slot does not tell how long it waits
        return "new", "no brief yet; the first is due now, once the service runs"
    if due is not None and (due.batches or due.apology) and now - due.slot > ORDINARY:
        return "overdue", f"due since {moment(due.slot, now)} and not made: does the service run?"
    return _well(record, following, now)


def _kept(record: ChannelRecord) -> str:
    return f"; {counted(record.waiting, 'brief')} kept for it" if record.waiting else ""


def _well(
    record: ChannelRecord, following: datetime | None, now: datetime
) -> tuple[ChannelState, str]:
    """Nothing keeps its briefs from coming."""
    coming = _coming(following, now)
    if record.empty:
        messages = counted(record.empty, "message")
        since = "since then " if record.brief else ""
        return "empty", f"{since}{messages} arrived, none with a paper; {coming}"
    if record.brief is None:
        return "new", f"no brief yet; {coming}"
    return "ok", coming


def _coming(following: datetime | None, now: datetime) -> str:
    if following is None:
        return "none is to come: no weekday is chosen"
    if following <= now:
        return "the next waits for arXiv's announcement"
    return f"the next is due {moment(following, now)}"
