"""One line being answered in a Telegram chat: said, shown to be in work, edited, refused.

Where an answer goes:

- private chat: a message, or in the place of the one whose key was tapped;
- group: a reply to the line; a menu's key changes the menu. A key under a brief answers
  that person in the private chat; someone who never started the bot gets one reply under
  the brief, which every later such tap edits;
- channel: as in a group.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

from adapters.telegram_chat.addresses import address
from adapters.telegram_chat.connection import TelegramConnection
from adapters.telegram_chat.flood import PERSON
from adapters.telegram_chat.outcomes import is_forbidden
from adapters.telegram_chat.part import Chooser, Key, TelegramPart
from adapters.telegram_chat.posting import Posting, Target
from adapters.telegram_chat.render import fits, parts
from adapters.telegram_chat.updates import Where
from bot.commands.deep_links import payload_for
from bot.commands.targets import retargeted
from bot.messages.blocks import Message
from bot.messages.plain import plain
from bot.ports import Notes
from bot.text.readable import shorten

# https://core.telegram.org/bots/api#answercallbackquery
_ALERT = 200
_ANSWER = "telegram:answer:"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every conversation works with."""

    connection: TelegramConnection
    posting: Posting
    notes: Notes
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The line that is answered. ``query`` is the tap's id, ``message`` the line's or the
    tapped message, ``command`` what a tap runs."""

    where: Where
    message: int | None
    query: str | None = None
    replaces: bool = False
    command: str = ""

    @property
    def aside(self) -> bool:
        """Before others, and not theirs to read: goes to the private chat."""
        return self.query is not None and not self.replaces and self.where.kind != "private"


class TelegramConversation:
    """Implements ``bot.ports.Conversation``. Sending raises TelegramError, which the platform
    takes; nothing else does."""

    def __init__(self, desk: Desk, heard: Heard) -> None:
        self._desk = desk
        self._heard = heard
        self._told: int | None = None
        self._acknowledged = heard.query is None
        self.choosers: list[Chooser] = []

    def fits(self, message: Message) -> bool:
        return fits(message)

    async def send(self, message: Message) -> None:
        heard = self._heard
        if heard.aside:
            await self._send_aside(message)
        else:
            await self._place(parts(message), heard.message if heard.replaces else self._told)
        await self.acknowledge()

    async def refuse(self, message: Message) -> None:
        """To a tap as an alert, which only this person sees."""
        if self._heard.query is None:
            await self.send(message)
        elif self._acknowledged:
            # the alert was given away when the work took long
            await self._place(parts(message), self._told)
        else:
            await self.acknowledge(shorten(plain(message), _ALERT), alert=True)

    async def progress(self, text: str) -> None:
        await self.acknowledge()
        heard, part = self._heard, TelegramPart(text)
        bot = await self._desk.connection.bot()
        if heard.aside or heard.replaces:
            # the key stops spinning; what comes takes a place of its own
            return
        if self._told is not None:
            await self._desk.posting.replace(part, heard.where.chat, self._told, PERSON)
            return
        sent = await self._desk.posting.send(part, self._target(), PERSON)
        self._told = sent.message_id
        await bot.send_chat_action(
            heard.where.chat, ChatAction.TYPING, message_thread_id=heard.where.thread
        )

    async def acknowledge(self, text: str | None = None, *, alert: bool = False) -> None:
        """Answer the tap, once; Telegram forgets a tap after some seconds."""
        if self._acknowledged or self._heard.query is None:
            return
        self._acknowledged = True
        bot = await self._desk.connection.bot()
        try:
            await bot.answer_callback_query(self._heard.query, text=text, show_alert=alert)
        except BadRequest:
            # too old: whoever tapped does not wait any more
            return

    def _target(self) -> Target:
        where = self._heard.where
        answered = None if where.kind == "private" else self._heard.message
        return Target(where.chat, where.thread, answered)

    async def _place(self, made: Sequence[TelegramPart], over: int | None) -> None:
        """The parts in order, the first in the place of message ``over`` where that works."""
        chat = self._heard.where.chat
        rest = list(made)
        replaced = (
            over is not None
            and rest
            and await self._desk.posting.replace(rest[0], chat, over, PERSON)
        )
        if replaced:
            rest = rest[1:]
        # Telegram's own list of chats can be offered in a private chat only
        if self._heard.where.kind == "private":
            self.choosers += [part.chooser for part in made if part.chooser]
        for part in rest:
            await self._desk.posting.send_surely(part, self._target(), PERSON)

    async def _send_aside(self, message: Message) -> None:
        """To the private chat; what its keys mean there is about this chat."""
        where = self._heard.where
        person = int(where.person.removeprefix("telegram:"))
        made = parts(retargeted(message, where.mention))
        try:
            for part in made:
                await self._desk.posting.send_surely(part, Target(person), PERSON)
        except TelegramError as error:
            if not is_forbidden(error):
                raise
            await self._under_the_brief(message)

    async def _under_the_brief(self, message: Message) -> None:
        """One reply for everybody whom the bot may not write to; it is edited."""
        heard = self._heard
        key = f"{_ANSWER}{address(heard.where.chat)}/{heard.message}"
        first, *rest = parts(message)
        first = await self._with_way_out(replace(first, rows=()) if rest else first)
        noted = await self._desk.notes.get(key)
        if noted and await self._desk.posting.replace(first, heard.where.chat, int(noted), PERSON):
            return
        sent, _ = await self._desk.posting.send_surely(first, self._target(), PERSON)
        await self._desk.notes.keep(key, str(sent.message_id), self._desk.clock())

    async def _with_way_out(self, part: TelegramPart) -> TelegramPart:
        """With a key that opens the same in the private chat."""
        bot = await self._desk.connection.bot()
        payload = payload_for(self._heard.command)
        if payload is None:
            return part
        link = Key(f"@{bot.username}", url=f"https://t.me/{bot.username}?start={payload}")
        return replace(part, rows=(*part.rows, (link,)))
