"""The suite's model server itself: it refuses what OpenAI refuses, told by OpenAI's own client."""

import asyncio
import json
from typing import Any

import openai
import pytest

from tests.adapters.openai_model.stage import SCORES
from tests.servers.model_server import (
    EMBEDDING_MODEL,
    KEY,
    MODEL,
    PROFILES,
    ModelServer,
    model_process,
)

USER = [{"role": "user", "content": "Judge the papers."}]
OPEN = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}


def described(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "json_schema",
        "json_schema": {"name": "scores", "strict": True, "schema": schema, **more},
    }


def client(server: ModelServer, key: str = KEY) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(base_url=server.base, api_key=key, max_retries=0)


async def asked(server: ModelServer, **body: Any) -> Any:
    async with client(server) as made:
        return await made.chat.completions.create(**{"model": MODEL, "messages": USER, **body})


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"response_format": described(OPEN)}, "additionalProperties"),
    (
        {"response_format": described({**OPEN, "additionalProperties": False, "required": []})},
        "every key",
    ),
    ({"response_format": described({**SCORES, "allOf": []})}, "'allOf' is not permitted"),
    ({"response_format": described(SCORES, name="two words")}, "name"),
    ({"response_format": described({"type": "array"})}, "no object"),
    ({"response_format": {"type": "json_object"}}, "must contain the word 'json'"),
    ({"response_format": {"type": "xml"}}, "Invalid value"),
    ({"max_tokens": 17_000}, "at most 16384"),
    ({"max_tokens": 0}, "positive"),
    ({"extra_body": {"num_ctx": 9}}, "Unknown parameter: 'num_ctx'"),
    ({"messages": []}, "empty array"),
    ({"messages": [{"role": "boss", "content": "x"}]}, "Invalid value: 'boss'"),
    ({"reasoning_effort": "low"}, "'reasoning_effort' is not supported"),
]


@pytest.mark.parametrize(("body", "said"), REFUSED)
async def test_what_openai_refuses_is_refused(body: dict[str, Any], said: str) -> None:
    async with ModelServer() as server:
        with pytest.raises(openai.BadRequestError, match=said):
            await asked(server, **body)
    assert [call.status for call in server.calls] == [400]


async def test_what_openai_takes_is_taken_and_counted_as_it_counts() -> None:
    # lengths of texts are the one keyword that strictness does not take
    closed = json.loads(json.dumps(SCORES).replace(', "maxLength": 110', ""))
    async with ModelServer() as server:
        found = await asked(server, response_format=described(closed), max_tokens=300)
    (call,) = server.calls
    assert json.loads(found.choices[0].message.content)["scores"][0]["id"] == "p1"
    assert found.choices[0].finish_reason == "stop"
    assert (found.usage.prompt_tokens, found.usage.completion_tokens) == (
        call.input_tokens,
        call.output_tokens,
    )


async def test_an_answer_is_cut_at_its_bound() -> None:
    async with ModelServer(answer=lambda _: "one two three four five six") as server:
        found = await asked(server, max_tokens=3)
    assert found.choices[0].message.content == "one two three"
    assert found.choices[0].finish_reason == "length"
    assert found.usage.completion_tokens == 3


async def test_a_key_and_a_model_must_be_known() -> None:
    async with ModelServer() as server:
        with pytest.raises(openai.NotFoundError):
            await asked(server, model="another")
        async with client(server, "sk-wrong") as wrong:
            with pytest.raises(openai.AuthenticationError):
                await wrong.models.list()
        async with client(server) as right:
            assert {each.id async for each in right.models.list()} == {MODEL, EMBEDDING_MODEL}


async def test_an_answer_function_is_given_the_question() -> None:
    heard: list[dict[str, Any]] = []

    def answer(question: dict[str, Any]) -> str:
        heard.append(question)
        return "{}"

    messages = [{"role": "system", "content": "Rules."}, {"role": "user", "content": "Data."}]
    async with ModelServer(answer=answer) as server:
        await asked(server, messages=messages, max_tokens=50)
    (question,) = heard
    assert (question["instructions"], question["data"]) == ("Rules.", "Data.")
    assert (question["most"], question["schema"], question["model"]) == (50, None, MODEL)


async def test_a_text_beyond_the_context_is_refused_or_silently_cut() -> None:
    long = [{"role": "user", "content": "first " + "word " * 9_000 + "last"}]
    async with ModelServer(profile=PROFILES["vllm"]) as server:
        with pytest.raises(openai.BadRequestError, match="maximum context length"):
            await asked(server, messages=long)
    async with ModelServer(profile=PROFILES["ollama"]) as server:
        await asked(server, messages=long)
    data = server.calls[0].question["data"]
    assert data.endswith("last")
    assert "first" not in data


async def test_the_responses_interface_has_its_own_names() -> None:
    async with ModelServer() as server, client(server) as made:
        found = await made.responses.create(
            model=MODEL, instructions="Rules.", input="Data.", max_output_tokens=60, store=False
        )
        with pytest.raises(openai.BadRequestError, match="'json'"):
            await made.responses.create(
                model=MODEL,
                # its own instructions do not count
                instructions="Answer in json.",
                input="Data.",
                text={"format": {"type": "json_object"}},
            )
    assert found.output_text == "a sentence of the model's own"
    assert found.usage is not None
    assert found.usage.input_tokens == server.calls[0].input_tokens


async def test_calls_that_are_under_way_together_are_counted() -> None:
    async with ModelServer(delay=0.05) as server, client(server) as made:
        asking = (made.embeddings.create(model=EMBEDDING_MODEL, input=["a"], encoding_format="float") for _ in range(4))  # fmt: skip  # noqa: E501
        await asyncio.gather(*asking)
    assert server.most_at_once == 4


async def test_it_runs_as_a_process_of_its_own() -> None:
    async with model_process("--profile", "deepseek") as remote:
        await remote.call("fail", fault="server_error")
        await remote.call("answers", texts=["one", "two"])
        async with openai.AsyncOpenAI(base_url=remote.base, api_key=remote.key) as made:
            said = [
                (
                    await made.chat.completions.create(
                        model=MODEL, messages=[{"role": "user", "content": "x"}]
                    )
                )
                .choices[0]
                .message.content
                for _ in range(3)
            ]
        counts = await remote.call("counts")
        with pytest.raises(ValueError, match="no such verb"):
            await remote.call("nothing")
    assert said == ["one", "two", "two"]
    assert (counts["calls"], counts["answered"]) == (4, 3)
