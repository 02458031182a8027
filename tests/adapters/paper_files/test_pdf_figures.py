"""Where a figure stands in a PDF, and its picture."""

from io import BytesIO

import pytest
from PIL import Image

from adapters.paper_files.limits import ReadingLimits
from adapters.paper_files.pdf.reading import read_pdf
from adapters.paper_files.pdf.rendering import render_figure
from bot.values.full_texts import Figure, FullText
from tests.adapters.paper_files.drawn_pdfs import GULLS, LEFT, TIDES, Sheet, opened, read


def _box(figure: Figure) -> tuple[float, float, float, float]:
    assert figure.box is not None
    return figure.box


def _around(figure: Figure, inner: tuple[float, float, float, float], slack: float = 8) -> bool:
    """Whether the box is that of what was drawn, but for a little white."""
    return all(abs(one - other) <= slack for one, other in zip(_box(figure), inner, strict=True))


def _curve(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    canvas = sheet.canvas
    canvas.rect(x, y, width, height)
    for at in range(10):
        canvas.line(x + at * width / 10, y, x + (at + 1) * width / 10, y + height)


def test_a_figure_of_lines_lies_between_text_and_caption() -> None:
    sheet = Sheet()
    sheet.prose(GULLS * 2)
    low = sheet.y - 140
    _curve(sheet, 180, low, 250, 120)
    sheet.y = low - 20
    sheet.line("Figure 3: Flights against the height of the water.", x=200, size=9)
    sheet.y -= 14
    sheet.prose(TIDES * 2)
    (figure,) = read(sheet).figures
    assert (figure.label, figure.page) == ("Figure 3", 1)
    assert figure.caption == "Figure 3: Flights against the height of the water."
    assert _around(figure, (180, low, 430, low + 120))


def test_lines_in_a_form_are_found_where_the_form_stands() -> None:
    sheet = Sheet()
    sheet.prose(GULLS * 2)
    sheet.canvas.beginForm("plot")
    _curve(sheet, 0, 0, 100, 60)
    sheet.canvas.endForm()
    sheet.canvas.saveState()
    sheet.canvas.translate(200, 500)
    sheet.canvas.scale(2, 1.5)
    sheet.canvas.doForm("plot")
    sheet.canvas.restoreState()
    sheet.y = 480
    sheet.line("Figure 1. Flights of the first summer.", x=220, size=9)
    sheet.y -= 14
    sheet.prose(TIDES * 2)
    (figure,) = read(sheet).figures
    assert _around(figure, (200, 500, 400, 590))


def test_parts_of_a_figure_and_their_letters_are_one() -> None:
    sheet = Sheet()
    sheet.prose(GULLS * 2)
    _curve(sheet, 110, 500, 150, 100)
    _curve(sheet, 330, 500, 150, 100)
    sheet.canvas.setFont("Helvetica", 8)
    sheet.canvas.drawString(170, 488, "(a) first")
    sheet.canvas.drawString(390, 488, "(b) second")
    sheet.y = 465
    sheet.line("Figure 2: Both summers beside each other.", x=200, size=9)
    sheet.y -= 14
    sheet.prose(TIDES * 2)
    text = read(sheet)
    (figure,) = text.figures
    assert _around(figure, (110, 486, 480, 600))
    assert not any("(a) first" in piece.text for piece in text.pieces)


def test_a_figure_under_its_caption_is_found() -> None:
    sheet = Sheet()
    sheet.prose(GULLS * 2)
    sheet.y -= 14
    sheet.line("Fig. 1. The harbour from above.", x=200, size=9)
    low = sheet.y - 120
    _curve(sheet, 180, low, 250, 110)
    sheet.y = low - 30
    sheet.prose(TIDES * 2)
    (figure,) = read(sheet).figures
    assert _around(figure, (180, low, 430, low + 110))


def _drawn(rotation: int) -> tuple[bytes, FullText]:
    sheet = Sheet()
    sheet.canvas.setPageRotation(rotation)
    sheet.prose(GULLS * 2)
    sheet.canvas.setFillColorRGB(0.9, 0.1, 0.1)
    sheet.canvas.rect(180, 480, 250, 120, fill=1)
    sheet.canvas.setFillColorRGB(0, 0, 0)
    sheet.y = 460
    sheet.line("Figure 1: A red roof.", x=200, size=9)
    sheet.y -= 14
    sheet.prose(TIDES * 2)
    content = sheet.file()
    return content, read_pdf(content, ReadingLimits())


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_picture_shows_the_figure_alone(rotation: int) -> None:
    content, text = _drawn(rotation)
    (figure,) = text.figures
    picture = render_figure(content, 1, _box(figure))
    assert picture.media_type == "image/png"
    assert max(picture.width, picture.height) <= 1_600
    assert len(picture.content) < 2_000_000
    with Image.open(BytesIO(picture.content)) as image:
        assert image.size == (picture.width, picture.height)
        colours = image.convert("RGB").getcolors(1_000_000) or []
    red = sum(count for count, colour in colours if isinstance(colour, tuple) and colour[1] < 60)
    assert red > 0.85 * picture.width * picture.height


@pytest.mark.parametrize(
    ("page", "box"), [(2, (0, 0, 50, 50)), (1, (50, 50, 50, 50)), (1, (5_000, 0, 5_100, 50))]
)
def test_a_place_that_is_not_there_has_no_picture(
    page: int, box: tuple[float, float, float, float]
) -> None:
    content, _ = _drawn(0)
    with pytest.raises(ValueError):  # noqa: PT011
        render_figure(content, page, box)


def test_what_is_no_pdf_has_no_picture() -> None:
    with pytest.raises(ValueError, match="PDFium"):
        render_figure(b"<html>", 1, (LEFT, 0, 100, 100))


def test_labels_between_the_lines_of_a_drawing_do_not_end_it() -> None:
    sheet = opened()
    sheet.line("> plot(tree, cex = 1, main = TRUE)")
    top = sheet.y - 16
    for step, names in enumerate((("18",), ("8", "24"), ("2", "12"))):
        for place, name in enumerate(names):
            x = LEFT + 120 + 90 * place
            sheet.canvas.setFont("Helvetica", 9.6)
            sheet.canvas.drawString(x, top - 90 * step, name)
            if step < 2:
                sheet.canvas.line(x + 4, top - 90 * step - 6, x + 60, top - 90 * step - 74)
    sheet.y = top - 200
    sheet.line("Figure 1: A tree of gulls.", x=LEFT + 120)
    sheet.y -= 20
    sheet.prose(GULLS * 4)
    (figure,) = read(sheet).figures
    assert figure.box is not None
    _, low, _, high = figure.box
    assert high > top
    assert high < top + 18
    assert low > sheet.y
