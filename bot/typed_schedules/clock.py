"""Times of day as people write them. Pure."""

import re
from datetime import time

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h\uff1a](?P<minute>\d{2})(?::00)?|(?P<packed>\d{2}))?"
    r"\s*(?:h|uhr|o'clock|hrs?|(?P<half>[ap])\.?\s?m\.?)?",
    re.I,
)
_HAN = re.compile(
    r"(?P<part>上午|早上|中午|下午|晚上)?(?P<hour>\d{1,2})[点點时時](?:(?P<half>半)|(?P<minute>\d{1,2})分?)?"
)
_NAMED = {
    "noon": time(12),
    "midday": time(12),
    "midnight": time(0),
    "中午": time(12),
    "午夜": time(0),
}


def read_time(text: str) -> time | None:
    """08:30, 8, 8.30, 0830, 8am, 8 p.m., noon, 下午5点; None for anything else."""
    said = text.strip().casefold()
    if said in _NAMED:
        return _NAMED[said]
    if found := _TIME.fullmatch(said):
        hour = int(found["hour"])
        return _time(hour, int(found["minute"] or found["packed"] or 0), found["half"])
    if found := _HAN.fullmatch(said):
        minute = 30 if found["half"] else int(found["minute"] or 0)
        hour = int(found["hour"])
        late = found["part"] in ("下午", "晚上") and hour < 12
        return _time(hour + 12 * late, minute, None)
    return None


def _time(hour: int, minute: int, half: str | None) -> time | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
