"""A message's units over as few Telegram messages as they need, in order. Pure.

Only a unit longer than a whole message is cut: between lines, else after a sentence,
else after a word, else anywhere between two signs.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from adapters.telegram_chat.entities import MOST, essential
from adapters.telegram_chat.graphemes import last_cut, may_cut, within
from adapters.telegram_chat.layout import Line, Run, Unit, line_text, size
from bot.text.readable import utf16_length

LONGEST = 4096
# a long unit begins under what stands there already where so much room is left
_WORTH_FILLING = 1024
_SENTENCE_END = re.compile(r"[.!?…]+[)\]\"'”’»]*(?=\s)|[。！？；]+[”’」』）]*")
_GAP = re.compile(r"\s+")

Units = Sequence[Unit]


@dataclass(slots=True)
class _Part:
    """A message being filled; ``length`` in UTF-16 units, ``essential`` in entities."""

    units: list[Unit] = field(default_factory=list)
    length: int = 0
    essential: int = 0

    def takes(self, group: Units, limit: int) -> bool:
        wanted = self.essential + sum(map(essential, group))
        return self.length_with(group) <= limit and (wanted <= MOST or not self.units)

    def length_with(self, group: Units) -> int:
        gap = group[0].gap if self.units and group else 0
        return self.length + gap + length(group)

    def add(self, group: Units) -> None:
        self.length = self.length_with(group)
        self.essential += sum(map(essential, group))
        self.units += group


def packed(units: Units) -> list[list[Unit]]:
    """The units of each message; headings stay with what follows them.

    Messages that must be several are of about one length: a last line alone, with all
    the buttons under it, would look like an accident.
    """
    groups = list(_groups(units))
    parts = _filled(groups, LONGEST)
    longest = max(map(length, groups), default=0)
    if len(parts) < 2 or longest > LONGEST:
        return parts
    shorter = range(longest, LONGEST)
    # the first limit that needs no more messages than the full one
    place = bisect_left(shorter, 1, key=lambda limit: len(_filled(groups, limit)) <= len(parts))
    return _filled(groups, longest + place)


def count(units: Units) -> int:
    """How many messages they need."""
    return len(_filled(list(_groups(units)), LONGEST))


def _filled(groups: Sequence[Units], limit: int) -> list[list[Unit]]:
    """One message after the other filled up to ``limit`` UTF-16 units."""
    parts: list[_Part] = []
    for group in groups:
        if not parts or not parts[-1].takes(group, limit):
            if length(group) > LONGEST:
                _spread(group, parts)
                continue
            parts.append(_Part())
        parts[-1].add(group)
    return [bare for part in parts if (bare := _without_rules(part.units))]


def length(units: Units) -> int:
    """UTF-16 units of one message made of these."""
    return sum(size(unit) for unit in units) + sum(unit.gap for unit in units[1:])


def _groups(units: Units) -> Iterator[list[Unit]]:
    """A heading and what it stands over, else single units."""
    group: list[Unit] = []
    for unit in units:
        group.append(unit)
        if not unit.leads:
            yield group
            group = []
    if group:
        yield group


def _spread(group: Units, parts: list[_Part]) -> None:
    """Units that are too long together, cut where one must be."""
    *headings, body = group
    if length(headings) > LONGEST // 2:
        for unit in group:
            _cut_into(unit, parts, [])
    else:
        _cut_into(body, parts, headings)


def _cut_into(unit: Unit, parts: list[_Part], headings: Units) -> None:
    """The unit under its headings: what stands there already is filled up, if it pays."""
    above = [*headings, replace(unit, lines=((),))]
    if not parts or LONGEST - parts[-1].length_with(above) < _WORTH_FILLING:
        parts.append(_Part())
    room = LONGEST - parts[-1].length_with(above)
    first, left = cut(unit, room)
    parts[-1].add([*headings, first])
    while left:
        first, left = cut(left, LONGEST)
        parts.append(_Part())
        parts[-1].add([first])


def cut(unit: Unit, room: int) -> tuple[Unit, Unit | None]:
    """What fits ``room`` UTF-16 units, and what is left."""
    if size(unit) <= room:
        return unit, None
    whole = _lines_within(unit, room)
    taken, rest = unit.lines[:whole], unit.lines[whole:]
    if not any(taken):
        head, tail = _cut_line(rest[0], room)
        taken, rest = (head,), (tail, *rest[1:])
    left = _trimmed(rest)
    return replace(unit, lines=_trimmed(taken)), replace(unit, lines=left) if left else None


def _lines_within(unit: Unit, room: int) -> int:
    """How many whole lines fit, with the breaks between them."""
    ends = accumulate(utf16_length(line_text(line)) + 1 for line in unit.lines)
    return sum(1 for end in ends if end - 1 <= room)


def _trimmed(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Without empty lines at its ends, which Telegram would take off."""
    kept = list(lines)
    while kept and not kept[-1]:
        kept.pop()
    while kept and not kept[0]:
        kept.pop(0)
    if kept:
        kept[0] = _between(kept[0], len(line_text(kept[0])) - len(line_text(kept[0]).lstrip()))
    return tuple(kept)


def _cut_line(line: Line, room: int) -> tuple[Line, Line]:
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


def _closed(line: Line) -> list[tuple[int, int]]:
    """The ends of links and code, in characters."""
    found, start = [], 0
    for run in line:
        stop = start + len(run.text)
        if run.url or run.command or run.style == "code":
            found.append((start, stop))
        start = stop
    return found


def _between(line: Line, start: int, stop: int | None = None) -> Line:
    """The line's characters from ``start`` to before ``stop``."""
    made: list[Run] = []
    place = 0
    for run in line:
        text = run.text[max(start - place, 0) : None if stop is None else max(stop - place, 0)]
        place += len(run.text)
        if text:
            made.append(replace(run, text=text))
    return tuple(made)


def _without_rules(part: Sequence[Unit]) -> list[Unit]:
    """A line between two things is none at the end of a message."""
    kept = list(part)
    while kept and kept[-1].rule:
        kept.pop()
    while kept and kept[0].rule:
        kept.pop(0)
    return kept
