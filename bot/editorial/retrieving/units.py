"""A paper's text as what can answer a question: sentences, rows of tables, captions, notes. Pure.

Units of one ``group`` may stand together in a passage: the running text of a section, the rows of
a table, one caption, one note, one reference.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.editorial.full_text.places import on_pages, place_of
from bot.text.bounds import in_parts
from bot.text.sentences import split_sentences
from bot.values.full_texts import FullText, Piece, PieceKind, Place

UnitKind = Literal["sentence", "row", "caption", "reference"]

# sentences or rows of one passage, and characters
MOST_UNITS, MOST_LETTERS = 5, 1_100
# a sentence so short is an entry of a list, and counts for half of one
_SHORT = 90
_ENDS, _LONGEST = '.!?:;…"”’)]', 700
_ADDRESS = re.compile(r"[\w.,{}-]@[\w-]+\.[a-z]", re.I)
_RUNNING: frozenset[PieceKind] = frozenset(("paragraph", "item", "equation"))


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, table row or caption. ``context`` is what a reader sees beside it: a section's
    title; a table's caption and heading row. ``heading`` is the heading row alone."""

    text: str
    kind: UnitKind
    group: int
    place: Place
    context: str = ""
    heading: str = ""


def units_of(text: FullText) -> tuple[Unit, ...]:
    """All of them, by group; within a group, and groups by their beginnings, in reading order."""
    captions = {one.label: one.text for one in text.pieces if one.kind == "caption" and one.label}
    groups = _Groups()
    found = [unit for piece in text.pieces for unit in _of_piece(text, piece, captions, groups)]
    if text.affiliations:
        group = groups.alone()
        whole = "; ".join(text.affiliations)
        found.append(
            Unit(whole, "sentence", group, Place(page=1 if text.pages else None), "authors")
        )
    bounded = (replace(one, text=part) for one in found if one.text for part in in_parts(one.text))
    ordered = sorted(bounded, key=lambda one: one.group)
    return tuple(_whole(ordered))


def _whole(units: Sequence[Unit]) -> Iterator[Unit]:
    """With sentences put together that a float, a page or an equation parts."""
    held: Unit | None = None
    for one in units:
        if held is not None and _goes_on(held, one):
            held = replace(held, text=f"{held.text} {one.text}")
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _goes_on(before: Unit, after: Unit) -> bool:
    return (
        before.kind == after.kind == "sentence"
        and before.group == after.group
        and before.text[-1] not in _ENDS
        and (after.text[0].islower() or after.text[0].isdigit())
        and len(before.text) + len(after.text) < _LONGEST
    )


class _Groups:
    """Numbers for what belongs together; floats do not part a section's running text."""

    def __init__(self) -> None:
        self._last = 0
        self._sections: dict[int | None, int] = {}

    def alone(self) -> int:
        self._last += 1
        return self._last

    def of_section(self, section: int | None) -> int:
        if section not in self._sections:
            self._sections[section] = self.alone()
        return self._sections[section]


def _of_piece(
    text: FullText, piece: Piece, captions: dict[str, str], groups: _Groups
) -> Iterator[Unit]:
    place = place_of(text, piece)
    title = "" if piece.section is None else text.sections[piece.section].title
    if piece.kind == "table" and piece.rows:
        yield from _rows(piece, place, captions.get(piece.label, ""), groups.alone())
    elif piece.kind == "reference":
        yield Unit(_one_line(piece.text), "reference", groups.alone(), place, title)
    elif piece.kind == "caption":
        group = groups.alone()
        for sentence in split_sentences(piece.text):
            yield Unit(sentence, "caption", group, place, title)
    else:
        running = piece.kind in _RUNNING
        group = groups.of_section(piece.section) if running else groups.alone()
        for sentence, there in on_pages(place, piece, split_sentences(piece.text)):
            yield Unit(sentence, "sentence", group, there, title)


def _rows(piece: Piece, place: Place, caption: str, group: int) -> Iterator[Unit]:
    heading = _line(piece.rows[0])
    for row in piece.rows:
        yield Unit(_line(row), "row", group, place, f"{caption} {heading}".strip(), heading)


def _line(cells: tuple[str, ...]) -> str:
    return " | ".join(cell for each in cells if (cell := _one_line(each)))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def is_head(unit: Unit) -> bool:
    """Whether it is of a paper's head: names, addresses, the journal; no whole sentence without a
    heading above it."""
    is_first = unit.kind == "sentence" and not unit.place.section and unit.place.page in (None, 1)
    is_whole = unit.text[-1] in ".!?。" and len(unit.text) >= _SHORT
    return is_first and (not is_whole or _ADDRESS.search(unit.text) is not None)


def windows_of(units: tuple[Unit, ...]) -> tuple[tuple[int, int], ...]:
    """For each unit the passage around it, as a range of units of its group: what follows first,
    then what stands before, so long as there is room."""
    return tuple(_window(units, at) for at in range(len(units)))


def _window(units: tuple[Unit, ...], at: int) -> tuple[int, int]:
    first, last = at, at + 1
    letters, sentences = MOST_LETTERS - len(units[at].text), MOST_UNITS - _counted(units[at])
    grown = True
    while grown:
        grown = False
        for step in (last, first - 1):
            if _joins(units, at, step, letters) and _counted(units[step]) <= sentences:
                first, last = min(first, step), max(last, step + 1)
                letters -= len(units[step].text) + 1
                sentences -= _counted(units[step])
                grown = True
    return first, last


def _counted(unit: Unit) -> float:
    return 0.5 if unit.kind == "sentence" and len(unit.text) < _SHORT else 1.0


def _joins(units: tuple[Unit, ...], at: int, other: int, room: int) -> bool:
    return (
        0 <= other < len(units)
        and units[other].group == units[at].group
        and is_head(units[other]) == is_head(units[at])
        and len(units[other].text) < room
    )
