"""Questions that wait for an answer: a forced reply, or a chat from Telegram's own list.

What is to be done with the answer is noted under the question's message, so that it may
come after a restart.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import (
    ChatAdministratorRights,
    ForceReply,
    KeyboardButton,
    KeyboardButtonRequestChat,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    User,
)

from adapters.telegram_chat.addresses import address, mentioned
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.flood import PERSON
from adapters.telegram_chat.noted import CHOOSERS, PROMPTS
from adapters.telegram_chat.receiving.meanings import Where
from adapters.telegram_chat.receiving.updates import CHANNELS, GROUPS
from adapters.telegram_chat.rendering.part import Chooser
from adapters.telegram_chat.sending.sent_keys import BeingNoted
from bot.ports.notes import Notes
from bot.text.readable import utf16_length

_DONE = "✓"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is done with the answer, whom the question was put to, and where; of one that was
    noted by an earlier version, the last two are None."""

    command: str
    person: str | None = None
    place: str | None = None

    def is_of(self, where: Where) -> bool:
        return self.place in (None, where.address)

    def asks(self, where: Where) -> bool:
        return self.is_of(where) and self.person in (None, where.person)

    def to_json(self) -> str:
        return json.dumps([self.command, self.person, self.place], ensure_ascii=False)


def read_prompt(noted: str) -> Prompt:
    """What :meth:`Prompt.to_json` wrote, or an earlier version: the command alone."""
    return Prompt(*json.loads(noted)) if noted.startswith("[") else Prompt(noted)


@dataclass
class Prompts:
    _connection: TelegramConnection
    _notes: Notes
    _clock: Callable[[], datetime]
    _asking: BeingNoted = field(default_factory=BeingNoted)

    async def ask(self, question: str, command: str, where: Where, message: int | None) -> None:
        """In a group the question names who is asked: only that person's keyboard opens."""
        bot = await self._connection.bot()
        text, entities = question, None
        if where.kind != "private" and where.person.startswith("telegram:") and where.name:
            person = int(where.person.removeprefix("telegram:"))
            text = f"{where.name}: {question}"
            entities = [
                MessageEntity(
                    MessageEntity.TEXT_MENTION,
                    0,
                    utf16_length(where.name),
                    user=User(person, where.name, is_bot=False),
                )
            ]
        with self._asking.noting(where.chat):
            sent = await bot.send_message(
                where.chat,
                text,
                entities=entities,
                message_thread_id=where.thread,
                reply_markup=ForceReply(selective=where.kind != "private"),
                reply_parameters=ReplyParameters(message, allow_sending_without_reply=True)
                if message and where.kind != "private"
                else None,
                rate_limit_args=PERSON,
            )
            key = f"{PROMPTS}{where.chat}/{sent.message_id}"
            kept = Prompt(command, where.person, where.address)
            about = _about(where, command) | ({where.tapper} if where.tapper else set())
            await self._notes.keep(key, kept.to_json(), self._clock(), *about)

    async def waiting(self, where: Where, question: int | None) -> "Prompt | None":
        """The question that this message of ours is; None for what is none, or was answered.
        What a message says proves nothing: only what was noted of it does."""
        if question is None:
            return None
        # people see a question before Telegram answers that it was sent
        await self._asking.noted(where.chat)
        noted = await self._notes.get(f"{PROMPTS}{where.chat}/{question}")
        return read_prompt(noted) if noted else None

    async def over(self, where: Where, question: int | None) -> None:
        """It was answered."""
        await self._notes.drop(f"{PROMPTS}{where.chat}/{question}")

    async def offer(self, chooser: Chooser, where: Where, labels: tuple[str, str]) -> None:
        """Telegram's own list of a person's channels and groups, as two keys."""
        bot = await self._connection.bot()
        channels, groups = labels
        keys = [
            KeyboardButton(
                channels,
                request_chat=KeyboardButtonRequestChat(
                    CHANNELS,
                    chat_is_channel=True,
                    request_title=True,
                    # whoever lets the bot in must be allowed to give the right that it gets
                    user_administrator_rights=_rights("can_promote_members"),
                    bot_administrator_rights=_rights(),
                ),
            ),
            KeyboardButton(
                groups,
                request_chat=KeyboardButtonRequestChat(
                    GROUPS, chat_is_channel=False, bot_is_member=True, request_title=True
                ),
            ),
        ]
        about = _about(where, chooser.command)
        await self._notes.keep(f"{CHOOSERS}{where.chat}", chooser.command, self._clock(), *about)
        await bot.send_message(
            where.chat,
            chooser.label,
            reply_markup=ReplyKeyboardMarkup([keys], resize_keyboard=True, one_time_keyboard=True),
            rate_limit_args=PERSON,
        )

    async def put_away(self, where: Where) -> None:
        """The keys of :meth:`offer`; Telegram wants a message with that."""
        bot = await self._connection.bot()
        await bot.send_message(
            where.chat, _DONE, reply_markup=ReplyKeyboardRemove(), rate_limit_args=PERSON
        )

    async def chosen(self, where: Where) -> str | None:
        """The command that waits for a chat, once; None where no keys were offered."""
        command = await self._notes.get(f"{CHOOSERS}{where.chat}")
        await self._notes.drop(f"{CHOOSERS}{where.chat}")
        return command


def _about(where: Where, command: str) -> set[str]:
    return {where.address, address(where.chat), *mentioned(command)}


# all that Telegram asks a bot to say of an administrator's rights in a channel
_RIGHTS = (
    *("is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_messages", "can_edit_messages"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)


def _rights(*given: str) -> ChatAdministratorRights:
    """To post, and those that are ``given``."""
    held = {"can_manage_chat", "can_post_messages", *given}
    made: dict[str, Any] = {name: name in held for name in _RIGHTS}
    return ChatAdministratorRights(**made)
