"""Discord's gateway through the library: it connects, beats, resumes, shards by itself.

Interactions and messages are taken as they come, before the library makes objects of
them: we read a few fields, and a field that Discord adds or drops must not matter.
"""

import asyncio
import logging
import sys
import threading
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from yarl import URL

from adapters.discord_chat.connecting.completing import (
    completed_application,
    completed_event,
    completed_user,
)
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.library import (
    AutoShardedConnectionState,
    DiscordWebSocket,
    HTTPClient,
    KeepAliveHandler,
    Route,
    discord,
)
from adapters.discord_chat.connecting.outcomes import FAILURES
from adapters.discord_chat.rendering.part import Json
from bot.errors import PlatformUnreachable

log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
WITH_CONTENT = INTENTS | discord.Intents(message_content=True)
# seconds for closing; after that it is left to itself
_ENDING, _CLOSING = 0.6, 1.0
_CONNECTING = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Who is told. ``came``: we are in a server anew, or it is reachable again; ``expected``
    are the shards of a run, each of which is then ``connected`` and perhaps ``lost``."""

    expected: Callable[[Iterable[int]], None]
    connected: Callable[[int], Awaitable[None]]
    lost: Callable[[int], None]

    interaction: Callable[[Json], Awaitable[None]]
    message: Callable[[Json], Awaitable[None]]
    ready: Callable[[], Awaitable[None]]
    joined: Callable[[discord.Guild], Awaitable[None]]
    came: Callable[[discord.Guild], Awaitable[None]]
    left: Callable[[discord.Guild], Awaitable[None]]
    gone: Callable[[int], Awaitable[None]]
    changed: Callable[[int, int | None], Awaitable[None]]


class _State(AutoShardedConnectionState[Any]):
    """The library's state, past its own reading of what people do; what it cannot read of
    the rest does not end the connection."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.parsers = {name: partial(_read, name, parse) for name, parse in self.parsers.items()}

    def parse_interaction_create(self, data: Any) -> None:
        self.dispatch("given_interaction", data)

    def parse_message_create(self, data: Any) -> None:
        self.dispatch("given_message", data)

    def parse_message_update(self, data: Any) -> None:
        """Nobody asks what was edited."""


class _Login(HTTPClient):
    """Asks nobody who the bot is: the connection has asked, and two clients that do not
    know of each other's pauses would break them."""

    def __init__(self, connection: DiscordConnection, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop, http_trace=connection.trace())
        self._requests = connection

    async def request(self, route: Route, **options: Any) -> Any:
        if (route.method, route.path) == ("GET", "/users/@me"):
            return completed_user(await self._requests.user())
        return await super().request(route, **options)


class Gateway(discord.AutoShardedClient):
    """One run of the connection; a new one is made for the next."""

    def __init__(
        self, connection: DiscordConnection, listeners: Listeners, *, content: bool = False
    ) -> None:
        """``content``: also of what people write to each other, which is privileged."""
        # the library warns of packages that it would need for voice
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=WITH_CONTENT if content else INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            http_trace=connection.trace(),
            shard_connect_timeout=_CONNECTING,
        )
        self.http = self._connection.http = _Login(connection, self.loop)
        self._requests = connection
        self._tell = listeners
        self._at_work: set[asyncio.Task[Any]] = set()
        self._begun = False
        self._launched: set[int] = set()

    async def listen(self) -> None:
        """Until it is closed. Raises as the library does, and as the connection does."""
        told = await self._gateway()
        # also for sessions that are lost for good, which the library begins at its own address
        DiscordWebSocket.DEFAULT_GATEWAY = URL(str(told["url"]))
        self.shard_count = int(told.get("shards") or 1)
        self._tell.expected(range(self.shard_count))
        self._begun = True
        await self.login(self._requests.token)
        await self.connect()

    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:
        """Once in a run: the library's next try is within the one before, a thousand deep
        after some hours."""
        if shard_id in self._launched:
            raise PlatformUnreachable("Discord's gateway cannot be reached.")
        self._launched.add(shard_id)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """A session that Discord ends again and again must not use up the day's."""
        if not initial:
            await self._gateway()
        await super().before_identify_hook(shard_id, initial=initial)

    async def _gateway(self) -> Json:
        """Discord's word on how to connect. Raises as the connection does."""
        try:
            told: Json = await self._requests.ask("GET", "/gateway/bot")
        except discord.NotFound:
            told = await self._requests.ask("GET", "/gateway")
        _check_left(told.get("session_start_limit") or {})
        return told

    async def application_info(self) -> discord.AppInfo:
        """Asked for by the library at its login."""
        application: Any = completed_application(await self._requests.application())
        return discord.AppInfo(self._connection, application)

    async def hang_up(self) -> None:
        """Close, without waiting long for answers that are being made or the other side."""
        if self._at_work:
            await asyncio.wait(set(self._at_work), timeout=_ENDING)
        if not self._begun:
            # the library cannot close what it has not begun
            return
        closing = asyncio.create_task(self.close())
        await asyncio.wait({closing}, timeout=_CLOSING)
        for thread in threading.enumerate():
            # the library would leave the heartbeat of a half-made connection running
            if isinstance(thread, KeepAliveHandler) and thread.ws._connection is self._connection:
                thread.stop()

    def _get_state(self, **options: Any) -> _State:
        return _State(
            dispatch=self.dispatch,
            handlers=self._handlers,
            hooks=self._hooks,
            http=self.http,
            **options,
        )

    async def on_given_interaction(self, data: Json) -> None:
        await self._counted(self._tell.interaction(data))

    async def on_given_message(self, data: Json) -> None:
        await self._counted(self._tell.message(data))

    async def _counted(self, work: Awaitable[None]) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101
        self._at_work.add(task)
        try:
            await work
        finally:
            self._at_work.discard(task)

    async def on_shard_connect(self, shard: int) -> None:
        await self._tell.connected(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        await self._tell.connected(shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        self._tell.lost(shard)

    async def on_ready(self) -> None:
        await self._tell.ready()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._tell.joined(guild)
        await self._tell.came(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        await self._tell.came(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._tell.left(guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._tell.gone(channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        await self._tell.gone(payload.thread_id)

    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, channel: discord.abc.GuildChannel
    ) -> None:
        await self._tell.changed(channel.guild.id, channel.id)

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        await self._tell.changed(payload.guild_id, payload.thread_id)

    async def on_guild_role_update(self, _: discord.Role, role: discord.Role) -> None:
        await self._tell.changed(role.guild.id, None)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """One event takes no other down; what Discord says is no defect of ours."""
        error = sys.exception()
        if isinstance(error, FAILURES):
            log.warning("event_not_taken", extra={"event_name": event_method, "why": str(error)})
        else:
            log.error("event_failed", exc_info=error, extra={"event_name": event_method})


def _read(name: str, parse: Callable[[Any], None], data: Any) -> None:
    try:
        parse(completed_event(name, data))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        log.exception("event_unreadable", extra={"event_name": name})


def _check_left(limit: Json) -> None:
    """Who begins more sessions than a day allows has the token taken away."""
    if limit.get("remaining", 1) < 1:
        wait = float(limit.get("reset_after", 0)) / 1000
        raise PlatformUnreachable(
            "Discord lets the bot begin no more sessions today.", retry_after=wait
        )
