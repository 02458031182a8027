"""Who wrote a paper and where they work, as its first page prints it. Pure."""

import re
from collections.abc import Iterator

from lxml import etree

from adapters.paper_files.html.inline import Running, running, text_of, tidy
from adapters.paper_files.html.markup import classes, first

_PLACES = frozenset(
    (
        *("ltx_role_affiliation", "ltx_role_address", "ltx_role_institutetext"),
        *("ltx_role_institute", "ltx_role_institution", "ltx_role_affiliationtext"),
    )
)
_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠ*∗†‡§¶∥♠♣♡♢⋆★,"
_MARK = re.compile(rf"(?:^|(?<=[\s,;.])|(?<=\w\w))\^?\(?,*+[{_MARKS[:-1]}][{_MARKS}]*+\)?")
_ADDRESS = re.compile(
    r"\S@\S|https?:|www\.|\S\.(?:io|com|org)\b|^\d{4}-\d{4}-\d{4}-|\{[^{}]*+\}\s*@|correspond"
    r"|^(?:project|home) ?page|equal contribution",
    re.IGNORECASE,
)
_WORKPLACE = re.compile(
    r"universi|institut|college|school|academy|laborator|\blabs?\b|research|department|dept"
    r"|cent(?:er|re)\b|hospital|faculty|foundation|corporation|company|inc\b|ltd\b|gmbh|group\b"
    r"|école|ecole|universi[dt]ad|universit[äàé]|politecnico|technolog|\beth\b|\bmit\b|\bcnrs\b"
    r"|\binria\b|\bnasa\b|\bcern\b|google|microsoft|meta\b|openai|deepmind|amazon|apple|nvidia"
    r"|ibm\b|alibaba|tencent|baidu|huawei|bytedance|adobe|intel\b|samsung|大学|研究",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:is|are|was|were) with (?:the )?(.+?)(?=\s*\(?e-?mail|\.\s+[A-Z]|;|\.?$)", re.IGNORECASE
)
_CALLED = re.compile(
    r"^(?:institutetext|affiliation|address|institute|email)s?\s*:\s*", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:orcid\W*)?\d{4}-\d{4}-\d{4}-", re.IGNORECASE)
_LONGEST = 30
_SHORT = 12


def affiliations(authors: etree._Element) -> tuple[str, ...]:
    """As printed, in order, each once."""
    found: list[str] = []
    for creator in _creators(authors):
        found += list(_marked_up(creator)) or _of_lines(_lines(creator))
    return tuple(dict.fromkeys(filter(_is_place, map(_plain, found))))


def of_note(note: etree._Element) -> tuple[str, ...]:
    """Of a note that says where authors work."""
    read = Running(whole=True, breaks="\n")
    read.inside(note)
    lines = "".join(read.parts).split("\n")
    return tuple(filter(_is_place, (_plain(tidy(each)) for each in lines)))


def told_in(note: str) -> tuple[str, ...]:
    """Of a note at the paper's head: "J. Doe is with ...", or nothing but a workplace."""
    if with_whom := _WITH.findall(note):
        return tuple(filter(_is_place, map(_plain, with_whom)))
    is_one = len(note.split()) <= _SHORT and _is_place(note) and _WORKPLACE.search(note)
    return (_plain(note),) if is_one else ()


def is_place_note(kinds: frozenset[str]) -> bool:
    return bool(kinds & _PLACES)


def printed(authors: etree._Element) -> tuple[str, list[etree._Element]]:
    """The authors with all that stands at their names, in one line, and their notes."""
    said: list[str] = []
    notes: list[etree._Element] = []
    for creator in _creators(authors):
        said += (", ".join(group) for group in _lines(creator) if group)
        notes += running(creator).aside
        notes += _notes(creator)
    contacts = (text_of(each) for each in authors.iter() if "ltx_contact" in classes(each))
    said += (text for text in contacts if not _NUMBERED.match(text))
    return "; ".join(dict.fromkeys(said)), notes


def _notes(creator: etree._Element) -> Iterator[etree._Element]:
    """Free text that LaTeXML gathers at the end of an author."""
    for each in creator.iter():
        if "ltx_author_notes" in classes(each) and first(each, "ltx_contact") is None:
            yield each


def _creators(authors: etree._Element) -> list[etree._Element]:
    return [each for each in authors.iter() if "ltx_creator" in classes(each)] or [authors]


def _marked_up(authors: etree._Element) -> Iterator[str]:
    for each in authors.iter():
        if classes(each) & _PLACES:
            read = Running(whole=True, breaks=", ")
            read.inside(each)
            yield read.text


def _lines(creator: etree._Element) -> list[list[str]]:
    """Of each author in it: authors are set apart by a sign that TeX knows."""
    read = Running(whole=True, breaks="\n")
    for name in creator.iter():
        if "ltx_personname" in classes(name):
            read.inside(name)
            read.parts.append("\n")
    groups = re.split(r"(?:^|\n)\s*&|\s&(?=\w)", "".join(read.parts))
    lines = [[tidy(line) for line in group.split("\n")] for group in groups]
    return [[line for line in group if line] for group in lines]


def _of_lines(groups: list[list[str]]) -> Iterator[str]:
    for group in groups:
        for at, line in enumerate(group):
            if _ADDRESS.search(line):
                continue
            marked = line[:1] in _MARKS
            if marked and at > 0:
                yield from _MARK.split(line)
            elif at > 0 and (_WORKPLACE.search(line) or (at == 1 and len(group) > 1)):
                yield line


def _plain(text: str) -> str:
    text = _CALLED.sub("", text.strip(" ,;.&\t"))
    return text.strip(f" ,;.{_MARKS}")


def _is_place(text: str) -> bool:
    return (
        len(text) > 2
        and len(text.split()) <= _LONGEST
        and any(map(str.isalpha, text))
        and not _ADDRESS.search(text)
    )
