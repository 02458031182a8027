"""Statuses, headers and bodies of many servers, read in one place."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.openai_model.outcomes import Trouble, error_for, of_status, retry_after
from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable, PaperbriefError

NOW = datetime(2026, 2, 13, 6, 0, tzinfo=UTC)


def read(status: int, body: Any = None, headers: dict[str, str] | None = None) -> Trouble:
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return of_status(status, headers or {}, raw, "model.example", NOW)


def said(message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"message": message, **more}}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "Fri, 13 Feb 2026 06:01:30 GMT"}, 90.0),
        ({"retry-after": "Thu, 12 Feb 2026 06:01:30 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "1e9"}, None),
        ({"retry-after": "9" * 400}, None),
    ],
)
def test_the_pause_that_is_asked_for(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


CASES: list[tuple[int, Any, str, type[PaperbriefError]]] = [
    (429, said("Rate limit reached"), "overloaded", ModelUnreachable),
    (429, said("...", code="insufficient_quota"), "quota", ModelDenied),
    (429, said("You exceeded your current quota"), "quota", ModelDenied),
    (402, said("Insufficient Balance"), "quota", ModelDenied),
    (401, said("Incorrect API key provided"), "denied", ModelDenied),
    (403, said("Country not supported"), "denied", ModelDenied),
    (403, said("your input was flagged by moderation"), "filtered", AnswerUnusable),
    (404, said("The model `x` does not exist", code="model_not_found"), "denied", ModelDenied),
    (404, "<html>", "denied", ModelDenied),
    (301, "", "denied", ModelDenied),
    (400, said("The response was filtered", code="content_filter"), "filtered", AnswerUnusable),
    (400, said("This model's maximum context length is 8192"), "truncated", AnswerUnusable),
    (400, said("prompt is too long: 9 tokens"), "truncated", AnswerUnusable),
    (413, "", "truncated", AnswerUnusable),
    (500, said("oops"), "unreachable", ModelUnreachable),
    (502, "<html>Bad gateway</html>", "unreachable", ModelUnreachable),
    (503, said("Model is loading"), "unreachable", ModelUnreachable),
    (529, said("Overloaded"), "unreachable", ModelUnreachable),
    (408, "", "unreachable", ModelUnreachable),
]


@pytest.mark.parametrize(("status", "body", "outcome", "kind"), CASES)
def test_each_answer_has_its_outcome_and_its_error(
    status: int, body: Any, outcome: str, kind: type[PaperbriefError]
) -> None:
    trouble = read(status, body)
    error = error_for(trouble)
    assert (trouble.outcome, type(error)) == (outcome, kind)
    assert "model.example" in str(error)
    assert str(status) in str(error)


@pytest.mark.parametrize(
    "body",
    [
        "", "null", "[]", "{}", "7", '"x"', "\xff", '{"error": 7}', '{"error": {"message": {}}}',
        '{"detail": 7}', "[" * 100_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [300, 400, 401, 403, 404, 418, 422, 429, 500])
def test_no_body_is_too_strange(status: int, body: str) -> None:
    assert str(error_for(read(status, body))).endswith(".")


def test_what_fastapi_repeats_of_a_question_is_not_taken_over() -> None:
    detail = [{"loc": ["body", "response_format"], "msg": "extra", "input": "a hidden title"}]
    trouble = read(422, {"detail": detail})
    assert "response_format" in (trouble.refusal or "")
    assert "hidden" not in f"{trouble}"


def test_a_long_body_is_cut_in_what_an_operator_reads() -> None:
    assert len(read(400, said("x" * 10_000)).said) < 300


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_a_format_that_is_refused_is_told_apart_whatever_the_status(status: int) -> None:
    words = "response_format json_schema: no endpoints can handle the requested parameters"
    assert "response_format" in (read(status, said(words)).refusal or "")


def test_what_says_nothing_of_the_request_weighs_against_the_address() -> None:
    weights = {status: read(status, said("x")).weight for status in (400, 403, 429, 500)}
    assert weights == {400: 0, 403: 1, 429: 0, 500: 1}
    assert read(401, said("x")).weight == read(404, said("model")).weight > 1
