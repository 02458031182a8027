"""Headings: told by number, font, size and the white around them. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.paper_files.pdf.rows import Body, Row
from bot.values.full_texts import Section

NUMBER = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}|[A-Z](?:\.\d{1,2}){1,4}|[A-Z](?=[.\s])|"
    r"[IVX]{1,5}(?=\.))"
    r"(?P<dot>\.|\))?\s+(?=[^\W\d_(]|\d\D)"
)
_APPENDIX = re.compile(
    r"(?:Appendix|Supplementary (?:Material|Information)|Annex)\b"
    r"(?:\s+(?P<number>[A-Z0-9](?:\.\d+)*)\b)?[.:\s—–-]*",
    re.I,
)
_KNOWN = re.compile(
    r"(?:abstract|introduction|related works?|background|methods?|methodology|"
    r"materials and methods|results?(?: and discussion)?|discussion|conclusions?(?: and .*)?|"
    r"references|bibliography|"
    r"literature cited|acknowledge?ments?|limitations?|ethic(?:s|al) (?:statement|considerations?)|"
    r"broader impacts?|appendix|appendices|supplementary materials?|data availability|"
    r"author contributions?|funding|keywords|experiments?|evaluation|contents|preliminaries|"
    r"availability of data and materials?|competing interests|conflicts? of interest|summary)[.:]?",
    re.I,
)  # fmt: skip
_RUN_IN = re.compile(r"(?:abstract|key ?words(?: and phrases)?|index terms|summary)\b", re.I)
_EQUALS = re.compile(r"\s[=≈≤≥]\s")
_LETTER = re.compile(r"[^\W\d_]")


Look = tuple[float, bool, bool]
"""Size, bold, capitals."""
_NUMBERS = 3
_MOST_SECTIONS, _LONG = 40, 100
# characters behind the last entry of a table of contents: an introduction without a heading
_FRONT_PAGES, _ENTRY = 4, 1_200


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's number as printed, and its title."""

    number: str
    title: str
    appendix: bool


def parted(text: str) -> Heading:
    """A heading's number and title."""
    text = re.sub(r"\s+", " ", text).strip()
    if found := _APPENDIX.match(text):
        title = text[found.end() :].strip()
        return Heading(found["number"] or "", title or text, True)
    if found := NUMBER.match(text):
        return Heading(found["number"], text[found.end() :].strip(), False)
    return Heading("", text, False)


def is_known(text: str) -> bool:
    """Whether it is a heading that many papers have."""
    return _KNOWN.fullmatch(parted(text).title) is not None


def run_in(row: Row) -> str:
    """The heading that begins a paragraph ("Abstract."), where the row has one."""
    found = _RUN_IN.match(row.text)
    first = row.lines[0].words[0].style
    if found is None or not (first.bold or first.italic or row.text[:8].isupper()):
        return ""
    if len(row.text) - found.end() < 4:
        return ""
    return found[0]


def is_heading(
    row: Row,
    before: Row | None,
    body: Body,
    after: Row | None = None,
    *,
    numbered: bool = False,
) -> bool:
    """Whether the row is a heading, or the first line of one; with ``numbered``, whether it is
    one that begins with a number."""
    text = row.text.strip()
    found = NUMBER.match(text)
    if not _may_be(row, text):
        return False
    if numbered:
        return found is not None
    bold, large = row.share("bold") > 0.85, row.size > 1.07 * body.size
    known, capitals = is_known(text), _is_capital(text)
    if text.endswith(".") and not known and not (found and (bold or large)):
        return False
    apart = before is None or row.above is None or row.above > 1.12 * body.pitch
    # "2.5.1" close under "2.5"
    apart = apart or bool(found and bold and before and _is_numbered_bold(before))
    if not apart or row.size < 0.8 * body.size:
        return bool(known and (bold or capitals) and found)
    title = text[found.end() :] if found else text
    if not title[:1].isupper() and not (found and (bold or large)):
        return False
    if bold or large:
        return not row.is_prose or len(text) < 90
    if found:
        marked = row.share("italic") > 0.7 or capitals
        return marked or (len(text) < _LONG and _stands_free(row, after, body))
    return known and (capitals or len(text) < 40) and row.above is not None and not row.is_prose


def ends(heading: Row, row: Row, body: Body) -> bool:
    """Whether the row is the second line of the heading above it: "3 Taxonomic and functional"
    over "diversity"."""
    bold = min(heading.share("bold"), row.share("bold")) > 0.85
    if not bold and min(heading.size, row.size) <= 1.07 * body.size:
        return False
    close = row.above is not None and row.above < 1.5 * row.size
    same = abs(heading.size - row.size) < 0.5
    return same and close and row.text[:1].islower() and _may_be(row, row.text.strip())


def is_entry(at: int, sections: Sequence[Section], length: int) -> bool:
    """Whether the section is an entry of a table of contents: on the first pages, with hardly
    any text, and there again further on."""
    one = sections[at]
    if not one.number or (one.page or 0) > _FRONT_PAGES or length > _ENTRY:
        return False
    first = one.title.split()[:2]
    return any(
        other.number == one.number and other.title.split()[:2] == first
        for other in sections[at + 1 :]
    )


def _may_be(row: Row, text: str) -> bool:
    """What no heading is left out: too long, a formula, code, cells, a high number."""
    if not 2 < len(text) < 160 or not _LETTER.search(text) or text.endswith((",", ";")):
        return False
    if row.share("maths") > 0.5 or row.share("mono") > 0.6 or len(row.lines) > 2:
        return False
    found = NUMBER.match(text)
    if len(row.lines) == 2 and not found and not _APPENDIX.match(text):
        return False  # two cells
    if found is None:
        return True
    if found["number"].isalpha() and not found["dot"] and _EQUALS.search(text):
        return False  # "P E = cos(x)"
    return not (found["number"].isdigit() and int(found["number"]) > _MOST_SECTIONS)


def _is_numbered_bold(row: Row) -> bool:
    return row.share("bold") > 0.85 and NUMBER.match(row.text.strip()) is not None


def _is_capital(text: str) -> bool:
    return text.upper() == text and len(_LETTER.findall(text)) > 3


def _stands_free(row: Row, after: Row | None, body: Body) -> bool:
    """White above and below: what tells a heading whose font tells nothing."""
    above = row.above is None or row.above > 1.45 * body.pitch
    return above and after is not None and (after.above or 0.0) > 1.4 * body.pitch


def look_of(row: Row) -> Look:
    """What headings of one level share."""
    text = row.text
    return (round(row.size, 1), row.share("bold") > 0.5, text.upper() == text)


def odd_ones(found: Sequence[tuple[Heading, Look]]) -> list[bool]:
    """Which of them are no headings: in a paper that numbers its sections, what has neither a
    number nor a usual name, and looks like none that has."""
    numbered = [look for heading, look in found if heading.number]
    if len(numbered) < _NUMBERS:
        return [False] * len(found)
    looks = {
        look
        for heading, look in found
        if heading.number or is_known(heading.title) or heading.appendix
    }
    return [
        not heading.number
        and not is_known(heading.title)
        and not heading.appendix
        and look not in looks
        for heading, look in found
    ]


def levels(headings: Sequence[tuple[Heading, Look]]) -> list[int]:
    """The level of each heading, 1 for the outermost: by its number, else by the look (size, bold,
    capitals) that it shares with numbered ones."""
    looks: dict[Look, int] = {}
    for heading, look in headings:
        if heading.number:
            looks.setdefault(look, _depth(heading.number, headings))
    found: list[int] = []
    for heading, look in headings:
        if heading.number:
            found.append(_depth(heading.number, headings))
        elif is_known(heading.title) or heading.appendix:
            found.append(1)
        elif look in looks:
            found.append(looks[look])
        else:
            found.append(2 if found and any(size > look[0] + 0.5 for size, _, _ in looks) else 1)
    return found


def _depth(number: str, headings: Sequence[tuple[Heading, Look]]) -> int:
    roman = any(heading.number in ("II", "III", "IV") for heading, _ in headings)
    if roman and "." not in number:
        return 1 if re.fullmatch(r"[IVX]+", number) else 2 if number.isalpha() else 3
    return number.count(".") + 1
