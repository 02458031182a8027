"""Lines of a page from its words. Pure.

A line here is what is printed without a wide gap: the cells of a table's row are lines side by
side, and so are two columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from adapters.paper_files.pdf.spelling import lowered, raised, spelt
from adapters.paper_files.pdf.words import Box, Word

# parts of the font's size: how far letters reach below and above the base line
_BELOW, _ABOVE = 0.22, 0.7
_WIDE_GAP, _GUTTER = 1.15, 0.65
_SCRIPT = 0.87
_SHARED = 0.4
_SCRAP = 3


@dataclass(frozen=True, eq=False)
class Line:
    """Words side by side on one base line, with their scripts. ``size`` is the size that most
    characters have, ``base`` their base line."""

    words: tuple[Word, ...]
    box: Box
    base: float
    size: float
    order: int

    @cached_property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)

    def share(self, trait: str) -> float:
        """How much of it is "bold", "italic", "mono" or "maths", from 0 to 1."""
        return self._shares[trait]

    @cached_property
    def _shares(self) -> dict[str, float]:
        having = dict.fromkeys(("bold", "italic", "mono", "maths"), 0)
        for word in self.words:
            style, length = word.style, len(word.text)
            having["bold"] += style.bold * length
            having["italic"] += style.italic * length
            having["mono"] += style.mono * length
            having["maths"] += style.maths * length
        return {trait: count / max(1, self.letters) for trait, count in having.items()}

    @cached_property
    def text(self) -> str:
        return _text(self)


def lines_of(words: Sequence[Word], gutters: Sequence[float] = ()) -> list[Line]:
    """The lines in the order of the content; none goes over a gutter where there is a gap."""
    runs: list[list[Word]] = []
    current = _Run()
    for word in words:
        if not current.takes(word, gutters):
            current = _Run()
            runs.append(current.words)
        current.add(word)
    made = [_line(run, order) for order, run in enumerate(runs)]
    return _without_scraps(_merged(made, gutters))


class _Run:
    def __init__(self) -> None:
        self.words: list[Word] = []
        self.base = self.size = self.x0 = self.x1 = 0.0
        self.leftward = False

    def add(self, word: Word) -> None:
        if not self.words or word.size > self.size * 1.05:
            self.base, self.size = word.base, word.size
        self.x0 = min(self.x0, word.x0) if self.words else word.x0
        self.x1 = max(self.x1, word.x1) if self.words else word.x1
        self.leftward = self.leftward or word.leftward
        self.words.append(word)

    def takes(self, word: Word, gutters: Sequence[float]) -> bool:
        if not self.words:
            return False
        size = max(self.size, word.size)
        gap = self.x0 - word.x1 if word.leftward else word.x0 - self.x1
        if (word.leftward and gap < 0) or self.leftward:
            gap = min(abs(self.x0 - word.x1), abs(word.x0 - self.x1))
        if gap > _WIDE_GAP * size or (
            gap > _GUTTER * size and any(self.x1 <= x <= word.x0 for x in gutters)
        ):
            return False
        script = word.size < _SCRIPT * self.size
        if gap < (-2.5 if script else -0.35) * size:
            return False
        return _overlap(self.base, self.size, word.base, word.size) >= _SHARED


def _overlap(base: float, size: float, other: float, other_size: float) -> float:
    low = max(base - _BELOW * size, other - _BELOW * other_size)
    high = min(base + _ABOVE * size, other + _ABOVE * other_size)
    return (high - low) / ((_BELOW + _ABOVE) * max(1e-6, min(size, other_size)))


def _line(words: Sequence[Word], order: int) -> Line:
    weights: dict[tuple[float, float], int] = {}
    for word in words:
        key = (round(word.size, 1), round(word.base, 1))
        weights[key] = weights.get(key, 0) + len(word.text)
    largest = max(size for size, _ in weights)
    size, base = max(
        (key for key in weights if key[0] > _SCRIPT * largest or weights[key] > 12),
        key=lambda key: weights[key],
    )
    box = Box(
        min(word.x0 for word in words),
        base - _BELOW * size,
        max(word.x1 for word in words),
        base + _ABOVE * size,
    )
    return Line(tuple(words), box, base, size, order)


def _merged(lines: list[Line], gutters: Sequence[float]) -> list[Line]:
    """Lines that were written in several goes put together."""
    ordered = sorted(lines, key=lambda line: (-line.base, line.box.x0))
    gone: set[int] = set()
    grown = {line.order: line for line in lines}
    for at, line in enumerate(ordered):
        if line.order in gone:
            continue
        changed = True
        while changed:
            changed = False
            mine = grown[line.order]
            for other in _near(ordered, at):
                if other.order in gone or other.order == line.order:
                    continue
                theirs = grown[other.order]
                if _belong(mine, theirs, gutters):
                    order = min(mine.order, theirs.order)
                    words = _in_order((*mine.words, *theirs.words))
                    whole = _line(words, line.order)
                    grown[line.order] = Line(whole.words, whole.box, whole.base, whole.size, order)
                    gone.add(other.order)
                    changed = True
                    break
    kept = [grown[line.order] for line in ordered if line.order not in gone]
    return sorted(kept, key=lambda line: line.order)


def _in_order(words: Sequence[Word]) -> list[Word]:
    if sum(word.leftward for word in words) * 2 > len(words):
        return sorted(words, key=lambda word: -word.x1)
    return sorted(words, key=lambda word: word.x0)


def _without_scraps(lines: list[Line]) -> list[Line]:
    """A sign or two that a root or a script left by themselves put into the line they belong
    to."""
    hosts = {line.order: line for line in lines if line.letters > _SCRAP * 4}
    kept: list[Line] = []
    for line in lines:
        host = _host(line, hosts) if line.letters <= _SCRAP else None
        if host is None:
            kept.append(line)
            continue
        words = _in_order((*host.words, *line.words))
        hosts[host.order] = Line(tuple(words), host.box, host.base, host.size, host.order)
    return [hosts.get(line.order, line) for line in kept]


def _host(scrap: Line, hosts: Mapping[int, Line]) -> Line | None:
    fitting = [
        line
        for line in hosts.values()
        if line.box.x0 - 1 < scrap.box.x0 < line.box.x1 + 2
        and abs(line.base - scrap.base) < 0.85 * line.size
    ]
    return min(fitting, key=lambda line: abs(line.base - scrap.base), default=None)


def _near(ordered: Sequence[Line], at: int) -> list[Line]:
    here = ordered[at]
    found = []
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(ordered) and abs(ordered[place].base - here.base) < here.size:
            found.append(ordered[place])
            place += step
    return found


def _belong(line: Line, other: Line, gutters: Sequence[float]) -> bool:
    left, right = (line, other) if line.box.x0 <= other.box.x0 else (other, line)
    gap = right.box.x0 - left.box.x1
    size = max(left.size, right.size)
    if not -0.35 * size < gap < 0.7 * size:
        return False
    if any(left.box.x1 <= x <= right.box.x0 for x in gutters):
        return False
    return _overlap(line.base, line.size, other.base, other.size) >= 0.6


def _text(line: Line) -> str:
    parts: list[str] = []
    before: Word | None = None
    for word in line.words:
        text = word.text
        if before is not None:
            gap = word.x0 - before.x1
            if word.leftward or before.leftward:
                gap = max(gap, before.x0 - word.x1)
            spaced = word.spaced or gap > 0.25 * max(word.size, before.size)
            if spaced and gap > -0.3 * word.size:
                parts.append(" ")
        parts.append(_scripted(line, word, text))
        before = word
    return spelt("".join(parts))


def _scripted(line: Line, word: Word, text: str) -> str:
    if word.size >= _SCRIPT * line.size:
        return text
    step = (word.base - line.base) / line.size
    if step > 0.18:
        return raised(text)
    if step < -0.08:
        return lowered(text)
    return text
