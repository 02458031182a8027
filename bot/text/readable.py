"""Source text as a person reads it: LaTeX resolved, nothing that controls a screen. Pure."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from bot.text.latex import to_unicode
from bot.text.own_names import with_names

# C0 and C1 controls (a terminal obeys them) and the marks that reorder a line
# (https://www.unicode.org/reports/tr9/): a title may not move what stands beside it.
_ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# letters that are drawn as nothing: the fillers of Hangul, the empty pattern of Braille
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_ELLIPSIS = "…"
_CLAUSE_ENDS = (";", ":", ",", " –", " —")


def harmless(text: str) -> str:
    """``text`` without control characters and direction marks."""
    # nearly all: none of them is printable
    return text if text.isprintable() else _ACTING.sub("", text)


def lined(text: str) -> str:
    """``text`` with lines ended by ``\\n``, without half characters and control characters."""
    if text.isprintable():
        return text
    broken = _BREAKS.sub("\n", _SURROGATES.sub("\ufffd", text))
    return harmless(broken.replace("\t", " "))


def is_visible(text: str) -> bool:
    """Whether a screen shows anything of it."""
    return any(
        unicodedata.category(letter)[0] not in "ZC" and letter not in _BLANK for letter in text
    )


def is_web_address(url: str, limit: int) -> bool:
    """Whether a browser opens it: http or https, with a host, on one line, and no longer."""
    if len(url) > limit or lined(url) != url or any(letter.isspace() for letter in url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is none
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "").strip(".")


def readable(source: str) -> str:
    """A title, an abstract, a comment or a name, ready to be shown."""
    return to_unicode(harmless(source))


@lru_cache(maxsize=2_000)
def readable_title(title: str) -> str:
    """A title, ready to be shown: each brief that has the paper asks for it again."""
    return readable(title)


# a large day: whoever chooses, writes and shows a paper then shares one text of it
@lru_cache(maxsize=2_000)
def readable_abstract(abstract: str, title: str) -> str:
    """An abstract, ready to be shown, with the names that only its title tells (both sources)."""
    return readable(with_names(abstract, title))


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` UTF-16 units, cut after a clause or a word and ended with an ellipsis."""
    if utf16_length(text) <= limit:
        return text
    room = _prefix(text, limit - 1)
    ends_a_word = text[len(room) : len(room) + 1].isspace()
    words = room if ends_a_word or " " not in room else room.rsplit(" ", 1)[0]
    clause = max(words.rfind(end) for end in _CLAUSE_ENDS)
    # Cut after a clause where that costs at most a quarter of the text, otherwise after a word.
    if clause >= len(words) * 3 // 4:
        words = words[:clause]
    return words.rstrip(" ,;:–—(") + _ELLIPSIS


def utf16_length(text: str) -> int:
    """Length as Telegram counts it, https://core.telegram.org/api/entities#entity-length"""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _prefix(text: str, units: int) -> str:
    """The longest beginning of at most ``units`` UTF-16 units, no pair of surrogates cut."""
    raw = text.encode("utf-16-le")[: max(units, 0) * 2]
    return raw.decode("utf-16-le", "ignore")
