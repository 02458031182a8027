"""What a person may call a paper, told apart. Pure."""

import re
from dataclasses import dataclass

from bot.identifiers import ArxivId, parse_arxiv_id


@dataclass(frozen=True, slots=True)
class BriefNumber:
    """A number of the latest brief in this channel."""

    number: int


@dataclass(frozen=True, slots=True)
class TitleWords:
    words: str


@dataclass(frozen=True, slots=True)
class BadReference:
    """Looks like an id but is none; ``near`` is what may have been meant."""

    text: str
    near: str | None


Reference = ArxivId | BriefNumber | TitleWords | BadReference

_NUMBER = re.compile(r"[#\[(]?(\d{1,3})[\])]?")
# 1-3, also with a dash (U+2013) or with blanks around it
_RANGE = re.compile(r"(?<![^\s,;])(\d{1,3})\s*[-\u2013]\s*(\d{1,3})(?![^\s,;])")
_ALMOST_ID = re.compile(r"(?:arxiv:)?(\d{4})[.\s,:_-]?(\d{4,5})(v\d+)?", re.I)
_ADDRESS = re.compile(r"https?://\S+", re.I)


def read_reference(text: str) -> Reference:
    """An id, an address, a number of the brief, or words of a title."""
    stripped = text.strip()
    if number := _NUMBER.fullmatch(stripped):
        return BriefNumber(int(number[1]))
    if identity := parse_arxiv_id(stripped):
        return identity
    if almost := _ALMOST_ID.fullmatch(stripped):
        meant = parse_arxiv_id(f"{almost[1]}.{almost[2]}{almost[3] or ''}")
        return BadReference(stripped, str(meant) if meant else None)
    if address := _ADDRESS.search(stripped):
        inside = parse_arxiv_id(address[0])
        return inside or BadReference(stripped, None)
    return TitleWords(stripped)


def read_references(text: str) -> tuple[str, ...]:
    """Numbers, ids and addresses, one or several with commas or blanks between them, each as it
    was written, and a range as its numbers; empty where anything else is among them."""
    spread = _RANGE.sub(_numbers, text.strip())
    words = [word for word in re.split(r"[\s,;]+", spread) if word]
    plain = all(isinstance(read_reference(word), ArxivId | BriefNumber) for word in words)
    return tuple(words) if plain else ()


def _numbers(found: re.Match[str]) -> str:
    ends = int(found[1]), int(found[2])
    return " ".join(map(str, range(min(ends), max(ends) + 1)))
