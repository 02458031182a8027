"""Where floats and notes stand in the text: behind the paragraph that first speaks of them. Pure.

On the page they stand where there was room.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.values.full_texts import Piece

_RUNNING = ("paragraph", "item")
_FLOATING = ("caption", "table", "algorithm")
_MARK = re.compile(r"\s*([⁰¹²³⁴-⁹]+|[*∗†‡§¶])")
_LABEL = re.compile(r"(?P<kind>[^\W\d_]+)\.?\s*(?P<number>[\dA-Z][\w.]*+)$")
_FAR_BACK, _FAR_ON = 1, 0


def placed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same pieces; those that float follow what first names them, in its section, where that
    is not far away."""
    floats = [piece for piece in pieces if _floats(piece)]
    followers: dict[int, list[Piece]] = {}
    stays: set[int] = set()
    homes: dict[str, int | None] = {}
    behind = _references_page(pieces)
    for piece in floats:
        home = _home(piece, pieces, homes, behind)
        if home is None:
            stays.add(id(piece))
        else:
            section = pieces[home].section
            followers.setdefault(home, []).append(replace(piece, section=section))
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        if not _floats(piece) or id(piece) in stays:
            found.append(piece)
        found.extend(followers.get(at, ()))
    return tuple(found)


def _floats(piece: Piece) -> bool:
    return piece.kind == "footnote" or (piece.kind in _FLOATING and bool(piece.label))


def _references_page(pieces: Sequence[Piece]) -> int | None:
    """Where the references begin: manuscripts have their figures and tables behind them."""
    return next((one.page for one in pieces if one.kind == "reference"), None)


def _home(
    piece: Piece, pieces: Sequence[Piece], homes: dict[str, int | None], behind: int | None
) -> int | None:
    """The index of the piece to follow; None to stay."""
    if piece.kind == "footnote":
        return _noted(piece, pieces)
    if piece.label not in homes:
        is_late = behind is not None and (piece.page or 0) > behind
        homes[piece.label] = _named(piece, pieces, anywhere=is_late)
    return homes[piece.label]


def _noted(note: Piece, pieces: Sequence[Piece]) -> int | None:
    found = _MARK.match(note.text)
    if found is None or note.page is None:
        return None
    if not found[1].isdigit() and note.page == 1:
        return _noted_in_front(found[1], pieces)
    mark = re.compile(
        rf"(?:[^\W\d_⁰-⁹]{{2,}}|\d{{4}}|[)\]”])[.,;:)”\"’]*\s?{re.escape(found[1])}(?![⁰¹²³⁴-⁹])"
    )
    for page in (note.page, note.page - 1):
        for at, piece in enumerate(pieces):
            front = piece.section is None and page < note.page
            if piece.page == page and not _floats(piece) and not front and mark.search(piece.text):
                return at
    return None


def _noted_in_front(mark: str, pieces: Sequence[Piece]) -> int | None:
    """Notes on authors follow the first who has the mark."""
    front = [at for at, piece in enumerate(pieces) if piece.section is None]
    if not front or front[-1] + 1 == len(pieces):
        return None
    return next((at for at in front if mark in pieces[at].text and not _floats(pieces[at])), None)


def _named(piece: Piece, pieces: Sequence[Piece], *, anywhere: bool) -> int | None:
    found = _LABEL.match(piece.label)
    if found is None or piece.page is None:
        return None
    kind = found["kind"][:3]
    name = re.compile(rf"\b{kind}[a-z]*\.?\s*{re.escape(found['number'])}(?!\d|\.\d)", re.I)
    for at, other in enumerate(pieces):
        if other.kind not in _RUNNING or other.page is None:
            continue
        near = anywhere or -_FAR_BACK <= other.page - piece.page <= _FAR_ON
        if near and name.search(other.text):
            return at
    return None
