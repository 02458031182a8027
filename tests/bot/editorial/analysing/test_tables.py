"""The table of the main results, under one heading."""

import pytest

from bot.editorial.analysing.tables import main_table
from bot.values.full_texts import FullText, Piece, Section

Rows = tuple[tuple[str, ...], ...]
RESULTS: Rows = (
    ("", "BLEU", "", "Cost", ""),
    ("Model", "DE", "FR", "DE", "FR"),
    ("Kiln [3]", "23.7", "–", "1.0 · 10²⁰", "2"),
    ("KilnNet (ours)", "28.4", "41.8", "3", "4"),
)
STATISTICS: Rows = (("Set", "Pots"), ("train", "100"), ("test", "20"), ("all", "120"))


def text_of(*tables: tuple[str, Rows], appendix: bool = False) -> FullText:
    section = Section("Results", "4", 1, 3, appendix)
    pieces: list[Piece] = []
    for number, (caption, rows) in enumerate(tables, start=1):
        label = f"Table {number}"
        lines = "\n".join(" | ".join(row) for row in rows)
        pieces += [Piece("table", lines, 0, 3, label, rows), Piece("caption", caption, 0, 3, label)]
    return FullText(
        paper_id="x", version=1, made_from="html", sections=(section,), pieces=tuple(pieces)
    )


def test_results_come_before_statistics_and_ablations() -> None:
    text = text_of(
        ("Statistics of the data.", STATISTICS),
        ("Ablation of the judge.", RESULTS),
        ("Main results.", RESULTS),
    )
    table = main_table(text, ())
    assert table is not None
    assert (table.caption, table.place.label) == ("Main results.", "Table 3")


def test_headings_above_each_other_are_one_and_spans_are_filled() -> None:
    table = main_table(text_of(("Main results.", RESULTS)), ())
    assert table is not None
    assert table.rows[0] == ("Model", "BLEU DE", "BLEU FR", "Cost DE", "Cost FR")
    assert table.rows[1] == ("Kiln", "23.7", "–", "1.0 · 10²⁰", "2")
    assert len(table.rows) == 3


def headings_of(*heading: tuple[str, ...], row: tuple[str, ...]) -> tuple[str, ...]:
    table = main_table(text_of(("Main results.", (*heading, ("Kiln", *row), ("Pot", *row)))), ())
    assert table is not None
    assert table.rows[1] == ("Kiln", *row)
    return table.rows[0]


def test_a_heading_in_the_middle_of_its_columns_is_told_only_where_it_is_sure() -> None:
    told = headings_of(
        ("Clay", "Form", "", "Score", "", "Recall", "Time"),
        ("", "", "plain", "fine", "all", "", "(s)"),
        row=("HTML", "0.9", "0.8", "0.7", "0.6", "2"),
    )
    assert told == ("Clay", "Form", "plain", "Score fine", "Score all", "Recall", "Time (s)")
    hollow = headings_of(
        ("Clay", "", "Red", "", "White", ""),
        ("", "yield", "", "loss", "yield", "loss"),
        row=("9", "", "8", "7", "6"),
    )
    assert hollow == ("Clay", "yield", "Red", "loss", "White yield", "White loss")


def test_three_rows_of_headings_are_one_and_a_group_below_them_is_none() -> None:
    told = headings_of(
        ("Clay", "Year", "Kiln A", "Kiln B", ""),
        ("", "", "loss (%)", "Red", "White"),
        ("", "", "", "loss (%)", "loss (%)"),
        row=("2001", "9", "8", "7"),
    )
    assert told == (
        "Clay",
        "Year",
        "Kiln A loss (%)",
        "Kiln B Red loss (%)",
        "Kiln B White loss (%)",
    )
    rows = (
        ("", "Red", "Red", "White"),
        ("", "yield", "loss", "yield"),
        ("Kilns", "", "", ""),
        ("Old", "9", "8", "7"),
        ("New", "9", "8", "7"),
    )
    table = main_table(text_of(("Main results.", rows)), ())
    assert table is not None
    assert table.rows[:2] == (("", "Red yield", "Red loss", "White yield"), ("Kilns", "", "", ""))


def test_a_heading_that_is_repeated_over_its_columns_goes_no_further() -> None:
    told = headings_of(
        ("", "", "Red", "Red", ""),
        ("Clay", "all", "yield", "loss", "price"),
        row=("9", "8", "7", "6"),
    )
    assert told == ("Clay", "all", "Red yield", "Red loss", "price")


def test_a_name_beside_several_rows_stands_beside_each() -> None:
    rows = (("Data", "Form", "Score"), ("Clay", "HTML", "0.9"), ("", "OTSL", "0.8"))
    table = main_table(text_of(("Comparison of results.", (*rows, ("Glass", "HTML", "0.7")))), ())
    assert table is not None
    assert [row[0] for row in table.rows] == ["Data", "Clay", "Clay", "Glass"]


def test_a_table_whose_heading_was_not_read_keeps_all_its_rows() -> None:
    rows = (("Kiln", "1.0", "2.0"), ("Pot", "3.0", "4.0"), ("Clay", "5.0", "6.0"))
    table = main_table(text_of(("Main results.", rows)), ())
    assert table is not None
    assert table.rows == (("", "", ""), *rows)


@pytest.mark.parametrize(
    "text",
    [
        text_of(("Main results.", RESULTS), appendix=True),
        text_of(("Notation.", (("Sign", "Meaning"), ("K", "kiln"), ("P", "pot"), ("C", "clay")))),
        text_of(),
    ],
)
def test_where_no_table_has_results_there_is_none(text: FullText) -> None:
    assert main_table(text, ()) is None


def test_the_table_that_the_headline_is_about_is_shown() -> None:
    text = text_of(("Main results on clay.", RESULTS), ("Main results on glass.", RESULTS))
    first, named = main_table(text, ()), main_table(text, (), "Table 2")
    assert first is not None
    assert named is not None
    assert (first.place.label, named.place.label) == ("Table 1", "Table 2")


def test_the_table_that_holds_the_numbers_of_the_headline_is_shown() -> None:
    other = (("Kiln", "Clay"), ("Ours", "91.3"), ("Old", "80.2"), ("New", "85.1"))
    text = text_of(("Main results on clay.", RESULTS), ("Main results on glass.", other))
    table = main_table(text, (), "", frozenset(("91.3",)))
    assert table is not None
    assert table.place.label == "Table 2"


def test_a_number_is_held_whole() -> None:
    near = (("Kiln", "Clay"), ("Ours", "91.35"), ("Old", "120.4"), ("New", "85.1"))
    same = (("Kiln", "Clay"), ("Ours", "91.3 ± 0.2"), ("Old", "(12.0)"), ("New", "85.1"))
    text = text_of(("Main results on clay.", near), ("Main results on glass.", same))
    table = main_table(text, (), "", frozenset(("91.3", "12")))
    assert table is not None
    assert table.place.label == "Table 2"
