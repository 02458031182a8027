"""The full texts of the sample announcement's papers: ``adapters/sample_papers`` again.

::

    python -m benchmarks.build_sample_papers

Reads ``benchmarks/sample_papers/*.toml`` (all invented) and writes an HTML page in the manner of
LaTeXML with its pictures, or a PDF of two columns. The same bytes come out each time.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageFont
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

from bot.cli.try_command import sample
from bot.text.readable import readable, readable_abstract
from bot.values.papers import Paper

HERE = Path(__file__).parent / "sample_papers"
TARGET = Path(__file__).parents[1] / "adapters" / "sample_papers"
Source = Mapping[str, Any]
_RED, _PALE = "#b31b1b", "#f4e6e0"
# pixels
_BOX, _GAP, _MARGIN, _TALL = (230, 90), 50, 40, 260


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    papers = {each.paper.id: each.paper for each in sample().items}
    for path in sorted(HERE.glob("*.toml")):
        source = tomllib.loads(path.read_text("utf-8"))
        paper = papers[path.stem]
        if source["form"] == "html":
            (TARGET / f"{path.stem}.html").write_text(_page(paper, source), "utf-8")
            for number, figure in enumerate(source["figures"], start=1):
                (TARGET / f"{path.stem}-x{number}.png").write_bytes(_picture(figure))
        else:
            (TARGET / f"{path.stem}.pdf").write_bytes(_pdf(paper, source))


# HTML


def _page(paper: Paper, source: Source) -> str:
    title, abstract = readable(paper.title), readable_abstract(paper.abstract, paper.title)
    places = "".join(
        f'<span class="ltx_contact ltx_role_affiliation">{escape(one)}</span>'
        for one in _places(paper)
    )
    authors = "".join(
        f'<span class="ltx_creator ltx_role_author"><span class="ltx_personname">'
        f'{escape(one.name)}</span><span class="ltx_author_notes">{places}</span></span>'
        for one in paper.authors
    )
    body = "\n".join(_sections(paper, source))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<title>{escape(title)}</title></head>\n<body><article class="ltx_document">\n'
        f'<h1 class="ltx_title ltx_title_document">{escape(title)}</h1>\n'
        f'<div class="ltx_authors">{authors}</div>\n'
        '<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract</h6>\n'
        f'<p class="ltx_p">{escape(abstract)}</p></div>\n{body}\n</article></body></html>\n'
    )


def _sections(paper: Paper, source: Source) -> Iterator[str]:
    for section in source["sections"]:
        title = section["title"]
        if "references" in section:
            items = "\n".join(
                f'<li class="ltx_bibitem"><span class="ltx_tag ltx_tag_bibitem">[{n}]</span>'
                f'<span class="ltx_bibblock">{escape(one)}</span></li>'
                for n, one in enumerate(section["references"], start=1)
            )
            yield (
                '<section class="ltx_bibliography"><h2 class="ltx_title ltx_title_bibliography">'
                f'{title}</h2><ul class="ltx_biblist">{items}</ul></section>'
            )
            continue
        number, _, name = title.partition(" ")
        kind, level = ("subsection", 3) if "." in number else ("section", 2)
        paragraphs = "\n".join(
            f'<div class="ltx_para"><p class="ltx_p">{escape(one)}</p></div>'
            for one in section["text"]
        )
        yield (
            f'<section class="ltx_{kind}"><h{level} class="ltx_title ltx_title_{kind}">'
            f'<span class="ltx_tag ltx_tag_{kind}">{number} </span>{escape(name)}</h{level}>\n'
            f"{paragraphs}\n{_html_floats(paper, source, title)}</section>"
        )


def _html_floats(paper: Paper, source: Source, after: str) -> str:
    made = []
    for number, figure in enumerate(source["figures"], start=1):
        if figure["after"] == after:
            made.append(
                f'<figure class="ltx_figure"><img class="ltx_graphics" alt="" '
                f'src="{paper.id}-x{number}.png">{_caption(figure, "figure")}</figure>'
            )
    for table in source["tables"]:
        if table["after"] == after:
            rows = "".join(
                '<tr class="ltx_tr">'
                + "".join(f'<td class="ltx_td">{escape(cell)}</td>' for cell in row)
                + "</tr>"
                for row in table["rows"]
            )
            made.append(
                f'<figure class="ltx_table">{_caption(table, "table")}'
                f'<table class="ltx_tabular"><tbody>{rows}</tbody></table></figure>'
            )
    return "\n".join(made)


def _caption(of: Source, kind: str) -> str:
    return (
        f'<figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_{kind}">{of["label"]}: '
        f"</span>{escape(of['caption'])}</figcaption>"
    )


# pictures


def _picture(figure: Source) -> bytes:
    made = BytesIO()
    drawn = _bars(figure["bars"]) if "bars" in figure else _boxes(figure["boxes"])
    drawn.save(made, "PNG", optimize=True)
    return made.getvalue()


def _boxes(names: Sequence[str]) -> Image.Image:
    width = 2 * _MARGIN + len(names) * _BOX[0] + (len(names) - 1) * _GAP
    image = Image.new("RGB", (width, _TALL), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(22)
    middle = _TALL // 2
    for number, name in enumerate(names):
        left = _MARGIN + number * (_BOX[0] + _GAP)
        place = (left, middle - _BOX[1] // 2, left + _BOX[0], middle + _BOX[1] // 2)
        draw.rounded_rectangle(place, 12, _PALE, _RED, 3)
        draw.text((left + _BOX[0] / 2, middle), name, "black", font, anchor="mm")
        if number:
            draw.line((left - _GAP + 4, middle, left - 6, middle), _RED, 3)
            draw.polygon(
                ((left - 4, middle), (left - 16, middle - 8), (left - 16, middle + 8)), _RED
            )
    return image


def _bars(values: Sequence[float]) -> Image.Image:
    image = Image.new("RGB", (900, 420), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(20)
    each = 780 // len(values)
    for number, value in enumerate(values):
        left, top = 80 + number * each, 350 - 3 * value
        draw.rectangle((left + 8, top, left + each - 8, 350), _RED)
        draw.text((left + each / 2, top - 16), f"{value:g}", "black", font, anchor="mm")
    draw.line((70, 350, 870, 350), "black", 3)
    draw.text((470, 385), "denoising, from first to last step", "black", font, anchor="mm")
    return image


# PDF

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


def _pdf(paper: Paper, source: Source) -> bytes:
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
    for place in _places(paper):
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


def _places(paper: Paper) -> tuple[str, ...]:
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
            Rect(left, 4, wide, tall, 3, 3, fillColor=HexColor(_PALE), strokeColor=HexColor(_RED))
        )
        words = name.split()
        for line, word in enumerate(words):
            height = 4 + tall / 2 + 4 * (len(words) - 1) - 9 * line - 3
            drawn.add(String(left + wide / 2, height, word, fontSize=7, textAnchor="middle"))
        if number:
            drawn.add(
                Line(left - gap, 4 + tall / 2, left, 4 + tall / 2, strokeColor=HexColor(_RED))
            )
    return drawn


if __name__ == "__main__":
    main()
