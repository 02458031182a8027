"""The single facts of a value, for whoever writes them down: a row, a file, a page. Pure.

A fact is a field; those of a value within a value (a channel's schedule) count as its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import GenericAlias, MappingProxyType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")

INTERNAL: Mapping[str, Any] = MappingProxyType({"internal": True})
"""Metadata of a field that the bot keeps for itself: it is stored, and in no file."""


def once_a_class(make: Callable[[Any], T]) -> Callable[[Any], T]:
    """What is made of a class is made once: rows are read by the thousand."""
    return cache(make)


@dataclass(frozen=True, slots=True)
class Fact:
    """``kind`` is the field's type with its limits; ``within`` the class that has the field.
    ``default`` is MISSING where the value must be given."""

    name: str
    kind: Any
    within: type
    default: Any
    internal: bool


@once_a_class
def facts_of(kind: Any) -> tuple[Fact, ...]:
    """In the order of the fields. Names are unique, within values in the value too."""
    hints = get_type_hints(kind, include_extras=True)
    found: list[Fact] = []
    for field in fields(kind):
        hint, internal = hints[field.name], "internal" in field.metadata
        if is_dataclass(hint):
            found += facts_of(hint)
        else:
            found.append(Fact(field.name, hint, kind, field.default, internal))
    return tuple(found)


def listed_type(kind: Any, inner: Callable[[Any], Any] = lambda kind: kind) -> Any:
    """The type of a fact where there are lists and no tuples, as in TOML and JSON.

    ``inner`` is asked for the type of what stands in the list.
    """
    if get_origin(kind) is not tuple:
        return kind
    return GenericAlias(list, (inner(get_args(kind)[0]),))


def told(value: object) -> dict[str, Any]:
    """Every fact by its name."""
    found: dict[str, Any] = {}
    for name, inner in _parts(type(value)):
        part = getattr(value, name)
        found |= told(part) if inner else {name: part}
    return found


def made(kind: type[T], facts: Mapping[str, Any]) -> T:
    """The value of these facts; what is not among them is as the class has it."""
    given = {
        name: made(inner, facts) if inner else facts[name]
        for name, inner in _parts(kind)
        if inner or name in facts
    }
    return kind(**given)


@once_a_class
def _parts(kind: Any) -> tuple[tuple[str, type | None], ...]:
    """The fields, each with its class where it is a value within the value."""
    hints = get_type_hints(kind)
    names = (field.name for field in fields(kind))
    return tuple((name, hints[name] if is_dataclass(hints[name]) else None) for name in names)
