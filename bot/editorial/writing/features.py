"""What the learned model of roles sees of a sentence, as named features. Pure.

Stems and pairs of stems, the opening words, the cue phrases of ``cues.py``, the length, the place
in the abstract; of the sentences on both sides their first word and their cues. A name is given
as its words, of which no string has to be made: an abstract has hundreds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise, repeat
from typing import NamedTuple

import Stemmer

from bot.editorial.writing.cues import CUES, cues_of
from bot.text.remembered import Remembered

Name = tuple[str, ...]

_STEMMER = Stemmer.Stemmer("english", 0)
_TOKEN = re.compile(r"https?://\S+|\d[\d.,]*|[^\W\d_]+(?:['’-][^\W\d_]+)*|[%×$:;?()]")
# the same for text in ASCII and lower case, words first: in half the time
_ASCII_TOKEN = re.compile(
    r"(?!https?://\S)[a-z]++(?:['-][a-z]+)*|https?://\S+|[0-9][0-9.,]*|[%$:;?()]"
)
_OPENING = 4
_NEIGHBOURS = ((-1, "before"), (1, "after"))
_SIXTH, _LONGEST, _FARTHEST, _MOST = 6, 7, 6, 14
_SIXTHS = tuple(("sixths", str(number)) for number in range(_LONGEST + 1))
# what a sentence has of a cue, and what it sees of it before or after itself
_CUES = tuple(("cue", str(number)) for number in range(len(CUES)))
_CUES_BESIDE = {side: tuple((side, *cue) for cue in _CUES) for _, side in _NEIGHBOURS}


def abstract_features(sentences: Sequence[str]) -> list[Iterator[Name]]:
    """Features of each sentence, in the same order; some more than once."""
    own = [_Worded(stems(sentence), cues_of(sentence)) for sentence in sentences]
    return [
        chain(_said(one), _place(at, len(own)), *_beside(own, at)) for at, one in enumerate(own)
    ]


class _Worded(NamedTuple):
    """A sentence's stems, and the numbers of its cues."""

    words: tuple[str, ...]
    cues: tuple[int, ...]


@lru_cache(maxsize=64)
def stems(sentence: str) -> tuple[str, ...]:
    """Words in their stems and in lower case; each number is ``0``, each address ``://``."""
    lower = sentence.lower()
    token = _ASCII_TOKEN if lower.isascii() else _TOKEN
    return tuple(map(_STEMS.__getitem__, token.findall(lower)))


def _stem(token: str) -> str:
    if token[0].isdigit():
        return "0"
    return "://" if "://" in token else str(_STEMMER.stemWord(token))


# a day has two hundred thousand; the stemmer's own memory takes ten times as long to look up
_STEMS = Remembered(_stem, 20_000)


def _said(one: _Worded) -> Iterator[Name]:
    """All that the sentence's own words give."""
    words = one.words
    return chain(
        zip(repeat("has"), words),
        pairwise(("^", *words, "$")),
        zip(repeat("opens"), words[:_OPENING]),
        (_SIXTHS[min(len(words) // _SIXTH, _LONGEST)],),
        map(_CUES.__getitem__, one.cues),
        zip(repeat("first"), words[:1]),
    )


@lru_cache(maxsize=1_000)
def _place(at: int, count: int) -> Sequence[Name]:
    share = 10 * at // max(count - 1, 1)
    return (
        ("any",),
        ("tenth", str(share) if count > 1 else "alone"),
        ("from", "start", str(min(at, _FARTHEST))),
        ("from", "end", str(min(count - 1 - at, _FARTHEST))),
        ("of", str(min(count, _MOST))),
    )


def _beside(own: Sequence[_Worded], at: int) -> Iterator[Iterable[Name]]:
    for step, side in _NEIGHBOURS:
        if 0 <= at + step < len(own):
            words, cues = own[at + step]
            yield map(_CUES_BESIDE[side].__getitem__, cues)
            yield zip(repeat(side), repeat("first"), words[:1])
