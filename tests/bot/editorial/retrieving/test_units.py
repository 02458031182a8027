from bot.editorial.retrieving.units import MOST_LETTERS, units_of, windows_of
from bot.text.bounds import LONGEST
from bot.values.full_texts import FullText, Piece, Place, Section
from tests.asked_papers import SORTER

UNITS = units_of(SORTER)


def texts_around(beginning: str) -> list[str]:
    at = next(n for n, one in enumerate(UNITS) if one.text.startswith(beginning))
    first, last = windows_of(UNITS)[at]
    return [one.text for one in UNITS[first:last]]


def test_a_row_stands_with_its_caption_and_its_heading() -> None:
    row = next(one for one in UNITS if one.text.startswith("EyeSort |"))
    assert (row.kind, row.heading) == ("row", "Sorter | Accuracy | Cost")
    assert row.context.startswith("Table 1: Accuracy in percent")
    assert row.place == Place("3 Results", None, "Table 1")


def test_a_sentence_that_a_figure_parts_is_one() -> None:
    assert "The wind was measured every minute." in [one.text for one in UNITS]


def test_a_passage_stays_in_its_section_and_leaves_floats_out() -> None:
    around = texts_around("We used the Lark optimizer")
    assert "PebbleNet was trained on 4,200 recordings of river pebbles." in around
    assert not any("Earlier sorters" in one or "Figure 1" in one for one in around)


def test_a_passage_is_no_longer_than_five_sentences_and_a_screen() -> None:
    sentence = (
        "A pebble is a stone that a river has made round over a very long time, says the text."
    )
    long = FullText(
        paper_id="x", version=1, made_from="html", sections=(Section("One"),),
        pieces=(Piece("paragraph", " ".join([f"{sentence} {sentence}"] * 20), 0),),
    )  # fmt: skip
    units = units_of(long)
    for first, last in windows_of(units):
        assert sum(len(one.text) + 1 for one in units[first:last]) <= MOST_LETTERS
        assert sum(0.5 if len(one.text) < 90 else 1 for one in units[first:last]) <= 5


def test_affiliations_can_be_asked_for() -> None:
    text = FullText(
        paper_id="x", version=1, made_from="pdf", affiliations=("Shore College",), pages=1
    )
    assert [(one.text, one.place.page) for one in units_of(text)] == [("Shore College", 1)]


def test_a_text_without_pieces_has_nothing_to_ask() -> None:
    assert units_of(FullText(paper_id="x", version=1, made_from="abstract")) == ()


def test_what_is_too_long_to_be_read_at_once_is_asked_in_parts() -> None:
    places = tuple(f"University of Pebble {number}" for number in range(400))
    units = units_of(FullText(paper_id="x", version=1, made_from="pdf", affiliations=places))
    assert " ".join(one.text for one in units) == "; ".join(places)
    assert [len(one.text) <= LONGEST for one in units] == [True] * len(units)


def test_a_sentence_that_nobody_can_read_is_not_asked() -> None:
    text = FullText(
        paper_id="x", version=1, made_from="html", sections=(Section("One"),),
        pieces=(Piece("paragraph", f"A pebble is a stone. {'0' * 5_000}. It is round.", 0),),
    )  # fmt: skip
    assert [one.text for one in units_of(text)] == ["A pebble is a stone.", "It is round."]
