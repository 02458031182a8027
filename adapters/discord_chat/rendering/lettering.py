"""Text before it is measured: what Discord or a screen would not keep is gone. Pure."""

import re
import unicodedata
from urllib.parse import urlsplit

from bot.text.readable import harmless, shorten

_LONGEST_ADDRESS = 1000
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# letters that are drawn as nothing: the fillers of Hangul, the empty pattern of Braille
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def clean(text: str) -> str:
    """Without controls and direction marks, lines ended by ``\\n``, whole code points only."""
    if text.isprintable():
        return text
    broken = _BREAKS.sub("\n", _SURROGATES.sub("\ufffd", text))
    return harmless(broken.replace("\t", " "))


def label(text: str, limit: int) -> str:
    """One line of at most ``limit`` UTF-16 units; empty where nothing of it would be seen."""
    made = " ".join(clean(text).split())
    return shorten(made, limit) if is_visible(made) else ""


def is_visible(text: str) -> bool:
    """Whether anything of it is drawn."""
    return any(
        unicodedata.category(letter)[0] not in "ZC" and letter not in _BLANK for letter in text
    )


def is_address(url: str, limit: int = _LONGEST_ADDRESS) -> bool:
    """Whether a browser opens it: http or https, with a host, on one line."""
    if len(url) > limit or clean(url) != url or any(letter.isspace() for letter in url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is none
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "").strip(".")
