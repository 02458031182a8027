"""Builds bot/data/common_phrases.json: which phrases any day has, so that they weigh less.

    python benchmarks/build_phrases.py bot/data/common_phrases.json \
        --papers PICKS.jsonl.gz... --other LISTING...

``--papers``: JSON lines (gzipped) with ``id``, ``title`` and ``abstract``. ``--other``:
saved listings, of which the papers outside computer science are taken. arXiv's metadata
is CC0, so counts of it may ship. Only counts leave this script, no text.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from adapters.listings.reading import read_listing
from bot.text.phrases import read_phrases

# per mille of papers that name a phrase; the other fields are a small sample
AT_LEAST = 1.0
OTHER_AT_LEAST = 4.0


def papers(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Titles and abstracts, each id once."""
    seen: set[str] = set()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for paper in map(json.loads, lines):
                if paper["id"] not in seen:
                    seen.add(paper["id"])
                    yield paper["title"], paper["abstract"]


def other_fields(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Titles and abstracts of papers whose first category is not of computer science."""
    for path in paths:
        for item in read_listing(path.read_bytes()).items:
            if not (item.paper.primary_category or "").startswith("cs"):
                yield item.paper.title, item.paper.abstract


def shares(texts: Iterable[tuple[str, str]], at_least: float) -> tuple[int, dict[str, float]]:
    """The number of papers, and per mille of them that name a phrase, where enough do."""
    total, counts = 0, Counter[str]()
    for title, abstract in texts:
        total += 1
        counts.update(list(read_phrases(title, abstract).strength))
    per_mille = {key: 1000 * count / total for key, count in counts.items()}
    return total, {key: round(share, 1) for key, share in per_mille.items() if share >= at_least}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--papers", type=Path, nargs="+", required=True)
    parser.add_argument("--other", type=Path, nargs="+", required=True)
    given = parser.parse_args()
    total, common = shares(papers(given.papers), AT_LEAST)
    others, rest = shares(other_fields(given.other), OTHER_AT_LEAST)
    merged = {key: max(common.get(key, 0.0), rest.get(key, 0.0)) for key in {*common, *rest}}
    table = {
        "about": "Per mille of papers that name a phrase (its stems); see "
        "benchmarks/build_phrases.py. Counted over arXiv's metadata, which is CC0.",
        "papers": {"computer science": total, "other fields": others},
        "per_mille": dict(sorted(merged.items())),
    }
    given.out.write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
