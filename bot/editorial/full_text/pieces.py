"""Which part of a paper each piece of its text belongs to, and where it stands. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from bot.editorial.full_text.places import place_of
from bot.editorial.full_text.roles import Part, heading_part, section_parts
from bot.values.full_texts import FullText, Piece, Place

_OPENS, _CLOSES = 0.12, 0.93
# characters; arXiv takes abstracts of 1,920, and there may be names of authors before
_LONGEST_ABSTRACT = 3_000
# what goes on over the page behind so much of an abstract is the introduction
_ABSTRACT = 400
# names and addresses are shorter, and end without a stop
_NAMES, _PROSE = 400, 160


def part_of_share(share: float) -> Part:
    """Where a paper has no headings: by how much of it stands before."""
    if share < _OPENS:
        return "introduction"
    return "conclusion" if share > _CLOSES else "method"


def piece_parts(text: FullText) -> tuple[Part, ...]:
    """The part that each piece of a text belongs to, in order; before the first section stand the
    names of the authors and the abstract. What follows an abstract of full length, or on another
    page, is the introduction, headed or not."""
    return tuple(_turned(text, tuple(_said_parts(text))))


def abstract_of(text: FullText) -> str:
    """The abstract as the file has it, without the names before it; empty where it has none."""
    parts = zip(text.pieces, piece_parts(text), strict=True)
    return " ".join(one.text for one, part in parts if part == "abstract")


def place_in(text: FullText, piece: Piece, part: Part) -> Place:
    """As :func:`place_of`; an introduction without a heading is no part of the abstract before
    it."""
    place = place_of(text, piece)
    if piece.section is None or part != "introduction" or place.page is None:
        return place
    is_behind = heading_part(text.sections[piece.section].title) == "abstract"
    return replace(place, section="") if is_behind else place


def _said_parts(text: FullText) -> Iterator[Part]:
    """By the sections, and where there are none by what stands before."""
    parts = section_parts(text.sections)
    count = max(len(text.pieces), 1)
    headed = any(piece.section is not None for piece in text.pieces)
    named = "abstract" in parts
    for at, piece in enumerate(text.pieces):
        if piece.section is not None:
            yield parts[piece.section]
        elif text.made_from == "abstract":
            yield "abstract"
        elif not headed:
            yield part_of_share(at / count)
        else:
            yield "aside" if _is_front(piece, named) else "abstract"


def _is_front(piece: Piece, named: bool) -> bool:
    """Whether it is what stands before an abstract: titles, names, addresses, dates."""
    if piece.kind != "paragraph":
        return False
    if named:
        return len(piece.text) < _NAMES
    return len(piece.text) < _PROSE and not piece.text.rstrip().endswith((".", "!", "?", ":"))


def _turned(text: FullText, parts: tuple[Part, ...]) -> Iterator[Part]:
    front = 0
    page: int | None = None
    behind = False
    for piece, part in zip(text.pieces, parts, strict=True):
        if part != "abstract":
            yield part
            continue
        if piece.kind == "paragraph":
            over = page is not None and piece.page is not None and piece.page > page
            page = piece.page if page is None else page
            behind = behind or (over and front > _ABSTRACT)
            front += len(piece.text)
            behind = behind or (front > _LONGEST_ABSTRACT and len(piece.text) < front)
        yield "introduction" if behind else part
