"""What each row of a region is: heading, caption, table, equation, note, text. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.paper_files.pdf.artwork import is_within
from adapters.paper_files.pdf.captions import caption_end, caption_label, is_figure
from adapters.paper_files.pdf.claims import (
    BlockKind,
    Caption,
    Kind,
    Kinds,
    claim_figure,
    claim_table,
    tables_over,
)
from adapters.paper_files.pdf.headings import ends, is_heading, run_in
from adapters.paper_files.pdf.rows import Body, Row
from adapters.paper_files.pdf.words import Box

_NUMBERED = re.compile(r"\(\s*[A-Z]?\.?\d{1,3}(?:[.-]\d{1,3})*[a-z′']?\s*\)$|\([a-z*†]\)$")
_NOTE = re.compile(r"\s*[⁰¹²³⁴-⁹*∗†‡§¶♯♢♣⋆]+\s*\S|\d{1,2}\s?(?=[A-Zh])")
_CONTENTS = re.compile(r"(?:table of )?contents|inhaltsverzeichnis|table des matières", re.I)
_ENTRY = re.compile(r"[\s.]\d{1,3}$")
_LEADERS = re.compile(r"(?:\.\s*){5,}\d{1,3}$")
_ADDRESS = re.compile(r"[*∗†]?\s*(?:corresponding authors?|correspondence(?: to)?)\s?:", re.I)
_ADDRESS_ROWS = 5
_MOSTLY_MONO = 0.7
_RELATION = re.compile(r"[=<>≤≥≈∈→∼∝≡≜←↦⊂≪≫]|:=|∑|∏|∫")


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together. ``label`` is that of a caption, or the number of an equation;
    a table's or figure's is that of its caption."""

    kind: BlockKind
    rows: tuple[Row, ...]
    label: str = ""


def blocks_of(
    rows: Sequence[Row], body: Body, artwork: Sequence[Box] = (), ruled: Sequence[Box] = ()
) -> list[Block]:
    """The rows of a region as blocks, in order; ``artwork`` are the boxes of what is drawn on the
    page, ``ruled`` those between two rules."""
    drawn = [is_within(row.box, artwork) for row in rows]
    filled = [_is_filled(row, artwork) for row in rows]
    kinds = _kinds(rows, body, drawn, filled, [is_within(row.box, ruled) for row in rows])
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


def _is_filled(row: Row, artwork: Sequence[Box]) -> bool:
    """Whether what is drawn takes most of the white over a row: the lines of a tree between its
    labels, a plot between its numbers and its title."""
    if row.above is None:
        return False
    foot, top = row.box.y0, row.box.y0 + row.above
    here = [one for one in artwork if one.x0 < row.right and one.x1 > row.left]
    over = [min(one.y1, top) - max(one.y0, foot) for one in here]
    return max(over, default=0.0) > 0.5 * row.above


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
    rows: Sequence[Row],
    body: Body,
    drawn: Sequence[bool],
    filled: Sequence[bool],
    ruled: Sequence[bool],
) -> list[Kind]:
    kinds: Kinds = [None] * len(rows)
    _contents(rows, kinds)
    captions = _captions(rows, kinds, body)
    over = tables_over(rows, kinds, ruled, captions, body)
    for caption in captions:
        if is_figure(caption[2]):
            claim_figure(rows, kinds, (drawn, filled), caption, body)
        else:
            claim_table(rows, kinds, ruled, caption, body, over=over)
    _loose_tables(rows, kinds, body)
    _footnotes(rows, kinds, body)
    for at, row in enumerate(rows):
        if kinds[at] is None:
            after = rows[at + 1] if at + 1 < len(rows) else None
            kinds[at] = _plain_kind(row, rows[at - 1] if at else None, after, body)
    told = [kind or ("text", "") for kind in kinds]
    return [_in_context(rows, told, at, body) for at in range(len(rows))]


def _in_context(rows: Sequence[Row], kinds: Sequence[Kind], at: int, body: Body) -> Kind:
    """A row's kind, seeing those around it."""
    row, (kind, label) = rows[at], kinds[at]
    above = row.above or 99.0
    if kind == "text" and at and kinds[at - 1][0] == "heading" and ends(rows[at - 1], row, body):
        return ("heading", "")
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


def _plain_kind(row: Row, before: Row | None, after: Row | None, body: Body) -> Kind:
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


def _contents(rows: Sequence[Row], kinds: Kinds) -> None:
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


def _captions(rows: Sequence[Row], kinds: Kinds, body: Body) -> list[Caption]:
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


def _loose_tables(rows: Sequence[Row], kinds: Kinds, body: Body) -> None:
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
    # what a program prints has columns, too
    if len(row.lines) < 2 or row.share("maths") > 0.5 or row.share("mono") > _MOSTLY_MONO:
        return False
    return not _NUMBERED.search(row.text) or len(row.lines) > 2


def _footnotes(rows: Sequence[Row], kinds: Kinds, body: Body) -> None:
    """Small rows at the end of a column, from the first that begins with a mark."""
    start = len(rows)
    for at in range(max(0, start - _ADDRESS_ROWS), start):
        if kinds[at] is None and _ADDRESS.match(rows[at].text):
            kinds[at:] = [("footnote", "")] * (start - at)
            return
    while start and kinds[start - 1] is None and rows[start - 1].size < 0.95 * body.size:
        start -= 1
    for at in range(start, len(rows)):
        if _NOTE.match(rows[at].text) and (at == start or _NOTE.match(rows[at].text)):
            for one in range(at, len(rows)):
                kinds[one] = ("footnote", "")
            return
