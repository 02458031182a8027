"""A chore that cannot be done ends no delivery, and is told once: owner, else operator."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages.blocks import Buttons, Message
from bot.messages.plain import plain
from bot.translator import translator
from bot.values.channels import Manner
from bot.values.deliveries import Delivered, InDoubt, Outcome, Refused
from scheduler.delivering.chores import UndoneChores
from scheduler.delivering.worker import Consequences
from storage.file.database import Database
from storage.people.notes import SqlNotes
from tests.scheduler.test_delivery_worker import Operator, Platform, Post
from tests.storage.values import a_channel, a_publication

HERE, OWNER = "terminal:a", "telegram:7"
WHY = "I need the Pin Messages permission there."


class Letterbox:
    """A messenger that keeps what it is given; ``open`` is whether it arrives."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Message]] = []
        self.open = True

    async def tell(self, address: str, message: Message) -> bool:
        self.told.append((address, message))
        return self.open


class Office:
    def __init__(self, database: Database) -> None:
        self.post = Post(database)
        self.owner, self.operator = Letterbox(), Operator()
        self.undone = UndoneChores(
            self.post.channels,
            SqlNotes(database),
            {"telegram": self.owner},
            self.operator,
            translator,
            self.post.clock,
        )

    async def opened(self, owner: str = OWNER) -> None:
        await self.post.channels.keep(replace(a_channel(HERE), owner=owner))

    async def told(self, why: str = WHY) -> None:
        await self.undone.ended(HERE, "pin", why)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield Office(database)


async def test_the_owner_is_told_once_with_a_way_to_leave_it(office: Office) -> None:
    await office.opened()
    await office.told()
    await office.told()
    ((address, said),) = office.owner.told
    assert address == OWNER
    assert f"I could not pin it: {WHY}" in plain(said)
    (row,) = next(block.rows for block in said.blocks if isinstance(block, Buttons))
    assert [button.command for button in row] == ["/settings @a pin off"]
    assert office.operator.said == []


async def test_it_is_told_again_after_it_worked_in_between(office: Office) -> None:
    await office.opened()
    await office.told()
    await office.told("")
    await office.told()
    assert len(office.owner.told) == 2


async def test_it_is_told_again_after_it_was_switched_off_and_on(office: Office) -> None:
    await office.opened()
    pinned = replace(a_channel(HERE), owner=OWNER, manner=Manner(pin=True))
    await office.post.channels.keep(pinned)
    await office.told()
    assert await office.undone.sweep(office.post.now) == 0
    await office.told()
    assert len(office.owner.told) == 1
    await office.opened()
    assert await office.undone.sweep(office.post.now) == 1
    await office.post.channels.keep(pinned)
    await office.told()
    assert len(office.owner.told) == 2


@pytest.mark.parametrize("owner", ["", OWNER])
async def test_where_no_owner_can_be_told_the_operator_is(office: Office, owner: str) -> None:
    office.owner.open = False
    await office.opened(owner)
    await office.told()
    assert office.operator.said == [
        f"The brief was posted in {HERE}, but I could not pin it: {WHY}"
    ]


async def ended(office: Office, *answers: Outcome) -> list[str]:
    """What became of the pin of a brief, whose one message and pin are answered so."""
    told: list[str] = []

    async def done(address: str, chore: str, lacking: str) -> None:
        told.append(f"{chore}: {lacking}")

    await office.opened()
    made = a_publication(HERE, "2603.00001", parts=("text",))
    await office.post.ledger.publish(replace(made, chores=("pin",), title="Today"))
    given = iter(answers)
    office.post.platform = Platform(lambda payload, key: next(given))
    worker = office.post.with_consequences(Consequences(chore=done))
    while await office.post.outbox.waiting():
        await worker.deliver_due()
        office.post.now += timedelta(hours=1)
    assert list(given) == [], "it asked less often"
    return told


async def test_a_refused_chore_ends_with_its_reason_and_the_brief_is_there(office: Office) -> None:
    assert await ended(office, Delivered("10"), Refused("no")) == ["pin: no"]


async def test_a_chore_that_nobody_answers_for_is_left_undone_after_five_tries(
    office: Office,
) -> None:
    doubts = [InDoubt("no answer", alone=True)] * 5
    assert await ended(office, Delivered("10"), *doubts) == ["pin: the platform gave no answer."]


async def test_a_pin_in_doubt_does_not_hold_up_the_briefs_of_others(office: Office) -> None:
    await office.opened()
    await office.post.channels.keep(a_channel("terminal:b"))
    made = a_publication(HERE, "2603.00001", parts=("text",))
    await office.post.ledger.publish(replace(made, chores=("pin",), title="Today"))
    given = iter((Delivered("10"), InDoubt("no answer"), Delivered("11")))
    office.post.platform = Platform(lambda payload, key: next(given))
    worker = office.post.with_consequences(Consequences())
    await worker.deliver_due()
    await office.post.ledger.publish(a_publication("terminal:b", "2603.00002", parts=("text",)))
    await worker.deliver_due()
    assert list(given) == []
    assert office.post.platform.asked == 0


async def test_a_chore_is_told_the_receipts_of_the_messages(office: Office) -> None:
    assert await ended(office, Delivered("10"), Delivered("10")) == ["pin: "]
    assert office.post.platform.receipts == [(), ("10",)]
