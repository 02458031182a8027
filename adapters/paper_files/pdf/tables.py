"""Rows and cells of a table, by what stands over each other. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from adapters.paper_files.pdf.lines import Line
from adapters.paper_files.pdf.rows import Row

_SPAN = 3.0
# of the font's size; a word space is a quarter to a third
_WORD_GAP = 0.42


def cells_of(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """The table's cells, as many in each row as it has columns; a heading over several columns
    stands in the first of them. Empty where it has one column only."""
    columns = _columns(rows)
    if len(columns) < 2:
        return ()
    table: list[list[str]] = []
    for row in rows:
        cells = [""] * len(columns)
        for line in row.lines:
            for part in _parts(line, columns):
                at = _place(part, columns)
                cells[at] = f"{cells[at]} {part.text}".strip()
        if table and (_continues(table[-1], cells, row) or _is_between(table[-1], cells, row)):
            table[-1] = [
                f"{one} {more}".strip() for one, more in zip(table[-1], cells, strict=True)
            ]
        else:
            table.append(cells)
    return tuple(tuple(row) for row in table)


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Left and right of each column: lines that overlap, but those over several of the others."""
    lines = [line for row in rows if len(row.lines) > 1 for line in row.lines]
    columns: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: line.box.width):
        x0, x1 = line.box.x0, line.box.x1
        touched = [one for one in columns if min(one[1], x1) - max(one[0], x0) > _SPAN]
        if len(touched) > 1:
            continue
        if touched:
            columns.remove(touched[0])
            x0, x1 = min(x0, touched[0][0]), max(x1, touched[0][1])
        columns.append((x0, x1))
    return sorted(columns)


def _parts(line: Line, columns: Sequence[tuple[float, float]]) -> list[Line]:
    """A line over several columns parted where its words stand wide apart."""
    touched = [one for one in columns if min(one[1], line.box.x1) - max(one[0], line.box.x0) > 0]
    if len(touched) < 2:
        return [line]
    groups = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > _WORD_GAP * line.size:
            groups.append([word])
        else:
            groups[-1].append(word)
    return [
        Line(
            tuple(group),
            line.box._replace(x0=group[0].x0, x1=group[-1].x1),
            line.base,
            line.size,
            line.order,
        )
        for group in groups
    ]


def _is_between(before: Sequence[str], cells: Sequence[str], row: Row) -> bool:
    """A cell that stands for several rows is set between them."""
    if (row.above or 99.0) > 0.8 * row.size:
        return False
    return not any(one and other for one, other in zip(before, cells, strict=True))


def _place(line: Line, columns: Sequence[tuple[float, float]]) -> int:
    x0, x1 = line.box.x0, line.box.x1
    shared = [min(right, x1) - max(left, x0) for left, right in columns]
    over = [at for at, one in enumerate(shared) if one > _SPAN]
    if over:
        return over[0]
    return max(range(len(columns)), key=lambda at: shared[at])


def _continues(before: Sequence[str], cells: Sequence[str], row: Row) -> bool:
    """A row without a first cell, close under the one before and with words only, is its second
    line."""
    if cells[0] or (row.above or 99.0) > 1.35 * row.size:
        return False
    filled = [cell for cell in cells if cell]
    return len(filled) == 1 and not any(one.isdigit() for one in filled[0])


def as_lines(cells: Sequence[Sequence[str]]) -> str:
    """The same as text: cells apart by " | "."""
    return "\n".join(" | ".join(row) for row in cells)
