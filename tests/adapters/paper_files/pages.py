"""Small pages in the manner of arXiv's LaTeXML, read as the product reads them."""

from pathlib import Path

from adapters.paper_files.html.reading import read_html
from adapters.paper_files.limits import ReadingLimits
from bot.values.full_texts import FullText

WIDGETS = Path(__file__).resolve().parents[2] / "samples" / "pages" / "widgets.html"


def page(body: str, *, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>t</title>{head}</head><body>"
        f'<div class="ltx_page_main"><article class="ltx_document">{body}</article></div>'
        "</body></html>"
    ).encode()


def read(body: str, *, head: str = "") -> FullText:
    return read_html(page(body, head=head), ReadingLimits())


def para(text: str) -> str:
    return f'<div class="ltx_para"><p class="ltx_p">{text}</p></div>'


def told(text: FullText) -> list[tuple[str, str]]:
    """Kind and text of each piece."""
    return [(each.kind, each.text) for each in text.pieces]


def words(text: FullText) -> str:
    return " ".join(each.text for each in text.pieces)
