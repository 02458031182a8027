"""Discord's rules for application commands and autocomplete (interactions/application-commands)."""

import unicodedata
from collections.abc import Sequence

from tests.servers.discord.rules.refusals import Form, Json, Refusal, Refused

_LOCALES = """
    id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg
    ru uk hi th zh-CN ja zh-TW ko
"""
LOCALES = frozenset(_LOCALES.split())
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
MOST_COMMANDS = {1: 100, 2: 15, 3: 15}
MOST_TOGETHER = 8000


def check_commands(commands: object) -> list[Json]:
    """A whole set of commands: each by itself, the names, the number of each kind."""
    if not isinstance(commands, list):
        raise Refused(Refusal.INVALID_FORM, {"_errors": [{"code": "LIST_TYPE_CONVERT"}]})
    form = Form()
    rows = form.records(commands, 0, sum(MOST_COMMANDS.values()))
    named: set[tuple[int, str]] = set()
    for place, command in rows:
        _check_command(place, command)
        name = kind_of(command), str(command.get("name"))
        if name in named:
            said = "Application command names must be unique"
            (place / "name").wrong("APPLICATION_COMMANDS_DUPLICATE_NAME", said)
        named.add(name)
    form.settle()
    found = [command for _, command in rows]
    for kind, most in MOST_COMMANDS.items():
        if sum(kind_of(command) == kind for command in found) > most:
            raise Refused(Refusal.TOO_MANY_COMMANDS)
    return found


def kind_of(command: Json) -> int:
    return int(command.get("type") or 1)


def _check_command(form: Form, command: Json) -> None:
    (form / "type").one_of(command.get("type", 1), (1, 2, 3))
    if command.get("type", 1) == 1:
        _check_named(form, command)
        _check_options(form / "options", command.get("options"))
        if _size(command) > MOST_TOGETHER:
            said = f"Command exceeds maximum size ({MOST_TOGETHER})"
            form.wrong("APPLICATION_COMMAND_TOO_LARGE", said)
    else:
        (form / "name").text(command.get("name"), 1, 32, required=True)
        (form / "description").text(command.get("description"), 0, 0)
    _check_permissions(form / "default_member_permissions", command)
    for name, allowed in (("contexts", (0, 1, 2)), ("integration_types", (0, 1))):
        for position, each in enumerate((form / name).rows(command.get(name), 0, len(allowed))):
            (form / name / position).one_of(each, allowed)


def _check_permissions(form: Form, command: Json) -> None:
    wanted = command.get("default_member_permissions")
    if wanted is not None and not str(wanted).isdigit():
        form.wrong("INVALID_PERMISSIONS", "Permissions must be a string of digits")


def _check_named(form: Form, thing: Json) -> None:
    """Name and description of a command or option, in every language."""
    _check_name(form / "name", thing.get("name"))
    (form / "description").text(thing.get("description"), 1, 100, required=True)
    for locale, name in _localised(form, thing, "name_localizations"):
        _check_name(form / "name_localizations" / locale, name)
    for locale, said in _localised(form, thing, "description_localizations"):
        (form / "description_localizations" / locale).text(said, 1, 100, required=True)


def _localised(form: Form, thing: Json, key: str) -> list[tuple[str, object]]:
    given = thing.get(key) or {}
    for locale in given:
        (form / key / locale).one_of(locale, LOCALES)
    return list(given.items())


def _check_name(form: Form, name: object) -> None:
    given = form.text(name, 1, 32, required=True)
    if not all(map(_in_name, given)) or given != given.lower():
        form.wrong("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _in_name(letter: str) -> bool:
    """``[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]``."""
    marked = "\u0900" <= letter <= "\u097f" or "\u0e00" <= letter <= "\u0e7f"
    return letter in "-_'" or unicodedata.category(letter)[0] in "LN" or marked


def _check_options(form: Form, options: object, *, nested: bool = False) -> None:
    rows = form.records(options, 0, 25)
    named = [option.get("name") for _, option in rows]
    optional = False
    for position, (place, option) in enumerate(rows):
        _check_named(place, option)
        if option.get("name") in named[:position]:
            said = "Option name already exists"
            (place / "name").wrong("APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", said)
        required = bool(option.get("required"))
        if required and optional:
            said = "Required options must be placed before non-required options"
            place.wrong("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", said)
        optional = optional or not required
        _check_option(place, option, nested=nested)
    kinds = {option.get("type") for _, option in rows}
    if kinds & {SUBCOMMAND, GROUP} and kinds - {SUBCOMMAND, GROUP}:
        said = "Sub-command and sub-command group option types are mutually exclusive to others"
        form.wrong("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", said)


def _check_option(form: Form, option: Json, *, nested: bool) -> None:
    if not (form / "type").one_of(option.get("type"), range(2 if nested else 1, 12)):
        return
    if option["type"] in (SUBCOMMAND, GROUP):
        _check_options(form / "options", option.get("options"), nested=option["type"] == SUBCOMMAND)
        return
    choices = option.get("choices")
    if choices and option.get("autocomplete"):
        said = "Autocomplete cannot be set with choices"
        form.wrong("APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", said)
    check_choices(form / "choices", choices, text=option["type"] == STRING)
    for key in ("min_length", "max_length"):
        (form / key).whole(option.get(key), 0, 6000, default=0)


def check_choices(form: Form, choices: object, *, text: bool) -> None:
    """Choices of an option, or those that an autocomplete offers: at most 25."""
    for place, choice in form.records(choices, 0, 25):
        (place / "name").text(choice.get("name"), 1, 100, required=True)
        for locale, name in _localised(place, choice, "name_localizations"):
            (place / "name_localizations" / locale).text(name, 1, 100, required=True)
        if text:
            (place / "value").text(choice.get("value"), 1, 100, required=True)
        elif isinstance(choice.get("value"), bool | str | None):
            (place / "value").wrong("NUMBER_TYPE_COERCE", "Value is not a number.")
        elif abs(choice["value"]) > 2**53:
            (place / "value").wrong("NUMBER_TYPE_MAX", "The number is out of range.")


def _size(thing: Json) -> int:
    """Characters of names, descriptions and values; of several languages the longest counts."""
    own = sum(
        max(map(len, map(str, (thing.get(key) or "", *_languages(thing, key)))))
        for key in ("name", "description")
    )
    own += len(thing["value"]) if isinstance(thing.get("value"), str) else 0
    below = [*(thing.get("options") or ()), *(thing.get("choices") or ())]
    return own + sum(map(_size, below))


def _languages(thing: Json, key: str) -> Sequence[str]:
    return list((thing.get(f"{key}_localizations") or {}).values())
