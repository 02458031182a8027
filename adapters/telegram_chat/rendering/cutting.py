"""A unit longer than a message, in two: between lines, else after a sentence, else after a
word, else anywhere between two signs. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from adapters.chat.graphemes import last_cut, may_cut, within
from adapters.telegram_chat.rendering.layout import StyledLine, TextRun, Unit, line_text, size
from bot.text.readable import utf16_length

_SENTENCE_END = re.compile(r"[.!?…]+[)\]\"'”’»]*(?=\s)|[。！？；]+[”’」』）]*")
_GAP = re.compile(r"\s+")


def cut(unit: Unit, room: int) -> tuple[Unit, Unit | None]:
    """What fits ``room`` UTF-16 units, and what is left."""
    if size(unit) <= room:
        return unit, None
    whole = _lines_within(unit, room)
    taken, rest = unit.lines[:whole], unit.lines[whole:]
    if all(map(_is_blank, taken)):
        head, tail = _cut_line(rest[0], room)
        taken, rest = (head,), (tail, *rest[1:])
    left = _trimmed(rest)
    return replace(unit, lines=_trimmed(taken)), replace(unit, lines=left) if left else None


def _lines_within(unit: Unit, room: int) -> int:
    """How many whole lines fit, with the breaks between them."""
    ends = accumulate(utf16_length(line_text(line)) + 1 for line in unit.lines)
    return sum(1 for end in ends if end - 1 <= room)


def _trimmed(lines: Sequence[StyledLine]) -> tuple[StyledLine, ...]:
    """Without white space at its ends, which Telegram would take off."""
    kept = list(lines)
    while kept and _is_blank(kept[-1]):
        kept.pop()
    while kept and _is_blank(kept[0]):
        kept.pop(0)
    if kept:
        kept[-1] = _between(kept[-1], 0, len(line_text(kept[-1]).rstrip()))
        kept[0] = _between(kept[0], len(line_text(kept[0])) - len(line_text(kept[0]).lstrip()))
    return tuple(kept)


def _is_blank(line: StyledLine) -> bool:
    return not line_text(line).strip()


def _cut_line(line: StyledLine, room: int) -> tuple[StyledLine, StyledLine]:
    text = line_text(line)
    place = _place(text, room, _closed(line))
    head = len(text[:place].rstrip())
    tail = len(text) - len(text[place:].lstrip())
    return _between(line, 0, head), _between(line, tail)


def _place(text: str, room: int, closed: Sequence[tuple[int, int]]) -> int:
    """The best place to cut: late, and outside of links and code where there is one."""
    end = within(text, room)
    sentences = [found.end() for found in _SENTENCE_END.finditer(text[: end + 1])]
    words = [found.start() for found in _GAP.finditer(text[: end + 1])]
    for places, earliest in ((sentences, end // 2), (words, 1)):
        good = [
            place
            for place in places
            if earliest <= place <= end
            and may_cut(text, place)
            and not any(start < place < stop for start, stop in closed)
        ]
        if good:
            return good[-1]
    return max((place for place in words if 0 < place <= end), default=last_cut(text, room))


def _closed(line: StyledLine) -> list[tuple[int, int]]:
    """The ends of links and code, in characters."""
    found, start = [], 0
    for run in line:
        stop = start + len(run.text)
        if run.url or run.command or run.style == "code":
            found.append((start, stop))
        start = stop
    return found


def _between(line: StyledLine, start: int, stop: int | None = None) -> StyledLine:
    """The line's characters from ``start`` to before ``stop``."""
    made: list[TextRun] = []
    place = 0
    for run in line:
        text = run.text[max(start - place, 0) : None if stop is None else max(stop - place, 0)]
        place += len(run.text)
        if text:
            made.append(replace(run, text=text))
    return tuple(made)
