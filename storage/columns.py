"""Values that take one column: text, dates, moments, lists. Pure, both ways.

Lists are JSON without spaces, in the order of the value, so that equal values
give equal columns.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.values.listings import ANNOUNCE_TYPES, AnnounceType
from bot.values.papers import Author

# half a surrogate pair is no character; SQLite's text is UTF-8 and cannot hold it
_HALF_PAIR = re.compile("[\ud800-\udfff]")
# https://info.arxiv.org/help/arxiv_identifier.html: five digits since January 2015, four before
_NEW_ID = re.compile(r"([0-9]{4})\.([0-9]{4,5})")
_FIVE_DIGITS_SINCE = 1501
_DAY_ZERO = date(1970, 1, 1).toordinal()


def text_column(text: str) -> str:
    """``text`` as SQLite can hold it."""
    if text.isascii() or text.isprintable():  # seen in a tenth of the time
        return text
    return _HALF_PAIR.sub("\N{REPLACEMENT CHARACTER}", text)


def optional_text_column(text: str | None) -> str | None:
    return None if text is None else text_column(text)


# json.dumps would make one for each value
json_column = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value as JSON without spaces."""


def list_column(values: Iterable[object]) -> str:
    return text_column(json_column(list(values)))


def words_from(column: str) -> tuple[str, ...]:
    return tuple(json.loads(column))


def authors_from(column: str) -> tuple[Author, ...]:
    """Of ``[[name, affiliation, ...], ...]``."""
    rows: list[list[str]] = json.loads(column)
    return tuple(Author(name, tuple(affiliations)) for name, *affiliations in rows)


def announce_type_from(column: Any) -> AnnounceType | None:
    """None for NULL. Raises KeyError for what is none."""
    return None if column is None else ANNOUNCE_TYPES[column]


def paper_column(id_: str) -> int | str:
    """An id of today's form as a number, of four bytes instead of ten; any other as it is."""
    found = _NEW_ID.fullmatch(id_)
    if found is None:
        return text_column(id_)
    month, number = int(found[1]), found[2]
    return month * 100_000 + int(number) if len(number) == _digits(month) else id_


def paper_from(column: int | str) -> str:
    if isinstance(column, str):
        return column
    month, number = divmod(column, 100_000)
    return f"{month:04}.{number:0{_digits(month)}}"


def _digits(month: int) -> int:
    return 5 if month >= _FIVE_DIGITS_SINCE else 4


def day_column(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - _DAY_ZERO


def day_from(column: int) -> date:
    return date.fromordinal(column + _DAY_ZERO)


def date_column(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def date_from(column: Any) -> date | None:
    """None for NULL and for the empty text."""
    return date.fromisoformat(column) if column else None


def days_column(days: Mapping[str, date]) -> str:
    """``{name: date, ...}``"""
    told = {name: day.isoformat() for name, day in sorted(days.items())}
    return text_column(json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def days_from(column: Any) -> dict[str, date]:
    """Empty for NULL."""
    found: dict[str, str] = json.loads(column) if column else {}
    return {name: date.fromisoformat(day) for name, day in found.items()}


def moment_column(moment: datetime) -> str:
    """In UTC and always of one length, so that the texts sort as the moments do.

    Raises ValueError for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a zone: {moment}")
    in_utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return in_utc.isoformat(timespec="microseconds")


def optional_moment_column(moment: datetime | None) -> str | None:
    return None if moment is None else moment_column(moment)


def moment_from(column: Any) -> datetime | None:
    """In UTC; None for NULL."""
    return datetime.fromisoformat(column) if column else None
