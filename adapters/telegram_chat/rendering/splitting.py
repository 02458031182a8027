"""A message's units over as few Telegram messages as they need, in order. Pure.

Only a unit longer than a whole message is cut (:mod:`adapters.telegram_chat.rendering.cutting`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from adapters.chat.splitting import kept_together
from adapters.telegram_chat.rendering.cutting import cut
from adapters.telegram_chat.rendering.entities import MOST, essential
from adapters.telegram_chat.rendering.layout import Unit, size

LONGEST = 4096
# a unit that must be cut begins in a message that has at least so much room left
_WORTH_FILLING = 1024

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
    groups = _groups(units)
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
    return len(_filled(_groups(units), LONGEST))


def _groups(units: Units) -> list[list[Unit]]:
    return kept_together(units, lambda unit: unit.leads)


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


def _without_rules(part: Sequence[Unit]) -> list[Unit]:
    """A line between two things is none at the end of a message."""
    kept = list(part)
    while kept and kept[-1].rule:
        kept.pop()
    while kept and kept[0].rule:
        kept.pop(0)
    return kept
