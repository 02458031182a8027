"""Time zones: read from what people type, kept by one name, and told back to them. Pure.

Kept is the name in IANA's database, or ``UTC+05:30`` for an offset that has none there. IANA
turns the sign round: its Etc/GMT-8 is eight hours ahead of UTC. People who write GMT+8 mean
that one, so nobody is shown a name of that kind.
"""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_OFFSET = re.compile(
    r"(?:utc|gmt)?(?P<sign>[+\-\N{MINUS SIGN}])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?"
)
_KEPT = re.compile(r"UTC(?P<sign>[+-])(?P<hours>\d{2}):(?P<minutes>\d{2})")
_ETC = re.compile(r"Etc/GMT(?P<sign>[+-])(?P<hours>\d{1,2})")
# the farthest clocks on Earth, and the parts of an hour by which clocks differ
_EAST, _WEST = timedelta(hours=14), timedelta(hours=-12)
_PARTS = (0, 15, 30, 45)


def read_zone(text: str) -> str | None:
    """The zone as it is kept, from Europe/Berlin, berlin, GMT+8, +05:30; None for others."""
    lowered = text.strip().lower().replace(" ", "_")
    if (offset := _offset(lowered)) is not None:
        return _kept(offset)
    return _names().get(lowered) or _cities().get(lowered)


def is_turned(text: str) -> bool:
    """Whether this name means the opposite of what its sign says: Etc/GMT+8."""
    found = _ETC.fullmatch(read_zone(text) or "") if text.lower().startswith("etc/") else None
    return found is not None and found["hours"] != "0"


def zone_of(kept: str) -> tzinfo:
    """The clock of a zone that is kept. Raises zoneinfo.ZoneInfoNotFoundError for others."""
    return _fixed(kept) if _KEPT.fullmatch(kept) else ZoneInfo(kept)


def zone_name(kept: str) -> str:
    """As people call it: Europe/Berlin, UTC+8, UTC+5:30."""
    if _ETC.fullmatch(kept):
        return _named(_of_etc(kept))
    return _named(_offset(kept.lower()) or timedelta()) if _KEPT.fullmatch(kept) else kept


def zone_at(kept: str, moment: datetime) -> str:
    """With what it is from UTC at that moment: Europe/Berlin, UTC+1."""
    name = zone_name(kept)
    offset = _named(moment.astimezone(zone_of(kept)).utcoffset() or timedelta())
    return name if name in (offset, "Etc/UTC") else f"{name}, {offset}"


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text)
    if found is None:
        return None
    minutes = int(found["minutes"] or 0)
    size = timedelta(hours=int(found["hours"]), minutes=minutes)
    offset = size if found["sign"] == "+" else -size
    return offset if minutes in _PARTS and _WEST <= offset <= _EAST else None


def _kept(offset: timedelta) -> str:
    if not offset:
        return "UTC"
    sign, hours, minutes = _split(offset)
    if not minutes:
        return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"
    return f"UTC{sign}{hours:02}:{minutes:02}"


def _named(offset: timedelta) -> str:
    """UTC+8, UTC-3:30; UTC alone where there is no difference."""
    sign, hours, minutes = _split(offset)
    if not offset:
        return "UTC"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def _split(offset: timedelta) -> tuple[str, int, int]:
    sign = "-" if offset < timedelta() else "+"
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    return sign, hours, minutes


@cache
def _fixed(kept: str) -> tzinfo:
    return timezone(_offset(kept.lower()) or timedelta())


def _of_etc(kept: str) -> timedelta:
    found = _ETC.fullmatch(kept)
    hours = timedelta(hours=int(found["hours"])) if found else timedelta()
    return hours if found and found["sign"] == "-" else -hours


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@cache
def _cities() -> dict[str, str]:
    """Zones by the city that they are called after (berlin), where that means one alone."""
    found: dict[str, list[str]] = {}
    for name in available_timezones():
        if not name.startswith("Etc/"):
            found.setdefault(name.rpartition("/")[2].lower(), []).append(name)
    return {city: names[0] for city, names in found.items() if len(names) == 1}
