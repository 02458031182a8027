"""Telegram as a chat platform: connected, its menus told, its updates taken up.

::

    polling or webhook | taken up once | in turn | meaning | people, standing
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from adapters.chat.menus import in_every_language, tell_or_log
from adapters.chat.pacing.pacer import RateLimits, WouldWait
from adapters.chat.platform import Beat, ConnectedPlatform, Surroundings
from adapters.chat.receiving import ReceivingLine, receive_until
from adapters.chat.turns import Over, TurnQueue, Who
from adapters.telegram_chat import menus
from adapters.telegram_chat.answering.acknowledging import Acknowledgement
from adapters.telegram_chat.answering.conversation import ConversationServices
from adapters.telegram_chat.answering.people import People
from adapters.telegram_chat.answering.prompts import Prompts
from adapters.telegram_chat.connecting.connection import Bot, TelegramConnection
from adapters.telegram_chat.connecting.flood import JITTER
from adapters.telegram_chat.connecting.outcomes import trouble
from adapters.telegram_chat.hearing import TelegramHearing
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.receiving import updates
from adapters.telegram_chat.receiving.meanings import (
    ChatMoved,
    Named,
    Overheard,
    OwnMembership,
    Spoken,
    Tapped,
)
from adapters.telegram_chat.receiving.polling import Polling
from adapters.telegram_chat.receiving.taken import Taken
from adapters.telegram_chat.receiving.webhook import Hook, Webhook
from adapters.telegram_chat.rights import TelegramRights
from adapters.telegram_chat.sending.posting import Posting
from adapters.telegram_chat.sending.sender import TelegramSender, telegram_form
from adapters.telegram_chat.settings import TelegramSettings
from adapters.telegram_chat.standing import OwnStatus
from bot.commands.lines.command import Command
from bot.commands.lines.request_handler import RequestHandler
from bot.errors import PaperbriefError, PlatformUnreachable
from bot.ports.alarms import PlatformAlarm
from bot.ports.channels import Membership
from bot.ports.chats import Platform

log = logging.getLogger(__name__)

# seconds in which what is being answered may end, and what was taken is confirmed
_GRACE, _CONFIRMED = 1.0, 0.5


def connected(settings: TelegramSettings, around: Surroundings) -> ConnectedPlatform:
    """All of Telegram over one connection; nothing is asked of it yet."""
    notes, clock = around.notes, around.clock
    connection = connection_of(settings)
    places = Places(connection, notes, clock)
    posting = Posting(connection, places, notes, clock)
    rights = TelegramRights(connection, places, clock)
    sender = TelegramSender(connection, posting, places.names)

    def serve(
        handler: RequestHandler, membership: Membership, alarm: PlatformAlarm, beat: Beat
    ) -> Platform:
        people = People(
            ConversationServices(connection, posting, places.names, notes, clock),
            places,
            Prompts(connection, notes, clock),
            rights,
            handler,
        )
        standing = OwnStatus(people, places, rights, membership, notes, clock)
        hook, line = Webhook.of(settings), ReceivingLine("telegram", alarm)
        return TelegramPlatform(connection, around, people, standing, alarm, hook, line, beat)

    return ConnectedPlatform(
        sender=sender,
        messenger=sender,
        rights=rights,
        hearing=TelegramHearing(connection, places),
        form=telegram_form,
        serve=serve,
        lacking=rights.told_lacking,
        close=connection.close,
    )


def connection_of(settings: TelegramSettings) -> TelegramConnection:
    assert settings.bot_token is not None  # noqa: S101
    limits = RateLimits(
        overall_per_second=settings.per_second or None,
        chat_per_second=settings.chat_per_second or None,
        group_per_minute=settings.group_per_minute or None,
        jitter=JITTER,
    )
    return TelegramConnection(settings.bot_token.get_secret_value(), settings.api_base, limits)


@dataclass
class TelegramPlatform:
    """Implements ``bot.ports.chats.Platform``."""

    _connection: TelegramConnection
    _around: Surroundings
    _people: People
    _standing: OwnStatus
    _alarm: PlatformAlarm
    _webhook: Webhook | None
    _line: ReceivingLine
    _beat: Beat
    name: str = "telegram"

    @property
    def _commands(self) -> Sequence[Command]:
        return self._people.request_handler.services.commands

    async def serve(self, stop: asyncio.Event) -> None:
        bot = await self._bot()
        taken = Taken(self._around.notes, bot.id, self._around.clock)
        await taken.load()
        line = TurnQueue(_failed)
        source = self._source(bot, partial(self._arrived, bot, taken, line))
        receiving = asyncio.create_task(source.run())
        preparing = asyncio.create_task(self._prepare(bot))
        preparing.add_done_callback(_look_at)
        try:
            log.info("telegram_ready", extra={"bot": bot.username})
            await self._alarm.calm("telegram_refused", "Telegram lets me in again.")
            await receive_until(stop, receiving, "Telegram's updates came to an end.")
        except TelegramError as error:
            raise trouble(error) from error
        finally:
            preparing.cancel()
            receiving.cancel()
            await asyncio.wait({receiving, preparing})
            await line.close(_GRACE)
            with suppress(TimeoutError):
                async with asyncio.timeout(_CONFIRMED):
                    await source.confirm()

    async def _bot(self) -> Bot:
        try:
            bot = await self._connection.bot()
        except PlatformUnreachable as error:
            await self._line.broken(str(error), logged=True)
            raise
        if self._webhook is not None:
            # with polling, the first answer tells
            await self._line.well()
        return bot

    def _source(self, bot: Bot, arrive: Callable[[Sequence[Update]], Any]) -> Polling | Hook:
        if self._webhook is None:
            return Polling(bot, arrive, self._alarm, line=self._line, beat=self._beat)
        return Hook(bot, arrive, self._webhook, beat=self._beat)

    async def _prepare(self, bot: Bot) -> None:
        notes, now = self._around.notes, self._around.clock()
        await tell_or_log(
            partial(menus.sync, bot, self._commands, in_every_language(), notes, now),
            (TelegramError, PaperbriefError),
        )

    async def _arrived(
        self, bot: Bot, taken: Taken, line: TurnQueue, fetched: Sequence[Update]
    ) -> None:
        await line.room()
        for update in taken.new(fetched):
            self._begin(update, bot, line)
        await taken.note()

    def _begin(self, update: Update, bot: Bot, line: TurnQueue) -> None:
        query = update.callback_query
        # its time runs from now on, even while the update waits for its turn
        tap = Acknowledgement(self._connection, query.id) if query else None
        who = _who(update)
        if not line.add(who, partial(self._take, update, bot.username, tap)):
            log.warning("too_many_at_once", extra={"chat": who[0], "person": who[1]})

    async def _take(
        self, update: Update, username: str, tap: Acknowledgement | None, over: Over
    ) -> None:
        match updates.meaning(update, username, {each.name for each in self._commands}):
            case Spoken() as spoken:
                await self._people.hear(spoken, over)
            case Overheard() as overheard:
                # a look-up at arXiv must not hold up what this person asks
                over()
                await self._people.overhear(overheard)
            case Tapped() as tapped if tap is not None:
                await self._people.tapped(tapped, tap, over)
            case Named() as named:
                await self._people.named(named)
            case ChatMoved() as moved:
                await self._standing.moved(moved)
            case OwnMembership() as change:
                await self._standing.changed(change)
            case _:
                return


def _who(update: Update) -> Who:
    chat, user, speaker = update.effective_chat, update.effective_user, update.effective_sender
    person = user or speaker
    return (chat.id if chat else 0, str(person.id if person else ""))


def _failed(error: BaseException) -> None:
    """What a platform says is no defect of ours."""
    if isinstance(error, TelegramError | WouldWait | PlatformUnreachable):
        log.warning("not_answered", extra={"why": str(error)})
    else:
        log.error("update_failed", exc_info=error)


def _look_at(done: asyncio.Task[None]) -> None:
    if not done.cancelled() and (error := done.exception()) is not None:
        _failed(error)
