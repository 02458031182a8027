"""One amount of a text, and what amounts that stand together make of each other. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.editorial.checking.amount_words import bound_names, bounds

_IN_ALL = re.compile(r" (?:in|out of) ")
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a text has it.

    ``values`` are its readings, most likely first, in ``unit`` (canonical, "" for none); ``step``
    is what one of its last digit is worth; ``bound`` is "about", "over", "under" or "";
    ``is_word`` tells that it is spelled out; ``followed`` is the text behind it, for its subject.
    """

    values: tuple[float, ...]
    step: float
    unit: str
    start: int
    end: int
    bound: str = ""
    is_word: bool = False


def as_shares(kept: list[Amount], text: str) -> list[Amount]:
    """Three in five is 60 %."""
    made: list[Amount] = []
    for one in kept:
        last = made[-1] if made else None
        if (
            last
            and last.is_word
            and one.is_word
            and not last.unit
            and last.values[0] < one.values[0]
            and _IN_ALL.fullmatch(text, last.end, one.start)
        ):
            share = last.values[0] / one.values[0]
            made[-1] = replace(last, values=(share,), step=0.02 * share, unit="x", end=one.end)
        else:
            made.append(one)
    return made


def ranged(kept: list[Amount], text: str, code: str) -> Iterator[Amount]:
    """With the unit of what ends a range (10-20 %), and what bounds each."""
    for at, one in enumerate(kept):
        unit = one.unit
        if not unit and at + 1 < len(kept):
            between = text[one.end : kept[at + 1].start]
            if re.fullmatch(r"\s?(?:-|~|至|到|〜|to|bis|à|a|to)\s?", between):
                unit = kept[at + 1].unit
        yield replace(one, unit=unit, bound=_bound(text, one, code))


def _bound(text: str, one: Amount, code: str) -> str:
    before = bounds(code)[0].search(text[max(0, one.start - _NEAR) : one.start])
    after = bounds(code)[1].match(text[one.end : one.end + 4])
    found = before or after
    return bound_names(code)[found[1].lower()] if found else ""
