"""The running text of an element, and what stands in it but is not read with it. Pure."""

import re
from dataclasses import dataclass, field

from lxml import etree

from adapters.paper_files.html.formulas import formula

SKIPPED_TAGS = frozenset(
    ["script", "style", "template", "noscript", "button", "nav", "head", "title", "meta", "link", "svg", "audio", "video", "iframe", "object", "input", "select", "textarea"]
)
SKIPPED_CLASSES = frozenset(
    ["ltx_ERROR", "ltx_page_footer", "ltx_page_header", "ltx_pagination", "ltx_rule", "ltx_TOC", "ltx_note_mark", "ltx_note_type", "ltx_tag_note", "ltx_tag_item", "ltx_listing_data", "ltx_phantom", "package-alerts"]
)
FLOATS = frozenset(("ltx_figure", "ltx_table", "ltx_float", "ltx_listing", "ltx_tabular"))
_SPACE_BEFORE = re.compile(r"\s+([,.;:!?)\]])")
_CITED_LAST = re.compile(r",\s*([;)\]])")


def classes(element: etree._Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


@dataclass
class Running:
    """``aside`` are notes and floats met on the way, in order."""

    parts: list[str] = field(default_factory=list)
    aside: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return tidy("".join(self.parts))

    def add(self, node: etree._Element) -> None:
        """An element with all that is in it, without its tail."""
        if not isinstance(node.tag, str) or node.tag in SKIPPED_TAGS:
            return
        kinds = classes(node)
        if kinds & SKIPPED_CLASSES:
            return
        if "ltx_note" in kinds or kinds & FLOATS or node.tag in ("figure", "table"):
            self.aside.append(node)
        elif node.tag == "math" or "ltx_Math" in kinds:
            self.parts.append(formula(node))
        elif node.tag == "br":
            self.parts.append(" ")
        else:
            self.inside(node)

    def inside(self, node: etree._Element) -> None:
        self.parts.append(node.text or "")
        for child in node:
            self.add(child)
            self.parts.append(child.tail or "")


def running(element: etree._Element) -> Running:
    found = Running()
    found.inside(element)
    return found


def tidy(text: str) -> str:
    return _CITED_LAST.sub(r"\1", " ".join(text.split()))
