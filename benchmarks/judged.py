"""How well relevance, 0 to 100, follows readers' judgements on topics as people type them.

    python benchmarks/judged.py --data PATH [--embeddings ADDRESS]

PATH: a file of JSON lines, or a folder of such files: ``{"topic", "papers": [{"id", "title",
"abstract", "categories", "authors", "relevance": 0|1|2}]}``; 2 is wanted, 1 related, 0 off
topic. Each topic is a description, LexicalScorer scores its papers, and they are ordered as
a brief is. Printed as one line of JSON:

ndcg10        nDCG at 10, gain 2^relevance - 1, averaged over the topics
recall_40     share of the wanted papers of all topics that reach 40
precision_40  share of the papers of all topics at 40 and above that are wanted or related
precision_75  the same at 75 and above

With ``--embeddings``, the papers are scored by the cascade (bot/pipeline/model/cascade.py) with
any embeddings server of the OpenAI kind; the figures without it stand under "local".
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.cascaded import add_options, all_matches
from benchmarks.ranking import ndcg_of_judgements
from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.editorial.choosing.selection import ranked
from bot.values.announcements import AnnouncedPaper
from bot.values.listings import AnnounceType
from bot.values.papers import Author, Paper
from bot.values.topics import Candidate, Match, Topic

PLACES = 10
MATCHING = 40
SURE = 75

# a paper's relevance on the product's scale, and how it was judged
Judged = tuple[int, int]


def rows_of(path: Path) -> list[dict[str, Any]]:
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


def asked_of(row: dict[str, Any]) -> tuple[Topic, list[Paper]]:
    papers = [_paper_of(entry) for entry in row["papers"]]
    return Topic(name=row["topic"], description=row["topic"]), papers


def judged_in_order(
    row: dict[str, Any], papers: Sequence[Paper], matches: Mapping[str, Match]
) -> list[Judged]:
    """One topic's papers in the order of the brief."""
    nothing = Match(None, 0)
    candidates = [
        Candidate(AnnouncedPaper(paper, AnnounceType.NEW), matches.get(paper.id, nothing))
        for paper in papers
    ]
    judgements = {str(entry["id"]): int(entry["relevance"]) for entry in row["papers"]}
    return [
        (one.match.relevance or 0, judgements[one.announced.paper.id]) for one in ranked(candidates)
    ]


def _paper_of(entry: dict[str, Any]) -> Paper:
    return Paper(
        id=str(entry["id"]),
        version=1,
        title=entry["title"] or "",
        abstract=entry["abstract"] or "",
        authors=tuple(Author(name) for name in entry.get("authors") or ()),
        categories=tuple(entry.get("categories") or ()),
    )


def ndcg(judgements: Sequence[int]) -> float:
    return ndcg_of_judgements(judgements, PLACES)


def figures(topics: Sequence[Sequence[Judged]]) -> dict[str, float]:
    pooled = [one for topic in topics for one in topic]
    gains = [ndcg([judgement for _, judgement in topic]) for topic in topics]
    return {
        "ndcg10": round(sum(gains) / max(len(gains), 1), 4),
        "recall_40": _share(relevance >= MATCHING for relevance, wanted in pooled if wanted == 2),
        "precision_40": _precision(pooled, MATCHING),
        "precision_75": _precision(pooled, SURE),
    }


def _precision(pooled: Iterable[Judged], least: int) -> float:
    return _share(judgement >= 1 for relevance, judgement in pooled if relevance >= least)


def _share(held: Iterable[bool]) -> float:
    told = list(held)
    return round(sum(told) / max(len(told), 1), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    add_options(parser)
    options = parser.parse_args()
    rows, scorer = rows_of(options.data), LexicalScorer()
    asked = [asked_of(row) for row in rows]

    def measured(found: Sequence[Mapping[str, Match]]) -> dict[str, float]:
        each = zip(rows, asked, found, strict=True)
        return figures([judged_in_order(row, papers, one) for row, (_, papers), one in each])

    told: dict[str, object] = {
        **measured([scorer.over(papers).matches(topic) for topic, papers in asked])
    }
    if options.embeddings:
        found = asyncio.run(all_matches(asked, options.embeddings, options.embedding_model))
        told = {**measured(found), "local": told}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
