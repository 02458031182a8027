"""Channels as TOML, so that a set-up can live in a repository. Pure."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, is_dataclass, replace
from datetime import time
from types import GenericAlias
from typing import Annotated, Any, TypeVar, get_args, get_origin

import tomli_w
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic_core import ErrorDetails

from adapters.platforms import address_fault
from bot.errors import UsageError
from bot.languages import any_language_called
from bot.places import place
from bot.schedules import DAYS, Weekday
from bot.taxonomy import canonical_category
from bot.values.channels import Channel, Schedule
from bot.values.facts import Fact, facts_of, listed_type, made, once_a_class, told
from bot.values.topics import Topic
from bot.zones import zone_name


def _category(name: str) -> str:
    found = canonical_category(name)
    if found is None:
        raise ValueError(f"there is no category {name}")
    return found


def _zone(name: str) -> str:
    zones = place(name).zones
    if len(zones) != 1:
        raise ValueError(f"there is no time zone {name}")
    return zones[0]


def _address(text: str) -> str:
    if (fault := address_fault(text)) is not None:
        raise ValueError(fault)
    return text


def _language(code: str) -> str:
    """As ``/language`` has stored it; ``channels`` looks whether there is a model for it."""
    if (known := any_language_called(code)) is None:
        raise ValueError(f"the bot does not speak {code}")
    return known


def _second_language(code: str) -> str:
    return _language(code) if code else code


# what pydantic calls a kind of value, and what a person calls it
_KINDS = {
    "string": "a text in quotation marks",
    "int": "a whole number",
    "bool": "true or false",
    "list": "a list in square brackets",
    "time": "a time of day such as 08:30",
    "model": "a table of names and values",
    "dict": "a table of names and values",
}

T = TypeVar("T")
CategoryField = Annotated[str, AfterValidator(_category)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class _Written:
    """One fact in a file: its type there, and the way from the file and to it."""

    kind: Any
    read: Callable[[Any], Any] = _as_it_is
    write: Callable[[Any], Any] = _as_it_is


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


# what a file says otherwise than the value, or checks; every other fact goes by its type
_OWN: Mapping[tuple[type, str], _Written] = {
    (Channel, "address"): _Written(Annotated[str, AfterValidator(_address)]),
    (Channel, "language"): _Written(Annotated[str, AfterValidator(_language)]),
    (Channel, "bilingual"): _Written(Annotated[str, AfterValidator(_second_language)]),
    (Channel, "categories"): _Written(
        Annotated[list[CategoryField], Field(min_length=1)], _unique, list
    ),
    (Schedule, "at"): _Written(time, lambda at: at.replace(tzinfo=None)),
    (Schedule, "zone"): _Written(Annotated[str, AfterValidator(_zone)], write=zone_name),
    (Schedule, "weekdays"): _Written(
        Annotated[list[Weekday], Field(min_length=1)],
        lambda names: tuple(sorted({DAYS.index(name) for name in names})),
        lambda days: [DAYS[day] for day in days],
    ),
    (Topic, "name"): _Written(Annotated[str, Field(min_length=1)]),
    (Topic, "categories"): _Written(list[CategoryField], tuple, list),
}
# what a channel must have, and a file need not say
_USUAL = {"language": "en", "top": 10, "subscribed": True}


def _written(fact: Fact) -> _Written:
    for (kind, name), own in _OWN.items():
        if name == fact.name and issubclass(fact.within, kind):
            return own
    if get_origin(fact.kind) is not tuple:
        return _Written(fact.kind)
    inner = get_args(fact.kind)[0]
    if not is_dataclass(inner):
        return _Written(listed_type(fact.kind), tuple, list)
    return _Written(
        listed_type(fact.kind, _form_of),
        lambda tables: tuple(_value(get_args(fact.kind)[0], table) for table in tables),
        lambda values: [_table(value) for value in values],
    )


@once_a_class
def _facts(kind: type) -> Mapping[str, tuple[Fact, _Written]]:
    """Those that a file has, in its order."""
    return {fact.name: (fact, _written(fact)) for fact in facts_of(kind) if not fact.internal}


@once_a_class
def _form_of(kind: type) -> type[_Form]:
    facts = _facts(kind).values()
    fields: Any = {fact.name: (said.kind, _default(fact, said)) for fact, said in facts}
    return create_model(f"{kind.__name__}Form", __base__=_Form, **fields)


def _default(fact: Fact, written: _Written) -> Any:
    """As the file would say it; ``...`` where it has to."""
    if fact.name in _USUAL:
        return _USUAL[fact.name]
    return ... if fact.default is MISSING else written.write(fact.default)


def _value(kind: type[T], table: _Form) -> T:
    facts = _facts(kind).items()
    return made(kind, {name: written.read(getattr(table, name)) for name, (_, written) in facts})


def _table(value: object) -> dict[str, Any]:
    facts, said = told(value), _facts(type(value)).items()
    return {name: written.write(facts[name]) for name, (_, written) in said}


def to_toml(channels: Sequence[Channel]) -> str:
    return tomli_w.dumps({"channels": list(map(_table, channels))}, multiline_strings=False)


def from_toml(text: str, kind: type[Channel] = Channel) -> tuple[Channel, ...]:
    """Raises UsageError with a line for each thing that is wrong."""
    try:
        tables = _tables_in(_parsed(text), kind)
    except ValidationError as error:
        lines = [f"- {_place(each['loc'])}: {_in_words(each)}" for each in error.errors()]
        raise UsageError("these channels cannot be taken:\n" + "\n".join(lines)) from error
    addresses = [table.address for table in tables]
    doubled = {address for address in addresses if addresses.count(address) > 1}
    if doubled:
        raise UsageError(f"more than once in the file: {', '.join(sorted(doubled))}")
    return tuple(_value(kind, table) for table in tables)


def changed_by(channel: Channel, given: Mapping[str, Any]) -> Channel:
    """The channel with these facts, by their names and as a file has them; numbers and times may
    be texts. Raises UsageError, which names options."""
    try:
        form = _form_of(Channel).model_validate(_table(channel) | dict(given))
    except ValidationError as error:
        lines = [
            f"--{_place(one['loc']).replace('_', '-')} {_in_words(one)}" for one in error.errors()
        ]
        raise UsageError("; ".join(lines)) from error
    return as_known(_value(Channel, form), channel)


def as_known(channel: Channel, known: Channel) -> Channel:
    """With what the bot keeps for itself of the channel, which no file has."""
    kept = {fact.name: getattr(known, fact.name) for fact in facts_of(Channel) if fact.internal}
    return replace(channel, **kept)


def settings_in_files() -> Mapping[str, Any]:
    """Every fact of a channel that a file has, with its type there, in the file's order."""
    return {name: written.kind for name, (_, written) in _facts(Channel).items()}


def topics_from(text: str) -> list[Any]:
    """Tables of topics from a TOML list of them. Raises UsageError."""
    found = _parsed(f"topics = {text}")["topics"]
    return found if isinstance(found, list) else [found]


def _tables_in(parsed: dict[str, Any], kind: type[Channel]) -> list[Any]:
    fields: Any = {"channels": (GenericAlias(list, (_form_of(kind),)), [])}
    form: Any = create_model("ChannelsForm", __base__=_Form, **fields)
    found: list[Any] = form.model_validate(parsed).channels
    return found


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise UsageError(
            "this is not a file of channels: its brackets are nested too deeply"
        ) from error
    except ValueError as error:
        # a whole number of thousands of digits is one of these too
        raise UsageError(f"this is not TOML: {error}") from error


def _in_words(problem: ErrorDetails) -> str:
    """What pydantic says, without its own words for things."""
    limits = problem.get("ctx") or {}
    match problem["type"]:
        case "value_error":
            return str(limits.get("error", problem["msg"]))
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "there is no such name"
        case "too_short":
            return "is empty"
        case "string_too_short":
            return "is empty"
        case "string_pattern_mismatch":
            return "must be the platform's number of it, in digits"
        case "literal_error":
            return f"must be {limits.get('expected')}"
        case "greater_than_equal":
            return f"must be {limits.get('ge')} or more"
        case "less_than_equal":
            return f"must be {limits.get('le')} or less"
        case kind:
            wanted = next((words for word, words in _KINDS.items() if kind.startswith(word)), None)
            return f"must be {wanted}" if wanted else problem["msg"]


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location)
