"""Builds bot/data/space.npz: a linear student of the encoded texts.

    python -m benchmarks.space.fit DATA PARTS bot/data/space.npz [--hold-out PAPERS]

DATA is the folder of the test material, PARTS what benchmarks.space.encode wrote. A text
is the weighted sum of its terms' vectors; a ridge regression chooses these, so that the
sum is near the teacher's vector, reduced to its first 128 principal directions, which
are then evened out a little. Needs scipy. --hold-out leaves the last papers to
benchmarks.space.judge.

The same input gives the same bytes on the same machine and libraries. Elsewhere sums are
rounded otherwise, and some values of the table differ by one step of 127.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from benchmarks.space.texts import PART, Source, read_papers, text_of_paper
from bot.editorial.space.terms import Integers, Terms
from bot.editorial.space.vectors import VectorSpace, saturated
from bot.text.words import content_stems, phrases, stems, telling

DIMENSIONS = 128
WORD_AT_LEAST = 3
PHRASE_AT_LEAST = 15
# the teacher's own words, which abstracts lack and people type: so many of the commonest
OTHER_WORDS = 7_500
PHRASE_WEIGHT = 0.7
RIDGE = 1.0
# what a text of a kind counts for, where it is not one
WEIGHTS = {"paper": 2.0, "word": 0.3}
ROUNDS = 30
# 0 leaves the directions as they are, 1 makes all of them matter alike
EVENING = 0.25

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Taught:
    """Texts, the place of the paper that each is of, its kind, and the teacher's unit vector.

    Single words are of no paper: -1.
    """

    texts: Sequence[str]
    papers: Integers
    kinds: npt.NDArray[np.str_]
    vectors: Floats


def read_taught(folder: Path) -> Taught:
    with np.load(folder / "words.npz") as words:
        texts = words["text"].tolist()
        papers, kinds = [np.full(len(texts), -1)], [np.full(len(texts), "word")]
        vectors = [words["vector"]]
    for path in sorted(folder.glob("part-???.npz")):
        number = int(path.stem.removeprefix("part-"))
        with np.load(path) as part:
            texts += part["text"].tolist()
            papers.append(part["paper"] + number * PART)
            kinds.append(part["kind"])
            vectors.append(part["vector"])
    return Taught(
        texts,
        np.concatenate(papers).astype(np.int64),
        np.concatenate(kinds),
        np.concatenate(vectors).astype(np.float32),
    )


def choose_terms(papers: Sequence[Source], words: Iterable[str]) -> tuple[Terms, Floats]:
    """The terms that get a vector, and how rare each is among the papers."""
    found: Counter[str] = Counter()
    for paper in papers:
        stemmed = stems(text_of_paper(paper))
        found.update({*telling(stemmed), *phrases(stemmed)})
    least = {False: WORD_AT_LEAST, True: PHRASE_AT_LEAST}
    common = sorted(term for term, count in found.items() if count >= least[" " in term])
    others = (stemmed[0] for word in words if len(stemmed := content_stems(word)) == 1)
    numbered = dict.fromkeys(term for term in common if " " not in term)
    added = [word for word in dict.fromkeys(others) if word not in numbered][:OTHER_WORDS]
    rows = {word: row for row, word in enumerate([*numbered, *added])}
    halves = [pair.split(" ") for pair in common if " " in pair]
    pairs = [rows[a] * len(rows) + rows[b] for a, b in halves if a in rows and b in rows]
    terms = Terms(rows, np.array(sorted(pairs), np.int64))
    counts = np.array([found[name] for name in terms.names()])
    rarity = 1 + np.log((1 + len(papers)) / (1 + counts))
    rarity[len(rows) :] *= PHRASE_WEIGHT
    return terms, rarity.astype(np.float32)


def features(terms: Terms, rarity: Floats, texts: Sequence[str]) -> Any:
    """A sparse unit row for each text: how much each term weighs in it."""
    found = terms.count(texts)
    weights = saturated(found.counts) * rarity[found.terms]
    lengths = np.sqrt(np.bincount(found.texts, weights**2, len(texts)))
    weights /= lengths[found.texts].astype(np.float32)
    return sparse.csr_matrix((weights, (found.texts, found.terms)), (len(texts), len(terms)))


def principal_directions(vectors: Floats) -> Floats:
    """The best orthonormal basis of 128 directions, as columns; not centred, as cosines are not."""
    _, directions = np.linalg.eigh(vectors.astype(np.float64).T @ vectors.astype(np.float64))
    basis = directions[:, ::-1][:, :DIMENSIONS]
    # a direction has no sign of its own; fix one, so that two runs agree
    signs = np.sign(basis[np.abs(basis).argmax(0), np.arange(DIMENSIONS)])
    return np.asarray(basis * signs, np.float32)


def ridge(given: Any, wanted: Floats) -> Floats:
    """The W that makes |given W - wanted|^2 + RIDGE |W|^2 least, by conjugate gradients."""
    turned = given.T.tocsr()
    scale = (np.asarray(given.power(2).sum(0)).ravel() + RIDGE).astype(np.float32)[:, None]
    weights = np.zeros((given.shape[1], wanted.shape[1]), np.float32)
    residual = turned @ wanted
    direction = residual / scale
    size = (residual * direction).sum(0)
    for _ in range(ROUNDS):
        image = turned @ (given @ direction) + np.float32(RIDGE) * direction
        step = size / np.maximum((direction * image).sum(0), 1e-12)
        weights += step * direction
        residual -= step * image
        conditioned = residual / scale
        size, before = (residual * conditioned).sum(0), size
        direction = conditioned + size / np.maximum(before, 1e-12) * direction
    return weights


def evening(papers: Floats) -> Floats:
    """A factor for each direction: those in which papers vary most lose some of their say.

    Two papers of one field are alike in these; what tells them apart is in the others, which
    a ridge regression shrinks besides.
    """
    rows = papers / np.maximum(np.linalg.norm(papers, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.sqrt((rows**2).mean(0)) ** -EVENING, np.float32)


def fit(taught: Taught, terms: Terms, rarity: Floats) -> VectorSpace:
    of_papers = taught.kinds != "word"
    basis = principal_directions(taught.vectors[of_papers])
    wanted = taught.vectors @ basis
    importance = np.array([WEIGHTS.get(kind, 1.0) for kind in taught.kinds.tolist()])
    roots = np.sqrt(importance).astype(np.float32)
    given = features(terms, rarity, taught.texts)
    weights = ridge((sparse.diags(roots) @ given).tocsr(), wanted * roots[:, None])
    factors = evening(given[taught.kinds == "paper"] @ weights)
    weights *= factors
    largest = np.maximum(np.abs(weights).max(1), 1e-9)
    table = np.round(weights / largest[:, None] * 127).astype(np.int8)
    scales = (largest / 127 * rarity).astype(np.float16)
    digest = hashlib.sha256(table.tobytes() + scales.tobytes()).hexdigest()
    directions = (basis * factors).astype(np.float32)
    return VectorSpace(digest[:8], terms, table, scales.astype(np.float32), directions)


def save(space: VectorSpace, path: Path) -> None:
    words = "\n".join(space.terms.words).encode("utf-8")
    # rows of weights are hardly smaller compressed, and take longer to read
    np.savez(
        path,
        allow_pickle=False,
        version=np.array(space.version),
        words=np.frombuffer(words, np.uint8),
        pairs=space.terms.pairs,
        table=space.table,
        scales=space.scales.astype(np.float16),
        directions=space.directions.astype(np.float16),
    )


def taught_of(taught: Taught, chosen: npt.NDArray[np.bool_]) -> Taught:
    texts = [text for text, kept in zip(taught.texts, chosen.tolist(), strict=True) if kept]
    return Taught(texts, taught.papers[chosen], taught.kinds[chosen], taught.vectors[chosen])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("parts", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--hold-out", type=int, default=0)
    options = parser.parse_args()
    taught = read_taught(options.parts)
    papers = read_papers(options.data)
    single = [text for text, one in zip(taught.texts, taught.papers, strict=True) if one < 0]
    terms, rarity = choose_terms(papers, single)
    last = int(taught.papers.max()) - options.hold_out
    space = fit(taught_of(taught, taught.papers <= last), terms, rarity)
    save(space, options.output)
    print(
        json.dumps(
            {
                "bytes": options.output.stat().st_size,
                "version": space.version,
                "papers": last + 1,
                "words": len(terms.words),
                "pairs": len(terms.pairs),
            }
        )
    )


if __name__ == "__main__":
    main()
