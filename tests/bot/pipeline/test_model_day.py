"""The day summed up by a model: beside the writing, from all that matched, and checked."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.editorial.asking.day import FEW
from bot.errors import ModelDenied
from bot.pipeline.model.summary import FAILED
from bot.pipeline.parts import Pipeline
from bot.values.editions import Edition
from bot.values.model import Account, ModelRequest
from bot.values.topics import Topic
from bot.wiring.model import written_by
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from storage.file.database import Database
from tests import values
from tests.patience import PATIENCE
from tests.scripted_model import Answer, ScriptedModel, perfect, records

SHARE = re.compile(r"(\d+)%")
MANY = tuple(values.paper(number) for number in range(1, 31))


def with_model(model: ScriptedModel) -> Pipeline:
    return written_by(model, embedded(None))


async def edition_by(model: ScriptedModel, papers: int = 6, **changes: Any) -> Edition:
    day = Day([values.listing(*MANY[:papers])], with_model(model))
    return await day.edition(values.channel(**changes))


def day_request(model: ScriptedModel) -> ModelRequest:
    return next(each for each in model.requests if each.purpose == "summarise")


def saying(**lists: list[Any]) -> Answer:
    """A perfect answer with these lists in the place of its own; ``%1`` stands for the percentage
    in the abstract of the paper with the number 1."""

    def answer(request: ModelRequest) -> Mapping[str, Any]:
        made = perfect(request)
        if request.purpose != "summarise":
            return made
        numbered = [each for each in records(request) if "n" in each]
        text = json.dumps(lists)
        for each in numbered:
            text = text.replace(f"%{each['n']}", f"{SHARE.findall(each['text'])[0]}%")
        said: dict[str, Any] = json.loads(text)
        return {**made, **said}

    return answer


async def test_with_perfect_answers_nothing_is_extractive_but_the_key_findings() -> None:
    model = ScriptedModel()
    edition = await edition_by(model)
    assert edition.summary is not None
    assert edition.summary.source.model == model.name
    for one in edition.papers:
        extractive = {part for part, each in one.brief.sources.items() if each.model is None}
        assert extractive <= {"key_findings"}


async def test_the_summary_waits_for_no_text() -> None:
    class Waiting(ScriptedModel):
        async def ask(self, request: ModelRequest, account: Account) -> Any:
            made = await super().ask(request, account)
            if request.purpose == "write":
                await summed_up.wait()
            else:
                summed_up.set()
            return made

    summed_up = asyncio.Event()
    async with asyncio.timeout(PATIENCE):
        edition = await edition_by(Waiting())
    assert edition.summary is not None
    assert edition.summary.source.model == ScriptedModel.name


async def test_every_matched_paper_is_sent_and_shown_ones_alone_have_numbers() -> None:
    model = ScriptedModel()
    await edition_by(model, papers=30)
    sent = records(day_request(model))
    assert sum("title" in each for each in sent) == 30
    assert [each["n"] for each in sent if "n" in each] == [*range(1, 11)]
    assert "30 papers match" in sent[0]["counts"][0]
    assert all(each["text"] for each in sent[1:])


@pytest.mark.parametrize("papers", [FEW, FEW + 1])
async def test_of_few_papers_the_whole_abstracts_are_sent(papers: int) -> None:
    model = ScriptedModel()
    await edition_by(model, papers=papers)
    texts = [each["text"] for each in records(day_request(model)) if "title" in each]
    assert all("hard to sort" in each for each in texts) == (papers == FEW)


WRONG = {
    "a count": "Of the papers of today, 999 match.",
    "a number": "It sorts 73% more pebbles than before [1].",
    "another papers number": "It sorts %2 more pebbles than before [1].",
    "a paper that is not there": "One of them listens to pebbles [99].",
    "a name": "One of them beats GraniteNet [1].",
    "a refusal": "I'm sorry, but I cannot help with that.",
    "another language": "Die Arbeiten des Tages handeln von Kieselsteinen und ihrem Klang.",
    "a link": "All of it at https://example.org.",
    "a mention": "@everyone look at the pebbles [1].",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
async def test_a_sentence_that_is_wrong_is_asked_for_again_and_then_left_out(text: str) -> None:
    right = "One of them listens to pebbles [1]."
    model = ScriptedModel(saying(overview=[right, text]))
    edition = await edition_by(model)
    assert edition.summary is not None
    assert edition.summary.overview == (right,)
    asked = [each for each in model.requests if each.purpose == "summarise"]
    assert len(asked) == 2
    assert asked[1].data.startswith(asked[0].data)
    assert text[:9] in asked[1].data


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
async def test_where_no_sentence_holds_the_summary_is_counted_and_labelled(text: str) -> None:
    edition = await edition_by(ScriptedModel(saying(overview=[text])), papers=6)
    plain = await Day([values.listing(*MANY[:6])], embedded(None)).edition(values.channel())
    assert edition.summary is not None
    assert plain.summary is not None
    # what the model wrote of a paper is not quoted as the authors' words
    counted = [one for one in plain.summary.overview if "What stands out" not in one]
    assert [*edition.summary.overview] == (
        counted or ["No two of the 6 papers are mainly on the same subject."]
    )
    assert (edition.summary.source.fallback, edition.summary.source.model) == (True, None)
    assert edition.summary.why == FAILED


async def test_a_reason_that_is_wrong_is_dropped_without_another_call() -> None:
    reads = [{"n": 1, "why": "73% more pebbles"}, {"n": 2, "why": "it listens to pebbles"}]
    model = ScriptedModel(saying(read=reads, stands_out=[{"n": 40, "why": "pebbles"}]))
    edition = await edition_by(model)
    assert edition.summary is not None
    assert [one.paper for one in edition.summary.read_in_full] == [2]
    assert edition.summary.stands_out == ()
    assert sum(each.purpose == "summarise" for each in model.requests) == 1


async def test_papers_that_disagree_are_told_by_both_their_numbers() -> None:
    told = "It sorts %1 more pebbles in [1] and %2 more in [2]."
    one_sided = "It sorts %1 more pebbles in [1] than others say."
    edition = await edition_by(ScriptedModel(saying(disagreements=[told, one_sided])))
    assert edition.summary is not None
    assert len(edition.summary.disagreements) == 1
    assert edition.summary.disagreements[0].papers == (1, 2)


async def test_themes_are_counted_by_code() -> None:
    topics = (
        Topic(name="Sound", description="pebbles by sound"),
        Topic(name="Kites", description="kites in wind"),
    )
    model = ScriptedModel()
    edition = await edition_by(model, topics=topics, threshold=1)
    counts = records(day_request(model))[0]["counts"]
    assert edition.summary is not None
    assert [(one.name, one.papers) for one in edition.summary.themes] == [
        ("Sound", tuple(range(1, 7)))
    ]
    assert "Sound: 6 papers" in counts
    assert "topic Kites: 0 papers" in counts


async def test_a_summary_is_paid_once_for_channels_that_are_alike_and_for_restarts(
    tmp_path: Path,
) -> None:
    first, again = ScriptedModel(), ScriptedModel()
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        for model in (first, again):
            day = Day([values.listing(*MANY)], written_by(model, embedded(None), database))
            for number in range(5):
                made = await day.edition(values.channel(address=f"terminal:{number}"))
                assert made.summary is not None
                assert made.summary.source.model == model.name
    assert sum(each.purpose == "summarise" for each in first.requests) == 1
    assert not [each for each in again.requests if each.purpose == "summarise"]


async def test_who_has_no_money_has_the_summary_of_who_has() -> None:
    class Rich(ScriptedModel):
        async def ask(self, request: ModelRequest, account: Account) -> Any:
            if account.channel == "terminal:poor":
                raise ModelDenied("This channel's budget for the model is used up for today.")
            return await super().ask(request, account)

    day = Day([values.listing(*MANY)], with_model(Rich()))
    poor, rich = values.channel(address="terminal:poor"), values.channel(address="terminal:rich")
    made = await asyncio.gather(day.edition(poor), day.edition(rich))
    assert made[1].summary is not None
    assert made[1].summary.source.model == Rich.name
    after = await day.edition(poor)
    assert after.summary == made[1].summary
    assert [one.brief for one in after.papers] == [one.brief for one in made[1].papers]


async def test_channels_for_which_the_model_is_not_open_share_a_brief_that_asks_nothing() -> None:
    why = "The operator has not enabled the model for this channel."

    async def refusal(account: Account) -> str | None:
        return None if account.channel == "terminal:listed" else why

    model = ScriptedModel()
    day = Day(
        [values.listing(*MANY[:6])], written_by(model, replace(embedded(None), refusal=refusal))
    )
    made = [await day.edition(values.channel(address=f"terminal:{n}")) for n in range(3)]
    assert model.requests == []
    for one in made:
        assert one.summary is not None
        assert one.summary.why == why
        assert one.papers is made[0].papers
    listed = await day.edition(values.channel(address="terminal:listed"))
    assert listed.summary is not None
    assert listed.summary.source.model == model.name
    assert all(one.brief.sources["tldr"].model for one in listed.papers)


async def test_texts_and_summary_of_a_brief_are_on_behalf_of_who_asks() -> None:
    model = ScriptedModel()
    await Day([values.listing(*MANY)], with_model(model)).edition(
        values.channel(address="terminal:lab"), person="terminal:ada"
    )
    assert {one.purpose for one in model.requests} == {"write", "summarise"}
    assert set(model.accounts) == {Account("terminal:lab", "terminal:ada")}
