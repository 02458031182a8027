"""One line being answered on Discord: said, shown to be in work, edited, refused.

Where an answer goes:

- an interaction in a server: to that person alone; a menu of that person's changes itself;
- an interaction in direct messages: a message, or in the place of the menu;
- a message: a reply.

Nothing here raises for what Discord says: who waits for an answer that cannot be given is
told nothing, the log is.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from adapters.chat.remembering import KeptTexts
from adapters.discord_chat.answering.answers import Answers
from adapters.discord_chat.answering.ready import (
    NOTHING,
    bare,
    is_new,
    telling,
    without_choosers,
    without_embeds,
)
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import (
    FAILURES,
    UNKNOWN_MESSAGE,
    is_form_refused,
    is_late,
)
from adapters.discord_chat.receiving.interactions import EPHEMERAL, Ticket, Under
from adapters.discord_chat.rendering.components import Words
from adapters.discord_chat.rendering.part import DiscordPart, Json, nobody
from adapters.discord_chat.rendering.render import file_part, needs, parts, plain_parts
from bot.messages.blocks import Message, attachments

log = logging.getLogger(__name__)

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
_CHANNEL = "/channels/{channel_id}"
Post = Callable[[Json], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class ConversationServices:
    """What every conversation works with."""

    connection: DiscordConnection
    kept: KeptTexts


class InteractionConversation:
    """Implements ``bot.ports.chats.Conversation``.

    ``hidden``: others are there, so answers are for this person alone. ``under`` is the
    message that the answer takes the place of, where it may. ``embeds``: whether the bot's
    are shown there.
    """

    def __init__(
        self,
        services: ConversationServices,
        ticket: Ticket,
        words: Words,
        *,
        hidden: bool,
        under: Under | None = None,
        embeds: bool = True,
    ) -> None:
        self._kept = services.kept
        self._answers = Answers(services.connection, ticket)
        self._words = words
        self._hidden = hidden
        self._embeds = embeds
        # nobody may change a message that everybody reads
        replaceable = under is not None and (under.hidden or not hidden)
        self._under = under if replaceable else None
        self._begun = False
        self._waiting = False
        self._answered_once = False
        # what tells how far a further answer is
        self._told: int | None = None

    def needs(self, message: Message) -> int:
        return needs(message)

    async def send(self, message: Message) -> None:
        await self._say(message, self._under)

    async def refuse(self, message: Message) -> None:
        """A menu stays as it is."""
        await self._say(message, None)

    async def progress(self, text: str) -> None:
        """A menu that will change shows nothing but that it was understood."""
        async with _quietly():
            if self._answered_once:
                await self._tell(telling(text))
                return
            if self._under is not None:
                if not self._begun:
                    self._begun = True
                    await self._answers.first(DEFERRED_UPDATE)
                return
            if not self._begun:
                self._begun = self._waiting = True
                await self._answers.first(DEFERRED, self._for_whom({}))
            if self._waiting:
                await self._answers.change(telling(text))

    async def _tell(self, body: Json) -> None:
        if self._told is not None:
            await self._answers.change_further(self._told, bare(body))
            return
        made = await self._answers.further(self._for_whom(body))
        self._told = int(made["id"]) if isinstance(made, dict) and "id" in made else None

    async def _say(self, message: Message, under: Under | None) -> None:
        made = message if self._hidden else without_choosers(message, self._words)
        given = parts(made, self._words)
        first, *rest = (given if self._embeds else without_embeds(given)) or (NOTHING,)
        async with _quietly():
            await self._surely(first, self._place(first.body, under))
            for part in rest:
                await self._surely(part, self._further)
            for each in map(file_part, attachments(message)):
                await self._answers.file(each.form(self._for_whom(each.body)))
            self._answered_once, self._told = True, None

    def _place(self, body: Json, under: Under | None) -> Post:
        """Where the first part goes. A message of the new kind cannot become an old one."""
        changes = under is not None and (is_new(body) or not under.new_kind)
        if self._answered_once:
            return self._tell if self._told is not None else self._further
        if self._waiting:
            return self._final
        if self._begun:
            return self._changed if changes else self._further
        return self._updated if changes else self._answered

    async def _surely(self, part: DiscordPart, post: Post) -> None:
        """As plain text where Discord refuses our form."""
        await self._kept.keep(part.kept)
        try:
            await post(part.body)
        except discord.HTTPException as error:
            if not is_form_refused(error):
                raise
            log.error("form_refused", extra={"why": error.text})
            for body in plain_parts(part):
                # a refused first answer leaves the interaction unanswered
                await (self._further if self._begun else self._answered)(body)

    async def _answered(self, body: Json) -> None:
        await self._answers.first(MESSAGE, self._for_whom(body))
        self._begun = True

    async def _updated(self, body: Json) -> None:
        await self._answers.first(UPDATE, bare(body))
        self._begun = True

    async def _changed(self, body: Json) -> None:
        await self._answers.change(bare(body))

    async def _final(self, body: Json) -> None:
        await self._answers.change(bare(body))
        self._waiting = False

    async def _further(self, body: Json) -> None:
        await self._answers.further(self._for_whom(body))

    def _for_whom(self, body: Json) -> Json:
        flags = int(body.get("flags") or 0) | (EPHEMERAL if self._hidden else 0)
        return body | ({"flags": flags} if flags else {})


@dataclass
class MessageConversation:
    """Implements ``bot.ports.chats.Conversation`` for what was said in a message. ``answers`` is
    that message's id in a server; direct messages need no reference."""

    _services: ConversationServices
    _channel: int
    _words: Words
    _reference: int | None
    _told: int | None = None

    def needs(self, message: Message) -> int:
        return needs(message)

    async def send(self, message: Message) -> None:
        async with _quietly():
            given = parts(without_choosers(message, self._words), self._words)
            # whether embeds are shown in this channel is not known
            shown = given if self._reference is None else without_embeds(given)
            for part in shown or (NOTHING,):
                await self._services.kept.keep(part.kept)
                await self._surely(part)
            for each in map(file_part, attachments(message)):
                await self._ask("POST", f"{_CHANNEL}/messages", form=each.form(each.body))

    async def refuse(self, message: Message) -> None:
        await self.send(message)

    async def progress(self, text: str) -> None:
        async with _quietly():
            if self._told is not None:
                await self._change(self._told, telling(text))
                return
            made = await self._post(telling(text))
            self._told = int(made["id"])
            await self._ask("POST", f"{_CHANNEL}/typing")

    async def _surely(self, part: DiscordPart) -> None:
        told, self._told = self._told, None
        try:
            await (self._change(told, part.body) if told else self._post(part.body))
        except discord.HTTPException as error:
            if not is_form_refused(error):
                raise
            log.error("form_refused", extra={"why": error.text})
            first, *rest = plain_parts(part) or (NOTHING.body,)
            await (self._change(told, first) if told else self._post(first))
            for body in rest:
                await self._post(body)

    async def _post(self, body: Json) -> Any:
        if self._reference is not None:
            reference = {"message_id": str(self._reference), "fail_if_not_exists": False}
            mentions = nobody() | {"replied_user": False}
            body = body | {"message_reference": reference, "allowed_mentions": mentions}
        return await self._ask("POST", f"{_CHANNEL}/messages", body)

    async def _change(self, message: int, body: Json) -> None:
        """Said anew where somebody has deleted what was told."""
        try:
            await self._ask(
                "PATCH", f"{_CHANNEL}/messages/{{message_id}}", bare(body), message_id=message
            )
        except discord.HTTPException as error:
            if error.code != UNKNOWN_MESSAGE:
                raise
            await self._post(body)

    async def _ask(self, method: str, path: str, body: Json | None = None, **more: Any) -> Any:
        return await self._services.connection.ask(
            method, path, body, channel_id=self._channel, **more
        )


@asynccontextmanager
async def _quietly() -> AsyncIterator[None]:
    """What Discord says to an answer is a line of the log."""
    try:
        yield
    except FAILURES as error:
        late = isinstance(error, discord.HTTPException) and is_late(error)
        log.log(
            logging.INFO if late else logging.WARNING,
            "too_late" if late else "not_answered",
            extra={"why": str(error)},
        )
