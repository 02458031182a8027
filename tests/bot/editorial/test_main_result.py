"""What came out, in one clause with its number and what it is compared with."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.editorial.sentences.amounts import compares
from bot.editorial.sentences.derivation import is_derived
from bot.editorial.sentences.results import LONGEST, finding, main_result
from bot.text.readable import utf16_length

TITLE = "Brill: Warm Rooms for Little Wood"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "Our method improves recall by up to 4.5% over Kiln.",
            "Our method improves recall by up to 4.5% over Kiln.",
        ),
        ("We reduce smoke by 30% compared to iron.", "We reduce smoke by 30% compared to iron."),
        (
            "We cover the tall and narrow rooms of the wooden churches of the far north with red "
            "clay from the river and with the wool of old sheep, thereby reducing smoke by 30% "
            "compared to iron.",
            "We reduce smoke by 30% compared to iron.",
        ),
        (
            "Tests in tall rooms confirm the strength of our stove design, saving 30% more wood "
            "than iron.",
            "Our stove design saves 30% more wood than iron.",
        ),
        (
            "Our two methods warm the tall and narrow rooms of the wooden churches of the far "
            "north in the coldest winters without smoke, saving 30% more wood than iron, which "
            "rusts.",
            "Our two methods save 30% more wood than iron.",
        ),
        (
            "Experiments show that Brill outperforms Kiln by 20.6%, which saves much wood.",
            "Brill outperforms Kiln by 20.6%, which saves much wood.",
        ),
        (
            "Brill keeps tall rooms warm in the coldest winters of the north with little work and "
            "no smoke at all, achieving 2.3x more heat than iron stoves.",
            "Brill achieves 2.3x more heat than iron stoves.",
        ),
        (
            "We try two ways to heat the tall and narrow rooms of the wooden churches of the "
            "north: (1) dry straw burns by night, and (2) clay keeps its heat, raising the warmth "
            "of small rooms from 0% to 27.9%.",
            "Clay keeps its heat, raising the warmth of small rooms from 0% to 27.9%.",
        ),
        (
            "In particular, our stove heats rooms 3x faster than Kiln.",
            "Our stove heats rooms 3x faster than Kiln.",
        ),
        (
            "The heat loss falls from 12% to 3% when walls are doubled.",
            "The heat loss falls from 12% to 3% when walls are doubled.",
        ),
        (  # no clause of it is short, and 146 units still are a result
            "Our method reduces the smoke of wet straw in tall wooden rooms by 30% in the coldest "
            "winters of the far north compared to the heavy iron stoves of the south.",
            "Our method reduces the smoke of wet straw in tall wooden rooms by 30% in the coldest "
            "winters of the far north compared to the heavy iron stoves of the south.",
        ),
    ],
)
def test_the_clause_is_told_without_its_lead_in(sentence: str, shown: str) -> None:
    assert main_result(sentence, TITLE) == shown
    assert is_derived(shown, sentence)
    assert utf16_length(shown) <= LONGEST


@pytest.mark.parametrize(
    "sentence",
    [
        "Our method outperforms all baselines.",  # no number
        "We test 12 stoves in 40 rooms.",  # no comparison
        "Brill keeps between 1 and 3 rooms warm.",
        "Brill surpasses iron on only 17.8% of days.",  # a weakness
        "Existing stoves lose 40% more heat than walls.",  # others'
        "It loses these 30% more often than the former.",
        "Tests of 9 stoves across sizes from 3 to 32 units demonstrate the strength of Brill.",
        "Larger stoves burn better with chimneys from 3B to 32B.",
        "Recall and precision rise by 3% and 4% on wood and straw, respectively, compared to iron, "
        "as measured in forty tall rooms of the north over three long winters without any wind.",
    ],
)
def test_nothing_incomplete_is_told(sentence: str) -> None:
    assert main_result(sentence, TITLE) is None


_BEGINNINGS = ("Our method", "We", "Experiments show that Brill", "Our stove", "Brill")
_OUTCOMES = (
    "reduces smoke by 30%",
    "reduce smoke by 30%",
    "improves recall by 4.5%",
    "outperforms Kiln by 3 points",
    "reaches 92%",
    "outperforms Kiln",
)
_ENDS = (
    " over Kiln",
    " compared to the heavy iron stoves of the south",
    " in the coldest winters of the far north",
    " for rooms that are as tall as the wooden churches of the north",
    " on average",
    ", which saves much wood",
    ", achieving 2.3x more heat than iron stoves",
    "; iron needs 12% more",
)
_sentences = st.builds(
    lambda beginning, outcome, ends: f"{beginning} {outcome}{''.join(ends)}.",
    st.sampled_from(_BEGINNINGS),
    st.sampled_from(_OUTCOMES),
    st.lists(st.sampled_from(_ENDS), max_size=5, unique=True),
)


@given(_sentences)
@settings(max_examples=200, deadline=None)
def test_a_result_has_a_number_and_the_baseline_that_its_sentence_tells(sentence: str) -> None:
    found = main_result(sentence, TITLE)
    if found is not None:
        assert any(map(str.isdigit, found))
        assert compares(found) or not compares(sentence)
        assert utf16_length(found) <= LONGEST
        assert is_derived(found, sentence)


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_text_may_come(text: str) -> None:
    found = main_result(text, TITLE)
    assert found is None or utf16_length(found) <= LONGEST


def test_the_baseline_is_not_lost() -> None:
    long_baseline = "the heavy iron stoves that were built for the tall rooms of the far north"
    sentence = (
        f"Brill beats {long_baseline} in every one of forty carefully measured winters, reducing "
        "smoke by 30% on average."
    )
    assert main_result(sentence, TITLE) is None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "We find that old stoves lose their heat soon after heavy rain.",
            "Old stoves lose their heat soon after heavy rain.",
        ),
        (
            "Our results suggest that old stoves lose heat after rain.",
            "Our results suggest that old stoves lose heat after rain.",
        ),
        (
            "We prove that every small stove is warm and compute how long it glows.",
            "We prove that every small stove is warm and compute how long it glows.",
        ),
    ],
)
def test_a_finding_needs_no_number_and_keeps_its_hedge(sentence: str, told: str) -> None:
    assert finding(sentence, TITLE, "We light stoves.") == told
    assert is_derived(told, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We show that our stove outperforms state-of-the-art ovens in most rooms.",
        "We show that these walls keep the smoke of the night inside.",
        "Existing stoves show that the smoke of the night stays inside.",
        "The smoke of the night stays inside the old rooms of the house.",
        "Namely, we show that the old rooms of this house are full of smoke.",
        "We find that smoke stays.",
        "The results show that we perform long tests of stoves in the wooden rooms of the north.",
    ],
)
def test_praise_and_what_leans_is_no_finding(sentence: str) -> None:
    assert finding(sentence, TITLE, "") is None


def test_years_are_no_change_from_one_to_another() -> None:
    assert not compares("Smoke was low from mid-2017 to mid-2019.")
    assert compares("Smoke fell from 12 to 3 units.")
