"""What the learned judges of sentences look at, as named numbers. Pure.

Nothing of the title: what is chosen stands under it, and should not repeat it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, combinations
from math import log, sqrt

from bot.editorial.writing.cues import ROLES, hints
from bot.editorial.writing.features import stems
from bot.editorial.writing.phrases import SAYS, is_new, is_quotable, said
from bot.editorial.writing.roles import Table
from bot.text.words import STOP_WORDS

Traits = Mapping[str, float]
# as \d+, but only digits are looked at
_NUMBER = re.compile(r"\d\d*")
# with the sentence's own role, those of the sentences that it stands after and before
_ROLES_BESIDE = tuple(f"{side} {role}" for side in ("is", "after", "before") for role in ROLES)
_NO_ROLE = (0.0,) * len(ROLES)
_CUES_OF = {role: f"cues of {role}" for role in ROLES}
_SAID_NOTHING = dict.fromkeys(SAYS, 0.0)
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
    before = rows[at - 1] if at else _NO_ROLE
    behind = rows[at + 1] if at + 1 < len(rows) else _NO_ROLE
    return dict(zip(_ROLES_BESIDE, (*rows[at], *before, *behind), strict=True))


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
    says = _SAID_NOTHING | dict.fromkeys(said(sentence.lower()), 1.0)
    hinted = hints(sentence)
    cues = {name: hinted[role] / 3 for role, name in _CUES_OF.items()}
    return {
        **says,
        **cues,
        "new": float(is_new(sentence)),
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
    whole = Counter(chain.from_iterable(words))
    size = sqrt(sum(count**2 for count in whole.values()))
    alike = [[0.0] * len(words) for _ in words]
    for (at, one), (place, other) in combinations(enumerate(words), 2):
        alike[at][place] = alike[place][at] = _cosine(one, other)
    found: list[Traits] = []
    for at, one in enumerate(words):
        others = alike[at][:at] + alike[at][at + 1 :]
        centre = sum(map(whole.__getitem__, one)) / (sqrt(len(one)) * size) if one else 0.0
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
