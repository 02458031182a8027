"""A value as a row: a column for each of its facts. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import datetime, time
from types import UnionType
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin

from bot.values.facts import facts_of, made, told
from storage.columns import (
    list_column,
    moment_from,
    optional_moment_column,
    text_column,
    words_from,
)

T = TypeVar("T")
Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]
"""The column of a fact, and the fact of a column."""

_SAME: Codec = (lambda value: value, lambda column: column)
_BY_TYPE: Mapping[Any, Codec] = {
    str: (text_column, _SAME[1]),
    int: _SAME,
    bool: (int, bool),
    time: (time.isoformat, time.fromisoformat),
    datetime: (optional_moment_column, moment_from),
    tuple: (list_column, words_from),
    Literal: _SAME,
}


def codec_of(kind: Any) -> Codec:
    """By the fact's type. Raises KeyError for a type that no column holds yet."""
    if hasattr(kind, "__metadata__"):  # its limits are the value's own business
        return codec_of(kind.__origin__)
    if isinstance(kind, UnionType):  # such as a moment or None
        return codec_of(next(each for each in get_args(kind) if each is not type(None)))
    return _BY_TYPE[get_origin(kind) or kind]


class Rows(Generic[T]):
    """The rows of one kind of value. Values within it in a tuple have a table of their own.

    ``renamed`` are facts whose column has another name.
    """

    def __init__(self, kind: type[T], renamed: Mapping[str, str] | None = None) -> None:
        self._kind = kind
        single = [
            fact for fact in facts_of(kind) if not any(map(is_dataclass, get_args(fact.kind)))
        ]
        self._facts = {
            fact.name: ((renamed or {}).get(fact.name, fact.name), codec_of(fact.kind))
            for fact in single
        }
        self.columns = tuple(column for column, _ in self._facts.values())

    def row(self, value: T) -> dict[str, Any]:
        """Column names and what stands there."""
        facts = told(value)
        return {column: to(facts[name]) for name, (column, (to, _)) in self._facts.items()}

    def value(self, row: Mapping[str, Any], **tables: Any) -> T:
        """Of a row that has these columns; ``tables`` are the facts with tables of their own."""
        facts = {name: back(row[column]) for name, (column, (_, back)) in self._facts.items()}
        return made(self._kind, {**facts, **tables})
