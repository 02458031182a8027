"""Where a text that is too long for one message is cut: between words. Pure.

The cut is made before markdown is written, so that it never goes through a mark, a link
or an escape: each half has its own.
"""

import re
from dataclasses import replace

from adapters.chat.graphemes import last_cut
from adapters.discord_chat.rendering.markdown import inline
from bot.messages.blocks import Spans
from bot.text.readable import utf16_length

# escapes may double it and an address add a thousand, which is within all limits here
_LONGEST_WORD = 400
_WORD = re.compile(r"\s*\S+|\s+\Z")


def cut(line: Spans, first: str, again: str, limit: int) -> list[str]:
    """A line in markdown, in stretches of at most ``limit`` UTF-16 units; ``first`` stands
    before the first of them, ``again`` before the others."""
    whole = _written(line, first)
    if utf16_length(whole) <= limit:
        return [whole]
    made: list[str] = []
    left = _words(line)
    while left:
        before = again if made else first
        count = _most(left, before, limit)
        made.append(_written(left[:count], before))
        left = _from_word(left[count:])
    return made


def _written(line: Spans, before: str) -> str:
    return before + inline(line, beside=bool(before))


def _most(words: Spans, before: str, limit: int) -> int:
    """How many of the words fit; at least one."""
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = utf16_length(_written(words[:middle], before)) <= limit
        low, high = (middle, high) if fits else (low, middle - 1)
    return low


def _words(line: Spans) -> Spans:
    """A span for each word, with the white space before it."""
    return tuple(
        replace(span, text=piece)
        for span in line
        for word in _WORD.findall(span.text)
        for piece in _pieces(word)
    )


def _pieces(word: str) -> list[str]:
    made = []
    while utf16_length(word) > _LONGEST_WORD:
        place = last_cut(word, _LONGEST_WORD)
        made.append(word[:place])
        word = word[place:]
    return [*made, word]


def _from_word(words: Spans) -> Spans:
    """Without the white space that the cut stands in."""
    if not words:
        return ()
    first, *others = words
    text = first.text.lstrip()
    return (replace(first, text=text), *others) if text else _from_word(tuple(others))
