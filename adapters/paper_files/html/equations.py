"""Displayed equations with their numbers, and what is said between their lines. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from adapters.paper_files.html.inline import Running, text_of
from adapters.paper_files.html.markup import classes, first

# as it was marked up over the years
_NUMBERS = ("ltx_tag", "ltx_eqn_eqno", "ltx_eqno")


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
    # how many more lines the number stands for
    covered = 0
    for row in _lines(element):
        prose = first(row, "ltx_intertext")
        if prose is not None:
            found += [Equation([text_of(prose)], between=True), Equation()]
            continue
        text, number = _line(row, unseen)
        found[-1].lines += [text] if text else []
        if number is not None:
            found[-1].label = text_of(number)
            covered = _rows(number)
        covered -= 1
        if found[-1].label and covered <= 0:
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


def _line(row: etree._Element, unseen: list[str]) -> tuple[str, etree._Element | None]:
    """Its text, and the element with its number."""
    found = (first(row, each) for each in _NUMBERS)
    number = next((each for each in found if each is not None), None)
    read = Running(whole=True)
    for child in row:
        if child is not number and not _holds(child, number):
            read.add(child)
            read.parts.append(" ")
    unseen += read.unseen
    return read.text, number


def _rows(number: etree._Element) -> int:
    cell = next((up for up in (number, *number.iterancestors()) if up.get("rowspan")), None)
    given = cell.get("rowspan") or "" if cell is not None else ""
    return int(given) if given.isascii() and given.isdigit() else 1


def _holds(element: etree._Element, tag: etree._Element | None) -> bool:
    return tag is not None and element in tag.iterancestors() and not _has_formula(element)


def _has_formula(element: etree._Element) -> bool:
    return next(element.iter("math"), None) is not None
