"""Whether a value keeps a schema: the same verdict as jsonschema's, for the keywords we use."""

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.openai_model.schemas import fault, on_the_wire
from bot.errors import OurFault
from tests.adapters.openai_model.stage import SCORES

GOOD = {"scores": [{"id": "p1", "score": 40, "reason": "words"}]}
CASES: list[tuple[Any, str]] = [
    ([], "the answer is no object"),
    ({}, "the answer lacks “scores”"),
    ({**GOOD, "more": 1}, "the answer has a name that was not asked for"),
    ({"scores": {}}, "“scores” of the answer is no array"),
    ({"scores": [{"id": "p1"}]}, "item 1 of “scores” of the answer lacks “score”"),
    ({"scores": [{**GOOD["scores"][0], "id": "p9"}]}, "is none of the values"),
    ({"scores": [{**GOOD["scores"][0], "score": 101}]}, "is more than 100"),
    ({"scores": [{**GOOD["scores"][0], "score": -1}]}, "is less than 0"),
    ({"scores": [{**GOOD["scores"][0], "score": "7"}]}, "is no integer"),
    ({"scores": [{**GOOD["scores"][0], "score": True}]}, "is no integer"),
    ({"scores": [{**GOOD["scores"][0], "reason": "x" * 111}]}, "is longer than 110 letters"),
]


def test_what_keeps_it_has_no_fault() -> None:
    assert fault(GOOD, SCORES) is None


@pytest.mark.parametrize(("value", "said"), CASES)
def test_what_does_not_is_named_without_its_words(value: Any, said: str) -> None:
    found = fault(value, SCORES)
    assert found is not None
    assert said in found
    assert "x" * 20 not in found


def test_a_keyword_that_is_not_checked_is_our_fault() -> None:
    with pytest.raises(OurFault, match="pattern"):
        fault("x", {"type": "string", "pattern": "^a"})


def test_lengths_of_texts_are_not_sent() -> None:
    # a property may have the keyword's name
    schema = {
        "type": "object",
        "properties": {"maxLength": {"type": "string", "maxLength": 3, "minLength": 1}},
        "required": ["maxLength"],
    }
    sent = on_the_wire(schema)
    assert sent == {
        "type": "object",
        "properties": {"maxLength": {"type": "string"}},
        "required": ["maxLength"],
    }
    assert "maxLength" in str(on_the_wire({"anyOf": [schema], "items": schema}))


leaves = st.one_of(
    st.just({"type": "string", "maxLength": 3}),
    st.just({"type": "string", "minLength": 2}),
    st.just({"type": ["string", "null"]}),
    st.just({"type": "integer", "minimum": 0, "maximum": 3}),
    st.just({"type": "number", "maximum": 1.5}),
    st.just({"type": "boolean"}),
    st.just({"enum": ["a", 1, None]}),
    st.just({"const": "a"}),
)
schemas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(
            lambda items: {"type": "array", "items": items, "minItems": 1, "maxItems": 2}, inner
        ),
        st.builds(
            lambda one, other: {
                "type": "object",
                "properties": {"a": one, "b": other},
                "required": ["a"],
                "additionalProperties": False,
            },
            inner,
            inner,
        ),
        st.builds(lambda one, other: {"anyOf": [one, other]}, inner, inner),
    ),
    max_leaves=6,
)
values = st.recursive(
    # whole floats are integers to jsonschema and none to us: a score of 7.0 is no whole number
    st.one_of(st.none(), st.booleans(), st.integers(-1, 4), st.sampled_from([0.5, 2.5]),
              st.text("ab", max_size=4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip


@given(schemas, values)
def test_the_verdict_is_jsonschema_s(schema: dict[str, Any], value: Any) -> None:
    theirs = jsonschema.Draft202012Validator(schema).is_valid(value)
    assert (fault(value, schema) is None) == theirs
