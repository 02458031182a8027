"""Budgets over real books: at midnight, over restarts and kills, with many calls at once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import StoreUnusable
from bot.pipeline.purse import BudgetedPurse, Terms
from bot.spending import OPERATOR, Refusal, read_budget, read_prices
from bot.values.model import Account, ModelCall, Tokens
from bot.values.spending import Budgets, Spent, UsageQuestion, UsageSum
from storage.channels.channels import SqlChannelRepository
from storage.file.database import Database
from storage.model.usage import SqlUsageBooks
from storage.people.reading import SqlReadingList
from tests.storage.values import a_call

LAB, CLUB, ADA, BO = "telegram:-1001", "telegram:-1002", "telegram:42", "telegram:43"
OPEN = frozenset("*")
EVENING = datetime(2026, 3, 5, 23, 50, tzinfo=UTC)


class Watchmakers:
    """A clock that is set."""

    def __init__(self, now: datetime = EVENING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class CountingBooks:
    """Real books, of which it is known how often they were read; closed while ``shut``."""

    def __init__(self, books: SqlUsageBooks) -> None:
        self._books = books
        self.read = 0
        self.shut = False

    async def note(self, calls: Sequence[ModelCall]) -> None:
        self._refuse()
        await self._books.note(calls)

    async def sums(self, question: UsageQuestion) -> Sequence[UsageSum]:
        self._refuse()
        self.read += 1
        return await self._books.sums(question)

    def _refuse(self) -> None:
        if self.shut:
            raise StoreUnusable("the disk is full", fault="full")


def terms(budget: str = "none", channel: str = "none", person: str = "none") -> Terms:
    budgets = Budgets(read_budget(budget), read_budget(channel), read_budget(person))
    return Terms(OPEN, budgets, read_prices("small=1/0.1/10"))


def call(n: int, clock: Watchmakers, channel: str = LAB, person: str = "") -> ModelCall:
    return a_call(clock(), channel, person, tokens=Tokens(n))


def spent(purse: BudgetedPurse) -> Spent:
    standing = purse.standing()
    assert standing is not None
    return standing.spent


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "paperbrief.db") as database:
        yield database


@pytest.fixture
def books(database: Database) -> CountingBooks:
    return CountingBooks(SqlUsageBooks(database))


@pytest.fixture
def clock() -> Watchmakers:
    return Watchmakers()


async def test_a_budget_is_spent_to_its_end_and_opens_at_midnight(
    books: CountingBooks, clock: Watchmakers
) -> None:
    purse = BudgetedPurse(books, terms("100 tokens"), clock)
    assert await purse.why_not(Account(LAB), "small", Tokens(60)) is None
    await purse.note(call(60, clock))
    assert await purse.why_not(Account(CLUB), "small", Tokens(41)) is Refusal.DAY
    assert await purse.why_not(Account(CLUB), "small", Tokens(40)) is None
    await purse.note(call(40, clock, CLUB))
    clock.now = EVENING.replace(hour=23, minute=59, second=59)
    assert await purse.look(Account(LAB), "small") is Refusal.DAY
    clock.now = EVENING.replace(day=6, hour=0, minute=0)
    assert await purse.look(Account(LAB), "small") is None


async def test_channels_and_people_have_budgets_of_their_own(
    books: CountingBooks, clock: Watchmakers
) -> None:
    purse = BudgetedPurse(books, terms("none", "50 tokens", "20 tokens"), clock)
    await purse.note(call(20, clock, LAB, ADA))
    assert await purse.look(Account(LAB, ADA)) is Refusal.PERSON
    assert await purse.look(Account(CLUB, ADA)) is Refusal.PERSON
    assert await purse.look(Account(LAB, BO)) is None
    await purse.note(call(30, clock, LAB))
    assert await purse.look(Account(LAB, BO)) is Refusal.CHANNEL
    assert await purse.look(Account(CLUB)) is None


async def test_a_budget_in_money_counts_what_each_model_costs(
    books: CountingBooks, clock: Watchmakers
) -> None:
    purse = BudgetedPurse(books, terms("0.01"), clock)
    assert await purse.look(Account(LAB), "small") is None
    # 900 tokens written are 0.009, and nine times as many read and cached less than a tenth of it
    await purse.note(a_call(clock(), tokens=Tokens(8_100, 900, 8_100)))
    assert spent(purse).money == Decimal("0.00981")
    assert await purse.why_not(Account(LAB), "small", Tokens(0, 20)) is Refusal.DAY
    assert await purse.why_not(Account(LAB), "small", Tokens(0, 19)) is None
    assert await purse.why_not(Account(LAB), "large", Tokens(1)) is Refusal.NO_PRICE


async def test_a_channel_that_is_not_listed_spends_nothing(
    books: CountingBooks, clock: Watchmakers
) -> None:
    purse = BudgetedPurse(books, replace(terms(), allowed=frozenset([LAB])), clock)
    assert await purse.why_not(Account(CLUB)) is Refusal.NOT_OPEN
    assert await purse.why_not(Account(f"{LAB}/7")) is None
    assert books.read == 1


async def test_a_channel_in_a_server_that_is_listed_may_spend(
    books: CountingBooks, clock: Watchmakers
) -> None:
    async def within(channel: str) -> Sequence[str]:
        return ["discord:9"] if channel == "discord:5" else []

    allowed = replace(terms(), allowed=frozenset(["discord:9"]))
    purse = BudgetedPurse(books, allowed, clock, within)
    assert await purse.why_not(Account("discord:5")) is None
    assert await purse.why_not(Account("discord:6")) is Refusal.NOT_OPEN


async def test_fifty_calls_at_once_find_room_for_as_many_as_there_is(
    books: CountingBooks, clock: Watchmakers
) -> None:
    purse = BudgetedPurse(books, terms("1000 tokens"), clock)
    asked = (purse.why_not(Account(LAB), "small", Tokens(100)) for _ in range(50))
    refusals = await asyncio.gather(*asked)
    assert refusals.count(None) == 10
    assert set(refusals) == {None, Refusal.UNDER_WAY}
    assert books.read == 1
    # each took half of what was set aside
    for _ in range(10):
        await purse.note(call(50, clock))
    asked = (purse.why_not(Account(LAB), "small", Tokens(100)) for _ in range(50))
    assert (await asyncio.gather(*asked)).count(None) == 5


async def test_room_of_a_call_of_which_nothing_is_heard_is_free_again(
    books: CountingBooks, clock: Watchmakers
) -> None:
    purse = BudgetedPurse(books, terms("100 tokens"), clock)
    clock.now = EVENING - timedelta(hours=1)
    assert await purse.why_not(Account(LAB), "small", Tokens(100)) is None
    assert await purse.why_not(Account(LAB), "small", Tokens(1)) is Refusal.UNDER_WAY
    clock.now += timedelta(minutes=6)
    assert await purse.why_not(Account(LAB), "small", Tokens(100)) is None
    # nor is it kept for a day, as the clock was set back
    clock.now -= timedelta(hours=2)
    assert await purse.why_not(Account(LAB), "small", Tokens(100)) is None


async def test_a_restart_knows_what_was_spent(books: CountingBooks, clock: Watchmakers) -> None:
    first = BudgetedPurse(books, terms("100 tokens"), clock)
    assert await first.why_not(Account(LAB), "small", Tokens(90)) is None
    await first.note(call(90, clock))
    second = BudgetedPurse(books, terms("100 tokens"), clock)
    assert await second.why_not(Account(LAB), "small", Tokens(20)) is Refusal.DAY


async def test_what_another_process_spends_is_seen_within_a_minute(
    books: CountingBooks, clock: Watchmakers
) -> None:
    service = BudgetedPurse(books, terms("100 tokens"), clock)
    assert await service.look(Account(LAB)) is None
    await BudgetedPurse(books, terms(), clock).note(call(100, clock))
    clock.now += timedelta(minutes=1)
    assert await service.look(Account(LAB)) is Refusal.DAY


async def test_asking_reads_the_books_once_a_minute(
    books: CountingBooks, clock: Watchmakers
) -> None:
    purse = BudgetedPurse(books, terms("100 tokens"), clock)
    for _ in range(10):
        await purse.look(Account(LAB))
        await purse.note(call(1, clock))
    assert books.read == 1
    clock.now += timedelta(minutes=1)
    await purse.look(Account(LAB))
    assert books.read == 2


async def test_who_is_forgotten_has_spent_all_the_same(
    books: CountingBooks, clock: Watchmakers, database: Database
) -> None:
    purse = BudgetedPurse(books, terms("none", "50 tokens", "50 tokens"), clock)
    await purse.look(Account(LAB))
    await purse.note(call(50, clock, LAB, ADA))
    await SqlReadingList(database).forget(ADA)
    await SqlChannelRepository(database).remove(LAB)
    clock.now += timedelta(minutes=1)
    assert await purse.look(Account(CLUB, ADA)) is Refusal.PERSON
    assert await purse.look(Account(LAB)) is Refusal.CHANNEL


async def test_a_clock_that_jumps_meets_the_sums_of_its_day(
    books: CountingBooks, clock: Watchmakers
) -> None:
    purse = BudgetedPurse(books, terms("100 tokens"), clock)
    await purse.note(call(100, clock))
    assert await purse.look(Account(LAB)) is Refusal.DAY
    for years in (1, 40):
        clock.now = EVENING + timedelta(days=365 * years)
        assert await purse.look(Account(LAB)) is None
    clock.now = EVENING - timedelta(minutes=5)
    assert await purse.look(Account(LAB)) is Refusal.DAY


async def test_while_the_books_are_shut_nothing_is_spent_and_nothing_is_lost(
    books: CountingBooks, clock: Watchmakers
) -> None:
    purse = BudgetedPurse(books, terms("100 tokens"), clock)
    books.shut = True
    assert await purse.why_not(Account(LAB)) is Refusal.NO_BOOKS
    assert await purse.why_not(Account(OPERATOR)) is None
    await purse.note(call(60, clock))
    books.shut = False
    # what could not be written counts, and is written with the next
    assert await purse.why_not(Account(LAB), "small", Tokens(41)) is Refusal.DAY
    await purse.note(call(1, clock))
    again = BudgetedPurse(books, terms("100 tokens"), clock)
    await again.look(Account(LAB))
    assert spent(again).tokens == spent(purse).tokens == 61


async def test_a_call_is_in_the_books_though_who_asked_was_cut_off(
    books: CountingBooks, clock: Watchmakers, database: Database
) -> None:
    purse = BudgetedPurse(books, terms(), clock)
    noting = asyncio.create_task(purse.note(call(7, clock)))
    await asyncio.sleep(0)
    noting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await noting
    # the next waits for its turn behind it
    await purse.note(call(1, clock))
    await purse.look(Account(LAB))
    assert spent(purse).tokens == 8


steps = st.lists(
    st.one_of(
        # a question: channel, person, what it may need at most, what it needs of that
        st.tuples(
            st.sampled_from([LAB, CLUB]),
            st.sampled_from(["", ADA, BO]),
            st.integers(1, 60),
            st.integers(0, 100),
        ),
        # that many of the calls under way come back, oldest or newest first
        st.tuples(st.integers(1, 5), st.booleans()),
        st.sampled_from(["restart", "minute"]),
    ),
    max_size=40,
)


class Evening:
    """A purse that is asked, told, and begun anew, with the calls that are under way."""

    def __init__(self, books: SqlUsageBooks) -> None:
        self.clock = Watchmakers(EVENING - timedelta(hours=12))
        self._books = books
        self._begin()

    def _begin(self) -> None:
        limits = terms("200 tokens", "120 tokens", "70 tokens")
        self._purse = BudgetedPurse(self._books, limits, self.clock)
        # with a process die its calls
        self._under_way: list[tuple[Account, int]] = []

    async def play(self, step: object) -> None:
        match step:
            case (str(channel), str(person), int(most), int(part)):
                account = Account(channel, person)
                if await self._purse.why_not(account, "small", Tokens(most)) is None:
                    self._under_way.append((account, most * part // 100))
            case (int(n), bool(newest)):
                for _ in range(min(n, len(self._under_way))):
                    await self._noted(-1 if newest else 0)
            case "restart":
                self._begin()
            case "minute":
                self.clock.now += timedelta(minutes=1)

    async def end(self) -> None:
        while self._under_way:
            await self._noted(0)

    async def _noted(self, which: int) -> None:
        account, used = self._under_way.pop(which)
        await self._purse.note(call(used, self.clock, account.channel, account.person))


@settings(max_examples=60)
@given(steps)
async def test_whatever_is_under_way_no_budget_is_overrun(
    tmp_path_factory: pytest.TempPathFactory, steps: list[object]
) -> None:
    async with Database(tmp_path_factory.mktemp("data") / "paperbrief.db") as database:
        books = SqlUsageBooks(database)
        evening = Evening(books)
        for step in steps:
            await evening.play(step)
        await evening.end()
        day = evening.clock().date()
        sums = await books.sums(UsageQuestion(since=day, until=day, by=("channel", "person")))
    assert sum(one.input for one in sums) <= 200
    for channel in (LAB, CLUB):
        assert sum(one.input for one in sums if one.channel == channel) <= 120
    for person in (ADA, BO):
        assert sum(one.input for one in sums if one.person == person) <= 70
