"""How much of papers is read, and how well its parts are told apart.

    python benchmarks/fulltext.py --data FOLDER

FOLDER has ``text/<name>.md`` for each paper,
the truth, and its files ``html/<name>/<name>.html`` (or ``html/<name>.html``) and
``pdf/<name>.pdf``, either of which may be missing.

Words are those of three and more letters; LaTeX commands are none. ``words_*`` is the share of the
truth's words that are read in its order (longest common subsequence), ``plain_pdf`` the same of
pypdfium2 alone, ``ceiling_*`` the share that the file holds at all, in any order. ``sections`` and
``tables`` are F1 over all files, of the truth's headings and tables that the file holds;
``ms_per_page`` is the processor's time for PDF, ``peak_mib`` what the largest process took that
read a file.

A line for each paper on standard error, then one line of JSON.
"""

import argparse
import asyncio
import html
import json
import re
import resource
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pypdfium2
from lxml import html as lxml_html

from adapters.paper_files.child import FileReader
from adapters.paper_files.limits import ReadingLimits
from bot.values.full_texts import FullText

_COMMAND = re.compile(r"\\[A-Za-z]+\*?")
_WORD = re.compile(r"[^\W\d_]{3,}")
_TOKEN = re.compile(r"[^\W_]+")
_HEADING = re.compile(r"^#{2,6}\s+(.+)$", re.MULTILINE)
_TABLE = re.compile(r"(?:^\|.*\|[ \t]*\n?)+", re.MULTILINE)
_PICTURE = re.compile(r"^(?:Image: .*|<!-- image -->|\[t\][\d.]+)$", re.MULTILINE)
# what a program left of a label before a heading: "RWRelated Work"
_RESIDUE = 12
_BLOCK = re.compile(rb"</?(?:p|td|th|tr|h\d|li|div|section|table|figcaption)\b")
_ALIKE = 0.5


@dataclass
class Found:
    """Counts for an F1."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float | None:
        total = self.given + self.wanted
        return 2 * self.right / total if total else None


@dataclass
class Scores:
    """Shares by what they measure, a number for each paper."""

    shares: dict[str, list[float]] = field(default_factory=dict)
    sections: Found = field(default_factory=Found)
    tables: Found = field(default_factory=Found)
    milliseconds: float = 0.0
    pages: int = 0

    def add(self, name: str, share: float) -> None:
        self.shares.setdefault(name, []).append(share)

    def mean(self, name: str) -> float | None:
        return round(fmean(self.shares[name]), 4) if name in self.shares else None


def folded(text: str) -> str:
    """Ligatures and accents are spelt in more than one way."""
    parts = unicodedata.normalize("NFKD", html.unescape(text)).casefold()
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def truth_words(markdown: str) -> list[str]:
    return _WORD.findall(folded(_COMMAND.sub(" ", _PICTURE.sub("", markdown))))


def words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def in_order(wanted: Sequence[str], read: Sequence[str]) -> float:
    """Share of ``wanted`` in the longest common subsequence, by rows of bits (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, word in enumerate(wanted):
        places[word] = places.get(word, 0) | 1 << at
    whole = (1 << len(wanted)) - 1
    row = whole
    for word in read:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & whole
    return (len(wanted) - row.bit_count()) / len(wanted)


def held(wanted: Sequence[str], file: Sequence[str]) -> float:
    return sum((Counter(wanted) & Counter(file)).values()) / len(wanted)


def told(text: FullText) -> str:
    """All of it in reading order, with the headings where they stand."""
    return "\n".join(filter(None, _told(text)))


def _told(text: FullText) -> Iterator[str]:
    yield text.title
    yield from text.affiliations
    entered = 0
    for piece in text.pieces:
        until = entered if piece.section is None else piece.section + 1
        yield from (section.title for section in text.sections[entered:until])
        entered = max(entered, until)
        yield piece.text
    yield from (section.title for section in text.sections[entered:])


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text)))


def count_sections(markdown: str, text: FullText, file: str, found: Found) -> None:
    there = letters(file)
    headings = [each for each in _HEADING.findall(markdown) if is_held(each, there)]
    wanted = [letters(each) for each in headings]
    given = [letters(section.title) for section in text.sections]
    left = list(wanted)
    for title in given:
        same = [each for each in left if each.endswith(title) and len(each) - len(title) < _RESIDUE]
        if title and same:
            left.remove(same[0])
            found.right += 1
    found.given += len(given)
    found.wanted += len(wanted)


def is_held(heading: str, there: str) -> bool:
    """Also after the residue: the heading's own first word begins with a capital."""
    cuts = [at for at, letter in enumerate(heading[: _RESIDUE + 1]) if not at or letter.isupper()]
    return any(letters(heading[cut:]) in there for cut in cuts)


def count_tables(markdown: str, text: FullText, file: str, found: Found) -> None:
    there = Counter(_TOKEN.findall(folded(file)))
    wanted = [_tokens(each) for each in _TABLE.findall(markdown)]
    wanted = [each for each in wanted if (each & there).total() >= _ALIKE * each.total()]
    given = [_tokens(piece.text) for piece in text.pieces if piece.kind == "table"]
    left = list(wanted)
    for table in given:
        best = max(left, key=lambda each: alike(each, table), default=None)
        if best is not None and alike(best, table) >= _ALIKE:
            left.remove(best)
            found.right += 1
    found.given += len(given)
    found.wanted += len(wanted)


def _tokens(text: str) -> Counter[str]:
    return Counter(_TOKEN.findall(folded(_COMMAND.sub(" ", text))))


def alike(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def page_text(content: bytes) -> str:
    """All text of an HTML page, blocks apart."""
    page = lxml_html.fromstring(_BLOCK.sub(rb"\n\g<0>", content))
    return "".join(str(each) for each in page.itertext())


def plain_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def measure_html(markdown: str, content: bytes, scores: Scores) -> dict[str, float]:
    text = asyncio.run(FileReader().read(content, "html"))
    wanted, file = truth_words(markdown), page_text(content)
    shares = {
        "words_html": in_order(wanted, words(told(text))),
        "ceiling_html": held(wanted, words(file)),
    }
    count_sections(markdown, text, file, scores.sections)
    count_tables(markdown, text, file, scores.tables)
    return shares


def measure_pdf(markdown: str, content: bytes, scores: Scores) -> dict[str, float]:
    wanted, plain = truth_words(markdown), plain_text(content)
    shares = {
        "plain_pdf": in_order(wanted, words(plain)),
        "ceiling_pdf": held(wanted, words(plain)),
    }
    if find_spec("adapters.paper_files.pdf") is None:
        return shares
    text = asyncio.run(FileReader().read(content, "pdf"))
    time_pages(content, scores)
    count_sections(markdown, text, plain, scores.sections)
    count_tables(markdown, text, plain, scores.tables)
    return shares | {"words_pdf": in_order(wanted, words(told(text)))}


def time_pages(content: bytes, scores: Scores) -> None:
    read_pdf = import_module("adapters.paper_files.pdf.reading").read_pdf
    begun = time.process_time()
    text: FullText = read_pdf(content, ReadingLimits())
    scores.milliseconds += 1_000 * (time.process_time() - begun)
    scores.pages += text.pages


def pages_of(folder: Path, name: str) -> Path | None:
    places = (folder / "html" / name / f"{name}.html", folder / "html" / f"{name}.html")
    return next((each for each in places if each.is_file()), None)


def run(folder: Path) -> Scores:
    scores = Scores()
    for truth in sorted((folder / "text").glob("*.md")):
        markdown = truth.read_text("utf-8")
        shares: dict[str, float] = {}
        if page := pages_of(folder, truth.stem):
            shares |= measure_html(markdown, page.read_bytes(), scores)
        if (pdf := folder / "pdf" / f"{truth.stem}.pdf").is_file():
            shares |= measure_pdf(markdown, pdf.read_bytes(), scores)
        for name, share in shares.items():
            scores.add(name, share)
        said = {name: round(share, 4) for name, share in shares.items()}
        print(truth.stem, json.dumps(said), file=sys.stderr)
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    scores = run(parser.parse_args().data)
    names = ("words_html", "ceiling_html", "words_pdf", "plain_pdf", "ceiling_pdf")
    result: dict[str, float | None] = {name: scores.mean(name) for name in names}
    for name, found in (("sections", scores.sections), ("tables", scores.tables)):
        print(name, found, file=sys.stderr)
        result[name] = None if found.f1 is None else round(found.f1, 4)
    result["ms_per_page"] = round(scores.milliseconds / scores.pages, 2) if scores.pages else None
    # kilobytes on Linux: of the largest process that read a file
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    result["peak_mib"] = round(peak / 1_024, 1)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
