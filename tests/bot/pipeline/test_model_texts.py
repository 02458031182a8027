"""What a model writes is checked, asked for once again, and replaced where it does not hold."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.editorial.writing.extract import write_brief
from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable
from bot.pipeline.failures import AWAY, NOT_LET_IN, UNUSABLE
from bot.pipeline.model.writer import FAILED, LEFT_OUT, TOGETHER
from bot.pipeline.parts import Pipeline
from bot.pipeline.writing import written
from bot.spending import Refusal
from bot.values.model import Account, ModelRequest
from bot.values.papers import Paper
from bot.values.writing import PaperBrief, TextSource
from bot.wiring.model import written_by
from bot.wiring.pipeline import embedded
from tests import values
from tests.scripted_model import Answer, ScriptedModel, perfect, records
from tests.values import ACCOUNT

MODEL = TextSource("model", "abstract", model=ScriptedModel.name)
PARTS = ("tldr", "motivation", "method")
DAY = tuple(values.paper(number) for number in range(1, 6))


def with_model(model: ScriptedModel) -> Pipeline:
    return written_by(model, embedded(None))


def changed(**parts: str) -> Answer:
    """A perfect answer, but for these parts of the first paper."""

    def answer(request: ModelRequest) -> Mapping[str, Any]:
        papers = list(perfect(request)["papers"])
        papers[0] = papers[0] | parts
        return {"papers": papers}

    return answer


async def text_of(paper: Paper, model: ScriptedModel, language: str = "en") -> PaperBrief:
    made = (await written([paper], language, with_model(model), ACCOUNT))[paper.id]
    assert isinstance(made, PaperBrief)
    return made


async def test_a_batch_is_one_call_and_every_part_the_models() -> None:
    model = ScriptedModel()
    made = await written(DAY[:TOGETHER], "en", with_model(model), ACCOUNT)
    assert len(model.requests) == 1
    for brief in made.values():
        assert isinstance(brief, PaperBrief)
        assert all(brief.sources[part] == MODEL for part in PARTS)


async def test_key_findings_stay_the_authors_own_and_are_no_fallback() -> None:
    brief = await text_of(DAY[0], ScriptedModel())
    assert brief.key_findings == write_brief(DAY[0]).key_findings
    assert not any(source.fallback for source in brief.sources.values())


async def test_more_papers_than_a_batch_are_several_calls() -> None:
    model = ScriptedModel()
    await written(DAY, "en", with_model(model), ACCOUNT)
    assert sorted(len(records(each)) for each in model.requests) == [1, TOGETHER]


WRONG = {
    "a number": "It sorts 73 % more pebbles than before.",
    "a name": "It sorts pebbles better than GraniteNet.",
    "a refusal": "I'm sorry, but I cannot help with that.",
    "a request": "Please provide the abstract of the paper.",
    "another language": "Es sortiert Kieselsteine nach ihrem Klang und nach ihrer Farbe.",
    "a link": "It sorts pebbles, see https://example.org/pebbles.",
    "a mention": "@everyone It sorts pebbles by listening to them.",
    "a command": "It sorts pebbles. /unsubscribe all",
    "nothing": "",
    "much too much": "It sorts pebbles by listening. " * 300_000,
    "too long": "It sorts pebbles by listening to the pebbles, " * 3 + "and that is all.",
    "cut": "It sorts pebbles by listening to the",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
async def test_what_is_wrong_is_asked_for_once_again_with_the_fault(text: str) -> None:
    model = ScriptedModel(changed(tldr=text), perfect)
    brief = await text_of(DAY[0], model)
    assert brief.sources["tldr"] == MODEL
    assert brief.tldr == perfect(model.requests[0])["papers"][0]["tldr"]
    assert [*records(model.requests[1])[0]["again"]] == ["tldr"]
    assert len(model.requests[1].data) < 4_000


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
async def test_what_stays_wrong_is_in_the_authors_words_and_labelled(text: str) -> None:
    model = ScriptedModel(changed(tldr=text))
    brief = await text_of(DAY[0], model)
    own = write_brief(DAY[0])
    assert (brief.tldr, brief.shorter) == (own.tldr, own.shorter)
    assert brief.outcome("tldr") == "fell back"
    assert brief.reasons["tldr"] == FAILED
    assert brief.sources["method"] == MODEL
    assert len(model.requests) == 2


async def test_the_same_instructions_are_sent_whatever_the_papers_say() -> None:
    model = ScriptedModel(changed(tldr=""), perfect)
    await written([DAY[0]], "en", with_model(model), ACCOUNT)
    await written([DAY[1]], "en", with_model(model), ACCOUNT)
    assert len({each.instructions for each in model.requests}) == 1


def without(*keys: str, **added: dict[str, str]) -> Answer:
    def answer(request: ModelRequest) -> Mapping[str, Any]:
        papers = [each for each in perfect(request)["papers"] if each["key"] not in keys]
        return {"papers": papers + [papers[0] | each for each in added.values()]}

    return answer


@pytest.mark.parametrize(
    "first",
    [without("p2"), without(other={"key": "p1"}), without("p2", other={"key": "p9"})],
    ids=["missing", "doubled", "invented"],
)
async def test_keys_that_are_missing_doubled_or_invented_lose_nothing(first: Answer) -> None:
    model = ScriptedModel(first, perfect)
    made = await written(DAY[:3], "en", with_model(model), ACCOUNT)
    assert len(model.requests) == 2
    assert len(records(model.requests[1])) == 1
    for paper in DAY[:3]:
        brief = made[paper.id]
        assert isinstance(brief, PaperBrief)
        assert brief.sources["tldr"] == MODEL
        share = f"{int(paper.id[-1])}0"
        assert share in f"{brief.tldr} {brief.method} {brief.motivation}"


async def test_one_papers_text_under_anothers_key_is_not_believed() -> None:
    def swapped(request: ModelRequest) -> Mapping[str, Any]:
        papers = perfect(request)["papers"]
        keys = [each["key"] for each in papers]
        turned = [*keys[1:], keys[0]]
        return {"papers": [each | {"key": key} for each, key in zip(papers, turned, strict=True)]}

    made = await written(DAY[:2], "en", with_model(ScriptedModel(swapped)), ACCOUNT)
    for paper in DAY[:2]:
        brief = made[paper.id]
        assert isinstance(brief, PaperBrief)
        told = [getattr(brief, part) for part in PARTS if getattr(brief, part)]
        other = "20%" if paper is DAY[0] else "10%"
        assert other not in " ".join(told)


async def test_an_answer_of_no_use_is_asked_for_in_halves_and_then_by_single_papers() -> None:
    broken = AnswerUnusable("The answer was cut.", fault="truncated")
    bad = DAY[2].title

    class Picky(ScriptedModel):
        async def ask(self, request: ModelRequest, account: Account) -> Any:
            made = await super().ask(request, account)
            if bad in request.data:
                raise broken
            return made

    model = Picky()
    made = await written(DAY[:4], "en", with_model(model), ACCOUNT)
    sizes = [len(records(each)) for each in model.requests]
    assert sorted(sizes) == [1, 1, 2, 2, 4]
    for paper in DAY[:4]:
        brief = made[paper.id]
        assert isinstance(brief, PaperBrief)
        assert brief.outcome("tldr") == ("fell back" if paper is DAY[2] else "written")
    third = made[DAY[2].id]
    assert isinstance(third, PaperBrief)
    assert third.reasons["tldr"] == UNUSABLE


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ModelUnreachable("The model's address (10.0.0.7, HTTP 502) has a fault."), AWAY),
        (
            ModelDenied("The address (10.0.0.7) refused it: “sk-1”; check OPENAI_API_KEY."),
            NOT_LET_IN,
        ),
        (ModelDenied(Refusal.DAY), Refusal.DAY),
    ],
)
async def test_without_an_answer_all_is_in_the_authors_words_with_the_reason(
    error: Exception, told: str
) -> None:
    model = ScriptedModel(error)
    pipeline = with_model(model)
    for asked in (1, 2):
        made = await written(DAY[:2], "en", pipeline, ACCOUNT)
        for paper in DAY[:2]:
            brief = made[paper.id]
            assert isinstance(brief, PaperBrief)
            assert brief.tldr == write_brief(paper).tldr
            assert all(source.fallback for source in brief.sources.values())
            # without the address, the key or the server's words, which readers have no use for
            assert set(brief.reasons.values()) == {told}
        # it may go better the next time
        assert len(model.requests) == asked


async def test_who_has_no_money_takes_nothing_from_who_has() -> None:
    class Rich(ScriptedModel):
        async def ask(self, request: ModelRequest, account: Account) -> Any:
            if account.channel == "terminal:poor":
                raise ModelDenied("This channel's budget is used up.")
            return await super().ask(request, account)

    model = Rich()
    pipeline = with_model(model)
    poor, rich = Account("terminal:poor"), Account("terminal:rich")
    first, second = await asyncio.gather(
        written(DAY[:1], "en", pipeline, poor), written(DAY[:1], "en", pipeline, rich)
    )
    mine = second[DAY[0].id]
    assert isinstance(mine, PaperBrief)
    assert mine.sources["tldr"] == MODEL
    assert isinstance(first[DAY[0].id], PaperBrief)
    # and what is paid for is for all
    third = await written(DAY[:1], "en", pipeline, poor)
    assert third[DAY[0].id] == mine


async def test_what_a_first_answer_had_right_stays_where_the_second_fails() -> None:
    model = ScriptedModel(changed(tldr=""), ModelUnreachable("The model gave no answer."))
    brief = await text_of(DAY[0], model)
    assert brief.outcome("tldr") == "fell back"
    assert brief.sources["method"] == MODEL


async def test_a_section_that_the_model_leaves_empty_is_in_the_authors_words() -> None:
    model = ScriptedModel(changed(method=""))
    brief = await text_of(DAY[0], model)
    own = write_brief(DAY[0])
    assert brief.method == own.method
    assert brief.reasons["method"] == LEFT_OUT
    assert len(model.requests) == 1


async def test_in_another_language_the_title_is_translated_too() -> None:
    model = ScriptedModel()
    brief = await text_of(DAY[0], model, "zh-Hans")
    assert brief.title_translated == "按声音给石子分类的系统"
    assert brief.sources["title_translated"] == MODEL
    assert all(brief.sources[part] == MODEL for part in (*PARTS, "result", "conclusion"))
    assert (await text_of(DAY[0], ScriptedModel())).title_translated is None


async def test_nothing_is_asked_for_again_when_the_time_is_over() -> None:
    now = datetime(2026, 2, 13, tzinfo=UTC)

    def slow(request: ModelRequest) -> Mapping[str, Any]:
        nonlocal now
        now += timedelta(hours=1)
        return changed(tldr="")(request)

    model = ScriptedModel(slow)
    pipeline = written_by(model, embedded(None, clock=lambda: now))
    made = (await written(DAY[:1], "en", pipeline, ACCOUNT))[DAY[0].id]
    assert isinstance(made, PaperBrief)
    assert len(model.requests) == 1
    assert (made.outcome("tldr"), made.outcome("method")) == ("fell back", "written")


async def test_without_anybody_who_stands_in_what_fails_is_left_out() -> None:
    model = ScriptedModel(changed(tldr=WRONG["a number"]))
    pipeline = replace(with_model(model), fallback=None)
    made = (await written(DAY[:1], "en", pipeline, ACCOUNT))[DAY[0].id]
    assert isinstance(made, PaperBrief)
    assert (made.tldr, made.outcome("tldr")) == (None, "dropped")


async def test_beside_a_part_of_another_paper_none_counts_that_could_be_of_any() -> None:
    """The second sentence has nothing by which it could be held against its paper."""
    common = "Pebbles look alike and are hard to sort."
    strange = changed(tldr="GraniteNet sorts 73% of the shells.", motivation=common)
    model = ScriptedModel(strange, perfect)
    brief = await text_of(DAY[0], model)
    asked = records(model.requests[1])[0]["again"]
    assert {"tldr", "motivation"} <= asked.keys()
    assert brief.motivation != common
    alone = ScriptedModel(changed(motivation=common))
    assert (await text_of(DAY[0], alone)).motivation == common
