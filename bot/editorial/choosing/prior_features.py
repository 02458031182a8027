"""What the prior reads of a paper: what its feed has when a brief is chosen. Pure.

No id, no date, no place in the list, and no comments: these are looked up only for the
papers that were chosen. Words are taken as they are written, without the index's stems,
which would take most of the time.
"""

import re
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from bot.editorial.links import find_links

# of a word in the title, and of the first category
_TITLE_MARK, _FIRST_MARK = "^", "1:"
# More authors than this say nothing more; from the other number on they are mentioned.
_MOST_AUTHORS = 50
_MANY_AUTHORS = 10
_REPORT = "technical report"
# every byte that is no letter or digit parts words
_PARTING = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256))
_NAMED = re.compile(r"\S: ")
# in characters
_LONGEST_TITLE, _LONGEST_ABSTRACT = 200, 2000


class Facts(NamedTuple):
    """0 or 1 each, but for ``authors``, the logarithm of their number (0 to 3.9), and the
    lengths, in thousands of characters. ``hub``: models or data on Hugging Face."""

    code: float
    project: float
    page: float
    hub: float
    report: float
    named: float
    authors: float
    many_authors: float
    title_length: float
    abstract_length: float


def terms(title: str, abstract: str, categories: Sequence[str]) -> set[str]:
    """Words of title and abstract, those of the title once more, and the categories."""
    in_title = _words(title)
    found = {*in_title, *_words(abstract), *categories}
    found.update(_TITLE_MARK + word for word in in_title)
    found.update(_FIRST_MARK + name for name in categories[:1])
    return found


def facts(title: str, abstract: str, authors: int) -> Facts:
    links = find_links(abstract, None)
    addresses = " ".join((*links.code, *links.project))
    return Facts(
        code=float(bool(links.code)),
        project=float(bool(links.project)),
        page=float(".io/" in addresses + "/"),
        hub=float("huggingface.co" in addresses),
        report=float(_REPORT in title.lower() or _REPORT in abstract.lower()),
        named=float(_NAMED.search(title) is not None),
        authors=log(min(max(authors, 1), _MOST_AUTHORS)),
        many_authors=float(authors >= _MANY_AUTHORS),
        title_length=min(len(title), _LONGEST_TITLE) / 1000,
        abstract_length=min(len(abstract), _LONGEST_ABSTRACT) / 1000,
    )


def _words(text: str) -> list[str]:
    return text.lower().encode("ascii", "replace").translate(_PARTING).decode("ascii").split()
