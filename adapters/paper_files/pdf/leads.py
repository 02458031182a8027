"""Headings that run into their paragraph and are told by their letters alone. Pure."""

import re
from dataclasses import replace
from itertools import takewhile

from adapters.paper_files.pdf.rows import Row

_MOST = 9
_NO_STOP = re.compile(r"[A-Z][^.:;?!]*[\w)\]]$")


def with_stop(text: str, first: Row) -> str:
    """The text of a paragraph, with a stop behind the bold words that it begins with where the
    page has none: "Data We use" is read as "Data. We use"."""
    lead = _lead(first)
    rest = text[len(lead) :].lstrip()
    if not lead or not text.startswith(lead) or not rest[:1].isupper():
        return text
    return f"{lead}. {rest}" if _NO_STOP.match(lead) else text


def _lead(row: Row) -> str:
    line = row.lines[0]
    bold = tuple(takewhile(lambda word: word.style.bold, line.words))
    if len(row.lines) > 1 or not 0 < len(bold) <= _MOST or len(bold) == len(line.words):
        return ""
    return replace(line, words=bold).text.strip()
