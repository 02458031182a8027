"""Weekdays as people write them, in the languages that the bot offers. Pure."""

import re
from collections.abc import Mapping
from functools import cache

from babel.dates import get_day_names

from bot.languages import USUAL

EVERY = tuple(range(7))
_WORKING = (0, 1, 2, 3, 4)
_SPANS: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(
        ("daily", "every day", "everyday", "each day", "every morning", "täglich",
         "jeden tag", "tous les jours", "todos los días", "每天", "每日", "天天"),
        EVERY,
    ),
    **dict.fromkeys(
        ("weekdays", "weekday", "every weekday", "workdays", "working days", "work days",
         "business days", "on weekdays", "werktags",
         "wochentags", "an werktagen", "工作日", "平日"),
        _WORKING,
    ),
    **dict.fromkeys(
        ("weekend", "weekends", "at weekends", "am wochenende", "周末", "週末"), (5, 6)
    ),
}  # fmt: skip
_ALSO = {
    "tues": 1, "weds": 2, "thur": 3, "thurs": 3,
    **{
        f"{week}{day}": at
        for week in ("周", "星期", "礼拜", "週")
        for at, day in enumerate("一二三四五六日")
    },
    **dict.fromkeys(("周天", "星期天", "礼拜天"), 6),
}  # fmt: skip
_EVERY = re.compile(
    r"^(?:(?:every|each|on|jede[nrs]?|am|chaque|le|tous les|cada|los|todos los)\s+|每个?)(?=\S)"
)
_RANGE = re.compile(
    r"\s*(?:[\-\N{EN DASH}\N{EM DASH}~至到]|\b(?:to|till|until|through|thru|bis)\b)\s*", re.I
)
# one letter is enough in what everybody writes: m-f
_SHORT = {"m-f": _WORKING, "mwf": (0, 2, 4)}


def read_days(text: str) -> tuple[int, ...] | None:
    """mon-fri, Mo-Fr, mondays, every monday, monday to friday, daily, 周一至周五; 0 is Monday.

    None for anything else: "monthly" only begins like a day.
    """
    said = " ".join(text.casefold().split())
    if said in _SPANS or said in _SHORT:
        return _SPANS.get(said) or _SHORT[said]
    bare = _EVERY.sub("", said, count=1)
    if bare in _SPANS:
        return _SPANS[bare]
    first, *last = _RANGE.split(bare, maxsplit=1)
    begin, end = _day(first), _day(last[0]) if last else _day(first)
    if begin is None or end is None:
        return None
    return tuple(sorted({day % 7 for day in range(begin, end + (7 if end < begin else 0) + 1)}))


def _day(name: str) -> int | None:
    bare = name.strip().rstrip(".")
    return _names().get(bare, _names().get(bare.removesuffix("s")))


@cache
def _names() -> Mapping[str, int]:
    """By every name and abbreviation that means one day alone, English before all others."""
    meant: dict[str, set[int]] = {}
    for language in USUAL:
        locale = language.replace("-", "_")
        for width in ("wide", "abbreviated", "short"):
            for day, name in get_day_names(width, locale=locale).items():
                meant.setdefault(name.casefold().rstrip("."), set()).add(day)
    english = get_day_names("wide", locale="en")
    # two letters are enough: no two English days begin alike
    own = {
        name[:size].casefold(): day
        for day, name in english.items()
        for size in range(2, len(name) + 1)
    }
    return {**{name: min(days) for name, days in meant.items() if len(days) == 1}, **_ALSO, **own}
