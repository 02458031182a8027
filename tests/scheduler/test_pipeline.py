"""A model in the place of the writer, over the service's own parts: paid once, and in time."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from adapters.terminal_chat.sender import plain_form
from bot.commands.lines.command import Origin, Services
from bot.commands.lines.dispatch import answer
from bot.editorial.writing.extract import write_brief
from bot.editorial.writing.extractive import ExtractiveWriter
from bot.errors import StoreUnusable
from bot.messages.blocks import Message
from bot.messages.brief import brief_message
from bot.messages.plain import plain
from bot.pipeline.parts import Pipeline
from bot.pipeline.writing import AT_ONCE, written
from bot.settings import Settings
from bot.translator import translator
from bot.values.channels import Schedule
from bot.values.papers import Paper
from bot.values.writing import BriefKey, NotWritten, PaperBrief, TextSource, WritingOrder
from bot.wiring.pipeline import embedded
from bot.wiring.session import session
from scheduler.edition import Day
from scheduler.publishing.first_seen import FirstSeen
from scheduler.publishing.owing import Owing
from scheduler.publishing.publications import PublisherRepositories
from scheduler.publishing.publisher import Publisher
from scheduler.publishing.stored_briefs import StoredBriefs
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.deliveries.owed import SqlOwedPapers
from storage.file.database import DATABASE, Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.earlier import SqlEarlierListings
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.written import SqlWrittenPapers
from tests import values
from tests.patience import PATIENCE
from tests.values import ACCOUNT

FRI = date(2026, 2, 13)
SIX = datetime(2026, 2, 13, 6, tzinfo=UTC)
LABS = ("terminal:one", "terminal:two", "terminal:three")
DAY = tuple(values.paper(number) for number in range(1, 6))
# remembered, and in no brief
OTHER = values.paper(9, title="An Older Paper")


class Stub:
    """A writer that costs something. It gives no text of ``failing``, and keeps those who ask
    for ``slow`` papers until their event; ``begun`` is set when ``expected`` orders wait."""

    name = "stub-7b"
    version = "3"
    costly = True

    def __init__(self, *slow: Paper, failing: tuple[Paper, ...] = (), expected: int = 1) -> None:
        self.slow = {one.id: asyncio.Event() for one in slow}
        self.failing = failing
        self.expected = expected
        self.written: list[str] = []
        self.waiting = 0
        self.most_waiting = 0
        self.begun = asyncio.Event()

    async def write(self, order: WritingOrder) -> Mapping[str, PaperBrief | NotWritten]:
        return {one.id: await self._write(one) for one in order.papers}

    async def _write(self, paper: Paper) -> PaperBrief | NotWritten:
        self.written.append(paper.id)
        if paper.id in self.slow:
            await self._wait(self.slow[paper.id])
        if paper in self.failing:
            return NotWritten("The model said nothing.")
        return by_stub(paper)

    async def _wait(self, event: asyncio.Event) -> None:
        self.waiting += 1
        self.most_waiting = max(self.waiting, self.most_waiting)
        if self.waiting == self.expected:
            self.begun.set()
        await event.wait()
        self.waiting -= 1

    def let_go(self, *papers: Paper) -> None:
        for one in papers:
            self.slow[one.id].set()


def by_stub(paper: Paper) -> PaperBrief:
    source = TextSource("model", "abstract", model=Stub.name)
    return PaperBrief(tldr=told(paper), sources={"tldr": source})


def told(paper: Paper) -> str:
    return f"In short: {paper.title}."


class Nobody:
    async def send(self, message: Message) -> None: ...

    async def refuse(self, message: Message) -> None: ...

    async def progress(self, text: str) -> None: ...

    def needs(self, message: Message) -> int:
        return 1


@dataclass
class Running:
    """The service's publisher and commands, over one pipeline."""

    database: Database
    services: Services
    publisher: Publisher

    async def ask(self, line: str, channel: str = LABS[0]) -> str:
        origin = Origin(channel=channel, person="somebody", proven=True)
        return plain((await answer(line, origin, Nobody(), self.services)).message)


def with_model(writer: Stub, database: Database | None = None) -> Pipeline:
    stored = SqlWrittenPapers(database) if database else None
    return replace(embedded(None, stored), writer=writer, fallback=ExtractiveWriter())


@asynccontextmanager
async def running(settings: Settings, writer: Stub) -> AsyncIterator[Running]:
    path = settings.storage.data / DATABASE
    async with (
        session(settings, settings.storage.data, (), ("cs.CL",), None, None) as services,
        Database(path) as database,
    ):
        pipeline, papers = with_model(writer, database), SqlPaperRepository(database)
        first_seen = FirstSeen(SqlEarlierListings(database))
        repositories = PublisherRepositories(
            SqlChannelRepository(database),
            SqlListingRepository(database),
            SqlLedger(database),
            Owing(SqlOwedPapers(database), papers, pipeline),
            first_seen,
        )
        announcements = SqlAnnouncementRepository(database)
        briefs = StoredBriefs(announcements, papers, pipeline, first_seen=first_seen)
        yield Running(
            database,
            replace(services, pipeline=pipeline, briefs=briefs),
            Publisher(repositories, pipeline, lambda _: plain_form),
        )


async def test_a_paper_is_paid_once_for_briefs_cards_and_restarts(settings: Settings) -> None:
    writer = Stub(OTHER)
    async with running(settings, writer) as first:
        await SqlAnnouncementRepository(first.database).keep([values.listing(*DAY)])
        await SqlPaperRepository(first.database).keep([OTHER])
        for lab in LABS:
            schedule = Schedule(at=time(6), zone="UTC")
            await SqlChannelRepository(first.database).keep(
                values.channel(address=lab, subscribed=True, schedule=schedule)
            )
        assert await first.publisher.publish_due(SIX) == len(LABS)
        sent = await SqlOutbox(first.database).due(SIX, 10)
        assert all(told(one) in each.parts[0].payload for one in DAY for each in sent)
        assert sorted(writer.written) == [one.id for one in DAY]
        assert told(DAY[0]) in await first.ask(f"/paper {DAY[0].id}")
        assert told(DAY[1]) in await first.ask("/brief")
        assert len(writer.written) == len(DAY)
        # a card that two people ask for at once
        cards = [asyncio.ensure_future(first.ask(f"/paper {OTHER.id}", lab)) for lab in LABS[:2]]
        async with asyncio.timeout(PATIENCE):
            await writer.begun.wait()
        writer.let_go(OTHER)
        assert all(told(OTHER) in card for card in await asyncio.gather(*cards))
        assert writer.written.count(OTHER.id) == 1
    again = Stub()
    async with running(settings, again) as second:
        assert told(DAY[0]) in await second.ask(f"/paper {DAY[0].id}")
        assert told(OTHER) in await second.ask(f"/paper {OTHER.id}")
        brief = await second.ask("/brief")
        assert all(told(one) in brief for one in DAY)
        assert again.written == []
        # what another version of the writer wrote does not serve
        again.version = "4"
        assert told(OTHER) in await second.ask(f"/paper {OTHER.id}")
        assert again.written == [OTHER.id]


async def test_a_brief_goes_out_in_time_with_what_is_ready() -> None:
    ready, slow, failing, late = DAY[:4]
    writer = Stub(slow, late, failing=(failing,), expected=2)
    pipeline = replace(with_model(writer), patience=timedelta(seconds=1))
    day = Day([values.listing(*DAY[:4])], pipeline)
    making = asyncio.ensure_future(day.edition(values.channel()))
    async with asyncio.timeout(PATIENCE):
        await writer.begun.wait()
        writer.let_go(slow)
        edition = await making
    texts = {entry.paper: entry.brief for entry in edition.papers}
    assert edition.failed == 0
    assert [texts[one].tldr for one in (ready, slow)] == [told(ready), told(slow)]
    for one, why in ((failing, "The model said nothing."), (late, "It was not ready in time.")):
        assert texts[one].tldr == write_brief(one).tldr
        assert texts[one].outcome("tldr") == "fell back"
        assert texts[one].reasons["tldr"] == why
    text = plain(brief_message(edition, translator("en")))
    assert text.count(" · extractive") == 3
    assert "Written by stub-7b from abstracts; 3 parts, marked “extractive”, are in the" in text


async def test_what_was_late_is_there_for_the_next_who_asks() -> None:
    (late,) = DAY[:1]
    writer = Stub(late)
    pipeline = replace(with_model(writer), patience=timedelta(seconds=0.1))
    day = Day([values.listing(late)], pipeline)
    first = await day.edition(values.channel())
    assert [one.brief.tldr for one in first.papers] == [write_brief(late).tldr]
    writer.let_go(late)
    patient = replace(pipeline, patience=timedelta(seconds=PATIENCE))
    card = (await written([late], "en", patient, ACCOUNT))[late.id]
    assert card == by_stub(late)
    second = await day.edition(values.channel())
    assert [one.brief for one in second.papers] == [card]
    assert writer.written == [late.id]


async def test_papers_are_written_side_by_side_within_a_bound() -> None:
    many = tuple(values.paper(number) for number in range(1, 3 * AT_ONCE))
    writer = Stub(*many, expected=AT_ONCE)
    making = asyncio.ensure_future(written(many, "en", with_model(writer), ACCOUNT))
    async with asyncio.timeout(PATIENCE):
        await writer.begun.wait()
        writer.let_go(*many)
        made = await making
    assert made.keys() == {one.id for one in many}
    assert writer.most_waiting == AT_ONCE


async def test_who_asks_later_has_the_time_of_the_later_order() -> None:
    """What an earlier order could not begin in its time is begun by a later one."""
    *held, last = (values.paper(number) for number in range(1, AT_ONCE + 2))
    writer = Stub(*held, expected=AT_ONCE)
    moment = SIX
    pipeline = replace(with_model(writer), clock=lambda: moment)
    brief = asyncio.ensure_future(written((*held, last), "en", pipeline, ACCOUNT))
    async with asyncio.timeout(PATIENCE):
        await writer.begun.wait()
        moment += pipeline.patience
        card = asyncio.ensure_future(written([last], "en", pipeline, ACCOUNT))
        await asyncio.sleep(0.01)
        moment += timedelta(seconds=1)
        writer.let_go(*held)
        assert (await card)[last.id] == by_stub(last)
        await brief


async def test_without_a_fallback_a_failure_is_a_value() -> None:
    writer = Stub(failing=(DAY[0],))
    pipeline = replace(with_model(writer), fallback=None)
    made = await written(DAY[:2], "en", pipeline, ACCOUNT)
    assert made[DAY[0].id] == NotWritten("The model said nothing.")
    assert isinstance(made[DAY[1].id], PaperBrief)
    edition = await Day([values.listing(*DAY[:2])], pipeline).edition(values.channel())
    assert (edition.failed, [one.paper for one in edition.papers]) == (1, [DAY[1]])


class Broken:
    """A store that cannot be read."""

    async def get(self, keys: Sequence[BriefKey]) -> Mapping[BriefKey, PaperBrief]:
        raise StoreUnusable("The database cannot be read.")

    async def keep(self, briefs: Mapping[BriefKey, PaperBrief], made_at: datetime) -> None:
        raise StoreUnusable("The database cannot be written.")


class Full(Broken):
    """A store that can be read, and takes nothing more."""

    async def get(self, keys: Sequence[BriefKey]) -> Mapping[BriefKey, PaperBrief]:
        return {}


async def test_what_was_paid_for_is_given_out_where_the_store_is_full() -> None:
    writer = Stub()
    pipeline = replace(with_model(writer), stored=Full())
    for _ in range(2):
        assert (await written(DAY[:1], "en", pipeline, ACCOUNT))[DAY[0].id] == by_stub(DAY[0])
    assert writer.written == [DAY[0].id]


async def test_a_store_that_fails_is_not_a_failure_of_the_writer() -> None:
    pipeline = replace(with_model(Stub()), stored=Broken())
    with pytest.raises(StoreUnusable):
        await written(DAY, "en", pipeline, ACCOUNT)


@pytest.mark.parametrize("path", ["/paper", "/why"])
async def test_a_card_costs_nothing_where_nothing_is_written(settings: Settings, path: str) -> None:
    """Only a card is written: why a paper was chosen is told without its text."""
    writer = Stub()
    async with running(settings, writer) as service:
        await SqlAnnouncementRepository(service.database).keep([values.listing(*DAY)])
        await service.ask(f"{path} {DAY[0].id}")
    assert writer.written == ([DAY[0].id] if path == "/paper" else [])
