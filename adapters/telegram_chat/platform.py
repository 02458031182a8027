"""Telegram as a chat platform: connected, its menus told, its updates taken up.

::

    polling or webhook | taken up once | in turn | meaning | people, standing
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from adapters.pacing import WouldWait
from adapters.telegram_chat import menus
from adapters.telegram_chat.answering.acknowledging import Acknowledgement
from adapters.telegram_chat.answering.conversation import Desk
from adapters.telegram_chat.answering.people import People
from adapters.telegram_chat.answering.prompts import Prompts
from adapters.telegram_chat.answering.welcome import Welcome
from adapters.telegram_chat.connecting.connection import Bot, TelegramConnection
from adapters.telegram_chat.connecting.outcomes import trouble
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.posting import Posting
from adapters.telegram_chat.receiving import updates
from adapters.telegram_chat.receiving.in_turn import InTurn, Over, Who
from adapters.telegram_chat.receiving.line import Line
from adapters.telegram_chat.receiving.meanings import Membership, Moved, Named, Spoken, Tapped
from adapters.telegram_chat.receiving.polling import Patience, Polling
from adapters.telegram_chat.receiving.taken import Taken
from adapters.telegram_chat.receiving.webhook import Hook, Webhook
from adapters.telegram_chat.rights import TelegramRights
from adapters.telegram_chat.standing import Standing
from bot.commands.lines.reception import Reception
from bot.errors import PaperbriefError, PlatformUnreachable
from bot.ports.delivering import Alarm
from bot.ports.delivering import Membership as Memberships
from bot.ports.shelves import Notes
from bot.translator import Translator

__all__ = ["TelegramParts", "TelegramPlatform", "Webhook"]

log = logging.getLogger(__name__)

# seconds in which what is being answered may end, and what was taken is confirmed
_GRACE, _CONFIRMED = 1.0, 0.5


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
    """Implements ``bot.ports.chats.Platform``."""

    name = "telegram"

    def __init__(
        self,
        parts: TelegramParts,
        reception: Reception,
        membership: Memberships,
        alarm: Alarm,
        languages: Sequence[Translator],
        webhook: Webhook | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._parts = parts
        self._reception = reception
        self._alarm = alarm
        self._languages = tuple(languages)
        self._webhook = webhook
        self._patience = patience
        self._line = Line(alarm)
        places, rights, notes, clock = parts.places, parts.rights, parts.notes, parts.clock
        self._people = People(
            Desk(parts.connection, parts.posting, places.names, notes, clock),
            places,
            Prompts(parts.connection, notes, clock),
            rights,
            reception,
        )
        welcome = Welcome(parts.posting, rights)
        self._standing = Standing(self._people, places, rights, membership, welcome, notes, clock)
        self._known = frozenset(command.name for command in reception.desk.commands)

    async def serve(self, stop: asyncio.Event) -> None:
        bot = await self._bot()
        taken = Taken(self._parts.notes, bot.id, self._parts.clock)
        await taken.load()
        line = InTurn(_failed)
        source = self._source(bot, partial(self._arrived, bot, taken, line))
        receiving = asyncio.create_task(source.run())
        preparing = asyncio.create_task(self._prepare(bot))
        preparing.add_done_callback(_look_at)
        try:
            log.info("telegram_ready", extra={"bot": bot.username})
            await self._alarm.calm("telegram_refused", "Telegram lets me in again.")
            await _until(stop, receiving)
        except TelegramError as error:
            raise trouble(error) from error
        finally:
            preparing.cancel()
            receiving.cancel()
            await asyncio.wait({receiving, preparing})
            await line.close(_GRACE)
            await _within(_CONFIRMED, source.confirm)

    async def _bot(self) -> Bot:
        try:
            bot = await self._parts.connection.bot()
        except PlatformUnreachable as error:
            await self._line.broken(str(error), logged=True)
            raise
        if self._webhook is not None:
            # polling finds out by itself
            await self._line.well()
        return bot

    def _source(self, bot: Bot, arrive: Callable[[Sequence[Update]], Any]) -> Polling | Hook:
        if self._webhook is None:
            return Polling(bot, arrive, self._alarm, self._patience, self._line)
        return Hook(bot, arrive, self._webhook)

    async def _prepare(self, bot: Bot) -> None:
        """Without its menus the bot is worse, not down."""
        parts = self._parts
        try:
            await menus.sync(
                bot, self._reception.desk.commands, self._languages, parts.notes, parts.clock()
            )
        except (TelegramError, PaperbriefError) as error:
            log.error("menus_not_told", extra={"why": str(error)})

    async def _arrived(
        self, bot: Bot, taken: Taken, line: InTurn, fetched: Sequence[Update]
    ) -> None:
        await line.room()
        for update in taken.new(fetched):
            self._begin(update, bot, line)
        await taken.note()

    def _begin(self, update: Update, bot: Bot, line: InTurn) -> None:
        query = update.callback_query
        # from now on: it may have to wait for its turn
        tap = Acknowledgement(self._parts.connection, query.id) if query else None
        who = _who(update)
        if not line.add(who, partial(self._take, update, bot.username, tap)):
            log.warning("too_many_at_once", extra={"chat": who[0], "person": who[1]})

    async def _take(
        self, update: Update, username: str, tap: Acknowledgement | None, over: Over
    ) -> None:
        match updates.meaning(update, username, self._known):
            case Spoken() as spoken:
                await self._people.hear(spoken)
            case Tapped() as tapped if tap is not None:
                await self._people.tapped(tapped, tap, over)
            case Named() as named:
                await self._people.named(named)
            case Moved() as moved:
                await self._standing.moved(moved)
            case Membership() as change:
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


async def _until(stop: asyncio.Event, receiving: asyncio.Task[None]) -> None:
    """Until we are to stop, or receiving has come to its end by itself."""
    stopping = asyncio.create_task(stop.wait())
    ends: set[asyncio.Task[Any]] = {stopping, receiving}
    try:
        done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    if receiving in done:
        receiving.result()
        raise PlatformUnreachable("Telegram's updates came to an end.")


async def _within(seconds: float, work: Callable[[], Any]) -> None:
    try:
        async with asyncio.timeout(seconds):
            await work()
    except TimeoutError:
        return
