"""What the operator reads of platforms that were away."""

import pytest

from scheduler.delivering.wording import duration


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.2, "1 second"),
        (1.4, "1 second"),
        (89.0, "89 seconds"),
        (90.0, "2 minutes"),
        (7_000.0, "117 minutes"),
        (7_200.0, "2 hours"),
        (7_260.0, "2 hours 1 minute"),
        (9_000.0, "2 hours 30 minutes"),
    ],
)
def test_durations_are_told_in_words_that_fit_their_number(seconds: float, told: str) -> None:
    assert duration(seconds) == told
