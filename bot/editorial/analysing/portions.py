"""A full text as passages with short keys, and these as portions that one call can read. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.editorial.full_text.pieces import piece_parts, place_in
from bot.editorial.full_text.places import on_pages
from bot.text.sentences import split_sentences
from bot.values.analyses import Passage
from bot.values.full_texts import FullText, Piece, Place

# characters of a passage, of a portion (about 6,000 tokens), and portions of a text
_PASSAGE, PORTION, MOST_PORTIONS = 900, 24_000, 16
# a text of one portion and a half is read at once: notes would cost more than they save
AT_ONCE = 36_000
_ROWS = 1_600
# of one sentence or row; what stands for a text in a prompt has at most LONGEST of delimiting.py
_UNIT = 3_000


@dataclass(frozen=True, slots=True)
class Portions:
    """``passages`` by portion. ``read_to`` is the last page that is read where the text is longer
    than what is read of any, else None."""

    passages: tuple[tuple[Passage, ...], ...]
    read_to: int | None = None
    cut: bool = False

    @property
    def all(self) -> tuple[Passage, ...]:
        return tuple(one for portion in self.passages for one in portion)


def portions_of(text: FullText) -> Portions:
    """All of the text but references and thanks, sections kept together where they fit."""
    keyed = tuple(_keyed(text))
    if sum(len(one.text) for _, one in keyed) <= AT_ONCE:
        return Portions((tuple(one for _, one in keyed),))
    portions = _packed(keyed)
    if len(portions) <= MOST_PORTIONS:
        return Portions(tuple(portions))
    kept = tuple(portions[:MOST_PORTIONS])
    pages = [one.place.page for one in kept[-1] if one.place.page is not None]
    return Portions(kept, max(pages, default=None), cut=True)


def _keyed(text: FullText) -> Iterator[tuple[int | None, Passage]]:
    """Passages with the section of each."""
    number = 0
    for piece, part in zip(text.pieces, piece_parts(text), strict=True):
        if piece.kind in ("reference", "thanks") or part == "aside":
            continue
        for body, place in _bodies(piece, place_in(text, piece, part)):
            number += 1
            yield piece.section, Passage(f"k{number}", text.paper_id, body, place)


def _bodies(piece: Piece, whole: Place) -> Iterator[tuple[str, Place]]:
    """A short piece whole; a long one by its sentences and pages, a table by its rows."""
    room = _ROWS if piece.kind == "table" else _PASSAGE
    units = piece.text.split("\n") if piece.kind == "table" else split_sentences(piece.text)
    units = [one[at : at + _UNIT] for one in units for at in range(0, len(one), _UNIT)]
    joint = "\n" if piece.kind == "table" else " "
    body, begun = "", whole
    for unit, place in on_pages(whole, piece, units):
        if body and (len(body) + len(unit) > room or place != begun):
            yield body, begun
            body = ""
        body, begun = (f"{body}{joint}{unit}", begun) if body else (unit, place)
    if body.strip():
        yield body, begun


def _packed(keyed: Sequence[tuple[int | None, Passage]]) -> list[tuple[Passage, ...]]:
    portions: list[tuple[Passage, ...]] = []
    open_: list[Passage] = []
    for together in _sections(keyed):
        for few in _pieces(together):
            size = sum(len(one.text) for one in few)
            if open_ and sum(len(one.text) for one in open_) + size > PORTION:
                portions.append(tuple(open_))
                open_ = []
            open_ += few
    return [*portions, tuple(open_)] if open_ else portions


def _sections(keyed: Sequence[tuple[int | None, Passage]]) -> Iterator[list[Passage]]:
    together: list[Passage] = []
    last: int | None = None
    for section, one in keyed:
        if together and section != last:
            yield together
            together = []
        together.append(one)
        last = section
    if together:
        yield together


def _pieces(section: Sequence[Passage]) -> Iterator[list[Passage]]:
    """The section, in as many pieces as it needs where it is longer than a portion."""
    part: list[Passage] = []
    for one in section:
        if part and sum(len(each.text) for each in part) + len(one.text) > PORTION:
            yield part
            part = []
        part.append(one)
    yield part
