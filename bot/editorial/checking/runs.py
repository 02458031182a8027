"""What stands in lists: "A, B and C". Pure."""

import re
from collections.abc import Sequence

from bot.editorial.checking.amount import Amount
from bot.editorial.checking.labels import Label

_LISTED = re.compile(
    r"[\s,，、]*+(?:and|und|et|y|e|и|和|与|及|と|및|و)?(?:\s*+(?:the|on|for|by|um|auf|de|en|sur))?\s*+"
    r"[+±~≈]?",
    re.I,
)
JOINED = re.compile(r"\b(?:and|und|et|y|e|и)\b|[和与及と、및و]", re.I)
"""What joins the last of a list to the others."""
_LONG = 60


def runs_of(
    text: str, found: Sequence[Amount] | Sequence[Label], others: Sequence[Label] = ()
) -> list[list[int]]:
    """Numbers of what stands in lists, two or more each; ``others`` may stand between."""
    runs: list[list[int]] = [[0]] if found else []
    closed = False
    for at in range(1, len(found)):
        between = _gap(text, found[at - 1].end, found[at].start, others)
        joined = bool(JOINED.search(between))
        # behind "A and B" only another "and" goes on
        if between.strip() and _LISTED.fullmatch(between) and (joined or not closed):
            runs[-1].append(at)
            closed = joined
        else:
            runs.append([at])
            closed = False
    return [
        each
        for each in runs
        if len(each) > 1 and JOINED.search(text[found[each[-2]].end : found[each[-1]].start])
    ]


def _gap(text: str, start: int, end: int, others: Sequence[Label]) -> str:
    """What is between two places, without brackets and labels of another kind."""
    if end - start > _LONG:
        return text[start:end]
    signs = list(text[start:end])
    for one in others:
        if start <= one.start and one.end <= end:
            signs[one.start - start : one.end - start] = " " * (one.end - one.start)
    return re.sub(r"[()（）-]", " ", "".join(signs))
