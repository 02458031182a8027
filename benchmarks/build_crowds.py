"""Builds bot/data/crowds.npz: where the papers of arXiv lie in the vector space.

    python benchmarks/build_crowds.py DATA bot/data/crowds.npz

DATA is the folder of the test material: ``arxiv/recorded/`` has a harvest of all fields,
``picks/`` papers of computer science. All of the first and some of the second are placed
in the space and clustered by direction; means and sizes of the clusters ship, and what all
papers have in common; no paper does. The metadata is CC0.

The same input gives the same bytes on the same machine and libraries.
"""

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from adapters.listings.reading import read_listing
from bot.editorial.choosing.background import Background, background
from bot.editorial.choosing.index import build_index, reference
from bot.editorial.space.crowds import Crowds
from bot.editorial.space.vectors import Vectors, VectorSpace, blocks, space, unit
from bot.text.readable import readable

# so many papers of computer science beside the harvest, which has 800 of 2,265
DRAWN = 4_000
CLUSTERS = 128
ROUNDS = 25
SEED = 0
# how long the mean of papers' unit vectors is, measured over 3,000 papers
COMMON = 0.45

Sizes = npt.NDArray[np.int64]


def texts_of(data: Path) -> list[tuple[str, str]]:
    """Titles and abstracts, each paper once."""
    harvest, picks = dict(_harvested(data)), dict(_picked(data))
    left = sorted(picks.keys() - harvest.keys())
    drawn = random.Random(SEED).sample(left, min(DRAWN, len(left)))  # noqa: S311 - no secret
    return [*harvest.values(), *(picks[id_] for id_ in drawn)]


def _harvested(data: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    for path in sorted((data / "arxiv" / "recorded").glob("*ListRecords*.xml")):
        for item in read_listing(path.read_bytes()).items:
            yield item.paper.id, (item.paper.title, item.paper.abstract)


def _picked(data: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    for path in sorted((data / "picks").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for paper in map(json.loads, lines):
                yield paper["id"], (paper["title"], paper["abstract"])


def common_of(background: Background, space: VectorSpace) -> Vectors:
    """The mean of all papers' unit vectors, as if words occurred independently."""
    terms = space.terms.names()
    shares = np.fromiter((background.counts.get(one, 0) for one in terms), np.float32, len(terms))
    total = np.zeros(space.table.shape[1], np.float32)
    for here in blocks(len(terms)):
        total += (shares[here] * space.scales[here]) @ space.table[here].astype(np.float32)
    common = COMMON * total / max(float(np.linalg.norm(total)), 1e-9)
    return np.asarray(common, np.float32)


def clustered(rows: Vectors, clusters: int) -> tuple[Vectors, Sizes]:
    """Means and sizes of at most so many clusters of unit rows, each in that of the nearest
    direction."""
    drawn = np.random.default_rng(SEED).choice(len(rows), clusters, replace=False)
    directions = rows[drawn]
    for _ in range(ROUNDS):
        directions = unit(_means(rows, directions)[0])
    return _means(rows, directions)


def _means(rows: Vectors, directions: Vectors) -> tuple[Vectors, Sizes]:
    nearest = (rows @ directions.T).argmax(1)
    sizes = np.bincount(nearest, minlength=len(directions))
    held = np.flatnonzero(sizes)
    return np.stack([rows[nearest == one].mean(0) for one in held]), sizes[held]


def save(path: Path, means: Vectors, sizes: Sizes, common: Vectors) -> None:
    packed = np.rint(means * 127).astype(np.int8)
    np.savez_compressed(path, means=packed, sizes=sizes.astype(np.int32), common=common)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    texts = [(readable(title), readable(abstract)) for title, abstract in texts_of(given.data)]
    common = common_of(background(), space())
    nobody = Crowds(np.zeros((0, len(common)), np.float32), np.zeros(0, np.float32), common)
    bare = reference(background(), space(), nobody)
    means, sizes = clustered(build_index(texts, bare).meanings, CLUSTERS)
    save(given.out, means, sizes, common)
    print(f"{len(texts)} papers in {len(means)} clusters")


if __name__ == "__main__":
    main()
