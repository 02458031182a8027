"""What people do in Telegram chats, taken to the desk, and answered there.

::

    line, tap, chosen chat | what it runs | reception | conversation
"""

import asyncio
from dataclasses import dataclass, replace

from adapters.telegram_chat.addresses import address
from adapters.telegram_chat.answering.acknowledging import Acknowledgement
from adapters.telegram_chat.answering.conversation import Desk, Heard, TelegramConversation
from adapters.telegram_chat.answering.prompts import Prompts
from adapters.telegram_chat.answering.welcome import not_there_yet
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.receiving.in_turn import Over
from adapters.telegram_chat.receiving.meanings import Named, Spoken, Tapped, Where
from adapters.telegram_chat.rendering.keyboards import Tap, about
from bot.commands.lines.command import Origin
from bot.commands.lines.dispatch import find, read_line
from bot.commands.lines.reception import Reception
from bot.errors import PlatformRefused, PlatformUnreachable
from bot.messages.blocks import message, paragraph
from bot.ports.chats import Rights
from bot.translator import Translator, language_for

# what is done to the person who taps, so that nobody else's key may do it
_ONE_S_OWN = ("forget",)


@dataclass(frozen=True, slots=True)
class People:
    """``reception`` answers; the rest says where, and with what Telegram can do."""

    desk: Desk
    places: Places
    prompts: Prompts
    rights: Rights
    reception: Reception

    async def hear(self, spoken: Spoken) -> None:
        where = spoken.where
        await self._learn(where)
        asked = await self.prompts.waiting(where, spoken.answers)
        if asked is not None and not spoken.text.startswith("/"):
            line = f"{asked} {spoken.text}"
        elif spoken.addressed:
            line = spoken.line or spoken.text
        else:
            return
        done = await self._answer(
            line, Heard(where=where, message=spoken.message, command=line), linked=True
        )
        if done and asked is not None:
            # what was not done, such as a word that means nothing, may be said again
            await self.prompts.over(where, spoken.answers)

    async def tapped(self, tapped: Tapped, acknowledgement: Acknowledgement, over: Over) -> None:
        """``over`` is called as soon as nothing but the showing is left."""
        where = tapped.where
        await self._learn(where)
        tap = await self.desk.posting.tap(tapped.data)
        say = self.say(where)
        if tap is None:
            await acknowledgement.give(say.text("That button is too old."))
            return
        heard = Heard(
            where=where,
            message=tapped.message,
            tap=acknowledgement,
            replaces=tap.replaces and tapped.message is not None,
            command=tap.command,
            over=over,
        )
        line = read_line(tap.command)
        if line and line.name in _ONE_S_OWN and tapped.asked_by not in (None, where.person):
            await acknowledgement.give(say.text("That button is for the person who asked."))
        elif tap.asks:
            await self._ask(tap, tap.asks, heard)
        else:
            await self._answer(tap.command, heard, linked=True)
        await acknowledgement.give()

    async def _learn(self, where: Where) -> None:
        await self.places.learn(where.chat, where.chat_type)
        await self.places.names.learn(where.chat, where.title, where.username)

    async def named(self, named: Named) -> None:
        """A chat from Telegram's own list; the person may have no say in it, or we no place."""
        where = named.where
        await self.prompts.put_away(where)
        command = await self.prompts.chosen(where)
        line = f"{command} @{named.chat}"
        heard = Heard(where=where, message=named.message, command=line)
        if await self._is_out(named):
            told = not_there_yet(named, await self._username(), self.say(where))
            await TelegramConversation(self.desk, heard).refuse(told)
        else:
            await self._answer(line, heard)

    def say(self, where: Where) -> Translator:
        """In a person's own language, where no channel's is known."""
        desk = self.reception.desk
        return desk.translate(language_for(where.language) or desk.new_channel("").language)

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
        """Where nobody can say, the desk tells so."""
        try:
            return await self.rights.find(f"@{named.chat}", named.where.address) is None
        except PlatformUnreachable:
            return False

    async def _ask(self, tap: Tap, question: str, heard: Heard) -> None:
        """Only those are asked who may answer. In a channel nobody can: in private, then."""
        where, command = heard.where, tap.command
        refusal = await self._refusal(where, command)
        if refusal is not None:
            conversation = TelegramConversation(self.desk, heard)
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
        row = find(line.name, self.reception.desk.commands) if line else None
        if not self.reception.guests.admits(origin):
            return self.say(where).text("That button is too old.")
        if row is None or row.who != "owner" or origin.proven:
            return None
        if await self.rights.may_configure(where.address, where.person):
            return None
        return self.say(where).text("Only administrators of this channel may change that.")

    async def _answer(self, line: str, heard: Heard, *, linked: bool = False) -> bool:
        where = heard.where
        conversation = TelegramConversation(self.desk, heard)
        channel = await self._linked(where, conversation) if linked else None
        done = await self.reception.receive(line, self.origin(where, channel), conversation)
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
            done, _ = await asyncio.wait({asking}, timeout=self.reception.acknowledged)
            if not done:
                await conversation.progress(self.say(where).text("One moment …"))
            return await asking
        except (PlatformUnreachable, PlatformRefused):
            return None
        finally:
            asking.cancel()

    async def _username(self) -> str:
        return str((await self.desk.connection.bot()).username)
