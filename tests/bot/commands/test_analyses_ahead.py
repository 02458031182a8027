"""Deep analyses made after a brief, before anybody asks: in order, within bounds, paid here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest

from bot.commands.analyses.ahead import AnalysesAhead
from bot.commands.analyses.making import shown_analysis
from bot.commands.lines.command import ReadingServices
from bot.pipeline.memo import Memo
from bot.pipeline.reading.texts import FullTexts
from bot.ports.full_texts import FullTextSource
from bot.settings import Settings
from bot.values.channels import Channel
from bot.values.editions import Edition
from bot.values.full_texts import FullText
from bot.values.model import Account, ModelAnswer, ModelRequest
from bot.values.papers import Paper
from bot.wiring.analysing import analysis_desk
from bot.wiring.session import session
from storage.channels.channels import SqlChannelRepository
from storage.file.database import Database
from tests import values
from tests.analysing_model import faithful
from tests.bot.commands.test_bilingual import kept, with_model
from tests.bot.commands.test_commands import StrictRights, Talk, with_rights
from tests.bot.commands.test_costs import Desk
from tests.bot.commands.test_costs import desk as desk
from tests.bot.pipeline.model_parts import ScriptedModel
from tests.full_text_samples import full_text, paper
from tests.patience import PATIENCE

NOW = datetime(2026, 2, 13, 8, tzinfo=UTC)
PAPERS = tuple(paper(id=f"2602.0123{number}") for number in range(1, 4))
WANTS = values.channel(analyses=True)


class Texts:
    """A text for each paper; of ``bare`` ones there is the abstract alone."""

    def __init__(self, bare: tuple[str, ...] = ()) -> None:
        self.bare = bare
        self.read_of: list[str] = []

    async def read(self, paper: Paper) -> FullText:
        self.read_of.append(paper.id)
        made = full_text(paper_id=paper.id)
        return replace(made, made_from="abstract") if paper.id in self.bare else made


class CountingModel(ScriptedModel):
    """Tells how many questions were under way at most, and once ``goal`` analyses were asked."""

    def __init__(self, goal: int) -> None:
        super().__init__(faithful)
        self.goal, self.reached = goal, asyncio.Event()
        self.most = self._now = 0

    async def ask(self, request: ModelRequest, account: Account) -> ModelAnswer:
        self._now += 1
        self.most = max(self.most, self._now)
        await asyncio.sleep(0)
        try:
            return await super().ask(request, account)
        finally:
            self._now -= 1
            if self.analyses >= self.goal:
                self.reached.set()

    @property
    def analyses(self) -> int:
        return sum(each.name == "analysis" for each in self.asked)


def edition(*papers: Paper) -> Edition:
    entries = tuple(values.entry(at, one) for at, one in enumerate(papers, 1))
    return values.edition(papers=entries)


class Room:
    """The queue over a real store, with texts of its own and a model."""

    def __init__(self, talk: Talk, model: CountingModel, texts: Texts, most: int = 300) -> None:
        assert talk.services.reading is not None
        self.services, self.texts = talk.services, texts
        self.ahead = AnalysesAhead(most)
        self.idle = asyncio.Event()
        self.idle.set()
        self.refusal: str | None = None
        self.refused = asyncio.Event()
        desk = analysis_desk(model, lambda: NOW, refusal=self._why_not)
        source = FullTexts(cast("FullTextSource", texts), None, Memo(), lambda: NOW)
        self.reading = ReadingServices(source, desk, talk.services.reading.readers)

    async def _why_not(self, account: Account) -> str | None:
        if self.refusal:
            self.refused.set()
        return self.refusal

    @asynccontextmanager
    async def running(self) -> AsyncIterator["asyncio.Task[None]"]:
        task = asyncio.ensure_future(
            self.ahead.run(self.services, self.reading, lambda: _true(self.idle))
        )
        try:
            async with asyncio.timeout(PATIENCE):
                yield task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _true(event: asyncio.Event) -> None:
    await event.wait()


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    listings = (values.listing(*PAPERS),)
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        yield Talk(with_rights(opened, StrictRights()))


async def test_what_a_brief_shows_is_analysed_one_by_one_and_there_when_somebody_asks(
    talk: Talk,
) -> None:
    model, texts = CountingModel(goal=3), Texts()
    room = Room(talk, model, texts)
    async with room.running():
        room.ahead.published(WANTS, edition(*PAPERS))
        await model.reached.wait()
        asked = len(model.asked)
        shown = await shown_analysis(
            PAPERS[2], "en", Account("terminal:main", "ada"), room.services, room.reading
        )
    assert texts.read_of == [each.id for each in PAPERS]
    assert model.most == 1
    assert {*model.accounts} == {Account("terminal:main")}
    assert shown.analysis.model == "scripted"
    # the last may have been repaired meanwhile, and nobody paid for it twice
    assert model.analyses == 3
    assert len(model.asked) - asked <= 1


async def test_a_channel_that_has_not_asked_for_it_gets_none(talk: Talk) -> None:
    model, texts = CountingModel(goal=1), Texts()
    room = Room(talk, model, texts)
    async with room.running():
        room.ahead.published(values.channel(address="terminal:other"), edition(*PAPERS))
        room.ahead.published(WANTS, edition(PAPERS[2]))
        await model.reached.wait()
    assert texts.read_of == [PAPERS[2].id]


async def test_none_begins_while_a_brief_is_being_assembled(talk: Talk) -> None:
    model, texts = CountingModel(goal=1), Texts()
    room = Room(talk, model, texts)
    room.idle.clear()
    async with room.running():
        room.ahead.published(WANTS, edition(PAPERS[0]))
        for _ in range(50):
            await asyncio.sleep(0)
        assert not texts.read_of
        room.idle.set()
        await model.reached.wait()
    assert texts.read_of == [PAPERS[0].id]


async def test_of_more_than_fit_into_the_queue_the_first_are_made(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    model, texts = CountingModel(goal=2), Texts()
    room = Room(talk, model, texts, most=2)
    room.ahead.published(WANTS, edition(*PAPERS))
    assert [each.message for each in caplog.records] == ["analyses_left"]
    async with room.running():
        await model.reached.wait()
    assert texts.read_of == [each.id for each in PAPERS[:2]]


async def test_nothing_is_paid_for_an_abstract_and_what_fails_stops_no_other(talk: Talk) -> None:
    model, texts = CountingModel(goal=1), Texts(bare=(PAPERS[0].id,))
    room = Room(talk, model, texts)
    async with room.running():
        room.ahead.published(WANTS, edition(*PAPERS[:2]))
        await model.reached.wait()
    assert texts.read_of == [each.id for each in PAPERS[:2]]
    assert model.analyses == 1


async def test_a_stop_in_the_middle_ends_it_at_once_and_begins_no_other(talk: Talk) -> None:
    model, texts = CountingModel(goal=1), Texts()
    room = Room(talk, model, texts)
    async with room.running() as task:
        room.ahead.published(WANTS, edition(*PAPERS))
        await model.reached.wait()
        task.cancel()
        await asyncio.wait({task})
    assert task.cancelled()
    assert model.analyses == 1
    assert texts.read_of == [PAPERS[0].id]


async def test_a_budget_that_is_used_up_is_kept_to(talk: Talk) -> None:
    model, texts = CountingModel(goal=1), Texts()
    room = Room(talk, model, texts)
    room.refusal = "Used up."
    room.ahead.published(WANTS, edition(PAPERS[0]))
    async with room.running():
        await room.refused.wait()
        shown = await shown_analysis(
            PAPERS[0], "en", Account("terminal:main"), room.services, room.reading
        )
    assert not model.asked
    assert shown.analysis.reasons["writer"] == "Used up."


# -- the setting -------------------------------------------------------------------------------


async def test_it_is_off_until_an_owner_switches_it_on(talk: Talk) -> None:
    with_model(talk)
    label = "Deep analyses ahead of time"
    assert f"{label}: off" in await talk.say("/settings")
    assert f"{label}: on" in await talk.say("/settings analyses on")
    assert (await kept(talk)).analyses
    assert f"{label}: off" in await talk.say("/settings analyses off")
    assert not (await kept(talk)).analyses
    assert "It takes on or off." in await talk.say("/settings analyses sometimes")


async def test_the_settings_say_what_it_costs_before_and_after(desk: Desk) -> None:
    desk.open_to("*")
    label = "Deep analyses ahead of time"
    # 14,000 tokens read and 3,000 written, at 1 and 10 euros a million
    assert await desk.row(label, "/settings") == (
        "off; on, each paper of a brief would cost about €0.044 (17,000 tokens)"
    )
    told = await desk.row(label, "/settings analyses on")
    assert told.startswith("on; about €0.044 (17,000 tokens) for each of up to 10 papers")
    assert told.endswith("out of this channel's budget")


async def test_it_is_kept_in_the_store(settings: Settings) -> None:
    settings.storage.data.mkdir(parents=True)
    async with Database(settings.storage.data / "kept.sqlite") as database:
        channels = SqlChannelRepository(database)
        both: tuple[Channel, ...] = (WANTS, values.channel(address="terminal:other"))
        for each in both:
            await channels.keep(each)
        assert [each.analyses for each in await channels.every()] == [True, False]
