"""What people do in Telegram chats, taken to the request handler, and answered there.

::

    line, tap, chosen chat | what it runs | request handler | conversation
"""

import asyncio
import logging
from dataclasses import dataclass, replace

from adapters.chat.turns import Over
from adapters.telegram_chat.addresses import address
from adapters.telegram_chat.answering.acknowledging import Acknowledgement
from adapters.telegram_chat.answering.conversation import (
    ConversationServices,
    Heard,
    TelegramConversation,
)
from adapters.telegram_chat.answering.prompts import Prompt, Prompts
from adapters.telegram_chat.answering.welcome import not_there_yet
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.receiving.meanings import Named, Overheard, Spoken, Tapped, Where
from adapters.telegram_chat.rendering.keyboards import Tap, about
from bot.commands.lines.command import Origin
from bot.commands.lines.command_lines import read_line
from bot.commands.lines.dispatch import find, unasked
from bot.commands.lines.request_handler import RequestHandler
from bot.errors import PlatformRefused, PlatformUnreachable
from bot.messages.blocks import message, paragraph
from bot.ports.chats import Rights
from bot.translator import Translator

log = logging.getLogger(__name__)

# commands about the person who taps: only that person's own buttons may run them
_ONE_S_OWN = ("forget",)


@dataclass(frozen=True, slots=True)
class People:
    """``request_handler`` answers; the rest says where, and with what Telegram can do."""

    services: ConversationServices
    places: Places
    prompts: Prompts
    rights: Rights
    request_handler: RequestHandler

    async def hear(self, spoken: Spoken, over: Over) -> None:
        """``over`` is called where the person's next line need not wait for the end of this."""
        where = spoken.where
        await self._learn(where)
        asked = await self.prompts.waiting(where, spoken.answers)
        if asked is not None and not self._may_answer(asked, where):
            asked = None
        if asked is not None and not spoken.text.startswith("/"):
            line = f"{asked.command} {spoken.text}"
        elif spoken.addressed:
            line = spoken.line or spoken.text
        else:
            # a reply to us that says nothing to us
            await self.overhear(Overheard(where=where, text=spoken.text, message=spoken.message))
            return
        done = await self._answer(
            line, Heard(where=where, message=spoken.message, command=line, over=over), linked=True
        )
        if done and asked is not None:
            # an answer that was not understood may be given again
            await self.prompts.over(where, spoken.answers)

    async def overhear(self, overheard: Overheard) -> None:
        """The answer, where there is any, is a reply to it."""
        where = overheard.where
        await self._learn(where)
        conversation = TelegramConversation(
            self.services, Heard(where=where, message=overheard.message)
        )
        await self.request_handler.overhear(overheard.text, self.origin(where), conversation)

    async def tapped(self, tapped: Tapped, acknowledgement: Acknowledgement, over: Over) -> None:
        """``over`` is called as soon as nothing but the showing is left."""
        where = tapped.where
        await self._learn(where)
        say = self.say(where)
        keys = await self.services.posting.keyboards.under(where.chat, tapped.under)
        if keys is None:
            await acknowledgement.give(_expired(say))
            return
        if not keys.hold(tapped.data):
            log.info("forged_tap", extra={"chat": where.chat, "person": where.person})
            await acknowledgement.give(say.text("That button is not on this message."))
            return
        if tapped.message is None:
            # of an old message Telegram does not tell its topic either
            where = replace(where, thread=keys.thread)
        tap = await self.services.posting.tap(tapped.data)
        if tap is None:
            await acknowledgement.give(_expired(say))
            return
        heard = Heard(
            where=where,
            message=tapped.message,
            tap=acknowledgement,
            replaces=tap.replaces and tapped.message is not None and not keys.brief,
            command=tap.command,
            over=over,
        )
        line = read_line(tap.command)
        if line and line.name in _ONE_S_OWN and keys.asked_by not in (None, where.person):
            await acknowledgement.give(say.text("That button is only for the person who asked."))
        elif tap.asks:
            await self._ask(tap, tap.asks, heard)
        else:
            await self._answer(tap.command, heard, linked=True)
        await acknowledgement.give()

    def _may_answer(self, asked: Prompt, where: Where) -> bool:
        """Whom it was put to; what only owners change is asked of all of them, and the command
        looks who answers."""
        if asked.asks(where):
            return True
        line = read_line(asked.command)
        row = find(line.name, self.request_handler.services.commands) if line else None
        return row is not None and row.who == "owner" and asked.is_of(where)

    async def _learn(self, where: Where) -> None:
        await self.places.learn(where.chat, where.chat_type)
        await self.places.names.learn(where.chat, where.title, where.username)

    async def named(self, named: Named) -> None:
        """A chat from Telegram's own list; the person may have no say in it, or we no place."""
        where = named.where
        await self.prompts.put_away(where)
        command = await self.prompts.chosen(where)
        if command is None:
            refused = Heard(where=where, message=named.message)
            told = message(paragraph(_expired(self.say(where))))
            await TelegramConversation(self.services, refused).refuse(told)
            return
        line = f"{command} @{named.chat}"
        heard = Heard(where=where, message=named.message, command=line)
        if await self._is_out(named):
            told = not_there_yet(named, await self._username(), self.say(where))
            await TelegramConversation(self.services, heard).refuse(told)
        else:
            await self._answer(line, heard)

    def say(self, where: Where) -> Translator:
        """In a person's own language, where no channel's is known."""
        return self.request_handler.services.spoken(where.language)

    def origin(self, where: Where, linked: int | None = None) -> Origin:
        alone = where.kind == "private"
        return Origin(
            channel=where.address,
            person=where.person,
            proven=True if alone or where.person == address(where.chat) else None,
            language=where.language,
            linked=address(linked) if linked else None,
            private=alone,
            alone=alone,
            titled=where.title,
        )

    async def _is_out(self, named: Named) -> bool:
        """Where nobody can say, the command tells so."""
        try:
            return await self.rights.find(f"@{named.chat}", named.where.address) is None
        except PlatformUnreachable:
            return False

    async def _ask(self, tap: Tap, question: str, heard: Heard) -> None:
        """Only those are asked who may answer. In a channel nobody can: in private, then."""
        where, command = heard.where, tap.command
        refusal = await self._refusal(where, command)
        if refusal is not None:
            conversation = TelegramConversation(self.services, heard)
            await conversation.refuse(message(paragraph(refusal)))
            return
        assert heard.tap is not None  # noqa: S101
        await heard.tap.give()
        if where.kind == "channel":
            person = int(where.person.removeprefix("telegram:"))
            command = about(command, where.chat)
            where = replace(where, chat=person, thread=None, kind="private")
        await self.prompts.ask(question, command, where, heard.message)

    async def _refusal(self, where: Where, command: str) -> str | None:
        line, origin = read_line(command), self.origin(where)
        row = find(line.name, self.request_handler.services.commands) if line else None
        if not self.request_handler.allow_list.admits(origin):
            return _expired(self.say(where))
        if row is None or row.who != "owner" or origin.proven:
            return None
        try:
            if await self.rights.may_configure(where.address, where.person):
                return None
        except PlatformUnreachable:
            return unasked(self.say(where))
        words = self.request_handler.services.channels.right_words
        return self.say(where).kept(words.owners(where.address))

    async def _answer(self, line: str, heard: Heard, *, linked: bool = False) -> bool:
        where = heard.where
        conversation = TelegramConversation(self.services, heard)
        channel = await self._linked(where, conversation) if linked else None
        origin = replace(self.origin(where, channel), tapped=heard.tap is not None)
        done = await self.request_handler.receive(line, origin, conversation, heard.over)
        for chooser in conversation.choosers:
            say = self.say(where)
            labels = (say.text("Choose a channel"), say.text("Choose a group"))
            await self.prompts.offer(chooser, where, labels)
        return done

    async def _linked(self, where: Where, conversation: TelegramConversation) -> int | None:
        """The channel that a group discusses; a trouble in asking is no trouble of the line."""
        if where.chat_type != "supergroup":
            return None
        asking = asyncio.create_task(self.places.linked(where.chat))
        try:
            done, _ = await asyncio.wait({asking}, timeout=self.request_handler.acknowledged)
            if not done:
                await conversation.progress(self.say(where).text("One moment …"))
            return await asking
        except (PlatformUnreachable, PlatformRefused):
            return None
        finally:
            asking.cancel()

    async def _username(self) -> str:
        return str((await self.services.connection.bot()).username)


def _expired(say: Translator) -> str:
    return say.text("That button has expired. Send me the command itself: /help lists them.")
