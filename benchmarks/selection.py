"""How well a topic in plain words ranks papers, as the product ranks them.

    python benchmarks/selection.py --data FILE [--embeddings ADDRESS]

FILE: JSON lines ``{"topic", "description", "papers": [{"id", "title", "abstract",
"relevance": 0..3}]}``. Each description becomes a topic, LexicalScorer scores its
papers, and they are ordered as a brief is. Printed, averaged over the topics:

ndcg20  nDCG over the first 20 % of each list (rounded), gain 2^relevance - 1. With
        this gain random orders give .182, the published .184; a linear one gives .218.
map     average precision, relevance of 2 and more
p10     precision at 10, relevance of 1 and more

A line for each, then one line of JSON. With ``--embeddings``, the papers are scored by the
cascade (bot/pipeline/model/cascade.py) with any embeddings server of the OpenAI kind; the
figures of the same run without it stand beside, and in the JSON under "local".
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.cascaded import add_options, all_matches
from benchmarks.ranking import ndcg_of_judgements
from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.editorial.choosing.selection import ranked
from bot.values.announcements import AnnouncedPaper
from bot.values.listings import AnnounceType
from bot.values.papers import Paper
from bot.values.topics import Candidate, Match, Topic

SHARE = 0.2


def paper_of(entry: dict[str, Any]) -> Paper:
    return Paper(
        id=str(entry["id"]),
        version=1,
        title=entry["title"] or "",
        abstract=entry["abstract"] or "",
        authors=(),
        categories=(),
    )


def asked_of(row: dict[str, Any]) -> tuple[Topic, list[Paper]]:
    papers = [paper_of(entry) for entry in row["papers"]]
    return Topic(name=str(row["topic"]), description=row["description"] or ""), papers


def judgements_in_order(
    row: dict[str, Any], papers: Sequence[Paper], matches: Mapping[str, Match]
) -> list[int]:
    """The judgements of one topic's papers, in the order of the brief."""
    nothing = Match(None, 0)
    candidates = [
        Candidate(AnnouncedPaper(paper, AnnounceType.NEW), matches.get(paper.id, nothing))
        for paper in papers
    ]
    judged = {str(entry["id"]): int(entry["relevance"]) for entry in row["papers"]}
    return [judged[one.announced.paper.id] for one in ranked(candidates)]


def ndcg(judgements: Sequence[int]) -> float:
    return ndcg_of_judgements(judgements, round(len(judgements) * SHARE))


def average_precision(judgements: Sequence[int]) -> float:
    places = [place for place, one in enumerate(judgements, 1) if one >= 2]
    hits = [count / place for count, place in enumerate(places, 1)]
    return sum(hits) / len(hits) if hits else 0.0


def precision_at_10(judgements: Sequence[int]) -> float:
    return sum(one >= 1 for one in judgements[:10]) / 10


METRICS = {"ndcg20": ndcg, "map": average_precision, "p10": precision_at_10}


def measure(
    rows: Sequence[dict[str, Any]], found: Sequence[Mapping[str, Match]] | None = None
) -> dict[str, float]:
    """By the matches ``found`` for each topic; by the product's own where none are given."""
    asked = [asked_of(row) for row in rows]
    if found is None:
        scorer = LexicalScorer()
        found = [scorer.over(papers).matches(topic) for topic, papers in asked]
    ordered = [
        judgements_in_order(row, papers, matches)
        for row, (_, papers), matches in zip(rows, asked, found, strict=True)
    ]
    return {
        name: round(sum(map(metric, ordered)) / max(len(ordered), 1), 4)
        for name, metric in METRICS.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    add_options(parser)
    options = parser.parse_args()
    lines = options.data.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    figures = local = measure(rows)
    told: dict[str, object] = {**figures}
    if options.embeddings:
        asked = [asked_of(row) for row in rows]
        found = asyncio.run(all_matches(asked, options.embeddings, options.embedding_model))
        figures = measure(rows, found)
        told = {**figures, "local": local}
    for name, value in figures.items():
        beside = f"   local {local[name]:.4f}" if options.embeddings else ""
        print(f"{name:8}{value:.4f}{beside}")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
