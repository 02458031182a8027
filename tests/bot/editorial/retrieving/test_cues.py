"""What counts as a limit that the authors admit, and what may be one."""

import pytest

from bot.editorial.retrieving.cues import admission, may_admit


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Limitations include the small sample and one beach.", "5 Discussion"),
        ("The main weakness is that only granite was heard.", "Final remarks"),
        ("The study is limited by its short time.", "Summary"),
        ("Our sorter cannot tell granite from gneiss.", "Failure cases"),
    ],
)
def test_what_the_authors_admit_at_the_end_is_a_limit(text: str, section: str) -> None:
    assert admission(text, section) > 0


@pytest.mark.parametrize(
    "text",
    [
        "One limitation of previous work is its cost.",
        "We overcome several limitations of earlier methods.",
        "We cannot thank our colleagues enough.",
        "We only need one afternoon.",
    ],
)
def test_what_others_lack_and_what_is_overcome_is_none(text: str) -> None:
    assert admission(text, "6 Conclusion") == 0


@pytest.mark.parametrize(
    "text",
    [
        "It should be noted that these curves probably show a maximum.",
        "Labels are noisy and not perfectly reliable.",
        "The list may only include a subset of all answers.",
        "The compiler does not trace functions that are called as callbacks.",
    ],
)
def test_nobody_is_told_that_there_is_no_limit_where_one_may_stand(text: str) -> None:
    assert may_admit(text, "2 Data")
    assert not may_admit("Pebbles were heard at two rivers.", "2 Data")
