"""The first letters of a text's words: they tell fast that a pattern has no place in it. Pure.

A pattern that begins with a word's boundary is tried at every letter of a sentence, for 2 to 20 µs.
That none of the words is there which it needs is known in a tenth of the time, and most patterns
are in few sentences.
"""

import re
from functools import lru_cache
from string import ascii_lowercase, digits
from typing import NamedTuple

_HEADS = re.compile(r"(\w{1,4})\w*")
_LETTERS = 4
_DIGIT = re.compile(r"\d")
# stands for a digit anywhere
A_DIGIT = "0"


@lru_cache(maxsize=256)
def heads_of(lower: str) -> frozenset[str]:
    """The first four letters of each word of a text in lower case; ``A_DIGIT`` if it has one."""
    found = _HEADS.findall(lower)
    if _DIGIT.search(lower):
        found.append(A_DIGIT)
    return frozenset(found)


class HeadedPattern(NamedTuple):
    """A pattern over text in lower case, which holds one of some words wherever it is found.

    ``heads`` are the first letters of these words. Nothing is looked for where they are missing;
    without ``heads``, everywhere. ``opening`` may stand at the beginning instead.
    """

    pattern: re.Pattern[str]
    heads: frozenset[str] = frozenset()
    opening: re.Pattern[str] | None = None

    def is_in(self, lower: str) -> bool:
        return self.is_among(heads_of(lower), lower)

    def is_among(self, heads: frozenset[str], lower: str) -> bool:
        """The same for who has the text's own heads already, and many patterns to look for."""
        if self.opening is not None and self.opening.match(lower):
            return True
        if self.heads and self.heads.isdisjoint(heads):
            return False
        return self.pattern.search(lower) is not None


def headed(pattern: str, words: str = "", opening: str | None = None) -> HeadedPattern:
    """``words``: one of them begins or is each place of the pattern, or stands in it; of four
    letters and more they may have any ending, shorter ones only with a star (``gap*``)."""
    begins = None if opening is None else re.compile(opening)
    return HeadedPattern(re.compile(pattern), frozenset(_heads(words)), begins)


def _heads(words: str) -> set[str]:
    found: set[str] = set()
    for word in words.split():
        if word.endswith("*"):
            bare = word.removesuffix("*")
            found.update((bare, *(bare + one for one in (*ascii_lowercase, *digits, "_"))))
        else:
            found.add(word[:_LETTERS])
    return found
