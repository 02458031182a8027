"""Columns of a page, and the order in which its parts are read. Pure.

Text goes down one column after the other between what stands over all of them (titles, wide
figures and tables).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.paper_files.pdf.captions import CAPTION
from adapters.paper_files.pdf.lines import Line
from adapters.paper_files.pdf.words import Box

_PROSE = 20
_ALIGNED = 2.0
_LEAST = 5
_OVER, _DRAWN_OVER = 8.0, 30.0
_NARROWEST = 0.17
_WORDS = 12
_INSET = 9


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that are read from top to bottom, within ``x0`` and ``x1``. ``column`` is -1 for what
    stands over several."""

    lines: tuple[Line, ...]
    x0: float
    x1: float
    column: int


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white between two columns."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def gutters_of(lines: Sequence[Line], usual: Sequence[Gutter] = ()) -> tuple[Gutter, ...]:
    """The gutters of a page, left to right; ``usual`` are those of other pages, for which less
    evidence will do."""
    prose = [line for line in lines if line.letters >= _PROSE]
    if not prose:
        return ()
    left, right = min(line.box.x0 for line in prose), max(line.box.x1 for line in prose)
    least = _NARROWEST * (right - left)
    found: list[Gutter] = []
    edges = _edges(prose)
    edges.sort(key=lambda one: not any(abs(one[0] - usually.x1) < 6 for usually in usual))
    for edge, starting in edges:
        known = any(abs(edge - one.x1) < 6 for one in usual)
        gutter = _gutter(edge, starting, prose, 2 if known else _LEAST)
        others = [left, right, *(one.middle for one in found)]
        if gutter and all(abs(gutter.middle - one) > least for one in others):
            found.append(gutter)
    if not found:
        found = [one for one in usual if _fits(one, prose)]
    return tuple(sorted(found, key=lambda one: one.x0))


def _edges(prose: Sequence[Line]) -> list[tuple[float, list[Line]]]:
    """Left edges that many lines share, the commonest first."""
    left = list(prose)
    found: list[tuple[float, list[Line]]] = []
    while left:
        groups = [
            [line for line in left if 0 <= line.box.x0 - edge <= _ALIGNED]
            for edge in {round(line.box.x0 - 0.5, 1) for line in left}
        ]
        best = max(groups, key=lambda group: (len(group), -group[0].box.x0))
        if len(best) < 2:
            break
        found.append((min(line.box.x0 for line in best), best))
        left = [line for line in left if line not in best]
    return found


def _gutter(
    edge: float, starting: Sequence[Line], prose: Sequence[Line], least: int
) -> Gutter | None:
    if len(starting) < least:
        return None
    low = min(line.box.y0 for line in starting)
    high = max(line.box.y1 for line in starting)
    level = [line for line in prose if line.box.y1 > low and line.box.y0 < high]
    over = [line for line in level if line.box.x0 < edge - _OVER and line.box.x1 > edge + _OVER]
    left = [line for line in level if line.box.x1 <= edge - 2]
    if len(left) < least or len(over) > 0.3 * len(starting):
        return None
    ends = sorted(line.box.x1 for line in left)
    end = ends[int(0.95 * (len(ends) - 1))]
    return Gutter(min(end, edge - 2), edge) if edge - end < 80 else None


def _fits(gutter: Gutter, prose: Sequence[Line]) -> bool:
    over = sum(crosses(line.box, gutter) for line in prose)
    beside = sum(not crosses(line.box, gutter) for line in prose)
    return beside > over


def crosses(box: Box, gutter: Gutter, over: float = _OVER) -> bool:
    """Whether something stands over a gutter, so far on both sides."""
    return box.x0 < gutter.middle - over and box.x1 > gutter.middle + over


def regions_of(
    lines: Sequence[Line], gutters: Sequence[Gutter], drawn: Sequence[Box]
) -> list[Region]:
    """The regions of a page as they are read; ``drawn`` are boxes of pictures and paths."""
    if not lines:
        return []
    x0, x1 = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    if not gutters:
        return _with_insets([Region(tuple(lines), x0, x1, 0)])
    sides = [x0, *(edge for one in gutters for edge in (one.x0, one.x1)), x1]
    columns = list(zip(sides[::2], sides[1::2], strict=True))
    zones = _zones(lines, gutters, drawn, columns)
    bands: list[list[list[Line]]] = [[[] for _ in columns] for _ in range(len(zones) + 1)]
    wide: list[list[Line]] = [[] for _ in zones]
    for line in lines:
        middle = (line.box.y0 + line.box.y1) / 2
        above = sum(middle < low for low, _ in zones)
        if above < len(zones) and middle <= zones[above][1]:
            wide[above].append(line)
        else:
            bands[above][_column(line, gutters)].append(line)
    found: list[Region] = []
    for at, band in enumerate(bands):
        for number, (left, right) in enumerate(columns):
            if band[number]:
                found.append(Region(tuple(band[number]), left, right, number))
        if at < len(zones) and wide[at]:
            found.append(Region(tuple(wide[at]), x0, x1, -1))
    return _with_insets(found)


def _with_insets(regions: Sequence[Region]) -> list[Region]:
    """Text that runs round a figure, or figures side by side: what stands over and under the
    caption on the right or left is a region of its own."""
    found: list[Region] = []
    for region in regions:
        rest = list(region.lines)
        insets: list[Region] = []
        for caption in region.lines:
            if caption in rest and (inset := _inset(caption, rest)):
                rest = [line for line in rest if line not in inset]
                x0, x1 = min(one.box.x0 for one in inset), max(one.box.x1 for one in inset)
                insets.append(Region(tuple(inset), x0, x1, _INSET))
        found.append(Region(tuple(rest), region.x0, region.x1, region.column))
        found.extend(insets)
    return found


def _inset(caption: Line, lines: Sequence[Line]) -> list[Line]:
    if not CAPTION.match(caption.text):
        return []
    beside = [
        line
        for line in lines
        if line is not caption and line.letters >= _WORDS and abs(line.base - caption.base) < 6
    ]
    left = [line for line in beside if line.box.x1 < caption.box.x0 - 6]
    right = [line for line in beside if line.box.x0 > caption.box.x1 + 6]
    if left:
        edge = caption.box.x0 - 4
        column = [line for line in lines if line.box.x0 >= edge]
    elif right and not CAPTION.match(right[0].text):
        edge = min(line.box.x0 for line in right) - 4
        column = [line for line in lines if line.box.x1 <= edge]
    else:
        return []
    over = [line.base for line in lines if line.box.x0 < edge - 10 and line.box.x1 > edge + 10]
    top = min([base for base in over if base > caption.base], default=float("inf"))
    low = max([base for base in over if base < caption.base], default=float("-inf"))
    return [line for line in column if low < line.base < top]


def _column(line: Line, gutters: Sequence[Gutter]) -> int:
    middle = (line.box.x0 + line.box.x1) / 2
    return sum(middle > one.middle for one in gutters)


def _zones(
    lines: Sequence[Line],
    gutters: Sequence[Gutter],
    drawn: Sequence[Box],
    columns: Sequence[tuple[float, float]],
) -> list[tuple[float, float]]:
    """Heights that belong to what stands over a gutter, from the top: (bottom, top)."""
    boxes = [line.box for line in lines if any(crosses(line.box, one) for one in gutters)]
    boxes += [box for box in drawn if any(crosses(box, one, _DRAWN_OVER) for one in gutters)]
    within = [line for line in lines if _is_column_prose(line, columns)]
    zones: list[tuple[float, float]] = []
    for box in sorted(boxes, key=lambda box: -box.y1):
        low, high = box.y0, box.y1
        if zones and not _between(within, high, zones[-1][0]):
            zones[-1] = (min(zones[-1][0], low), zones[-1][1])
        else:
            zones.append((low, high))
    return [_extended(zone, lines) for zone in zones]


def _between(prose: Sequence[Line], low: float, high: float) -> bool:
    if low >= high:
        return False
    return any(low < (line.box.y0 + line.box.y1) / 2 < high for line in prose)


def _is_column_prose(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """A line of text from one side of a column to the other."""
    if line.letters < _PROSE:
        return False
    return any(
        left - 3 <= line.box.x0 <= left + 25 and abs(line.box.x1 - right) < 0.07 * (right - left)
        for left, right in columns
    )


def _extended(zone: tuple[float, float], lines: Sequence[Line]) -> tuple[float, float]:
    """With the last, short line of a caption: it stands close under the zone, and nothing beside
    it."""
    low, high = zone
    under = [
        line for line in lines if line.box.y1 < low + 2 and low - line.box.y1 < 0.6 * line.size
    ]
    if len(under) != 1:
        return zone
    beside = [
        line for line in lines
        if line is not under[0] and line.box.y0 < under[0].box.y1 and line.box.y1 > under[0].box.y0
    ]  # fmt: skip
    return zone if beside else (under[0].box.y0, high)
