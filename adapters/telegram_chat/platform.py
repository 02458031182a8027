"""Telegram as a chat platform: what people do there, taken to the desk, and answered.

::

    update | meaning | line, tap, chosen chat, membership | reception | conversation
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import ContextTypes, TypeHandler

from adapters.pacing import WouldWait
from adapters.telegram_chat import menus, updates
from adapters.telegram_chat.addresses import address
from adapters.telegram_chat.connection import TelegramConnection
from adapters.telegram_chat.conversation import Desk, Heard, TelegramConversation
from adapters.telegram_chat.outcomes import trouble
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.posting import Posting
from adapters.telegram_chat.prompts import Prompts
from adapters.telegram_chat.rights import TelegramRights
from adapters.telegram_chat.updates import Membership, Moved, Named, Spoken, Tapped, Where
from adapters.telegram_chat.welcome import Welcome
from bot.commands.command import Command, Origin
from bot.commands.reception import Reception
from bot.errors import PaperbriefError, PlatformUnreachable
from bot.ports import Alarm, Notes
from bot.ports import Membership as Memberships
from bot.translator import Translator, language_for

log = logging.getLogger(__name__)

# seconds
_LONG_POLL = 10
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Webhook:
    """``address`` is where Telegram reaches us; we listen on ``host`` and ``port``."""

    address: str
    host: str
    port: int
    secret: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramParts:
    """What the platform works with; the wiring puts it together."""

    connection: TelegramConnection
    places: Places
    posting: Posting
    rights: TelegramRights
    notes: Notes
    clock: Callable[[], datetime]


class TelegramPlatform:
    """Implements ``bot.ports.Platform``."""

    name = "telegram"

    def __init__(
        self,
        parts: TelegramParts,
        reception: Reception,
        membership: Memberships,
        alarm: Alarm,
        languages: Sequence[Translator],
        webhook: Webhook | None = None,
    ) -> None:
        self._parts = parts
        self._reception = reception
        self._membership = membership
        self._alarm = alarm
        self._languages = tuple(languages)
        self._webhook = webhook
        self._desk = Desk(parts.connection, parts.posting, parts.notes, parts.clock)
        self._prompts = Prompts(parts.connection, parts.notes, parts.clock)
        self._welcome = Welcome(parts.posting, parts.rights)
        self._broken: asyncio.Future[PaperbriefError] | None = None
        self._rival = False
        application = parts.connection.application
        application.add_handler(TypeHandler(Update, self._take))
        application.add_error_handler(self._failed)

    @property
    def _commands(self) -> Sequence[Command]:
        return self._reception.desk.commands

    async def serve(self, stop: asyncio.Event) -> None:
        bot = await self._parts.connection.bot()
        application = self._parts.connection.application
        self._broken = asyncio.get_running_loop().create_future()
        try:
            await menus.sync(
                bot, self._commands, self._languages, self._parts.notes, self._parts.clock()
            )
            await application.start()
            await self._receive()
            log.info("telegram_ready", extra={"bot": bot.username})
            await self._alarm.calm("telegram_refused", "Telegram lets me in again.")
            await self._until(stop)
        except TelegramError as error:
            raise trouble(error) from error
        finally:
            await self._stop()

    async def _receive(self) -> None:
        updater = self._parts.connection.application.updater
        assert updater is not None  # noqa: S101
        if self._webhook is None:
            await updater.start_polling(
                timeout=_LONG_POLL,
                bootstrap_retries=_TRIES,
                allowed_updates=updates.ALLOWED,
                error_callback=self._poll_failed,
            )
            return
        await updater.start_webhook(
            listen=self._webhook.host,
            port=self._webhook.port,
            url_path=urlsplit(self._webhook.address).path.lstrip("/"),
            webhook_url=self._webhook.address,
            allowed_updates=updates.ALLOWED,
            bootstrap_retries=_TRIES,
            secret_token=self._webhook.secret or secrets.token_urlsafe(32),
        )

    async def _until(self, stop: asyncio.Event) -> None:
        """Until we are to stop, or receiving has come to its end by itself."""
        assert self._broken is not None  # noqa: S101
        stopping = asyncio.create_task(stop.wait())
        ends: set[asyncio.Future[Any]] = {stopping, self._broken}
        done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if self._broken in done:
            raise self._broken.result()

    async def _stop(self) -> None:
        application = self._parts.connection.application
        if application.updater is not None and application.updater.running:
            await application.updater.stop()
        if application.running:
            await application.stop()

    def _poll_failed(self, error: TelegramError) -> None:
        """The library goes on asking after most troubles, ever more slowly."""
        if isinstance(error, InvalidToken):
            if self._broken is not None and not self._broken.done():
                self._broken.set_result(trouble(error))
        elif isinstance(error, Conflict):
            # the other may be our own predecessor, about to end: asking goes on
            self._rival = True
            self._parts.connection.application.create_task(
                self._alarm.ring("telegram_conflict", str(trouble(error)))
            )
        elif isinstance(error, NetworkError):
            log.info("telegram_not_reached", extra={"why": type(error).__name__})
        else:
            log.warning("telegram_poll_failed", extra={"why": error.message})

    async def _failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """One update takes no other down; what a platform says is no defect of ours."""
        error = context.error
        if isinstance(error, TelegramError | WouldWait | PlatformUnreachable):
            log.warning("not_answered", extra={"why": str(error)})
        else:
            log.error("update_failed", exc_info=error)

    async def _take(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        bot = await self._parts.connection.bot()
        if self._rival:
            self._rival = False
            await self._alarm.calm("telegram_conflict", "Telegram's updates are mine alone again.")
        known = frozenset(command.name for command in self._commands)
        match updates.meaning(update, bot.username, known):
            case Spoken() as spoken:
                await self._hear(spoken)
            case Tapped() as tapped:
                await self._tapped(tapped)
            case Named() as named:
                await self._named(named)
            case Moved(old, new):
                await self._moved(old, new)
            case Membership() as change:
                await self._standing(change)
            case None:
                return

    async def _hear(self, spoken: Spoken) -> None:
        where = spoken.where
        await self._parts.places.learn(where.chat, where.chat_type)
        command = await self._prompts.answered(where, spoken.answers)
        if command is not None:
            line = f"{command} {spoken.text}"
        elif spoken.addressed:
            line = spoken.line or spoken.text
        else:
            return
        heard = Heard(where=where, message=spoken.message, command=line)
        await self._answer(line, heard, linked=await self._linked(where))

    async def _tapped(self, tapped: Tapped) -> None:
        where = tapped.where
        await self._parts.places.learn(where.chat, where.chat_type)
        tap = await self._parts.posting.tap(tapped.data)
        heard = Heard(
            where=where,
            message=tapped.message,
            query=tapped.query,
            replaces=bool(tap and tap.replaces and tapped.message),
            command=tap.command if tap else "",
        )
        conversation = TelegramConversation(self._desk, heard)
        if tap is None:
            say = self._say(where)
            await conversation.acknowledge(say.text("That button is too old."), alert=True)
        elif tap.asks:
            await conversation.acknowledge()
            await self._prompts.ask(tap.asks, tap.command, where, tapped.message)
        else:
            await self._answer(tap.command, heard, linked=await self._linked(where))
            await conversation.acknowledge()

    async def _named(self, named: Named) -> None:
        where = named.where
        command = await self._prompts.chosen(where)
        if command is not None:
            line = f"{command} @{named.chat}"
            await self._answer(line, Heard(where=where, message=named.message, command=line))

    async def _answer(self, line: str, heard: Heard, linked: int | None = None) -> None:
        where = heard.where
        origin = Origin(
            channel=where.address,
            person=where.person,
            proven=True if where.kind == "private" or where.person == address(where.chat) else None,
            language=where.language,
            linked=address(linked) if linked else None,
            private=where.kind == "private",
            titled=where.title,
        )
        conversation = TelegramConversation(self._desk, heard)
        await self._reception.receive(line, origin, conversation)
        for chooser in conversation.choosers:
            say = self._say(where)
            labels = (say.text("Choose a channel"), say.text("Choose a group"))
            await self._prompts.offer(chooser, where, labels)

    async def _linked(self, where: Where) -> int | None:
        """The channel that a group discusses; a trouble in asking is no trouble of the line."""
        if where.kind != "group" or where.chat_type != "supergroup":
            return None
        try:
            return await self._parts.places.linked(where.chat)
        except PlatformUnreachable:
            return None

    async def _moved(self, old: int, new: int) -> None:
        self._parts.rights.forget(old)
        await self._membership.moved(address(old), address(new))

    async def _standing(self, change: Membership) -> None:
        where = change.where
        self._parts.rights.forget(where.chat)
        await self._parts.places.learn(where.chat, where.chat_type)
        if not change.is_in:
            await self._membership.closed(where.address, change.why, self._parts.clock())
            return
        await self._membership.opened(where.address)
        if not change.was_in and where.kind != "private":
            await self._welcome.greet(where, self._say(where))

    def _say(self, where: Where) -> Translator:
        desk = self._reception.desk
        return desk.translate(language_for(where.language) or desk.new_channel("").language)
