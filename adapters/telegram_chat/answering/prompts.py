"""Questions that wait for an answer: a forced reply, or a chat from Telegram's own list.

What is to be done with the answer is noted under the question's message, so that it may
come after a restart.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

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
from adapters.telegram_chat.receiving.meanings import Where
from adapters.telegram_chat.receiving.updates import CHANNELS, GROUPS
from adapters.telegram_chat.rendering.part import Chooser
from bot.ports.shelves import Notes
from bot.text.readable import utf16_length

PROMPTS = "telegram:prompt:"
CHOOSERS = "telegram:chooser:"
# seconds
_NOTED_WITHIN = 1.0
_DONE = "✓"
_OFFERED_FOR = "/subscribe"


class Prompts:
    def __init__(
        self, connection: TelegramConnection, notes: Notes, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._notes = notes
        self._clock = clock
        self._asking: set[tuple[int, asyncio.Event]] = set()

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
        with self._noting(where.chat):
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
            await self._notes.keep(key, command, self._clock(), *_about(where, command))

    @contextmanager
    def _noting(self, chat: int) -> Iterator[None]:
        mark = chat, asyncio.Event()
        self._asking.add(mark)
        try:
            yield
        finally:
            self._asking.discard(mark)
            mark[1].set()

    async def waiting(self, where: Where, question: int | None) -> str | None:
        """The command that the reply to this question completes; None for what is none, or
        was answered."""
        if question is None:
            return None
        # Telegram shows a question before its sender hears of that
        noting = [done.wait() for chat, done in self._asking if chat == where.chat]
        with suppress(TimeoutError):
            async with asyncio.timeout(_NOTED_WITHIN):
                await asyncio.gather(*noting)
        return await self._notes.get(f"{PROMPTS}{where.chat}/{question}")

    async def over(self, where: Where, question: int | None) -> None:
        """It was answered."""
        await self._notes.drop(f"{PROMPTS}{where.chat}/{question}")

    async def offer(self, chooser: Chooser, where: Where, labels: tuple[str, str]) -> None:
        """Telegram's own list of a person's channels and groups, as two keys."""
        bot = await self._connection.bot()
        channels, groups = labels
        poster = _rights(can_post_messages=True, is_channel=True)
        keys = [
            KeyboardButton(
                channels,
                request_chat=KeyboardButtonRequestChat(
                    CHANNELS,
                    chat_is_channel=True,
                    request_title=True,
                    user_administrator_rights=_rights(can_promote_members=True, is_channel=True),
                    bot_administrator_rights=poster,
                ),
            ),
            KeyboardButton(
                groups,
                request_chat=KeyboardButtonRequestChat(
                    GROUPS, chat_is_channel=False, bot_is_member=True, request_title=True
                ),
            ),
        ]
        await bot.send_message(
            where.chat,
            chooser.label,
            reply_markup=ReplyKeyboardMarkup([keys], resize_keyboard=True, one_time_keyboard=True),
            rate_limit_args=PERSON,
        )
        about = _about(where, chooser.command)
        await self._notes.keep(f"{CHOOSERS}{where.chat}", chooser.command, self._clock(), *about)

    async def put_away(self, where: Where) -> None:
        """The keys of :meth:`offer`; Telegram wants a message with that."""
        bot = await self._connection.bot()
        await bot.send_message(
            where.chat, _DONE, reply_markup=ReplyKeyboardRemove(), rate_limit_args=PERSON
        )

    async def chosen(self, where: Where) -> str:
        """The command that waits for a chat: the one that keys are offered for."""
        return await self._notes.get(f"{CHOOSERS}{where.chat}") or _OFFERED_FOR


def _about(where: Where, command: str) -> set[str]:
    return {where.address, address(where.chat), *mentioned(command)}


def _rights(
    *, is_channel: bool, can_post_messages: bool = False, can_promote_members: bool = False
) -> ChatAdministratorRights:
    """Whoever lets the bot in must be allowed to give the right that it gets."""
    posts = can_post_messages or can_promote_members
    return ChatAdministratorRights(
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=False,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=can_promote_members,
        can_change_info=False,
        can_invite_users=False,
        can_post_messages=posts if is_channel else None,
        can_edit_messages=False if is_channel else None,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
    )
