"""The object in what a model said, whatever stands around it."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.openai_model.extracting import answer_in, begins_with_thoughts, is_refusal

SCHEMA = {
    "type": "object",
    "properties": {"a": {"type": "string"}},
    "required": ["a"],
    "additionalProperties": False,
}
GOOD = '{"a": "a sentence"}'
AROUND = [
    GOOD,
    f"\ufeff  {GOOD}\n\n",
    f"```json\n{GOOD}\n```",
    f"```\n{GOOD}\n```\nI hope that this helps!",
    f"Here it is: {GOOD}",
    f"<think>Is it {{}}? Or {{'a'}}?</think>{GOOD}",
    f"<think>{{\"a\": \"a draft\"}}</think>\n{GOOD}",
    # the template had the opening mark
    f"First I read {{\"a\": \"a draft\"}}.\n</think>\n\n{GOOD}",
    f"<reasoning>hm</reasoning>{GOOD}",
    f"[THINK]hm[/THINK]{GOOD}",
    # a draft, then what is meant
    f'{{"a": "a draft"}}\n\nOn second thought:\n{GOOD}',
    f'{{"b": 1}}{GOOD}',
    f"{{{{{GOOD}",
    # formulas in its thoughts
    "x_{1}^{n} " * 500 + GOOD,
    f'{GOOD} Note: {{"b": 1}}',
]  # fmt: skip


@pytest.mark.parametrize("text", AROUND)
def test_the_last_object_that_keeps_the_schema_is_found(text: str) -> None:
    assert answer_in(text, SCHEMA) == ({"a": "a sentence"}, "")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "it is not a JSON object"),
        ("no", "it is not a JSON object"),
        ("[1, 2]", "it is not a JSON object"),
        ('"a"', "it is not a JSON object"),
        ('{"a": "cut', "it is not a JSON object"),
        ('{"a": NaN}', "it is not a JSON object"),
        ('{"a": Infinity}', "it is not a JSON object"),
        ('{"a": "\\ud800"}', "it is not a JSON object"),
        ('{"b": 1}', "the answer lacks “a”"),
        ('{"a": 7}', "“a” of the answer is no string"),
        (f'{{"a": {"9" * 5_000}}}', "it is not a JSON object"),
        ('{"a":' * 5_000, "it is not a JSON object"),
        ("[" * 100_000 + "{", "it is not a JSON object"),
    ],
)
def test_what_is_of_no_use_says_why(text: str, wrong: str) -> None:
    assert answer_in(text, SCHEMA) == (None, wrong)


def test_a_text_in_the_answer_may_hold_the_marks_of_thoughts() -> None:
    text = '{"a": "the mark </think> ends it"}'
    assert answer_in(text, SCHEMA)[0] == json.loads(text)


@given(st.dictionaries(st.just("a"), st.text(), min_size=1), st.text(), st.text())
def test_an_answer_survives_any_prose_without_braces(
    answer: dict[str, Any], before: str, after: str
) -> None:
    around = before.replace("{", "("), after.replace("{", "(")
    given_ = json.dumps(answer).join(around)
    assert answer_in(given_, SCHEMA)[0] == answer


def test_a_hostile_megabyte_takes_no_time() -> None:
    began = time.process_time()
    open_lists = ('{"a":[' + "1," * 1_000) * 500
    for text in (
        "{" * 1_000_000,
        open_lists,
        '{"a":' * 200_000,
        '{"a": "' + "x" * 1_000_000,
        "{}" * 500_000,
    ):
        assert answer_in(text, SCHEMA)[0] is None
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that.",
        "I’m unable to summarise this.",
        "As an AI language model, I have no access to it.",
        "Please provide the abstract of the paper.",
        "It seems that no abstract was provided.",
        "抱歉，我无法完成这个请求。",
        "请提供论文的摘要。",
    ],
)
def test_words_that_decline_or_ask_are_a_refusal(text: str) -> None:
    assert is_refusal(text)


def test_other_words_are_none() -> None:
    assert not is_refusal("The papers are about language, and two of them about robots.")
    assert not is_refusal("Robots " * 100 + "I'm sorry")


def test_thoughts_are_seen_with_and_without_their_first_mark() -> None:
    assert begins_with_thoughts("<think>hm")
    assert begins_with_thoughts("hm</think>{}")
    assert not begins_with_thoughts("{}")
