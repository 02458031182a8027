"""Papers are clustered by direction, and what is packed is what is read."""

from pathlib import Path

import numpy as np

from benchmarks.build_crowds import clustered, common_of, save
from bot.editorial.choosing.background import background
from bot.editorial.space.crowds import crowds, read_crowds
from bot.editorial.space.vectors import space, unit


def test_what_lies_together_is_one_cluster_and_survives_packing(tmp_path: Path) -> None:
    lots = np.random.default_rng(0)
    about = np.repeat(np.eye(3, dtype=np.float32), (20, 30, 50), axis=0)
    rows = unit(about + lots.normal(0, 0.05, about.shape).astype(np.float32))
    means, sizes = clustered(rows, 12)
    assert sizes.sum() == len(rows)
    # no cluster spans two of the three directions
    assert np.linalg.norm(means, axis=1).min() > 0.98
    common = np.array([0.3, 0.2, 0.1], np.float32)
    save(tmp_path / "crowds.npz", means, sizes, common)
    read = read_crowds(tmp_path / "crowds.npz")
    np.testing.assert_allclose(read.means, means, atol=0.5 / 127 + 1e-6)
    assert read.sizes.tolist() == sizes.tolist()
    assert (read.common == common).all()


def test_what_papers_have_in_common_is_that_of_the_space_that_ships() -> None:
    np.testing.assert_allclose(common_of(background(), space()), crowds().common, atol=1e-5)
