"""Discord as a chat platform: connected, its menus told, its servers watched."""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass
from functools import partial

from adapters.chat.menus import in_every_language, tell_or_log
from adapters.chat.pacing.pacer import WouldWait
from adapters.chat.platform import Beat, CheckResult, ConnectedPlatform, Surroundings
from adapters.chat.receiving import receive_until
from adapters.discord_chat import menus
from adapters.discord_chat.answering.conversation import ConversationServices
from adapters.discord_chat.answering.people import People
from adapters.discord_chat.answering.welcome import greet
from adapters.discord_chat.choices import DiscordChoices
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import (
    TROUBLES,
    Overdrawn,
    in_full,
    is_ungranted,
    trouble,
)
from adapters.discord_chat.hearing import DiscordHearing, grants
from adapters.discord_chat.permissions import invite_link
from adapters.discord_chat.places import Places
from adapters.discord_chat.receiving.gateway import Gateway, Listeners
from adapters.discord_chat.receiving.membership import ServerWatch
from adapters.discord_chat.receiving.origins import Origins
from adapters.discord_chat.receiving.shards import ShardLine
from adapters.discord_chat.repeating.begun import Tries
from adapters.discord_chat.repeating.earlier import Earlier
from adapters.discord_chat.repeating.history import History
from adapters.discord_chat.repeating.posts import Posts
from adapters.discord_chat.repeating.repeats import Repeats
from adapters.discord_chat.rights import DiscordRights
from adapters.discord_chat.sending.letters import discord_form
from adapters.discord_chat.sending.posting import Posting
from adapters.discord_chat.sending.sender import DiscordSender
from adapters.discord_chat.sending.threads import DiscordThreads
from adapters.discord_chat.settings import DiscordSettings
from bot.commands.lines.request_handler import RequestHandler
from bot.errors import PaperbriefError, PlatformUnreachable, StoreUnusable
from bot.ports.alarms import PlatformAlarm
from bot.ports.channels import Membership
from bot.ports.chats import Platform

log = logging.getLogger(__name__)

_HELD = "discord_held"
_UNGRANTED = (
    "Discord does not grant the Message Content intent, so posted links get no cards there. Switch "
    "it on in the Developer Portal (Bot, Privileged Gateway Intents), or take "
    "PAPERBRIEF_DISCORD_MESSAGE_CONTENT out of the settings."
)
# seconds
_CATCHING_UP = 60.0
_BEAT = 5.0


def connected(settings: DiscordSettings, around: Surroundings) -> ConnectedPlatform:
    """All of Discord over one connection; nothing is asked of it yet."""
    notes, clock = around.notes, around.clock
    connection = _connection(settings)
    places = Places(connection, notes, clock)
    rights = DiscordRights(connection, places, clock)
    posting = Posting(connection, notes, clock)
    hearing = DiscordHearing(connection, places, allowed=settings.message_content)
    earlier = Earlier(History(connection, rights, clock), Posts(connection, clock))
    repeats = Repeats(Tries(notes, clock), earlier, clock)
    sender = DiscordSender(connection, posting, places, rights, repeats, clock)

    def serve(
        handler: RequestHandler, membership: Membership, alarm: PlatformAlarm, beat: Beat
    ) -> Platform:
        watch = ServerWatch(places, rights, membership, handler.services.channels.stored, clock)
        origins = Origins(connection, places, handler)
        people = People(ConversationServices(connection, posting.kept), handler, origins, watch)
        line = ShardLine(alarm)
        return DiscordPlatform(
            connection, around, posting, people, watch, hearing, alarm, line, beat
        )

    return ConnectedPlatform(
        sender=sender,
        expect=sender.expect,
        messenger=sender,
        rights=rights,
        hearing=hearing,
        threads=DiscordThreads(posting, places, rights, clock),
        form=discord_form,
        serve=serve,
        within=places.around,
        named=DiscordChoices(connection, places, rights).named,
        lacking=rights.told_lacking,
        close=connection.close,
    )


async def checked(settings: DiscordSettings) -> CheckResult:
    """Whether the bot is let in, and the address at which servers add it."""
    connection = _connection(settings)
    try:
        application = await connection.application()
    except PaperbriefError as error:
        return CheckResult("FAIL", f"{settings.api_base}: {in_full(error)}")
    finally:
        await connection.close()
    if application.get("interactions_endpoint_url"):
        return CheckResult(
            "FAIL",
            "the Interactions Endpoint URL takes all commands; empty that field in the Developer "
            "Portal (General Information)",
        )
    link = f"add it to a server: {invite_link(int(application['id']))}"
    if not settings.message_content:
        return CheckResult(
            "ok", f"{application.get('name')} is let in and needs no privileged intent; {link}"
        )
    let_in = f"{application.get('name')} is let in"
    if not grants(application):
        return CheckResult("warn", f"{let_in}. {_UNGRANTED}")
    return CheckResult("ok", f"{let_in}, with the Message Content intent; {link}")


def _connection(settings: DiscordSettings) -> DiscordConnection:
    assert settings.bot_token is not None  # noqa: S101
    token = settings.bot_token.get_secret_value()
    return DiscordConnection(token, settings.api_base, settings.per_second)


@dataclass
class DiscordPlatform:
    """Implements ``bot.ports.chats.Platform``."""

    _connection: DiscordConnection
    _around: Surroundings
    _posting: Posting
    _people: People
    _watch: ServerWatch
    _hearing: DiscordHearing
    _alarm: PlatformAlarm
    _line: ShardLine
    _beat: Beat
    name: str = "discord"

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
        beside = [
            asyncio.create_task(each) for each in (self._warn(), self._publish(), self._beating())
        ]
        try:
            while not stop.is_set():
                await self._listened(stop)
        except (*TROUBLES, OSError) as error:
            raise trouble(error) from error
        finally:
            for each in beside:
                each.cancel()

    async def _listened(self, stop: asyncio.Event) -> None:
        """One connection, until ``stop`` is set, or until another is to tell us more."""
        channels = self._people.handler.services.channels.stored.every
        content = await self._hearing.asks(channels)
        gateway = Gateway(self._connection, self._listeners(content), content=content)
        listening = asyncio.create_task(gateway.listen())
        until = asyncio.Event()
        ends = [
            asyncio.create_task(_set_after(each, until))
            for each in (stop.wait(), self._hearing.news(content, channels))
        ]
        try:
            await receive_until(
                until,
                listening,
                "Discord closed the connection.",
                self._line.given_up,
                "Discord's gateway gives no answer.",
            )
        except discord.DiscordException as error:
            if not content or not is_ungranted(error):
                raise
            # all else goes on without it
            self._hearing.refused()
            await self._alarm.ring("discord_content", _UNGRANTED)
        finally:
            for each in ends:
                each.cancel()
            listening.cancel()
            await gateway.hang_up()
            await asyncio.wait({listening}, timeout=0.2)

    async def _look(self) -> None:
        """Who we are, and whether people's commands come to us at all."""
        application = await self._connection.application()
        if not application.get("interactions_endpoint_url"):
            await self._alarm.calm("discord_endpoint", "Discord sends commands to me again.")
        else:
            await self._alarm.ring(
                "discord_endpoint",
                "Discord sends commands to the application's Interactions Endpoint URL, not to "
                "me. Empty that field in the Developer Portal (General Information).",
            )

    async def _sync(self) -> None:
        notes, now = self._around.notes, self._around.clock()
        commands = self._people.handler.services.commands
        await tell_or_log(
            partial(menus.sync, self._connection, commands, in_every_language(), notes, now),
            (*TROUBLES, StoreUnusable),
        )

    async def _warn(self) -> None:
        """Of requests that are held back, and of their end."""
        connection = self._connection
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
                await self._posting.followers.catch_up()
            except (PlatformUnreachable, StoreUnusable) as error:
                log.warning("not_caught_up", extra={"why": str(error)})
            await asyncio.sleep(_CATCHING_UP)

    async def _beating(self) -> None:
        """A connection that has become silent is ended by the library and by our line."""
        while True:
            self._beat()
            await asyncio.sleep(_BEAT)

    def _listeners(self, content: bool) -> Listeners:
        return Listeners(
            expected=self._line.expect,
            connected=self._line.back,
            lost=self._line.lost,
            interaction=self._people.take,
            message=self._people.hear,
            ready=partial(self._ready, content),
            joined=self._joined,
            came=lambda guild: self._watch.changed(guild.id),
            left=lambda guild: self._watch.left(guild.id),
            gone=self._watch.gone,
            changed=self._watch.changed,
        )

    async def _ready(self, content: bool) -> None:
        log.info("discord_ready")
        if content:
            await self._alarm.calm("discord_content", "Discord tells me what people write again.")
        await self._alarm.calm("discord_refused", "Discord lets me in again.")

    async def _joined(self, guild: discord.Guild) -> None:
        log.info("server_joined", extra={"guild": guild.id})
        await greet(
            self._posting, guild, self._people.handler.services.spoken(str(guild.preferred_locale))
        )


async def _set_after(waiting: Awaitable[object], event: asyncio.Event) -> None:
    await waiting
    event.set()


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
