"""What calls cost, in a real database: kept, added up, moved, and forgotten by name alone."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ports.channels import ChannelRepository, Membership
from bot.ports.model import UsageBooks
from bot.values.model import Tokens
from bot.values.spending import UsageColumn, UsageQuestion, UsageSum
from storage.file.database import Database
from storage.model.usage import SqlUsageBooks
from storage.people.reading import SqlReadingList
from tests.storage.stored import naming
from tests.storage.values import a_call

LAB, THREAD, NEW = "telegram:-1004242", "telegram:-1004242/7", "telegram:-1009999"
ADA = "telegram:4211"
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
DAY = NOON.date()


async def in_all(books: UsageBooks, *by: UsageColumn) -> list[UsageSum]:
    return list(await books.sums(UsageQuestion(since=date.min, until=date(2100, 1, 1), by=by)))


@pytest.fixture
def books(database: Database) -> SqlUsageBooks:
    return SqlUsageBooks(database)


async def test_nothing_was_spent_in_a_new_database(books: SqlUsageBooks) -> None:
    assert await in_all(books) == []
    assert await in_all(books, "model") == []


async def test_calls_are_added_up_by_what_is_asked_for(books: SqlUsageBooks) -> None:
    late = a_call(NOON + timedelta(days=1), purpose="score", outcome="late", tokens=Tokens())
    guessed = a_call(channel="terminal:main", tokens=Tokens(7, 3, counted=False))
    await books.note([a_call(), a_call(person=ADA), late, guessed])
    (whole,) = await in_all(books)
    assert whole == UsageSum(
        calls=4, answered=3, estimated=1, input=207, output=43, cached=80, results=40, seconds=6.0
    )
    by_day = await in_all(books, "day", "channel")
    assert [(one.day, one.channel, one.calls, one.input) for one in by_day] == [
        (DAY, LAB, 2, 200),
        (DAY, "terminal:main", 1, 7),
        (DAY + timedelta(days=1), LAB, 1, 0),
    ]
    assert [one.outcome for one in await in_all(books, "outcome")] == ["answered", "late"]


async def test_a_question_may_be_about_a_channel_or_a_person(books: SqlUsageBooks) -> None:
    await books.note([a_call(), a_call(person=ADA), a_call(channel=THREAD, person=ADA)])

    async def calls(channel: str | None = None, person: str | None = None) -> int:
        asked = UsageQuestion(since=DAY, until=DAY, channel=channel, person=person)
        return sum(one.calls for one in await books.sums(asked))

    assert [await calls(LAB), await calls(THREAD), await calls("telegram:1")] == [2, 1, 0]
    assert [await calls(person=ADA), await calls(LAB, ADA)] == [2, 1]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 3, 5, 23, 59, 59, 999_999, tzinfo=UTC), date(2026, 3, 5)),
        (datetime(2026, 3, 6, 0, 0, tzinfo=UTC), date(2026, 3, 6)),
        (datetime.fromisoformat("2026-03-06T01:00:00+02:00"), date(2026, 3, 5)),
    ],
)
async def test_a_day_is_one_of_utc(books: SqlUsageBooks, at: datetime, day: date) -> None:
    await books.note([a_call(at)])
    assert [one.day for one in await in_all(books, "day")] == [day]
    for asked in (day - timedelta(days=1), day, day + timedelta(days=1)):
        found = await books.sums(UsageQuestion(since=asked, until=asked))
        assert bool(found) == (asked == day)


async def test_days_that_have_aged_are_added_up_and_keep_their_sums(
    books: SqlUsageBooks, path: Path
) -> None:
    old = [NOON - timedelta(days=50, hours=each) for each in range(20)]
    await books.note([a_call(at, person=ADA) for at in old])
    await books.note([a_call(at, outcome="late") for at in old])
    await books.note([a_call(person=ADA)])
    columns: tuple[UsageColumn, ...] = ("day", "model", "purpose", "channel", "outcome")
    before = await in_all(books, *columns)
    assert await books.sweep(timedelta(days=40), NOON) == 36
    assert await in_all(books, *columns) == before
    # whom the old ones were for is told no more
    people = await in_all(books, "person")
    assert [(one.person, one.calls) for one in people] == [("", 40), (ADA, 1)]
    assert await books.sweep(timedelta(days=40), NOON) == 0


async def test_a_call_that_comes_for_a_day_that_was_added_up_joins_its_sum(
    books: SqlUsageBooks,
) -> None:
    old = NOON - timedelta(days=50)
    for _ in range(3):
        await books.note([a_call(old)])
        await books.sweep(timedelta(days=40), NOON)
    (day,) = await in_all(books, "day")
    assert (day.calls, day.input) == (3, 300)


async def test_sums_go_after_two_years(books: SqlUsageBooks) -> None:
    await books.note([a_call(NOON - timedelta(days=age)) for age in (900, 700, 0)])
    await books.sweep(timedelta(days=40), NOON)
    assert [one.day for one in await in_all(books, "day")] == [DAY - timedelta(days=700), DAY]


async def test_who_is_forgotten_is_unnamed_and_the_operator_knows_the_costs(
    books: SqlUsageBooks, database: Database, channels: ChannelRepository, path: Path
) -> None:
    await books.note([a_call(person=ADA), a_call(channel=THREAD, person=ADA)])
    assert (await SqlReadingList(database).forget(ADA)).calls == 2
    assert naming(path, ADA) == []
    # nobody had subscribed it
    assert not await channels.remove(LAB)
    await channels.remove(THREAD)
    assert naming(path, LAB) == []
    assert [(one.channel, one.calls) for one in await in_all(books, "channel")] == [("", 2)]


async def test_costs_move_with_a_chat_and_its_threads(
    books: SqlUsageBooks, membership: Membership, path: Path
) -> None:
    await books.note([a_call(), a_call(channel=THREAD), a_call(channel=f"{LAB}9")])
    await books.note([a_call(channel=NEW)])
    await membership.moved(LAB, NEW)
    found = await in_all(books, "channel")
    assert [(one.channel, one.calls) for one in found] == [
        (f"{LAB}9", 1),
        (NEW, 2),
        (f"{NEW}/7", 1),
    ]


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 5), timezones=st.just(UTC))


@settings(max_examples=25)
@given(
    st.lists(st.tuples(moments, st.sampled_from([LAB, THREAD]), st.sampled_from(["a", "b"]))),
    st.lists(st.integers(0, 70), max_size=4),
)
async def test_whenever_the_sweep_comes_no_sum_changes(
    tmp_path_factory: pytest.TempPathFactory,
    made: list[tuple[datetime, str, str]],
    sweeps: list[int],
) -> None:
    async with Database(tmp_path_factory.mktemp("data") / "usage.db") as database:
        books = SqlUsageBooks(database)
        await books.note([a_call(at, channel, model=model) for at, channel, model in made])
        before = await in_all(books, "day", "channel", "model")
        for age in sweeps:
            await books.sweep(timedelta(days=age), NOON)
            assert await in_all(books, "day", "channel", "model") == before
