"""One scale, 0 to 100, whichever stages spoke."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.choosing.fusing import (
    ENOUGH,
    Vectors,
    backdrop,
    judged,
    nearness,
    with_nearness,
    with_words,
)

NUMBERS = st.floats(0, 100)


def unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), np.float32)


def some_papers(count: int = 200) -> Vectors:
    return unit(np.random.default_rng(0).normal(size=(count, 32)).astype(np.float32))


@given(NUMBERS, st.floats(-30, 30))
def test_a_number_with_nearness_stays_on_the_scale(local: float, near: float) -> None:
    assert 0 <= with_nearness(local, near) <= 100


@given(NUMBERS, st.floats(-10, 10), st.floats(0, 20), st.floats(0, 5))
def test_nothing_that_speaks_for_a_paper_lowers_it(
    local: float, near: float, more: float, nearer: float
) -> None:
    higher = with_nearness(min(local + more, 100), near + nearer)
    assert higher >= with_nearness(local, near) - 1e-9


def test_a_near_paper_without_a_word_in_common_matches_and_a_far_one_does_not() -> None:
    assert with_nearness(0, 5) >= 40 > with_nearness(0, 1)
    assert with_nearness(100, -1) > with_nearness(40, -1)


@given(NUMBERS, st.integers(0, 100))
def test_the_model_moves_a_number_towards_its_own_and_not_all_the_way(
    before: float, score: int
) -> None:
    after = judged(before, score)
    assert min(before, score) <= after <= max(before, score)
    assert abs(after - score) == pytest.approx(abs(before - score) / 4)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_wanted_words_raise_what_the_model_says_and_never_lower_it(
    described: float, whole: float, now: float
) -> None:
    assert now <= with_words(described, whole, now) <= 100 + 1e-9


def test_a_wanted_author_stays_all_that_can_be_wanted() -> None:
    assert with_words(described=3, whole=100, now=1) == 100


def test_models_whose_cosines_are_all_high_say_the_same_as_others() -> None:
    papers, topic = some_papers(), some_papers(1)[0]
    plain = nearness(papers, [topic], backdrop(papers))

    def lifted(rows: Vectors) -> Vectors:
        """The same texts by a model that gives all of them one more direction in common."""
        common = np.full((*rows.shape[:-1], 1), 2.0, np.float32)
        return unit(np.concatenate([rows, common], -1))

    high = nearness(lifted(papers), [lifted(topic)], backdrop(lifted(papers)))
    assert float((lifted(papers) @ lifted(topic)).min()) > 0.5
    assert np.allclose(plain, high, atol=0.02)


def test_of_a_list_the_nearest_item_counts() -> None:
    papers = some_papers()
    behind = backdrop(papers)
    one, other = (nearness(papers, [papers[place]], behind) for place in (0, 1))
    both = nearness(papers, [papers[0], papers[1]], behind)
    assert both == np.maximum(one, other).tolist()


def test_papers_that_are_all_the_same_break_nothing() -> None:
    same = np.repeat(some_papers(1), ENOUGH, 0)
    assert np.isfinite(nearness(same, [same[0]], backdrop(same))).all()
