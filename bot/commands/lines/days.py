"""Days as people write them: ``today``, ``last friday``, ``24 June``, ``24.6.``. Pure.

Names of days and months are read in English and in the language that is spoken; a day without a
year is the last one of that name that was not after today.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel.core import UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from bot.typed_schedules.days import read_days


@dataclass(frozen=True, slots=True)
class Period:
    """From its first to its last day."""

    first: date
    last: date


_DAYS_BACK = {
    **dict.fromkeys(
        ("today", "now", "tonight", "heute", "aujourd'hui", "hoy", "oggi", "今天", "今日", "今"), 0
    ),
    **dict.fromkeys(("yesterday", "gestern", "hier", "ayer", "ieri", "昨天", "昨日"), 1),
    **dict.fromkeys(("day before yesterday", "vorgestern", "前天"), 2),
}
_WEEKDAYS = {"tue": 1, "tues": 1, "thu": 3, "thur": 3, "thurs": 3}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(20\d{2})(\d{2})(\d{2})")
_CHINESE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:[./-](\d{4}|\d{2})?)?")
_WORDS = re.compile(
    r"(?:(?P<before>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+of)?\s+)?(?P<month>[^\W\d]+)\.?"
    r"(?:\s+(?P<behind>\d{1,2})(?:st|nd|rd|th)?)?(?:\s+(?P<year>\d{4}))?"
)
_AGO = re.compile(r"(\d{1,3})\s*(d|days?|w|weeks?)(?:\s+ago)?")
# shorter names of days are words of talk in another language: so, do, me
_LEAST_FOREIGN = 5
_UNITS = {"d": 1, "w": 7}
_BEFORE_NAMES = re.compile(r"^(?:on\s+|the\s+|from\s+|last\s+|this\s+|past\s+|上个?|上周)")
_LONGEST = 40
# arXiv's first paper came in 1991
_FIRST_YEAR = 1991


def read_day(text: str, today: date, language: str = "en") -> date | None:
    """The day that is meant; None for what is none, or for what may be two (5/6)."""
    line = _plain(text)
    if len(line) > _LONGEST:
        return None
    if line in _DAYS_BACK:
        return today - timedelta(_DAYS_BACK[line])
    if (weekday := _weekday(line, language)) is not None:
        return _last_weekday(weekday, today, earlier=line.startswith(("last ", "past ")))
    if (ago := _AGO.fullmatch(line)) and "ago" in line:
        return _back(today, ago)
    return _calendar_day(line, today, language)


def either_day(text: str, today: date) -> tuple[date, date] | None:
    """The two days that ``5/6`` may mean: the 5th of June, and the 6th of May."""
    found = _NUMBERS.fullmatch(_plain(text))
    if found is None or found[2] == ".":
        return None
    both = [
        _dated(found[4], month, day, today)
        for day, month in ((found[1], found[3]), (found[3], found[1]))
    ]
    first, second = both
    return (first, second) if first and second and first != second else None


def read_period(text: str, today: date, language: str = "en") -> Period | None:
    """A day, a month (``June``, ``2026-02``), a year, or so many days until today (``7d``, ``2
    weeks``, ``last week``, ``month``)."""
    line = _plain(text)
    if (day := read_day(line, today, language)) is not None:
        return Period(day, day)
    if ago := _AGO.fullmatch(line):
        return Period(_back(today, ago), today)
    bare = _BEFORE_NAMES.sub("", line)
    spans = {"day": 1, "week": 7, "month": 30, "year": 365}
    if bare in spans:
        return Period(today - timedelta(spans[bare]), today)
    if found := re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?", line):
        return _months(int(found[1]), int(found[2]) if found[2] else None)
    if found := re.fullmatch(r"([^\W\d]+)\.?(?:\s+(\d{4}))?", bare):
        month = _months_in(language).get(found[1])
        if month is not None:
            year = int(found[2]) if found[2] else today.year - (month > today.month)
            return _months(year, month)
    return None


def _plain(text: str) -> str:
    """One line of small letters, with usual digits, without commas and dots at the end."""
    line = unicodedata.normalize("NFKC", text).casefold().replace(",", " ").replace("-of-", " ")
    return " ".join(line.split()).strip(" ?!")


def _back(today: date, ago: re.Match[str]) -> date:
    return today - timedelta(int(ago[1]) * _UNITS[ago[2][0]])


def _weekday(line: str, language: str) -> int | None:
    bare = _BEFORE_NAMES.sub("", line)
    named = _weekdays_in(language).get(bare.rstrip("."))
    # as schedules read them: in every language that is offered
    reads = named is None and (len(bare) >= _LEAST_FOREIGN or not bare.isascii())
    days = read_days(bare) if reads else None
    return days[0] if days and len(days) == 1 else named


def _last_weekday(weekday: int, today: date, *, earlier: bool) -> date:
    """Today counts, but for "last Friday" on a Friday."""
    back = (today.weekday() - weekday) % 7
    return today - timedelta(back or (7 if earlier else 0))


def _calendar_day(line: str, today: date, language: str) -> date | None:
    if found := _ISO.fullmatch(line):
        year, month, day = (each for each in found.groups() if each)
        return _day(int(year), int(month), int(day))
    if found := _CHINESE.fullmatch(line):
        return _dated(found[1], found[2], found[3], today)
    if found := _NUMBERS.fullmatch(line):
        return _of_numbers(found, today)
    if found := _WORDS.fullmatch(_BEFORE_NAMES.sub("", line)):
        month_named = _months_in(language).get(found["month"])
        number = found["before"] or found["behind"]
        if month_named and number and not (found["before"] and found["behind"]):
            return _dated(found["year"], str(month_named), number, today)
    return None


def _of_numbers(found: re.Match[str], today: date) -> date | None:
    """With dots the day stands first; with other signs it may not, and only one order is a day."""
    year = found[4]
    first = _dated(year, found[3], found[1], today)
    second = None if found[2] == "." else _dated(year, found[1], found[3], today)
    if first and second and first != second:
        return None
    return first or second


def _dated(year: str | None, month: str, day: str, today: date) -> date | None:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    years = (today.year - back for back in range(5))
    days = (made for each in years if (made := _day(each, int(month), int(day))))
    return next((made for made in days if made <= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def _months(year: int, month: int | None) -> Period | None:
    first = _day(year, month or 1, 1)
    if first is None or (month is not None and not 1 <= month <= 12):
        return None
    after = date(year + 1, 1, 1) if month in (None, 12) else date(year, (month or 1) + 1, 1)
    return Period(first, after - timedelta(1))


@cache
def _months_in(language: str) -> Mapping[str, int]:
    return {name: number for number, name in _named(language, "months")} | {"sept": 9}


@cache
def _weekdays_in(language: str) -> Mapping[str, int]:
    short = {name: number for number, name in enumerate(_WEEKDAYS)} | {
        "tue": 1,
        "thu": 3,
        "thur": 3,
    }
    return {name: number for number, name in _named(language, "days")} | short


def _named(language: str, what: str) -> Iterator[tuple[int, str]]:
    read = get_month_names if what == "months" else get_day_names
    for name in dict.fromkeys(("en", language.replace("-", "_"))):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                try:
                    named = read(width, context, name)
                except (UnknownLocaleError, ValueError, LookupError):
                    continue
                yield from ((number, each.casefold().rstrip(".")) for number, each in named.items())
