"""An analysis is made once for all who ask, kept, and replaced where no model can write it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable
from bot.pipeline.failures import AWAY, UNUSABLE
from bot.pipeline.reading.analysing import (
    LATE,
    AnalysisDesk,
    Wanted,
    analysed,
    older_analysis,
)
from bot.spending import Refusal
from bot.values.analyses import Reading
from bot.values.full_texts import Defect
from bot.values.model import Account, ModelAnswer, ModelRequest
from bot.wiring.analysing import analysis_desk
from storage.file.database import Database
from tests.analysing_model import faithful
from tests.bot.pipeline.model_parts import ScriptedModel
from tests.full_text_samples import full_text, paper

NOW = datetime(2026, 2, 13, 8, tzinfo=UTC)


class SlowModel(ScriptedModel):
    """Answers once it is let go."""

    def __init__(self) -> None:
        super().__init__(faithful)
        self.asked_for, self.let_go = asyncio.Event(), asyncio.Event()

    async def ask(self, request: ModelRequest, account: Account) -> ModelAnswer:
        self.asked_for.set()
        await self.let_go.wait()
        return await super().ask(request, account)


def wanted(person: str = "telegram:user/2", **changes: Any) -> Wanted:
    fields: dict[str, Any] = {
        "paper": paper(),
        "text": full_text(),
        "language": "en",
        "account": Account("telegram:1", person),
    }
    return Wanted(**(fields | changes))


def desk(model: ScriptedModel | None, **changes: Any) -> AnalysisDesk:
    return replace(analysis_desk(model, lambda: NOW), **changes)


async def test_five_who_ask_at_once_wait_for_one_analysis_and_hear_how_far_it_is() -> None:
    model, heard = SlowModel(), [list[Reading]() for _ in range(5)]
    at = desk(model)
    asking = [
        asyncio.create_task(analysed(wanted(f"telegram:user/{n}", report=each.append), at))
        for n, each in enumerate(heard)
    ]
    await model.asked_for.wait()
    model.let_go.set()
    made = await asyncio.gather(*asking)
    assert [one.name for one in model.asked] == ["analysis"]
    assert len({id(one) for one in made}) == 1
    assert all(each[-1].done == each[-1].total == 1 for each in heard)
    assert at.heard == {}


async def test_it_is_kept_for_those_who_ask_after_a_restart(tmp_path: Path) -> None:
    model = ScriptedModel(faithful)
    made = []
    for _ in range(2):
        async with Database(tmp_path / "a.sqlite") as database:
            made.append(await analysed(wanted(), analysis_desk(model, lambda: NOW, database)))
    assert len(model.asked) == 1
    assert made[0] == made[1]


async def test_another_version_and_another_language_are_other_analyses() -> None:
    model = ScriptedModel(faithful)
    at = desk(model)
    for one in (
        wanted(),
        wanted(text=full_text(version=2)),
        wanted(text=full_text(made_from="html")),
    ):
        await analysed(one, at)
        await analysed(one, at)
    assert len(model.asked) == 3


async def test_what_may_be_read_better_soon_is_not_kept() -> None:
    model = ScriptedModel(faithful)
    at, text = desk(model), full_text(defects=(Defect("unreachable", "html"),))
    await analysed(wanted(text=text), at)
    await analysed(wanted(text=text), at)
    assert len(model.asked) == 2


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ModelUnreachable("503 of model.example"), AWAY),
        (AnswerUnusable("not JSON"), UNUSABLE),
        (ModelDenied(Refusal.NOT_OPEN.value), Refusal.NOT_OPEN.value),
    ],
)
async def test_a_model_that_fails_is_replaced_with_the_reason(error: Exception, told: str) -> None:
    at = desk(ScriptedModel(lambda _: error))
    analysis = await analysed(wanted(), at)
    assert analysis.model is None
    assert analysis.reasons["writer"] == told
    assert analysis.parts["limits"][0].own


async def test_who_may_not_spend_gets_the_authors_words_and_the_next_one_the_models() -> None:
    model = ScriptedModel(faithful)

    async def refusal(account: Account) -> str | None:
        return Refusal.NOT_OPEN.value if account.person == "telegram:user/9" else None

    at = desk(model, refusal=refusal)
    poor, rich = await asyncio.gather(
        analysed(wanted("telegram:user/9"), at), analysed(wanted("telegram:user/2"), at)
    )
    assert (poor.model, poor.reasons["writer"]) == (None, Refusal.NOT_OPEN.value)
    assert rich.model == "scripted"
    # what somebody else has paid for is free
    assert (await analysed(wanted("telegram:user/9"), at)).model == "scripted"


async def test_who_cannot_wait_gets_the_authors_words_and_the_analysis_goes_on() -> None:
    model = SlowModel()
    at = desk(model, patience=timedelta(0))
    first = await analysed(wanted(), at)
    assert (first.model, first.reasons["writer"]) == (None, LATE)
    await model.asked_for.wait()
    model.let_go.set()
    patient = replace(at, patience=timedelta(minutes=1))
    assert (await analysed(wanted(), patient)).model == "scripted"
    assert len(model.asked) == 1


async def test_without_a_model_the_authors_words_are_no_replacement() -> None:
    analysis = await analysed(wanted(), desk(None))
    assert analysis.model is None
    assert "writer" not in analysis.reasons


async def test_what_is_new_is_told_beside_the_version_before() -> None:
    commented = paper(version=2, comments="v2: wood kilns added")
    text = full_text(version=2)
    analysis = await analysed(wanted(paper=commented, text=text, before=full_text()), desk(None))
    assert [one.text for one in analysis.changed] == ["v2: wood kilns added."]


async def test_an_analysis_of_an_older_version_is_known_to_be_out_of_date(tmp_path: Path) -> None:
    async with Database(tmp_path / "a.sqlite") as database:
        at = analysis_desk(None, lambda: NOW, database)
        assert await older_analysis(paper(), "en", at) is None
        await analysed(wanted(), at)
        assert await older_analysis(paper(), "en", at) is None
        older = await older_analysis(paper(version=2), "en", at)
        assert older is not None
        assert older.version == 1
        assert await older_analysis(paper(version=2), "de", at) is None
