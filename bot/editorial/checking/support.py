"""Whether a source bears out an amount: as it is, rounded, converted, or reckoned from two. Pure.

An amount may be less precise than the source and never more; it may be in another unit of the
same dimension. Of two amounts that stand together in the source, the difference, the ratio and the
relative change are borne out too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

from bot.editorial.checking.amount import Amount
from bot.editorial.checking.units import SHARES, dimension, in_base

Verdict = Literal["", "number", "unit"]
"""What is wrong with an amount; "" where nothing is."""

_CLOSE = 1e-9
# how far a rounded figure may be from its source: "about 12,500" for 12,480, and not 13,000
_ROUNDED = 0.05
_BOUNDED = 0.12
_NEARLY = 0.03
# amounts that are reckoned with are of one order of magnitude
_FAR = 20.0
_MANY = 1_000
# reckoned are pairs among the first amounts of a source: a paper's abstract comes first
_PAIRED = 300
_REACH = 8
_NEAR = 4
# plain counts: two is told by any pair, and lists are counted
_COUNTS = 12


@dataclass(frozen=True)
class Figures:
    """The amounts of a source, and the lengths of its lists."""

    amounts: tuple[Amount, ...]
    listed: frozenset[int]

    @cached_property
    def _written(self) -> tuple[list[float], list[Amount]]:
        return _sorted((value, one) for one in self.amounts for value in one.values)

    @cached_property
    def _based(self) -> tuple[list[float], list[Amount]]:
        return _sorted(
            (in_base(value, one.unit), one)
            for one in self.amounts
            for value in one.values
            if dimension(one.unit) != one.unit
        )

    @cached_property
    def _reckoned(self) -> dict[str, list[float]]:
        found: dict[str, list[float]] = {}
        for kind, value in _reckonings(self.amounts[:_PAIRED]):
            found.setdefault(kind, []).append(value)
        return {kind: sorted(set(values)) for kind, values in found.items()}

    def verdict(self, one: Amount, *, compared: bool, rest: bool = False) -> Verdict:
        """Whether the source has the amount, has it in another unit, or has it not.

        What is reckoned counts where the text compares, or says a share in words; what is
        left of a percentage, where it speaks of the ``rest``.
        """
        near = [found for value in one.values for found in self._near(one, value)]
        agreeing = [found for found in near if _units_agree(one, found)]
        if agreeing and _is_taken(one, near, agreeing):
            return "unit"
        if agreeing or self._converted(one):
            return ""
        rounded = bool(one.bound and one.unit)
        may_reckon = compared or one.is_word or rounded or one.unit in ("x", "pt")
        if may_reckon and self._is_reckoned(one, rest=rest) and not self._is_misread(one):
            return ""
        if self._is_counted(one):
            return ""
        return "unit" if near else "number"

    def _near(self, one: Amount, value: float) -> Iterator[Amount]:
        for found in _between(self._written, value):
            if any(_rounds_to(one, value, each, found) for each in found.values):
                yield found

    def _converted(self, one: Amount) -> bool:
        """The same in another unit of the dimension, or a share in another form."""
        for value in one.values:
            base = in_base(value, one.unit)
            factor = base / value if value else 1.0
            for found in _between(self._based, base) if dimension(one.unit) != one.unit else ():
                if dimension(found.unit) == dimension(one.unit) and found.unit != one.unit:
                    each = in_base(found.values[0], found.unit)
                    if _is_close(one, base, each, one.step * factor):
                        return True
            if one.unit in ("%", "x", "") and any(
                _is_close(one, value * scale, each, one.step * scale)
                for scale in _share_scales(one)
                for found in _between(self._written, value * scale)
                if found.unit in ("%", "pt", "x", "") and found.unit != one.unit
                for each in found.values
            ):
                return True
        return False

    def _is_reckoned(self, one: Amount, *, rest: bool) -> bool:
        kinds: list[str] = [kind for kind in ("x", "%", "pt", "") if kind == one.unit]
        kinds += [dimension(one.unit)] if one.unit not in SHARES else []
        kinds += ["rest"] if one.unit == "%" and (rest or one.bound == "about") else []
        kinds += ["%", ""] if one.unit == "pt" else []
        for kind in kinds:
            values = self._reckoned.get(kind, [])
            for value in one.values:
                base = in_base(value, one.unit)
                step = one.step * (base / value if value else 1.0)
                room = step / 2 * 1.001 + _CLOSE
                if one.bound and one.unit in SHARES:
                    room = max(room, _NEARLY * abs(base))
                at = bisect_left(values, base - room)
                if at < len(values) and values[at] <= base + room:
                    return True
        return False

    def _is_misread(self, one: Amount) -> bool:
        """Whether it has the very digits of a figure of the source, in another order."""
        digits = sorted(f"{one.values[0]:.10g}".replace(".", "").replace("0", ""))
        return len(digits) > 1 and not one.is_word and digits in self._digits

    @cached_property
    def _digits(self) -> list[list[str]]:
        written = (
            f"{one.values[0]:.10g}".replace(".", "").replace("0", "")
            for one in self.amounts[:_PAIRED]
        )
        return [sorted(each) for each in written if len(each) > 1]

    def _is_counted(self, one: Amount) -> bool:
        """A small count of what the source lists, or of a pair."""
        value = one.values[0]
        if one.unit or value > _COUNTS or not value.is_integer():
            return False
        return value <= 1 or int(value) in self.listed


def _sorted(
    pairs: Iterable[tuple[float, Amount]],
) -> tuple[list[float], list[Amount]]:
    # a figure that comes often, as in a full text, is looked at once
    once = {(value, one.unit, one.step): (value, one) for value, one in pairs}
    ordered = sorted(once.values(), key=lambda pair: pair[0])
    return [value for value, _ in ordered], [one for _, one in ordered]


def _between(held: tuple[list[float], list[Amount]], value: float) -> Sequence[Amount]:
    values, found = held
    low, high = sorted((value * (1 - _BOUNDED) - 1, value * (1 + _BOUNDED) + 1))
    return found[bisect_left(values, low) : bisect_right(values, high)]


def _rounds_to(one: Amount, value: float, source: float, found: Amount) -> bool:
    """Whether ``value`` is ``source`` as it is or less precise, by the digits that it has."""
    if abs(value - source) <= _CLOSE * max(1.0, abs(source)):
        # 84.0 for 84 is more than the source knows; 1.5 for 1.50 is less
        return one.step >= min(found.step, 1) or one.is_word or value >= _MANY
    if one.step > found.step:
        return _is_close(one, value, source, one.step)
    return _is_close(one, value, source, 0.0)


def _is_close(one: Amount, value: float, source: float, step: float) -> bool:
    gap = abs(value - source)
    if step and gap <= step / 2 * 1.001 + _CLOSE * max(1.0, abs(value)):
        return step < 1 or gap <= _BOUNDED * abs(source) or one.is_word
    if one.bound in ("over", "under"):
        right = source > value if one.bound == "over" else source < value
        if right and gap <= _BOUNDED * abs(source) and gap < _roundness(one, value):
            return True
    return _is_round(one, value, source, gap)


def _is_round(one: Amount, value: float, source: float, gap: float) -> bool:
    """1,200 or "about 190" for 1,187 and 187: rounded to the zeros that it ends with."""
    if not float(value).is_integer() or not (one.bound or abs(value) >= _MANY):
        return False
    unit = _roundness(one, value)
    return gap <= unit / 2 * 1.001 and gap <= _ROUNDED * abs(source)


def _roundness(one: Amount, value: float) -> float:
    """What it is rounded to, by the zeros that it ends with, or the five."""
    if not float(value).is_integer():
        return one.step
    unit = 1.0
    while value and value % (unit * 10) == 0:
        unit *= 10
    return 5.0 if one.bound and unit < 5 and value % 5 == 0 else unit


def _is_taken(one: Amount, near: Sequence[Amount], agreeing: Sequence[Amount]) -> bool:
    """Whether it is rounded of one figure, and the very digits of one in another unit: 7 %,
    where the source has 7x and 6.6 %."""
    if one.is_word or one.bound or one.unit not in ("%", "pt", "x"):
        return False
    return not any(_is_exact(one, each) for each in agreeing) and any(
        _is_exact(one, each) and not each.is_word and each.unit in SHARES for each in near
    )


def _is_exact(one: Amount, other: Amount) -> bool:
    return any(
        abs(value - other.values[0]) <= _CLOSE * max(1.0, abs(value)) for value in one.values
    )


def _units_agree(one: Amount, found: Amount) -> bool:
    if one.unit == found.unit or not one.unit or not found.unit:
        return True
    if {one.unit, found.unit} == {"%", "pt"}:
        return one.unit == "pt"
    return False


def _share_scales(one: Amount) -> tuple[float, ...]:
    """0.842 is 84.2 %, a half is 50 %, twice is 200 %."""
    return (0.01,) if one.unit == "%" else (100.0,) if one.unit == "x" or not one.unit else ()


def _reckonings(found: Sequence[Amount]) -> Iterator[tuple[str, float]]:
    for at, first in enumerate(found):
        for gap, second in enumerate(islice(found, at + 1, at + 1 + _REACH)):
            found_here = _of_pair(first, second, adjacent=gap == 0)
            # far apart, only differences that are as exact as their figures
            yield from found_here if gap < _NEAR else islice(found_here, 2)
        if first.unit == "%":
            yield "rest", 100 - first.values[0]
    for one in found:
        yield from _of_share(one)


def _of_share(one: Amount) -> Iterator[tuple[str, float]]:
    """What a share is in other words: 50 % is half, 75 % less is a quarter, 2x is half."""
    value = one.values[0]
    if one.unit == "%" and 0 < value < 100:
        yield "x", value / 100
        yield "x", 1 - value / 100
        yield "x", 100 / (100 - value)
        yield "x", 1 + value / 100
    if one.unit == "x" and value > 0:
        yield "x", 1 / value
        yield "%", 100 * abs(1 - 1 / value)
        yield "%", 100 * value
        if value > 1:
            yield "%", 100 * (value - 1)
        else:
            yield "x", 1 - value


def _of_pair(first: Amount, second: Amount, *, adjacent: bool) -> Iterator[tuple[str, float]]:
    kind = dimension(first.unit)
    if kind != dimension(second.unit):
        return
    one, other = (in_base(each.values[0], each.unit) for each in (first, second))
    big, small = max(one, other), min(one, other)
    if small <= 0:
        return
    if big / small <= _FAR:
        yield kind, round(big - small, 9)
        if kind == "%":
            yield "pt", round(big - small, 9)
    yield "x", big / small
    if adjacent or kind not in ("", "%"):
        yield "x", small / big
        yield "%", 100 * (big - small) / big
        yield "%", 100 * (big - small) / small
        if kind != "%" and big > 1:
            yield "%", 100 * small / big
