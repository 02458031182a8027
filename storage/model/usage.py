"""What calls to a model cost: kept one by one, and added up by days once they have aged."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.model import ModelCall
from bot.values.spending import UsageColumn, UsageQuestion, UsageSum
from storage.columns import moment_column, text_column
from storage.file.database import Database

_KEEP = """
    INSERT INTO model_calls (at, model, purpose, channel, person, outcome, input, output, cached,
        results, seconds, calls, estimated, added_up)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, 0)
"""
_COLUMNS: dict[UsageColumn, str] = {
    "day": "substr(at, 1, 10)",
    "model": "model",
    "purpose": "purpose",
    "channel": "channel",
    "person": "person",
    "outcome": "outcome",
}
_SUMS = """
    sum(calls) AS calls, sum(calls * (outcome = 'answered')) AS answered,
    sum(estimated) AS estimated, sum(input) AS input, sum(output) AS output,
    sum(cached) AS cached, sum(results) AS results, sum(seconds) AS seconds
    FROM model_calls
    WHERE at >= :since AND at < :until AND (:channel IS NULL OR channel = :channel)
        AND (:person IS NULL OR person = :person)
"""
_OLDEST = "SELECT min(at) FROM model_calls WHERE NOT added_up AND at < ?"
_ADD_UP = """
    INSERT INTO model_calls (at, model, purpose, channel, person, outcome, input, output, cached,
        results, seconds, calls, estimated, added_up)
    SELECT :day, model, purpose, channel, '', outcome, sum(input), sum(output), sum(cached),
        sum(results), sum(seconds), sum(calls), sum(estimated), 1
    FROM model_calls WHERE at >= :day AND at < :next
    GROUP BY model, purpose, channel, outcome
"""
_DROP_DAY = "DELETE FROM model_calls WHERE at >= :day AND at < :next AND number <= :last"
_DROP_AGED = "DELETE FROM model_calls WHERE at < ?"
_MOVE = """
    UPDATE model_calls SET channel = :new || substr(channel, length(:old) + 1)
    WHERE channel = :old OR substr(channel, 1, length(:old) + 1) = :old || '/'
"""

# sums of days are kept for this long: two years can be laid side by side
_SUMS_KEPT = timedelta(days=800)
_DAY = timedelta(days=1)


class SqlUsageBooks:
    """Implements ``bot.ports.model.UsageBooks`` over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, calls: Sequence[ModelCall]) -> None:
        rows = [_row(call) for call in calls]
        await self._database.write(lambda db: db.conn.executemany(_KEEP, rows))

    async def sums(self, question: UsageQuestion) -> Sequence[UsageSum]:
        return await self._database.read(lambda db: _sums(db, question), "all")

    async def sweep(self, kept: timedelta, now: datetime) -> int:
        """Add up the calls of days that ended longer ago than ``kept``, a day at a time, and take
        away what has aged of the sums; how many rows are gone."""
        before = _midnight((now - kept).astimezone(UTC).date())
        gone = 0
        while (oldest := await self._oldest(before)) is not None:
            gone += await self._database.write(partial(_add_up, oldest))
        aged = _midnight((now - _SUMS_KEPT).astimezone(UTC).date())
        return gone + await self._database.write(
            lambda db: int(db.execute(_DROP_AGED, [aged]).rowcount)
        )

    async def _oldest(self, before: str) -> date | None:
        ((oldest,),) = await self._database.read(
            lambda db: db.execute(_OLDEST, [before]).fetchall(), "all"
        )
        return date.fromisoformat(oldest[:10]) if oldest else None


def _row(call: ModelCall) -> tuple[Any, ...]:
    return (
        moment_column(call.at),
        text_column(call.model),
        call.purpose,
        text_column(call.account.channel),
        text_column(call.account.person),
        call.outcome,
        call.tokens.input,
        call.tokens.output,
        call.tokens.cached,
        call.results,
        call.seconds,
        int(not call.tokens.counted),
    )


def _sums(db: Connection, question: UsageQuestion) -> tuple[UsageSum, ...]:
    named = ", ".join(f"{_COLUMNS[name]} AS {name}" for name in question.by)
    groups = ", ".join(str(place) for place in range(1, len(question.by) + 1))
    grouped = f"GROUP BY {groups} ORDER BY {groups}" if groups else ""
    asked = {
        "since": _midnight(question.since),
        "until": _midnight(question.until + _DAY),
        "channel": None if question.channel is None else text_column(question.channel),
        "person": None if question.person is None else text_column(question.person),
    }
    rows = db.query(f"SELECT {named}{',' if named else ''} {_SUMS} {grouped}", asked)
    # without groups there is always one row, which may have added up nothing
    return tuple(_sum_from(row) for row in rows if row["calls"])


def _sum_from(row: dict[str, Any]) -> UsageSum:
    if "day" in row:
        row = {**row, "day": date.fromisoformat(row["day"])}
    return UsageSum(**row)


def _add_up(day: date, db: Connection) -> int:
    """Also what was added up of this day before, so that a day has each sum once."""
    names = {"day": _midnight(day), "next": _midnight(day + _DAY)}
    ((last,),) = db.execute("SELECT max(number) FROM model_calls").fetchall()
    added = db.execute(_ADD_UP, names).rowcount
    return int(db.execute(_DROP_DAY, {**names, "last": last}).rowcount - added)


def _midnight(day: date) -> str:
    return moment_column(datetime(day.year, day.month, day.day, tzinfo=UTC))


# -- inside a transaction of the caller's: whom the calls were for ---------------------------


def unname_channel(db: Connection, address: str) -> None:
    """The calls stay in the operator's sums, and name the channel no more."""
    db.execute("UPDATE model_calls SET channel = '' WHERE channel = ?", [text_column(address)])


def move_calls(db: Connection, old: str, new: str) -> None:
    """Of a chat and its threads; what was spent at the new address stays as well."""
    db.execute(_MOVE, {"old": text_column(old), "new": text_column(new)})


def unname_person(db: Connection, person: str) -> int:
    """As :func:`unname_channel` does; how many rows there were."""
    key = [text_column(person)]
    return int(db.execute("UPDATE model_calls SET person = '' WHERE person = ?", key).rowcount)
