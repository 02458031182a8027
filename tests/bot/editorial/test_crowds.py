"""How crowded it is around a text, and the crowds that ship."""

import numpy as np
import pytest

from bot.editorial.choosing.index import build_query
from bot.editorial.choosing.lexical import shipped_reference
from bot.editorial.space.crowds import Crowds, crowds

EAST, NORTH = np.eye(2, dtype=np.float32)
# a hundred papers; two of them are the crowd around a text
TOWN = Crowds(
    means=np.stack([0.8 * EAST, 0.5 * EAST, 0.9 * NORTH]).astype(np.float32),
    sizes=np.array([1, 49, 50], np.float32),
    common=EAST,
)


def test_the_crowd_is_the_two_of_a_hundred_that_are_nearest() -> None:
    around = TOWN.around(np.stack([EAST, NORTH, -NORTH]))
    # of the first cluster one paper, of the second another one
    np.testing.assert_allclose(around, [(0.8 + 0.5) / 2, 0.9, 0.0], atol=1e-6)


def test_nothing_is_around_what_the_space_does_not_know() -> None:
    assert TOWN.around(np.zeros((1, 2), np.float32)).tolist() == [0.0]
    nobody = Crowds(np.zeros((0, 2), np.float32), np.zeros(0, np.float32), EAST)
    assert nobody.around(EAST[None]).tolist() == [0.0]
    assert TOWN.around(np.zeros((0, 2), np.float32)).tolist() == []


def test_those_that_ship_lie_in_the_space_that_ships() -> None:
    shipped = crowds()
    assert shipped.means.shape == (len(shipped.sizes), shipped_reference().space.table.shape[1])
    assert np.linalg.norm(shipped.means, axis=1).max() <= 1.01


@pytest.mark.parametrize(
    ("field", "within"),
    [
        ("quantum physics", "reading tables in scanned documents"),
        ("galaxies", "how epidemics spread"),
    ],
)
def test_a_name_of_a_whole_field_stands_in_a_crowd(field: str, within: str) -> None:
    known = shipped_reference()
    assert build_query(field, known).crowd > build_query(within, known).crowd + 0.1
