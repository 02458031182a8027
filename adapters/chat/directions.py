"""Right-to-left text beside left-to-right text, each kept in its place. Pure.

A line takes its direction from its first letter with one, and what has none (digits,
dots, brackets) goes with its neighbours (https://www.unicode.org/reports/tr9/): a Hebrew
title would move its number to the other side and turn round what follows. An isolate
(U+2068 ... U+2069) keeps that inside.
"""

import re
import unicodedata
from collections.abc import Sequence

_OPEN, _CLOSE = "\u2068", "\u2069"
# for a text whose first letter would tell another direction
_OPEN_RIGHT = "\u2067"
# Hebrew to Arabic Extended-A, their presentation forms, the scripts of the first plane
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_ANY_RIGHT = re.compile(f"[{_RIGHT}]")
_WHOLE = re.compile(r"(\s*)(.*?)(\s*)", re.S)


def isolated(texts: Sequence[str], *, beside: bool) -> list[str]:
    """The texts of one line, right-to-left runs isolated where directions meet.

    ``beside``: something stands before them on the line. A line that is one text and
    begins right-to-left stays as it is: it is a right-to-left line.
    """
    if not any(_ANY_RIGHT.search(text) for text in texts):
        return list(texts)
    whole = "".join(texts).strip()
    alone = not beside and sum(1 for text in texts if text.strip()) == 1
    if alone and _begins_right(whole):
        return list(texts)
    return [_isolate(text) for text in texts]


def _is_right(text: str) -> bool:
    """Whether most words are right-to-left: the text is, though a Latin name may come first."""
    words = [{unicodedata.bidirectional(letter) for letter in word} for word in text.split()]
    right = sum(1 for kinds in words if kinds & {"R", "AL"})
    return right > sum(1 for kinds in words if "L" in kinds and not kinds & {"R", "AL"})


def _isolate(text: str) -> str:
    """A right-to-left text as a whole, else every such run inside it."""
    if not _ANY_RIGHT.search(text):
        return text
    if _begins_right(text) or _is_right(text):
        found = _WHOLE.fullmatch(text)
        opening = _OPEN if _begins_right(text) else _OPEN_RIGHT
        return f"{found[1]}{opening}{found[2]}{_CLOSE}{found[3]}" if found else text
    made, end = [], 0
    for start, stop in _runs(text):
        made += [text[end:start], _OPEN, text[start:stop], _CLOSE]
        end = stop
    return "".join([*made, text[end:]])


def _runs(text: str) -> list[tuple[int, int]]:
    """From a right-to-left letter to the last one before a left-to-right letter."""
    found: list[tuple[int, int]] = []
    is_open = False
    for place, letter in enumerate(text):
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            found.append((found.pop()[0] if is_open else place, place + 1))
            is_open = True
        elif kind == "L":
            is_open = False
        elif is_open and kind == "NSM" and found[-1][1] == place:
            found.append((found.pop()[0], place + 1))
    return found


def _begins_right(text: str) -> bool:
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
