"""Where a piece of a paper stands, as a reader would look for it. Pure."""

from bot.values.full_texts import FullText, Piece, Place, Section


def place_of(text: FullText, piece: Piece) -> Place:
    """The section ("3.2 Training"), page and label of one of the text's pieces.

    Of a piece before the first section only the page is known, and of the abstract not even it.
    """
    section = None if piece.section is None else text.sections[piece.section]
    page = piece.page if piece.page is not None else section.page if section else None
    return Place(section_name(section) if section else "", page, piece.label)


def section_name(section: Section) -> str:
    """As it is printed: number and title, of which either may be missing."""
    return f"{section.number} {section.title}".strip()
