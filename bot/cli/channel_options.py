"""Options of ``channels add`` for whatever an export has, made from the same facts."""

from collections.abc import Callable, Mapping
from typing import Any, get_origin

import click

from bot.cli.channel_files import settings_in_files, topics_from

# what has an option of its own, or is a word of --schedule
_OWN = ("address", "categories", "top", "threshold")
_IN_SCHEDULE = ("when", "at", "zone", "weekdays", "missed")
_HELP = {
    "subscribed": "Whether briefs come by themselves. Default: yes.",
    "paused": "Nothing comes until its owner says /schedule on. Default: no.",
    "layout": "Of the brief: compact, usual or roomy.",
    "buttons": "Under the brief. Default: buttons.",
    "silent": "Without a notification.",
    "pin": "The newest brief, in place of the one before.",
    "discuss": "A thread under each brief: Discord.",
    "hashtags": "Of categories: Telegram.",
    "ping": "Discord's number of a role to call; '' for none.",
    "tag": "Discord's number of a forum's tag; '' for none.",
    "topics": 'All topics at once, as a list of TOML tables: \'[{name = "Agents", '
    'description = "language agents"}]\'.',
}


def _generated() -> Mapping[str, Any]:
    facts = settings_in_files().items()
    return {name: kind for name, kind in facts if name not in (*_OWN, *_IN_SCHEDULE)}


def every_other_setting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds an option for each; what was given comes as a keyword, None where it was not."""
    for name, kind in reversed(list(_generated().items())):
        command = _option(name, kind)(command)
    return command


def _option(name: str, kind: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    flag, said = name.replace("_", "-"), _HELP.get(name, "As in an export.")
    if kind is bool:
        return click.option(f"--{flag}/--no-{flag}", name, default=None, help=said)
    shape = "TOML" if name == "topics" else "LIST" if get_origin(kind) is list else "VALUE"
    return click.option(f"--{flag}", name, metavar=shape, help=said)


def as_in_files(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given of them, as a file would have it."""
    kinds = _generated()
    return {
        name: _read(name, kinds[name], value) for name, value in given.items() if value is not None
    }


def _read(name: str, kind: Any, value: Any) -> Any:
    if name == "topics":
        return topics_from(value)
    if get_origin(kind) is list:
        return [part for part in (each.strip() for each in value.split(",")) if part]
    return value
