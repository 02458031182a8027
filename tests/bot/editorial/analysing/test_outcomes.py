"""How well a sentence says what came out."""

import pytest

from bot.editorial.analysing.outcomes import outcome_worth

BEST = "Three rounds lower the error rate from 74.3% to 38.6%, close to a system with transcripts."
NUMBER = "Teachers kept to the routine in 83% of the lessons."
PLAIN = "The method outperforms clinical baselines."
SUGGESTED = "Our results suggest that lexicons are a useful resource."
SET_UP = "We use 30 hours of radio, compared with 20 in earlier work."


def test_a_number_beside_another_is_worth_more_than_one_alone_and_than_words() -> None:
    worths = [outcome_worth(one) for one in (BEST, NUMBER, PLAIN, SUGGESTED)]
    assert worths == sorted(worths, reverse=True)
    assert len(set(worths)) == len(worths)


@pytest.mark.parametrize("text", [SUGGESTED, SET_UP, "The gap is defined as the 2.1% quantile."])
def test_what_was_set_up_or_is_only_suggested_is_worth_less_than_nothing(text: str) -> None:
    assert outcome_worth(text) < 0


def test_a_number_that_is_said_to_be_higher_is_compared() -> None:
    assert outcome_worth("Classes with recall scored 0.21 standard deviations higher.") >= 2
