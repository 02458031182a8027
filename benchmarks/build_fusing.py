"""Learns how much nearness in an embeddings model counts beside the local number, and prints it.

    python benchmarks/build_fusing.py DATA --embeddings ADDRESS

DATA is the folder of the test material, as for benchmarks/build_relevance.py; the judged topics and
the papers drawn by lot are the same. A logistic regression onto half the judgement, of the local
number as log odds and of nearness (bot/editorial/choosing/fusing.py).

The product's weights are these.
"""

import argparse
import asyncio
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.build_relevance import (
    OTHER_COUNTS,
    OTHERS,
    SEED,
    Floats,
    judged_rows,
    logistic,
    paper_texts,
)
from benchmarks.cascaded import ACCOUNT, Cascaded, add_options, cascaded
from benchmarks.selection import paper_of
from bot.editorial.choosing.fusing import log_odds
from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.values.papers import Paper
from bot.values.topics import Topic


async def measured(topic: str, papers: Sequence[Paper], made: Cascaded) -> Floats:
    """A row for each paper: the local number as log odds, nearness, and 1."""
    matches = LexicalScorer().over(papers).matches(Topic(name=topic, description=topic))
    near = await made.embedding.near(topic, papers, ACCOUNT)
    local = [matches[one.id].relevance or 0 if one.id in matches else 0 for one in papers]
    return np.array(
        [(log_odds(number), near[one.id], 1.0) for number, one in zip(local, papers, strict=True)]
    )


async def fitted(data: Path, address: str, name: str | None) -> Floats:
    texts = dict(paper_texts(data))
    rows: list[dict[str, Any]] = list(judged_rows(data, texts))
    drawn = [
        paper_of({"id": id_, "title": texts[id_][0], "abstract": texts[id_][1]})
        for id_ in random.Random(SEED).sample(sorted(texts), OTHERS)  # noqa: S311 - no secret
    ]
    asked = [
        [paper_of({"id": place, **one}) for place, one in enumerate(row["papers"])] for row in rows
    ]
    given, target, counts = [], [], []
    async with cascaded(address, name) as made:
        await made.embedding.prepare([*drawn, *(one for each in asked for one in each)], ACCOUNT)
        for row, papers in zip(rows, asked, strict=True):
            given += [await measured(row["topic"], each, made) for each in (papers, drawn)]
            target += [one["relevance"] / 2 for one in row["papers"]] + [0.0] * len(drawn)
            counts += [1.0] * len(papers) + [OTHER_COUNTS] * len(drawn)
    return logistic(np.concatenate(given), np.array(target), np.array(counts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    add_options(parser)
    options = parser.parse_args()
    if not options.embeddings:
        parser.error("--embeddings is needed")
    found = asyncio.run(fitted(options.data, options.embeddings, options.embedding_model))
    local, near, bias = np.round(found, 2).tolist()
    print(json.dumps({"local": local, "near": near, "bias": bias}))


if __name__ == "__main__":
    main()
