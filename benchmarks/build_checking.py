"""Make a larger set for benchmarks/checking.py, from real abstracts and from our own hard cases.

    python benchmarks/build_checking.py ABSTRACTS... --out FOLDER [--papers 1500] [--seed 1]

ABSTRACTS: gzipped JSON lines ``{"id", "title", "abstract"}``. Written are ``larger.jsonl`` (faults
of every kind made by rule from sentences of the abstracts, and faithful rewordings: numbers
spelled, rounded or converted, brackets left out, sentences in ten languages filled with the paper's
names and figures) and ``hard.jsonl`` (benchmarks/checking_cases.txt, invented and written by hand).
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.checking_faults import FAULTS, filled
from benchmarks.checking_papers import Entry, Paper, papers
from benchmarks.checking_words import FILLED

HERE = Path(__file__).resolve().parent


def entry(paper: Paper, kind: str, language: str, text: str, note: str = "") -> Entry:
    return {
        "id": paper.id,
        "source": paper.source,
        "text": text,
        "language": language,
        "kind": kind,
        "note": note,
    }


def faithful(paper: Paper, draw: random.Random) -> Iterator[Entry]:
    """Sentences of the abstract, as they are and reworded; its figures in ten languages."""
    for sentence in draw.sample(paper.sentences, min(2, len(paper.sentences))):
        yield entry(paper, "faithful", "en", sentence)
    if paper.sentences:
        yield entry(paper, "faithful", "en", reworded(draw.choice(paper.sentences)))
    if paper.pairs:
        language = draw.choice(list(FILLED))
        yield entry(paper, "faithful", language, filled(paper, language, draw))


def reworded(sentence: str) -> str:
    """Without brackets, the paper's "we" as its authors, figures rounded, scaled or spelled."""
    said = re.sub(r"\s?\([^()]*\)", "", sentence)
    said = re.sub(r"^We ", "The authors ", said)
    said = re.sub(r"\bour\b", "their", said)
    said = re.sub(r"(\d+\.\d)\d+(?=\s?%)", lambda one: f"{float(one[0]):.1f}", said)
    said = re.sub(r"(?<=\d)\s?%", " percent", said)
    said = re.sub(r"\b(\d{1,3}),(\d{3})\b", r"\1\2", said)
    said = re.sub(r"(?<![\w.,-])(\d+)[Kk](?!\w)", r"\1,000", said)
    for digit, word in (("3", "three"), ("4", "four"), ("5", "five"), ("10", "ten")):
        said = re.sub(rf"(?<![\w.,/-]){digit}(?= [a-z]{{4,}})", word, said)
    return said


def larger(found: list[Paper], draw: random.Random) -> Iterator[Entry]:
    for at, paper in enumerate(found):
        yield from faithful(paper, draw)
        other = found[at - 1]
        for kind in draw.sample(list(FAULTS), 6):
            made = FAULTS[kind](paper, other, draw)
            if made is not None:
                yield entry(paper, kind, made[0], made[1])


def hard(path: Path = HERE / "checking_cases.txt") -> Iterator[Entry]:
    """Our own cases: a source's name, title and abstract, then a text a line."""
    for block in path.read_text("utf-8").split("\n== ")[1:]:
        name, title, abstract, *texts = [line for line in block.splitlines() if line.strip()]
        for line in texts:
            language, kind, text = line.split(" ", 2)
            yield {
                "id": name,
                "source": f"{title}\n\n{abstract}",
                "text": text.replace("\\n", "\n"),
                "language": language,
                "kind": kind,
                "note": "",
            }


def write(path: Path, entries: Iterator[Entry]) -> int:
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in entries]
    path.write_text("".join(lines), "utf-8")
    return len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("abstracts", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--papers", type=int, default=1_500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)  # noqa: S311
    asked.out.mkdir(parents=True, exist_ok=True)
    made = {"hard": write(asked.out / "hard.jsonl", hard())}
    if asked.abstracts:
        found = papers(asked.abstracts, asked.papers, draw)
        made["larger"] = write(asked.out / "larger.jsonl", larger(found, draw))
    print(json.dumps(made))


if __name__ == "__main__":
    main()
