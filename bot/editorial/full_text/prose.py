"""A full text as sentences that may be told, each with its part and its place. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.editorial.full_text.citations import (
    is_citing,
    points_elsewhere,
    without_citations,
    without_pointers,
)
from bot.editorial.full_text.pieces import piece_parts, place_in
from bot.editorial.full_text.places import on_pages
from bot.editorial.full_text.roles import Part, appendices
from bot.text.bounds import LONGEST
from bot.text.sentences import split_sentences
from bot.values.full_texts import FullText, Piece, PieceKind, Place

_TOLD: frozenset[PieceKind] = frozenset(("paragraph", "item", "caption", "footnote"))
_FLOATS: frozenset[PieceKind] = frozenset(("caption", "table", "footnote"))
_BROKEN = re.compile(r"[a-z,]$")
_GOES_ON = re.compile(r"[a-z]|https?://")
_REACH = 6
_NUMBERED = re.compile(r"^\d{1,2}\. (?=[A-Z])")
_MARK = re.compile(r"^(?:[•▪◦‣–—*·-]|\(?(?:[ivx]{1,4}|\d{1,2}|[a-h])[.)])\s+")
# a heading that runs into its paragraph: "Datasets. We use", "Baselines: We compare"
_RUN_IN = re.compile(
    r"^(?P<head>[A-Z][\w/&’'-]*(?: (?:[\w/&’'-]+(?:\.\d+)*|\([^()]{1,20}\))){0,6})"
    r"(?<!\bFig)(?<!\bFigs)(?<!\bEq)(?<!\bEqs)(?<!\bSec)(?<!\bTab)(?<!\bRef)\s?[.:]\s+"
    r"(?=[A-Z“\"(\d])"
)
_OPENING = (
    r"(?:We|In|The|To|Our|This|During|For|An?|As|It|These|When|While|Since|Following|After|With|By|"
    r"Given|If|Although|There|Here|Each|All|Both|One|On|From|Let|Recent|Most|Many|Several|Existing|"
    r"Despite|Previous)"
)
# the same without any mark: "Label Smoothing During training, we", "LLM Agents LLM Agents combine"
_RUN_ON = re.compile(
    r"^(?P<head>[A-Z][\w’'/-]*(?: (?:[A-Z][\w’'/-]*|\([A-Z]\w*\)|in|of|and|for|the|on|with|to|via))"
    rf"{{0,7}}?) (?={_OPENING} [a-z]|{_OPENING}, )"
    r"|^(?P<same>(?P<words>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})(?: (?:in|of|and|"
    r"for) [A-Z][\w’' -]*?)?) "
    r"(?=(?P=words) [a-z])"
)
# "simple questions such as:" in front of a list
_OPEN_END = re.compile(
    r",?\s+(?:such as|including|namely|for example|for instance|e\.g\.,?|like|as follows)\s*:$"
)
_LOST = re.compile("[\ufffd\ufffe\uffff]")
_VERB = re.compile(
    r"\b(?:is|are|was|were|we|makes?|shows?|has|have|can|will|be|does|do|it|they)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` as it is told, ``written`` as the paper has it. ``at`` counts the sentences of the
    whole text; ``piece`` and ``within`` say which piece, and which sentence of it. ``head`` is the
    heading that runs into the paragraph. ``loose``: it speaks of a figure, an equation or a
    reference that cannot be left out. ``cites``: it names other work."""

    text: str
    written: str
    part: Part
    place: Place
    kind: PieceKind
    at: int
    piece: int
    within: int
    section: int | None
    appendix: bool
    head: str = ""
    loose: bool = False
    cites: bool = False


def sentences_of(text: FullText, holding: re.Pattern[str] | None = None) -> tuple[Sentence, ...]:
    """Of paragraphs, lists, captions and notes, in order; tables, formulas and references have
    none. ``holding``: of those alone in which it is found, a tenth of the work where few are."""
    found: list[Sentence] = []
    behind = appendices(text.sections)
    endings = _endings(text.pieces)
    for at, (piece, part) in enumerate(zip(text.pieces, piece_parts(text), strict=True)):
        if piece.kind in _TOLD and part != "aside" and at not in endings.values():
            whole = _with(piece, text.pieces[endings[at]]) if at in endings else piece
            if holding is None or holding.search(_LOST.sub("", whole.text)):
                found.extend(_of_piece(text, at, whole, part, len(found), behind))
    return tuple(found)


def passed_over(text: FullText) -> int:
    """How many sentences are none that anybody could read, and are not among those told."""
    long = (one for one in text.pieces if one.kind in _TOLD and len(one.text) > LONGEST)
    return sum(len(each) > LONGEST for one in long for each in split_sentences(one.text))


def _endings(pieces: Sequence[Piece]) -> dict[int, int]:
    """Where paragraphs that break off go on: behind a float, in the next column, as a line that
    looks like code."""
    found: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        if piece.kind != "paragraph" or not _BROKEN.search(piece.text[-3:]):
            continue
        following = range(at + 1, min(at + _REACH, len(pieces)))
        near = next((to for to in following if pieces[to].kind not in _FLOATS), None)
        if near is not None and _is_rest(pieces[near], piece):
            found[at] = near
    return {at: to for at, to in found.items() if at not in found.values()}


def _with(piece: Piece, rest: Piece) -> Piece:
    """As one paragraph."""
    start = len(piece.text) + 1
    turns = [(start + at, page) for at, page in rest.turns]
    if rest.page is not None:
        turns.insert(0, (start, rest.page))
    return replace(piece, text=f"{piece.text} {rest.text}", turns=(*piece.turns, *turns))


def _is_rest(piece: Piece, before: Piece) -> bool:
    prose = piece.kind in ("paragraph", "algorithm") and piece.section == before.section
    return prose and _GOES_ON.match(piece.text) is not None


def _of_piece(
    text: FullText, at: int, piece: Piece, part: Part, before: int, behind: Sequence[bool]
) -> Iterator[Sentence]:
    body = unmarked(_LOST.sub("", piece.text))
    head, body = _run_in(body) if piece.kind in ("paragraph", "item") else ("", body)
    written = on_pages(place_in(text, piece, part), piece, split_sentences(body))
    readable = (one for one in written if len(one[0]) <= LONGEST)
    for number, (sentence, place) in enumerate(readable):
        told = _OPEN_END.sub(".", without_pointers(without_citations(_NUMBERED.sub("", sentence))))
        yield Sentence(
            text=told,
            written=sentence,
            part=part,
            place=place,
            kind=piece.kind,
            at=before + number,
            piece=at,
            within=number,
            section=piece.section,
            appendix=piece.section is not None and behind[piece.section],
            head=head,
            loose=points_elsewhere(told),
            cites=is_citing(sentence),
        )


def unmarked(text: str) -> str:
    """Without the bullet or number in front of it."""
    return _MARK.sub("", text)


def _run_in(body: str) -> tuple[str, str]:
    """The heading that runs into a paragraph, and what follows."""
    found = _RUN_IN.match(body) or _RUN_ON.match(body)
    if found is None or _VERB.search(found[0]) or len(body) - found.end() < 30:
        return "", body
    return found[0].strip(" .:"), body[found.end() :]


def paragraphs(sentences: Sequence[Sentence]) -> dict[int, tuple[Sentence, ...]]:
    """By piece."""
    found: dict[int, list[Sentence]] = {}
    for one in sentences:
        found.setdefault(one.piece, []).append(one)
    return {piece: tuple(several) for piece, several in found.items()}
