"""Telegram down at delivery time: nobody's brief is lost, and the operator hears it in numbers.

The delivery worker with its store and the real library, to the suite's server; the played seconds
pass while the lane pauses.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from adapters.platforms import title_of
from adapters.telegram_chat.connecting.outcomes import is_forbidden, outcome_of, trouble
from adapters.telegram_chat.rendering.part import TelegramPart, to_json
from bot.errors import PlatformUnreachable
from bot.values.deliveries import Delivered, InDoubt, Later, Letter
from scheduler.delivering.outages import Outages
from scheduler.delivering.worker import DeliveryWorker
from scheduler.operating.alarms import Alarms
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.backlog import SqlBacklog
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.file.database import Database
from storage.people.notes import SqlNotes
from tests.adapters.telegram.side import Side, side
from tests.servers.telegram_server import Fault, Person, TelegramServer
from tests.storage.values import MORNING, a_channel, a_publication

CHANNELS = 60
OPERATOR = 99


class World:
    """A delivery worker over Telegram; time passes as it waits. ``at`` is what happens when."""

    def __init__(self, database: Database, here: Side) -> None:
        self.now = MORNING
        self.at: list[tuple[datetime, Callable[[], None]]] = []
        self.outbox = SqlOutbox(database)
        self.channels, self.ledger = SqlChannelRepository(database), SqlLedger(database)
        notes = SqlNotes(database)
        self.alarms = Alarms(
            f"telegram:{OPERATOR}", {"telegram": here.sender}, notes, lambda: self.now
        )
        outages = Outages(self.alarms, SqlBacklog(database), notes, lambda: self.now, title_of)
        self.delivery_worker = DeliveryWorker(
            self.outbox,
            {"telegram": here.sender},
            lambda: self.now,
            outages,
            pause=self.pause,
        )

    async def pause(self, seconds: float, stop: asyncio.Event) -> None:
        self.pass_(seconds)

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        for moment, happens in [each for each in self.at if each[0] <= self.now]:
            self.at.remove((moment, happens))
            happens()

    async def publish(self, person: Person, text: str) -> None:
        address = f"telegram:{person.id}"
        await self.channels.keep(a_channel(address))
        part = to_json(TelegramPart(text))
        await self.ledger.publish(a_publication(address, parts=(part,)))

    async def delivered(self, within: timedelta) -> None:
        end = self.now + within
        while await self.outbox.waiting():
            await self.delivery_worker.deliver_due()
            await self.alarms.remind()
            self.pass_(10)
            assert self.now < end, await self.outbox.waiting()


@pytest.fixture
async def world(
    server: TelegramServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    monkeypatch.setattr("adapters.telegram_chat.connecting.http_request.READ", 1.0)
    monkeypatch.setattr("adapters.telegram_chat.connecting.connection.PROBE", 1.0)
    server.person(OPERATOR, "Olga", started=True)
    async with (
        side(server, tmp_path) as here,
        Database(tmp_path / "paperbrief.sqlite") as database,
    ):
        yield World(database, here)


def copies(server: TelegramServer, people: list[Person]) -> list[int]:
    return [len(server.messages(each)) for each in people]


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("any", Fault.BAD_GATEWAY),
        ("any", Fault.SERVER_ERROR),
        ("any", Fault.RESET_BEFORE),
        ("any", Fault.HTML_PAGE),
        ("any", Fault.HANG_BEFORE),
        ("sendMessage", Fault.BAD_GATEWAY),
        ("sendMessage", Fault.RESET_BEFORE),
    ],
)
async def test_ninety_seconds_without_telegram_lose_nobodys_brief(
    server: TelegramServer, world: World, method: str, fault: Fault
) -> None:
    people = [server.person(1000 + number, started=True) for number in range(CHANNELS)]
    for person in people:
        await world.publish(person, "Brief of the day")
    server.fail_next(method, fault, times=None)
    world.at.append((MORNING + timedelta(seconds=90), server.recover))
    await world.delivered(timedelta(minutes=10))
    assert copies(server, people) == [1] * CHANNELS
    assert world.now < MORNING + timedelta(minutes=4)
    await world.delivery_worker.deliver_due()
    # the operator's chat lies on the same platform: one message tells beginning and end
    (told,) = server.messages(OPERATOR)
    assert "⚠ 60 briefs wait on Telegram since 07:30 UTC: Telegram " in told.text
    assert "✓ Telegram answers again after " in told.text
    assert ": 60 briefs delivered, none lost" in told.text


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.TRUNCATED, Fault.CUT_SHORT])
async def test_what_was_done_and_never_answered_comes_twice_and_is_counted(
    server: TelegramServer, world: World, fault: Fault
) -> None:
    people = [server.person(1000 + number, started=True) for number in range(10)]
    # it knows who it is by then
    early = server.person(999, started=True)
    await world.publish(early, "Brief of the day")
    await world.delivery_worker.deliver_due()
    for person in people:
        await world.publish(person, "Brief of the day")
    server.fail_next("sendMessage", fault)
    server.fail_next("getMe", Fault.BAD_GATEWAY, times=None)
    world.at.append((MORNING + timedelta(seconds=90), server.recover))
    await world.delivered(timedelta(minutes=10))
    await world.delivery_worker.deliver_due()
    assert sorted(copies(server, people)) == [*[1] * 9, 2]
    assert server.messages(OPERATOR)[-1].text.endswith("none lost, 1 perhaps twice.")


async def test_one_chat_that_is_never_answered_for_holds_no_other(
    server: TelegramServer, world: World
) -> None:
    people = [server.person(1000 + number, started=True) for number in range(12)]
    server.fail_next("sendMessage", Fault.BAD_GATEWAY, times=None, chat=people[0].id)
    for person in people:
        await world.publish(person, "Brief of the day")
    await world.delivery_worker.deliver_due()
    assert copies(server, people) == [0, *[1] * 11]
    for _ in range(30):
        world.pass_(60)
        await world.delivery_worker.deliver_due()
    tries = [each for each in server.called("sendMessage") if str(people[0].id) in str(each)]
    assert 3 <= len(tries) <= 10
    server.recover()
    await world.delivered(timedelta(hours=2))
    assert copies(server, people) == [1] * 12
    assert server.messages(OPERATOR) == []


def test_a_page_with_the_status_of_a_refusal_says_nothing_of_chat_or_token() -> None:
    """Of a gateway on the way, which lets nobody pass."""
    for refusal in (Forbidden, InvalidToken, BadRequest):
        error = refusal("Forbidden (403). Parsing the server response b'<html>' failed")
        error.__cause__ = TelegramError("Invalid server response")
        assert isinstance(outcome_of(error, None), InDoubt)
        assert not is_forbidden(error)
        assert isinstance(trouble(error), PlatformUnreachable)


async def test_it_is_asked_whether_it_answers_without_opening_and_past_what_waits(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    assert await here.sender.silent() is None
    server.fail_next("getMe", Fault.BAD_GATEWAY)
    assert await here.sender.silent() == Later(
        0.0, "Telegram answers 502 (Bad Gateway)", everywhere=True
    )
    server.fail_next("sendMessage", Fault.HANG_BEFORE)
    hanging = asyncio.create_task(
        here.sender.send(
            Letter(channel="telegram:7", payload=to_json(TelegramPart("x")), key="1.0")
        )
    )
    await server.settled(lambda: server.called("sendMessage"))
    assert await here.sender.silent() is None
    hanging.cancel()
    await asyncio.wait({hanging})
    await server.down()
    silent = await here.sender.silent()
    assert silent is not None
    assert silent.everywhere
    await server.up()
    assert await here.sender.silent() is None


async def test_a_repetition_that_cannot_be_recognised_is_said_to_be_one(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    again = Letter(channel="telegram:7", payload=to_json(TelegramPart("x")), key="1.0", tries=1)
    outcome = await here.sender.send(again)
    assert isinstance(outcome, Delivered)
    assert outcome.perhaps_twice
