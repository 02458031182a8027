"""How near the chosen TL;DR is to what people wrote: ROUGE.

    python benchmarks/tldr.py --data FILE

FILE: JSON lines ``{"title", "source": [sentences of the abstract], "target": [references]}``.
Each becomes a paper, for which the extractive writer writes its brief. Printed, in percent, as
F1 with stemming against the reference that is best in ROUGE-1, averaged over papers:

rouge1, rouge2, rougeL   of the TL;DR
rouge1_brief             ROUGE-1 of what a brief of ten papers shows of it

The title's own row stands above, as references repeat titles. One line of JSON ends it.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rouge_score.rouge_scorer import RougeScorer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.editorial.writing.extract import write_brief
from bot.messages.fitting import sentence_for
from bot.values.papers import Paper
from bot.values.writing import USUAL_ROOM

MEASURES = ("rouge1", "rouge2", "rougeL")


def paper_of(entry: dict[str, Any]) -> Paper:
    return Paper(
        id="2601.00001",
        version=1,
        title=entry["title"],
        abstract=" ".join(entry["source"]),
        authors=(),
        categories=(),
    )


def figures(
    entries: Sequence[dict[str, Any]], text: Callable[[dict[str, Any]], str]
) -> dict[str, float]:
    """The mean of each measure over all entries, for the text that each is given."""
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    best = [
        max(
            (scorer.score(reference, text(entry)) for reference in entry["target"]),
            key=lambda scores: scores["rouge1"].fmeasure,
        )
        for entry in entries
    ]
    return {
        name: round(100 * sum(one[name].fmeasure for one in best) / max(len(best), 1), 2)
        for name in MEASURES
    }


def measure(path: Path) -> dict[str, dict[str, float]]:
    with path.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines if line.strip()]
    briefs = {id(entry): write_brief(paper_of(entry)) for entry in entries}
    return {
        "title": figures(entries, lambda entry: str(entry["title"])),
        "tldr": figures(entries, lambda entry: briefs[id(entry)].tldr or ""),
        "brief": figures(entries, lambda entry: sentence_for(briefs[id(entry)], USUAL_ROOM) or ""),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    rows = measure(parser.parse_args().data)
    for name, row in rows.items():
        print(f"{name:8}" + "".join(f"{value:8.2f}" for value in row.values()))
    print(json.dumps({**rows["tldr"], "rouge1_brief": rows["brief"]["rouge1"]}))


if __name__ == "__main__":
    main()
