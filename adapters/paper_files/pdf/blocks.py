"""What each row of a region is: heading, caption, table, equation, note, text. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from adapters.paper_files.pdf.artwork import is_within
from adapters.paper_files.pdf.captions import caption_end, caption_label, is_figure, is_table
from adapters.paper_files.pdf.headings import is_heading, run_in
from adapters.paper_files.pdf.rows import Body, Row
from adapters.paper_files.pdf.words import Box

BlockKind = Literal[
    "text", "heading", "caption", "table", "equation", "footnote", "code", "figure", "front",
    "contents",
]  # fmt: skip

_NUMBERED = re.compile(r"\(\s*[A-Z]?\.?\d{1,3}(?:[.-]\d{1,3})*[a-z′']?\s*\)$|\([a-z*†]\)$")
_NOTE = re.compile(r"\s*[⁰¹²³⁴-⁹*∗†‡§¶♯♢♣⋆]+\s*\S|\d{1,2}\s?(?=[A-Zh])")
# of the pitch: white in which a picture stands
_EMPTY = 4.0
_CONTENTS = re.compile(r"(?:table of )?contents|inhaltsverzeichnis|table des matières", re.I)
_ENTRY = re.compile(r"[\s.]\d{1,3}$")
_LEADERS = re.compile(r"(?:\.\s*){5,}\d{1,3}$")
_RELATION = re.compile(r"[=<>≤≥≈∈→∼∝≡≜←↦⊂≪≫]|:=|∑|∏|∫")


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together. ``label`` is that of a caption, or the number of an equation;
    a table's or figure's is that of its caption."""

    kind: BlockKind
    rows: tuple[Row, ...]
    label: str = ""
    cells: tuple[tuple[str, ...], ...] = field(default=())


def blocks_of(
    rows: Sequence[Row], body: Body, artwork: Sequence[Box] = (), ruled: Sequence[Box] = ()
) -> list[Block]:
    """The rows of a region as blocks, in order; ``artwork`` are the boxes of what is drawn on the
    page, ``ruled`` those between two rules."""
    drawn = [is_within(row.box, artwork) for row in rows]
    kinds = _kinds(rows, body, drawn, [is_within(row.box, ruled) for row in rows])
    found: list[Block] = []
    for at, (row, (kind, label)) in enumerate(zip(rows, kinds, strict=True)):
        last = found[-1] if found else None
        if last and last.kind == kind and _belongs(last, label):
            if _goes_on(rows[at - 1], row, kind, body):
                found[-1] = replace(last, rows=(*last.rows, row), label=last.label or label)
                continue
            found.append(Block(kind, (row,), label))
        else:
            found.append(Block(kind, (row,), label))
    return found


def _belongs(last: Block, label: str) -> bool:
    if last.kind == "equation":
        return not label or not last.label
    return not label or label == last.label


def _goes_on(before: Row, row: Row, kind: BlockKind, body: Body) -> bool:
    above = row.above or 0.0
    if kind == "heading":
        same = abs(before.size - row.size) < 0.5
        return same and above < 1.5 * row.size and not is_heading(row, before, body, numbered=True)
    if kind == "equation":
        return above < 2.6 * body.pitch
    return True


def _kinds(
    rows: Sequence[Row], body: Body, drawn: Sequence[bool], ruled: Sequence[bool]
) -> list[tuple[BlockKind, str]]:
    kinds: list[tuple[BlockKind, str] | None] = [None] * len(rows)
    _contents(rows, kinds)
    captions = _captions(rows, kinds, body)
    for start, end, label in captions:
        if is_figure(label):
            _claim_figure(rows, kinds, drawn, start, end, body)
        else:
            kind: BlockKind = "table" if is_table(label) else "code"
            _claim_table(rows, kinds, ruled, start, end, body, kind)
    _loose_tables(rows, kinds, body)
    _footnotes(rows, kinds, body)
    for at, row in enumerate(rows):
        if kinds[at] is None:
            after = rows[at + 1] if at + 1 < len(rows) else None
            kinds[at] = _plain_kind(row, rows[at - 1] if at else None, after, body)
    told = [kind or ("text", "") for kind in kinds]
    return [_in_context(rows, told, at, body) for at in range(len(rows))]


def _in_context(
    rows: Sequence[Row], kinds: Sequence[tuple[BlockKind, str]], at: int, body: Body
) -> tuple[BlockKind, str]:
    """A row's kind, seeing those around it."""
    row, (kind, label) = rows[at], kinds[at]
    above = row.above or 99.0
    if kind == "code" and not label and at and kinds[at - 1][0] == "text":
        # the end of a sentence in another font
        goes_on = above < 1.3 * body.pitch and (at + 1 == len(rows) or kinds[at + 1][0] != "code")
        return ("text", "") if goes_on else (kind, label)
    indented = row.box.x0 > row.left + 0.08 * row.width
    if kind == "text" and indented and not row.is_prose and row.letters < 60:
        under = at > 0 and kinds[at - 1][0] == "equation" and above < 1.25 * body.pitch
        below = at + 1 < len(rows) and kinds[at + 1][0] == "equation"
        over = below and (rows[at + 1].above or 99.0) < 1.25 * body.pitch
        if (under or over) and row.letters < 40:
            return ("equation", "")
    return kind, label


def _plain_kind(
    row: Row, before: Row | None, after: Row | None, body: Body
) -> tuple[BlockKind, str]:
    if is_heading(row, before, body, after):
        return ("heading", "")
    found = _NUMBERED.search(row.text)
    if _is_equation(row, body, found is not None):
        return ("equation", found[0] if found else "")
    if row.share("mono") > 0.8 and (len(row.lines) > 1 or not row.is_prose) and row.letters > 3:
        return ("code", "")
    return ("text", "")


def _is_equation(row: Row, body: Body, numbered: bool) -> bool:
    if run_in(row) or (row.box.width > 0.97 * row.width and not numbered):
        return False
    last = row.lines[-1]
    if numbered and len(row.lines) > 1 and last.text.strip().startswith("("):
        at_edge = last.box.x1 > row.right - 3 and last.box.x0 - row.lines[-2].box.x1 > 20
        if at_edge and sum(line.box.width for line in row.lines) < 0.8 * row.width:
            return True
    indented = row.box.x0 > row.left + 0.06 * row.width or row.lines[0].box.x0 > row.left + 20
    if not indented:
        return False
    maths = row.share("maths")
    words = re.findall(r"[A-Za-z]{4,}", row.text)
    if maths > 0.3 and len(words) <= 6:
        return True
    related = _RELATION.search(row.text) is not None
    if numbered and len(row.lines) > 1 and row.lines[-1].text.strip().startswith("("):
        return related or maths > 0.1
    return related and maths > 0.12 and len(words) <= 3 and not row.is_prose


def _contents(rows: Sequence[Row], kinds: list[tuple[BlockKind, str] | None]) -> None:
    """A table of contents: rows that end in a number, under its heading, or three with dots."""
    at = 0
    while at < len(rows):
        named = _CONTENTS.fullmatch(rows[at].text.strip()) is not None
        end = at + named
        while end < len(rows) and _ENTRY.search(rows[end].text):
            end += 1
        dotted = sum(bool(_LEADERS.search(row.text)) for row in rows[at:end])
        if end - at >= 3 and (named or dotted >= 3):
            for one in range(at, end):
                kinds[one] = ("contents", "")
        at = max(end, at + 1)


def _captions(
    rows: Sequence[Row], kinds: list[tuple[BlockKind, str] | None], body: Body
) -> list[tuple[int, int, str]]:
    found = []
    at = 0
    while at < len(rows):
        label = caption_label(rows[at], rows[at - 1] if at else None, body)
        if not label or kinds[at] is not None:
            at += 1
            continue
        end = caption_end(rows, at, body)
        for one in range(at, end):
            kinds[one] = ("caption", label)
        found.append((at, end, label))
        at = end
    return found


def _claim_figure(
    rows: Sequence[Row],
    kinds: list[tuple[BlockKind, str] | None],
    drawn: Sequence[bool],
    start: int,
    end: int,
    body: Body,
) -> None:
    """The letters of a figure, mostly above its caption."""
    label = (kinds[start] or ("caption", ""))[1]
    above = _run(rows, kinds, range(start - 1, -1, -1), body, drawn)
    below = [] if above else _run(rows, kinds, range(end, len(rows)), body, drawn)
    ends = [place for place, at in enumerate(below) if drawn[at]]
    claimed = above or below[: ends[-1] + 1 if ends else 0]
    # a box with running text in it is read, not looked at
    prose = sum(rows[at].is_prose and rows[at].size > 0.75 * body.size for at in claimed)
    empty = any((rows[at].above or 0.0) > _EMPTY * body.pitch for at in (*claimed, start))
    pictured = (empty or any(drawn[at] for at in claimed)) and 2 * prose < len(claimed)
    for at in claimed:
        kinds[at] = ("figure" if pictured else "code", label)


def _claim_table(
    rows: Sequence[Row],
    kinds: list[tuple[BlockKind, str] | None],
    ruled: Sequence[bool],
    start: int,
    end: int,
    body: Body,
    kind: BlockKind,
) -> None:
    label = (kinds[start] or ("caption", ""))[1]
    above = _run(rows, kinds, range(start - 1, -1, -1), body, ruled)
    below = _run(rows, kinds, range(end, len(rows)), body, ruled)
    weights = [_cells(rows, run) for run in (above, below)]
    claimed = above if weights[0] > weights[1] else below
    for at in claimed:
        kinds[at] = (kind, label)


def _cells(rows: Sequence[Row], run: Sequence[int]) -> int:
    return sum(len(rows[at].lines) for at in run)


def _run(
    rows: Sequence[Row],
    kinds: Sequence[tuple[BlockKind, str] | None],
    places: range,
    body: Body,
    inside: Sequence[bool],
) -> list[int]:
    """Rows beside a caption up to the next running text; those ``inside`` of a drawing or between
    rules are none."""
    found: list[int] = []
    for at in places:
        row = rows[at]
        if kinds[at] is not None or (inside[at] and _is_paragraph(rows, at, body)):
            break
        before = rows[at - 1] if at else None
        if not inside[at] and (_is_running(row, body) or is_heading(row, before, body)):
            break
        if found and _gap(rows, at, places.step) > 5 * body.pitch and not inside[at]:
            break
        found.append(at)
    # the short last line of a paragraph above is no part of it
    while found and places.step < 0 and not inside[found[-1]]:
        at = found[-1]
        if at and _is_running(rows[at - 1], body) and _gap(rows, at, 1) < 1.3 * body.pitch:
            found.pop()
        else:
            break
    return found


def _is_paragraph(rows: Sequence[Row], at: int, body: Body) -> bool:
    """Whether a row and one beside it fill the column in the letters of the text."""
    beside = [one for one in (at - 1, at + 1) if 0 <= one < len(rows)]
    return _is_full(rows[at], body) and any(_is_full(rows[one], body) for one in beside)


def _is_full(row: Row, body: Body) -> bool:
    usual = abs(row.size - body.size) < 0.04 * body.size
    return usual and row.is_prose and len(row.lines) == 1 and row.box.x1 > row.right - 3


def _gap(rows: Sequence[Row], at: int, step: int) -> float:
    lower = at + 1 if step < 0 else at
    return (rows[lower].above or 0.0) if lower < len(rows) else 0.0


def _is_running(row: Row, body: Body) -> bool:
    return row.is_prose and row.size > 0.88 * body.size and len(row.lines) <= 2


def _loose_tables(
    rows: Sequence[Row], kinds: list[tuple[BlockKind, str] | None], body: Body
) -> None:
    """Three and more rows of cells with no caption beside them."""
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and kinds[end] is None and _is_cells(rows[end]):
            end += 1
        if end - at >= 3 and sum(len(row.lines) >= 3 for row in rows[at:end]) >= 2:
            for one in range(at, end):
                kinds[one] = ("table", "")
        at = max(end, at + 1)


def _is_cells(row: Row) -> bool:
    if len(row.lines) < 2 or row.share("maths") > 0.5:
        return False
    return not _NUMBERED.search(row.text) or len(row.lines) > 2


def _footnotes(rows: Sequence[Row], kinds: list[tuple[BlockKind, str] | None], body: Body) -> None:
    """Small rows at the end of a column, from the first that begins with a mark."""
    start = len(rows)
    while start and kinds[start - 1] is None and rows[start - 1].size < 0.95 * body.size:
        start -= 1
    for at in range(start, len(rows)):
        if _NOTE.match(rows[at].text) and (at == start or _NOTE.match(rows[at].text)):
            for one in range(at, len(rows)):
                kinds[one] = ("footnote", "")
            return
