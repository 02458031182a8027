"""Learns the weights of bot/editorial/choosing/relevance.py from judged papers, and prints them.

    python benchmarks/build_relevance.py DATA

DATA is the folder of the test material: its ``judged/`` holds topics with papers and
judgements, ``picks/`` and ``arxiv/recorded/`` the texts of the papers that
relevance_labels.jsonl names (52 more topics, judged for this purpose; ids and
judgements only, wanted "2", related "1", off topic "0"), and relevance_unseen.jsonl: six
topics outside of computer science from which nothing is learned. All of it is CC0.

A logistic regression whose target is half the judgement and whose weights are not
below 0; every topic counts alike. Printed: the figures of benchmarks/judged.py for topics that
were left out in turn and for the six, then the weights for all topics but these.
"""

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from adapters.listings.reading import read_listing
from benchmarks.judged import Judged, figures, rows_of
from bot.editorial.choosing.index import TermIndex, build_index, build_query
from bot.editorial.choosing.lexical import shipped_reference
from bot.editorial.choosing.relevance import WEIGHTS, Weights, measures, of_measures
from bot.editorial.choosing.wishes import wishes
from bot.text.readable import readable

LABELS = Path(__file__).with_name("relevance_labels.jsonl")
UNSEEN = Path(__file__).with_name("relevance_unseen.jsonl")
FOLDS = 8
# how strongly weights are held near 0
PENALTY = 0.5
ROUNDS = 400
# papers drawn by lot, which stand for the rest of a day, and what one counts for
OTHERS = 200
OTHER_COUNTS = 0.1
SEED = 0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class JudgedTopic:
    """``measured``: for each wording of the topic its papers by measures. ``others``: the same
    for papers drawn by lot, nearly all off topic."""

    measured: tuple[Floats, ...]
    others: tuple[Floats, ...]
    judgements: npt.NDArray[np.int64]

    def scores(self, weights: Weights) -> Floats:
        return np.asarray(np.stack([of_measures(one, weights) for one in self.measured]).max(0))


def best(measured: Sequence[Floats], weights: Weights) -> Floats:
    """Each paper's measures for the wording that it meets best."""
    number = np.stack([of_measures(one, weights) for one in measured]).argmax(0)
    return np.asarray(np.stack(measured)[number, np.arange(len(number))])


def judged_topic(row: dict[str, Any], others: TermIndex) -> JudgedTopic:
    texts = [(readable(one["title"]), readable(one["abstract"])) for one in row["papers"]]
    index = build_index(texts, shipped_reference())
    queries = [build_query(text, shipped_reference()) for text in wishes(row["topic"])]
    return JudgedTopic(
        tuple(measures(index.meets(one), one) for one in queries),
        tuple(measures(others.meets(one), one) for one in queries),
        np.array([one["relevance"] for one in row["papers"]]),
    )


def topics_in(data: Path) -> dict[str, list[JudgedTopic]]:
    texts = dict(paper_texts(data))
    others = build_index(
        [(readable(texts[id_][0]), readable(texts[id_][1])) for id_ in _drawn(data, texts)],
        shipped_reference(),
    )
    rows = {
        "judged": rows_of(data / "judged"),
        "labels": list(_rows(LABELS, texts)),
        "unseen": list(_rows(UNSEEN, texts)),
    }
    return {name: [judged_topic(row, others) for row in found] for name, found in rows.items()}


def _drawn(data: Path, texts: Mapping[str, tuple[str, str]]) -> list[str]:
    """Half of them of computer science, half of all fields."""
    harvest = {id_ for id_, _ in _harvested(data)}
    lots = random.Random(SEED)  # noqa: S311 - no secret
    halves = sorted(texts.keys() - harvest), sorted(harvest)
    return [id_ for half in halves for id_ in lots.sample(half, OTHERS // 2)]


def judged_rows(data: Path, texts: Mapping[str, tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """What weights are learned from."""
    yield from rows_of(data / "judged")
    yield from _rows(LABELS, texts)


def _rows(labels: Path, texts: Mapping[str, tuple[str, str]]) -> Iterator[dict[str, Any]]:
    for row in rows_of(labels):
        papers = [
            {"title": texts[id_][0], "abstract": texts[id_][1], "relevance": judgement}
            for judgement in (2, 1, 0)
            for id_ in row[str(judgement)]
        ]
        yield {"topic": row["topic"], "papers": papers}


def paper_texts(data: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    for path in sorted((data / "picks").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for paper in map(json.loads, lines):
                yield paper["id"], (paper["title"], paper["abstract"])
    yield from _harvested(data)


def _harvested(data: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    for path in sorted((data / "arxiv" / "recorded").glob("*ListRecords*.xml")):
        for item in read_listing(path.read_bytes()).items:
            yield item.paper.id, (item.paper.title, item.paper.abstract)


def fit(topics: Sequence[JudgedTopic], start: Weights = WEIGHTS) -> Weights:
    """Projected Newton steps; the wording of each paper is chosen anew with each weights."""
    weights = start
    for _ in range(3):
        given, target, counts = zip(*(_rows_of(one, weights) for one in topics), strict=True)
        rows = (np.concatenate(part) for part in (given, target, counts))
        weights = Weights(*logistic(*rows).tolist())
    return weights


def _rows_of(topic: JudgedTopic, weights: Weights) -> tuple[Floats, Floats, Floats]:
    """Measures, half the judgements, and what each paper counts for."""
    given = (best(topic.measured, weights), best(topic.others, weights))
    judged, drawn = (len(part) for part in given)
    return (
        np.concatenate(given),
        np.concatenate((topic.judgements / 2, np.zeros(drawn))),
        np.concatenate((np.ones(judged), np.full(drawn, OTHER_COUNTS))),
    )


def logistic(given: Floats, target: Floats, counts: Floats) -> Floats:
    """Weights of a logistic regression, none but the last (the bias) below 0."""
    found = np.zeros(given.shape[1])
    held = np.full(len(found), PENALTY)
    held[-1] = 0.0
    free = np.ones(len(found), bool)
    for _ in range(ROUNDS):
        chances = 1 / (1 + np.exp(-(given @ found)))
        slope = given.T @ (counts * (chances - target)) + held * found
        bend = (given * (counts * chances * (1 - chances))[:, None]).T @ given + np.diag(held)
        free = (found > 0) | (slope < 0) | (np.arange(len(found)) == len(found) - 1)
        step = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        moved = found.copy()
        moved[free] -= 0.5 * step
        moved[:-1] = np.maximum(moved[:-1], 0)
        if np.abs(moved - found).max() < 1e-7:
            break
        found = moved
    return found


def left_out(topics: Sequence[JudgedTopic]) -> list[list[Judged]]:
    """Each topic by weights that were learned from others."""
    told: dict[int, list[Judged]] = {}
    for fold in range(FOLDS):
        weights = fit([one for number, one in enumerate(topics) if number % FOLDS != fold])
        told |= {number: told_of(topics[number], weights) for number in _of_fold(fold, topics)}
    return [told[number] for number in range(len(topics))]


def _of_fold(fold: int, topics: Sequence[JudgedTopic]) -> range:
    return range(fold, len(topics), FOLDS)


def told_of(topic: JudgedTopic, weights: Weights) -> list[Judged]:
    """Relevance and judgement of a topic's papers, best first."""
    scores = np.rint(topic.scores(weights)).astype(int)
    order = np.argsort(-scores, kind="stable")
    return list(zip(scores[order].tolist(), topic.judgements[order].tolist(), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    topics = topics_in(parser.parse_args().data)
    learned = [*topics["judged"], *topics["labels"]]
    told, judged = left_out(learned), len(topics["judged"])
    weights = fit(learned)
    shown = {
        "left out": told,
        "left out, judged/": told[:judged],
        "left out, labels": told[judged:],
        "never learned from": [told_of(one, weights) for one in topics["unseen"]],
    }
    for name, part in shown.items():
        print(json.dumps({"topics": len(part), name: figures(part)}))
    print({name: round(value, 2) for name, value in vars_of(weights).items()})


def vars_of(weights: Weights) -> dict[str, float]:
    return {name: getattr(weights, name) for name in weights.__slots__}


if __name__ == "__main__":
    main()
