"""What a server's refusals teach, in words that servers were seen to use."""

import pytest

from adapters.openai_model.ladder import (
    RUNGS,
    Form,
    adapted,
    from_text,
    lower,
    thinking,
    to_text,
)

FORM = Form(effort=True)
# docs/model.md names where each was seen
FORMATS = [
    "this response_format type is unavailable now",
    "'response_format.type' must be 'json_schema' or 'text'",
    'response_format type must be one of "text" or "json_object", but got: json_schema',
    "the model only supports response formats: [json text].",
    "invalid parameter: 'response_format' of type 'json_schema' is not supported with this model",
    "invalid schema for response_format 'scores': 'additionalproperties' is required",
    "text.format unsupported_parameter",
    "no endpoints found that can handle the requested parameters",
    "['body', 'response_format'] extra inputs are not permitted",
    "failed to compile the grammar",
    "structured output is not supported",
    "unknown field: strict",
]


@pytest.mark.parametrize("words", FORMATS)
def test_a_format_that_is_refused_goes_one_rung_down(words: str) -> None:
    form, rungs = Form(), ["strict"]
    while (found := adapted(form, words)) is not None:
        form = found
        rungs.append(form.rung)
    assert tuple(rungs) == RUNGS


def test_the_bound_of_the_answer_is_named_otherwise_once() -> None:
    words = (
        "max_tokens unsupported_parameter unsupported parameter: 'max_tokens' is not supported "
        "with this model. use 'max_completion_tokens' instead."
    )
    found = adapted(FORM, words)
    assert found is not None
    assert found.most_as == "max_completion_tokens"
    assert adapted(found, words) is None


def test_a_bound_that_is_too_high_is_lowered_to_what_is_allowed() -> None:
    words = "max_tokens is too large: 9000. this model supports at most 4096 completion tokens"
    found = adapted(FORM, words)
    assert found is not None
    assert (found.most(9_000), found.most(100)) == (4_096, 100)
    assert adapted(found, words) == adapted(found, "max_tokens")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("unsupported value: 'temperature' does not support 0.2 with this model.", "temperature"),
        ("reasoning_effort unknown parameter: 'reasoning_effort'", "effort"),
        ("reasoning.effort is not supported with this model", "effort"),
        ("system role not supported", "system"),
        ("developer instruction is not enabled for models/x", "system"),
        ("conversation roles must alternate user/assistant/user/assistant", "system"),
    ],
)
def test_what_is_not_supported_is_left_out_once(words: str, field: str) -> None:
    found = adapted(FORM, words)
    assert found is not None
    assert getattr(FORM, field) is True
    assert getattr(found, field) is False
    assert found.rung == "strict"
    again = adapted(found, words)
    assert again is None or again.rung != "strict"


def test_words_that_name_nothing_teach_nothing() -> None:
    for words in ("", "bad request", "invalid character in the input"):
        assert adapted(FORM, words) is None


def test_below_the_last_rung_there_is_none() -> None:
    assert lower(Form(rung="text")) is None
    assert [Form(rung=rung).says_schema for rung in RUNGS] == [False, False, True, True]


def test_room_for_thoughts_is_made_once() -> None:
    found = thinking(FORM)
    assert found is not None
    assert found.most(100) > 1_000
    assert thinking(found) is None


@pytest.mark.parametrize(
    "form", [Form(), Form("text", True, "max_completion_tokens", True, False, True, False, 9, 10)]
)
def test_a_form_is_kept_as_text(form: Form) -> None:
    assert from_text(to_text(form)) == form


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", '{"rung": "strict"}', to_text(Form()).replace("strict", "steps"),
     to_text(Form()).replace("null", '"x"')],
)  # fmt: skip
def test_what_another_version_kept_is_forgotten(text: str) -> None:
    assert from_text(text) is None
