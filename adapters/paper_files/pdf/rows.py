"""Rows of a region: lines side by side, and what the eye takes from them. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from adapters.paper_files.pdf.lines import Line
from adapters.paper_files.pdf.words import Box

_SHARED = 0.45


@dataclass(frozen=True, eq=False)
class Row:
    """Lines of one height, left to right. ``above`` is the white over it in points, from base
    line to base line; None for the first of a region. ``left`` and ``right`` are its region's."""

    lines: tuple[Line, ...]
    page: int
    column: int
    left: float
    right: float
    above: float | None

    @cached_property
    def box(self) -> Box:
        box = self.lines[0].box
        for line in self.lines[1:]:
            box = box.joined(line.box)
        return box

    @cached_property
    def main(self) -> Line:
        return max(self.lines, key=lambda line: line.letters)

    @cached_property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return self.main.size

    @cached_property
    def letters(self) -> int:
        return sum(line.letters for line in self.lines)

    @property
    def width(self) -> float:
        return max(1.0, self.right - self.left)

    def share(self, trait: str) -> float:
        """As ``Line.share``, over all its lines."""
        return sum(line.share(trait) * line.letters for line in self.lines) / max(1, self.letters)

    @cached_property
    def is_prose(self) -> bool:
        """One line that fills most of its column."""
        return (
            self.main.letters >= 0.8 * self.letters
            and self.letters >= 15
            and self.main.box.width > 0.72 * self.width
            and self.main.share("mono") < 0.7
        )


@dataclass(frozen=True, slots=True)
class Body:
    """The running text: the size of its letters and from base line to base line, in points."""

    size: float
    pitch: float


def body_of(lines: Iterable[Sequence[Line]]) -> Body:
    """Of all pages' lines."""
    sizes: Counter[float] = Counter()
    steps: Counter[float] = Counter()
    for page in lines:
        for line, after in pairwise(page):
            sizes[round(line.size, 1)] += line.letters
            step = line.base - after.base
            if line.letters > 15 and 0.8 * line.size < step < 2.6 * line.size:
                steps[round(step * 2) / 2] += 1
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    fitting = [step for step in steps.elements() if step < 2.6 * size]
    return Body(size, median(fitting) if fitting else 1.2 * size)


def rows_of(lines: Sequence[Line], page: int, column: int, x0: float, x1: float) -> list[Row]:
    """Top to bottom."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.base, line.box.x0)):
        for group in groups[-3:]:
            if _level(group[0], line):
                group.append(line)
                break
        else:
            groups.append([line])
    rows: list[Row] = []
    before: float | None = None
    for group in groups:
        ordered = sorted(group, key=lambda line: line.box.x0)
        main = max(ordered, key=lambda line: line.letters)
        above = None if before is None else before - main.base
        rows.append(Row(tuple(ordered), page, column, x0, x1, above))
        before = main.base
    return rows


def _level(line: Line, other: Line) -> bool:
    low, high = max(line.box.y0, other.box.y0), min(line.box.y1, other.box.y1)
    least = min(line.box.height, other.box.height)
    if high - low < _SHARED * least:
        return False
    # two lines over each other that a tall sign makes touch
    return other.box.x0 >= line.box.x1 - line.size or other.box.x1 <= line.box.x0 + line.size
