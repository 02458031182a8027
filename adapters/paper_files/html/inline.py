"""The running text of an element, and what stands in it but is not read with it. Pure."""

import re
from dataclasses import dataclass, field

from lxml import etree

from adapters.paper_files.html.formulas import formula
from adapters.paper_files.html.markup import (
    ASIDE,
    FLOATS,
    LISTINGS,
    TABLES,
    classes,
    is_block,
    is_skipped,
)
from bot.text.formulas import script
from bot.text.readable import harmless

# what LaTeXML leaves of a citation whose entry lacks its year
_OPEN_CITATION = re.compile(r",\s*(?=[;)\]])")
_BEFORE_SIGN = re.compile(r" (?=[,.;)\]](?:\s|$))")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\U000e0000-\U000e007f]")
# an SVG picture whose text is prose: a frame around a prompt, and no diagram
_PROSE = 12
_APART = frozenset(("ltx_inline-block", "ltx_td", "ltx_tr", "ltx_tag"))


@dataclass
class Running:
    """``aside`` are notes, floats, tables and listings met on the way, in order; with ``whole``
    they are read with the rest. ``unseen`` is what formulas say and do not show."""

    whole: bool = False
    breaks: str = " "
    parts: list[str] = field(default_factory=list)
    aside: list[etree._Element] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return tidy("".join(self.parts))

    def add(self, node: etree._Element) -> None:
        """An element with all that is in it, without its tail."""
        kinds = classes(node)
        if is_skipped(node, kinds):
            return
        if "ltx_note" in kinds or (not self.whole and _is_aside(node, kinds)):
            self.aside.append(node)
        elif node.tag == "math" or "ltx_Math" in kinds:
            self._formula(node)
        elif node.tag == "svg":
            self._picture(node)
        elif node.tag in ("sup", "sub"):
            self._script(node)
        elif "ltx_tag_item" in kinds and _is_bullet(node):
            self.parts.append(" ")
        elif kinds & {"ltx_missing_label", "ltx_missing_citation"}:
            self.parts.append(_missing(node))
        else:
            self._plain(node, kinds)

    def inside(self, node: etree._Element) -> None:
        self.parts.append(node.text or "")
        for child in node:
            self.add(child)
            self.parts.append(child.tail or "")

    def _plain(self, node: etree._Element, kinds: frozenset[str]) -> None:
        apart = node.tag in ("td", "th", "tr") or is_block(node, kinds)
        if node.tag == "br":
            self.parts.append(self.breaks)
            return
        around = " " if apart or kinds & _APART else ""
        self.parts.append(around)
        self.inside(node)
        self.parts.append(around)

    def _formula(self, node: etree._Element) -> None:
        shown, unseen = formula(node)
        self.parts.append(shown)
        if unseen:
            self.unseen.append(unseen)

    def _script(self, node: etree._Element) -> None:
        inner = Running(self.whole, self.breaks, aside=self.aside, unseen=self.unseen)
        inner.inside(node)
        is_citation = any("ltx_cite" in classes(each) for each in node.iter())
        mark = "^" if node.tag == "sup" else "_"
        cited = inner.text if inner.text.startswith(("[", "(")) else f" [{inner.text}]"
        self.parts.append(cited if is_citation else script(mark, inner.text))

    def _picture(self, node: etree._Element) -> None:
        if is_prose(node):
            self.parts.append(" ")
            for each in framed(node):
                self.inside(each)
                self.parts.append(" ")


def _is_aside(node: etree._Element, kinds: frozenset[str]) -> bool:
    return bool(kinds & ASIDE) or node.tag in ("figure", "table", "pre")


def framed(picture: etree._Element) -> list[etree._Element]:
    """The HTML inside an SVG picture, outermost first."""
    # the HTML parser writes every tag in small letters
    found = list(picture.iter("foreignobject", "foreignObject"))
    return [each for each in found if not any(up in found for up in each.iterancestors())]


def is_prose(picture: etree._Element) -> bool:
    return any(len(running(each, whole=True).text.split()) >= _PROSE for each in framed(picture))


def _is_bullet(tag: etree._Element) -> bool:
    return not any(map(str.isalnum, "".join(str(each) for each in tag.itertext())))


def _missing(node: etree._Element) -> str:
    """Printed as question marks, as LaTeX does."""
    text = "".join(str(each) for each in node.itertext()).strip()
    return "??" if not text or text.startswith("LABEL:") else text


def running(element: etree._Element, *, whole: bool = False) -> Running:
    found = Running(whole)
    found.inside(element)
    return found


def text_of(element: etree._Element) -> str:
    """All of it in one line, its notes left out."""
    return running(element, whole=True).text


def tidy(text: str) -> str:
    line = " ".join(_UNSEEN.sub("", harmless(text.replace("\n", " "))).split())
    return _BEFORE_SIGN.sub("", _OPEN_CITATION.sub("", line))


def opens(element: etree._Element) -> bool:
    """Inline by its tag, with paragraphs in it."""
    if element.tag == "svg":
        return is_prose(element)
    kinds = classes(element)
    if element.tag == "math" or "ltx_note" in kinds or _is_aside(element, kinds):
        return False
    return any(
        is_block(each, classes(each))
        for each in element.iterdescendants()
        if isinstance(each.tag, str) and not _in_note(each, element)
    )


def _in_note(element: etree._Element, within: etree._Element) -> bool:
    for up in element.iterancestors():
        if up is within:
            return False
        if "ltx_note" in classes(up) or classes(up) & (FLOATS | TABLES | LISTINGS):
            return True
    return False
