"""Displayed equations with their numbers, and what is said between their lines. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from adapters.paper_files.html.inline import Running, text_of
from adapters.paper_files.html.markup import classes, first


@dataclass
class Equation:
    lines: list[str] = field(default_factory=list)
    label: str = ""
    between: bool = False


def equations(element: etree._Element) -> tuple[list[Equation], list[str]]:
    """One for each number, and what formulas say and do not show.

    Lines without a number belong to the number behind them, and after the last to that one.
    ``between`` marks prose (``\\intertext``).
    """
    unseen: list[str] = []
    found: list[Equation] = [Equation()]
    for row in _lines(element):
        text, label, prose = _line(row, unseen)
        if prose:
            found += [Equation([text], between=True), Equation()]
            continue
        if text:
            found[-1].lines.append(text)
        if label:
            found[-1].label = label
            found.append(Equation())
    whole = [each for each in found if each.lines or each.label]
    return _closed(whole), unseen


def _closed(found: list[Equation]) -> list[Equation]:
    if len(found) > 1 and not found[-1].label and not (found[-1].between or found[-2].between):
        last = found.pop()
        found[-1].lines += last.lines
    return found


def _lines(element: etree._Element) -> Iterator[etree._Element]:
    rows = [
        each
        for each in element.iter()
        if each.tag == "tr" or "ltx_eqn_row" in classes(each) or "ltx_tr" in classes(each)
    ]
    # a table inside a line is the line's own
    outer = [row for row in rows if not any(up in rows for up in row.iterancestors())]
    return iter(outer or [element])


def _line(row: etree._Element, unseen: list[str]) -> tuple[str, str, bool]:
    prose = first(row, "ltx_intertext")
    if prose is not None:
        return text_of(prose), "", True
    tag = first(row, "ltx_tag")
    read = Running(whole=True)
    for child in row:
        if child is not tag and not _holds(child, tag):
            read.add(child)
            read.parts.append(" ")
    unseen += read.unseen
    return read.text, text_of(tag) if tag is not None else "", False


def _holds(element: etree._Element, tag: etree._Element | None) -> bool:
    return tag is not None and element in tag.iterancestors() and not _has_formula(element)


def _has_formula(element: etree._Element) -> bool:
    return next(element.iter("math"), None) is not None
