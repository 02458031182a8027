"""Questions about papers with the real client and a model server on loopback."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.pipeline.reading.answering import Asked
from bot.settings import settings_from
from bot.values.analyses import Answer
from bot.values.full_texts import FullText
from bot.values.papers import Paper
from bot.wiring.asking import answering_over
from bot.wiring.model import terminals
from bot.wiring.pipeline import embedded
from tests import values
from tests.asked_papers import SORTER
from tests.servers.model_server import KEY, MODEL, ModelServer


async def text_of(_: Paper) -> FullText:
    return SORTER


def good(question: dict[str, Any]) -> str:
    """What a good model answers about the optimizer."""
    if question["name"] == "english_question":
        return json.dumps({"english": "Which optimizer was used?"})
    lines = [json.loads(line) for line in question["data"].splitlines()]
    key = next(one["key"] for one in lines if "Lark" in " ".join(one.get("text", ())))
    said = {"text": "They used the Lark optimizer.", "keys": [key]}
    return json.dumps({"told": True, "sentences": [said], "table": []})


async def asked(
    server: ModelServer, folder: Path, question: str = "Which optimizer was used?"
) -> Answer:
    given = {"OPENAI_BASE_URL": server.base, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL}
    async with terminals(embedded(None), settings_from(given), folder / "a.sqlite") as pipeline:
        return await answering_over(text_of, pipeline).answer(
            Asked(
                papers=(values.paper(1, title=SORTER.title),),
                question=question,
                language="en",
                account=values.ACCOUNT,
            )
        )


async def test_a_model_behind_an_address_answers(tmp_path: Path) -> None:
    async with ModelServer() as server:
        server.answer = good
        answer = await asked(server, tmp_path)
    assert [one.text for one in answer.said] == ["They used the Lark optimizer."]
    assert answer.model == MODEL
    assert [one.question["name"] for one in server.calls] == ["answer"]


async def test_a_question_in_chinese_goes_to_the_model_twice(tmp_path: Path) -> None:
    async with ModelServer() as server:
        server.answer = good
        answer = await asked(server, tmp_path, "用的是哪个优化器？")
    assert answer.said
    assert [one.question["name"] for one in server.calls] == ["english_question", "answer"]


@pytest.mark.parametrize(
    "said",
    [
        "I'm sorry, I cannot help with that.",
        json.dumps({"told": True, "sentences": [{"text": "Buy it!", "keys": ["q1"]}], "table": []}),
        json.dumps({"told": True, "sentences": [{"text": "Lark.", "keys": ["q77"]}], "table": []}),
        '{"told": true}',
        "",
    ],
)
async def test_nothing_that_no_passage_bears_out_is_let_through(tmp_path: Path, said: str) -> None:
    async with ModelServer() as server:
        server.answer = lambda _: said
        answer = await asked(server, tmp_path)
    assert answer.said == ()
    assert answer.untold or answer.why == "The model gave no usable answer."
    assert "Lark" in answer.passages[0].text
