"""How crowded it is around a text: how near the papers nearest to it are.

All papers of a field are near a topic that names the field, and nearer still where the field
is a close one, so nearness alone means more in one field than in another. Where many papers are
about, more of it is needed. Pure but for one packaged file, made by benchmarks/build_crowds.py.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.editorial.space.vectors import Vectors

# the share of all papers that is the crowd around a text
_CROWD = 0.02


@dataclass(frozen=True, slots=True)
class Crowds:
    """Papers of all fields, in clusters of such as are near each other: the ``means`` of their
    rows in the space (less what all papers have in common), and their ``sizes``.

    ``common`` is the mean of all papers' unit vectors: with it, every paper on language models
    would be near whatever names language models."""

    means: Vectors
    sizes: Vectors
    common: Vectors

    def around(self, rows: Vectors) -> npt.NDArray[np.float64]:
        """For each unit row the mean nearness of the papers nearest to it, 0 to 1; 0 for
        zeros."""
        near = rows @ self.means.T
        order = np.argsort(-near, axis=1)
        sizes = self.sizes[order]
        before = np.cumsum(sizes, axis=1) - sizes
        counted = np.clip(_CROWD * self.sizes.sum() - before, 0, sizes)
        sums = (near[np.arange(len(near))[:, None], order] * counted).sum(1)
        return np.asarray(np.maximum(sums / np.maximum(counted.sum(1), 1e-9), 0), np.float64)


@cache
def crowds() -> Crowds:
    """Those that ship with the product and its space, read once."""
    with as_file(files("bot").joinpath("data/crowds.npz")) as path:
        return read_crowds(path)


def read_crowds(path: Path) -> Crowds:
    """Crowds as benchmarks/build_crowds.py packs them: int8 rows, 127 for 1; ``common`` whole."""
    with np.load(path) as packed:
        return Crowds(
            means=np.asarray(packed["means"] / 127, np.float32),
            sizes=packed["sizes"].astype(np.float32),
            common=packed["common"],
        )
