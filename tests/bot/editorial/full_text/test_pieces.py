"""What is abstract, front and introduction in a text whose headings do not say so."""

from bot.editorial.full_text.pieces import abstract_of, piece_parts, place_in
from bot.values.full_texts import FullText, Piece, Place, Section

NAMES = Piece("paragraph", "Ada Ebb and Bo Flow", page=1)
ABSTRACT = "We fire clay in a kiln that listens to itself. " * 12
ON_KILNS = "Kilns have been fired by hand for ten thousand years and more. " * 4


def _text(*pieces: Piece, sections: tuple[Section, ...] = ()) -> FullText:
    return FullText(
        paper_id="x", version=1, made_from="pdf", pieces=pieces, sections=sections, pages=3
    )


def test_names_before_a_headed_abstract_are_no_part_of_it() -> None:
    text = _text(
        NAMES, Piece("paragraph", ABSTRACT, section=0, page=1), sections=(Section("Abstract"),)
    )
    assert piece_parts(text) == ("aside", "abstract")
    assert abstract_of(text) == ABSTRACT


def test_names_before_an_abstract_without_a_heading_are_no_part_of_it() -> None:
    text = _text(
        NAMES,
        Piece("paragraph", ABSTRACT, page=1),
        Piece("paragraph", ON_KILNS, page=2),
        Piece("paragraph", "We listen.", section=0, page=2),
        sections=(Section("Method", "2"),),
    )
    assert piece_parts(text) == ("aside", "abstract", "introduction", "method")


def test_an_introduction_without_a_heading_does_not_stand_in_the_abstract() -> None:
    behind = Piece("paragraph", ON_KILNS, section=0, page=2)
    text = _text(
        Piece("paragraph", ABSTRACT, section=0, page=1), behind, sections=(Section("Abstract"),)
    )
    assert piece_parts(text) == ("abstract", "introduction")
    assert place_in(text, behind, "introduction") == Place("", 2)
    assert place_in(text, text.pieces[0], "abstract") == Place("Abstract", 1)
