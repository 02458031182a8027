"""One line being answered in a Telegram chat: said, shown to be in work, edited, refused.

Where an answer goes:

- private chat: a message, or in the place of the one whose key was tapped;
- group: a reply to the line; a menu's key changes the menu. A key under a brief answers
  that person in the private chat; someone who never started the bot gets one reply under
  the brief, which every later such tap edits;
- channel: as in a group, its keys as links into the private chat.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakValueDictionary

from msgspec.structs import replace
from telegram.constants import ChatAction
from telegram.error import TelegramError

from adapters.chat.pacing.pacer import Urgency, WouldWait
from adapters.chat.turns import Over
from adapters.telegram_chat.addresses import address
from adapters.telegram_chat.answering.acknowledging import Acknowledgement
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.flood import PERSON
from adapters.telegram_chat.connecting.outcomes import is_forbidden
from adapters.telegram_chat.names import ChatNames
from adapters.telegram_chat.noted import ANSWERS
from adapters.telegram_chat.receiving.meanings import Where
from adapters.telegram_chat.rendering.keyboards import about, linkable
from adapters.telegram_chat.rendering.part import Chooser, InlineButton, TelegramPart
from adapters.telegram_chat.rendering.render import needs, parts
from adapters.telegram_chat.sending.posting import Posting, Target
from bot.commands.lines.command_lines import read_line
from bot.commands.lines.deep_links import payload_for
from bot.commands.lines.targets import AIMED, retargeted
from bot.messages.blocks import Message, Paragraph, Span, attachments, spans
from bot.messages.plain import plain
from bot.ports.notes import Notes

# a progress message that would be late is not worth sending
_HINT = Urgency("person", 1.0)


def _stay() -> None:
    return None


@dataclass(frozen=True, slots=True)
class ConversationServices:
    """What every conversation works with. ``locks`` are held while somebody is at them."""

    connection: TelegramConnection
    posting: Posting
    names: ChatNames
    notes: Notes
    clock: Callable[[], datetime]
    locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The line that is answered. ``tap`` acknowledges the tap that it came from, ``message``
    is the line's or the tapped one, ``command`` what is run. ``over`` lets the person's next
    update begin: what is left is to show what a menu has come to."""

    where: Where
    message: int | None
    tap: Acknowledgement | None = None
    replaces: bool = False
    command: str = ""
    over: Over = _stay

    @property
    def aside(self) -> bool:
        """Before others, and not theirs to read: goes to the private chat."""
        return self.tap is not None and not self.replaces and self.where.kind != "private"


class TelegramConversation:
    """Implements ``bot.ports.chats.Conversation``. Sending raises TelegramError, WouldWait or
    PlatformUnreachable, which the platform takes; nothing else does."""

    def __init__(self, services: ConversationServices, heard: Heard) -> None:
        self._services = services
        self._heard = heard
        self._told: int | None = None
        self._answered = False
        # the person never started the bot, so nothing further can be told
        self._unreachable = False
        self.choosers: list[Chooser] = []

    def needs(self, message: Message) -> int:
        return needs(message)

    async def send(self, message: Message) -> None:
        await self._send(await self._services.names.in_answer(message))

    async def _send(self, message: Message) -> None:
        heard = self._heard
        if self._unreachable:
            return
        if heard.aside:
            await self._send_aside(message)
        else:
            over = heard.message if heard.replaces and not self._answered else self._told
            await self._place(self._made(message), over, self._target())
            await self._attach(message, self._target())
        # what is told from now on is about something further
        self._answered, self._told = True, None
        await self._acknowledge()

    async def refuse(self, message: Message) -> None:
        """To a tap as an alert, which only this person sees."""
        tap = self._heard.tap
        message = await self._services.names.in_answer(message, public=True)
        if tap is None:
            await self._send(message)
        elif not tap.given:
            await tap.give(plain(message))
        elif self._heard.where.kind == "private":
            # the tap was acknowledged meanwhile, so an alert is no longer possible
            await self._place(self._made(message), self._told, self._target())
        else:
            await self._send_aside(message)

    async def progress(self, text: str) -> None:
        """A hint: what goes wrong with it is left to the answer."""
        await self._acknowledge()
        if self._unreachable or (self._heard.tap is not None and not self._answered):
            # the button stops spinning; the answer will be a message of its own
            return
        try:
            await self._hint(TelegramPart(text))
        except (WouldWait, TelegramError):
            return

    async def _hint(self, part: TelegramPart) -> None:
        services, target = self._services, self._aside() if self._heard.aside else self._target()
        if self._told is not None:
            await services.posting.replace(part, target.chat, self._told, _HINT)
            return
        bot = await services.connection.bot()
        self._told = await services.posting.send(part, target, _HINT)
        await bot.send_chat_action(
            target.chat, ChatAction.TYPING, message_thread_id=target.thread, rate_limit_args=_HINT
        )

    async def _acknowledge(self) -> None:
        if self._heard.tap is not None:
            await self._heard.tap.give()

    def _target(self) -> Target:
        where = self._heard.where
        answered = None if where.kind == "private" else self._heard.message
        return Target(where.chat, where.thread, answered, where.tapper)

    def _aside(self) -> Target:
        return Target(int(self._heard.where.person.removeprefix("telegram:")))

    def _made(self, message: Message) -> tuple[TelegramPart, ...]:
        """In a channel only with keys that lead away from it: it is no place for menus."""
        where, made = self._heard.where, parts(message)
        if where.kind != "channel":
            return made
        return tuple(replace(part, rows=_links(part, where.chat)) for part in made)

    async def _place(self, made: Sequence[TelegramPart], over: int | None, target: Target) -> None:
        """The parts in order, the first in the place of message ``over`` where that works."""
        rest = list(made)
        if self._heard.replaces:
            self._heard.over()
        if (
            over is not None
            and rest
            and await self._services.posting.replace(rest[0], target.chat, over, PERSON)
        ):
            rest = rest[1:]
        # Telegram's own list of chats can be offered in a private chat only
        if self._heard.where.kind == "private":
            self.choosers += [part.chooser for part in made if part.chooser]
        for part in rest:
            await self._services.posting.send_surely(part, target, PERSON)

    async def _attach(self, message: Message, target: Target) -> None:
        for each in attachments(message):
            await self._services.posting.file(each, target, PERSON)

    async def _send_aside(self, message: Message) -> None:
        """To the private chat; what its keys mean there is about this chat."""
        target = self._aside()
        try:
            await self._place(parts(self._elsewhere(message)), self._told, target)
            await self._attach(message, target)
        except TelegramError as error:
            if not is_forbidden(error):
                raise
            self._unreachable = True
            await self._under_the_brief(message)

    def _elsewhere(self, message: Message) -> Message:
        """As it is read in the private chat: what speaks of a channel names it."""
        where, line = self._heard.where, read_line(self._heard.command)
        about_it = retargeted(message, where.mention)
        if line is None or line.name not in AIMED:
            return about_it
        head = Paragraph(spans(Span(where.title or where.mention, "strong")))
        return Message((head, *about_it.blocks))

    async def _under_the_brief(self, message: Message) -> None:
        """One reply for everybody whom the bot may not write to; it is edited."""
        heard, services = self._heard, self._services
        key = f"{ANSWERS}{address(heard.where.chat)}/{heard.message}"
        first, *rest = self._made(message)
        first = await self._with_way_out(replace(first, rows=()) if rest else first)
        gone = None
        # the reply may have been deleted, and somebody else's tap may post a new one first
        for _ in range(2):
            reply = await self._reply_under(first, key, gone)
            if reply is None or await services.posting.replace(
                first, heard.where.chat, reply, PERSON
            ):
                return
            gone = str(reply)

    async def _reply_under(self, first: TelegramPart, key: str, gone: str | None) -> int | None:
        """The reply that stands there, but for the one that is ``gone``; None where this sent it.
        Only the sending is held against others: edits may overtake each other."""
        services = self._services
        lock = services.locks.setdefault(key, asyncio.Lock())
        async with lock:
            noted = await services.notes.get(key)
            if noted and noted != gone:
                return int(noted)
            number, _ = await services.posting.send_surely(first, self._target(), PERSON)
            about = address(self._heard.where.chat)
            await services.notes.keep(key, str(number), services.clock(), about)
        return None

    async def _with_way_out(self, part: TelegramPart) -> TelegramPart:
        """With a key that opens the same in the private chat."""
        bot = await self._services.connection.bot()
        payload = payload_for(about(self._heard.command, self._heard.where.chat))
        link = f"https://t.me/{bot.username}" + (f"?start={payload}" if payload else "")
        return replace(part, rows=(*part.rows, (InlineButton(f"@{bot.username}", url=link),)))


def _links(part: TelegramPart, chat: int) -> tuple[tuple[InlineButton, ...], ...]:
    rows = (tuple(key for key in row if linkable(key, chat)) for row in part.rows)
    return tuple(row for row in rows if row)
