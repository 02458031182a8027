"""What a client lets people enter: options of a command, values of a select, a modal's fields."""

from collections.abc import Mapping, Sequence

from tests.servers.discord.rules.command_forms import GROUP, INTEGER, NUMBER, STRING, SUBCOMMAND
from tests.servers.discord.rules.components import CHECKBOX, RADIO, TEXT_INPUT
from tests.servers.discord.rules.refusals import Json

Options = Mapping[str, str | int | float | bool]
Entered = str | Sequence[str] | bool | None


class CannotDo(Exception):
    """A person has no way to do this in a client."""


def options_of(command: Json, path: Sequence[str]) -> list[Json]:
    options: list[Json] = command.get("options") or []
    for name in path:
        below = next((each for each in options if each["name"] == name), None)
        if below is None or below["type"] not in (SUBCOMMAND, GROUP):
            raise CannotDo(f"/{command['name']} has no {name}")
        options = below.get("options") or []
    if any(each["type"] in (SUBCOMMAND, GROUP) for each in options):
        raise CannotDo(f"/{command['name']} needs one of its subcommands")
    return options


def command_data(command: Json, path: Sequence[str], options: list[Json]) -> Json:
    for depth, name in reversed(list(enumerate(path, start=1))):
        kind = SUBCOMMAND if depth == len(path) else GROUP
        options = [{"name": name, "type": kind, "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": 1, "options": options}
    return data | ({"guild_id": command["guild_id"]} if "guild_id" in command else {})


def checked(offered: Sequence[Json], given: Options) -> list[Json]:
    """The options as they are sent; a client lets nobody leave out or exceed anything."""
    known = {each["name"]: each for each in offered}
    if unknown := set(given) - set(known):
        raise CannotDo(f"there is no option {', '.join(sorted(unknown))}")
    missing = [name for name, each in known.items() if each.get("required") and name not in given]
    if missing:
        raise CannotDo(f"{', '.join(missing)} must be given")
    return [option(known[name], value) for name, value in given.items()]


def option(known: Json, value: str | int | float | bool) -> Json:
    choices = [choice["value"] for choice in known.get("choices") or ()]
    if choices and value not in choices:
        raise CannotDo(f"{known['name']} offers {choices}")
    if known["type"] in (INTEGER, NUMBER):
        low, high = known.get("min_value", float("-inf")), known.get("max_value", float("inf"))
        if isinstance(value, str) or not low <= value <= high:
            raise CannotDo(f"{known['name']} cannot be {value}")
    elif known["type"] == STRING:
        low, high = known.get("min_length", 0), known.get("max_length", 6000)
        if not low <= len(str(value)) <= high:
            raise CannotDo(f"{known['name']} cannot be of {len(str(value))} characters")
    return {"name": known["name"], "type": known["type"], "value": value}


def check_count(select: Json, chosen: Sequence[str]) -> None:
    low, high = select.get("min_values", 1), select.get("max_values", 1)
    if not low <= len(chosen) <= high:
        raise CannotDo(f"{select['custom_id']} takes {low} to {high} values")


def filled(row: Json, given: dict[str, Entered]) -> Json:
    """One row of a modal as it is sent; what it uses is taken from ``given``."""
    if row["type"] == 10:
        return {"type": 10, "id": row.get("id", 0)}
    inner = row["components"][0] if row["type"] == 1 else row["component"]
    label = inner.get("label") or row.get("label")
    value = given.pop(inner["custom_id"], given.pop(str(label), None))
    sent = {"type": inner["type"], "id": 0, "custom_id": inner["custom_id"]}
    sent |= _entered(inner, value)
    named = {"components": [sent]} if row["type"] == 1 else {"component": sent}
    return {"type": row["type"], "id": 0} | named


def _entered(field: Json, value: Entered) -> Json:
    if field["type"] == TEXT_INPUT:
        return {"value": _text(field, value)}
    if field["type"] == RADIO:
        return {"value": value}
    if field["type"] == CHECKBOX:
        return {"value": bool(value)}
    chosen = (
        [value] if isinstance(value, str) else list(value) if isinstance(value, Sequence) else []
    )
    if chosen or field.get("required", True):
        check_count(field, chosen)
    return {"values": chosen}


def _text(field: Json, value: object) -> str:
    text = str(field.get("value") or "") if value is None else str(value)
    low = field.get("min_length", 0) or int(field.get("required", True))
    if not text and not field.get("required", True):
        return ""
    if not low <= len(text) <= field.get("max_length", 4000):
        raise CannotDo(f"{field['custom_id']} cannot be of {len(text)} characters")
    return text
