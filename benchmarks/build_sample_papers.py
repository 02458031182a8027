"""The full texts of the sample announcement's papers: ``adapters/sample_papers`` again.

::

    python -m benchmarks.build_sample_papers

Reads ``benchmarks/sample_papers/*.toml`` (all invented) and writes an HTML page in the manner of
LaTeXML with its pictures, or a PDF of two columns. The same bytes come out each time.
"""

import tomllib
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from benchmarks.sample_pdf import PALE, RED, Source, pdf, places
from bot.cli.try_command import sample
from bot.text.readable import readable, readable_abstract
from bot.values.papers import Paper

HERE = Path(__file__).parent / "sample_papers"
TARGET = Path(__file__).parents[1] / "adapters" / "sample_papers"
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
            (TARGET / f"{path.stem}.pdf").write_bytes(pdf(paper, source))


# HTML


def _page(paper: Paper, source: Source) -> str:
    title, abstract = readable(paper.title), readable_abstract(paper.abstract, paper.title)
    affiliations = "".join(
        f'<span class="ltx_contact ltx_role_affiliation">{escape(one)}</span>'
        for one in places(paper)
    )
    authors = "".join(
        f'<span class="ltx_creator ltx_role_author"><span class="ltx_personname">'
        f'{escape(one.name)}</span><span class="ltx_author_notes">{affiliations}</span></span>'
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
        draw.rounded_rectangle(place, 12, PALE, RED, 3)
        draw.text((left + _BOX[0] / 2, middle), name, "black", font, anchor="mm")
        if number:
            draw.line((left - _GAP + 4, middle, left - 6, middle), RED, 3)
            draw.polygon(
                ((left - 4, middle), (left - 16, middle - 8), (left - 16, middle + 8)), RED
            )
    return image


def _bars(values: Sequence[float]) -> Image.Image:
    image = Image.new("RGB", (900, 420), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(20)
    each = 780 // len(values)
    for number, value in enumerate(values):
        left, top = 80 + number * each, 350 - 3 * value
        draw.rectangle((left + 8, top, left + each - 8, 350), RED)
        draw.text((left + each / 2, top - 16), f"{value:g}", "black", font, anchor="mm")
    draw.line((70, 350, 870, 350), "black", 3)
    draw.text((470, 385), "denoising, from first to last step", "black", font, anchor="mm")
    return image


if __name__ == "__main__":
    main()
