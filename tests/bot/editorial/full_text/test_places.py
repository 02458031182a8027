from bot.editorial.full_text.places import on_pages, place_of
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


def test_a_part_that_begins_as_an_earlier_one_stands_on_its_own_page() -> None:
    first, second = "The results of the model are good.", "The results of the model are not."
    piece = Piece("paragraph", f"{first} {second}", section=0, page=3, turns=((len(first), 4),))
    found = on_pages(Place("3.2 Training", 3), piece, [first, second])
    assert [place.page for _, place in found] == [3, 4]
