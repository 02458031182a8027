"""Text as Telegram keeps it, so that what is measured here is what arrives. Pure."""

import re
import unicodedata
from urllib.parse import urlsplit

from bot.text.readable import harmless

_LONGEST_ADDRESS = 2000
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Telegram takes 77 of arXiv's categories for hosts (cs.AI, cs.CV, math.CO: the ending is a
# country's) and links them to strangers' sites; found with Telegram's own library, tdjson
# 1.8.69, getTextEntities
_CATEGORY = re.compile(
    r"(?<![\w.:/@-])((?:astro-ph|cs|econ|eess|math|nlin|q-bio|q-fin|stat)\.[A-Za-z]{2}(?![\w-]))"
)
# letters that are drawn as nothing: the fillers of Hangul, the empty pattern of Braille
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def lettered(text: str) -> str:
    """Without controls and direction marks, composed (NFC), lines ended by ``\\n``.

    Composed because Telegram drops some combining marks: a ring above that stands alone
    would leave an A of an Å.
    """
    broken = _BREAKS.sub("\n", _SURROGATES.sub("\ufffd", text))
    return unicodedata.normalize("NFC", harmless(broken.replace("\t", " ")))


def with_categories(text: str) -> list[tuple[str, str | None]]:
    """The text in pieces, each category's name with the address of its list at arXiv: what
    is linked already, Telegram does not link to anybody else."""
    pieces = _CATEGORY.split(text)
    return [
        (piece, f"https://arxiv.org/list/{piece}/recent" if number % 2 else None)
        for number, piece in enumerate(pieces)
        if piece
    ]


def is_visible(text: str) -> bool:
    """Whether anything of it is drawn; Telegram refuses a message that is not."""
    return any(
        unicodedata.category(letter)[0] not in "ZC" and letter not in _BLANK for letter in text
    )


def is_address(url: str) -> bool:
    """Whether Telegram would open it: http or https, with a host, on one line.

    A wrong address fails the whole message ("Wrong HTTP URL"), so what is doubtful is
    left out.
    """
    if len(url) > _LONGEST_ADDRESS or any(letter.isspace() for letter in url):
        return False
    if harmless(url) != url or _SURROGATES.search(url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is none
    except ValueError:
        return False
    host = (parts.hostname or "").strip(".")
    return parts.scheme in ("http", "https") and "." in host and "@" not in parts.netloc
