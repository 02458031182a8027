"""What a long title says in fewer words. Pure."""

import re
from functools import lru_cache

from bot.text.readable import utf16_length

# UTF-16 units
_LENGTHS = (90, 60)
_SUBTITLE = re.compile(r"(?::|\?| [–—-])\s+")
_PARTED = re.compile(
    r"\s+(?=(?:for|via|with|in|using|through|by|under|without|from|on|to|at|across|towards?|"
    r"beyond|between|over|against|during|based on|as|into|when|where|that|which)\s)",
    re.I,
)
_WHOLE_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|can|cannot|do|does|don['’]t|doesn['’]t|should|must|may|might|will|has|"
    r"have|why|how|what|when|who|which|where|not|i|we|you|your|it|needs?|makes?|helps?|matters?|"
    r"knows?|meets?|enables?|improves?|yields?|fails?|works?|leads?|let|learns?|outperforms?)\b",
    re.I,
)
_DANGLING = re.compile(
    r"\b(?:and|or|of|the|an?|its|their|more|arising|using|given|due|vs)$|&$|[(\[][^)\]]*$", re.I
)
_HOLLOW = re.compile(
    r"(?:an? |the )?(?:(?:unified|general|simple|new|novel|improved|comprehensive|systematic|"
    r"case|first|enhancing|improving)\s+)*(?:analysis|evaluation|model|note|results?|robustness|"
    r"performance|efficiency|technical report|practical guide|review|survey|overview|tutorial|"
    r"primer|case study|position paper|"
    r"benchmark|data ?set|corpus|solution|model card)"
    r"|(?:an? )?(?:\S+ ){0,3}(?:approach|approaches|methods?|frameworks?|study|studies|"
    r"perspective)",
    re.I,
)


def short_title(title: str, limit: int) -> str:
    """The title, or where it is longer than ``limit`` UTF-16 units, a part that is a title too.

    A system's name stays with the beginning of what it is; of two phrases around a colon, the
    first stays; else the longest beginning that ends before a preposition. Where no part is
    whole, the title as it is.
    """
    head, mark, rest = _split(title)
    if mark == ":" and len(head.split()) < 3:
        wholes = [f"{head}: {_capital(piece)}" for piece in (rest, *_beginnings(rest))] + [rest]
    else:
        wholes = [title, *([head, rest] if mark else []), *_beginnings(head)]
    fitting = (one for one in wholes if utf16_length(one) <= limit and len(one.split()) > 2)
    return title if utf16_length(title) <= limit else _capital(next(fitting, title))


def _beginnings(part: str) -> list[str]:
    """Beginnings of a title's part that can be one, longest first; none of a whole sentence."""
    found = [part[: match.start()].strip(" ,;") for match in _PARTED.finditer(part)]
    return [
        one
        for one in reversed(found)
        if len(one.split()) > 2
        and not (_DANGLING.search(one) or _HOLLOW.fullmatch(one) or _WHOLE_SENTENCE.search(one))
        and not one.endswith("ed")
    ]


@lru_cache(maxsize=2_000)
def shorter_titles(title: str) -> tuple[str, ...]:
    """Titles for where there is no room for the whole one, the longest first."""
    made = dict.fromkeys(short_title(title, limit) for limit in _LENGTHS)
    return tuple(one for one in made if len(one) < len(title))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _split(title: str) -> tuple[str, str, str]:
    found = _SUBTITLE.search(title)
    if found is None:
        return title, "", ""
    return title[: found.start()].rstrip(), found[0].strip(), title[found.end() :]
