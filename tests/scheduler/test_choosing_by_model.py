"""Briefs chosen with a model: whoever asks first pays, and what failed is asked again."""

import asyncio
from dataclasses import replace

from bot.errors import ModelDenied, ModelUnreachable
from bot.pipeline.memo import Memo
from bot.pipeline.model.settings import ChoosingSettings
from bot.pipeline.parts import Pipeline
from bot.ports.measuring import Unmeasured
from bot.values.channels import Channel
from bot.values.listings import AnnounceType, ListedPaper, Listing
from bot.values.model import Account, ModelAnswer, ModelRequest
from bot.values.topics import Topic
from bot.wiring.choosing import chosen_by
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests.bot.pipeline.model_parts import ScriptedModel, keys_of, scores
from tests.values import channel, listing, paper

PEBBLES = Topic(name="Pebbles", description="sorting pebbles")
SPORT = paper(1, title="Sorting pebbles for sport", abstract="Pebbles are sorted for sport.")
SOUND = paper(2, title="Sorting pebbles by sound", abstract="Pebbles are sorted by sound.")
LISTING = listing(SPORT, SOUND)
ONE = channel(topics=(PEBBLES,))
TWO = channel(address="terminal:two", topics=(PEBBLES,))


def pipeline_with(model: ScriptedModel | None) -> Pipeline:
    plain = replace(embedded(None), memo=Memo())
    return chosen_by(model, None, plain, ChoosingSettings(), None, Unmeasured())


async def shown(day: Day, one: Channel) -> list[str]:
    return [each.announced.paper.id for each in (await day.edition(one)).papers]


def relevances() -> ScriptedModel:
    return ScriptedModel(scores(sound=95, sport=5))


async def test_without_a_model_nothing_is_put_in_its_place() -> None:
    assert pipeline_with(None).cascade is None
    off = ChoosingSettings.model_validate({"PAPERBRIEF_MODEL_SHORT_LIST": 0})
    model = relevances()
    pipeline = chosen_by(model, None, embedded(None), off, None, Unmeasured())
    plain = await Day([LISTING], pipeline_with(None)).edition(ONE)
    assert await Day([LISTING], pipeline).edition(ONE) == plain
    assert model.asked == []


async def test_channels_that_want_the_same_pay_for_it_once() -> None:
    model = relevances()
    pipeline = pipeline_with(model)
    day = Day([LISTING], pipeline)
    assert await shown(day, ONE) == await shown(day, TWO) == [SOUND.id]
    # another day with the same papers, and another channel with another number of papers
    again = Day([LISTING], pipeline)
    assert await shown(again, replace(TWO, top=3)) == [SOUND.id]
    assert len(model.asked) == 1
    assert model.accounts == [Account(ONE.address)]


async def test_a_new_version_of_an_old_paper_is_not_judged() -> None:
    model = relevances()
    replaced = Listing(
        category="cs.CL",
        date=LISTING.date,
        items=(
            ListedPaper(SOUND, AnnounceType.NEW),
            ListedPaper(SPORT, AnnounceType.REPLACE),
        ),
    )
    await shown(Day([replaced], pipeline_with(model)), ONE)
    assert [list(keys_of(one).values()) for one in model.asked] == [[SOUND.title]]


async def test_what_could_not_be_judged_is_judged_for_the_next_who_asks() -> None:
    away = True
    judge = scores(sound=95, sport=5)
    model = ScriptedModel(lambda one: ModelUnreachable("No answer.") if away else judge(one))
    day = Day([LISTING], pipeline_with(model))
    plain = await Day([LISTING], pipeline_with(None)).edition(ONE)
    assert await day.edition(ONE) == plain
    away = False
    assert await shown(day, ONE) == [SOUND.id]


async def test_a_channel_without_a_budget_has_what_others_paid_for_and_spoils_nothing() -> None:
    class Paid(ScriptedModel):
        async def ask(self, request: ModelRequest, account: Account) -> ModelAnswer:
            if account.channel == ONE.address:
                raise ModelDenied("This channel has no budget.")
            return await super().ask(request, account)

    day = Day([LISTING], pipeline_with(Paid(scores(sound=95, sport=5))))
    plain = await Day([LISTING], pipeline_with(None)).edition(ONE)
    assert await day.edition(ONE) == plain
    assert await shown(day, TWO) == [SOUND.id]
    assert await shown(day, ONE) == [SOUND.id]


async def test_a_choice_that_another_could_not_pay_is_made_again_for_who_can() -> None:
    class Paid(ScriptedModel):
        async def ask(self, request: ModelRequest, account: Account) -> ModelAnswer:
            # who wants the same waits for this choice by now
            await asyncio.sleep(0.01)
            if account.channel == ONE.address:
                raise ModelDenied("This channel has no budget.")
            return await super().ask(request, account)

    day = Day([LISTING], pipeline_with(Paid(scores(sound=95, sport=5))))
    poor, rich = await asyncio.gather(day.select(ONE), day.select(TWO))
    assert not poor.settled
    assert rich.settled
    assert [one.announced.paper.id for one in rich.shown] == [SOUND.id]


async def test_who_asks_for_a_brief_pays_for_it_beside_their_channel() -> None:
    model = relevances()
    await Day([LISTING], pipeline_with(model)).edition(ONE, person="terminal:ada")
    assert set(model.accounts) == {Account(ONE.address, "terminal:ada")}
