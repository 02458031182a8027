"""The operator's chat: what cannot be told is kept, with its times, and told once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StoreUnusable
from bot.messages.blocks import Message
from bot.messages.plain import plain
from scheduler.operating.alarms import MOST_KEPT, Alarms
from storage.file.database import Database
from storage.people.notes import SqlNotes

MORNING = datetime(2026, 3, 5, 8, tzinfo=UTC)


class FailingNotes(SqlNotes):
    """Notes that cannot be read or written while they are ``broken``."""

    def __init__(self, database: Database, desk: "Desk") -> None:
        super().__init__(database)
        self._desk = desk

    async def get(self, key: str) -> str | None:
        self._refuse()
        return await super().get(key)

    async def keep(self, key: str, value: str, now: datetime, *about: str) -> None:
        self._refuse()
        await super().keep(key, value, now, *about)

    async def drop(self, key: str) -> None:
        self._refuse()
        await super().drop(key)

    def _refuse(self) -> None:
        if self._desk.broken:
            raise StoreUnusable("It cannot be read.", fault="disk")


class Desk:
    """Alarms over a real store, and a messenger that may be out of reach."""

    def __init__(self, database: Database) -> None:
        self.now = MORNING
        self.reached = True
        self.broken = False
        self.said: list[str] = []
        self.tries = 0
        # what is rung while something is told
        self.meanwhile: list[str] = []
        self.database = database
        self.alarms = self.again()

    def again(self) -> Alarms:
        """As after a restart."""
        notes = FailingNotes(self.database, self)
        return Alarms("telegram:1", {"telegram": self}, notes, lambda: self.now)

    async def tell(self, address: str, message: Message) -> bool:
        self.tries += 1
        meanwhile, self.meanwhile = self.meanwhile, []
        for sentence in meanwhile:
            await self.alarms.ring(sentence, sentence)
        if self.reached:
            self.said.append(plain(message))
        return self.reached

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield Desk(database)


async def test_what_can_be_told_is_told_at_once(services: Desk) -> None:
    await services.alarms.ring("disk", "The disk is full.")
    await services.alarms.ring("disk", "The disk is full.")
    services.later(hours=1)
    await services.alarms.calm("disk", "There is room again.")
    assert [each.strip() for each in services.said] == [
        "⚠ Paperbrief: The disk is full.",
        "✓ Paperbrief: There is room again.",
    ]


async def test_what_two_tell_at_once_is_told_once(services: Desk) -> None:
    told = (services.alarms.ring("run", "A run failed.") for _ in range(2))
    await asyncio.gather(*told)
    assert len(services.said) == 1


@pytest.mark.parametrize("restarted", [False, True])
async def test_beginning_and_end_of_an_outage_come_in_one_message_when_it_is_over(
    services: Desk, restarted: bool
) -> None:
    services.reached = False
    await services.alarms.ring("away", "60 briefs wait.")
    services.later(minutes=3)
    alarms = services.again() if restarted else services.alarms
    services.reached = True
    await alarms.calm("away", "60 briefs delivered.")
    await alarms.remind()
    (said,) = services.said
    assert said.split("\n\n")[0] == "Paperbrief could not tell you this when it happened:"
    assert "08:00 UTC ⚠ 60 briefs wait." in said
    assert "08:03 UTC ✓ 60 briefs delivered." in said


async def test_it_is_tried_again_but_not_all_the_time(services: Desk) -> None:
    services.reached = False
    await services.alarms.ring("disk", "The disk is full.")
    for _ in range(12 * 60):
        services.later(minutes=1)
        await services.alarms.remind()
    assert 8 <= services.tries <= 25
    services.reached = True
    services.later(hours=1)
    await services.alarms.remind()
    await services.alarms.remind()
    (said,) = services.said
    assert "08:00 UTC ⚠ The disk is full." in said
    await services.again().remind()
    assert len(services.said) == 1


async def test_without_a_chat_nothing_is_kept(services: Desk) -> None:
    alarms = Alarms("", {"telegram": services}, SqlNotes(services.database), lambda: services.now)
    await alarms.ring("disk", "The disk is full.")
    await alarms.remind()
    assert (services.said, services.tries) == ([], 0)


async def test_what_one_process_kept_another_tells_and_no_third(services: Desk) -> None:
    services.reached = False
    await services.alarms.ring("disk", "The disk is full.")
    services.reached = True
    for _ in range(3):
        services.later(minutes=20)
        await services.again().remind()
    assert len(services.said) == 1
    assert "08:00 UTC ⚠ The disk is full." in services.said[0]


async def test_what_was_kept_is_told_once_the_notes_can_be_read(services: Desk) -> None:
    services.reached = False
    await services.alarms.ring("away", "60 briefs wait.")
    services.later(minutes=20)
    services.broken = True
    alarms = services.again()
    # it can neither be told, nor may it be written over what cannot be read
    await alarms.ring("store:disk", "My memory cannot be read.")
    services.broken, services.reached = False, True
    services.later(minutes=20)
    await alarms.remind()
    (said,) = services.said
    assert said.index("08:00 UTC ⚠ 60 briefs wait.") < said.index("08:20 UTC ⚠ My memory")
    services.later(minutes=20)
    await services.again().remind()
    assert len(services.said) == 1


async def test_a_restart_after_notes_that_could_not_be_read_loses_nothing(services: Desk) -> None:
    services.reached = False
    await services.alarms.ring("away", "60 briefs wait.")
    services.broken = True
    alarms = services.again()
    await alarms.remind()
    services.broken = False
    await alarms.ring("defect", "A run failed.")
    services.later(hours=1)
    services.reached = True
    await services.again().remind()
    (said,) = services.said
    assert "60 briefs wait." in said
    assert "A run failed." in said


@pytest.mark.parametrize("restarted", [False, True])
async def test_of_many_the_newest_are_kept_and_the_others_counted(
    services: Desk, restarted: bool
) -> None:
    services.reached = False
    for number in range(MOST_KEPT + 30):
        await services.alarms.ring(f"kind {number}", f"Trouble number {number}.")
        services.later(minutes=1)
    alarms = services.again() if restarted else services.alarms
    services.reached = True
    services.later(hours=1)
    await alarms.remind()
    (said,) = services.said
    assert said.count("Trouble number") == MOST_KEPT
    assert f"Trouble number {MOST_KEPT + 29}." in said
    assert said.strip().endswith("And 30 more before these; the log has them.")
    await alarms.ring("later", "Another one.")
    assert "more before these" not in services.said[-1]
    await services.again().remind()
    assert len(services.said) == 2


async def test_what_comes_while_many_are_told_is_told_next(services: Desk) -> None:
    services.reached = False
    for number in range(MOST_KEPT + 1):
        await services.alarms.ring(f"kind {number}", f"Trouble number {number}.")
    services.reached = True
    services.later(hours=1)
    services.meanwhile = ["First meanwhile.", "Second meanwhile."]
    await services.alarms.remind()
    first, second = services.said
    assert "And 1 more before these" in first
    assert "First meanwhile." in second
    assert "Second meanwhile." in second
    assert "Trouble" not in second
    assert "more" not in second


async def test_what_was_noted_before_there_was_a_number_is_told(services: Desk) -> None:
    noted = f'[["⚠", "60 briefs wait.", "{MORNING.isoformat()}"]]'
    await SqlNotes(services.database).keep("alarms-untold", noted, MORNING)
    services.later(hours=1)
    await services.again().remind()
    assert "08:00 UTC ⚠ 60 briefs wait." in services.said[0]
