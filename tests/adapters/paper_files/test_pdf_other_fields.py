"""What papers of other fields, and older ones, print in ways of their own."""

import pytest

from adapters.paper_files.pdf.spelling import character, joined
from tests.adapters.paper_files.drawn_pdfs import (
    GULLS,
    LEFT,
    RIGHT,
    TIDES,
    Sheet,
    opened,
    read,
    titles,
    told,
    words,
)

COLUMN = (RIGHT - LEFT - 18) / 2
SECOND = LEFT + COLUMN + 18


def _paragraphs(sheet: Sheet) -> list[str]:
    return [text for kind, text in told(read(sheet)) if kind == "paragraph"]


def test_ligatures_of_bitmap_fonts_are_letters() -> None:
    assert character(0x1C, "") == "fi"
    assert character(0x0B, "") == "ff"
    assert character(0x1C, "Helvetica") == ""


def test_two_words_of_the_paper_keep_the_hyphen_between_them() -> None:
    known = {"sequence", "aligned", "face", "method"}
    assert joined("a sequence-", "aligned net", known) == "a sequence-aligned net"
    assert joined("an inter-", "face of it", known) == "an interface of it"
    assert joined("the method-", "ology of it", known) == "the methodology of it"


def test_rules_drawn_in_one_go_do_not_hide_the_columns_between_them() -> None:
    sheet = Sheet()
    path = sheet.canvas.beginPath()
    for y in (716.0, 90.0, 84.0):
        path.rect(LEFT, y, RIGHT - LEFT, 0.5)
    sheet.canvas.drawPath(path, fill=1, stroke=0)
    sheet.y = top = 700
    sheet.prose(GULLS * 8, width=COLUMN)
    sheet.y = top
    sheet.prose(TIDES * 8, x=SECOND, width=COLUMN)
    found = words(read(sheet))
    assert found.count("Gulls that nest on roofs return to the same roof") == 8
    assert found.rindex("above the harbour") < found.index("Tides move")


def test_bold_words_that_begin_a_paragraph_are_told_from_its_first_sentence() -> None:
    sheet = opened()
    sheet.prose(GULLS * 3)
    sheet.y -= 12
    sheet.canvas.setFont("Times-Bold", 10)
    sheet.canvas.drawString(LEFT, sheet.y, "Landing places")
    sheet.line("Quite a few birds came to the harbour by night, when no camera saw", x=LEFT + 67)
    sheet.line("them, and left it again before the morning of the next day.")
    found = _paragraphs(sheet)
    assert any(one.startswith("Landing places. Quite a few") for one in found), found


def test_a_heading_of_no_section_is_no_part_of_a_sentence() -> None:
    sheet = opened()
    sheet.prose(GULLS)
    for number, title in enumerate(("Introduction", "Method", "Conclusion"), 1):
        sheet.heading(f"{number}   {title}")
        sheet.prose(TIDES)
    sheet.y -= 10
    sheet.line("Landing places by night", size=12, font="Times-Italic")
    sheet.y -= 6
    sheet.prose(GULLS)
    found = _paragraphs(sheet)
    assert "Landing places by night" in found
    assert found[-1].startswith("Gulls that nest")


def test_a_page_of_title_and_authors_alone_is_the_front() -> None:
    sheet = Sheet()
    sheet.line("Where Gulls Nest", x=200, size=18, font="Times-Bold")
    sheet.y -= 10
    sheet.line("Ada Ebb, Bo Flow, Cleo Foam, Dag Gale, Eva Haven, Finn Island, Gro Jetty,", size=13)
    sheet.line("Hedda Kelp, Ivar Lagoon, Jon Marsh, Kari Neap, Liv Ocean, and Mons Pier", size=13)
    sheet.line("Institute of Harbours, University of Sandhaven", x=210)
    sheet.next()
    sheet.prose(GULLS * 3)
    text = read(sheet)
    assert text.title == "Where Gulls Nest"
    assert text.pieces[-1].text.startswith("Gulls that nest")


def test_a_figures_large_letters_below_the_authors_are_not_the_title() -> None:
    sheet = Sheet()
    sheet.line("Counting the Landings of Gulls", x=150, size=14, font="Times-Bold")
    sheet.line("Ada Ebb and Bo Flow", x=240)
    sheet.line("{ebb,flow}@sandhaven.example", x=230)
    sheet.y -= 60
    sheet.line("Gull Search", x=240, size=20)
    sheet.y -= 40
    sheet.heading("Abstract", x=280)
    sheet.prose(GULLS * 3)
    assert read(sheet).title == "Counting the Landings of Gulls"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Scaling the Sampling of Gulls:", "from pass@1 to pass@k in Harbours"),
        ("How Gulls Answer Their Mail:", "gulls@sandhaven.example"),
        ("Gulls That Nest on Roofs: How to", "Raise Recall@10 without Labels"),
    ],
)
def test_a_title_may_hold_an_at_sign(first: str, second: str) -> None:
    sheet = Sheet()
    for row in (first, second):
        sheet.line(row, x=150, size=18, font="Times-Bold")
    _authors_and_text(sheet)
    assert read(sheet).title == f"{first} {second}"


@pytest.mark.parametrize("head", ["JOURNAL OF HARBOURS", "Preprint of the Harbour Society 2026"])
@pytest.mark.parametrize("issue", ["", "Volume 3, Issue 2", "Published by the Harbour Society"])
def test_a_running_head_with_an_address_is_not_the_title(head: str, issue: str) -> None:
    sheet = Sheet()
    sheet.line(head, size=14)
    if issue:
        sheet.line(issue, size=9)
    sheet.line("Contact: office@harbours.example", size=9)
    sheet.y -= 12
    for row in ("A Study of Gulls That Nest on Roofs", "and Settle Within Sight"):
        sheet.line(row, x=150, size=18, font="Times-Bold")
    _authors_and_text(sheet)
    assert read(sheet).title == "A Study of Gulls That Nest on Roofs and Settle Within Sight"


def _authors_and_text(sheet: Sheet) -> None:
    sheet.y -= 6
    sheet.line("Ada Ebb and Bo Flow", x=240)
    sheet.line("Institute of Harbours, University of Sandhaven", x=210)
    sheet.heading("Abstract", x=280)
    sheet.prose(GULLS * 3)


def test_a_journals_name_in_large_letters_is_not_the_title() -> None:
    sheet = Sheet()
    sheet.line("future harbours", size=24, font="Times-Italic")
    sheet.y -= 20
    sheet.line("Counting the Landings of Gulls", size=18, font="Times-Bold")
    sheet.y -= 6
    sheet.line("Ada Ebb and Bo Flow")
    sheet.heading("Abstract", x=280)
    sheet.prose(GULLS)
    assert read(sheet).title == "Counting the Landings of Gulls"


def test_the_address_of_an_author_is_no_part_of_the_text_over_it() -> None:
    sheet = opened()
    sheet.prose("The moths were allowed to mate in twelve hours of dim light, and after four")
    sheet.y -= 20
    sheet.line("Corresponding Author: Ada Ebb, Institute of Harbours,")
    sheet.line("University of Sandhaven.")
    sheet.next()
    sheet.lines(["hours the pairs were parted by hand, and each of them was weighed once more."])
    found = _paragraphs(sheet)
    assert any("after four hours the pairs were parted" in one for one in found)


def test_a_numbered_heading_close_under_another_is_one() -> None:
    sheet = opened()
    sheet.prose(GULLS)
    sheet.heading("1   Introduction")
    sheet.prose(TIDES)
    sheet.y -= 10
    sheet.line("2   Method", size=12, font="Times-Bold")
    sheet.line("2.1   Landing places", size=12, font="Times-Bold")
    sheet.prose(GULLS)
    assert ("2.1", "Landing places", 2) in titles(read(sheet))


def test_what_a_program_prints_is_no_table() -> None:
    sheet = opened()
    sheet.prose(GULLS)
    for row in ("landings  12.5  0.31", "departs    9.8  0.22", "feeds     44.1  0.90"):
        cells = row.split()
        for at, cell in enumerate(cells):
            sheet.canvas.setFont("Courier", 10)
            sheet.canvas.drawString(LEFT + 120 * at, sheet.y, cell)
        sheet.y -= 12
    assert all(kind != "table" for kind, _ in told(read(sheet)))


def test_words_around_code_that_is_shown_are_not_joined_over_it() -> None:
    sheet = opened()
    sheet.prose(GULLS * 4)
    sheet.y -= 8
    sheet.line("For gulls that nest on roofs in the harbour, the function called")
    sheet.y -= 8
    sheet.line(
        "nest(x, cluster = NULL, order.by = NULL, kernel = 'Roof',", font="Courier", x=LEFT + 18
    )
    sheet.line("     harbour = TRUE, fix = FALSE)", font="Courier", x=LEFT + 18)
    sheet.y -= 8
    sheet.line("computes the nests of all broods from the first summer to the last one of them.")
    sheet.prose(TIDES * 4)
    found = told(read(sheet))
    assert any(kind == "algorithm" and "nest(x" in text for kind, text in found)
    assert not any("called computes" in text for _, text in found)


def test_a_paragraph_that_goes_on_over_the_page_tells_where() -> None:
    sheet = opened()
    sheet.prose(GULLS * 3)
    sheet.y = 100
    sheet.line("The third summer was colder than the two before, and the birds came to")
    sheet.next()
    sheet.line("the harbour when the ice had gone. None of the forty broods was lost.")
    sheet.prose(TIDES * 3)
    pieces = [one for one in read(sheet).pieces if "third summer" in one.text]
    assert [(one.page, [page for _, page in one.turns]) for one in pieces] == [(1, [2])]
    assert pieces[0].text[pieces[0].turns[0][0] :].strip().startswith("the harbour when the ice")


def test_a_heading_of_two_lines_is_one_heading() -> None:
    sheet = opened()
    sheet.prose(GULLS * 3)
    sheet.y -= 16
    sheet.line("3.1 Landing places: average", font="Times-Bold", size=12)
    sheet.line("height of the roofs", font="Times-Bold", size=12, x=LEFT + 28)
    sheet.y -= 6
    sheet.prose(TIDES * 3)
    assert ("3.1", "Landing places: average height of the roofs", 2) in titles(read(sheet))


def test_entries_of_a_table_of_contents_are_no_sections() -> None:
    sheet = opened()
    for entry in ("1 Landing places 2", "2 Feeding grounds 3"):
        sheet.y -= 12
        sheet.line(entry, font="Times-Bold", size=12)
    sheet.y -= 12
    sheet.prose(GULLS)
    for heading, text in (("1 Landing places", GULLS), ("2 Feeding grounds", TIDES)):
        sheet.y -= 16
        sheet.line(heading, font="Times-Bold", size=12)
        sheet.y -= 6
        sheet.prose(text * 4)
    found = [number for number, _, _ in titles(read(sheet)) if number]
    assert found == ["1", "2"]


def test_a_formula_that_begins_with_one_letter_is_no_heading() -> None:
    sheet = opened()
    sheet.prose(GULLS * 4)
    sheet.y -= 16
    sheet.line("P E(pos, 2i) = cos(pos over ten thousand)", x=LEFT + 60)
    sheet.y -= 16
    sheet.prose(TIDES * 4)
    assert not any("cos" in title for _, title, _ in titles(read(sheet)))
