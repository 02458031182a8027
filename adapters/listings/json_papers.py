"""JSON lines, or one JSON array, of papers to a batch of entries. Pure.

Besides the product's own keys, those of arXiv's metadata set are known:
https://www.kaggle.com/datasets/Cornell-University/arxiv
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adapters.listings.author_names import one_author, split_authors
from adapters.listings.batches import RecordBatch
from adapters.listings.fields import announce_type, clean, new_york_day, utc_day
from adapters.listings.gathering import SourceEntry
from bot.errors import SourceUnreadable
from bot.values.papers import Author

Found = tuple[str, object]

_DAYS = ("day", "date", "announced")


def read_json(text: str) -> RecordBatch:
    """One object a line, or an array of them; its keys are those of a ``Paper``.

    A line that is no JSON is an unreadable item; but a last line that breaks off
    makes the file SourceUnreadable, since nobody knows what came after it.
    """
    found = list(_array(text) if text.lstrip().startswith("[") else _lines(text))
    objects = [value for _, value in found if isinstance(value, dict)]
    if found and not any("id" in value for value in objects):
        raise SourceUnreadable("it is JSON, but no object in it has an id")
    return RecordBatch(entries=tuple(_entry(place, value) for place, value in found))


def _array(text: str) -> Iterator[Found]:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise SourceUnreadable(f"it is broken or cut-off JSON ({place})") from error
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable("it is JSON that is nested too deeply or broken") from error
    yield from ((f"entry {number}", value) for number, value in enumerate(values, 1))


def _lines(text: str) -> Iterator[Found]:
    # str.splitlines would also cut at the Unicode separators that JSON allows inside strings
    lines = text.split("\n")
    if (whole := _parsed(text)) is not None:
        yield "entry 1", whole
        return
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        value = _parsed(line)
        if value is None and number == len(lines):
            raise SourceUnreadable(f"it seems cut off (line {number}, the last one, is not JSON)")
        yield f"line {number}", value


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _entry(place: str, value: object) -> SourceEntry:
    if not isinstance(value, dict):
        return SourceEntry(place=place, trouble="it is not a JSON object")
    if not isinstance(value.get("id"), str | None):
        # 2602.12340 as a number has lost its last digit
        return SourceEntry(place=place, trouble="its id is not text")
    versions = _versions(value.get("versions"))
    return SourceEntry(
        place=place,
        ids=[value["id"]] if value.get("id") else [],
        version=_version(value.get("version")) or max(versions, default=None),
        title=_text(value, "title"),
        abstract=_text(value, "abstract", "summary"),
        authors=_parsed_authors(value.get("authors_parsed")) or _authors(value.get("authors")),
        categories=[*_names(value.get("primary_category")), *_names(value.get("categories"))],
        announce_type=announce_type(_text(value, "announce_type")),
        comments=_text(value, "comments", "comment"),
        journal_ref=_text(value, "journal_ref", "journal-ref"),
        doi=_text(value, "doi"),
        license=_text(value, "license"),
        published=utc_day(_text(value, "published") or versions.get(1)),
        updated=utc_day(_text(value, "updated") or _last(versions) or _text(value, "update_date")),
        sample=value.get("sample") is True,
        day=new_york_day(_text(value, *_DAYS)),
    )


def _versions(value: object) -> Mapping[int, str | None]:
    """Numbers of versions to when they were made: ``[{"version": "v1", "created": ...}]``."""
    found = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    numbered = ((_version(one.get("version")), _text(one, "created")) for one in found)
    return {number: created for number, created in numbered if number}


def _last(versions: Mapping[int, str | None]) -> str | None:
    return versions[max(versions)] if versions else None


def _text(value: Mapping[str, Any], *keys: str) -> str | None:
    """The first of these keys that holds text."""
    texts = (text for key in keys if isinstance(text := value.get(key), str))
    return next(filter(clean, texts), None)


def _version(value: object) -> int | None:
    digits = value.strip().lower().removeprefix("v") if isinstance(value, str) else value
    if isinstance(digits, str) and digits.isascii() and digits.isdigit() and len(digits) < 5:
        digits = int(digits)
    is_count = isinstance(digits, int) and not isinstance(digits, bool) and digits > 0
    return digits if isinstance(digits, int) and is_count else None


def _names(value: object) -> Sequence[str]:
    """A list of names, or one text with spaces or commas between them."""
    if isinstance(value, str):
        return value.replace(",", " ").split()
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _authors(value: object) -> tuple[Author, ...]:
    if isinstance(value, str):
        return split_authors(value)
    people = map(_author, value) if isinstance(value, list) else ()
    return tuple(filter(None, people))


def _parsed_authors(value: object) -> tuple[Author, ...]:
    """``[["Doe", "J. A.", "Jr.", "Univ A"], ...]``: surname, given names, suffix, affiliations."""
    people = (_parsed_author(one) for one in value) if isinstance(value, list) else ()
    return tuple(filter(None, people))


def _parsed_author(value: object) -> Author | None:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        return None
    last, first, suffix = (*value, "", "", "")[:3]
    return one_author(f"{first} {last} {suffix}", value[3:])


def _author(value: object) -> Author | None:
    if isinstance(value, str):
        return one_author(value)
    if not isinstance(value, dict):
        return None
    stated = value.get("affiliations", value.get("affiliation"))
    affiliations = [stated] if isinstance(stated, str) else stated
    texts = affiliations if isinstance(affiliations, list) else []
    return one_author(_text(value, "name"), [text for text in texts if isinstance(text, str)])
