"""Writes docs/examples: ten briefs of different fields and days, by the ``brief`` command.

    python benchmarks/examples.py DATA [docs/examples]

DATA holds ``arxiv/`` (saved announcements and a harvest) and ``picks/`` (JSON lines by month).
No network is used. Whoever changes what a brief says writes them again, and reads them.
"""

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_HARVEST = "arxiv/recorded/recorded_2023-03_ListRecords_data_{}.xml"
_BUTTONS = re.compile(r"^\s*(?:\[1\] … |\[All titles\]).*$", re.M)


@dataclass(frozen=True, slots=True)
class Example:
    """``day`` of the saved announcements, or of the picks; None for the harvest."""

    name: str
    day: str | None
    asked: tuple[str, ...]


def _topic(*topics: str) -> tuple[str, ...]:
    return tuple(part for topic in topics for part in ("--topic", topic))


def _categories(*names: str) -> tuple[str, ...]:
    return ("--categories", ",".join(names))


EXAMPLES = (
    Example("computation-and-language", "2026-02-13", _categories("cs.CL")),
    Example("computer-vision", "2026-02-06", _categories("cs.CV")),
    Example("artificial-intelligence", "2025-11-21", _categories("cs.AI")),
    Example("machine-learning", None, _categories("cs.LG")),
    Example("number-theory", None, _categories("math.NT", "math.AG")),
    Example("quantum-physics", None, _categories("quant-ph")),
    Example("galaxies", None, _categories("astro-ph.GA", "astro-ph.CO")),
    Example("biology", None, _categories("q-bio.NC", "q-bio.QM", "q-bio.PE", "q-bio.BM")),
    Example("topic-llm-agents", "2026-03-05", _topic("LLM agents that use tools")),
    Example(
        "three-topics",
        "2025-10-21",
        _topic("video generation", "LLM agents that use tools", "speech recognition"),
    ),
)


def files_of(example: Example, data: Path, folder: Path) -> Sequence[Path]:
    if example.day is None:
        return [data / _HARVEST.format(page) for page in range(3)]
    saved = data / "arxiv" / example.day
    if saved.is_dir():
        return sorted(saved.glob("rss_*.xml"))
    return [_picked(example.day, data, folder)]


def _picked(day: str, data: Path, folder: Path) -> Path:
    """One day of a month of picks, as the listing that it was."""
    with gzip.open(data / "picks" / f"{day[:7]}.jsonl.gz", "rt", encoding="utf-8") as lines:
        papers = [paper for paper in map(json.loads, lines) if paper["day"] == day]
    kept = ("day", "id", "title", "abstract", "categories", "authors", "comment")
    path = folder / f"{day}.jsonl"
    path.write_text("\n".join(json.dumps({key: paper[key] for key in kept}) for paper in papers))
    return path


def written(example: Example, files: Sequence[Path]) -> str:
    sources = [part for path in files for part in ("--from", str(path))]
    command = [sys.executable, "-m", "bot", "brief", "--no-lookup", *sources, *example.asked]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    plain = re.sub(r"\x1b\[[0-9;]*m", "", made.stdout)
    asked = " ".join(f"'{part}'" if " " in part else part for part in example.asked)
    return (
        f"# {example.name.replace('-', ' ').capitalize()}\n\n"
        f"`python -m bot brief --from FILES {asked}`\n\n"
        f"```text\n{_BUTTONS.sub('', plain).rstrip()}\n```\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "docs" / "examples")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for example in EXAMPLES:
            text = written(example, files_of(example, given.data, Path(folder)))
            (given.out / f"{example.name}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
