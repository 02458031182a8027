"""What stands on pages and is no text: running heads and feet, page numbers, line numbers. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from adapters.paper_files.pdf.lines import Line
from adapters.paper_files.pdf.words import Box, Word

_NUMBER = re.compile(
    r"[-–—(\[]*\s*(?:page\s*)?(\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d+)?\s*[-–—)\]]*", re.I
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_MARGIN = 0.12
_LINE_NUMBERS = 12
_ROWS = 3
_SEVERAL, _MOST_PAGES = 5, 0.55


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[Box]) -> list[list[Line]]:
    """Each page's lines without heads, feet and page numbers; ``heights`` are the pages' boxes."""
    edges = [_edge_lines(lines, box) for lines, box in zip(pages, heights, strict=True)]
    keys: Counter[tuple[str, int]] = Counter()
    for page in edges:
        keys.update({key for line in page for key in _keys(line)})
    heads = _usual_heights(pages)
    enough = 2 if len(pages) < 8 else 3
    kept = []
    for lines, page in zip(pages, edges, strict=True):
        outer = {id(line) for line in page if _is_page_number(line, lines)}
        repeated = {id(line) for line in page if any(keys[key] >= enough for key in _keys(line))}
        gone = outer | repeated | {id(line) for line in lines if _is_at(line, heads)}
        kept.append([line for line in lines if id(line) not in gone])
    return kept


def _usual_heights(pages: Sequence[Sequence[Line]]) -> list[float]:
    """Heights at which most pages begin or end with a row that stands apart, whatever it says."""
    if len(pages) < _SEVERAL:
        return []
    found = []
    for top in (True, False):
        heights: Counter[int] = Counter()
        for lines in pages:
            if (height := _apart(lines, top=top)) is not None:
                heights[round(height / 2)] += 1
        if heights:
            height, count = heights.most_common(1)[0]
            if count > _MOST_PAGES * len(pages):
                found.append(height * 2.0)
    return found


def _apart(lines: Sequence[Line], *, top: bool) -> float | None:
    """The base line of the first or last row, where white parts it from the next."""
    bases = sorted({round(line.base, 1) for line in lines}, reverse=top)
    if len(bases) < 3:
        return None
    after = next((base for base in bases if abs(base - bases[0]) > 3), bases[0])
    size = median(line.size for line in lines)
    return bases[0] if abs(after - bases[0]) > 1.6 * size else None


def _is_at(line: Line, heights: Sequence[float]) -> bool:
    return any(abs(line.base - height) <= 2 for height in heights)


def _edge_lines(lines: Sequence[Line], box: Box) -> list[Line]:
    low, high = box.y0 + _MARGIN * box.height, box.y1 - _MARGIN * box.height
    edge = [line for line in lines if line.box.y0 > high - line.size or line.box.y1 < low]
    bases = sorted({round(line.base) for line in lines})
    outer = {*bases[:_ROWS], *bases[-_ROWS:]}
    return [line for line in edge if round(line.base) in outer]


def _keys(line: Line) -> list[tuple[str, int]]:
    text = _DIGITS.sub("#", line.text.lower()).strip()
    if text.strip("# .-–|") == "" or len(text) > 200:
        return []
    height = round(line.base / 6)
    return [(text, height), (text, height + 1)]


def _is_page_number(line: Line, lines: Sequence[Line]) -> bool:
    """A number in the first or last row of a page."""
    if not _NUMBER.fullmatch(line.text.strip()):
        return False
    bases = [one.base for one in lines]
    return line.base <= min(bases) + 2 or line.base >= max(bases) - 2


def without_line_numbers(words: Sequence[Word]) -> list[Word]:
    """Without the numbers that preprints print beside their lines."""
    numbers = [word for word in words if word.text.isdigit() and len(word.text) <= 4]
    if len(numbers) < _LINE_NUMBERS:
        return list(words)
    gone: set[int] = set()
    for side in ("x0", "x1"):
        places = Counter(round(getattr(word, side) / 2) for word in numbers)
        for place, _ in places.most_common(3):
            column = [word for word in numbers if abs(getattr(word, side) / 2 - place) <= 1]
            if _counts_down(column) and _stands_apart(column, words):
                gone |= {id(word) for word in column}
    return [word for word in words if id(word) not in gone]


def _counts_down(column: Sequence[Word]) -> bool:
    if len(column) < _LINE_NUMBERS:
        return False
    ordered = [int(word.text) for word in sorted(column, key=lambda word: -word.base)]
    steps = Counter(after - one for one, after in pairwise(ordered))
    step, count = steps.most_common(1)[0]
    return step in (1, 5) and count >= 0.85 * (len(ordered) - 1)


def _stands_apart(column: Sequence[Word], words: Sequence[Word]) -> bool:
    """Nothing stands over the column of numbers but the numbers themselves."""
    low, high = min(word.base for word in column), max(word.base for word in column)
    x0, x1 = min(word.x0 for word in column), max(word.x1 for word in column)
    over = sum(low <= word.base <= high and word.x0 < x1 and word.x1 > x0 for word in words)
    return over <= 1.1 * len(column)
