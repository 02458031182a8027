"""A schedule in words: read from what people type, and told back to them. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from difflib import get_close_matches
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_day_names

from bot.errors import UsageError
from bot.models import Schedule
from bot.translator import Translator

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS: dict[str, int] = {name: number for number, name in enumerate(DAYS)}
_TIME = re.compile(r"(\d{1,2})[:.h]?(\d{2})?\s*(am|pm)?", re.I)
# cities that people name and no zone does
_ALSO = {
    "beijing": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "香港": "Asia/Hong_Kong",
    "台北": "Asia/Taipei",
}
_SPANS = {"daily": (0, 6), "weekdays": (0, 4), "weekend": (5, 6), "weekends": (5, 6)}


def changed(schedule: Schedule, words: Sequence[str], say: Translator) -> Schedule:
    """The schedule after words in any order: 08:30, Europe/Berlin, mon-fri, each, announced."""
    for word in words:
        schedule = _after(schedule, word, say)
    return schedule


def _after(schedule: Schedule, word: str, say: Translator) -> Schedule:
    lowered = word.lower().strip(",")
    if lowered in ("announced", "asap"):
        return replace(schedule, when="announced")
    if lowered in ("combined", "each"):
        return replace(schedule, missed="each" if lowered == "each" else "combined")
    if (days := read_weekdays(lowered)) is not None:
        return replace(schedule, when="daily", weekdays=days)
    if (at := read_time(lowered)) is not None:
        return replace(schedule, when="daily", at=at)
    if (zone := _zones().get(lowered) or _cities().get(lowered)) is not None:
        return replace(schedule, zone=zone)
    raise UsageError(_not_understood(word, say))


def _not_understood(word: str, say: Translator) -> str:
    near = get_close_matches(word.lower(), _zones(), 1, cutoff=0.6)
    if near:
        return say.text(
            "“{word}” is no time, time zone or weekday that I know; did you mean {zone}? "
            "For example: /schedule 08:30 Europe/Berlin mon-fri",
            word=word[:40],
            zone=_zones()[near[0]],
        )
    return say.text(
        "“{word}” is no time, time zone or weekday that I know. For example: "
        "/schedule 08:30 Europe/Berlin mon-fri",
        word=word[:40],
    )


def read_time(text: str) -> time | None:
    """08:30, 8, 8.30, 8am; None for anything else."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_weekdays(text: str) -> tuple[int, ...] | None:
    """mon-fri, mon,thu, daily, weekdays; None for anything else."""
    days: set[int] = set()
    for part in filter(None, text.lower().split(",")):
        first, _, last = part.partition("-")
        if part in _SPANS:
            begin, end = _SPANS[part]
        elif first[:3] in _NUMBERS and (not last or last[:3] in _NUMBERS) and first.isalpha():
            begin = _NUMBERS[first[:3]]
            end = _NUMBERS[last[:3]] if last else begin
        else:
            return None
        days |= {day % 7 for day in range(begin, end + 1 if end >= begin else end + 8)}
    return tuple(sorted(days)) or None


def is_zone(name: str) -> bool:
    return name.lower() in _zones()


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@cache
def _cities() -> dict[str, str]:
    """Zones by the city that they are called after (berlin), where that means one alone."""
    found: dict[str, list[str]] = {}
    for name in available_timezones():
        found.setdefault(name.rpartition("/")[2].lower(), []).append(name)
    return {city: names[0] for city, names in found.items() if len(names) == 1} | _ALSO


def describe(schedule: Schedule, say: Translator) -> str:
    """Every Mon, Tue at 08:30 (Europe/Berlin); as soon as arXiv's announcement is complete."""
    if schedule.when == "announced":
        return say.text("as soon as arXiv's announcement is complete")
    return say.text(
        "{days} at {time} ({zone})",
        days=_weekdays(schedule.weekdays, say),
        time=schedule.at.strftime("%H:%M"),
        zone=ZoneInfo(schedule.zone).key,
    )


def _weekdays(days: Sequence[int], say: Translator) -> str:
    if len(days) == 7:
        return say.text("every day")
    if tuple(days) == (0, 1, 2, 3, 4):
        return say.text("Monday to Friday")
    names = get_day_names("abbreviated", locale=say.locale)
    return say.join([names[day] for day in days])


def describe_missed(schedule: Schedule, say: Translator) -> str:
    if schedule.missed == "each":
        return say.text("one brief for each announcement since the last")
    return say.text("one brief for all announcements since the last")
