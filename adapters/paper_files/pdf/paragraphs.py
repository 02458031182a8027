"""Rows of text as paragraphs, list items and references. Pure."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from adapters.paper_files.pdf.rows import Body, Row
from adapters.paper_files.pdf.spelling import joined

BULLET = re.compile(
    r"\s*(?:[•●○◦▪■□▶►–—\-∗*✓‣⁃·⋄⋆✔]|\(?[0-9]{1,2}[.)]|\((?:[a-z]|[0-9]{1,2}|[ivx]{1,4})\)|[a-z]\)|[ivx]{1,4}[.)])\s+\S"
)
_LABEL = re.compile(r"\s*(?:\[[^\]\s]{1,12}\]|\(\d{1,3}\))")
_COUNTED = re.compile(r"\s*(\d{1,3})\.?\s")
_ENDED = re.compile(r"[.!?:;…][\"”’)\]]*[⁰-⁹¹²³]*\s*$")


def paragraphs_of(rows: Sequence[Row], body: Body) -> list[list[Row]]:
    """Rows of one block of text parted into paragraphs and items."""
    found: list[list[Row]] = []
    lefts = _common_left(rows)
    for at, row in enumerate(rows):
        before = rows[at - 1] if at else None
        after = rows[at + 1] if at + 1 < len(rows) else None
        if before is None or _begins(before, row, after, lefts, body):
            found.append([row])
        else:
            found[-1].append(row)
    return found


def _common_left(rows: Sequence[Row]) -> float:
    return median(row.box.x0 for row in rows) if rows else 0.0


def _begins(before: Row, row: Row, after: Row | None, left: float, body: Body) -> bool:
    above = row.above or 0.0
    if row.page != before.page or row.column != before.column:
        return False
    if above > 1.45 * max(body.pitch, 1.15 * row.size) or above < -row.size:
        return True
    if BULLET.match(row.text) and (
        not BULLET.match(before.text) or abs(before.box.x0 - row.box.x0) < 3
    ):
        return row.box.x0 < before.box.x1 - 20 or before.box.x1 < row.right - 30
    short = before.box.x1 < before.right - 0.08 * before.width
    indented = row.box.x0 - before.box.x0 > 0.7 * row.size
    outdented = before.box.x0 - row.box.x0 > 0.7 * row.size
    if indented and not BULLET.match(before.text):
        # the second line of a hanging paragraph is indented like its third
        hanging = after is not None and abs(after.box.x0 - row.box.x0) < 2 and not short
        return short or not hanging
    if (
        short
        and _ENDED.search(before.text)
        and (outdented or above > 1.15 * body.pitch or row.text[:1].isupper())
    ):
        return True
    return abs(before.size - row.size) > 1.2 and above > 1.15 * body.pitch


def text_of(rows: Sequence[Row], known: Collection[str]) -> str:
    """Rows as one line of text, hyphens undone."""
    text = ""
    for row in rows:
        text = joined(text, row.text.strip(), known)
    return re.sub(r"[ \t]+", " ", text).strip()


def is_open(text: str) -> bool:
    """Whether a paragraph may go on in the next column."""
    return bool(text) and not _ENDED.search(text)


def references_of(rows: Sequence[Row]) -> list[list[Row]]:
    """The entries of a list of references: by their labels, their hanging indent, or the white
    between them."""
    if not rows:
        return []
    labelled = sum(bool(_LABEL.match(row.text)) for row in rows)
    counted = [found for row in rows if (found := _COUNTED.match(row.text))]
    if labelled >= max(2, len(rows) // 12):
        starts = [bool(_LABEL.match(row.text)) for row in rows]
    elif _is_sequence([int(found[1]) for found in counted]):
        starts = _sequence_starts(rows)
    elif (hanging := _hanging(rows)) is not None:
        starts = hanging
    else:
        starts = [
            (row.above or 99) > 1.12 * _usual_step(rows) or _is_after_short(rows, at)
            for at, row in enumerate(rows)
        ]
    found_entries: list[list[Row]] = []
    for row, begins in zip(rows, starts, strict=True):
        if begins or not found_entries:
            found_entries.append([row])
        else:
            found_entries[-1].append(row)
    return found_entries


def _is_after_short(rows: Sequence[Row], at: int) -> bool:
    if not at:
        return True
    before = rows[at - 1]
    return before.box.x1 < before.right - 0.15 * before.width and before.text.endswith(".")


def _usual_step(rows: Sequence[Row]) -> float:
    return median(row.above or row.size * 1.2 for row in rows)


def _is_sequence(numbers: Sequence[int]) -> bool:
    steps = sum(after == one + 1 for one, after in pairwise(numbers))
    return len(numbers) > 2 and steps >= 0.6 * (len(numbers) - 1)


def _sequence_starts(rows: Sequence[Row]) -> list[bool]:
    expected: int | None = None
    starts = []
    for row in rows:
        found = _COUNTED.match(row.text)
        begins = found is not None and (expected is None or int(found[1]) == expected)
        if begins and found:
            expected = int(found[1]) + 1
        starts.append(begins)
    return starts


def _hanging(rows: Sequence[Row]) -> list[bool] | None:
    """True for rows at the left edge of their column, where the others are indented alike."""
    edges: dict[tuple[int, int], float] = {}
    for row in rows:
        key = (row.page, row.column)
        edges[key] = min(edges.get(key, row.box.x0), row.box.x0)
    starts = [row.box.x0 - edges[(row.page, row.column)] < 3 for row in rows]
    share = sum(starts) / len(rows)
    return starts if 0.1 < share < 0.75 else None
