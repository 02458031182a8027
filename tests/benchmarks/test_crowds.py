"""Papers are clustered by direction, and what is packed is what is read."""

from pathlib import Path

import numpy as np

from benchmarks.build_crowds import clustered, save
from bot.editorial.space.crowds import read_crowds
from bot.editorial.space.vectors import unit


def test_what_lies_together_is_one_cluster_and_survives_packing(tmp_path: Path) -> None:
    lots = np.random.default_rng(0)
    about = np.repeat(np.eye(3, dtype=np.float32), (20, 30, 50), axis=0)
    rows = unit(about + lots.normal(0, 0.05, about.shape).astype(np.float32))
    means, sizes = clustered(rows, 12)
    assert sizes.sum() == len(rows)
    # no cluster spans two of the three directions
    assert np.linalg.norm(means, axis=1).min() > 0.98
    save(tmp_path / "crowds.npz", means, sizes)
    read = read_crowds(tmp_path / "crowds.npz")
    np.testing.assert_allclose(read.means, means, atol=0.5 / 127 + 1e-6)
    assert read.sizes.tolist() == sizes.tolist()
