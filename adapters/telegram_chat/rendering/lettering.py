"""Text as Telegram keeps it, so that what is measured here is what arrives. Pure."""

import re
import unicodedata
from urllib.parse import urlsplit

from bot.taxonomy import canonical_category
from bot.text.readable import is_web_address, lined

_LONGEST_ADDRESS = 2000
_ALL_CATEGORIES = "https://arxiv.org/category_taxonomy"
# Telegram takes 77 of arXiv's categories for hosts (cs.AI, cs.CV, math.CO: the ending is a
# country's) and links them to strangers' sites; found with Telegram's own library, tdjson
# 1.8.69, getTextEntities
_CATEGORY = re.compile(
    r"(?<![\w.:/@-])((?:astro-ph|cs|econ|eess|math|nlin|q-bio|q-fin|stat)\.[A-Za-z]{2}(?![\w-]))"
)


def lettered(text: str) -> str:
    """Without controls and direction marks, composed (NFC), lines ended by ``\\n``.

    Composed because Telegram drops some combining marks: a ring above that stands alone
    would leave an A of an Å.
    """
    return unicodedata.normalize("NFC", lined(text))


def with_categories(text: str) -> list[tuple[str, str | None]]:
    """The text in pieces, each category's name with the address of its list at arXiv: what
    is linked already, Telegram does not link to anybody else. What is none leads to those
    that there are."""
    pieces = _CATEGORY.split(text)
    return [
        (piece, _listing(piece) if number % 2 else None)
        for number, piece in enumerate(pieces)
        if piece
    ]


def _listing(name: str) -> str:
    known = canonical_category(name)
    return f"https://arxiv.org/list/{known}/recent" if known else _ALL_CATEGORIES


def is_address(url: str) -> bool:
    """Whether Telegram would open it: http or https, with a host, on one line.

    A wrong address fails the whole message ("Wrong HTTP URL"), so what is doubtful is
    left out.
    """
    return is_web_address(url, _LONGEST_ADDRESS) and "@" not in urlsplit(url).netloc
