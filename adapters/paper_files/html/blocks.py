"""A page's structure, walked once from its beginning to its end: sections, pieces, figures. Pure."""

import re

from lxml import etree

from adapters.paper_files.html.inline import (
    SKIPPED_CLASSES,
    SKIPPED_TAGS,
    Running,
    classes,
    running,
)
from bot.values.full_texts import Figure, Piece, PieceKind, Section

_LEVELS = {
    "ltx_part": 1,
    "ltx_chapter": 1,
    "ltx_appendix": 1,
    "ltx_bibliography": 1,
    "ltx_acknowledgements": 1,
    "ltx_section": 1,
    "ltx_subsection": 2,
    "ltx_subsubsection": 3,
    "ltx_paragraph": 4,
    "ltx_subparagraph": 5,
}
_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = frozenset(
    ["div", "p", "section", "article", "ul", "ol", "dl", "li", "dt", "dd", "figure", "table", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "main", "header", "center", "address", "details", "summary"]
)
_BLOCK_CLASSES = frozenset(
    ["ltx_p", "ltx_para", "ltx_inline-block", "ltx_minipage", "ltx_listing", "ltx_itemize", "ltx_enumerate", "ltx_description", "ltx_bibitem", "ltx_equation", "ltx_equationgroup", "ltx_tabular"]
)
_LABEL_END = re.compile(r"[\s:.]+$")


class Blocks:
    """What was read so far; ``read`` takes the article."""

    def __init__(self) -> None:
        self.title = ""
        self.sections: list[Section] = []
        self.pieces: list[Piece] = []
        self.figures: list[Figure] = []
        self.affiliations: list[str] = []
        self._section: int | None = None
        self._kind: PieceKind = "paragraph"
        self._appendix = False
        self._label = ""

    def read(self, element: etree._Element) -> None:
        """All that is in an element, in reading order."""
        flow = Running()
        flow.parts.append(element.text or "")
        for child in element:
            if self._is_block(child):
                self._flush(flow)
                flow = Running()
                self._block(child)
            else:
                flow.add(child)
            flow.parts.append(child.tail or "")
        self._flush(flow)

    def _is_block(self, element: etree._Element) -> bool:
        return element.tag in _BLOCKS or bool(classes(element) & _BLOCK_CLASSES)

    def _flush(self, flow: Running) -> None:
        self._add(self._kind, flow.text)
        for each in flow.aside:
            self._block(each)

    def _add(
        self, kind: PieceKind, text: str, label: str = "", rows: tuple[tuple[str, ...], ...] = ()
    ) -> None:
        if text:
            label = label or (self._label if kind != "footnote" else "")
            self.pieces.append(Piece(kind, text, self._section, None, label, rows))

    def _block(self, element: etree._Element) -> None:
        kinds = classes(element)
        if not isinstance(element.tag, str) or element.tag in SKIPPED_TAGS:
            return
        if kinds & SKIPPED_CLASSES:
            return
        if "ltx_title_document" in kinds:
            self.title = running(element).text
        elif "ltx_abstract" in kinds or any(each in _LEVELS for each in kinds):
            self._in_section(element, kinds)
        elif "ltx_note" in kinds:
            self._add("footnote", running(element).text)
        elif kinds & {"ltx_equation", "ltx_equationgroup"}:
            self._equation(element)
        elif element.tag == "figcaption" or "ltx_caption" in kinds:
            self._caption(element)
        elif element.tag == "figure" or "ltx_float" in kinds:
            self._float(element)
        elif element.tag == "table" or "ltx_tabular" in kinds:
            self._table(element)
        elif "ltx_bibitem" in kinds:
            self._reference(element)
        elif element.tag in ("li", "dd"):
            self._as("item", element)
        elif kinds & {"ltx_tag", "ltx_title"} or element.tag in _TITLES:
            return
        else:
            self.read(element)

    def _as(self, kind: PieceKind, element: etree._Element) -> None:
        before, self._kind = self._kind, kind
        self.read(element)
        self._kind = before

    def _in_section(self, element: etree._Element, kinds: frozenset[str]) -> None:
        level = next((_LEVELS[each] for each in kinds if each in _LEVELS), 1)
        before, kind, appendix = self._section, self._kind, self._appendix
        self._appendix = appendix or "ltx_appendix" in kinds
        title = next((each for each in element if "ltx_title" in classes(each)), None)
        if title is not None:
            number, text = _titled(title)
            self.sections.append(Section(text, number, level, None, self._appendix))
            self._section = len(self.sections) - 1
            if text.casefold().startswith("acknowledg"):
                self._kind = "thanks"
        self.read(element)
        self._section, self._kind, self._appendix = before, kind, appendix

    def _equation(self, element: etree._Element) -> None:
        maths = [each for each in element.iter() if each.tag == "math"]
        flow = Running()
        for each in maths:
            flow.add(each)
            flow.parts.append(" ")
        tags = [each for each in element.iter() if "ltx_tag" in classes(each)]
        self._add("equation", flow.text, running(tags[0]).text if tags else "")

    def _float(self, element: etree._Element) -> None:
        before = self._label
        caption = next((e for e in element.iter() if "ltx_caption" in classes(e)), None)
        label, text = _captioned(caption) if caption is not None else ("", "")
        self._label = label
        sources = [each.get("src") or "" for each in element.iter("img")]
        if found := next(filter(None, sources), ""):
            self.figures.append(Figure(label, text, self._section, None, found))
        self.read(element)
        self._label = before

    def _caption(self, element: etree._Element) -> None:
        label, text = _captioned(element)
        self._add("caption", text, label)

    def _table(self, element: etree._Element) -> None:
        rows = tuple(
            tuple(running(cell).text for cell in row if cell.tag in ("td", "th"))
            for row in element.iter("tr")
        )
        self._add("table", "\n".join(map(" | ".join, rows)), rows=rows)

    def _reference(self, element: etree._Element) -> None:
        tags = [each for each in element if "ltx_tag" in classes(each)]
        text = " ".join(running(each).text for each in element if each not in tags)
        self._add("reference", text, running(tags[0]).text if tags else "")


def _tagged(element: etree._Element) -> tuple[str, str]:
    tag = next((each for each in element.iter() if "ltx_tag" in classes(each)), None)
    text = running(element).text
    said = running(tag).text if tag is not None else ""
    return said, text.removeprefix(said).strip()


def _titled(element: etree._Element) -> tuple[str, str]:
    number, text = _tagged(element)
    return _LABEL_END.sub("", number.removeprefix("Appendix ")), text


def _captioned(element: etree._Element) -> tuple[str, str]:
    label, text = _tagged(element)
    return _LABEL_END.sub("", label), text
