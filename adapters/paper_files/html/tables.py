"""Rows of a table, with what spans several cells in each of them. Pure."""

from collections.abc import Iterator

from lxml import etree

from adapters.paper_files.html.inline import running
from adapters.paper_files.html.markup import TABLES, classes

Rows = tuple[tuple[str, ...], ...]
# a span that claims more is a mistake, or a trap
_MOST_COLUMNS = 200
_MOST_ROWS = 2_000
_FEW = 2
# words of a value: what has more is a remark
_VALUE = 3


def table_rows(table: etree._Element) -> tuple[Rows, list[etree._Element]]:
    """Rows of the same number of cells, and the notes in them.

    What spans several rows stands in each of them, and what spans several columns of the heading
    too, so that each value has its whole heading. The heading ends with the first row of which no
    cell spans columns; below it, a value that spans columns stands in each of them, and a longer
    text, or the only one of its row, in the first.
    """
    notes: list[etree._Element] = []
    grid: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    is_heading = True
    for row in list(_rows(table))[:_MOST_ROWS]:
        cells = [_cell(each, notes) for each in _cells(row)]
        grid.append(_laid(cells, below, repeated=is_heading))
        is_heading = is_heading and any(cell[1] > 1 for cell in cells)
    width = max(map(len, grid), default=0)
    full = (tuple(row + [""] * (width - len(row))) for row in grid)
    return tuple(row for row in full if any(row)), notes


def is_layout(table: etree._Element) -> bool:
    """Whether it only sets other tables side by side."""
    inner = [each for each in table.iterdescendants() if _is_table(each)]
    return any(_is_grid(each) for each in inner) and len(list(_rows(table))) <= _FEW


def _is_grid(table: etree._Element) -> bool:
    """A cell with a break in it is a table of one column."""
    rows = [list(_cells(row)) for row in _rows(table)]
    return len(rows) > 1 and max(map(len, rows)) > 1


def cells_of(table: etree._Element) -> Iterator[etree._Element]:
    return (cell for row in _rows(table) for cell in _cells(row))


def table_text(rows: Rows) -> str:
    """A line for each row; one that says a single thing has no cells."""
    return "\n".join(
        " | ".join(row[:1] if len(set(row)) == 1 or not any(row[1:]) else row) for row in rows
    )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Not those of a table inside a cell."""
    for child in table:
        if child.tag == "tr" or "ltx_tr" in classes(child):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot", "span", "div") and not _is_table(child):
            yield from _rows(child)


def _is_table(element: etree._Element) -> bool:
    return bool(classes(element) & TABLES)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (each for each in row if each.tag in ("td", "th") or "ltx_td" in classes(each))


def _cell(cell: etree._Element, notes: list[etree._Element]) -> tuple[str, int, int]:
    read = running(cell, whole=True)
    notes += read.aside
    return read.text, _span(cell, "colspan"), _span(cell, "rowspan")


def _span(cell: etree._Element, name: str) -> int:
    # LaTeXML says it in a class where the table is made of spans
    said = (each for each in classes(cell) if each.startswith(f"ltx_{name}_"))
    given = (cell.get(name) or next(said, "1")).rpartition("_")[2].strip()
    return min(max(int(given), 1), _MOST_COLUMNS) if given.isascii() and given.isdigit() else 1


def _laid(
    cells: list[tuple[str, int, int]], below: dict[int, tuple[int, str]], *, repeated: bool
) -> list[str]:
    """One row; ``below`` has, by column, for how many more rows which text goes on."""
    line: list[str] = []
    waiting = list(cells)
    alone = len(cells) == 1 and not below
    while len(line) < _MOST_COLUMNS and (waiting or len(line) in below):
        column = len(line)
        if column in below:
            left, text = below.pop(column)
            if left > 1:
                below[column] = left - 1, text
            # an empty cell that spans rows leaves room for nothing
            line.append(text)
        else:
            text, columns, rows = waiting.pop(0)
            is_value = not alone and len(text.split()) <= _VALUE
            stretch = [text if repeated or is_value else ""] * columns
            stretch[0] = text
            for at, each in enumerate(stretch, column):
                if rows > 1:
                    below[at] = rows - 1, each
            line += stretch
    return line
