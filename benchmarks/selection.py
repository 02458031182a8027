"""How well a topic in plain words ranks papers, as the product ranks them.

    python benchmarks/selection.py --data FILE

FILE: JSON lines ``{"topic", "description", "papers": [{"id", "title", "abstract",
"relevance": 0..3}]}``. Each description becomes a topic, LexicalScorer scores its
papers, and they are ordered as a brief is. Printed, averaged over the topics:

ndcg20  nDCG over the first 20 % of each list (rounded), gain 2^relevance - 1. With
        this gain random orders give .182, the published .184; a linear one gives .218.
map     average precision, relevance of 2 and more
p10     precision at 10, relevance of 1 and more

A line for each, then one line of JSON.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from math import log2
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.editorial.choosing.lexical import LexicalScorer
from bot.editorial.choosing.selection import rank
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


def judgements_in_order(row: dict[str, Any], scorer: LexicalScorer) -> list[int]:
    """The judgements of one topic's papers, in the order of the brief."""
    papers = [paper_of(entry) for entry in row["papers"]]
    topic = Topic(name=str(row["topic"]), description=row["description"] or "")
    matches = scorer.over(papers).matches(topic)
    nothing = Match(None, 0)
    candidates = [
        Candidate(AnnouncedPaper(paper, AnnounceType.NEW), matches.get(paper.id, nothing))
        for paper in papers
    ]
    judged = {str(entry["id"]): int(entry["relevance"]) for entry in row["papers"]}
    return [judged[one.announced.paper.id] for one in sorted(candidates, key=rank)]


def ndcg(judgements: Sequence[int]) -> float:
    depth = round(len(judgements) * SHARE)
    ideal = discounted_gain(sorted(judgements, reverse=True)[:depth])
    return discounted_gain(judgements[:depth]) / ideal if ideal else 0.0


def discounted_gain(judgements: Sequence[int]) -> float:
    return sum((2.0**one - 1) / log2(place + 2) for place, one in enumerate(judgements))


def average_precision(judgements: Sequence[int]) -> float:
    places = [place for place, one in enumerate(judgements, 1) if one >= 2]
    hits = [count / place for count, place in enumerate(places, 1)]
    return sum(hits) / len(hits) if hits else 0.0


def precision_at_10(judgements: Sequence[int]) -> float:
    return sum(one >= 1 for one in judgements[:10]) / 10


METRICS = {"ndcg20": ndcg, "map": average_precision, "p10": precision_at_10}


def measure(path: Path) -> dict[str, float]:
    scorer = LexicalScorer()
    with path.open(encoding="utf-8") as lines:
        ordered = [judgements_in_order(json.loads(line), scorer) for line in lines if line.strip()]
    return {
        name: round(sum(map(metric, ordered)) / max(len(ordered), 1), 4)
        for name, metric in METRICS.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    figures = measure(parser.parse_args().data)
    for name, value in figures.items():
        print(f"{name:8}{value:.4f}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
