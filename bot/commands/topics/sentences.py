"""A topic as people say it: what leads in to it, what it is about, and what it is not. Pure.

::

    I want papers about video models, but not surveys -avatar +sora
    |-- leads in ------|-- about ----|-- not wanted ----------|-- wanted
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

THINGS = (
    r"(?:(?:all|any|only|some|the|new|newest|latest|recent|more|good|interesting)\s+)*"
    r"(?:papers?|articles?|works?|preprints?|research|stuff|things?|anything|everything|news)"
)
_ABOUT = (
    r"(?:about|on|regarding|concerning|related\s+to|dealing\s+with|"
    r"(?:that|which)\s+(?:are\s+about|deal\s+with))"
)
WISH = (
    r"(?:(?:please\s+)?(?:(?:i|we)\s+(?:really\s+)?(?:want|need|like|love|follow|care\s+about|"
    r"would\s+(?:like|love))|(?:i|we)['\N{RIGHT SINGLE QUOTATION MARK}]d\s+(?:like|love)|"
    r"(?:(?:i\s+am|i['\N{RIGHT SINGLE QUOTATION MARK}]?m|we\s+are)\s+)?"
    r"(?:interested\s+in|looking\s+for)|(?:show|give|send|find|get|bring)\s+(?:me|us)|"
    r"tell\s+me)(?:\s+to\s+(?:read|see|get|follow|find|have|know))?)"
)
_LEAD_IN = re.compile(
    rf"(?:{WISH}\s+(?:{THINGS}\s+{_ABOUT}|{_ABOUT}|{THINGS}\s+(?:in|for|with))|"
    rf"{WISH}|{THINGS}\s+{_ABOUT})\s+(?=\S)",
    re.I,
)
# "not only" and "not as such" refuse nothing whole
_REFUSED = re.compile(
    r"[,;.]?\s+(?:(?:but|and)\s+(?:not|no|without|nothing)|except(?:\s+for)?|excluding|"
    r"not(?=\s+(?:about|on|with)\b))\s+(?!only\b|just\b)(.+)$|[,;.]\s*(?:not?|no)\s+(?!only\b|just\b)(.+)$",
    re.I | re.S,
)
_BEFORE_WORD = re.compile(
    rf"^(?:interested\s+in\s+|{THINGS}\s+{_ABOUT}\s+|{_ABOUT}\s+|with\s+|in\s+|for\s+|the\s+|any\s+)+",
    re.I,
)
_AFTER_WORD = re.compile(r"\s+(?:papers?|articles?|works?|ones|stuff|please)\s*$|[.!\s]+$", re.I)
_WITHOUT = re.compile(r"^(?P<about>.+?)\s+without\s+(?P<word>\S+(?:\s+\S+)?)$", re.I | re.S)
_SIGNED = re.compile(r"(?<=\s)([+\-\N{MINUS SIGN}])(?=[^\W\d]|[\"“])")
_ALL_BUT = re.compile(
    rf"^(?:{WISH}\s+)?(?:all|everything|anything|(?:(?:all|any|every)\s+)?papers?)"
    r"(?=[,;]?\s+(?:but|except|excluding|without)\b)",
    re.I,
)
_BETWEEN = re.compile(r"\s*[,;]\s*(?:(?:or|and|nor)\s+)?|\s+(?:or|and|nor)\s+", re.I)
_LONGEST_WORD = 3


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
    short = all(len(word.split()) <= _LONGEST_WORD for _, word in pairs)
    # "new +code" is an order, and "2 +code" speaks of the second topic
    is_topic = any(map(str.isalpha, head)) and head.strip().casefold() != "new"
    if not is_topic or not short or head.lstrip()[:1] in "+-\N{MINUS SIGN}":
        return Said(text)
    wanted = tuple(word for sign, word in pairs if sign == "+")
    return Said(
        head.strip().rstrip(",;").rstrip(),
        wanted,
        tuple(word for _, word in pairs if word not in wanted),
    )


def said(text: str) -> Said:
    """Without what leads in; what it is not about as unwanted words, where these are short: a
    longer refusal stays in the description, which is understood by its meaning."""
    bare = without_lead(text) or text
    found = _REFUSED.search(bare)
    words = tuple(_words(found[1] or found[2])) if found else ()
    if found is None or not words or not bare[: found.start()].strip():
        return Said(bare.strip())
    return Said(bare[: found.start()].strip(), (), words)


def without_lead(text: str) -> str | None:
    """What a line says after its lead: tables of "show me papers about tables"; None where it has
    no lead."""
    line = " ".join(text.split())
    lead = _LEAD_IN.match(line)
    return line[lead.end() :].rstrip("?. ") if lead else None


def all_but(text: str) -> tuple[str, ...]:
    """The words of "everything except surveys", which names no topic; none for any other line."""
    found = _ALL_BUT.match(" ".join(text.split()))
    return said(f"all {text[found.end() :]}").unwanted if found else ()


def without(text: str) -> tuple[str, str] | None:
    """ "tables without figures" has two meanings: its parts."""
    found = _WITHOUT.match(said(text).about)
    return (found["about"], found["word"]) if found else None


def _words(refused: str) -> Iterator[str]:
    items = _BETWEEN.split(refused)
    bare = [_AFTER_WORD.sub("", _BEFORE_WORD.sub("", each.strip())) for each in items]
    if all(0 < len(each.split()) <= _LONGEST_WORD for each in bare) and not re.search(
        r"\b(?:as\s+such|alone|itself)\b", refused, re.I
    ):
        yield from bare
