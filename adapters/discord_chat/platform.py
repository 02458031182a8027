"""Discord as a chat platform: what people do there, taken to the desk, and answered.

::

    event | meaning | line, tap, modal, typing, membership | reception | conversation
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.discord_chat import menus
from adapters.discord_chat.addresses import address, guild_address
from adapters.discord_chat.completions import choices, papers_shown
from adapters.discord_chat.connection import DiscordConnection
from adapters.discord_chat.conversation import (
    CHOICES,
    MODAL,
    Answers,
    Desk,
    InteractionConversation,
    MessageConversation,
)
from adapters.discord_chat.custom_ids import command_line, read_custom_id
from adapters.discord_chat.gateway import Gateway, Listeners
from adapters.discord_chat.interactions import (
    Called,
    Spoken,
    Submitted,
    Tapped,
    Ticket,
    Typing,
    Under,
    Where,
    meaning,
    spoken,
)
from adapters.discord_chat.kept import Kept
from adapters.discord_chat.letters import words_in
from adapters.discord_chat.library import discord
from adapters.discord_chat.membership import ServerWatch
from adapters.discord_chat.modals import modal, read_modal
from adapters.discord_chat.outcomes import TROUBLES, trouble
from adapters.discord_chat.part import Json
from adapters.discord_chat.places import Place, Places
from adapters.discord_chat.rights import DiscordRights
from adapters.discord_chat.turns import Turn, Turns
from adapters.discord_chat.welcome import Welcome
from bot.commands.command import Origin
from bot.commands.dispatch import find
from bot.commands.reception import Reception
from bot.errors import PaperbriefError, PlatformUnreachable
from bot.messages.blocks import message, paragraph
from bot.ports import Alarm, Conversation, Membership, Notes
from bot.translator import Translator, language_for

log = logging.getLogger(__name__)

# seconds until nothing is offered for what is typed; Discord waits for three
_OFFER = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordParts:
    """What the platform works with; the wiring puts it together."""

    connection: DiscordConnection
    places: Places
    rights: DiscordRights
    kept: Kept
    welcome: Welcome
    notes: Notes
    clock: Callable[[], datetime]


class DiscordPlatform:
    """Implements ``bot.ports.Platform``."""

    name = "discord"

    def __init__(
        self,
        parts: DiscordParts,
        reception: Reception,
        membership: Membership,
        alarm: Alarm,
        languages: Sequence[Translator],
    ) -> None:
        self._parts = parts
        self._reception = reception
        self._alarm = alarm
        self._languages = tuple(languages)
        self._turns = Turns(reception.acknowledged)
        self._desk = Desk(parts.connection, parts.kept)
        self._watch = ServerWatch(
            parts.places, parts.rights, membership, reception.desk.channels, parts.clock
        )

    async def serve(self, stop: asyncio.Event) -> None:
        await self._look()
        await self._sync()
        gateway = Gateway(self._parts.connection, self._listeners())
        listening = asyncio.create_task(gateway.listen())
        warning = asyncio.create_task(self._warn())
        try:
            await _until(stop, listening)
        except (*TROUBLES, OSError) as error:
            raise trouble(error) from error
        finally:
            warning.cancel()
            listening.cancel()
            await gateway.hang_up()
            await asyncio.wait({listening}, timeout=0.2)

    async def _look(self) -> None:
        """Who we are, and whether people's commands come to us at all."""
        application = await self._parts.connection.application()
        if not application.get("interactions_endpoint_url"):
            await self._alarm.calm("discord_endpoint", "Discord sends commands to me again.")
        else:
            await self._alarm.ring(
                "discord_endpoint",
                "Discord sends commands to the application's Interactions Endpoint URL, not to "
                "me. Empty that field in the Developer Portal (General Information).",
            )

    async def _sync(self) -> None:
        """Without its menus the bot is worse, not down."""
        parts = self._parts
        try:
            await menus.sync(
                parts.connection,
                self._reception.desk.commands,
                self._languages,
                parts.notes,
                parts.clock(),
            )
        except TROUBLES as error:
            log.error("menus_not_told", extra={"why": str(error)})

    async def _warn(self) -> None:
        await self._parts.connection.overdrawn.wait()
        await self._alarm.ring(
            "discord_overdrawn",
            "Discord refused thousands of requests in ten minutes, so I pause there before it "
            "bans this machine. The log says which.",
        )

    def _listeners(self) -> Listeners:
        return Listeners(
            interaction=self._take,
            message=self._hear,
            ready=self._ready,
            joined=self._joined,
            came=lambda guild: self._watch.changed(guild.id),
            left=lambda guild: self._watch.left(guild.id),
            gone=self._watch.gone,
            changed=self._watch.changed,
        )

    async def _ready(self) -> None:
        log.info("discord_ready")
        await self._alarm.calm("discord_refused", "Discord lets me in again.")

    async def _joined(self, guild: discord.Guild) -> None:
        log.info("server_joined", extra={"guild": guild.id})
        await self._parts.welcome.greet(guild, self._said(str(guild.preferred_locale)))

    async def _take(self, event: Json) -> None:
        match meaning(event):
            case Typing() as typing:
                await self._offer(typing)
            case Called() | Tapped() | Submitted() as acted:
                where = acted.where
                # before anything is waited for, or the order would be lost
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

    async def _hear(self, event: Json) -> None:
        said = spoken(event, await self._parts.connection.me())
        if said is not None:
            with self._turns.enter((said.channel, said.person)) as turn:
                await self._heard(said, turn)

    async def _heard(self, said: Spoken, turn: Turn) -> None:
        place = await self._parts.places.of(said.channel)
        where = Where(
            place=place,
            person=said.person,
            owning=True if said.guild is None else None,
            alone=said.guild is None,
        )
        origin = await self._origin(where)
        words = words_in(await self._spoken_in(origin))
        reference = None if said.guild is None else said.message
        conversation = MessageConversation(self._desk, said.channel, words, reference)
        await self._receive(said.text, where, origin, conversation, turn)

    async def _tapped(self, tapped: Tapped, turn: Turn) -> None:
        kept = await self._parts.kept.meant(tapped.custom_id, tapped.values, tapped.defaults)
        tap = read_custom_id(tapped.custom_id, kept)
        if tap is None:
            await self._too_old(tapped)
        elif tap.asks is not None:
            shown = modal(tap, tapped.label)
            await Answers(self._parts.connection, tapped.ticket).first(MODAL, shown)
        else:
            line = command_line(tap, tapped.values, tapped.defaults, kept)
            under = tapped.under if tap.replaces else None
            await self._answer(line, tapped.where, tapped.ticket, turn, under)

    async def _submitted(self, submitted: Submitted, turn: Turn) -> None:
        kept = await self._parts.kept.meant(str(submitted.data.get("custom_id", "")))
        answered = read_modal(submitted.data, kept)
        if answered is None:
            await self._too_old(submitted)
            return
        under = submitted.under if answered.replaces else None
        await self._answer(answered.line, submitted.where, submitted.ticket, turn, under)

    async def _too_old(self, used: Tapped | Submitted) -> None:
        say = self._said(used.where.locale)
        conversation = self._conversation(used.where, used.ticket, say)
        await conversation.refuse(message(paragraph(say.text("That button is too old."))))

    async def _answer(
        self, line: str, where: Where, ticket: Ticket, turn: Turn, under: Under | None = None
    ) -> None:
        origin = await self._origin(where)
        say = await self._spoken_in(origin)
        conversation = self._conversation(where, ticket, say, under)
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
            say = await self._spoken_in(origin)
            await conversation.progress(say.text("One moment …"))

        await turn.reached(told)
        await self._reception.receive(line, origin, conversation)

    def _conversation(
        self, where: Where, ticket: Ticket, say: Translator, under: Under | None = None
    ) -> Conversation:
        return InteractionConversation(
            self._desk, ticket, words_in(say), hidden=not where.alone, under=under
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
            await Answers(self._parts.connection, typing.ticket).first(
                CHOICES, {"choices": offered}
            )
        except TROUBLES as error:
            log.info("too_late", extra={"why": str(error)})

    async def _offered(self, typing: Typing) -> list[Json]:
        command = find(typing.command, self._reception.desk.commands)
        origin = await self._origin(typing.where)
        if command is None or not self._reception.guests.admits(origin):
            return []
        papers: dict[str, str] = {}
        if menus.names_paper(command):
            for channel in filter(None, (origin.channel, origin.linked)):
                papers = papers or dict(await papers_shown(self._reception.desk, channel))
        return choices(typing.text, command, papers)

    async def _origin(self, where: Where) -> Origin:
        """A thread that we opened ourselves is part of its channel; in another thread the
        channel's posts are discussed."""
        place = await self._known(where.place)
        channel, linked = place.id, place.parent
        if place.parent is not None and place.owner == await self._parts.connection.me():
            channel, linked = place.parent, None
        return Origin(
            channel=address(channel),
            person=where.who,
            proven=where.owning,
            language=where.locale,
            linked=address(linked) if linked else None,
            within=(guild_address(place.guild),) if place.guild else (),
            private=where.alone,
            titled=where.titled,
        )

    async def _known(self, place: Place) -> Place:
        """As events tell it; whose a thread is they may leave out."""
        places = self._parts.places
        if place.kind != "other":
            await places.learn(place)
        known = await places.known(place.id)
        if known is not None and (known.kind != "thread" or (known.owner and known.parent)):
            return known
        await places.forget(place.id)
        try:
            return await places.of(place.id)
        except (*TROUBLES, PlatformUnreachable):
            # a server where the bot itself is not: it is told nothing
            return place

    async def _spoken_in(self, origin: Origin) -> Translator:
        """What is set there, or the person's own language."""
        settings = await self._reception.desk.channels.get(origin.channel)
        if settings is not None:
            return self._reception.desk.translate(settings.language)
        return self._said(origin.language)

    def _said(self, locale: str | None) -> Translator:
        desk = self._reception.desk
        return desk.translate(language_for(locale) or desk.new_channel("").language)


async def _until(stop: asyncio.Event, listening: asyncio.Task[None]) -> None:
    """Until we are to stop, or listening has come to its end by itself."""
    stopping = asyncio.create_task(stop.wait())
    ends: set[asyncio.Task[Any]] = {stopping, listening}
    try:
        done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    if listening in done:
        listening.result()
        raise PlatformUnreachable("Discord closed the connection.")
