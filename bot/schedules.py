"""A schedule in words: read from what people type, and told back to them. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Literal

from babel.dates import get_day_names

from bot.errors import UsageError
from bot.translator import Translator
from bot.values.channels import Schedule
from bot.zones import nearest_zone, read_zone, zone_at, zone_name, zone_of

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS: dict[str, int] = {name: number for number, name in enumerate(DAYS)}
_TIME = re.compile(r"(\d{1,2})[:.h]?(\d{2})?\s*(am|pm)?", re.I)
_SPANS = {"daily": (0, 6), "weekdays": (0, 4), "weekend": (5, 6), "weekends": (5, 6)}


def changed(schedule: Schedule, words: Sequence[str], say: Translator) -> Schedule:
    """The schedule after words in any order: 08:30, Europe/Berlin, mon-fri, each, announced."""
    for word in _with_cities(words):
        schedule = _after(schedule, word, say)
    return schedule


def _with_cities(words: Sequence[str]) -> Sequence[str]:
    """The words, those of one city (New York) as one."""
    made: list[str] = []
    left = list(words)
    while left:
        counts = (count for count in (3, 2) if read_zone("_".join(left[:count])))
        taken = next(counts, 1) if len(left) > 1 else 1
        made.append("_".join(left[:taken]))
        left = left[taken:]
    return made


def _after(schedule: Schedule, word: str, say: Translator) -> Schedule:
    lowered = word.lower().strip(",")
    if lowered in ("announced", "asap"):
        return replace(schedule, when="announced")
    if lowered in ("combined", "each"):
        return replace(schedule, missed="each" if lowered == "each" else "combined")
    if (zone := read_zone(lowered)) is not None:
        return replace(schedule, zone=zone)
    if (days := read_weekdays(lowered)) is not None:
        return replace(schedule, when="daily", weekdays=days)
    if (at := read_time(lowered)) is not None:
        return replace(schedule, when="daily", at=at)
    raise UsageError(_not_understood(word, say))


def _not_understood(word: str, say: Translator) -> str:
    near = nearest_zone(word)
    if near:
        return say.text(
            "“{word}” is no time, time zone or weekday that I know; did you mean {zone}? "
            "For example: /schedule 08:30 Europe/Berlin mon-fri",
            word=word[:40],
            zone=near,
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


def describe(schedule: Schedule, say: Translator) -> str:
    """Every Mon, Tue at 08:30 (Europe/Berlin); as soon as arXiv's announcement is complete."""
    if schedule.when == "announced":
        return say.text("as soon as arXiv's announcement is complete")
    return say.text(
        "{days} at {time} ({zone})",
        days=_weekdays(schedule.weekdays, say),
        time=schedule.at.strftime("%H:%M"),
        zone=zone_name(schedule.zone),
    )


def describe_moment(schedule: Schedule, at: datetime, say: Translator) -> str:
    """A moment (aware) on the channel's own clock: 12 Feb 2026, 08:30 (Europe/Berlin, UTC+1)."""
    local = at.astimezone(zone_of(schedule.zone))
    return say.text(
        "{day}, {time} ({zone})",
        day=say.date(local.date()),
        time=local.strftime("%H:%M"),
        zone=zone_at(schedule.zone, at),
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
