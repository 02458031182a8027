"""Headings of sections: their number, their words and how deep they stand. Pure."""

import re

from lxml import etree

from adapters.paper_files.html.inline import text_of
from adapters.paper_files.html.markup import classes, first
from bot.values.full_texts import Section

_RANKS = {
    "ltx_part": 1,
    "ltx_chapter": 2,
    "ltx_section": 3,
    "ltx_subsection": 4,
    "ltx_subsubsection": 5,
    "ltx_paragraph": 6,
    "ltx_subparagraph": 7,
}
_OUTERMOST = 0
_NUMBER = re.compile(r"(?:(?:Appendix|Section|Chapter|Part)\s+)?(.*?)[\s:.–—]*", re.IGNORECASE)
# a number that was typed, or stands without its own mark
_TYPED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Z](?:\.\d{1,2}){0,3})\.?\s+(?=\S)")
_THANKS = re.compile(r"acknowledg", re.IGNORECASE)
_APPENDED = re.compile(r"appendix|appendices|supplement", re.IGNORECASE)
_LETTERED = re.compile(r"[A-Z](?:\.\d+)*")


HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def heading_of(section: etree._Element) -> etree._Element | None:
    """Among its children; by LaTeXML's mark, else by its tag."""
    marked = [each for each in section if "ltx_title" in classes(each)]
    tagged = [each for each in section if each.tag in HEADINGS]
    return next(iter(marked or tagged), None)


def numbered(heading: etree._Element, text: str) -> tuple[str, str]:
    """Number and title of a heading; the number without "Appendix" and the last dot."""
    tag = first(heading, "ltx_tag")
    said = text_of(tag) if tag is not None else ""
    if said and text.startswith(said):
        found = _NUMBER.fullmatch(said)
        return (found[1] if found else said), text[len(said) :].strip(" .:–—")
    typed = _TYPED.match(text)
    if typed and (typed[1][0].isdigit() or typed[0].rstrip().endswith(".")):
        return typed[1], text[typed.end() :].rstrip(" .:")
    return "", text.rstrip(" .:")


def is_thanks(title: str) -> bool:
    return bool(_THANKS.match(title))


def is_appended(number: str, title: str) -> bool:
    """Back matter without the mark of one; single Roman figures are no letters."""
    lettered = _LETTERED.fullmatch(number) and number not in ("I", "V", "X")
    return bool(_APPENDED.match(title) or lettered)


def section_rank(kinds: frozenset[str]) -> int:
    return next((_RANKS[each] for each in kinds if each in _RANKS), _OUTERMOST)


def heading_level(heading: etree._Element) -> int:
    """Of a page without LaTeXML's classes, in the same order as :func:`section_rank`."""
    return int(str(heading.tag)[1]) + 1


def levelled(sections: list[Section]) -> tuple[Section, ...]:
    """With levels from 1 in place of ranks: those that the page has, in order."""
    ranks = sorted({each.level for each in sections if each.level != _OUTERMOST})
    levels = {rank: level for level, rank in enumerate(ranks, 1)}
    levels[_OUTERMOST] = 1
    return tuple(
        Section(each.title, each.number, levels[each.level], each.page, each.appendix)
        for each in sections
    )
