"""The operator's notices: each owner is told once, whatever is killed and whoever is away."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages.blocks import Message
from bot.messages.plain import plain
from bot.translator import translator
from bot.values.deliveries import Delivered, Gone, InDoubt, Later, Outcome, Refused
from bot.values.notices import Recipient, RecipientState
from scheduler.operating.notices import Notices
from storage.file.database import Database
from storage.people.notes import SqlNotes, forget_notes
from storage.people.notices import TEXT, TO, SqlNotices
from tests.storage.values import MORNING

ADA, BO, CY = (Recipient(f"telegram:{n}", "en") for n in (1, 2, 3))
DEE = Recipient("discord:user/4", "zh-Hans")


class Killed(Exception):
    """The process ends here."""


class Messenger:
    """``answer`` says of each address whether it arrives, ``outcome`` what it is if not."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.texts: list[str] = []
        self.answer: Callable[[str], bool] = lambda address: True
        self.outcome: Outcome = Gone("I was put out.")

    async def tell(self, address: str, message: Message) -> bool:
        self.told.append(address)
        self.texts.append(plain(message))
        return self.answer(address)

    async def brought(self, address: str, message: Message) -> Outcome:
        return Delivered() if await self.tell(address, message) else self.outcome


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "paperbrief.sqlite") as made:
        yield made


@pytest.fixture
def book(database: Database) -> SqlNotices:
    return SqlNotices(database)


def service(book: SqlNotices, to: Messenger, away: Collection[str] = ()) -> Notices:
    messengers = dict.fromkeys(("telegram", "discord"), to)
    return Notices(book, messengers, translator, lambda: MORNING, lambda: away, pause=0)


async def test_each_is_told_once_in_their_own_language(book: SqlNotices) -> None:
    to = Messenger()
    await book.take("Down on Sunday.\nBack at noon.", [ADA, BO, DEE], MORNING)
    for _ in range(2):
        await service(book, to).run(asyncio.Event())
    assert sorted(to.told) == [DEE.address, ADA.address, BO.address]
    assert len([text for text in to.texts if "A notice from whoever runs this bot" in text]) == 2
    assert all("Down on Sunday." in text and "Back at noon." in text for text in to.texts)
    (record,) = await book.every()
    assert (record.id, dict(record.counts), record.failed) == (1, {"told": 3}, ())


async def test_a_kill_repeats_nobody_and_goes_on_with_the_others(book: SqlNotices) -> None:
    to = Messenger()
    await book.take("Down on Sunday.", [ADA, BO, CY], MORNING)

    def killed(address: str) -> bool:
        if address == BO.address:
            raise Killed
        return True

    to.answer = killed
    with pytest.raises(Killed):
        await service(book, to).run(asyncio.Event())
    to.answer = lambda address: True
    await service(book, to).run(asyncio.Event())
    assert to.told == [ADA.address, BO.address, CY.address]
    (record,) = await book.every()
    assert dict(record.counts) == {"told": 2, "begun": 1}


async def test_a_platform_that_is_away_is_waited_for(book: SqlNotices) -> None:
    to = Messenger()
    await book.take("Down on Sunday.", [ADA, DEE], MORNING)
    await service(book, to, away=["telegram"]).run(asyncio.Event())
    assert to.told == [DEE.address]
    await service(book, to).run(asyncio.Event())
    assert to.told == [DEE.address, ADA.address]


async def test_whom_it_did_not_reach_is_named_and_told_again_only_on_demand(
    book: SqlNotices,
) -> None:
    to = Messenger()
    to.answer = lambda address: address != BO.address
    number = await book.take("Down on Sunday.", [ADA, BO], MORNING)
    for _ in range(2):
        await service(book, to).run(asyncio.Event())
    assert to.told == [ADA.address, BO.address]
    assert (await book.every())[0].failed == (BO.address,)
    assert await book.again(number, MORNING) == 1
    to.answer = lambda address: True
    await service(book, to).run(asyncio.Event())
    assert to.told == [ADA.address, BO.address, BO.address]


async def test_a_stop_is_kept_to_between_two(book: SqlNotices) -> None:
    to, stop = Messenger(), asyncio.Event()
    await book.take("Down on Sunday.", [ADA, BO], MORNING)

    def stopped(address: str) -> bool:
        stop.set()
        return True

    to.answer = stopped
    await service(book, to).run(stop)
    assert to.told == [ADA.address]


async def test_who_is_forgotten_is_not_told_and_old_notices_go(
    book: SqlNotices, database: Database
) -> None:
    to = Messenger()
    await book.take("Down on Sunday.", [ADA, BO], MORNING)
    await database.write(lambda db: forget_notes(db, ADA.address))
    await service(book, to).run(asyncio.Event())
    assert to.told == [BO.address]
    late = MORNING + timedelta(days=91)
    assert await SqlNotes(database).sweep(TO, timedelta(days=90), late) == 1


async def test_who_is_forgotten_while_it_is_sent_stays_forgotten(
    book: SqlNotices, database: Database
) -> None:
    await book.take("Down on Sunday.", [ADA], MORNING)
    errand = await book.next(())
    assert errand is not None
    await book.begin(errand, MORNING)
    await database.write(lambda db: forget_notes(db, ADA.address))
    await book.end(errand, MORNING, "told")
    assert await SqlNotes(database).count(ADA.address) == 0
    assert (await book.every())[0].counts == {}


@pytest.mark.parametrize(("renewed", "told"), [(True, [BO.address]), (False, [])])
async def test_nobody_is_told_a_notice_whose_text_has_gone(
    book: SqlNotices, database: Database, renewed: bool, told: list[str]
) -> None:
    """Whom it is brought to again has its text kept as long."""
    to, age = Messenger(), timedelta(days=90)
    to.answer = lambda address: False
    number = await book.take("Down on Sunday.", [BO], MORNING)
    await service(book, to).run(asyncio.Event())
    assert await book.again(number, MORNING + timedelta(days=89)) == 1
    late = MORNING + (timedelta(days=91) if renewed else timedelta(days=180))
    await SqlNotes(database).sweep(TEXT, age, late)
    to.told.clear()
    await service(book, to).run(asyncio.Event())
    assert to.told == told
    assert "" not in to.texts


@pytest.mark.parametrize(
    ("outcome", "state", "seconds"),
    [
        (Later(2.0, "its turn comes later"), "waiting", 60),
        (Later(300.0, "Telegram asks for a pause"), "waiting", 300),
        (InDoubt("Telegram did not answer in time"), "begun", 60),
    ],
)
async def test_a_platform_that_takes_nothing_now_is_left_alone_for_a_time(
    book: SqlNotices, outcome: Outcome, state: RecipientState, seconds: int
) -> None:
    """And nobody counts as not reached."""
    to, now = Messenger(), MORNING
    to.answer, to.outcome = lambda address: not address.startswith("telegram"), outcome
    await book.take("Down on Sunday.", [ADA, BO, DEE], MORNING)
    messengers = dict.fromkeys(("telegram", "discord"), to)
    notices = Notices(book, messengers, translator, lambda: now, pause=0)
    for seconds_later in (0, seconds - 1):
        now = MORNING + timedelta(seconds=seconds_later)
        await notices.run(asyncio.Event())
    assert sorted(to.told) == [DEE.address, ADA.address]
    (record,) = await book.every()
    assert record.failed == ()
    assert record.counts.get(state, 0) >= 1

    now, to.answer = MORNING + timedelta(seconds=seconds), lambda address: True
    await notices.run(asyncio.Event())
    again = [ADA.address] if state == "waiting" else []
    assert sorted(to.told) == sorted([DEE.address, ADA.address, BO.address, *again])
    (record,) = await book.every()
    assert record.counts["told"] == (3 if state == "waiting" else 2)


@pytest.mark.parametrize(
    "outcome", [Refused("too long"), Gone("I was put out."), Later(60.0, "?", alone=True)]
)
async def test_what_has_no_end_in_sight_holds_up_nobody(book: SqlNotices, outcome: Outcome) -> None:
    to = Messenger()
    to.answer, to.outcome = lambda address: address != ADA.address, outcome
    await book.take("Down on Sunday.", [ADA, BO], MORNING)
    await service(book, to).run(asyncio.Event())
    (record,) = await book.every()
    assert record.failed == (ADA.address,)
    assert BO.address in to.told
