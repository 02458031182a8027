from bot.editorial.full_text.places import place_of
from bot.values.full_texts import FullText, Piece, Place, Section

TEXT = FullText(
    paper_id="2602.01234",
    version=1,
    made_from="pdf",
    sections=(Section("Training", "3.2", 2, page=5), Section("Acknowledgements", page=9)),
)


def test_a_piece_stands_in_its_section_on_its_page_under_its_label() -> None:
    piece = Piece("table", "Name | F1", section=0, page=6, label="Table 2")
    assert place_of(TEXT, piece) == Place("3.2 Training", 6, "Table 2")


def test_a_section_without_a_number_is_named_by_its_title_and_gives_its_page() -> None:
    assert place_of(TEXT, Piece("thanks", "We thank", section=1)) == Place("Acknowledgements", 9)


def test_before_the_first_section_only_the_page_is_known() -> None:
    assert place_of(TEXT, Piece("paragraph", "A text", page=1)) == Place("", 1)
    assert place_of(TEXT, Piece("paragraph", "A text")) == Place()
