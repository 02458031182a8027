"""Words that were nearly typed: one or two letters wrong, missing, added or swapped. Pure."""

from collections.abc import Iterable

# a slip in a shorter word makes another word of it
_LEAST, _LONG = 4, 6


def nearest_word(typed: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that is a slip away, the first of several; None where none is.

    Words of four and five letters may have one slip, longer ones two.
    """
    most = slips_allowed(typed)
    near = [(slips(typed, word), word) for word in known if abs(len(typed) - len(word)) <= most]
    best = min(near, key=lambda each: each[0], default=None)
    return best[1] if best and 0 < best[0] <= most else None


def slips_allowed(typed: str) -> int:
    """How many slips a word of this length may have."""
    return 0 if len(typed) < _LEAST else 1 if len(typed) < _LONG else 2


def slips(one: str, other: str) -> int:
    """Letters put in, left out, changed, or swapped with their neighbour: the restricted distance
    of Damerau and Levenshtein."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        earlier, before, row = before, row, [at + 1]
        for place, wanted in enumerate(other):
            cost = min(row[-1] + 1, before[place + 1] + 1, before[place] + (letter != wanted))
            if at and place and letter == other[place - 1] and wanted == one[at - 1]:
                cost = min(cost, earlier[place - 1] + 1)
            row.append(cost)
    return row[-1]
