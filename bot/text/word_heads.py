"""The first letters of a text's words: they tell fast that a pattern has no place in it. Pure.

A pattern that begins with a word's boundary is tried at every letter of a sentence, for 2 to 20 µs.
That none of the words is there which it needs is known in a tenth of the time, and most patterns
are in few sentences. One that begins with these words is tried at their places alone.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from string import ascii_lowercase, digits
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)

_HEADS = re.compile(r"(\w{1,4})\w*")
# for text in ASCII: all that is in no word becomes a space
_SPACED = "".join(
    one if one in f"{ascii_lowercase}{digits}_" else " " for one in map(chr, range(128))
)
_LETTERS = 4
_DIGIT = re.compile(r"\d")
# stands for a digit anywhere
A_DIGIT = "0"


@lru_cache(maxsize=256)
def heads_of(lower: str) -> frozenset[str]:
    """The first four letters of each word of a text in lower case; ``A_DIGIT`` if it has one."""
    if lower.isascii():
        found = {word[:_LETTERS] for word in lower.translate(_SPACED).split()}
    else:
        found = set(_HEADS.findall(lower))
    if _DIGIT.search(lower):
        found.add(A_DIGIT)
    return frozenset(found)


class HeadedPattern(NamedTuple):
    """A pattern over text in lower case, which holds one of some words wherever it is found.

    ``heads`` are the first letters of these words. Nothing is looked for where they are missing;
    without ``heads``, everywhere. ``opening`` may stand at the beginning instead. ``begins``, by
    head: letters with one of which each place of the pattern begins; {} where it may begin in
    another way.
    """

    pattern: re.Pattern[str]
    heads: frozenset[str] = frozenset()
    opening: re.Pattern[str] | None = None
    begins: Mapping[str, Sequence[str]] = MappingProxyType({})

    def is_in(self, lower: str) -> bool:
        if self.opening is not None and self.opening.match(lower):
            return True
        if self.begins:
            match, begins = self.pattern.match, self.begins
            there = self.heads & heads_of(lower)
            return any(_is_at(match, each, lower) for head in there for each in begins[head])
        if self.heads and self.heads.isdisjoint(heads_of(lower)):
            return False
        return self.pattern.search(lower) is not None


class PatternTable(Generic[K]):
    """Patterns by name, all of which are looked for in the same texts."""

    def __init__(self, patterns: Mapping[K, HeadedPattern]) -> None:
        self._searches = {name: one.pattern.search for name, one in patterns.items()}
        self._openings = {n: one.opening.match for n, one in patterns.items() if one.opening}
        self._everywhere = [name for name, one in patterns.items() if not one.heads]
        self._by_head: dict[str, list[K]] = {}
        self._begun: dict[str, list[tuple[K, Callable[..., object], str]]] = {}
        for name, one in patterns.items():
            for head in one.heads:
                by_head = self._by_head.setdefault(head, [])
                if one.begins:
                    begun = self._begun.setdefault(head, [])
                    begun += [(name, one.pattern.match, each) for each in one.begins[head]]
                else:
                    by_head.append(name)

    def found(self, lower: str) -> set[K]:
        """The names of those that a text in lower case has."""
        sought, found = {*self._everywhere}, set[K]()
        for head in self._by_head.keys() & heads_of(lower):
            sought.update(self._by_head[head])
            for name, match, begins in self._begun.get(head, ()):
                if name not in found and _is_at(match, begins, lower):
                    found.add(name)
        found.update([name for name in sought if self._searches[name](lower)])
        found.update([name for name, match in self._openings.items() if match(lower)])
        return found


def _is_at(match: Callable[..., object], begins: str, lower: str) -> bool:
    at = lower.find(begins)
    while at >= 0:
        if match(lower, at):
            return True
        at = lower.find(begins, at + 1)
    return False


def headed(pattern: str, words: str = "", opening: str | None = None) -> HeadedPattern:
    """``words``: one of them begins or is each place of the pattern, or stands in it; of four
    letters and more they may have any ending, shorter ones only with a star (``gap*``)."""
    opens = None if opening is None else re.compile(opening)
    return HeadedPattern(re.compile(pattern), frozenset(_heads(words)), opens)


def begun(pattern: str, words: str, opening: str | None = None) -> HeadedPattern:
    """The same where each place of the pattern begins with one of the words. ``the+stove`` stands
    for two words of which the second is looked for first, ``the/stove`` for a place that begins
    with ``the`` and has ``stove`` in it."""
    begins: dict[str, list[str]] = {}
    for each in words.split():
        first, mark, needed = each.partition("/")
        phrase = first.replace("+", " ")
        for head in _heads(needed or phrase.rpartition(" ")[2]):
            begins.setdefault(head, []).append(phrase if mark or " " in phrase else head)
    one = headed(pattern, opening=opening)
    return one._replace(heads=frozenset(begins), begins=begins)


def _heads(words: str) -> set[str]:
    found: set[str] = set()
    for word in words.split():
        if word.endswith("*"):
            bare = word.removesuffix("*")
            found.update((bare, *(bare + one for one in (*ascii_lowercase, *digits, "_"))))
        else:
            found.add(word[:_LETTERS])
    return found
