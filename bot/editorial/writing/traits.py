"""What the learned judges of sentences look at, as named numbers. Pure.

Nothing of the title: what is chosen stands under it, and should not repeat it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log, sqrt

from bot.editorial.writing.cues import ROLES, hints
from bot.editorial.writing.features import stems
from bot.editorial.writing.phrases import NEW, SAYS, is_quotable
from bot.editorial.writing.roles import Table
from bot.text.words import STOP_WORDS

Traits = Mapping[str, float]
_NUMBER = re.compile(r"\d+")
_SHORT, _LONG, _TOO_LONG, _MIDDLE = 8, 40, 55, range(12, 29)


def traits(sentences: Sequence[str], chances: Table) -> list[Traits]:
    """The traits of each sentence, in order; ``chances``: how likely each has each role."""
    worded = [_wording(sentence) for sentence in sentences]
    made = [bool(one["creates"]) for one in worded]
    near = _nearness(sentences)
    rows = chances.tolist()
    return [
        {
            **_roles(rows, at),
            **_place(at, len(sentences)),
            **worded[at],
            **_size(sentence),
            **near[at],
            "first made": float(made[at] and not any(made[:at])),
            "made before": float(any(made[:at])),
        }
        for at, sentence in enumerate(sentences)
    ]


def _roles(rows: Sequence[Sequence[float]], at: int) -> Traits:
    sides = {"is": at, "after": at - 1, "before": at + 1}
    nothing = (0.0,) * len(ROLES)
    return {
        f"{side} {role}": chance
        for side, place in sides.items()
        for role, chance in zip(
            ROLES, rows[place] if 0 <= place < len(rows) else nothing, strict=True
        )
    }


def _place(at: int, count: int) -> Traits:
    share = at / max(count - 1, 1)
    return {
        "first": float(at == 0),
        "second": float(at == 1),
        "last": float(at == count - 1),
        "place": share,
        "place squared": share**2,
        "sentences": count / 10,
    }


def _wording(sentence: str) -> Traits:
    lower = sentence.lower()
    said = {name: float(bool(pattern.search(lower))) for name, pattern in SAYS.items()}
    hinted = hints(sentence)
    cues = {f"cues of {role}": hinted[role] / 3 for role in ROLES}
    return {
        **said,
        **cues,
        "new": float(bool(NEW.search(sentence))),
        "not quotable": float(not is_quotable(sentence)),
    }


def _size(sentence: str) -> Traits:
    words = len(sentence.split())
    length = log(words + 1)
    return {
        "length": length,
        "length squared": length**2,
        "short": float(words < _SHORT),
        "middle": float(words in _MIDDLE),
        "long": float(words > _LONG),
        "too long": float(words > _TOO_LONG),
        "brackets": sentence.count("(") / 3,
        "commas": min(sentence.count(","), 5) / 5,
        "numbers": min(len(_NUMBER.findall(sentence)), 5) / 5,
    }


def _nearness(sentences: Sequence[str]) -> list[Traits]:
    """How near each is to the whole, to the others, and to the nearest, by cosine of its words."""
    words = [frozenset(stems(sentence)) - STOP_WORDS for sentence in sentences]
    whole = Counter(word for one in words for word in one)
    size = sqrt(sum(count**2 for count in whole.values()))
    alike = [[0.0] * len(words) for _ in words]
    for (at, one), (place, other) in combinations(enumerate(words), 2):
        alike[at][place] = alike[place][at] = _cosine(one, other)
    found: list[Traits] = []
    for at, one in enumerate(words):
        others = alike[at][:at] + alike[at][at + 1 :]
        centre = sum(whole[word] for word in one) / (sqrt(len(one)) * size) if one else 0.0
        found.append(
            {
                "central": centre,
                "near others": sum(others) / max(len(others), 1),
                "nearest": max(others, default=0.0),
            }
        )
    return found


def _cosine(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0
