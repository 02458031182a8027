"""Discord on loopback: REST and gateway, strict as documented, failing as a test asks.

::

    async with DiscordServer() as server:
        guild = server.adds_guild("Lab")
        channel = server.adds_channel(guild, "papers")
        ada = server.person("ada", guild)
        with server.pointed():                     # discord.py now talks to this server
            ... start the bot with server.token ...
            await server.settled(lambda: server.gateway.live)
            interaction = await server.command(ada, channel, "status").finished()
            server.fail_next("POST /channels/{channel}/messages", Fault.BAD_GATEWAY)
    assert "next brief" in interaction.text
    assert server.violations == []

What people do returns at once; ``await interaction.acknowledged()`` or ``.finished()`` wait.
A Kind is a channel's type. Errors, limits and codes are Discord's own (refusals.py).
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, Self

import yarl
from aiohttp import web

from tests.servers.discord import objects
from tests.servers.discord.acting.doing import Doing
from tests.servers.discord.acting.happening import Happening
from tests.servers.discord.failing import Fault, Planned
from tests.servers.discord.gateway import GUILDS, Gateway, Session
from tests.servers.discord.library import discord
from tests.servers.discord.posting import Posting
from tests.servers.discord.records import Call, Ping, Records
from tests.servers.discord.routes.channels import ChannelRoutes
from tests.servers.discord.routes.commands import CommandRoutes
from tests.servers.discord.routes.front import Front
from tests.servers.discord.routes.guilds import GuildRoutes
from tests.servers.discord.routes.interactions import InteractionRoutes
from tests.servers.discord.rules.limits import Limits
from tests.servers.discord.rules.refusals import Json
from tests.servers.discord.world import Channel, Guild, Message, Person, Role, World

TOKEN = "bot-token"

BODY_BYTES = 26 * 1024 * 1024
"""A request may be 25 MiB; a little more is read so that the refusal is an answer."""


class Clock:
    """Seconds that a test can move on: for tokens, nonces and limits, not for sleeping."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead

    def advance(self, seconds: float) -> None:
        self.ahead += seconds


class DiscordServer:
    """``keep`` "counts" and ``open_world`` are for many thousand channels: nothing is kept
    but numbers, and every unknown channel id is a text channel of one guild. ``now``: the
    clock in Unix seconds that ids are stamped with, the machine's or one that is played."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        open_world: bool = False,
        keep: Literal["all", "counts"] = "all",
        overall: int = 50,
        buckets: Mapping[str, tuple[int, float]] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.token, self.base, self.clock = token, "", Clock()
        self.world, self.records = World(open_world=open_world, now=now), Records(keep)
        self.limits = Limits(
            self.clock,
            overall=overall,
            buckets=buckets or {},
            too_soon=self.records.violations,
        )
        self.gateway = Gateway(
            token,
            clock=self.clock,
            ready=self._ready,
            guilds=self._guilds,
            changed=self.records.changed,
        )
        posting = Posting(self.world, self.gateway, self.records, self.clock)
        self.posting, self.commands = posting, CommandRoutes(self.world)
        self.channels = ChannelRoutes(self.world, self.gateway, posting)
        self.interactions = InteractionRoutes(self.world, posting, self.records, self.clock)
        self._front = Front(token, self.limits, self.records, self.clock)
        people = Doing(
            self.world, self.gateway, self.commands, self.interactions, self.records, self.clock
        )
        self.command, self.types, self.taps = people.command, people.types, people.taps
        self.selects, self.submits = people.selects, people.submits
        life = Happening(self.world, self.gateway, posting, self.clock)
        self.says, self.joins, self.leaves = life.says, life.joins, life.leaves
        self.adds_guild, self.adds_channel = life.adds_guild, life.adds_channel
        self.adds_thread, self.adds_role = life.adds_thread, life.adds_role
        self.adds_bot, self.removes_bot = life.adds_bot, life.removes_bot
        self.deletes_channel, self.archives = life.deletes_channel, life.archives
        self.forbids, self.allows = life.forbids, life.allows
        self.settled = self.records.settled
        # routes beside the API's: the side door of a process of its own
        self.extend: Callable[[web.Application], None] | None = None

    @property
    def address(self) -> str:
        """The gateway's."""
        return self.base.replace("http://", "ws://").removesuffix("/api/v10") + "/gateway"

    @property
    def calls(self) -> list[Call]:
        return self.records.calls

    @property
    def violations(self) -> list[str]:
        """What a well-behaved bot does not do, in words."""
        return self.records.violations

    @property
    def pings(self) -> list[Ping]:
        return self.records.pings

    def person(
        self, name: str, guild: Guild | None = None, *roles: Role, locale: str = "en-US"
    ) -> Person:
        """Somebody new, a member of ``guild`` where one is given."""
        person = self.world.person(name, locale=locale)
        if guild is not None:
            self.joins(person, guild, *roles)
        return person

    def dm(self, person: Person) -> Channel:
        return self.world.dm(person)

    def messages(self, channel: Channel | int, *, own: bool = True) -> list[Message]:
        """What stands in a channel, oldest first; with ``own`` only the bot's messages.

        What one person alone can see is among them (``seen_by``).
        """
        number = channel if isinstance(channel, int) else channel.id
        found = self.world.messages.get(number, {})
        listed = [message for _, message in sorted(found.items())]
        return [each for each in listed if not own or each.author is self.world.bot]

    async def autocomplete(
        self, person: Person, channel: Channel, name: str, option: str, text: str
    ) -> list[Json]:
        """The choices that the bot offers for what is typed. Raises TimeoutError."""
        interaction = await self.types(person, channel, name, option, text).finished()
        return interaction.choices or []

    def fail_next(
        self,
        where: str | Channel,
        fault: Fault,
        *,
        times: int | None = 1,
        seconds: float = 0.05,
        everywhere: bool = False,
        status: int = 503,
        body: Json | None = None,
    ) -> None:
        """``where``: a route such as "POST /channels/{channel}/messages", a channel or its
        id, or "any". ``times`` None: until :meth:`recover`. ``seconds``: of a 429 or delay."""
        place = str(where.id) if isinstance(where, Channel) else where
        planned = Planned(fault, seconds, everywhere, status, body)
        self._front.plan.add(place, planned, times)

    def ban_after(self, invalid: int) -> None:
        """From so many invalid requests on (10,000 at first) every one meets the ban."""
        self._front.ban_after = invalid

    def recover(self) -> None:
        """Nothing that was planned goes wrong any more."""
        self._front.plan.clear()

    @contextmanager
    def pointed(self) -> Iterator[Self]:
        """Point discord.py here, REST and both of its ways to the gateway, then back."""
        route, socket = discord.http.Route, discord.gateway.DiscordWebSocket
        base, gateway = route.BASE, socket.DEFAULT_GATEWAY
        route.BASE = self.base
        # Client never asks /gateway/bot, and a session that is lost for good begins here too
        socket.DEFAULT_GATEWAY = yarl.URL(self.address)
        try:
            yield self
        finally:
            route.BASE, socket.DEFAULT_GATEWAY = base, gateway

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=BODY_BYTES)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        guilds = GuildRoutes(self.world, self.gateway, lambda: self.address)
        for group in (guilds, self.channels, self.commands, self.interactions):
            for route in group.routes():
                handler = self._front.handler(route)
                app.router.add_route(route.method, f"/api/v10{route.path}", handler)
        if self.extend is not None:
            self.extend(app)
        app.router.add_route("*", "/{rest:.*}", self._front.unknown)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, bound = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{bound}/api/v10"

    async def stop(self) -> None:
        self._front.closing.set()
        self.gateway.close(1001)
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _present(self, session: Session) -> list[Guild]:
        present = [each for each in self.world.guilds.values() if each.present]
        return [each for each in present if session.wants(each.id, 0)]

    def _ready(self, session: Session) -> Json:
        waiting = [{"id": str(each.id), "unavailable": True} for each in self._present(session)]
        return {
            "v": 10,
            "user": objects.user(self.world.bot),
            "guilds": waiting,
            "session_id": session.id,
            "resume_gateway_url": self.address,
            "shard": list(session.shard),
            "application": {"id": str(self.world.bot.id), "flags": 0},
        }

    def _guilds(self, session: Session) -> Iterable[Json]:
        if not session.intents & GUILDS:
            return []
        return [objects.guild(self.world, each, whole=True) for each in self._present(session)]
