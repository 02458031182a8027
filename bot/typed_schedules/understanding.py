"""What the parts of a typed schedule mean together: a schedule, or a doubt to be asked about. Pure.

::

    parts | doubts, the gravest first | else the schedule after them

Nothing is guessed. Of two times, two clocks or two ways the person chooses, by a line that could
be typed; what cannot be had is said, with what can.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Literal

from bot.places import nearest_place
from bot.schedules import DAYS
from bot.typed_schedules.days import EVERY
from bot.typed_schedules.parts import Part, PartKind, read_parts
from bot.values.channels import Schedule
from bot.zones import read_zone, zone_name

DoubtKind = Literal[
    "unknown",  # a word means nothing here
    "now",  # a brief at once is no schedule
    "rhythm",  # not every hour, not once a month
    "pause",  # off, and something beside it
    "vague",  # a part of the day without its hour
    "half",  # eight in the evening: 08:00 or 20:00
    "times",  # several times, where there is one brief a day
    "ways",  # as soon as announced, and a time or weekdays
    "clocks",  # a name that several time zones have, or several names
    "day",  # once a week, but when
    "days",  # every day, and some
]
_WORKING = (0, 1, 2, 3, 4)
_MORNING = (time(7), time(8), time(9))
_AFTERNOON, _LATE = range(1, 8), range(4, 12)
_IS_AFTERNOON = frozenset(("afternoon", "in the afternoon", "nachmittags", "下午"))
_EVENING = (time(17), time(18), time(20))


@dataclass(frozen=True, slots=True)
class Doubt:
    """``words`` are those that it is about, ``answers`` lines of a schedule that would do."""

    kind: DoubtKind
    words: str
    answers: tuple[str, ...] = ()


def understood(schedule: Schedule, text: str, *, both: bool = False) -> Schedule | Doubt:
    """The schedule after a line, its words in any order; or what has to be asked first. ``both``:
    a time beside "announced" is kept for later, as an export has it."""
    parts = _in_the_evening(_with_other_days(read_parts(text)))
    return _doubt(parts, schedule, both=both) or _after(schedule, parts)


def _with_other_days(parts: Sequence[Part]) -> tuple[Part, ...]:
    """ "no weekends" are the days that are left, of those that the line names or of all."""
    barred = {day for part in _of("barred", parts) for day in _days(part)}
    if not barred:
        return tuple(parts)
    named = {day for part in _of("days", parts) for day in _days(part)}
    left = tuple(day for day in EVERY if day not in barred and day in (named or EVERY))
    rest = tuple(part for part in parts if part.kind not in ("barred", "days"))
    if not left:
        return (*rest, *(replace(part, kind="unknown") for part in _of("barred", parts)))
    return (*rest, Part("days", ",".join(DAYS[day] for day in left), left))


def _in_the_evening(parts: Sequence[Part]) -> Sequence[Part]:
    """Eight in the evening is 20:00; three in the evening is asked about."""
    times, vague = _of("time", parts), _of("vague", parts)
    at = times[0].value if len(times) == len(vague) == 1 else None
    if not isinstance(at, time) or vague[0].value == "morning":
        return parts
    hours = _AFTERNOON if vague[0].words.casefold() in _IS_AFTERNOON else _LATE
    if at.hour not in hours:
        return parts
    late = at.replace(hour=at.hour + 12)
    said = Part("time", _hm(late), late)
    return tuple(said if part is times[0] else part for part in parts if part is not vague[0])


def clocks_taken(text: str) -> Sequence[str]:
    """Abbreviations of clocks in a line: EST is that of the winter alone."""
    return [part.words for part in _of("place", read_parts(text)) if part.is_clock]


def _after(schedule: Schedule, parts: Sequence[Part]) -> Schedule:
    """Every part has its one meaning here."""
    days = tuple(sorted({day for part in _of("days", parts) for day in _days(part)}))
    for part in parts:
        match part.kind, part.value:
            case "off", _:
                schedule = replace(schedule, paused=True)
            case "on", _:
                schedule = replace(schedule, paused=False)
            case "missed", "each":
                schedule = replace(schedule, missed="each")
            case "missed", _:
                schedule = replace(schedule, missed="combined")
            case "time", time() as at:
                schedule = replace(schedule, when="daily", at=at)
            case _:
                pass
    zones = _common(_of("place", parts))
    schedule = replace(schedule, zone=zones[0]) if zones else schedule
    schedule = replace(schedule, when="daily", weekdays=days) if days else schedule
    return replace(schedule, when="announced") if _of("announced", parts) else schedule


def _doubt(parts: Sequence[Part], schedule: Schedule, *, both: bool) -> Doubt | None:
    return (
        _unknown(parts)
        or _without_schedule(parts)
        or _pause(parts)
        or _vague(parts)
        or (None if both else _ways(parts, schedule))
        or _times(parts)
        or _clocks(parts)
        or _weekly(parts)
        or _some_days(parts)
    )


def _unknown(parts: Sequence[Part]) -> Doubt | None:
    unknown = _of("unknown", parts)
    if not unknown:
        return None
    first = unknown[0]
    near = _likely_zone(first.words)
    answers = (_line(parts, first, near),) if near and len(unknown) == 1 else ()
    return Doubt("unknown", " ".join(part.words for part in unknown), answers)


def _likely_zone(words: str) -> str | None:
    """What may be meant by a slip, or by an offset that does not say from what: -5."""
    offset = read_zone(f"UTC{words}")
    return zone_name(offset) if offset else nearest_place(words)


def _without_schedule(parts: Sequence[Part]) -> Doubt | None:
    if now := _of("now", parts):
        return Doubt("now", now[0].words)
    if rhythm := _of("rhythm", parts):
        # a day of its own is asked for where once a week was chosen
        offered = ("daily", "weekdays", "weekly")
        return Doubt(
            "rhythm", rhythm[0].words, tuple(_line(parts, rhythm[0], each) for each in offered)
        )
    return None


def _pause(parts: Sequence[Part]) -> Doubt | None:
    switches = [part for part in parts if part.kind in ("off", "on")]
    if not switches or len(parts) == 1:
        return None
    if len({part.kind for part in switches}) > 1:
        words = dict.fromkeys(part.words for part in switches)
        return Doubt("pause", ", ".join(words), tuple(words))
    switch, rest = switches[0].words, [part for part in parts if part not in switches]
    days = [part for part in rest if part.kind == "days"]
    if switches[0].kind == "off" and days:
        # "off weekends" means all other days
        barred = {day for part in days for day in _days(part)}
        others = ",".join(DAYS[day] for day in EVERY if day not in barred)
        line = " ".join([others, *(part.words for part in rest if part not in days)])
    else:
        line = " ".join(part.words for part in rest)
    return Doubt("pause", switch, tuple(filter(None, (switch, line))))


def _vague(parts: Sequence[Part]) -> Doubt | None:
    vague = _of("vague", parts)
    if not vague:
        return None
    if _of("time", parts):
        # 8:30 in the morning is 8:30; eight in the evening has to be asked about
        hour = _of("time", parts)[0]
        fits = isinstance(hour.value, time) and (hour.value.hour < 12) == (
            vague[0].value == "morning"
        )
        if fits:
            return None
        return Doubt("half", f"{hour.words} {vague[0].words}", _both_halves(parts, hour, vague[0]))
    offered = _MORNING if vague[0].value == "morning" else _EVENING
    return Doubt("vague", vague[0].words, tuple(_line(parts, vague[0], _hm(at)) for at in offered))


def _both_halves(parts: Sequence[Part], hour: Part, vague: Part) -> tuple[str, ...]:
    others = [part for part in parts if part is not vague]
    assert isinstance(hour.value, time)  # noqa: S101
    halves = (hour.value, hour.value.replace(hour=(hour.value.hour + 12) % 24))
    return tuple(_line(others, hour, _hm(at)) for at in halves)


def _ways(parts: Sequence[Part], schedule: Schedule) -> Doubt | None:
    """As soon as announced has no time and no weekdays."""
    announced, timed = (
        _of("announced", parts),
        [part for part in parts if part.kind in ("time", "days", "weekly")],
    )
    if not announced or not timed:
        return None
    without = " ".join(part.words for part in parts if part.kind != "announced")
    at = "" if _of("time", parts) else f"{_hm(schedule.at)} "
    rest = " ".join(part.words for part in parts if part not in timed)
    return Doubt("ways", " ".join(part.words for part in timed), (rest, f"{at}{without}"))


def _times(parts: Sequence[Part]) -> Doubt | None:
    times = _of("time", parts)
    named = dict.fromkeys(part.value for part in times)
    if len(named) < 2:
        return None
    others = [part for part in parts if part.kind != "time"]
    first = times[0]
    answers = tuple(_line([first, *others], first, _hm(at)) for at in named if isinstance(at, time))
    return Doubt("times", ", ".join(part.words for part in times), answers)


def _clocks(parts: Sequence[Part]) -> Doubt | None:
    places = _of("place", parts)
    zones = dict.fromkeys(zone for part in places for zone in _zones(part))
    if not places or len(zones) == 1 or (len(places) > 1 and len(_common(places)) == 1):
        return None
    first = places[0]
    others = [part for part in parts if part.kind != "place" or part is first]
    answers = tuple(_line(others, first, zone_name(zone)) for zone in zones)
    return Doubt("clocks", ", ".join(part.words for part in places), answers)


def _common(places: Sequence[Part]) -> list[str]:
    """The zones that all of them may have: "CST China" and "New York EST" name one."""
    zones = dict.fromkeys(zone for part in places for zone in _zones(part))
    return [zone for zone in zones if all(zone in _zones(part) for part in places)]


def _weekly(parts: Sequence[Part]) -> Doubt | None:
    weekly = _of("weekly", parts)
    if not weekly or _of("days", parts):
        return None
    answers = tuple(_line(parts, weekly[0], DAYS[day]) for day in _WORKING)
    return Doubt("day", weekly[0].words, answers)


def _some_days(parts: Sequence[Part]) -> Doubt | None:
    """Every day and some of them: one of both is not meant."""
    days = _of("days", parts)
    every = [part for part in days if part.value == EVERY]
    some = [part for part in days if part.value != EVERY]
    if not every or not some:
        return None
    answers = tuple(
        " ".join(part.words for part in parts if part not in left) for left in (some, every)
    )
    return Doubt("days", ", ".join(part.words for part in days), answers)


def _of(kind: PartKind, parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.kind == kind]


def _days(part: Part) -> tuple[int, ...]:
    days = part.value if isinstance(part.value, tuple) else ()
    return tuple(day for day in days if isinstance(day, int))


def _zones(part: Part) -> tuple[str, ...]:
    return tuple(map(str, part.value)) if isinstance(part.value, tuple) else ()


def _line(parts: Sequence[Part], part: Part, instead: str) -> str:
    """The line again, with other words for one part."""
    return " ".join(instead if each is part else each.words for each in parts)


def _hm(at: time) -> str:
    return at.strftime("%H:%M")
