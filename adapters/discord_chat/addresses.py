"""``discord:<channel or thread>`` and ``discord:user/<id>``: written and read. Pure."""

_PLATFORM, _PERSON = "discord:", "user/"


def address(channel: int) -> str:
    return f"{_PLATFORM}{channel}"


def person_address(person: int) -> str:
    return f"{_PLATFORM}{_PERSON}{person}"


def guild_address(guild: int) -> str:
    """As an operator lists a server that may use the bot."""
    return f"{_PLATFORM}{guild}"


def read_channel(text: str) -> int:
    """The channel's or thread's id; ValueError for any other address."""
    return int(text.removeprefix(_PLATFORM))


def read_person(text: str) -> int | None:
    """The person's id; None for the address of a channel."""
    rest = text.removeprefix(_PLATFORM)
    return int(rest.removeprefix(_PERSON)) if rest.startswith(_PERSON) else None
