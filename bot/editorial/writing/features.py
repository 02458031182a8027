"""What the learned model of roles sees of a sentence, as named features. Pure.

Stems and pairs of stems, the opening words, the cue phrases of ``cues.py``, the length, the place
in the abstract; of the sentences on both sides their first word and their cues.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import Stemmer

from bot.editorial.writing.cues import cues_of
from bot.text.remembered import Remembered

_STEMMER = Stemmer.Stemmer("english", 0)
_TOKEN = re.compile(r"https?://\S+|\d[\d.,]*|[^\W\d_]+(?:['’-][^\W\d_]+)*|[%×$:;?()]")
_OPENING = 4
_NEIGHBOURS = ((-1, "before "), (1, "after "))
_SIXTH, _LONGEST, _FARTHEST, _MOST = 6, 7, 6, 14


def abstract_features(sentences: Sequence[str]) -> list[set[str]]:
    """Features of each sentence, in the same order."""
    own = [_sentence_features(sentence) for sentence in sentences]
    return [
        {*words, *cues, *_place(at, len(own)), *_beside(own, at)}
        for at, (words, cues) in enumerate(own)
    ]


@lru_cache(maxsize=256)
def stems(sentence: str) -> tuple[str, ...]:
    """Words in their stems and in lower case; each number is ``0``, each address ``://``."""
    return tuple(map(_STEMS.__getitem__, _TOKEN.findall(sentence.lower())))


def _stem(token: str) -> str:
    if token[0].isdigit():
        return "0"
    return "://" if "://" in token else str(_STEMMER.stemWord(token))


# a day has two hundred thousand; the stemmer's own memory takes ten times as long to look up
_STEMS = Remembered(_stem, 20_000)


def _sentence_features(sentence: str) -> tuple[list[str], list[str]]:
    """All that the sentence's own words give, and what its neighbours see of it."""
    words = stems(sentence)
    own = [f"has {word}" for word in words]
    own += [f"{one} {two}" for one, two in pairwise(("^", *words, "$"))]
    own += [f"opens {word}" for word in words[:_OPENING]]
    own.append(f"sixths {min(len(words) // _SIXTH, _LONGEST)}")
    seen = [f"cue {number}" for number in cues_of(sentence)]
    return own, [*seen, f"first {words[0]}"] if words else seen


def _place(at: int, count: int) -> Sequence[str]:
    share = 10 * at // max(count - 1, 1)
    return (
        "any",
        f"tenth {share if count > 1 else 'alone'}",
        f"from start {min(at, _FARTHEST)}",
        f"from end {min(count - 1 - at, _FARTHEST)}",
        f"of {min(count, _MOST)}",
    )


def _beside(own: Sequence[tuple[list[str], list[str]]], at: int) -> list[str]:
    return [
        side + each
        for step, side in _NEIGHBOURS
        if 0 <= at + step < len(own)
        for each in own[at + step][1]
    ]
