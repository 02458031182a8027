"""How often the surest outcome is a sentence that readers marked as one.

    python benchmarks/findings.py --data FILE

FILE: JSON lines ``{"title", "sentences": {"abstract": [...]}, "highlights": {"outcome":
{"abstract": [0|1, ...]}}}``. Each becomes a paper, whose outcomes are ranked as the writer of
briefs does for the result, the key findings and the main result. Printed, in percent of the
papers with an outcome:

hit1   the first is one; a paper of which none is chosen is a miss

The last sentence's own row stands above. One line of JSON ends it.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.editorial.writing.parts import outcomes
from bot.editorial.writing.reading import read_abstract
from bot.values.papers import Paper


def first_outcome(entry: dict[str, Any]) -> str:
    paper = Paper(
        id="2601.00001",
        version=1,
        title=entry.get("title") or "",
        abstract=" ".join(entry["sentences"]["abstract"]),
        authors=(),
        categories=(),
    )
    abstract = read_abstract(paper)
    return next((abstract.sentences[at] for at in outcomes(abstract)), "")


def letters(text: str) -> str:
    """Letters and digits only: the bot tidies spaces and signs."""
    return "".join(filter(str.isalnum, text))


def is_outcome(text: str, entry: dict[str, Any]) -> bool:
    """Whether ``text`` is, or holds, or is part of a sentence marked as an outcome."""
    marks = zip(
        entry["sentences"]["abstract"], entry["highlights"]["outcome"]["abstract"], strict=True
    )
    said = letters(text)
    outcomes = [letters(sentence) for sentence, mark in marks if mark]
    return bool(said) and any(one in said or said in one for one in outcomes)


def percent(hits: list[bool]) -> float:
    return round(100 * sum(hits) / max(len(hits), 1), 2)


def measure(path: Path) -> tuple[float, float]:
    """Of the last sentence, and of the first outcome."""
    with path.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines if line.strip()]
    with_outcome = [one for one in entries if any(one["highlights"]["outcome"]["abstract"])]
    last = [bool(one["highlights"]["outcome"]["abstract"][-1]) for one in with_outcome]
    return percent(last), percent([is_outcome(first_outcome(one), one) for one in with_outcome])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    last, hit = measure(parser.parse_args().data)
    print(f"last sentence {last:.2f}")
    print(json.dumps({"hit1": hit}))


if __name__ == "__main__":
    main()
