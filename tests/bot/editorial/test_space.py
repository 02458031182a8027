"""The vector space: texts are sums of their terms, and the one that ships knows meaning."""

from collections import Counter
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.space.terms import Terms
from bot.editorial.space.vectors import VectorSpace, saturated, space
from bot.text.words import stems

# "cat" and "dog" nearly the same way, "video diffus" a way of its own
WORDS = {"cat": 0, "dog": 1, "video": 2, "diffus": 3}
PAIR = 2 * 4 + 3
SMALL = VectorSpace(
    version="test",
    terms=Terms(WORDS, np.array([PAIR], np.int64)),
    table=np.array([[127, 0, 0], [120, 40, 0], [0, 127, 0], [0, 60, 60], [0, 0, -127]], np.int8),
    scales=np.array([0.01, 0.02, 0.005, 0.01, 0.03], np.float32),
    directions=np.eye(3, dtype=np.float32),
)
TEXT = st.lists(
    st.sampled_from(("cats", "dog", "video", "diffusion", "the", "k", "unheard")), max_size=9
).map(" ".join)


def summed(text: str) -> npt.NDArray[np.float64]:
    """The definition, one term at a time."""
    words = stems(text)
    pairs = [" ".join(pair) for pair in pairwise(words)]
    total = np.zeros(3)
    for term, count in Counter([*words, *pairs]).items():
        if term in (names := SMALL.terms.names()):
            row = names.index(term)
            total += 2 * count / (count + 1) * SMALL.scales[row] * SMALL.table[row]
    return total / (np.linalg.norm(total) or 1.0)


@given(st.lists(TEXT, max_size=4))
def test_a_text_is_the_unit_sum_of_its_terms_whatever_stands_beside_it(texts: list[str]) -> None:
    found = SMALL.vectors(texts)
    assert found.shape == (len(texts), 3)
    assert found.dtype == np.float32
    for row, text in zip(found, texts, strict=True):
        np.testing.assert_allclose(row, summed(text), atol=1e-5)
        np.testing.assert_array_equal(row, SMALL.vectors([text])[0])


def test_terms_have_the_numbers_of_their_places() -> None:
    assert SMALL.terms.names() == ["cat", "dog", "video", "diffus", "video diffus"]
    assert SMALL.terms.of_words(["dog", "the", "video"]).tolist() == [1, -1, 2]
    first, second = np.array([2, 3, 2, -1]), np.array([3, 2, -1, 3])
    assert SMALL.terms.of_pairs(first, second).tolist() == [4, -1, -1, -1]


def test_a_pair_reaches_across_no_unknown_word_and_not_into_the_next_text() -> None:
    apart = SMALL.terms.count(["video of diffusion", "video", "diffusion"])
    assert apart.terms.max() < len(WORDS)
    assert SMALL.terms.count(["video diffusion"]).terms.max() == len(WORDS)


def test_what_is_repeated_counts_little_more() -> None:
    weights = saturated(np.array([1, 2, 3, 1000]))
    assert np.all(np.diff(weights) > 0)
    assert weights[0] == 1
    assert weights[-1] < 2


def test_a_term_is_likest_itself_and_then_what_means_nearly_the_same() -> None:
    found = SMALL.likeness(np.arange(len(SMALL.terms)), SMALL.vectors(["cat"])[0])
    names = SMALL.terms.names()
    assert [names[at] for at in np.argsort(-found)[:2]] == ["cat", "dog"]
    assert found.max() == pytest.approx(1)


def test_the_space_that_ships_finds_other_words_for_the_same() -> None:
    shipped = space()
    asked, same, other = shipped.vectors(
        [
            "how to make large language models run faster and cheaper at inference time",
            "KV cache compression for efficient LLM decoding",
            "Radial velocities of stars with transiting planets",
        ]
    )
    assert asked @ same > asked @ other + 0.2


def test_the_space_that_ships_is_small_and_whole() -> None:
    shipped = space()
    assert shipped.table.shape == (len(shipped.terms), 128)
    assert shipped.scales.shape == (len(shipped.terms),)
    assert np.isfinite(shipped.scales).all()
    assert np.all(np.diff(shipped.terms.pairs) > 0)
    assert not shipped.vectors(["", "的", "the of and"]).any()
