"""Author strings to names and affiliations. Pure.

The form that arXiv asks for: ``A. Author (1), B. Author (1 and 2) ((1) Univ A,
(2) Univ B)``; see https://info.arxiv.org/help/prep.html#author
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from adapters.listings.fields import clean
from bot.values.papers import Author

# a backslash before the mark makes it a LaTeX space (C.\,N. Pope)
_BREAK = re.compile(r"(?<!\\)[,;]|(?<!\\):(?=\s)|(?<![^\s,;)])and(?![^\s,;(])")
_LONE_AND = re.compile(r"^(?:and\s+)+|(?:\s+and)+$")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
_MARKER = re.compile(r"\(\s*(\d{1,2}|[a-z]|[*†‡§¶]{1,3})\s*\)")
_BARE_MARKERS = re.compile(r"(?:\d{1,2}|[*†‡§¶]{1,3})(?:(?:\s*[,;]\s*|\s+and\s+|\s+)\d{1,2})*")
_MARKER_GAP = re.compile(r"[\s,;]+(?:and\s+)?")
_ET_AL = re.compile(r"et\.? al\.?")
_PAIRS = (("(", ")"), ("{", "}"))
_OPENING = re.compile(r"[({]")


def split_authors(text: str | None) -> tuple[Author, ...]:
    """Authors of one string: split at commas, semicolons, colons and "and".

    Nothing is split inside parentheses or braces; parentheses at the end of a
    name are its affiliations, numbers among them are looked up in the list of
    affiliations at the end, if there is one.
    """
    whole = clean(text) or ""
    pieces, legend = _without_legend(whole, list(_pieces(whole)))
    authors: list[Author] = []
    for piece in _with_suffixes(piece for _, piece in pieces):
        author = _author(piece, legend)
        if author.name:
            authors.append(author)
        elif authors and author.affiliations:
            # "A. Author, (Univ A)": the comma is a slip
            last = authors[-1]
            authors[-1] = Author(last.name, (*last.affiliations, *author.affiliations))
    return tuple(authors)


def one_author(text: str | None, affiliations: Iterable[str | None] = ()) -> Author | None:
    """An author whose name stands alone; a stray "and" around it is dropped."""
    name = _LONE_AND.sub("", clean(text) or "").strip(" ,;")
    author = _author(name, {})
    if not author.name:
        return None
    stated = tuple(found for raw in affiliations if (found := clean(raw)))
    return Author(author.name, stated or author.affiliations)


def inverted_author(text: str | None) -> Author | None:
    """An author as Dublin Core has it: ``Tran, T. A``, ``Finger, Jr., M.``."""
    keyname, comma, forenames = (clean(text) or "").rpartition(", ")
    if not comma:
        return one_author(text)
    return one_author(f"{_LONE_AND.sub('', forenames)} {keyname.replace(',', '')}")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Where each piece starts, and the piece, cut at the marks outside of parentheses."""
    closed = _closed_ranges(text) if _OPENING.search(text) else None
    start = 0
    for mark in [*_BREAK.finditer(text), None]:
        if mark and closed and closed[mark.start()]:
            continue
        piece = text[start : mark.start() if mark else None]
        if piece.strip() and not _ET_AL.fullmatch(piece.strip()):
            yield start + len(piece) - len(piece.lstrip()), piece.strip()
        start = mark.end() if mark else start


def _closed_ranges(text: str) -> list[int]:
    """For each character, how many pairs of parentheses or braces it stands in.

    An unmatched one opens nothing, else it would swallow the names after it.
    """
    steps = [0] * (len(text) + 1)
    for opening, closing in _PAIRS:
        open_at: list[int] = []
        for position, character in enumerate(text):
            if character == opening:
                open_at.append(position)
            elif character == closing and open_at:
                steps[open_at.pop()] += 1
                steps[position] -= 1
    depth = 0
    return [depth := depth + step for step in steps]


def _without_legend(
    whole: str, pieces: list[tuple[int, str]]
) -> tuple[list[tuple[int, str]], Mapping[str, str]]:
    """Take the list of numbered affiliations off the end, in parentheses or bare."""
    if "(" not in whole:
        return pieces, {}
    for index, (start, piece) in enumerate(pieces):
        name, groups = _trailing_groups(piece)
        for group in groups:
            if _MARKER.match(group):
                kept = " ".join([name, *(f"({other})" for other in groups if other != group)])
                return [*pieces[:index], (start, kept.strip())], _legend(group)
        bare = _MARKER.match(piece)
        if bare and index and piece[bare.end() :].strip():
            return pieces[:index], _legend(whole[start:])
    return pieces, {}


def _legend(text: str) -> Mapping[str, str]:
    _, *rest = _MARKER.split(text)
    return {
        marker: name.strip(" ,;")
        for marker, name in zip(rest[::2], rest[1::2], strict=True)
        if name.strip(" ,;")
    }


def _with_suffixes(pieces: Iterable[str]) -> Iterator[str]:
    """Join ``Jr.`` and ``III`` to the name before them."""
    held: str | None = None
    for piece in pieces:
        is_suffix = piece[:1] in "JSI" and _SUFFIX.fullmatch(_trailing_groups(piece)[0])
        if held is not None and is_suffix:
            held = f"{held} {piece}"
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _author(piece: str, legend: Mapping[str, str]) -> Author:
    if not piece.endswith(")"):  # nearly all
        return Author(piece.strip(" ,;"))
    name, groups = _trailing_groups(piece)
    affiliations = [found for group in groups for found in _affiliations(group, legend)]
    return Author(name.strip(" ,;"), tuple(dict.fromkeys(affiliations)))


def _affiliations(group: str, legend: Mapping[str, str]) -> list[str]:
    markers = [marker for marker in _MARKER_GAP.split(group) if marker]
    if markers and all(marker in legend for marker in markers):
        return [legend[marker] for marker in markers]
    # a number that no list explains says nothing
    return [] if not markers or _BARE_MARKERS.fullmatch(group) else [group]


def _trailing_groups(piece: str) -> tuple[str, list[str]]:
    """A name and the parentheses after it; those inside a name stay (``Wei (Will) Li``)."""
    groups: list[str] = []
    while piece.endswith(")") and (start := _opening(piece)) is not None:
        groups.insert(0, piece[start + 1 : -1].strip())
        piece = piece[:start].rstrip()
    return piece, groups


def _opening(piece: str) -> int | None:
    """Where the parenthesis that closes at the end was opened."""
    depth = 0
    for position in range(len(piece) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(piece[position], 0)
        if depth == 0:
            return position
    return None
