"""A three-day run with 200 channels and at least fifty SIGKILLs."""

from pathlib import Path
from random import SystemRandom

from tests.torture.run import torture

KILLS = 55
AT_LEAST = 50


def test_every_channel_has_each_day_once_after_fifty_kills(
    tmp_path: Path,
) -> None:
    """The terminal recognises a repetition, so not even the part in flight comes twice."""
    seed = SystemRandom().randrange(10**6)
    report = torture(tmp_path, KILLS, seed)
    again = f"again with: python -m tests.torture --kills {KILLS} --seed {seed}"
    assert not report.wrong, "\n".join([again, *report.wrong[:20]])
    assert report.kills >= AT_LEAST, again
    # most were killed at work, not at the start
    assert report.ready > report.kills / 2, again
