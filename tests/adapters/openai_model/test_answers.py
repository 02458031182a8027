"""Answers as many servers write them, read into one form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.openai_model.answers import (
    Reply,
    estimated,
    judged,
    loaded,
    read_chat,
    read_responses,
    token_count,
)
from adapters.openai_model.outcomes import Trouble
from bot.values.model import ModelAnswer, Tokens

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
GOOD = '{"a": "b"}'


def chat(content: Any = GOOD, *, reason: str = "stop", usage: Any = None, **more: Any) -> Any:
    message = {"role": "assistant", "content": content, **more}
    return {"choices": [{"message": message, "finish_reason": reason}], "usage": usage}


def outcome(reply: Reply | None) -> str:
    assert reply is not None
    found = judged(reply, SCHEMA, 10)
    return found.outcome if isinstance(found, Trouble) else "answered"


CHATS: list[tuple[Any, str]] = [
    (chat(), "answered"),
    (chat([{"type": "text", "text": '{"a": '}, {"type": "text", "text": '"b"}'}]), "answered"),
    # what is whole is taken, though the model went on
    (chat(GOOD + "\n" * 50, reason="length"), "answered"),
    (chat('{"a": ', reason="length"), "truncated"),
    (chat(GOOD, reason="content_filter"), "filtered"),
    (chat(None, refusal="No."), "refused"),
    (chat(GOOD, refusal="No."), "refused"),
    (chat("I'm sorry, I can't."), "refused"),
    (chat(None), "empty"),
    (chat(" \n"), "empty"),
    (chat(None, tool_calls=[{"id": "1"}], reason="tool_calls"), "invalid"),
    (chat("words"), "invalid"),
    # a server took the whole answer for thoughts
    (chat(None, reasoning_content=GOOD), "answered"),
    (chat("", reasoning=f"I think {GOOD}"), "empty"),
    (chat(None, reasoning_content=GOOD, reason="length"), "truncated"),
]


@pytest.mark.parametrize(("body", "wanted"), CHATS)
def test_a_chat_s_answer_has_its_outcome(body: Any, wanted: str) -> None:
    assert outcome(read_chat(body)) == wanted


def response(*items: Any, **more: Any) -> Any:
    return {"status": "completed", "output": list(items), **more}


def message(*parts: Any) -> Any:
    return {"type": "message", "content": list(parts)}


TEXT = {"type": "output_text", "text": GOOD}
RESPONSES: list[tuple[Any, str]] = [
    (response(message(TEXT)), "answered"),
    (response({"type": "reasoning", "summary": []}, message(TEXT)), "answered"),
    (response(message({"type": "refusal", "refusal": "No."})), "refused"),
    (response({"type": "function_call", "name": "x"}), "invalid"),
    (response(), "empty"),
    (response(incomplete_details={"reason": "max_output_tokens"}), "truncated"),
    (response(message(TEXT), incomplete_details={"reason": "content_filter"}), "filtered"),
]


@pytest.mark.parametrize(("body", "wanted"), RESPONSES)
def test_a_response_has_its_outcome(body: Any, wanted: str) -> None:
    assert outcome(read_responses(body)) == wanted


USAGE: list[tuple[Any, Tokens | None]] = [
    ({"prompt_tokens": 7, "completion_tokens": 2}, Tokens(7, 2)),
    (
        {"prompt_tokens": 7, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 5}},
        Tokens(7, 2, 5),
    ),
    ({"prompt_tokens": 7, "completion_tokens": 2, "prompt_cache_hit_tokens": 5}, Tokens(7, 2, 5)),
    ({"prompt_tokens": 7, "completion_tokens": 2, "prompt_tokens_details": None}, Tokens(7, 2)),
    ({"prompt_tokens": 7, "completion_tokens": 2, "prompt_cache_hit_tokens": 99}, Tokens(7, 2, 7)),
    ({"prompt_tokens": 0, "completion_tokens": 0}, None),
    ({"prompt_tokens": -7, "completion_tokens": 2}, None),
    ({"prompt_tokens": "7", "completion_tokens": 2}, None),
    ({"prompt_tokens": True, "completion_tokens": 2}, None),
    ({"prompt_tokens": 10**12, "completion_tokens": 2}, None),
    ({}, None),
    (None, None),
    ([], None),
]


@pytest.mark.parametrize(("usage", "tokens"), USAGE)
def test_tokens_are_taken_as_counted_or_not_at_all(usage: Any, tokens: Tokens | None) -> None:
    reply = read_chat(chat(usage=usage))
    assert reply is not None
    assert reply.tokens == tokens
    found = judged(reply, SCHEMA, 10)
    assert isinstance(found, ModelAnswer)
    assert found.tokens == (tokens or Tokens(10, estimated(GOOD), counted=False))


def test_letters_of_other_scripts_are_a_token_each() -> None:
    assert estimated("一二三四") == 4
    assert estimated("abcdefg") == 2
    assert estimated("") == 0


def test_a_count_of_embeddings_is_read_as_servers_name_it() -> None:
    assert token_count({"usage": {"prompt_tokens": 7}}) == 7
    assert token_count({"usage": {"total_tokens": 7}}) == 7
    assert token_count({"usage": {"prompt_tokens": 0}}) is None
    assert token_count({}) is None


things = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["choices", "message", "content", "output", "type", "text", "usage", "refusal",
             "incomplete_details", "reason", "finish_reason", "prompt_tokens_details"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["choices", "output", "usage", "error"]), things))
def test_no_form_is_too_strange(found: dict[str, Any]) -> None:
    for read in (read_chat, read_responses):
        reply = read(found)
        if reply is not None:
            judged(reply, SCHEMA, 10)
    token_count(found)


@pytest.mark.parametrize("raw", [b"", b"[]", b"7", b"\xff", b"[" * 100_000, b'{"a": 1'])
def test_what_is_no_object_is_none(raw: bytes) -> None:
    assert loaded(raw) is None
