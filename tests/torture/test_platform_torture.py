"""Briefs on the chat platforms while the bot is killed; more of it: ``python -m tests.torture``."""

from pathlib import Path
from random import SystemRandom

import pytest

from tests.torture.platform_books import Booked
from tests.torture.platform_run import platform_torture
from tests.torture.platform_sites import Name, Stands
from tests.torture.platform_verdict import wrongs

KILLS = 6


@pytest.mark.parametrize("name", ["telegram", "discord"])
async def test_every_channel_gets_every_part_through_six_kills(tmp_path: Path, name: Name) -> None:
    seed = SystemRandom().randrange(10**6)
    report = await platform_torture(tmp_path, name, KILLS, seed)
    again = f"again with: python -m tests.torture --platform {name} --kills {KILLS} --seed {seed}"
    assert not report.wrong, "\n".join([again, *report.wrong[:20]])
    assert report.kills == KILLS, again
    assert report.parts > report.days * 30, "no brief had two parts"


def _booked(number: int, state: str = "sent") -> Booked:
    receipt = str(number + 1) if state == "sent" else ""
    return Booked("telegram:1", 1, number, state, receipt)


ONE, TWO, AGAIN = Stands(1, "one"), Stands(2, "two"), Stands(3, "two")


@pytest.mark.parametrize(
    ("parts", "standing", "in_doubt", "recognises", "expected"),
    [
        ([_booked(0), _booked(1)], [ONE, TWO], set(), False, ""),
        ([_booked(0), _booked(1)], [ONE], set(), False, "not there"),
        ([_booked(0), _booked(1, "unknown")], [ONE], set(), False, "1 of 2 parts"),
        ([_booked(0), _booked(1, "unknown")], [ONE, TWO], set(), False, ""),
        ([_booked(0), _booked(1)], [ONE, TWO, AGAIN], {("telegram:1", 1, 1)}, False, ""),
        ([_booked(0), _booked(1)], [ONE, TWO, AGAIN], {("telegram:1", 1, 0)}, False, "2 times"),
        ([_booked(0), _booked(1)], [ONE, TWO, AGAIN], {("telegram:1", 1, 1)}, True, "2 times"),
        ([_booked(1), _booked(0)], [ONE, TWO], set(), False, "stands before"),
        ([], [], set(), False, "0 briefs"),
    ],
)
def test_the_verdict_sees_what_is_lost_out_of_order_or_twice(
    parts: list[Booked],
    standing: list[Stands],
    in_doubt: set[tuple[str, int, int]],
    recognises: bool,
    expected: str,
) -> None:
    found = list(wrongs(parts, {"telegram:1": standing}, in_doubt, 1, recognises=recognises))
    assert any(expected in each for each in found) if expected else found == []
