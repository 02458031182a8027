"""Columns, lines, paragraphs, headings and what floats between them, in drawn papers."""

from tests.adapters.paper_files.drawn_pdfs import (
    GULLS,
    LEFT,
    RIGHT,
    TIDES,
    TOP,
    WIDTH,
    Sheet,
    opened,
    read,
    titles,
    told,
    words,
)

GAP = 18.0
COLUMN = (RIGHT - LEFT - GAP) / 2
SECOND = LEFT + COLUMN + GAP


def flat(text: str) -> str:
    return " ".join(text.split())


def test_front_and_numbered_sections_are_told() -> None:
    sheet = opened()
    sheet.prose(GULLS)
    sheet.heading("1   Introduction")
    sheet.prose(TIDES)
    sheet.heading("1.1   What was known", size=11)
    sheet.prose(GULLS)
    sheet.heading("2   Conclusion")
    sheet.prose(TIDES)
    sheet.heading("References")
    sheet.lines(["[1] A. Ebb. Roofs. Journal of Gulls, 2019.", "[2] B. Flow. Tides. 2020."])
    text = read(sheet)
    assert text.title == "Where Gulls Nest"
    assert text.affiliations == ("Institute of Harbours, University of Sandhaven",)
    assert titles(text) == [
        ("", "Abstract", 1),
        ("1", "Introduction", 1),
        ("1.1", "What was known", 2),
        ("2", "Conclusion", 1),
        ("", "References", 1),
    ]
    assert [piece.text[:10] for piece in text.pieces if piece.kind == "reference"] == [
        "[1] A. Ebb",
        "[2] B. Flo",
    ]
    assert ("paragraph", flat(TIDES)) in told(text)


def test_two_columns_are_read_one_after_the_other_and_a_paragraph_goes_on() -> None:
    sheet = Sheet()
    long = flat(GULLS * 8)
    top = sheet.y
    left_lines = []
    sheet.prose(GULLS * 4, width=COLUMN)
    left_lines.append(sheet.y)
    sheet.y = top
    sheet.prose(TIDES * 4, x=SECOND, width=COLUMN)
    text = read(sheet)
    found = words(text)
    assert found.index("Gulls that nest") < found.index("above the harbour")
    assert found.rindex("above the harbour") < found.index("Tides move")
    assert found.count("Gulls that nest") == 4
    assert long.startswith(found[:200])


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    sheet = Sheet()
    sheet.lines(["a wide roof is found by gulls that come from far and"] * 20, size=8.5)
    sheet.y = TOP
    sheet.lines(["they stay on the same roof for many summers, as the"] * 20, x=SECOND, size=8.5)
    sheet.next()
    sheet.lines(["chicks of one brood settle within sight of their own"] * 20, size=8.5)
    sheet.y = TOP
    sheet.lines(["parents, who never leave the harbour in the winter."] * 20, x=SECOND, size=8.5)
    text = read(sheet)
    assert len([kind for kind, _ in told(text) if kind == "paragraph"]) == 1


def test_a_float_over_both_columns_stands_apart_from_them() -> None:
    sheet = Sheet()
    sheet.canvas.rect(LEFT, TOP - 90, RIGHT - LEFT, 90)
    for at in range(12):
        sheet.canvas.line(LEFT + 10, TOP - 80 + 6 * at, RIGHT - 10, TOP - 85 + 6 * at)
    sheet.y = TOP - 106
    sheet.line(
        "Figure 1: Landings of all birds over three summers, counted by a camera above the town.",
        size=9,
    )
    sheet.y -= 20
    top = sheet.y
    sheet.prose(GULLS * 3 + "Figure 1 shows them.", width=COLUMN)
    sheet.y = top
    sheet.prose(TIDES * 3, x=SECOND, width=COLUMN)
    text = read(sheet)
    kinds = told(text)
    caption = next(each for kind, each in kinds if kind == "caption")
    assert caption.endswith("above the town.")
    (figure,) = text.figures
    assert figure.label == "Figure 1"
    assert figure.box is not None
    left, bottom, right, top = figure.box
    assert left <= LEFT + 1
    assert right >= RIGHT - 1
    assert TOP - 98 <= bottom <= TOP - 88
    assert top >= TOP - 1
    # behind what names it
    place = [kind for kind, _ in kinds].index("caption")
    assert "Figure 1 shows them" in kinds[place - 1][1]


def test_hyphens_at_line_ends_are_undone_but_for_known_compounds() -> None:
    sheet = Sheet()
    sheet.lines(
        [
            "The colony was counted by a well-known method, and the count of nest-",
            "lings rose in each of the summers in which the birds had been well-",
            "known to the harbour master. Nestlings that were ringed came back to",
            "the roofs, as told by the Baltic-Sea office.",
        ]
    )
    found = words(read(sheet))
    assert "count of nestlings rose" in found
    assert "been well-known to" in found


def test_heads_feet_and_page_numbers_are_no_text() -> None:
    sheet = Sheet()
    for number in range(1, 5):
        sheet.canvas.setFont("Times-Italic", 9)
        sheet.canvas.drawString(LEFT, 760, "Ebb and Flow: Where Gulls Nest")
        sheet.canvas.drawString(WIDTH / 2, 30, str(number))
        sheet.prose(f"Summer {number} was {'very ' * number}warm. {GULLS * 2}")
        sheet.prose(f"{'Again and ' * number}again: {TIDES * 2}")
        sheet.next()
    text = read(sheet)
    found = words(text)
    assert "Ebb and Flow" not in found
    assert all(each.startswith(("Summer", "Again")) for _, each in told(text))
    assert {piece.page for piece in text.pieces} == {1, 2, 3, 4}


def test_line_numbers_of_a_preprint_are_no_text() -> None:
    sheet = Sheet()
    for at in range(1, 31):
        sheet.canvas.setFont("Times-Roman", 7)
        sheet.canvas.drawRightString(LEFT - 12, sheet.y, str(at))
        sheet.line(
            "the birds came back to the harbour in the early spring of each year, and stayed"
        )
    found = words(read(sheet))
    assert not any(each.isdigit() for each in found.split())
    assert found.count("harbour") == 30


def test_what_stands_upright_in_the_margin_is_left_out() -> None:
    sheet = Sheet()
    sheet.canvas.saveState()
    sheet.canvas.rotate(90)
    sheet.canvas.setFont("Times-Roman", 20)
    sheet.canvas.drawString(300, -40, "arXiv:2501.01234v1 [cs.CL] 2 Jan 2025")
    sheet.canvas.restoreState()
    sheet.prose(GULLS * 3)
    assert "arXiv" not in words(read(sheet))


def test_a_page_on_its_side_is_read_upright() -> None:
    sheet = Sheet()
    sheet.canvas.setPageRotation(90)
    sheet.canvas.translate(WIDTH, 0)
    sheet.canvas.rotate(90)
    sheet.y = 500
    sheet.prose(GULLS * 2)
    assert told(read(sheet)) == [("paragraph", flat(GULLS * 2))]


def test_a_table_has_rows_and_cells() -> None:
    sheet = Sheet()
    sheet.prose(GULLS * 2)
    sheet.y -= 12
    sheet.line("Table 2: Chicks by roof and summer.", size=9)
    sheet.y -= 6
    sheet.canvas.line(LEFT, sheet.y + 10, 400, sheet.y + 10)
    for cells in (
        ("Roof", "First", "Second"),
        ("Town hall", "12", "14.5"),
        ("Old fish market", "3", ""),
        ("School", "8", "9.0"),
    ):
        for x, cell in zip((LEFT, 220, 320), cells, strict=True):
            sheet.canvas.setFont("Times-Roman", 9)
            sheet.canvas.drawString(x, sheet.y, cell)
        sheet.y -= 11
    sheet.canvas.line(LEFT, sheet.y + 8, 400, sheet.y + 8)
    sheet.y -= 14
    sheet.prose(TIDES * 2)
    text = read(sheet)
    (table,) = [piece for piece in text.pieces if piece.kind == "table"]
    assert table.label == "Table 2"
    assert table.rows == (
        ("Roof", "First", "Second"),
        ("Town hall", "12", "14.5"),
        ("Old fish market", "3", ""),
        ("School", "8", "9.0"),
    )
    assert table.text.splitlines()[1] == "Town hall | 12 | 14.5"
    assert [kind for kind, _ in told(text)] == ["paragraph", "caption", "table", "paragraph"]


def test_an_equation_has_its_number_apart() -> None:
    sheet = Sheet()
    sheet.prose(GULLS * 2)
    sheet.y -= 10
    sheet.canvas.setFont("Times-Italic", 10)
    sheet.canvas.drawString(250, sheet.y, "d = v t + h")
    sheet.canvas.drawRightString(RIGHT, sheet.y, "(3)")
    sheet.y -= 22
    sheet.prose(TIDES * 2)
    equations = [piece for piece in read(sheet).pieces if piece.kind == "equation"]
    assert [(one.text, one.label) for one in equations] == [("d = v t + h", "(3)")]


def test_a_footnote_is_no_part_of_the_text_and_follows_its_mark() -> None:
    sheet = Sheet()
    sheet.prose(GULLS * 2)
    y = sheet.y
    sheet.canvas.setFont("Times-Roman", 10)
    sheet.canvas.drawString(LEFT, y, "The cameras were lent by the port")
    width = sheet.canvas.stringWidth("The cameras were lent by the port", "Times-Roman", 10)
    sheet.canvas.setFont("Times-Roman", 7)
    sheet.canvas.drawString(LEFT + width, y + 4, "1")
    sheet.canvas.setFont("Times-Roman", 10)
    sheet.canvas.drawString(LEFT + width + 4, y, ", which we thank for its help with them.")
    sheet.y -= 12
    sheet.prose(TIDES * 2)
    sheet.y = 90
    sheet.canvas.setFont("Times-Roman", 6)
    sheet.canvas.drawString(LEFT, 93, "1")
    sheet.line(" See the port's own pages on the harbour.", x=LEFT + 3, size=8)
    kinds = told(read(sheet))
    at = [kind for kind, _ in kinds].index("footnote")
    assert kinds[at][1].endswith("own pages on the harbour.")
    assert "lent by the port¹" in kinds[at - 1][1]


def test_text_round_a_figure_is_not_mixed_with_its_caption() -> None:
    sheet = Sheet()
    sheet.prose(GULLS)
    top = sheet.y
    sheet.prose(TIDES * 3, width=220)
    end = sheet.y
    sheet.canvas.rect(320, top - 90, 200, 90)
    for at in range(8):
        sheet.canvas.line(320, top - 90 + 10 * at, 520, top - 85 + 10 * at)
    sheet.y = top - 108
    sheet.lines(
        [
            "Figure 4: Landings of all birds in one",
            "summer, by the hour of the day and",
            "the height of the water.",
        ],
        x=320,
    )
    sheet.y = end
    sheet.prose(GULLS * 2)
    text = read(sheet)
    assert ("caption", "Figure 4: Landings of all birds in one summer, by the hour of the day and "
            "the height of the water.") in told(text)  # fmt: skip
    assert flat(TIDES) in words(text)
    assert [figure.label for figure in text.figures] == ["Figure 4"]


def test_a_list_of_contents_is_no_section() -> None:
    sheet = Sheet()
    sheet.heading("Contents")
    for title, page in (("1   Introduction", "2"), ("2   Birds", "4"), ("3   Tides", "7")):
        sheet.canvas.setFont("Times-Bold", 10)
        sheet.canvas.drawString(LEFT, sheet.y, title)
        sheet.canvas.drawRightString(RIGHT, sheet.y, page)
        sheet.y -= 16
    for title in ("1   Introduction", "2   Birds", "3   Tides"):
        sheet.heading(title)
        sheet.prose(GULLS)
    assert [title for _, title, _ in titles(read(sheet))] == ["Introduction", "Birds", "Tides"]


def test_cells_of_several_lines_between_rules_are_a_table() -> None:
    sheet = Sheet()
    sheet.prose(GULLS * 2)
    sheet.y -= 10
    for name, told_of in (
        ("Roof", "a flat or sloping roof with gravel or tiles, where a pair of birds has"),
        ("Quay", "an open place at the water, where the birds gather before they leave for"),
    ):
        sheet.canvas.line(LEFT, sheet.y + 10, RIGHT, sheet.y + 10)
        sheet.canvas.setFont("Times-Roman", 10)
        sheet.canvas.drawString(LEFT, sheet.y, name)
        sheet.line(told_of, x=150)
        sheet.line("been seen in at least one of the summers", x=150)
        sheet.y -= 4
    sheet.canvas.line(LEFT, sheet.y + 10, RIGHT, sheet.y + 10)
    sheet.y -= 12
    sheet.line("Table 1: The places that were watched.", x=200, size=9)
    sheet.y -= 10
    sheet.prose(TIDES * 2)
    (table,) = [piece for piece in read(sheet).pieces if piece.kind == "table"]
    assert table.label == "Table 1"
    assert [row[0] for row in table.rows] == ["Roof", "Quay"]
    assert all("been seen in" in row[1] for row in table.rows)
