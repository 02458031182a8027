"""What is due is stored: whole, once, in order, and one channel at a time. On a real store."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from adapters.terminal_chat.sender import plain_form
from bot.editorial.choosing.liked import Liking, liking
from bot.editorial.writing.extractive import ExtractiveWriter
from bot.pipeline.parts import Pipeline
from bot.translator import Translator
from bot.values.channels import Channel, Manner, Schedule
from bot.values.deliveries import Delivered, Progress
from bot.values.editions import Edition
from bot.values.listings import Listing, ListingState
from bot.values.writing import PaperBrief, WritingOrder
from bot.wiring.pipeline import embedded
from scheduler.publishing.first_seen import FirstSeen
from scheduler.publishing.owing import Owing
from scheduler.publishing.publications import EditionForm, PublisherRepositories
from scheduler.publishing.publisher import Publisher
from storage.channels.channels import SqlChannelRepository
from storage.channels.membership import SqlMembership
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.deliveries.owed import SqlOwedPapers
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.earlier import SqlEarlierListings
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from tests import values

WED, THU, FRI, MON = (date(2026, 2, number) for number in (11, 12, 13, 16))
AT_SIX = Schedule(at=time(6), zone="UTC")


def six(day: date) -> datetime:
    """An hour after the feeds of that day."""
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


class Shop:
    """A publisher over a store; ``watched`` is what the watch stores meanwhile: ``before`` the
    publisher reads its listings, or just after."""

    def __init__(self, database: Database) -> None:
        self.announcements = SqlAnnouncementRepository(database)
        self.channels = SqlChannelRepository(database)
        self.ledger = SqlLedger(database)
        self.outbox = SqlOutbox(database)
        self.membership = SqlMembership(database)
        self.listings = _Watched(database, self)
        self.owed = SqlOwedPapers(database)
        self.papers = SqlPaperRepository(database)
        self.first_seen = FirstSeen(SqlEarlierListings(database))
        self.watched: list[Listing] = []
        self.before = False
        self.publisher = self.with_form(plain_form)

    def with_form(self, form: EditionForm) -> Publisher:
        return self.publisher_over(embedded(None), form)

    def publisher_over(self, pipeline: Pipeline, form: EditionForm = plain_form) -> Publisher:
        owing = Owing(self.owed, self.papers, pipeline)
        repositories = PublisherRepositories(
            self.channels, self.listings, self.ledger, owing, self.first_seen
        )
        return Publisher(repositories, pipeline, lambda channel: form)

    async def subscribe(self, name: str = "lab", **parts: object) -> Channel:
        usual = {"address": f"terminal:{name}", "subscribed": True, "schedule": AT_SIX}
        channel = values.channel(**(usual | parts))
        await self.channels.keep(channel)
        return channel

    async def announce(self, day: date, *numbers: int, category: str = "cs.CL") -> None:
        await self.announcements.keep([a_listing(day, *numbers, category=category)])

    async def waiting(self, name: str = "lab") -> list[str]:
        """The texts that wait for a channel, oldest first; they count as sent then."""
        texts = []
        while found := await self._next(name):
            texts.append(found)
        return texts

    async def _next(self, name: str) -> str | None:
        for delivery in await self.outbox.due(datetime(2027, 1, 1, tzinfo=UTC), 100):
            if delivery.channel == f"terminal:{name}":
                for part in delivery.parts:
                    await self.outbox.settle(delivery.id, part.number, Delivered(), six(FRI))
                return delivery.parts[0].payload
        return None

    async def progress(self, name: str = "lab") -> Progress:
        return (await self.ledger.progress([f"terminal:{name}"]))[f"terminal:{name}"]


class _Watched(SqlListingRepository):
    """The real repository, with a watch that stores something around the first reading."""

    def __init__(self, database: Database, shop: Shop) -> None:
        super().__init__(database)
        self._shop = shop

    async def between(
        self, first: date, last: date, categories: Sequence[str], *, outlines: bool = False
    ) -> Sequence[Listing]:
        stored, self._shop.watched = self._shop.watched, []
        if self._shop.before:
            await self._shop.announcements.keep(stored)
        found = await super().between(first, last, categories, outlines=outlines)
        await self._shop.announcements.keep(stored)
        return found


def a_listing(day: date, *numbers: int, category: str = "cs.CL") -> Listing:
    papers = (replace(values.paper(number), categories=(category,)) for number in numbers)
    return values.listing(*papers, category=category, date=day)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield Shop(database)


async def test_a_brief_is_published_once(shop: Shop) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1, 2)
    assert await shop.publisher.publish_due(six(WED)) == 1
    assert await shop.publisher.publish_due(six(WED)) == 0
    (text,) = await shop.waiting()
    assert "2 announced" in text
    assert (await shop.progress()).covered == WED


async def test_nobody_subscribed_is_nothing_to_do(shop: Shop) -> None:
    await shop.subscribe(subscribed=False)
    await shop.announce(WED, 1)
    assert await shop.publisher.publish_due(six(WED)) == 0


async def test_each_missed_day_is_a_brief_of_its_own_in_order(shop: Shop) -> None:
    await shop.subscribe(schedule=replace(AT_SIX, missed="each"))
    await shop.announce(WED, 1)
    await shop.publisher.publish_due(six(WED))
    await shop.announce(THU, 2)
    await shop.announce(FRI, 3)
    assert await shop.publisher.publish_due(six(FRI)) == 2
    titles = [text.partition("\n")[0] for text in await shop.waiting()]
    assert [title.rpartition(" · ")[2] for title in titles] == [
        "Wed 11 Feb 2026",
        "Thu 12 Feb 2026",
        "Fri 13 Feb 2026",
    ]


@pytest.mark.parametrize("before", [True, False])
async def test_what_the_watch_stores_meanwhile_counts_once(shop: Shop, before: bool) -> None:
    """Read in this brief or late in the next: never in both, never in none."""
    shop.before = before
    await shop.subscribe(categories=("cs.CL", "cs.LG"))
    await shop.announce(WED, 1, 2)
    shop.watched = [a_listing(WED, 3, 4, 5, category="cs.LG")]
    await shop.publisher.publish_due(six(WED))
    await shop.announce(THU, 6)
    await shop.publisher.publish_due(six(THU))
    texts = await shop.waiting()
    shown = [number for number in range(1, 7) for text in texts if f"2602.9000{number}v1" in text]
    assert shown == [1, 2, 3, 4, 5, 6]
    announced = [int(text.split("\n\n")[1].split()[0]) for text in texts]
    assert sum(announced) == 6
    assert not any("shown before" in text for text in texts)


async def test_what_comes_between_two_passes_is_late_for_every_channel(shop: Shop) -> None:
    for name in ("a", "b"):
        await shop.subscribe(name)
    await shop.announce(WED, 1)
    await shop.publisher.publish_due(six(WED))
    await shop.announce(WED, 1, 2)
    await shop.announce(THU, 3)
    await shop.publisher.publish_due(six(THU))
    for name in ("a", "b"):
        _, text = await shop.waiting(name)
        assert "2 announced" in text
        assert "2602.90002v1" in text


async def test_a_channel_that_fails_takes_no_other_down_and_is_tried_again(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("a", "b", "c"):
        await shop.subscribe(name)
    await shop.announce(WED, 1)

    def broken(edition: Edition, say: Translator, manner: Manner) -> tuple[str, ...]:
        if edition.channel == "terminal:b":
            raise ZeroDivisionError
        return plain_form(edition, say, manner)

    assert await shop.with_form(broken).publish_due(six(WED)) == 2
    (line,) = [record for record in caplog.records if record.message == "channel_not_served"]
    assert line.__dict__["channel"] == "terminal:b"
    assert await shop.publisher.publish_due(six(WED)) == 1
    assert len(await shop.waiting("b")) == 1


async def test_a_stop_ends_it_between_two_channels(shop: Shop) -> None:
    stop = asyncio.Event()
    for name in ("a", "b", "c"):
        await shop.subscribe(name)
    await shop.announce(WED, 1)

    def stopping(edition: Edition, say: Translator, manner: Manner) -> tuple[str, ...]:
        stop.set()
        return plain_form(edition, say, manner)

    assert await shop.with_form(stopping).publish_due(six(WED), stop) == 1
    assert await shop.publisher.publish_due(six(WED), stop) == 0
    assert await shop.publisher.publish_due(six(WED)) == 2


async def test_a_stop_ends_the_choosing_for_many_channels_too(shop: Shop) -> None:
    stop, chosen_for = asyncio.Event(), []
    for name in ("a", "b", "c"):
        await shop.subscribe(name)
    await shop.announce(WED, 1)

    async def likes(channel: str) -> Liking:
        chosen_for.append(channel)
        stop.set()
        return liking([])

    publisher = shop.publisher_over(replace(embedded(None), likes=likes))
    assert await publisher.publish_due(six(WED), stop) == 0
    assert len(chosen_for) == 1
    assert await shop.publisher.publish_due(six(WED)) == 3


async def test_papers_of_many_channels_are_written_in_a_row_before_the_first_brief(
    shop: Shop,
) -> None:
    done: list[str] = []

    class TellingWriter(ExtractiveWriter):
        async def write(self, order: WritingOrder) -> Mapping[str, PaperBrief]:
            done.extend(one.id for one in order.papers)
            return await super().write(order)

    def form(edition: Edition, say: Translator, manner: Manner) -> tuple[str, ...]:
        done.append(edition.channel)
        return plain_form(edition, say, manner)

    await shop.subscribe("a", categories=("cs.CL",))
    await shop.subscribe("b", categories=("cs.CV",))
    await shop.announce(WED, 1)
    await shop.announce(WED, 2, category="cs.CV")
    publisher = shop.publisher_over(replace(embedded(None), writer=TellingWriter()), form)
    assert await publisher.publish_due(six(WED)) == 2
    assert sorted(done[:2]) == [values.paper(1).id, values.paper(2).id]
    assert done[2:] == ["terminal:a", "terminal:b"]


async def test_out_of_reach_is_told_once_and_its_papers_follow(shop: Shop) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.publisher.publish_due(six(WED))
    lost = Listing(category="cs.CL", date=THU, state=ListingState.UNREACHABLE)
    await shop.announcements.keep([lost])
    assert await shop.publisher.publish_due(six(THU)) == 1
    assert await shop.publisher.publish_due(six(THU)) == 0
    await shop.announce(THU, 2)
    assert await shop.publisher.publish_due(six(THU)) == 1
    _, sorry, brief = await shop.waiting()
    assert "could not be reached for the announcement of Thu 12 Feb 2026" in sorry
    assert "2602.90002v1" in brief


async def nothing_was_announced(shop: Shop, *late: int) -> Sequence[Edition]:
    """Wednesday's brief, and what Thursday without papers comes to; ``late`` are Wednesday's."""
    await shop.subscribe(categories=("cs.CL", "cs.CV"))
    await shop.announce(WED, 1)
    await shop.announce(WED, 2, category="cs.CV")
    await shop.publisher.publish_due(six(WED))
    if late:
        await shop.announce(WED, *late)
    # papers of a channel that asks for something else: the day is no holiday
    await shop.subscribe("other", categories=("cs.LG",))
    await shop.announce(THU, 9, category="cs.LG")
    made = list[Edition]()

    def form(edition: Edition, say: Translator, manner: Manner) -> tuple[str, ...]:
        if edition.channel == "terminal:lab":
            made.append(edition)
        return plain_form(edition, say, manner)

    for name in ("cs.CL", "cs.CV"):
        empty = Listing(category=name, date=THU, state=ListingState.EMPTY)
        await shop.announcements.keep([empty])
    await shop.with_form(form).publish_due(six(THU))
    return made


async def test_a_day_without_papers_is_told_in_one_sentence(shop: Shop) -> None:
    (edition,) = await nothing_was_announced(shop)
    counts = edition.announcement.categories
    assert {one.state for one in counts.values()} == {ListingState.EMPTY}
    assert (edition.announcement.dates, edition.announcement.basis) == ((), "announced")
    _, told = await shop.waiting()
    assert told.count("nothing was announced in your categories") == 1
    assert "no listing" not in told
    assert "nothing announced" not in told


async def test_a_day_without_papers_and_late_ones_calls_no_category_out_of_reach(
    shop: Shop,
) -> None:
    (edition,) = await nothing_was_announced(shop, 1, 3)
    states = {name: one.state for name, one in edition.announcement.categories.items()}
    assert states == {"cs.CL": ListingState.FRESH, "cs.CV": ListingState.EMPTY}
    _, told = await shop.waiting()
    assert "On Thu 12 Feb 2026 nothing was announced in your categories." in told
    assert "2602.90003v1" in told
    assert "no listing" not in told


async def test_out_of_reach_and_then_no_papers_are_told_once_each(shop: Shop) -> None:
    await shop.subscribe(schedule=replace(AT_SIX, missed="each"))
    await shop.announce(WED, 1)
    await shop.publisher.publish_due(six(WED))
    await shop.subscribe("other", categories=("cs.LG",))
    await shop.announce(FRI, 9, category="cs.LG")
    await shop.announce(MON, 2)
    for day, state in ((THU, ListingState.UNREACHABLE), (FRI, ListingState.EMPTY)):
        await shop.announcements.keep([Listing(category="cs.CL", date=day, state=state)])
    await shop.publisher.publish_due(six(MON))
    _, told, brief = await shop.waiting()
    assert "The announcement of Thu 12 Feb 2026 could not be fetched" in told
    assert "On Fri 13 Feb 2026 nothing was announced in your categories." in told
    assert "no listing" not in told
    assert "2602.90002v1" in brief


async def test_a_channel_that_is_removed_meanwhile_is_left_alone(shop: Shop) -> None:
    channel = await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.publisher.publish_due(six(WED))
    await shop.channels.remove(channel.address)
    assert await shop.publisher.publish_due(six(WED)) == 0
    assert await shop.outbox.waiting() == {}
