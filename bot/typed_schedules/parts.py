"""The parts of a schedule in the words of a line: times, places, weekdays, and the rest. Pure.

::

    every monday 7:15 Berlin | days (Mondays), time (07:15), place (Europe/Berlin)

Each part keeps the words that it was read from, so that a question can be answered by the same
line with one part replaced. A word that is none of these is a part too: nothing is passed over.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Literal

from bot.places import place
from bot.typed_schedules.clock import read_time
from bot.typed_schedules.days import read_days

PartKind = Literal[
    "time",
    "place",
    "days",
    "weekly",
    "announced",
    "missed",
    "off",
    "on",
    "now",
    "rhythm",
    "vague",
    "barred",
    "unknown",
]
Value = time | tuple[int, ...] | tuple[str, ...] | str


@dataclass(frozen=True, slots=True)
class Part:
    """``value``: a time of day; the zones that a place may have; weekdays (0 is Monday); or a
    word. ``is_clock``: the place is the abbreviation of a clock."""

    kind: PartKind
    words: str
    value: Value = ""
    is_clock: bool = False


# what several words or one mean; the longest is looked for first
_PHRASES: dict[str, tuple[PartKind, str]] = {
    **dict.fromkeys(
        ("announced", "asap", "as soon as announced", "as soon as possible", "when announced",
         "on announcement", "immediately", "公布后"),
        ("announced", ""),
    ),
    **dict.fromkeys(("combined", "together", "one brief for all"), ("missed", "combined")),
    **dict.fromkeys(("each", "one each", "one brief each"), ("missed", "each")),
    **dict.fromkeys(
        ("off", "pause", "paused", "stop", "never", "none", "mute", "disable", "disabled",
         "no briefs", "关闭", "暂停", "停"),
        ("off", ""),
    ),
    **dict.fromkeys(
        ("resume", "unpause", "continue", "start", "enable", "enabled", "go on", "恢复", "开启"),
        ("on", ""),
    ),
    **dict.fromkeys(("now", "right now", "today", "at once", "现在"), ("now", "")),
    **dict.fromkeys(
        ("weekly", "once a week", "every week", "each week", "per week", "a week", "每周"),
        ("weekly", ""),
    ),
    **dict.fromkeys(
        ("hourly", "every hour", "monthly", "every month", "once a month", "biweekly",
         "fortnightly", "every two weeks", "every 2 weeks", "twice a day", "twice daily",
         "every other day", "every 2 days", "yearly"),
        ("rhythm", ""),
    ),
    **dict.fromkeys(
        ("morning", "mornings", "in the morning", "morgens", "vormittags", "am morgen",
         "早上", "上午"),
        ("vague", "morning"),
    ),
    **dict.fromkeys(
        ("evening", "evenings", "in the evening", "afternoon", "in the afternoon", "at night",
         "night", "tonight", "abends", "nachmittags", "am abend", "晚上", "下午"),
        ("vague", "evening"),
    ),
}  # fmt: skip
# words that say nothing by themselves
_SAY_NOTHING = """
    at every on in the and to time timezone zone clock o'clock please set change move make it um uhr
    send post deliver bring give papers for
    à a las jeden jede jeder von my local briefs brief & | 每 在 时间
"""
_FILLERS = frozenset(_SAY_NOTHING.split())
_MOST_WORDS = 5
# what comes more often or seldomer than a brief can: every 2 hours, twice an hour, 3 times a day
_RHYTHM = re.compile(
    r"(?:every|each|alle)\s+(?:\w+\s+)?"
    r"(?:hours?|hrs?|h|minutes?|mins?|days|weeks|months?|stunden?|minuten?|tage|wochen)"
    r"|(?:\d+|two|three|four|several|many)\s*(?:x|times)\s+(?:a|an|per|each|every)\s+\w+"
    r"|twice\s+(?:a|an|per|each)\s+\w+",
    re.I,
)
# alone, "me" and "we" are Wednesdays and "us" is a country
_ASKING = re.compile(
    r"(?:i|we)\s+(?:want|need|would\s+like)(?:\s+(?:it|them))?"
    r"|(?:send|give|bring|show|post|deliver)\s+(?:me|us|it|them)",
    re.I,
)
_BUT = re.compile(
    r"(?:but\s+)?(?:no|not|never|except|without|excluding)\s+(?:(?:on|at|the|for)\s+)*", re.I
)
# an offset without its UTC may be a slip of anything
_BARE_OFFSET = re.compile(r"[+\-\N{MINUS SIGN}]\d{1,2}")
# Chinese writes no spaces: 每天8:30北京时间
_HAN = re.compile(r"([\u4e00-\u9fff]+)")
_HAN_CLOCK = re.compile(r"((?:上午|早上|中午|下午|晚上)?\d{1,2}[点點时時](?:半|\d{1,2}分?)?)")
_RANGE = re.compile(r"\s*(?:[\N{EN DASH}\N{EM DASH}~\N{FULLWIDTH TILDE}至到]|-)\s*(?=[^\W\d])")


def read_parts(text: str) -> tuple[Part, ...]:
    """Every word of the text is in one part, or says nothing by itself."""
    words = _words(text)
    # alone it means that briefs go on; before a day it says nothing
    if [word.casefold() for word in words] in (["on"], ["开"]):
        return (Part("on", "on"),)
    parts: list[Part] = []
    while words:
        part, taken = _next(words)
        words = words[taken:]
        if part is not None:
            parts.append(part)
    if {part.kind for part in parts} == {"off"} and "on" in map(str.casefold, _words(text)):
        # there it is no filler but the opposite
        parts.append(Part("on", "on"))
    return tuple(parts)


def _words(text: str) -> list[str]:
    """Apart at spaces, commas and semicolons, and where Chinese begins and ends."""
    spaced = _HAN_CLOCK.sub(r" \1 ", text)
    found: list[str] = []
    for word in re.split(r"[\s,;、，；]+", _RANGE.sub("-", spaced)):
        if _HAN_CLOCK.fullmatch(word) or read_days(word):
            found.append(word)
        else:
            found += _HAN.split(word)
    return [word for word in (each.strip("()[]\"'") for each in found) if word]


def _next(words: Sequence[str]) -> tuple[Part | None, int]:
    """The first part, and how many words it takes; the longest that means anything."""
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        said = " ".join(words[:count])
        if _ASKING.fullmatch(said):
            return None, count
        for read in _READERS:
            if (part := read(said)) is not None:
                return part, count
    said = words[0]
    if said.casefold() in _FILLERS:
        return None, 1
    return Part("unknown", said), 1


def _phrase(said: str) -> Part | None:
    found = _PHRASES.get(said.casefold())
    if found is None and _RHYTHM.fullmatch(said):
        return Part("rhythm", said)
    return Part(found[0], said, found[1]) if found else None


def _days(said: str) -> Part | None:
    days = read_days(said)
    return Part("days", said, days) if days else None


def _barred(said: str) -> Part | None:
    """no weekends, not on Fridays: all other days."""
    found = _BUT.match(said)
    days = read_days(said[found.end() :]) if found else None
    return Part("barred", said, days) if days else None


def _time(said: str) -> Part | None:
    at = read_time(said)
    return Part("time", said, at) if at is not None else None


def _place(said: str) -> Part | None:
    if said.casefold() in _FILLERS or _BARE_OFFSET.fullmatch(said):
        return None
    # UTC +8 is one name
    named = place(said.replace(" ", "") if said[:3].upper() in ("UTC", "GMT") else said)
    return Part("place", said, named.zones, named.is_clock) if named.zones else None


_READERS: tuple[Callable[[str], Part | None], ...] = (_days, _barred, _phrase, _time, _place)
