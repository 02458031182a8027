"""What belongs to a caption: the rows of its table, the letters of its figure. Pure."""

from collections.abc import Sequence
from typing import Literal

from adapters.paper_files.pdf.captions import is_figure, is_table
from adapters.paper_files.pdf.headings import is_heading
from adapters.paper_files.pdf.rows import Body, Row

BlockKind = Literal[
    "text", "heading", "caption", "table", "equation", "footnote", "code", "figure", "front",
    "contents", "apart",
]  # fmt: skip
Kind = tuple[BlockKind, str]
"""With the label of the caption that a row belongs to, or an equation's number."""
Kinds = list[Kind | None]
Caption = tuple[int, int, str]
"""The indexes of its first row and behind its last, and its label."""
# of the pitch: white in which a picture stands
_EMPTY = 4.0
# and in which something else begins
_WIDE = 5.0


def claim_figure(
    rows: Sequence[Row],
    kinds: Kinds,
    drawings: tuple[Sequence[bool], Sequence[bool]],
    caption: Caption,
    body: Body,
) -> None:
    """The letters of a figure, mostly above its caption. ``drawings``: which rows lie in one, and
    over which the white is filled with one."""
    start, end, label = caption
    drawn, filled = drawings
    above = _run(rows, kinds, range(start - 1, -1, -1), body, drawn, filled)
    below = [] if above else _run(rows, kinds, range(end, len(rows)), body, drawn, filled)
    ends = [place for place, at in enumerate(below) if drawn[at]]
    claimed = above or below[: ends[-1] + 1 if ends else 0]
    # a box with running text in it is read, not looked at
    prose = sum(rows[at].is_prose and rows[at].size > 0.75 * body.size for at in claimed)
    empty = any((rows[at].above or 0.0) > _EMPTY * body.pitch for at in (*claimed, start))
    pictured = (empty or any(drawn[at] for at in claimed)) and 2 * prose < len(claimed)
    for at in claimed:
        kinds[at] = ("figure" if pictured else "code", label)


def claim_table(
    rows: Sequence[Row],
    kinds: Kinds,
    ruled: Sequence[bool],
    caption: Caption,
    body: Body,
    *,
    over: bool,
) -> None:
    """The rows of a table above or below its caption; where there are some on both sides, as it is
    with the other tables here (``over``: above the caption)."""
    start, end, label = caption
    above = _run(rows, kinds, range(start - 1, -1, -1), body, ruled)
    below = _run(rows, kinds, range(end, len(rows)), body, ruled)
    for at in above if (above and over) or not below else below:
        kinds[at] = ("table" if is_table(label) else "code", label)


def tables_over(
    rows: Sequence[Row],
    kinds: Sequence[Kind | None],
    ruled: Sequence[bool],
    captions: Sequence[Caption],
    body: Body,
) -> bool:
    """Whether tables stand above their captions: as those do that leave no doubt, else where the
    most cells are."""
    sides = [
        [
            _cells(rows, _run(rows, kinds, places, body, ruled))
            for places in (range(start - 1, -1, -1), range(end, len(rows)))
        ]
        for start, end, label in captions
        if not is_figure(label)
    ]
    sure = sum((above > 0) - (below > 0) for above, below in sides)
    return sure > 0 or (not sure and sum(above - below for above, below in sides) > 0)


def _cells(rows: Sequence[Row], run: Sequence[int]) -> int:
    return sum(len(rows[at].lines) for at in run)


def _run(
    rows: Sequence[Row],
    kinds: Sequence[Kind | None],
    places: range,
    body: Body,
    inside: Sequence[bool],
    filled: Sequence[bool] = (),
) -> list[int]:
    """Rows beside a caption up to the next running text; those ``inside`` of a drawing or between
    rules are none. White ends it, unless it is ``filled``."""
    found: list[int] = []
    crossed = False
    for at in places:
        row = rows[at]
        if kinds[at] is not None or (inside[at] and _is_paragraph(rows, at, body)):
            break
        before = rows[at - 1] if at else None
        if not inside[at] and (_is_running(row, body) or is_heading(row, before, body)):
            break
        apart = _gap(rows, at, places.step) > _WIDE * body.pitch
        over = _is_filled(at, places.step, filled)
        if found and apart and not over and not inside[at]:
            break
        crossed = crossed or (apart and over)
        if found and crossed and not inside[at] and _opens_line(row, body):
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


def _opens_line(row: Row, body: Body) -> bool:
    """Whether it is of the text, at the edge of its column: a line of code over its plot."""
    usual = abs(row.size - body.size) < 0.04 * body.size
    return usual and row.box.x0 < row.left + 2


def _is_filled(at: int, step: int, filled: Sequence[bool]) -> bool:
    """Whether there is a drawing between a row and the one that was claimed before."""
    lower = at + 1 if step < 0 else at
    return lower < len(filled) and filled[lower]


def _gap(rows: Sequence[Row], at: int, step: int) -> float:
    lower = at + 1 if step < 0 else at
    return (rows[lower].above or 0.0) if lower < len(rows) else 0.0


def _is_running(row: Row, body: Body) -> bool:
    return row.is_prose and row.size > 0.88 * body.size and len(row.lines) <= 2
