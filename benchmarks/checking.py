"""How many faults the checks catch, and how many faithful texts they reject.

    python benchmarks/checking.py --data FILE [--show]

FILE: JSON lines ``{"source", "text", "language", "kind"}``, ``kind`` faithful or the one fault of
the text. Printed:

caught            by kind, the share of its texts with at least one finding
false_alarms      the share of the faithful texts with a finding
right_kind        by kind, the share with a finding of that kind
by_language       by language, the share of faults caught and of false alarms
ms_per_text       milliseconds of CPU a text, its source prepared before

``--show`` prints what was missed and what was rejected wrongly. One line of JSON ends it.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.editorial.checking.checks import check
from bot.editorial.checking.source import Source
from bot.values.checking import Finding

FAITHFUL = "faithful"
Judged = tuple[dict[str, Any], tuple[Finding, ...]]


def source_of(written: str) -> Source:
    """Of a title, an empty line and an abstract."""
    title, _, abstract = written.partition("\n\n")
    return Source.of(title, abstract)


def judge(entries: Iterable[dict[str, Any]]) -> tuple[list[Judged], float]:
    """Every entry with its findings, and the seconds that the checks took."""
    sources: dict[str, Source] = {}
    judged, spent = [], 0.0
    for entry in entries:
        if entry["source"] not in sources:
            made = sources[entry["source"]] = source_of(entry["source"])
            check("One text is checked before the clock starts.", made, language="en")
        begun = time.process_time()
        findings = check(entry["text"], sources[entry["source"]], language=entry["language"])
        spent += time.process_time() - begun
        judged.append((entry, findings))
    return judged, spent


def share(hits: Iterable[bool]) -> float:
    each = list(hits)
    return round(sum(each) / max(len(each), 1), 4)


def measure(entries: list[dict[str, Any]]) -> tuple[dict[str, Any], list[Judged]]:
    judged, spent = judge(entries)
    kinds: dict[str, list[tuple[Finding, ...]]] = defaultdict(list)
    languages: dict[str, list[Judged]] = defaultdict(list)
    for entry, findings in judged:
        kinds[entry["kind"]].append(findings)
        languages[entry["language"]].append((entry, findings))
    faults = {kind: found for kind, found in sorted(kinds.items()) if kind != FAITHFUL}
    figures = {
        "caught": {kind: share(map(bool, found)) for kind, found in faults.items()},
        "false_alarms": share(map(bool, kinds.get(FAITHFUL, []))),
        "right_kind": {
            kind: share(any(one.kind == kind for one in each) for each in found)
            for kind, found in faults.items()
        },
        "by_language": {name: by_language(found) for name, found in sorted(languages.items())},
        "texts": len(judged),
        "ms_per_text": round(1000 * spent / max(len(judged), 1), 3),
    }
    return figures, judged


def by_language(judged: list[Judged]) -> dict[str, float]:
    return {
        "caught": share(bool(found) for entry, found in judged if entry["kind"] != FAITHFUL),
        "false_alarms": share(bool(found) for entry, found in judged if entry["kind"] == FAITHFUL),
    }


def shown(judged: Iterable[Judged]) -> Iterable[str]:
    for entry, findings in judged:
        if entry["kind"] == FAITHFUL and findings:
            said = "; ".join(f"{one.kind} {one.quote!r}" for one in findings)
            yield f"rejected  {entry['language']}  {entry['text']}\n          {said}"
        elif entry["kind"] != FAITHFUL and not findings:
            yield f"missed    {entry['language']}  {entry['kind']}  {entry['text']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    with asked.data.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines if line.strip()]
    figures, judged = measure(entries)
    if asked.show:
        print(*shown(judged), sep="\n")
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
