"""A brief is not ten variations of one idea."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.choosing.variety import RankedPaper, likeness, varied
from bot.values.papers import Paper
from tests.values import paper

SUBJECTS = (
    "Gaussian splatting renders static scenes from photographs of cameras",
    "dependency parsers annotate treebanks of spoken Icelandic dialogue",
    "federated hospitals share tumour segmentation without patients' data",
    "speculative decoding accelerates transformer inference on phones",
    "tokenizers split morphologically rich words into bytes",
)


def about(subject: int, number: int) -> Paper:
    return paper(number, title=SUBJECTS[subject], abstract=SUBJECTS[subject] + f" variant{number}")


def entry(subject: int, number: int, worth: float, topic: str | None = "t") -> RankedPaper:
    return RankedPaper(about(subject, number), worth, topic)


def test_everything_is_taken_where_it_fits() -> None:
    assert varied([entry(0, 1, 90), entry(0, 2, 80)], 2) == (0, 1)


def test_a_repetition_gives_way_to_another_idea_of_nearly_the_same_worth() -> None:
    ranked = [entry(0, 1, 90), entry(0, 2, 89), entry(1, 3, 85)]
    assert varied(ranked, 2) == (0, 2)


def test_a_paper_far_above_the_alternatives_is_taken_though_it_repeats() -> None:
    ranked = [entry(0, 1, 95), entry(0, 2, 92), entry(1, 3, 60)]
    assert varied(ranked, 2) == (0, 1)


def test_every_topic_with_papers_gets_a_place() -> None:
    ranked = [entry(n % 4, n, 95 - n, "strong") for n in range(20)]
    ranked += [entry(4, 30, 45, "weak"), entry(4, 31, 44, "weaker")]
    chosen = [ranked[number].topic for number in varied(ranked, 6)]
    assert chosen.count("weak") == 1
    assert chosen.count("weaker") == 1


def test_with_more_topics_than_places_the_worthiest_come() -> None:
    ranked = [entry(n, n, 90 - n, f"topic {n}") for n in range(5)]
    assert varied(ranked, 3) == (0, 1, 2)


def test_no_places_take_nothing() -> None:
    assert varied([entry(0, 1, 90)], 0) == ()


def test_likeness_is_one_for_the_same_and_near_nothing_for_different_words() -> None:
    table = likeness([about(0, 1), about(0, 1), about(1, 2)])
    assert np.isclose(table[0, 1], 1)
    assert table[0, 2] < 0.1


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 100), st.sampled_from("abc"))),
    st.integers(0, 12),
)
def test_the_choice_is_of_the_asked_size_in_order_and_repeatable(
    drawn: list[tuple[int, int, str]], places: int
) -> None:
    drawn.sort(key=lambda one: -one[1])
    ranked = [entry(subject, n, worth, topic) for n, (subject, worth, topic) in enumerate(drawn)]
    chosen = varied(ranked, places)
    assert len(chosen) == min(places, len(ranked))
    assert list(chosen) == sorted(set(chosen))
    assert chosen == varied(ranked, places)
