"""Where a piece of a paper stands, as a reader would look for it. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.values.full_texts import FullText, Piece, Place, Section

# characters by which a sentence is found in its paragraph
_FEW = 24


def place_of(text: FullText, piece: Piece) -> Place:
    """The section ("3.2 Training"), page and label of one of the text's pieces.

    Of a piece before the first section only the page is known, and of the abstract not even it.
    """
    section = None if piece.section is None else text.sections[piece.section]
    page = piece.page if piece.page is not None else section.page if section else None
    return Place(section_name(section) if section else "", page, piece.label)


def on_pages(place: Place, piece: Piece, parts: Iterable[str]) -> Iterator[tuple[str, Place]]:
    """Parts of the piece's text, in order, each with the place where it begins: ``place`` is that
    of the piece, which may go on over pages."""
    at = end = 0
    for part in parts:
        if piece.turns:
            # behind the part before: another sentence may begin with the same words
            at = max(at, piece.text.find(part[:_FEW], end))
            end = max(end, at + 1)
            page = next((page for turn, page in reversed(piece.turns) if at >= turn), place.page)
            yield part, replace(place, page=page)
        else:
            yield part, place


def section_name(section: Section) -> str:
    """As it is printed: number and title, of which either may be missing."""
    return f"{section.number} {section.title}".strip()
