"""``discord:<channel or thread>`` and ``discord:user/<id>``: written and read. Pure."""

import re

_PLATFORM, _PERSON = "discord:", "user/"
_MENTION = re.compile(r"(?<![\w/@])@(?P<id>[0-9]{1,20})(?![\w/])")


def address(channel: int) -> str:
    return f"{_PLATFORM}{channel}"


def person_address(person: int) -> str:
    return f"{_PLATFORM}{_PERSON}{person}"


def guild_address(guild: int) -> str:
    """As an operator lists a server that may use the bot."""
    return f"{_PLATFORM}{guild}"


def mentioned(line: str) -> tuple[str, ...]:
    """The addresses of the channels that a command names (``@1234``)."""
    return tuple(f"{_PLATFORM}{found['id']}" for found in _MENTION.finditer(line))


def read_channel(text: str) -> int:
    """The channel's or thread's id; ValueError for any other address."""
    return int(text.removeprefix(_PLATFORM))


def is_channel(text: str) -> bool:
    return text.removeprefix(_PLATFORM).isdecimal()


def read_person(text: str) -> int | None:
    """The person's id; None for the address of a channel."""
    rest = text.removeprefix(_PLATFORM)
    return int(rest.removeprefix(_PERSON)) if rest.startswith(_PERSON) else None
