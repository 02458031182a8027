"""Discord as a chat platform: connected, its menus told, its servers watched."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.discord_chat import menus
from adapters.discord_chat.answering.conversation import (
    Desk,
)
from adapters.discord_chat.answering.people import People
from adapters.discord_chat.answering.welcome import Welcome
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import TROUBLES, Overdrawn, trouble
from adapters.discord_chat.followers import Followers
from adapters.discord_chat.kept import Kept
from adapters.discord_chat.places import Places
from adapters.discord_chat.receiving.gateway import Gateway, Listeners
from adapters.discord_chat.receiving.line import Line
from adapters.discord_chat.receiving.membership import ServerWatch
from adapters.discord_chat.receiving.origins import Origins
from adapters.discord_chat.rights import DiscordRights
from adapters.pacing import WouldWait
from bot.commands.lines.reception import Reception
from bot.errors import PlatformUnreachable, StoreUnusable
from bot.ports.delivering import Alarm, Membership
from bot.ports.shelves import Notes
from bot.translator import Translator

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordParts:
    """What the platform works with; the wiring puts it together."""

    connection: DiscordConnection
    places: Places
    rights: DiscordRights
    kept: Kept
    welcome: Welcome
    followers: Followers
    notes: Notes
    clock: Callable[[], datetime]


_HELD = "discord_held"
# seconds
_CATCHING_UP = 60.0


class DiscordPlatform:
    """Implements ``bot.ports.chats.Platform``."""

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
        self._watch = ServerWatch(
            parts.places, parts.rights, membership, reception.desk.channels, parts.clock
        )
        self._line = Line(alarm)
        self._origins = Origins(parts.connection, parts.places, reception.desk)
        self._people = People(
            Desk(parts.connection, parts.kept), reception, self._origins, self._watch
        )

    async def serve(self, stop: asyncio.Event) -> None:
        goes_on = False
        try:
            await self._served(stop)
        except PlatformUnreachable as error:
            goes_on = True
            self._line.failed(str(error))
            raise
        finally:
            if not goes_on:
                self._line.rest()

    async def _served(self, stop: asyncio.Event) -> None:
        await self._look()
        await self._sync()
        gateway = Gateway(self._parts.connection, self._listeners())
        listening = asyncio.create_task(gateway.listen())
        beside = [asyncio.create_task(each) for each in (self._warn(), self._publish())]
        try:
            await _until(stop, listening, self._line.given_up)
        except (*TROUBLES, OSError) as error:
            raise trouble(error) from error
        finally:
            for each in beside:
                each.cancel()
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
        except (*TROUBLES, StoreUnusable) as error:
            log.error("menus_not_told", extra={"why": str(error)})

    async def _warn(self) -> None:
        """Of requests that are held back, and of their end."""
        connection = self._parts.connection
        while True:
            why = connection.why_held()
            if why is None:
                await self._alarm.calm(_HELD, "I talk with Discord again.")
                await connection.held.wait()
                connection.held.clear()
            else:
                await self._alarm.ring(_HELD, _held(why))
                await asyncio.sleep(why.seconds)

    async def _publish(self) -> None:
        """To followers, what Discord did not take at once."""
        while True:
            try:
                await self._parts.followers.catch_up()
            except (PlatformUnreachable, StoreUnusable) as error:
                log.warning("not_caught_up", extra={"why": str(error)})
            await asyncio.sleep(_CATCHING_UP)

    def _listeners(self) -> Listeners:
        return Listeners(
            expected=self._line.expect,
            connected=self._line.back,
            lost=self._line.lost,
            interaction=self._people.take,
            message=self._people.hear,
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
        await self._parts.welcome.greet(guild, self._origins.said(str(guild.preferred_locale)))


async def _until(
    stop: asyncio.Event, listening: asyncio.Task[None], given_up: asyncio.Event
) -> None:
    """Until we are to stop. Listening that ends by itself, or hears nothing, is an error."""
    stopping, waiting = (asyncio.create_task(each.wait()) for each in (stop, given_up))
    ends: set[asyncio.Task[Any]] = {stopping, waiting, listening}
    try:
        done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        waiting.cancel()
    if listening in done:
        listening.result()
        raise PlatformUnreachable("Discord closed the connection.")
    if stopping not in done:
        raise PlatformUnreachable("Discord's gateway gives no answer.")


def _held(why: WouldWait) -> str:
    if isinstance(why, Overdrawn):
        return (
            "Discord refused thousands of requests in ten minutes, so I pause there before it "
            "bans this machine. The log says which."
        )
    minutes = max(1, round(why.seconds / 60))
    return (
        f"Discord, or who stands before it, asks me to send nothing for {minutes} min. Briefs "
        "wait until then; none is lost."
    )
