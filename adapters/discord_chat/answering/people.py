"""What people do on Discord, taken to the request handler, and answered.

::

    event | meaning | line, tap, modal, typing | request handler | conversation
"""

import asyncio
import logging
from dataclasses import dataclass, field

from adapters.chat.turns import Turn, Turns
from adapters.discord_chat import menus
from adapters.discord_chat.answering.answers import Answers
from adapters.discord_chat.answering.completions import choices, papers_shown
from adapters.discord_chat.answering.conversation import (
    CHOICES,
    MODAL,
    ConversationServices,
    InteractionConversation,
    MessageConversation,
)
from adapters.discord_chat.answering.modals import modal, read_modal
from adapters.discord_chat.connecting.outcomes import TROUBLES
from adapters.discord_chat.receiving.interactions import (
    Called,
    Spoken,
    Submitted,
    Tapped,
    Ticket,
    Typing,
    Under,
    Where,
    meaning,
    overheard,
    spoken,
)
from adapters.discord_chat.receiving.membership import ServerWatch
from adapters.discord_chat.receiving.origins import Origins
from adapters.discord_chat.rendering.custom_ids import command_line, read_custom_id, tokens_in
from adapters.discord_chat.rendering.part import Json
from adapters.discord_chat.sending.letters import words_in
from bot.commands.lines.command import Origin
from bot.commands.lines.dispatch import find
from bot.commands.lines.request_handler import RequestHandler
from bot.errors import PaperbriefError
from bot.messages.blocks import message, paragraph
from bot.ports.chats import Conversation
from bot.translator import Translator

log = logging.getLogger(__name__)

# seconds for finding completions; Discord waits for three
_OFFER = 2.0


@dataclass
class People:
    _services: ConversationServices
    handler: RequestHandler
    _origins: Origins
    _watch: ServerWatch
    _turns: Turns = field(default_factory=Turns)

    async def take(self, event: Json) -> None:
        match meaning(event):
            case Typing() as typing:
                await self._offer(typing)
            case Called() | Tapped() | Submitted() as acted:
                where = acted.where
                # before the first await, or the order would be lost
                with self._turns.enter((where.place.id, where.person)) as turn:
                    await self._acted(acted, turn)

    async def _acted(self, acted: Called | Tapped | Submitted, turn: Turn) -> None:
        match acted:
            case Called():
                await self._answer(acted.line, acted.where, acted.ticket, turn)
            case Tapped():
                await self._tapped(acted, turn)
            case Submitted():
                await self._submitted(acted, turn)

    async def hear(self, event: Json) -> None:
        said = spoken(event, await self._services.connection.me())
        if said is not None:
            with self._turns.enter((said.channel, said.person)) as turn:
                where, origin, conversation = await self._placed(said)
                await self._receive(said.text, where, origin, conversation, turn)
        elif (talk := overheard(event)) is not None:
            _, origin, conversation = await self._placed(talk)
            await self.handler.overhear(talk.text, origin, conversation)

    async def _placed(self, said: Spoken) -> tuple[Where, Origin, MessageConversation]:
        place = await self._origins.place(said.channel)
        where = Where(
            place=place,
            person=said.person,
            owning=True if said.guild is None else None,
            alone=said.guild is None,
        )
        origin = await self._origins.of(where)
        words = words_in(await self._origins.spoken_in(origin))
        reference = None if said.guild is None else said.message
        return where, origin, MessageConversation(self._services, said.channel, words, reference)

    async def _tapped(self, tapped: Tapped, turn: Turn) -> None:
        tokens = tokens_in(tapped.custom_id, (*tapped.values, *tapped.defaults))
        kept = await self._services.kept.meant(tokens)
        tap = read_custom_id(tapped.custom_id, kept)
        if tap is None:
            await self._too_old(tapped)
        elif tap.asks is not None:
            words = words_in(self.handler.services.spoken(tapped.where.locale))
            shown = modal(tap, tapped.label, words)
            await Answers(self._services.connection, tapped.ticket).first(MODAL, shown)
        else:
            line = command_line(tap, tapped.values, tapped.defaults, kept)
            under = tapped.under if tap.replaces else None
            await self._answer(line, tapped.where, tapped.ticket, turn, under)

    async def _submitted(self, submitted: Submitted, turn: Turn) -> None:
        tokens = tokens_in(str(submitted.data.get("custom_id", "")))
        kept = await self._services.kept.meant(tokens)
        answered = read_modal(submitted.data, kept)
        if answered is None:
            await self._too_old(submitted)
            return
        under = submitted.under if answered.replaces else None
        await self._answer(answered.line, submitted.where, submitted.ticket, turn, under)

    async def _too_old(self, used: Tapped | Submitted) -> None:
        say = self.handler.services.spoken(used.where.locale)
        conversation = self._conversation(used.where, used.ticket, say)
        await conversation.refuse(message(paragraph(say.text("That button is too old."))))

    async def _answer(
        self, line: str, where: Where, ticket: Ticket, turn: Turn, under: Under | None = None
    ) -> None:
        asked = asyncio.create_task(self._origins.of(where))
        try:
            done, _ = await asyncio.wait({asked}, timeout=self.handler.acknowledged)
            if done:
                say = await self._origins.spoken_in(asked.result())
                conversation = self._conversation(where, ticket, say, under)
            else:
                # Discord is slow to tell where this is, but waits only three seconds for an answer
                say = self.handler.services.spoken(where.locale)
                conversation = self._conversation(where, ticket, say, under)
                await conversation.progress(say.text("One moment …"))
            origin = await asked
        finally:
            asked.cancel()
        await self._receive(line, where, origin, conversation, turn)

    async def _receive(
        self,
        line: str,
        where: Where,
        origin: Origin,
        conversation: Conversation,
        turn: Turn,
    ) -> None:
        if where.alone:
            await self._watch.heard(where.place.id)

        async def told() -> None:
            say = await self._origins.spoken_in(origin)
            await conversation.progress(say.text("One moment …"))

        handler = self.handler
        if await turn.reached(told, handler.acknowledged, handler.deadline):
            await handler.receive(line, origin, conversation, turn.over)
        else:
            say = await self._origins.spoken_in(origin)
            await conversation.refuse(handler.too_long(say))

    def _conversation(
        self, where: Where, ticket: Ticket, say: Translator, under: Under | None = None
    ) -> Conversation:
        return InteractionConversation(
            self._services,
            ticket,
            words_in(say),
            hidden=not where.alone,
            under=under,
            embeds=where.embeds,
        )

    async def _offer(self, typing: Typing) -> None:
        """At once, and never an error: what is typed counts anyway."""
        try:
            async with asyncio.timeout(_OFFER):
                offered = await self._offered(typing)
        except (TimeoutError, PaperbriefError) as error:
            log.info("nothing_offered", extra={"why": str(error)})
            offered = []
        try:
            await Answers(self._services.connection, typing.ticket).first(
                CHOICES, {"choices": offered}
            )
        except TROUBLES as error:
            log.info("too_late", extra={"why": str(error)})

    async def _offered(self, typing: Typing) -> list[Json]:
        command = find(typing.command, self.handler.services.commands)
        origin = await self._origins.of(typing.where)
        if command is None or not self.handler.allow_list.admits(origin):
            return []
        papers: dict[str, str] = {}
        if menus.names_paper(command):
            for channel in filter(None, (origin.channel, origin.linked)):
                papers = papers or dict(await papers_shown(self.handler.services, channel))
        language = self.handler.services.spoken(typing.where.locale).language
        return choices(typing.text, command, papers, language)
