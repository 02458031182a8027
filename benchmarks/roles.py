"""How often the sentences of an abstract are given the part that readers gave them.

    python benchmarks/roles.py --data FILE

FILE: JSON lines ``{"sentences", "labels"}``. Printed, in percent:

micro_f1          sentences with the right label (each has one, so this is the accuracy)
per_label         F1 of each label
ms_per_abstract   milliseconds of CPU

A line for each label, then one line of JSON.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.editorial.writing.cues import ROLES
from bot.editorial.writing.roles import likeliest, role_chances

Pair = tuple[str, str]
"""The label that readers gave, and the one found."""


def f1(pairs: Sequence[Pair], label: str) -> float:
    hits = sum(meant == said == label for meant, said in pairs)
    named = sum((meant == label) + (said == label) for meant, said in pairs)
    return 200 * hits / named if named else 0.0


def measure(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as lines:
        abstracts = [json.loads(line) for line in lines if line.strip()]
    role_chances(["The weights are read before the clock starts."])
    begun = time.process_time()
    found = [likeliest(role_chances(one["sentences"])) for one in abstracts]
    spent = time.process_time() - begun
    pairs = [
        pair
        for one, labels in zip(abstracts, found, strict=True)
        for pair in zip(one["labels"], labels, strict=True)
    ]
    right = sum(meant == said for meant, said in pairs)
    return {
        "micro_f1": round(100 * right / max(len(pairs), 1), 2),
        "per_label": {label: round(f1(pairs, label), 1) for label in ROLES},
        "ms_per_abstract": round(1000 * spent / max(len(abstracts), 1), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    figures = measure(parser.parse_args().data)
    for label, value in figures["per_label"].items():
        print(f"{label:12}{value:.1f}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
