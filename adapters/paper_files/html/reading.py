"""arXiv's HTML of a paper (LaTeXML) as a full text. Pure; called in a process of its own."""

from lxml import etree
from lxml import html as lxml_html

from adapters.paper_files.html.blocks import Blocks
from adapters.paper_files.limits import ReadingLimits
from bot.values.full_texts import Defect, FullText


def read_html(content: bytes, limits: ReadingLimits) -> FullText:
    """Without id and version. One without pieces could not be read: its defects say why."""
    root = _root(content)
    if root is None:
        return FullText(
            paper_id="", version=None, made_from="html", defects=(Defect("empty", "html"),)
        )
    blocks = Blocks()
    blocks.read(_article(root))
    return FullText(
        paper_id="",
        version=None,
        made_from="html",
        title=blocks.title,
        sections=tuple(blocks.sections),
        pieces=tuple(blocks.pieces),
        figures=tuple(blocks.figures),
        affiliations=tuple(blocks.affiliations),
        defects=() if blocks.pieces else (Defect("empty", "html"),),
    )


def _root(content: bytes) -> etree._Element | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _article(root: etree._Element) -> etree._Element:
    found = root.xpath("//article[contains(@class, 'ltx_document')] | //article | //body")
    assert isinstance(found, list)
    return found[0] if found else root  # type: ignore[return-value]
