"""A sample paper as a PDF of two columns: see build_sample_papers.py."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from typing import Any
from unicodedata import normalize

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from bot.text.readable import readable, readable_abstract
from bot.values.papers import Paper

Source = Mapping[str, Any]
RED, PALE = "#b31b1b", "#f4e6e0"

_TEXT = ParagraphStyle(
    "text", fontName="Times-Roman", fontSize=10, leading=12, alignment=TA_JUSTIFY, spaceAfter=4
)
_TITLE = ParagraphStyle(
    "title", fontName="Times-Bold", fontSize=16, leading=20, alignment=TA_CENTER, spaceAfter=8
)
_NAMES = ParagraphStyle("names", parent=_TEXT, alignment=TA_CENTER, fontSize=11, leading=14)
_HEAD = ParagraphStyle(
    "head", fontName="Times-Bold", fontSize=12, leading=15, spaceBefore=8, spaceAfter=4
)
_SMALL = ParagraphStyle("small", parent=_TEXT, fontSize=9, leading=11)


def pdf(paper: Paper, source: Source) -> bytes:
    made = BytesIO()
    width, height = A4
    side, top, between, head = 50, 60, 18, 130
    column = (width - 2 * side - between) / 2
    tall = height - 2 * top
    right = side + column + between
    document = BaseDocTemplate(
        made, pagesize=A4, invariant=1, title=readable(paper.title), author="invented"
    )
    document.addPageTemplates(
        [
            PageTemplate(
                "first",
                [
                    Frame(side, height - top - head, width - 2 * side, head, 0, 0, 0, 0),
                    Frame(side, top, column, tall - head - 10, 0, 0, 0, 0),
                    Frame(right, top, column, tall - head - 10, 0, 0, 0, 0),
                ],
                onPage=_numbered,
            ),
            PageTemplate(
                "later",
                [Frame(left, top, column, tall, 0, 0, 0, 0) for left in (side, right)],
                onPage=_numbered,
            ),
        ]
    )
    document.build(list(_story(paper, source, column)))
    return made.getvalue()


def _numbered(canvas: Any, document: Any) -> None:
    canvas.setFont("Times-Roman", 9)
    canvas.drawCentredString(A4[0] / 2, 34, str(document.page))


def _story(paper: Paper, source: Source, column: float) -> Iterator[Flowable]:
    yield NextPageTemplate("later")
    yield Paragraph(escape(readable(paper.title)), _TITLE)
    yield Paragraph(escape(_latin(", ".join(one.name for one in paper.authors))), _NAMES)
    for place in places(paper):
        yield Paragraph(escape(_latin(place)), _NAMES)
    yield FrameBreak()
    yield Paragraph("Abstract", _HEAD)
    yield Paragraph(escape(readable_abstract(paper.abstract, paper.title)), _TEXT)
    for section in source["sections"]:
        yield Paragraph(escape(section["title"]), _HEAD)
        for text in section.get("text", ()):
            yield Paragraph(escape(text), _TEXT)
        for number, entry in enumerate(section.get("references", ()), start=1):
            yield Paragraph(f"[{number}] {escape(entry)}", _SMALL)
        yield from _pdf_floats(source, section["title"], column)


def places(paper: Paper) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for one in paper.authors for place in one.affiliations))


def _latin(names: str) -> str:
    """The PDF's own fonts have the letters of Western Europe alone."""
    return "".join(
        letter if ord(letter) < 256 else normalize("NFKD", letter)[0] for letter in names
    )


def _pdf_floats(source: Source, after: str, column: float) -> Iterator[Flowable]:
    for figure in source["figures"]:
        if figure["after"] == after:
            yield Spacer(1, 8)
            yield _drawing(figure["boxes"], column)
            yield Paragraph(f"{figure['label']}: {escape(figure['caption'])}", _SMALL)
            yield Spacer(1, 8)
    for table in source["tables"]:
        if table["after"] == after:
            yield Spacer(1, 8)
            yield Paragraph(f"{table['label']}: {escape(table['caption'])}", _SMALL)
            shown = Table(table["rows"], hAlign="CENTER")
            shown.setStyle(
                TableStyle(
                    [
                        ("FONT", (0, 0), (-1, -1), "Times-Roman", 9),
                        ("FONT", (0, 0), (-1, 0), "Times-Bold", 9),
                        ("LINEABOVE", (0, 0), (-1, 0), 0.8, black),
                        ("LINEBELOW", (0, 0), (-1, 0), 0.4, black),
                        ("LINEBELOW", (0, -1), (-1, -1), 0.8, black),
                        ("TOPPADDING", (0, 0), (-1, -1), 1),
                        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                    ]
                )
            )
            yield shown
            yield Spacer(1, 8)


def _drawing(names: Sequence[str], column: float) -> Drawing:
    """A vector figure: boxes in a row with lines between them."""
    gap, tall = 8.0, 34.0
    wide = (column - gap * (len(names) - 1)) / len(names)
    drawn = Drawing(column, tall + 8)
    for number, name in enumerate(names):
        left = number * (wide + gap)
        drawn.add(
            Rect(left, 4, wide, tall, 3, 3, fillColor=HexColor(PALE), strokeColor=HexColor(RED))
        )
        words = name.split()
        for line, word in enumerate(words):
            height = 4 + tall / 2 + 4 * (len(words) - 1) - 9 * line - 3
            drawn.add(String(left + wide / 2, height, word, fontSize=7, textAnchor="middle"))
        if number:
            drawn.add(Line(left - gap, 4 + tall / 2, left, 4 + tall / 2, strokeColor=HexColor(RED)))
    return drawn
