"""Where a text may be cut without tearing what is drawn as one sign. Pure.

A close approximation of https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries:
marks, joined emoji, skin tones, flags, tags and Hangul's single letters stay together.
"""

import unicodedata

_JOINER = "\u200d"


def may_cut(text: str, place: int) -> bool:
    """Whether ``text[place]`` begins a sign of its own; true at both ends."""
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if _JOINER in (before, after) or _extends(after):
        return False
    if _is_flag_letter(before) and _is_flag_letter(after):
        return _flag_letters_before(text, place) % 2 == 0
    return not (_is_hangul_letter(before) and _goes_on(before, after))


def last_cut(text: str, units: int) -> int:
    """The last place within ``units`` UTF-16 units (at least one) where ``text`` may be cut.

    A single sign that is longer than that is torn, between two code points.
    """
    end = within(text, units)
    place = end
    while place and not may_cut(text, place):
        place -= 1
    return place or max(end, 1)


def within(text: str, units: int) -> int:
    """How many characters of ``text`` have at most so many UTF-16 units."""
    if text.isascii():
        return min(len(text), units)
    end, left = 0, units
    for letter in text:
        left -= 2 if letter > "\uffff" else 1
        if left < 0:
            break
        end += 1
    return end


def _extends(letter: str) -> bool:
    return (
        unicodedata.category(letter)[0] == "M"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\U000e0020" <= letter <= "\U000e007f"
    )


def _is_flag_letter(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flag_letters_before(text: str, place: int) -> int:
    start = place
    while start and _is_flag_letter(text[start - 1]):
        start -= 1
    return place - start


def _is_hangul_letter(letter: str) -> bool:
    return _leads(letter) or "\u1160" <= letter <= "\u11ff" or "\ud7b0" <= letter <= "\ud7ff"


def _goes_on(before: str, after: str) -> bool:
    """A syllable's leading letters, vowels and ends, in this order."""
    return _is_hangul_letter(after) and (_leads(before) or not _leads(after))


def _leads(letter: str) -> bool:
    return "\u1100" <= letter <= "\u115f" or "\ua960" <= letter <= "\ua97f"
