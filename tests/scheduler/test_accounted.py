"""What a channel went through, and what ``account`` says of each paper then. On a real store."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.accounting import KEPT, Fate, fates
from bot.values.coverage import BegunHarvest, Coverage
from bot.values.deliveries import Progress
from bot.values.listings import Listing, ListingState
from scheduler.operating.notes import Sweeping
from scheduler.publishing.lanes import HORIZON
from scheduler.watching.records import WINDOW
from storage.channels.membership import SqlMembership
from storage.deliveries.account import SqlAccount
from storage.file.backup import backup
from storage.file.database import Database
from storage.file.restoring import restore
from storage.papers.settling import SqlCoverageRepository
from storage.people.notes import SqlNotes
from tests.scheduler.test_publisher import FRI, MON, THU, WED, Shop, six

TUE = date(2026, 2, 17)
SHOWN, LEFT, NEXT, BEFORE = Fate.DELIVERED, Fate.NOT_CHOSEN, Fate.NEXT, Fate.BEFORE

Told = Mapping[date, Mapping[int, Fate]]


class House:
    """A store that may be copied and put back, with a publisher over it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open = AsyncExitStack()
        self.database: Database
        self.shop: Shop

    async def open(self) -> None:
        self.database = await self._open.enter_async_context(Database(self._path))
        self.shop = Shop(self.database)

    async def close(self) -> None:
        await self._open.aclose()

    def copied(self) -> Path:
        copy = self._path.with_name("copy")
        backup(self._path, copy)
        return copy

    async def put_back(self, copy: Path, now: datetime) -> None:
        await self.close()
        restore(copy, self._path, now)
        self._open = AsyncExitStack()
        await self.open()

    async def brings(self, day: date, *numbers: int, category: str = "cs.CL") -> None:
        """Announced, published and delivered."""
        await self.shop.announce(day, *numbers, category=category)
        await self.serves(day)

    async def serves(self, day: date, name: str = "lab") -> None:
        await self.shop.publisher.publish_due(six(day))
        await self.shop.waiting(name)

    async def subscribes_again(self, name: str = "lab") -> None:
        """As ``/subscribe`` does after a pause."""
        await self.shop.ledger.advance(Progress(channel=f"terminal:{name}"))
        await self.sets(name, subscribed=True)

    async def sets(self, name: str = "lab", **parts: object) -> None:
        found = await self.shop.channels.get(f"terminal:{name}")
        assert found is not None
        await self.shop.channels.keep(replace(found, **parts))  # type: ignore[arg-type]

    async def tells(self, today: date = MON, address: str = "terminal:lab") -> Told:
        books = SqlAccount(self.database)
        items = await books.items(date(2026, 1, 1))
        (book,) = [one for one in await books.channels() if one.address == address]
        return {
            day: {int(paper[-4:]): fate for paper, fate in papers.items()}
            for day, papers in fates(book, items, today).items()
        }


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    made = House(tmp_path / "paperbrief.sqlite")
    await made.open()
    await made.shop.subscribe(top=1)
    yield made
    await made.close()


async def test_a_backup_put_back_forgets_and_what_comes_again_is_accounted_for(
    house: House,
) -> None:
    await house.brings(WED, 1, 2)
    copy = house.copied()
    await house.brings(THU, 3, 4)
    await house.put_back(copy, six(FRI))
    assert await house.tells(FRI) == {WED: {1: LEFT, 2: SHOWN}}
    # the watch stores it again, and the channel is given it once more
    await house.shop.announce(THU, 3, 4)
    assert (await house.tells(FRI))[THU] == {3: NEXT, 4: NEXT}
    await house.brings(FRI, 5)
    told = await house.tells()
    assert told == {WED: {1: LEFT, 2: SHOWN}, THU: {3: LEFT, 4: SHOWN}, FRI: {5: LEFT}}


async def test_a_chat_that_moved_keeps_what_became_of_its_papers(house: House) -> None:
    await house.shop.subscribe("old", top=1)
    await house.shop.announce(WED, 1, 2)
    await house.shop.publisher.publish_due(six(WED))
    await house.shop.waiting("old")
    await SqlMembership(house.database).moved("terminal:old", "terminal:new")
    await house.shop.announce(WED, 3)
    told = await house.tells(WED, "terminal:new")
    assert told == {WED: {1: LEFT, 2: SHOWN, 3: NEXT}}
    await house.shop.announce(THU, 4)
    await house.serves(THU, "new")
    told = await house.tells(THU, "terminal:new")
    assert sorted(told[WED].values()) == [SHOWN, LEFT, LEFT]
    assert Fate.UNEXPLAINED not in {*told[WED].values(), *told[THU].values()}


async def test_a_chat_that_was_set_up_anew_before_it_moved_is_accounted_for(house: House) -> None:
    await house.shop.subscribe("old", top=1)
    await house.shop.announce(WED, 1, 2)
    await house.shop.publisher.publish_due(six(WED))
    await house.shop.waiting("old")
    await house.shop.subscribe("new", top=1)
    await house.shop.announce(THU, 3, 4)
    await house.serves(THU, "new")
    await SqlMembership(house.database).moved("terminal:old", "terminal:new")
    told = await house.tells(THU, "terminal:new")
    assert told[WED] == {1: LEFT, 2: SHOWN}
    # the old one's brief of that day waits, and goes to the new one, as well
    assert told[THU] == {3: LEFT, 4: Fate.WAITING}


async def test_a_channel_that_paused_was_not_subscribed_then(house: House) -> None:
    await house.brings(WED, 1, 2)
    await house.sets(subscribed=False)
    await house.brings(THU, 3)
    told = await house.tells(FRI)
    assert told == {WED: {1: LEFT, 2: SHOWN}, THU: {3: BEFORE}}
    # paused for long is no reason either
    assert (await house.tells(FRI + timedelta(days=30)))[THU] == {3: BEFORE}
    await house.subscribes_again()
    await house.shop.announce(FRI, 4, 5)
    # it begins with the newest: what was looked at before the pause stays as it was
    told = await house.tells(FRI)
    assert told == {WED: {1: LEFT, 2: SHOWN}, THU: {3: BEFORE}, FRI: {4: NEXT, 5: NEXT}}
    await house.serves(FRI)
    # late, for a date of the pause and for the first date since
    await house.shop.announce(THU, 6)
    await house.shop.announce(FRI, 7)
    assert await house.tells(MON) == {
        WED: {1: LEFT, 2: SHOWN},
        THU: {3: BEFORE, 6: BEFORE},
        FRI: {4: SHOWN, 5: LEFT, 7: NEXT},
    }
    await house.brings(MON, 8)
    told = await house.tells(TUE)
    assert told[THU] == {3: BEFORE, 6: BEFORE}
    assert {told[FRI][7], told[MON][8]} == {SHOWN, LEFT}


async def test_a_channel_that_was_removed_begins_with_its_new_subscription(house: House) -> None:
    await house.brings(WED, 1, 2)
    await house.shop.channels.remove("terminal:lab")
    assert await SqlAccount(house.database).channels() == ()
    await house.shop.announce(THU, 3)
    await house.shop.announce(FRI, 4, 5)
    await house.shop.subscribe(top=1)
    told = await house.tells(FRI)
    assert told == {WED: {1: BEFORE, 2: BEFORE}, THU: {3: BEFORE}, FRI: {4: NEXT, 5: NEXT}}
    await house.serves(FRI)
    told = await house.tells(FRI)
    assert told == {WED: {1: BEFORE, 2: BEFORE}, THU: {3: BEFORE}, FRI: {4: SHOWN, 5: LEFT}}


async def test_a_category_that_is_added_is_owed_from_the_next_date_on(house: House) -> None:
    await house.shop.subscribe("other", categories=("cs.CV",))
    await house.shop.announce(WED, 21, category="cs.CV")
    await house.brings(WED, 1)
    await house.sets(categories=("cs.CL", "cs.CV"))
    # a neighbour's catch-up stores it late: it was never promised here
    await house.shop.announce(WED, 22, category="cs.CV")
    assert (await house.tells(WED))[WED] == {1: SHOWN, 21: BEFORE, 22: BEFORE}
    await house.shop.announce(THU, 23, category="cs.CV")
    assert (await house.tells(THU))[THU] == {23: NEXT}
    await house.brings(THU, 3)
    told = await house.tells(THU)
    assert told[WED] == {1: SHOWN, 21: BEFORE, 22: BEFORE}
    assert set(told[THU].values()) == {SHOWN, LEFT}
    # what comes late for a date that was owed is looked at
    await house.shop.announce(THU, 24, category="cs.CV")
    assert (await house.tells(FRI))[THU][24] is NEXT
    await house.brings(FRI, 5)
    told = await house.tells(FRI)
    assert {told[THU][24], told[FRI][5]} == {SHOWN, LEFT}
    assert told[WED] == {1: SHOWN, 21: BEFORE, 22: BEFORE}


async def test_a_category_that_was_left_out_for_a_while_is_owed_anew(house: House) -> None:
    await house.sets(categories=("cs.CL", "cs.CV"))
    await house.shop.announce(WED, 21, category="cs.CV")
    await house.brings(WED, 1)
    await house.sets(categories=("cs.CL",))
    await house.shop.announce(THU, 22, category="cs.CV")
    await house.brings(THU, 2)
    await house.sets(categories=("cs.CL", "cs.CV"))
    await house.shop.announce(FRI, 23, category="cs.CV")
    await house.brings(FRI, 3)
    told = await house.tells(FRI)
    assert set(told[WED].values()) == {SHOWN, LEFT}
    assert told[THU] == {22: BEFORE, 2: SHOWN}
    assert set(told[FRI].values()) == {SHOWN, LEFT}


async def test_an_apology_as_the_first_brief_promises_only_what_follows(house: House) -> None:
    lost = Listing(category="cs.CL", date=THU, state=ListingState.UNREACHABLE)
    await house.shop.announcements.keep([lost])
    await house.shop.publisher.publish_due(six(THU))
    # a neighbour's catch-up, and what this channel waits for
    await house.shop.announce(WED, 1)
    await house.shop.announce(THU, 2)
    assert await house.tells(THU) == {WED: {1: BEFORE}, THU: {2: NEXT}}
    await house.serves(THU)
    assert await house.tells(THU) == {WED: {1: BEFORE}, THU: {2: SHOWN}}


async def test_what_waits_for_a_closed_channel_says_so(house: House) -> None:
    await house.shop.announce(WED, 1)
    await house.shop.publisher.publish_due(six(WED))
    await SqlMembership(house.database).closed("terminal:lab", "forbidden", six(WED))
    assert await house.tells(WED) == {WED: {1: Fate.CLOSED}}
    await house.shop.announce(THU, 2)
    assert (await house.tells(THU))[THU] == {2: NEXT}
    await house.shop.publisher.publish_due(six(THU))
    assert (await house.tells(THU))[THU] == {2: Fate.CLOSED}
    await SqlMembership(house.database).opened("terminal:lab")
    assert (await house.tells(THU))[THU] == {2: Fate.WAITING}


async def counted(house: House) -> tuple[int, int, int]:
    """Steps, coverages and begun harvests that are stored."""
    tables = ("steps", "coverages", "harvests")
    return await house.database.read(
        lambda db: tuple(db.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in tables)  # noqa: S608
    )


async def test_aged_books_are_swept_and_the_others_tell_what_they_told(house: House) -> None:
    coverages = SqlCoverageRepository(house.database)
    for day, *numbers in ((WED, 1, 2), (THU, 3), (FRI, 4, 5), (MON, 6, 7)):
        await house.brings(day, *numbers)
        await coverages.keep([Coverage(category="cs.CL", date=day, hole=day == WED)])
    for category, last in (("cs.CL", FRI), ("cs.CV", WED)):
        await coverages.note(
            category,
            BegunHarvest(category=category, first=WED, last=last, at=six(last), token="next"),
        )
    before = await house.tells()
    sweeping = Sweeping(SqlNotes(house.database), {}, SqlAccount(house.database).sweep)
    await sweeping.sweep(six(FRI) + KEPT)
    # the step that ended before Friday, and what follows; a known hole; what is not that old
    assert await counted(house) == (3, 3, 1)
    after = await house.tells()
    assert {day: after[day] for day in (FRI, MON)} == {day: before[day] for day in (FRI, MON)}
    await sweeping.sweep(six(MON) + timedelta(days=400))
    # a channel that paused for a year still goes on where it was
    assert await counted(house) == (1, 1, 0)
    await house.brings(TUE, 8)
    assert (await house.tells(TUE))[TUE] == {8: SHOWN}


async def test_many_aged_books_go_a_little_at_a_time(house: House) -> None:
    await house.brings(WED, 1)
    await house.database.write(
        lambda db: db.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
            "INSERT INTO steps (channel, covered_before, cursor_before, covered, cursor, asked) "
            "SELECT 'terminal:lab', '2026-02-11', 1, '2026-02-11', 1, '[]' FROM n"
        )
    )
    assert await SqlAccount(house.database).sweep(six(FRI) + KEPT) == 1200
    assert (await counted(house))[0] == 1


def test_the_books_are_kept_as_long_as_the_service_goes_back() -> None:
    assert KEPT > HORIZON + WINDOW
