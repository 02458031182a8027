"""What a title says in a few words: the system's name, and what the paper does. Pure."""

import re

from bot.text.readable import utf16_length
from bot.text.wording import may_end

_SUBTITLE = re.compile(r"(?::|\?| [–—-])\s+")
_PARTED = re.compile(
    r"\s+(?=(?:for|via|with|in|using|through|by|under|without|from|on|to|at|across|towards?|"
    r"beyond|between|over|against|during|based on|as|into|when|where|that|which)\s)",
    re.I,
)
_OPENING = re.compile(
    r"(?:(?:towards?|on|about|rethinking|revisiting|exploring|understanding|investigating|"
    r"evaluating|introducing)\s+)+",
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
_NO_NOUN_FIRST = re.compile(
    r"(?:from|beyond|to|in|for|with|by|at|under|without|via|through|across|against|and|or|"
    r"compose|make|stop|ask|get|your)\b",
    re.I,
)
_HOLLOW = re.compile(
    r"(?:an? |the )?(?:(?:unified|general|simple|new|novel|improved|comprehensive|systematic|"
    r"case|first|enhancing|improving)\s+)*(?:analysis|evaluation|model|note|results?|robustness|"
    r"performance|efficiency|technical report|practical guide|review|survey|overview|tutorial|"
    r"primer|case study|position paper|"
    r"benchmark|data ?set|corpus|solution|model card)"
    r"|(?:\S+ ){0,3}(?:approach|approaches|methods?|frameworks?|study|studies|perspective)",
    re.I,
)
_NAME_LIMIT = 24


def system_name(title: str, abstract: str) -> str | None:
    """The name before the colon, where the abstract uses it too; None without one."""
    head, mark, _ = _split(title)
    if mark != ":" or len(head) > _NAME_LIMIT or len(head.split()) > 2:
        return None
    named = re.search(rf"(?<!\w){re.escape(head)}(?!\w)", abstract)
    return head if named and not head.islower() else None


def focus(title: str, but_not: str, limit: int) -> str | None:
    """A noun phrase of the title that tells what the paper does; None where none stands.

    ``but_not`` is what is known already: a piece that repeats it says nothing.
    """
    head, mark, rest = _split(title)
    is_name = mark == ":" and len(head.split()) < 3
    pieces = [*_pieces(rest), *([] if is_name else _pieces(head))]
    for piece in pieces:
        fits = 8 <= utf16_length(piece) <= limit and " " in piece
        if fits and not _is_clause(piece) and not _repeats(piece, but_not):
            return piece
    return None


def _split(title: str) -> tuple[str, str, str]:
    found = _SUBTITLE.search(title)
    if found is None:
        return title, "", ""
    return title[: found.start()].rstrip(), found[0].strip(), title[found.end() :]


def _pieces(part: str) -> list[str]:
    """Beginnings of a title's part, longest first, each ending before a preposition."""
    opening = _OPENING.match(part)
    plain = part[opening.end() if opening else 0 :].strip().rstrip(".?!")
    ends = [match.start() for match in _PARTED.finditer(plain)]
    pieces = (plain[:end].strip(" ,;") for end in (len(plain), *reversed(ends)))
    return [p for p in pieces if not _DANGLING.search(p) and not _HOLLOW.fullmatch(p)]


def _is_clause(piece: str) -> bool:
    last = piece.rpartition(" ")[2].strip("()“”‘’\"',.").lower()
    if not may_end(last):
        return True
    return bool(_NO_NOUN_FIRST.match(piece) or _WHOLE_SENTENCE.search(piece))


def _repeats(piece: str, known: str) -> bool:
    return bool(known) and known.lower() in piece.lower()
