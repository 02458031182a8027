"""Readers of single fields that all forms share: text, days, announce types. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from bot.values.listings import ANNOUNCE_TYPES, AnnounceType

# control characters and lone surrogates: no storage and no platform takes them
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DOI_ADDRESS = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.I)


def clean(text: str | None) -> str | None:
    """Single spaces for all white space, LaTeX untouched; None for nothing."""
    if text is None:
        return None
    # nearly all are printable, and it takes a tenth of the time to see it
    if text.isprintable() and "  " not in text:
        return text.strip() or None
    plain = " ".join(text.split())
    return (plain if plain.isprintable() else " ".join(_UNWANTED.sub("", text).split())) or None


def bare_doi(text: str | None) -> str | None:
    """``10.1000/xyz``, whatever address or prefix it came with."""
    return clean(_DOI_ADDRESS.sub("", (text or "").strip()))


def announce_type(text: str | None) -> AnnounceType | None:
    return ANNOUNCE_TYPES.get((text or "").strip().lower())


@cache
def _new_york() -> ZoneInfo:
    return ZoneInfo("America/New_York")


# all entries of a feed have the same
@lru_cache(maxsize=100)
def new_york_day(text: str | None) -> date | None:
    """The calendar day in New York of an ISO 8601 or RFC 5322 time; a bare day stays itself."""
    return _day(text, _new_york())


def utc_day(text: str | None) -> date | None:
    """The same in UTC, by which arXiv's own pages date submissions."""
    return _day(text, UTC)


def _day(text: str | None, zone: tzinfo) -> date | None:
    stripped = (text or "").strip()
    try:
        if _DAY.fullmatch(stripped):
            return date.fromisoformat(stripped)
        moment = _moment(stripped)
        return None if moment is None else moment.astimezone(zone).date()
    except (ValueError, OverflowError):
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def commonest_day(days: Iterable[date | None]) -> date | None:
    """The day that most of them name, the latest of several; None without any."""
    counted = Counter(day for day in days if day is not None)
    return max(counted, key=lambda day: (counted[day], day)) if counted else None


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """Cleaned, without empty ones and exact duplicates, in order."""
    return tuple(dict.fromkeys(value for raw in values if (value := clean(raw))))
