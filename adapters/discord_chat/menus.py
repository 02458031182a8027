"""Discord's own list of commands, from the one table; told only when it changed.

https://docs.discord.com/developers/interactions/application-commands
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from adapters.chat.menus import tell_once
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.permissions import Right
from adapters.discord_chat.rendering.part import Json
from bot.commands.lines.command import Command, no_suggestion
from bot.commands.lines.targets import AIMED
from bot.ports.notes import Notes
from bot.text.readable import shorten
from bot.translator import SOURCE_LANGUAGE, Translator

CHANNEL_OPTION = "channel"
_COMMAND, _TEXT, _CHANNEL = 1, 3, 7
_DESCRIPTION = 100
# servers, the bot's direct messages, direct messages of people with each other
_HERE, _ANYWHERE = (0, 1), (0, 1, 2)
# added to servers, added by people for themselves
_SERVERS, _ALSO_PEOPLE = (0,), (0, 1)
# text, announcements, forum, threads of announcements, public and private
_CHANNEL_TYPES = (0, 5, 15, 10, 11, 12)
# Discord's names for our languages: https://docs.discord.com/developers/reference#locales
_LOCALES: Mapping[str, Sequence[str]] = {"zh-Hans": ("zh-CN", "zh-TW")}
_PAPER = "paper"


def menu(commands: Sequence[Command], says: Sequence[Translator]) -> list[Json]:
    """All commands in Discord's form. Names are the same in every language, since answers
    speak of them."""
    return [_command(each, says) for each in commands]


def completes(command: Command) -> bool:
    """Whether something can be offered for what is typed."""
    if command.argument is None:
        return False
    return names_paper(command) or bool(command.completions()) or command.suggest != no_suggestion


def names_paper(command: Command) -> bool:
    return command.argument is not None and command.argument.name == _PAPER


async def sync(
    connection: DiscordConnection,
    commands: Sequence[Command],
    says: Sequence[Translator],
    notes: Notes,
    now: datetime,
) -> bool:
    """Tell Discord where it does not know yet; whether it had to be told."""
    application = int((await connection.application())["id"])
    made = menu(commands, says)

    async def tell() -> None:
        await connection.ask(
            "PUT", "/applications/{application_id}/commands", made, application_id=application
        )

    said = json.dumps(made, sort_keys=True)
    return await tell_once(notes, f"discord:menus:{application}", said, now, tell)


def _command(command: Command, says: Sequence[Translator]) -> Json:
    owners = command.who == "owner"
    made: Json = {
        "type": _COMMAND,
        "name": command.name,
        **_described(lambda say: say.text(command.summary), says),
        "options": _options(command, says),
        "contexts": list(_HERE if owners else _ANYWHERE),
        "integration_types": list(_SERVERS if owners else _ALSO_PEOPLE),
    }
    if owners:
        # whoever may not is not shown it; the command asks again
        made["default_member_permissions"] = str(int(Right.MANAGE_GUILD))
    return made


def _options(command: Command, says: Sequence[Translator]) -> list[Json]:
    options: list[Json] = []
    named = command.argument
    if named is not None:
        option: Json = {
            "type": _TEXT,
            "name": named.name,
            **_described(lambda say: say.text(named.summary), says),
        }
        option |= {"required": named.required, "autocomplete": completes(command)}
        options.append(option)
    if command.who == "owner" and command.name in AIMED:
        chooser: Json = {"type": _CHANNEL, "name": CHANNEL_OPTION, "required": False}
        chooser |= {"channel_types": list(_CHANNEL_TYPES), **_described(_another, says)}
        options.append(chooser)
    return options


def _another(say: Translator) -> str:
    return say.text("Another channel of this server")


def _described(text: Callable[[Translator], str], says: Sequence[Translator]) -> Json:
    own = next((say for say in says if say.language == SOURCE_LANGUAGE), says[0])
    others = {
        locale: shorten(text(say), _DESCRIPTION)
        for say in says
        for locale in _LOCALES.get(say.language, ())
    }
    return {
        "description": shorten(text(own), _DESCRIPTION),
        "description_localizations": others,
    }
