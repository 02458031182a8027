"""Captions, images and listings: what floats between the paragraphs. Pure."""

import re
from collections.abc import Iterator

from lxml import etree

from adapters.paper_files.html.inline import Running, is_prose, text_of, tidy
from adapters.paper_files.html.markup import FLOATS, LISTINGS, TABLES, classes, first, is_skipped
from adapters.paper_files.html.tables import table_rows, table_text

_LABEL_END = re.compile(r"[\s:.–—|]+$")
# where the page has no mark of its own for the label
_LABEL = re.compile(
    r"((?:Fig(?:ure|\.)|Tab(?:le|\.)|Algorithm|Listing|Scheme|Box)\s*[A-Z]?\.?\d+(?:\.\d+)*)"
    r"\s*[:.|–—]?\s*",
    re.IGNORECASE,
)
_PANEL = re.compile(r"\(?[a-z0-9ivx]{1,4}\)")


def own_caption(element: etree._Element) -> etree._Element | None:
    """Not that of a panel inside."""
    for child in element:
        kinds = classes(child)
        if child.tag == "figcaption" or "ltx_caption" in kinds:
            return child
        if child.tag != "figure" and not kinds & FLOATS:
            found = own_caption(child)
            if found is not None:
                return found
    return None


def captioned(caption: etree._Element, outer: str = "") -> tuple[str, str, Running]:
    """Label and text, and all that was read. A panel's label, "(a)", follows that of the whole,
    ``outer``."""
    tag = first(caption, "ltx_tag")
    read = Running(whole=True)
    read.inside(caption)
    text = read.text
    label = text_of(tag) if tag is not None else ""
    if label and text.startswith(label):
        text = text[len(label) :]
    elif found := _LABEL.match(text):
        label, text = found[1], text[found.end() :]
    label = _LABEL_END.sub("", label)
    if outer and _PANEL.fullmatch(label):
        label = outer + label
    return label, text.lstrip(" :.|–—"), read


def images(element: etree._Element) -> list[str]:
    """Addresses as the page gives them, not those that hold the image themselves."""
    found = (_address(each) for each in element.iter("img", "object", "embed"))
    return [each for each in found if each and not each.startswith("data:")]


def _address(element: etree._Element) -> str:
    if element.tag == "img":
        small = {"ltx_missing_image", "ltx_LaTeXML_logo"} & classes(element)
        return "" if small else (element.get("src") or "").strip()
    return (element.get("data") or element.get("src") or "").strip()


def pictured(element: etree._Element) -> list[str] | None:
    """Addresses of a float's images, none where the page draws it itself or has lost it; None for
    a table or a listing."""
    if found := images(element):
        return found
    written = any(classes(each) & (TABLES | LISTINGS) for each in element.iter())
    drawn = is_drawn(element) or "ltx_figure" in classes(element)
    return [] if drawn and not written else None


def is_drawn(element: etree._Element) -> bool:
    """A picture that the page draws itself, and no frame around prose."""
    return any(not is_prose(each) for each in element.iter("svg"))


def listing(element: etree._Element) -> str:
    """Lines with their indents; numbers of lines as printed."""
    lines = [each for each in element.iter() if "ltx_listingline" in classes(each)]
    if lines:
        return "\n".join(filter(str.strip, map(_code, lines)))
    if element.tag == "pre" or "ltx_verbatim" in classes(element):
        return "\n".join(filter(str.strip, _code(element, "\n").splitlines()))
    read = Running(whole=True, breaks="\n")
    read.inside(element)
    return "\n".join(filter(None, map(tidy, "".join(read.parts).split("\n"))))


def _code(line: etree._Element, breaks: str = " ") -> str:
    """Spaces of a program's text are not to be broken on the page; others are the page's own."""
    read = Running(whole=True, breaks=breaks)
    read.inside(line)
    kept = "".join(read.parts)
    if breaks != "\n":
        kept = re.sub(r"[ \t\r\n]+", " ", kept).lstrip(" ")
    return kept.replace("\xa0", " ").replace("\u2003", "  ").rstrip().lstrip("\n")


def steps(element: etree._Element) -> str:
    """An algorithm without lines of its own: its paragraphs and items, a line each."""
    return "\n".join(filter(None, _steps(element)))


def _steps(element: etree._Element) -> Iterator[str]:
    for child in element:
        kinds = classes(child)
        if is_skipped(child, kinds) or "ltx_caption" in kinds or child.tag == "figcaption":
            continue
        if kinds & TABLES or child.tag == "table":
            yield table_text(table_rows(child)[0])
        elif kinds & {"ltx_p", "ltx_item", "ltx_listing"} or child.tag in ("p", "li", "pre"):
            yield listing(child)
        else:
            yield from _steps(child)


def is_algorithm(kinds: frozenset[str], label: str) -> bool:
    return any("algorithm" in each for each in kinds) or label.casefold().startswith("algorithm")
