"""Builds bot/data/background.npz: how common words are in recent papers.

    python benchmarks/build_statistics.py bot/data/background.npz PICKS.jsonl.gz...

Input: JSON lines (gzipped) with ``id``, ``title`` and ``abstract``; arXiv's metadata
is CC0, so counts of it may ship. Only counts leave this script, no text.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.text.latex import to_unicode
from bot.text.words import content_stems, phrases, stems

WORD_AT_LEAST = 5
PHRASE_AT_LEAST = 15
ABBREVIATION_AT_LEAST = 8
# the share of an abbreviation's explanations that its commonest one must have
ABBREVIATION_CLEAR = 0.6

# "retrieval-augmented generation (RAG)": words, then their initials, perhaps as a plural
_EXPLAINED = re.compile(r"((?:[A-Za-z]+[ -]){1,7}[A-Za-z]+) \(([A-Z][A-Za-z]{0,6}[A-Z])s?\)")


def read(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """Titles and abstracts, each id once, in the order of the files."""
    papers: dict[str, tuple[str, str]] = {}
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                paper = json.loads(line)
                texts = (to_unicode(paper["title"]), to_unicode(paper["abstract"]))
                papers.setdefault(paper["id"], texts)
    return list(papers.values())


def document_frequencies(
    papers: Sequence[tuple[str, str]],
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Words and pairs of words with the number of papers that hold them, commonest first."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for texts in papers:
        words.update({word for text in texts for word in content_stems(text)})
        pairs.update({pair for text in texts for pair in phrases(stems(text))})
    return _common(words, WORD_AT_LEAST), _common(pairs, PHRASE_AT_LEAST)


def _common(counts: Counter[str], least: int) -> list[tuple[str, int]]:
    kept = [entry for entry in counts.items() if entry[1] >= least]
    return sorted(kept, key=lambda entry: (-entry[1], entry[0]))


def abbreviations(papers: Sequence[tuple[str, str]]) -> list[str]:
    """``rag retrieval-augmented generation``: abbreviations whose meaning is clear."""
    counts: dict[str, Counter[str]] = {}
    for _, abstract in papers:
        for short, long in dict.fromkeys(_explained(abstract)):
            counts.setdefault(short, Counter())[long] += 1
    found: list[str] = []
    for short, longs in sorted(counts.items()):
        meanings: Counter[tuple[str, ...]] = Counter()
        for long, count in longs.items():
            meanings[tuple(stems(long))] += count
        meaning, count = max(meanings.items(), key=lambda entry: (entry[1], entry[0]))
        if count >= ABBREVIATION_AT_LEAST and count >= ABBREVIATION_CLEAR * longs.total():
            written = [long for long in longs if tuple(stems(long)) == meaning]
            found.append(f"{short} {max(written, key=lambda one: (longs[one], one))}")
    return found


def _explained(abstract: str) -> Iterable[tuple[str, str]]:
    for words, short in _EXPLAINED.findall(abstract.replace("\n", " ")):
        ends = [found.start() for found in re.finditer(r"[A-Za-z]+", words)]
        start = ends[-len(short)] if len(ends) >= len(short) else None
        long = words[start:].lower() if start is not None else ""
        if [word[0] for word in re.findall(r"[a-z]+", long)] == list(short.lower()):
            yield short.lower(), long


def packed(lines: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), np.uint8)


def build(papers: Sequence[tuple[str, str]]) -> dict[str, npt.NDArray[Any]]:
    words, pairs = document_frequencies(papers)
    return {
        "papers": np.array(len(papers), np.int64),
        "words": packed(word for word, _ in words),
        "word_counts": np.array([count for _, count in words], np.uint16),
        "phrases": packed(pair for pair, _ in pairs),
        "phrase_counts": np.array([count for _, count in pairs], np.uint16),
        "abbreviations": packed(abbreviations(papers)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("papers", type=Path, nargs="+")
    options = parser.parse_args()
    tables = build(read(options.papers))
    np.savez_compressed(options.output, allow_pickle=False, **tables)
    shapes = {name: list(table.shape) for name, table in tables.items()}
    print(json.dumps({"bytes": options.output.stat().st_size, "shapes": shapes}))


if __name__ == "__main__":
    main()
