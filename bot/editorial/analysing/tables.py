"""The table of a paper's main results, as rows with one heading. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.editorial.full_text.citations import without_citations
from bot.editorial.full_text.pieces import piece_parts
from bot.editorial.full_text.places import place_of
from bot.editorial.full_text.roles import Part, appendices
from bot.values.analyses import ResultTable
from bot.values.full_texts import FullText, Piece

_NUMBER = re.compile(
    r"[-+−±<>≤≥~≈]?\s?\d[\d.,]*\s?(?:[%×xkKMB]|[·×]\s?10.*|±.*|\(.*\)|\*+|[eE][-+]?\d+)?"
)
# "8.25" is not "8.2"
_WHOLE = re.compile(r"\d+(?:[.,]\d+)*")
_MAIN = re.compile(
    r"\b(?:main|overall|results?|performance|comparison|compar\w+|accuracy|outperform\w*|"
    r"state[- ]of[- ]the[- ]art|evaluation|scores?|best|estimates?|bleu|f1|test set)\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:statistics|hyper-?parameters?|notation|ablation|variations?|examples?|summary of|"
    r"list of|details|configuration|settings|prompts?|description|characteristics|symbols|"
    r"abbreviations|complexity|demographics?|features|definitions?|overview of|"
    r"optimi[sz]ation|sensitivity|cost of|taxonomy)\b",
    re.I,
)
_OURS = re.compile(r"\b(?:ours?|proposed|this work|our \w+)\b", re.I)
_IN: dict[Part, float] = {"results": 1.5, "setup": 0.3, "discussion": 0.3, "conclusion": 0.2,
                          "introduction": 0.2, "method": -0.3}  # fmt: skip
# what each table before it costs: the main one comes early
_LATER = 0.3
# the headline is about it, by its words or its numbers
_NAMED, _HOLDS = 2.5, 1.5
_APPENDIX = 5.0
_NOTHING = frozenset(("", "-", "–", "—", "n/a", "na", "x", "✓", "✗"))
_LEAST_NUMBERS, _LEAST, _FEWEST = 0.25, 0.8, 2
_MOST_ROWS, _MOST_COLUMNS, _LONGEST_CELL = 60, 14, 120


def main_table(
    text: FullText,
    own: Sequence[str],
    named: str = "",
    numbers: frozenset[str] = frozenset(),
) -> ResultTable | None:
    """``own`` are the names that the paper gives to what it made; ``named`` is the label of the
    table that the headline is about, ``numbers`` are those of the headline. None where no table
    has results: mostly numbers, in a section or under a caption that speaks of them."""
    ranked: list[tuple[float, int, str]] = []
    for at, (piece, part) in enumerate(zip(text.pieces, piece_parts(text), strict=True)):
        if piece.kind == "table" and _is_readable(piece):
            caption = caption_of(text, at)
            points = _points(text, piece, part, caption, own) - _LATER * len(ranked)
            points += _NAMED * (bool(named) and _same(piece.label, named))
            points += _HOLDS * _held(piece, numbers)
            ranked.append((-points, at, caption))
    if not ranked:
        return None
    points, at, caption = min(ranked)
    if -points < _LEAST:
        return None
    piece = text.pieces[at]
    return ResultTable(caption, _with_one_heading(piece.rows), place_of(text, piece))


def caption_of(text: FullText, at: int) -> str:
    """Of the table at a place: the caption with its label, the nearest one."""
    label = text.pieces[at].label
    near = sorted(
        range(max(0, at - 3), min(len(text.pieces), at + 4)), key=lambda one: abs(one - at)
    )
    for place in near:
        piece = text.pieces[place]
        if piece.kind == "caption" and piece.label == label:
            body = piece.text.removeprefix(label).lstrip(" .:—–-|")
            return without_citations(body)
    return ""


def _points(text: FullText, piece: Piece, part: Part, caption: str, own: Sequence[str]) -> float:
    behind = piece.section is not None and appendices(text.sections)[piece.section]
    if not caption and _has_no_heading(piece.rows):
        return -9.0  # nobody could tell what its columns are
    points = _IN.get(part, 0.0) - _APPENDIX * behind
    points += 1.0 * bool(_MAIN.search(caption)) - 1.2 * bool(_OTHER.search(caption))
    rows = " ".join(cell for row in piece.rows for cell in row)
    points += 0.8 * (bool(_OURS.search(rows)) or any(name and name in rows for name in own))
    share = _share_of_numbers(piece.rows)
    return points + share if share >= _LEAST_NUMBERS else -9.0


def _same(label: str, named: str) -> bool:
    return label.lower().split()[-1:] == named.lower().split()[-1:]


def holds(text: FullText, label: str, numbers: frozenset[str]) -> bool:
    """Whether the cells of the table of that label have all these numbers."""
    named = (one for one in text.pieces if one.kind == "table" and _same(one.label, label))
    return any(_held(one, numbers) == 1.0 for one in named)


def _held(piece: Piece, numbers: frozenset[str]) -> float:
    """How many of the numbers are in its cells."""
    if not numbers:
        return 0.0
    cells = {_even(one) for row in piece.rows for cell in row for one in _WHOLE.findall(cell)}
    return sum(_even(one) in cells for one in numbers) / len(numbers)


def _even(number: str) -> str:
    """12 for 12.0"""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _is_readable(piece: Piece) -> bool:
    return (
        _FEWEST < len(piece.rows) <= _MOST_ROWS
        and 2 <= max(map(len, piece.rows)) <= _MOST_COLUMNS
        and all(len(cell) <= _LONGEST_CELL for row in piece.rows for cell in row)
    )


def _share_of_numbers(rows: Sequence[Sequence[str]]) -> float:
    told = (cell.strip() for row in rows[1:] for cell in row[1:])
    cells = [cell for cell in told if cell.lower() not in _NOTHING]
    return sum(_is_number(cell) for cell in cells) / len(cells) if cells else 0.0


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _with_one_heading(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows of headings above each other as one, and each row as wide as the widest; citations and
    empty rows left out."""
    width = max(map(len, rows))
    even = [tuple(map(_cell, (*row, *[""] * (width - len(row))))) for row in rows]
    full = [row for row in even if any(row)]
    if _has_no_heading(full):
        return (("",) * width, *full)  # its heading was not read
    headings = _headings(full)
    hollow = [not any(column) for column in zip(*full[headings:], strict=True)]
    spread = [_spread(full[at], full[at + 1 : headings], hollow) for at in range(headings)]
    head = tuple(
        " ".join(dict.fromkeys(cell for cell in column if cell))
        for column in zip(*spread, strict=True)
    )
    return (head, *_filled(full[headings:]))


def _has_no_heading(rows: Sequence[Sequence[str]]) -> bool:
    return sum(map(_is_number, rows[0])) > len(rows[0]) / 3


def _spread(
    row: Sequence[str], below: Sequence[Sequence[str]], hollow: Sequence[bool]
) -> tuple[str, ...]:
    """A heading over several columns stands over each of them. Where it may stand in their middle,
    it is only where it is the nearest too: no figure is told under a guess. ``hollow`` are columns
    without cells: a heading may stand in one, between those that it is over."""
    if any(one and one == other for one, other in pairwise(row)):
        return tuple(row)  # its spans are told already
    # the first names the rows
    parted = [at > 0 and any(one[at] for one in below) for at in range(len(row))]
    over = [at for at, cell in enumerate(row) if cell and at and (parted[at] or hollow[at])]
    may_be_centred = bool(over) and any(parted[at] for at in range(over[0]))
    found: list[str] = []
    for at, cell in enumerate(row):
        before = [one for one in over if one < at]
        is_sure = before and (not may_be_centred or _is_nearest(before[-1], at, over))
        found.append(row[before[-1]] if is_sure and parted[at] and not cell else cell)
    return tuple(found)


def _is_nearest(one: int, at: int, over: Sequence[int]) -> bool:
    return all(abs(each - at) > at - one for each in over if each != one)


def _filled(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """A name beside several rows stands beside each of them."""
    found: list[tuple[str, ...]] = []
    for row in rows:
        is_beside = found and not row[0] and len(row) > 2 and row[1] and not _is_number(row[1])
        found.append((found[-1][0], *row[1:]) if is_beside else row)
    return found


def _headings(rows: Sequence[Sequence[str]]) -> int:
    """How many rows of headings there are: further ones have no numbers, a first cell that is
    empty in them or above, and numbers below the last of them, or a row that names a group."""
    most = min(3, len(rows) - 1)
    at = 1
    while (
        at < most
        and any(rows[at][1:])
        and not (rows[at][0] and rows[0][0])
        and not any(map(_is_number, rows[at]))
    ):
        at += 1
    below = next((row for row in rows[at:] if any(row[1:])), ())
    return at if any(map(_is_number, below)) else 1


def _cell(text: str) -> str:
    return without_citations(" ".join(text.split()))
