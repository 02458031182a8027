"""How people lead in to a topic: I want papers about, we work on, +words at its end. Pure.

What a line refuses is read in refusing/refusals.py, its several subjects in reading/subjects.py.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.commands.topics.wording.words import items_in

_APOSTROPHE = r"['\N{RIGHT SINGLE QUOTATION MARK}]"
THINGS = (
    r"(?:(?:all|any|only|some|the|new|newest|latest|recent|more|good|interesting)\s+)*+"
    r"(?:papers?|articles?|works?|preprints?|research|stuff|things?|anything|everything|news)"
)
ABOUT = (
    r"(?:about|on|regarding|concerning|related\s+to|dealing\s+with|"
    r"(?:that|which)\s+(?:are\s+about|deal\s+with))"
)
_ALSO = r"(?:(?:also|mainly|mostly|really)\s+)?"
_BEING = rf"(?:(?:i\s+am|i{_APOSTROPHE}?m|we\s+are|we{_APOSTROPHE}re)\s+{_ALSO})"
WISH = (
    rf"(?:(?:please\s+)?(?:(?:i|we)\s+{_ALSO}(?:want|need|like|love|follow|care\s+about|"
    rf"would\s+(?:like|love))|(?:i|we){_APOSTROPHE}d\s+{_ALSO}(?:like|love)|"
    rf"{_BEING}?(?:interested\s+in|looking\s+for)|(?:show|give|send|find|get|bring)\s+(?:me|us)|"
    r"tell\s+me)(?:\s+to\s+(?:read|see|get|follow|find|have|know))?)"
)
# what somebody does, and so wants to read of
WORK = (
    rf"(?:(?:i|we)\s+{_ALSO}(?:work\s+(?:on|in)|study|do\s+research\s+(?:on|in))|"
    rf"{_BEING}(?:working|doing\s+research)\s+(?:on|in)|"
    r"(?:my|our)\s+(?:research|work|field|interests?)\s+(?:is|are|includes?)(?:\s+(?:in|on|about))?)"
)
# what people say before they say it (well, actually I meant) and behind it. AND gates and OH
# radicals are subjects
_FILLER = re.compile(
    r"(?:(?:(?-i:[Hh]m+|[Uu]m+|[Uu]h+|[Oo]h|[Aa]nd)|actually|okay|ok|yes|sorry|also)(?:,| |, )|"
    r"(?:well|so|then|no wait), ?|"
    rf"(?:i (?:(?:actually|really) )?mean(?:t)?|(?:what|how) about|let{_APOSTROPHE}?s (?:do|try)|"
    r"(?:can|could|would|will) you(?: please)?(?: also)?"
    r"(?: (?:do|cover|include|show me|send me|give me))?|more(?! than\b)) )+(?=\S)",
    re.I,
)
# such a question is a wish: can you also do agents?
_WISHING = re.compile(r"(?:about|do|cover|include|(?:show|send|give) me) ", re.I)
_TAIL = re.compile(r"(?:,? (?:please|pls|too|as well))+[.! ]*$", re.I)
_LEAD_IN = re.compile(
    rf"(?:{WISH}\s+(?:{THINGS}\s+{ABOUT}|{ABOUT}|{THINGS}\s+(?:in|for|with))|"
    rf"{WISH}|{WORK}|{THINGS}\s+{ABOUT})\s+(?=\S)",
    re.I,
)
_SIGNED = re.compile(r"(?<=\s)([+\-\N{MINUS SIGN}])(?=[^\W\d]|[\"“])")
_ANY_SIGN = re.compile(r"(?:^|[,;\s]+)([+\-\N{MINUS SIGN}])(?=\S)")
LONGEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Said:
    """``about`` what is wanted. ``wanted`` and ``unwanted``: words beside it."""

    about: str
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def signed_words(text: str) -> Said:
    """Words with a sign at the end: agents and tools -survey +code."""
    head, *rest = _SIGNED.split(text)
    pairs = [
        (sign, item.strip().strip('"“”').strip())
        for sign, words in zip(rest[::2], rest[1::2], strict=True)
        for item in re.split(r"[,;]", words)
        if item.strip()
    ]
    short = all(len(word.split()) <= LONGEST_WORD for _, word in pairs)
    # "new +code" is an order, and "2 +code" speaks of the second topic
    is_topic = any(map(str.isalpha, head)) and head.strip().casefold() != "new"
    if not is_topic or not short or head.lstrip()[:1] in "+-\N{MINUS SIGN}":
        return Said(text)
    return Said(
        head.strip().rstrip(",;").rstrip(),
        tuple(word for sign, word in pairs if sign == "+"),
        tuple(word for sign, word in pairs if sign != "+"),
    )


def signed_pieces(item: str) -> list[str]:
    """What stands before the first sign, and then each sign and its word."""
    return _SIGNED.split(f" {item}")


def all_signed(sign: str, words: Iterable[str]) -> str:
    """As :func:`signed_words` and :func:`signed_items` read them, -survey -"3D": a digit has no
    sign of ours before it, but for quotes."""
    return " ".join(f"{sign}{each}" if each[:1].isalpha() else f'{sign}"{each}"' for each in words)


def signed_items(text: str) -> list[tuple[str, str]]:
    """Of a line of signs alone, each word with its sign: +LLM, +agent -survey."""
    pieces = _ANY_SIGN.split(text)[1:]
    return [
        (sign, each)
        for sign, words in zip(pieces[::2], pieces[1::2], strict=True)
        for each in items_in(words)
    ]


def without_lead(text: str) -> str | None:
    """What a line says after its lead: tables of "show me papers about tables"; None where it has
    no lead."""
    line = " ".join(text.split())
    end = 0
    while (lead := _LEAD_IN.match(line, end)) is not None:
        end = lead.end()
    return without_filler(line[end:].rstrip("?. ")) if end else None


def without_filler(text: str) -> str:
    """Robotics of "actually I meant robotics, please"; a line of nothing else stays as it is."""
    head = _FILLER.match(text)
    bare = text[head.end() :] if head else text
    if head and _WISHING.search(head[0]):
        bare = bare.rstrip("?\N{FULLWIDTH QUESTION MARK} ")
    bare = _TAIL.sub("", bare)
    return bare if bare.strip() else text


def lead_in(text: str) -> str:
    """The lead itself: "I work on "; empty where a line has none."""
    found = _LEAD_IN.match(" ".join(text.split()))
    return found[0] if found else ""
