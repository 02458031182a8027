"""Questions in Chinese put into the English words of papers, word by word. Pure but for one
packaged file.

``bot/data/retrieving/zh.txt`` has a line for each word: ``训练 = train training``. It is no
translation: the longest words that are known are taken, and the rest is left out. It lets a
question find passages where no model puts it into English.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_HAN_RUN = re.compile("[\u3400-\u9fff]+")


def in_english(text: str) -> str:
    """The text with its Chinese in English words; any other text as it is."""
    if not _HAN_RUN.search(text):
        return text
    return " ".join(_HAN_RUN.sub(lambda run: f" {' '.join(_words(run[0]))} ", text).split())


def last_in_english(run: str) -> str:
    """The English words of the last Chinese word that is known; "" where none is."""
    return next(reversed(list(_words(run))), "")


def first_in_english(run: str) -> str:
    """As :func:`last_in_english`, of the first."""
    return next(_words(run), "")


def _words(run: str) -> Iterator[str]:
    known, longest = _glossary()
    at = 0
    while at < len(run):
        reach = range(min(longest, len(run) - at), 0, -1)
        length = next((one for one in reach if run[at : at + one] in known), 0)
        if length:
            yield known[run[at : at + length]]
        at += length or 1


@cache
def _glossary() -> tuple[Mapping[str, str], int]:
    text = files("bot").joinpath("data/retrieving/zh.txt").read_text("utf-8")
    pairs = (line.split(" = ") for line in text.splitlines() if " = " in line)
    known = {term: english for terms, english in pairs for term in terms.split(" | ")}
    return known, max(map(len, known))
