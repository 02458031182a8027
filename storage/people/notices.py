"""Notices to owners, and whom they have reached. They are kept as notes, so that who is forgotten
is forgotten here too, and so that they age as notes do."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database as Connection

from bot.values.notices import Errand, NoticeRecord, Recipient, RecipientState
from storage.columns import list_column, moment_column, text_column
from storage.file.database import Database
from storage.people.notes import keep_note

TEXT, TO = "notice:", "notice-to:"
_BEGINNING = "SELECT key, value FROM notes WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key"
_NEXT = """
    SELECT key, value FROM notes WHERE substr(key, 1, length(:to)) = :to
        AND json_extract(value, '$.state') = 'waiting'
        AND json_extract(value, '$.platform') NOT IN (SELECT value FROM json_each(:away))
        AND EXISTS (
            SELECT 1 FROM notes AS texts WHERE texts.key = :text || substr(notes.key, :at, 6)
        )
    ORDER BY key LIMIT 1
"""
_SET = "UPDATE notes SET value = json_set(value, '$.state', ?), kept_at = ? WHERE key = ?"
_RENEW = "UPDATE notes SET kept_at = ? WHERE key = ?"


class SqlNotices:
    """The NoticeBook over SQLite, with what an operator asks of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, text: str, recipients: Sequence[Recipient], now: datetime) -> int:
        """Store it whole, to be sent by the service; its number."""
        return await self._database.write(lambda db: _take(db, text, recipients, now))

    async def every(self) -> Sequence[NoticeRecord]:
        """Oldest first."""
        return await self._database.read(_every)

    async def again(self, notice: int, now: datetime) -> int:
        """Whom it did not reach is told once more; how many these are."""
        return await self._database.write(lambda db: _again(db, notice, now))

    async def next(self, away: Collection[str]) -> Errand | None:
        return await self._database.read(lambda db: _next(db, away))

    async def begin(self, errand: Errand, now: datetime) -> None:
        await self._set(errand, "begun", now)

    async def end(self, errand: Errand, now: datetime, state: RecipientState) -> None:
        await self._set(errand, state, now)

    async def _set(self, errand: Errand, state: RecipientState, now: datetime) -> None:
        row = [state, moment_column(now), _to(errand.notice, errand.recipient.address)]
        # who was forgotten meanwhile stays forgotten
        await self._database.write(lambda db: db.execute(_SET, row))


def _take(db: Connection, text: str, recipients: Sequence[Recipient], now: datetime) -> int:
    number = max((one.id for one in _every(db)), default=0) + 1
    said = json.dumps({"text": text, "made_at": moment_column(now)}, ensure_ascii=False)
    keep_note(db, _key(number), said, now)
    for recipient in recipients:
        _keep(db, number, recipient, "waiting", now)
    return number


def _key(number: int) -> str:
    # so that keys sort as numbers do
    return f"{TEXT}{number:06}"


def _keep(db: Connection, notice: int, to: Recipient, state: RecipientState, now: datetime) -> None:
    platform = to.address.partition(":")[0]
    said = {"state": state, "platform": platform, "to": to.address, "language": to.language}
    key = _to(notice, to.address)
    keep_note(db, key, json.dumps(said, ensure_ascii=False), now, to.address)


def _to(notice: int, address: str) -> str:
    return text_column(f"{TO}{notice:06}:{address}")


def _every(db: Connection) -> tuple[NoticeRecord, ...]:
    rows = db.execute(_BEGINNING, [TEXT]).fetchall()
    return tuple(_record(db, int(key.removeprefix(TEXT)), json.loads(said)) for key, said in rows)


def _record(db: Connection, number: int, said: dict[str, Any]) -> NoticeRecord:
    recipients = _recipients(db, number)
    failed = tuple(one["to"] for one in recipients if one["state"] == "failed")
    made = datetime.fromisoformat(said["made_at"])
    counts: Counter[RecipientState] = Counter(one["state"] for one in recipients)
    return NoticeRecord(number, said["text"], made, dict(counts), failed)


def _recipients(db: Connection, number: int) -> list[dict[str, Any]]:
    rows = db.execute(_BEGINNING, [f"{TO}{number:06}:"]).fetchall()
    return [json.loads(value) for _, value in rows]


def _again(db: Connection, notice: int, now: datetime) -> int:
    failed = [one for one in _recipients(db, notice) if one["state"] == "failed"]
    for one in failed:
        _keep(db, notice, Recipient(one["to"], one["language"]), "waiting", now)
    # the text ages with them
    db.execute(_RENEW, [moment_column(now), text_column(_key(notice))])
    return len(failed)


def _next(db: Connection, away: Collection[str]) -> Errand | None:
    names = {"to": TO, "text": TEXT, "at": len(TO) + 1, "away": list_column(away)}
    found = db.execute(_NEXT, names).fetchone()
    if found is None:
        return None
    number = int(found[0].removeprefix(TO).partition(":")[0])
    said = db.execute("SELECT value FROM notes WHERE key = ?", [text_column(_key(number))])
    text, to = json.loads(said.fetchone()[0])["text"], json.loads(found[1])
    return Errand(number, text, Recipient(to["to"], to["language"]))
