"""Telegram's own list of commands, from the one table; told only when it changed.

https://core.telegram.org/bots/api#setmycommands
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

from adapters.chat.menus import tell_once
from adapters.telegram_chat.connecting.connection import Bot
from bot.commands.lines.command import Command
from bot.ports.notes import Notes
from bot.text.readable import shorten
from bot.translator import SOURCE_LANGUAGE, Translator, msgid

Scope = Literal["default", "private", "group", "administrators"]
_SCOPES: Mapping[Scope, Callable[[], BotCommandScope]] = {
    "default": BotCommandScopeDefault,
    "private": BotCommandScopeAllPrivateChats,
    "group": BotCommandScopeAllGroupChats,
    "administrators": BotCommandScopeAllChatAdministrators,
}
# characters
_SUMMARY, _ABOUT, _SHORT = 256, 512, 120
_ABOUT_TEXT = msgid(
    "I bring each arXiv announcement here as one short brief: what the day was about, and the "
    "papers for your topics. Ask for a paper, change the topics, or subscribe a group or a "
    "channel of yours."
)
_SHORT_TEXT = msgid("Each arXiv announcement as one short brief, for your topics.")


@dataclass(frozen=True, slots=True)
class Menu:
    """``language`` is Telegram's two letters, "" for everybody else; ``rows`` are name and
    summary."""

    scope: Scope
    language: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProfileTexts:
    """What people read before they start the bot."""

    language: str
    about: str
    short: str


def menus(commands: Sequence[Command], says: Sequence[Translator]) -> tuple[Menu, ...]:
    """Everything that is said to Telegram, in order. Pure.

    In groups those who cannot change anything are not shown what changes things.
    """
    return tuple(
        Menu(scope, code(say), tuple(_row(each, say) for each in commands if _shown(each, scope)))
        for say in says
        for scope in _SCOPES
    )


def profiles(says: Sequence[Translator]) -> tuple[ProfileTexts, ...]:
    return tuple(
        ProfileTexts(
            code(say),
            shorten(say.text(_ABOUT_TEXT), _ABOUT),
            shorten(say.text(_SHORT_TEXT), _SHORT),
        )
        for say in says
    )


def code(say: Translator) -> str:
    """English is what those get whose language we do not speak."""
    return "" if say.language == SOURCE_LANGUAGE else say.locale.language


async def sync(
    bot: Bot, commands: Sequence[Command], says: Sequence[Translator], notes: Notes, now: datetime
) -> bool:
    """Tell Telegram where it does not know yet; whether anything had to be told.

    Raises TelegramError; what was told then is told again.
    """
    lists, texts = menus(commands, says), profiles(says)
    said = json.dumps([repr(each) for each in (*lists, *texts)])
    tell = partial(_tell, bot, lists, texts)
    return await tell_once(notes, f"telegram:menus:{bot.id}", said, now, tell)


async def _tell(bot: Bot, lists: Sequence[Menu], texts: Sequence[ProfileTexts]) -> None:
    for menu in lists:
        await bot.set_my_commands(
            [BotCommand(name, summary) for name, summary in menu.rows],
            scope=_SCOPES[menu.scope](),
            language_code=menu.language or None,
        )
    for text in texts:
        await bot.set_my_description(text.about, language_code=text.language or None)
        await bot.set_my_short_description(text.short, language_code=text.language or None)


def _shown(command: Command, scope: Scope) -> bool:
    if scope == "group":
        return command.who != "owner" and command.name != "start"
    return not (scope == "administrators" and command.name == "start")


def _row(command: Command, say: Translator) -> tuple[str, str]:
    return command.name, shorten(say.text(command.summary), _SUMMARY)
