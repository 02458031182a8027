"""How often a question is asked again, and after which pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.openai_model.patience import Patience
from bot.values.model import CallOutcome

PATIENCE = Patience(backoff=1.0)
FINAL: tuple[CallOutcome, ...] = ("refused", "filtered", "quota", "denied")
ALL: tuple[CallOutcome, ...] = (
    *FINAL, "invalid", "truncated", "empty", "late", "unreachable", "overloaded",
)  # fmt: skip


def pauses(outcome: CallOutcome, *, asked: float | None = None, left: float = 1e6) -> list[float]:
    found: list[float] = []
    while (wait := PATIENCE.pause(outcome, {outcome: len(found)}, asked, left, 0.0)) is not None:
        found.append(wait)
    return found


def test_pauses_grow() -> None:
    assert pauses("unreachable") == [1.0, 2.0]
    assert pauses("late") == [1.0]
    assert pauses("overloaded") == [2.0, 4.0, 8.0]


def test_an_answer_of_no_use_is_asked_for_again_at_once_and_once() -> None:
    assert pauses("invalid") == pauses("empty") == pauses("truncated") == [0.0]


@pytest.mark.parametrize("outcome", FINAL)
def test_what_is_final_is_never_repeated(outcome: CallOutcome) -> None:
    assert pauses(outcome) == []


def test_the_server_s_own_word_wins() -> None:
    assert pauses("overloaded", asked=7.0) == [7.0, 7.0, 7.0]
    assert pauses("unreachable", asked=0.0) == [0.0, 0.0]


def test_nothing_is_waited_for_that_the_time_left_does_not_hold() -> None:
    assert pauses("overloaded", asked=7.0, left=6.9) == []
    assert pauses("unreachable", left=1.5) == [1.0]
    assert pauses("invalid", left=0.0) == []


def test_different_failures_are_bounded_together() -> None:
    before: dict[CallOutcome, int] = {"unreachable": 2, "overloaded": 1, "late": 1}
    assert PATIENCE.pause("invalid", before, None, 1e6, 0.0) is None


@given(st.sampled_from(ALL), st.integers(0, 5), st.floats(0, 1), st.floats(0, 100))
def test_a_pause_is_never_longer_than_the_time_left(
    outcome: CallOutcome, done: int, chance: float, left: float
) -> None:
    wait = PATIENCE.pause(outcome, {outcome: done}, None, left, chance)
    assert wait is None or 0 <= wait < max(left, 0.001)


def test_those_who_failed_together_do_not_return_together() -> None:
    waits = {PATIENCE.pause("unreachable", {}, None, 1e6, chance / 10) for chance in range(10)}
    assert len(waits) == 10
