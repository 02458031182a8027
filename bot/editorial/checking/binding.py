"""What each figure of a text is said of: names, metrics, things counted. Pure.

A sentence is cut into cells at its commas and conjunctions. What stands in a cell with a figure is
bound to it; where two lists have the same length ("A and B reach 1 and 2") the first goes with the
first. What cannot be told is loose: it may belong to the figure, and proves nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.editorial.checking.amount import Amount
from bot.editorial.checking.clauses import Parsed
from bot.editorial.checking.labels import Label, Place, is_made_up, labels_of
from bot.editorial.checking.lexicon import STOP
from bot.editorial.checking.runs import JOINED, runs_of

_BREAK = re.compile(
    r"(?<!e\.g\.)(?<!i\.e\.),(?!\d|\s?(?:e\.g\.|i\.e\.))|[;；:：，、]|\s[-–—]\s|—"
    r"|\b(?:and|but|while|whereas|although|though|und|aber|während|et|mais|tandis|y|e|pero"
    r"|mientras|mas|enquanto|и|а|но)\b|和|与|及|而|并(?!行)|\sو(?=\w)|、|및",
    re.I,
)
_EDGE = re.compile(rf"[.!?](?=\s|$)|[。！？\n]|{_BREAK.pattern}", re.I)
_APART = re.compile(r"\b(?:with|without|despite|versus|vs)\b", re.I)
_WITHIN = re.compile(r"\s*[(（]([^()（）]{2,60})[)）]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
SIZE = re.compile(r"\d+(?:\.\d+)?\s?B|[24568][Kk]")
# 10-class, 8-bit
_ADJECTIVE = re.compile(r"-[A-Za-z]")
_COMPARED = re.compile(
    r"\b(?:than|compared|relative|over|against|als|gegenüber|que|rapport|frente|respecto|чем)\b"
    r"|比|より|보다",
    re.I,
)
# no sentence ends here: 71.0% vs. 56.7%
_SHORT = re.compile(r"\b(?:vs|resp|approx|ca|cf|e\.g|i\.e|Fig|al)\.$")
_BESIDE = 24
_RANGE = 20
_LONG = 60
_CELL = 200
_TO = re.compile(
    r"^\s?[-–~/]\s?$|(?<!\w)(?:to|auf|bis|zu|à|a|al|para|até|до|на|or|oder|ou|o|vs|against|gegenüber"
    r"|contre|frente|contra|против)(?!\w)|[到至对從从~〜]|から|에서|إلى",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure with the keys of what is said of it, and of what may be; the name next before it
    ("" for none), and all names of its sentence."""

    amount: Amount
    bound: frozenset[str]
    loose: frozenset[str]
    subject: str
    around: frozenset[str]


def cell_around(text: str, place: int) -> Place:
    """The part of a sentence that a place is in."""
    start, end = max(0, place - _CELL), place + _CELL
    before = [one.end() for one in _EDGE.finditer(text, start, place)]
    behind = _EDGE.search(text, place, end)
    return before[-1] if before else start, behind.start() if behind else end


def bound_figures(text: Parsed, names: frozenset[str]) -> list[Bound]:
    """The figures of a text in order, with what they are said of."""
    labels, versions = labels_of(text, names)
    figures = [
        one
        for one in text.amounts
        if not _is_within(one, versions)
        and not _is_within(one, [(each.start, each.end) for each in labels if each.kind == "name"])
        and not SIZE.fullmatch(text.text, one.start, one.end)
        and (one.unit or not _ADJECTIVE.match(text.text, one.end))
    ]
    found: list[Bound] = []
    for start, end in _sentences(text):
        here = [one for one in figures if start <= one.start < end]
        if here:
            said = [one for one in labels if start <= one.start < end]
            found += _Sentence(text.text, (start, end), here, said).bindings()
    return found


def _is_within(one: Amount, places: Sequence[Place]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in places)


def _sentences(text: Parsed) -> Iterator[Place]:
    ends = [
        one.end
        for one in text.tokens
        if one.form == STOP and not _SHORT.search(text.text, max(0, one.end - 8), one.end)
    ]
    yield from pairwise(sorted({0, *ends, len(text.text)}))


class _Sentence:
    """One sentence: its figures and labels, and which cell each is in."""

    def __init__(
        self, text: str, place: Place, figures: Sequence[Amount], labels: Sequence[Label]
    ) -> None:
        self.text = text
        self.figures = figures
        self.labels = labels
        # by figure, the labels on its left and on its right
        self.left: list[set[Label]] = [set() for _ in figures]
        self.right: list[set[Label]] = [set() for _ in figures]
        self.loose: list[set[Label]] = [set() for _ in figures]
        start, end = place
        self._brackets = [one.span() for one in _BRACKETS.finditer(text, start, end)]
        self._breaks = [one.start() for one in _BREAK.finditer(text, start, end)]
        self._outside = [one for one in self._breaks if self._bracket(one) < 0]

    def bindings(self) -> Iterator[Bound]:
        settled = self._by_lists() | self._by_brackets()
        for one in self.labels:
            if one not in settled:
                self._by_cell(one)
        self._share()
        self._around_brackets()
        for at, figure in enumerate(self.figures):
            bound = self.left[at] | self.right[at]
            yield Bound(
                figure,
                frozenset(each.key for each in bound),
                frozenset(each.key for each in self.loose[at] - bound),
                self._subject(at),
                frozenset(each.key for each in self.labels if each.kind == "name"),
            )

    def _subject(self, at: int) -> str:
        names = [
            one
            for one in self.left[at]
            if one.kind == "name" and is_made_up(self.text[one.start : one.end])
        ]
        return max(names, key=lambda one: one.start).key if names else ""

    def _bind(self, at: int, one: Label) -> None:
        side = self.right if self.figures[at].end <= one.start else self.left
        side[at].add(one)

    def _by_lists(self) -> set[Label]:
        """A and B reach 1 and 2."""
        settled: set[Label] = set()
        for run in runs_of(self.text, self.figures):
            for kind in ("name", "thing"):
                held = [one for one in self.labels if one.kind == kind]
                others = [one for one in self.labels if one.kind != kind]
                runs = runs_of(self.text, held, others)
                lists = [each for each in runs if len(each) == len(run)]
                for at, place in zip(run, lists[0], strict=True) if len(lists) == 1 else ():
                    self._bind(at, held[place])
                    settled.add(held[place])
            for at in run:
                self.loose[at].update(one for one in self.labels if one not in settled)
        return settled

    def _by_brackets(self) -> set[Label]:
        """56 % (baseline), Xception (95 %)."""
        settled: set[Label] = set()
        for at, figure in enumerate(self.figures):
            if found := _WITHIN.match(self.text, figure.end):
                inside = range(found.start(1), found.end(1))
                if not any(one.start in inside for one in self.figures):
                    held = [one for one in self.labels if one.start in inside]
                    self.right[at].update(held)
                    settled.update(held)
            elif (start := self._alone_in(figure)) >= 0:
                cell = self._cell(start - 1)
                near = [
                    one for one in self.labels if one.end <= start and self._cell(one.start) == cell
                ]
                shared = any(self._cell(one.start) == cell for one in self.figures)
                for kind, most in (("name", 1), ("thing", 1), ("word", 2)):
                    held = [one for one in near if one.kind == kind][-most:]
                    self.left[at].update(held)
                    settled.update(() if shared else held)
        return settled

    def _around_brackets(self) -> None:
        """What a bracket follows may be what its figures are said of."""
        for at, figure in enumerate(self.figures):
            if (start := self._bracket(figure.start)) >= 0:
                cell = self._cell(start - 1)
                self.loose[at].update(one for one in self.labels if self._cell(one.start) == cell)

    def _alone_in(self, figure: Amount) -> int:
        """Where the bracket opens in which only figures are; -1 for none."""
        start = self._bracket(figure.start)
        end = next((b for a, b in self._brackets if a == start), 0)
        inside = any(start <= one.start < end for one in self.labels)
        return -1 if start < 0 or inside or end - start > _LONG else start

    def _by_cell(self, one: Label) -> None:
        cell = self._cell(one.start)
        here = [at for at, each in enumerate(self.figures) if self._cell(each.start) == cell]
        before = [at for at in here if self.figures[at].end <= one.start]
        behind = [at for at in here if self.figures[at].start >= one.end]
        if not here:
            self._by_neighbours(one)
        elif before and behind:
            self._between(one, before[-1], behind[0])
        elif before or behind:
            nearest = self._together(here, before[-1] if before else behind[0])
            sure = not self._is_apart(one, before, behind)
            for at in here:
                if at in nearest and sure:
                    self._bind(at, one)
                else:
                    self.loose[at].add(one)

    def _is_apart(self, one: Label, before: Sequence[int], behind: Sequence[int]) -> bool:
        """Words behind "without" tell of something else."""
        if one.kind == "name":
            return False
        if before:
            return bool(_APART.search(self.text, self.figures[before[-1]].end, one.start))
        return bool(behind) and bool(
            _APART.search(self.text, one.end, self.figures[behind[0]].start)
        )

    def _together(self, here: Sequence[int], at: int) -> set[int]:
        """Figures that stand together: from 1 to 2."""
        found = {at}
        for one, other in pairwise(here):
            if self._is_range(one, other) and (one in found or other in found):
                found |= {one, other}
        return found

    def _is_range(self, one: int, other: int) -> bool:
        start, end = self.figures[one].end, self.figures[other].start
        return end - start <= _RANGE and bool(_TO.search(self.text[start:end]))

    def _between(self, one: Label, left: int, right: int) -> None:
        """A label between two figures is of the nearer one, where that is plain."""
        after = one.start - self.figures[left].end
        ahead = self.figures[right].start - one.end
        if min(after, ahead) <= _BESIDE and 2 * min(after, ahead) < max(after, ahead):
            self._bind(left if after < ahead else right, one)
        else:
            self.loose[left].add(one)
            self.loose[right].add(one)

    def _by_neighbours(self, one: Label) -> None:
        """In a cell without a figure: of the one figure of the sentence, or of none surely."""
        if len(self.figures) == 1 and one.kind != "word" and self._is_opening(one):
            self._bind(0, one)
        first = bisect_left([each.start for each in self.figures], one.start)
        for at in (first - 1, first) if first else range(len(self.figures)):
            if at < len(self.figures):
                self.loose[at].add(one)

    def _is_opening(self, one: Label) -> bool:
        """Whether only commas are between a label and the figure behind it."""
        between = self.text[one.end : self.figures[0].start]
        return bool(between) and not JOINED.search(between)

    def _share(self) -> None:
        """What is on one side of a figure may be meant for those without a like label there."""
        for kinds in (("name",), ("thing", "word")):
            self._carry(self.left, kinds, range(len(self.figures)))
            self._carry(self.right, kinds, range(len(self.figures) - 1, -1, -1))

    def _carry(
        self, side: Sequence[set[Label]], kinds: Sequence[str], order: Sequence[int]
    ) -> None:
        held: set[Label] = set()
        for at in order:
            own = {one for one in side[at] if one.kind in kinds}
            if side is self.right and held:
                held = own or {one for one in held if one.kind == "name" or self._is_shared(one)}
            held = own or held
            self.loose[at] |= held

    def _is_shared(self, one: Label) -> bool:
        """Whether it follows "compared to", which goes for all figures before."""
        figure = max(each.end for each in self.figures if each.end <= one.start)
        return bool(_COMPARED.search(self.text, figure, one.start))

    def _cell(self, place: int) -> Place:
        """Which part of the sentence a place is in; what stands in brackets is apart."""
        bracket = self._bracket(place)
        breaks = self._outside if bracket < 0 else self._breaks
        return bisect_left(breaks, place + 1), bracket

    def _bracket(self, place: int) -> int:
        return next((a for a, b in self._brackets if a <= place < b), -1)
