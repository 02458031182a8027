"""The generated pages of docs/: settings, commands, the schema of a brief.

``make docs`` writes them; a test holds them against the tables.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.cli.exits import MEANINGS
from bot.cli.main import cli
from bot.commands.table import COMMANDS
from bot.measures import MEASURES
from bot.messages.edition_form import EditionDocument
from bot.settings import secret_names, setting_fields

ROOT = Path(__file__).resolve().parents[2]
_WHO = {"all": "everybody", "owner": "the channel's owner", "reader": "each reader"}


def pages() -> dict[str, str]:
    """Path below the checkout to text, for every generated file."""
    return {
        "docs/settings.md": settings_page(),
        ".env.example": env_example(),
        "docs/commands.md": commands_page(),
        "docs/edition.schema.json": schema(),
        "docs/metrics.md": metrics_page(),
    }


def settings_page() -> str:
    lines = [
        "# Settings",
        "",
        "Environment variables, or lines `NAME=value` in a file `.env` in the working folder; the",
        "environment wins. A secret may be given as `NAME_FILE`, the path of a file whose first",
        "line is the secret. All problems are reported together before anything starts; an",
        "unknown `PAPERBRIEF_*` name is a problem.",
        "",
        "| name | default | meaning |",
        "|---|---|---|",
    ]
    for name, field in setting_fields().items():
        shown = f"`{name}`, `{name}_FILE`" if name in secret_names() else f"`{name}`"
        lines.append(
            f"| {shown} | {_default(field) or '-'} | {field.description}{_bounds(field)} |"
        )
    return "\n".join(lines) + "\n"


def env_example() -> str:
    lines = ["# Copy to .env and take the # away from what you change. See docs/settings.md.", ""]
    for name, field in setting_fields().items():
        lines.append(f"# {field.description}")
        lines.append(f"#{name}={_default(field).strip('`')}")
        lines.append("")
    return "\n".join(lines)


def _bounds(field: FieldInfo) -> str:
    """What a number may be, as the check of it says."""
    limits = {
        kind: value
        for each in field.metadata
        for kind in ("ge", "gt", "le", "lt")
        if (value := getattr(each, kind, None)) is not None
    }
    if limits.keys() >= {"ge", "le"}:
        return f" It must be {limits['ge']} to {limits['le']}."
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    told = [f"{words[kind]} {value}" for kind, value in limits.items()]
    return f" It must be {' and '.join(told)}." if told else ""


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "the user data folder of the platform"
    value = field.default
    if value is None or value == "" or isinstance(value, SecretStr):
        return ""
    if isinstance(value, tuple):
        return f"`{','.join(value)}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def commands_page() -> str:
    lines = [
        "# Commands",
        "",
        "## In the chat",
        "",
        "A bare number, arXiv id or address is read as `/paper`. In the terminal, `/quit` or the",
        "end of the input ends.",
        "",
        "| command | what it does | who | examples |",
        "|---|---|---|---|",
    ]
    for command in COMMANDS:
        usage = f"/{command.name} {command.usage}".strip().replace("|", "\\|")
        examples = "<br>".join(f"`{each}`" for each in command.examples)
        lines.append(f"| `{usage}` | {command.summary} | {_WHO[command.who]} | {examples} |")
    lines += ["", "## At the shell", ""]
    for name, program in _programs():
        lines += [
            f"### `python -m bot {name}`",
            "",
            "```",
            _help(program, name),
            "```",
            "",
        ]
    lines += ["## Exit codes", "", "| code | meaning |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in MEANINGS.items()]
    return "\n".join(lines) + "\n"


def _programs() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(cli)
    for name in cli.list_commands(context):
        if command := cli.get_command(context, name):
            yield name, command


def _help(command: click.Command, name: str) -> str:
    parent = click.Context(cli, info_name="python -m bot")
    context = click.Context(
        command, info_name=name, parent=parent, max_content_width=90, terminal_width=90
    )
    return command.get_help(context)


def metrics_page() -> str:
    lines = [
        "# Metrics",
        "",
        "With `PAPERBRIEF_HEALTH_LISTEN` set, `http://<host:port>/metrics` has these in",
        "Prometheus' text format, and `/health` says in JSON which workers hang (`hanging`): 200",
        "where none does, 503 where one does. Its `troubles` are the kinds of alarms that ring, as",
        "in `paperbrief_alarm_ringing`. What is read from the store is at most ten seconds old.",
        "No label holds an address, an id or a text of people.",
        "",
        "| name | kind | meaning | labels |",
        "|---|---|---|---|",
    ]
    for each in MEASURES:
        labels = "<br>".join(f"`{name}`: {may_be}" for name, may_be in each.labels)
        lines.append(f"| `{each.name}` | {each.kind} | {each.said} | {labels} |")
    return "\n".join(lines) + "\n"


def schema() -> str:
    made: dict[str, Any] = EditionDocument.model_json_schema(mode="serialization")
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def write() -> None:
    for path, text in pages().items():
        (ROOT / path).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
