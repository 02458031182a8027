"""The part of JSON Schema that our questions use: whether a value keeps one. Pure.

Keywords: https://json-schema.org/draft/2020-12/json-schema-validation. A package for all of it
would bring four more and a tenth of a second at the start.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.errors import OurFault

Schema = Mapping[str, Any]
Finder = Callable[[Any, Any, str, Schema], Iterator[str]]

_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
# counted in Unicode letters, as the standard says
_LENGTHS = ("minLength", "maxLength")


def fault(value: Any, schema: Schema) -> str | None:
    """The first way in which it does not keep the schema, as a clause without any of its texts;
    None where it does. Raises OurFault for a keyword that is not known here."""
    return next(_faults(value, schema, "the answer"), None)


def on_the_wire(schema: Schema) -> dict[str, Any]:
    """As it is sent. Lengths of texts are kept back: some servers refuse them, and a grammar
    that keeps them cuts sentences off. They are in the prompt's words, and checked here."""
    sent: dict[str, Any] = {}
    for name, value in schema.items():
        if name == "properties":
            sent[name] = {each: on_the_wire(inner) for each, inner in value.items()}
        elif name == "items":
            sent[name] = on_the_wire(value)
        elif name == "anyOf":
            sent[name] = [on_the_wire(inner) for inner in value]
        elif name not in _LENGTHS:
            sent[name] = value
    return sent


def _faults(value: Any, schema: Schema, where: str) -> Iterator[str]:
    for keyword, asked in schema.items():
        if keyword not in _FINDERS:
            raise OurFault(f"a schema has the keyword “{keyword}”, which is not checked")
        yield from _FINDERS[keyword](value, asked, where, schema)


def _type(value: Any, asked: str | Sequence[str], where: str, _: Schema) -> Iterator[str]:
    kinds = (asked,) if isinstance(asked, str) else asked
    if not any(_KINDS[kind](value) for kind in kinds):
        yield f"{where} is no {' or '.join(kinds)}"


def _properties(
    value: Any, asked: Mapping[str, Schema], where: str, schema: Schema
) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    for name, inner in asked.items():
        if name in value:
            yield from _faults(value[name], inner, f"“{name}” of {where}")


def _required(value: Any, asked: Sequence[str], where: str, _: Schema) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{where} lacks “{name}”" for name in asked if name not in value)


def _additional(value: Any, asked: bool, where: str, schema: Schema) -> Iterator[str]:
    if isinstance(value, dict) and not asked and value.keys() - schema.get("properties", {}):
        yield f"{where} has a name that was not asked for"


def _items(value: Any, asked: Schema, where: str, _: Schema) -> Iterator[str]:
    if isinstance(value, list):
        for place, each in enumerate(value, 1):
            yield from _faults(each, asked, f"item {place} of {where}")


def _any_of(value: Any, asked: Sequence[Schema], where: str, _: Schema) -> Iterator[str]:
    if all(next(_faults(value, each, where), None) for each in asked):
        yield f"{where} has none of the forms that were asked for"


def _enum(value: Any, asked: Sequence[Any], where: str, _: Schema) -> Iterator[str]:
    # 1 is not True here
    if not any(value == each and type(value) is type(each) for each in asked):
        yield f"{where} is none of the values that were asked for"


def _bounds(
    kind: str, size: Callable[[Any], float], wrong: Callable[[float, float], bool], said: str
) -> Finder:
    def find(value: Any, asked: float, where: str, _: Schema) -> Iterator[str]:
        if _KINDS[kind](value) and wrong(size(value), asked):
            yield f"{where} {said.format(asked)}"

    return find


def _below(size: float, asked: float) -> bool:
    return size < asked


def _above(size: float, asked: float) -> bool:
    return size > asked


def _nothing(*_: Any) -> Iterator[str]:
    return iter(())


_FINDERS: Mapping[str, Finder] = {
    "type": _type,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "items": _items,
    "anyOf": _any_of,
    "enum": _enum,
    "const": lambda value, asked, where, schema: _enum(value, (asked,), where, schema),
    "minimum": _bounds("number", float, _below, "is less than {}"),
    "maximum": _bounds("number", float, _above, "is more than {}"),
    "minItems": _bounds("array", len, _below, "has fewer than {} items"),
    "maxItems": _bounds("array", len, _above, "has more than {} items"),
    "minLength": _bounds("string", len, _below, "is shorter than {} letters"),
    "maxLength": _bounds("string", len, _above, "is longer than {} letters"),
    "title": _nothing,
    "description": _nothing,
}
