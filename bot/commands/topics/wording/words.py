"""How words of a line of /topics stand: in lists, in quotation marks, by which letters. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.text.words import fold, is_stop

_LONGEST_ABBREVIATION = 4
_LONGEST_IN_A_LIST = 4


def items_in(words: str) -> list[str]:
    """Apart at commas and semicolons; what stands in quotation marks is one."""
    if words.strip() != unquoted(words) and not re.search(r"[\"”],\s*[\"“]", words):
        return [unquoted(words)]
    return [item for each in re.split(r"[,;，；、]+", words) if (item := unquoted(each))]


def is_short(item: str) -> bool:
    """Whether it may be one of a list, and no sentence."""
    return len(item.split()) <= _LONGEST_IN_A_LIST


def slash_items(text: str) -> list[str]:
    """Apart at slashes: RL/robotics. None where a slash is part of a name (TCP/IP, A/B testing,
    24/7) or of an address."""
    items = [each.strip() for each in text.split("/")]
    if len(items) < 2 or not all(items):
        return []
    ends = [(one.split()[-1], other.split()[0]) for one, other in pairwise(items)]
    return [] if any(_is_one(*each) for each in ends) else items


def _is_one(*words: str) -> bool:
    """Two abbreviations; a letter, a number or a word like "or" on either side."""
    short = all(len(each) <= _LONGEST_ABBREVIATION and each.isupper() for each in words)
    return short or any(
        len(each) < 2 or not each[0].isalpha() or is_stop(fold(each)) for each in words
    )


def numbers_in(words: str) -> Sequence[int]:
    """1, 3; 1-3; 2 4: none where anything else stands there."""
    if not re.fullmatch(r"[\d\s,;&\-\N{EN DASH}]+", words) or not re.search(r"\d", words):
        return ()
    found: list[int] = []
    for begin, end in re.findall(r"(\d{1,3})(?:\s*[\-\N{EN DASH}]\s*(\d{1,3}))?", words):
        found += range(int(begin), int(end or begin) + 1)
    return tuple(dict.fromkeys(found))


def unquoted(text: str) -> str:
    return text.strip().strip("\"“”„'").strip()


def is_latin(text: str) -> bool:
    """Whether it may be English by its letters; a Greek letter or two do no harm."""
    letters = [letter for letter in text if letter.isalpha()]
    foreign = [letter for letter in letters if ord(letter) > 0x24F]
    return 2 * len(foreign) <= len(letters)
