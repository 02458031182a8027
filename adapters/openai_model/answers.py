"""A server's answer as a value: text, end, cost; and whether it is of use. Pure.

https://platform.openai.com/docs/api-reference/chat/object and .../responses/object; other
servers leave out what they do not have, and put thoughts beside or before the answer.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from adapters.openai_model.extracting import answer_in, begins_with_thoughts, is_refusal
from adapters.openai_model.outcomes import Trouble
from adapters.openai_model.schemas import Schema
from bot.values.model import CallOutcome, ModelAnswer, Tokens

_MOST_TOKENS = 100_000_000
# letters a token, where the server does not count; other scripts are one token a letter
_LETTERS_A_TOKEN = 3.5


End = Literal["whole", "length", "filter"]
# as chats and responses say it
_ENDS: Mapping[str, End] = {
    "length": "length",
    "max_output_tokens": "length",
    "content_filter": "filter",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """``tokens`` is None where the server left the count out."""

    text: str
    refusal: str
    end: End
    tool: bool
    thoughts: bool
    tokens: Tokens | None


def estimated(text: str) -> int:
    plain = sum(map(str.isascii, text))
    return round(plain / _LETTERS_A_TOKEN) + len(text) - plain


def loaded(body: bytes) -> dict[str, Any] | None:
    """The body as an object, None for anything else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def token_count(found: Mapping[str, Any]) -> int | None:
    """Of a question that has no text for an answer; None where the server does not count."""
    usage = _object(found.get("usage"))
    return _count(usage.get("prompt_tokens", usage.get("total_tokens"))) or None


def read_chat(found: Mapping[str, Any]) -> Reply | None:
    """None where it has not the form of a chat's answer."""
    choices = found.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(message, dict):
        return None
    usage = _object(found.get("usage"))
    thoughts = message.get("reasoning_content") or message.get("reasoning")
    details = _object(usage.get("completion_tokens_details"))
    return Reply(
        _text(message.get("content")),
        _text(message.get("refusal")),
        _ENDS.get(str(first.get("finish_reason")), "whole"),
        bool(message.get("tool_calls") or message.get("function_call")),
        bool(thoughts or details.get("reasoning_tokens")),
        _tokens(
            usage.get("prompt_tokens"),
            usage.get("completion_tokens"),
            # DeepSeek's name for it stands beside
            _object(usage.get("prompt_tokens_details")).get("cached_tokens")
            or usage.get("prompt_cache_hit_tokens"),
        ),
    )


def read_responses(found: Mapping[str, Any]) -> Reply | None:
    """None where it has not the form of a response."""
    items = found.get("output")
    if not isinstance(items, list):
        return None
    output = [each for each in items if isinstance(each, dict)]
    parts = [
        part
        for item in output
        if item.get("type") == "message" and isinstance(item.get("content"), list)
        for part in item["content"]
        if isinstance(part, dict)
    ]
    usage = _object(found.get("usage"))
    reason = _object(found.get("incomplete_details")).get("reason")
    details = _object(usage.get("output_tokens_details"))
    return Reply(
        "".join(_text(part.get("text")) for part in parts if part.get("type") == "output_text"),
        "".join(_text(part.get("refusal")) for part in parts if part.get("type") == "refusal"),
        _ENDS.get(str(reason), "whole"),
        any(str(item.get("type")).endswith("_call") for item in output),
        any(item.get("type") == "reasoning" for item in output)
        or bool(details.get("reasoning_tokens")),
        _tokens(
            usage.get("input_tokens"),
            usage.get("output_tokens"),
            _object(usage.get("input_tokens_details")).get("cached_tokens"),
        ),
    )


def judged(reply: Reply, schema: Schema, asked: int) -> ModelAnswer | Trouble:
    """``asked``: tokens of the question as estimated, for a server that does not count."""
    tokens = reply.tokens or Tokens(asked, estimated(reply.text), counted=False)
    if reply.refusal:
        return _unusable("refused", tokens)
    found, wrong = answer_in(reply.text, schema)
    # what is whole is taken, however it ended: a model may go on after its object
    if found is not None and reply.end != "filter":
        return ModelAnswer(found, tokens)
    return _unusable(_outcome(reply, wrong), tokens, wrong, thoughts=_thought(reply))


def _outcome(reply: Reply, wrong: str) -> CallOutcome:
    if reply.end != "whole":
        return "truncated" if reply.end == "length" else "filtered"
    if not reply.text.strip():
        return "invalid" if reply.tool else "empty"
    return "refused" if "{" not in reply.text and is_refusal(reply.text) else "invalid"


def _thought(reply: Reply) -> bool:
    return reply.thoughts or begins_with_thoughts(reply.text)


_SAID: Mapping[CallOutcome, str] = {
    "refused": "The model declined to answer.",
    "filtered": "The model's answer was filtered where it came from.",
    "truncated": "The model's answer was cut off at its end.",
    "empty": "The model's answer was empty.",
    "invalid": "The model's answer has not the form that was asked for: {}.",
}


def _unusable(
    outcome: CallOutcome, tokens: Tokens, wrong: str = "", *, thoughts: bool = False
) -> Trouble:
    said = _SAID[outcome].format(wrong)
    return Trouble(outcome=outcome, said=said, wrong=wrong, thoughts=thoughts, tokens=tokens)


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    """A text, or the texts of parts."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(_text(part.get("text")) for part in value if isinstance(part, dict))
    return ""


def _tokens(given: object, made: object, cached: object) -> Tokens | None:
    asked, said = _count(given), _count(made)
    if asked is None or said is None or asked == said == 0:
        return None
    return Tokens(asked, said, min(_count(cached) or 0, asked))


def _count(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value < _MOST_TOKENS else None
