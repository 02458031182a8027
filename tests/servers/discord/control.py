"""The side door of a server that runs in a process of its own: ``POST /control/<verb>``.

The body is a JSON object of the verb's arguments, the answer ``{"ok": true, "result": ...}``
or a 400 with ``{"ok": false, "error": sentence}``. Things are named by their ids.

guild (name, locale), channel (guild, name, kind, tag_required), thread (parent, name, owner,
archived, locked), person (name, guild, locale), role (guild, name, permissions),
joins (person, guild, roles), dm (person), closes (person, closed).
command (person, channel, name, options), types (person, channel, name, option, text),
taps and selects (person, channel, message, which, values), submits (interaction, values),
says (person, channel, text, reply_to); interaction (number) tells what was answered.
adds_bot, removes_bot (guild), deletes_channel, archives, forbids, allows (channel, what).
fail (where, fault by its name, times, seconds, everywhere, status), recover,
limits (overall, usual), advance (seconds), gateway (do: drop, reconnect, invalidate).
messages (channel), calls (route), counts, sessions, violations, pings, commands.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from tests.servers.discord.acting.entering import CannotDo
from tests.servers.discord.acting.interactions import Interaction
from tests.servers.discord.failing import Fault
from tests.servers.discord.records import Ping
from tests.servers.discord.rules.permissions import Permission
from tests.servers.discord.rules.refusals import Json
from tests.servers.discord.server import DiscordServer
from tests.servers.discord.world import Channel, Guild, Kind, Message, Person, Role


class Control:
    """Adds itself to the server, before that is started."""

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self._verbs = self._making() | self._doing() | self._failing() | self._reading()
        server.extend = self._extend

    def _extend(self, app: web.Application) -> None:
        app.router.add_post("/control/{verb}", self.handle)

    async def handle(self, request: web.Request) -> web.Response:
        verb = request.match_info["verb"]
        if verb not in self._verbs:
            return _said(404, {"ok": False, "error": f"no such verb: {verb}"})
        try:
            given: Json = json.loads(await request.read() or b"{}")
            result = self._verbs[verb](**given)
        except (CannotDo, KeyError, TypeError, ValueError) as error:
            return _said(400, {"ok": False, "error": f"{type(error).__name__}: {error}"})
        return _said(200, {"ok": True, "result": described(result)})

    def _making(self) -> dict[str, Callable[..., object]]:
        server, world = self._server, self._server.world
        return {
            "guild": server.adds_guild,
            "channel": lambda guild, name, kind=0, **more: server.adds_channel(
                world.guilds[guild], name, Kind(kind), **more
            ),
            "thread": lambda parent, name, owner, **more: server.adds_thread(
                self._channel(parent), name, world.people[owner], **more
            ),
            "person": lambda name, guild=0, locale="en-US": server.person(
                name, world.guilds.get(guild), locale=locale
            ),
            "role": lambda guild, name, permissions=0: server.adds_role(
                world.guilds[guild], name, permissions
            ),
            "joins": self._joins,
            "dm": lambda person: server.dm(world.people[person]),
            "closes": lambda person, closed=True: setattr(world.people[person], "closed", closed),
        }

    def _doing(self) -> dict[str, Callable[..., object]]:
        server, world = self._server, self._server.world
        return {
            "command": lambda person, channel, name, options=None: server.command(
                world.people[person], self._channel(channel), name, options
            ),
            "types": lambda person, channel, name, option, text: server.types(
                world.people[person], self._channel(channel), name, option, text
            ),
            "taps": lambda person, channel, message, which: server.taps(
                world.people[person], self._message(channel, message), which
            ),
            "selects": lambda person, channel, message, which, values: server.selects(
                world.people[person], self._message(channel, message), which, values
            ),
            "submits": lambda interaction, values: server.submits(
                server.interactions.all[interaction], values
            ),
            "says": lambda person, channel, text, reply_to=0: server.says(
                world.people[person],
                self._channel(channel),
                text,
                reply_to=self._message(channel, reply_to) if reply_to else None,
            ),
        }

    def _failing(self) -> dict[str, Callable[..., object]]:
        server, world = self._server, self._server.world
        return {
            "adds_bot": lambda guild: server.adds_bot(world.guilds[guild]),
            "removes_bot": lambda guild: server.removes_bot(world.guilds[guild]),
            "deletes_channel": lambda channel: server.deletes_channel(self._channel(channel)),
            "archives": lambda channel, **more: server.archives(self._channel(channel), **more),
            "forbids": lambda channel, what="SEND_MESSAGES": server.forbids(
                self._channel(channel), Permission[what]
            ),
            "allows": lambda channel: server.allows(self._channel(channel)),
            "fail": self._fail,
            "recover": server.recover,
            "limits": self._limits,
            "advance": server.clock.advance,
            "gateway": self._gateway,
        }

    def _reading(self) -> dict[str, Callable[..., object]]:
        server, records = self._server, self._server.records
        return {
            "messages": lambda channel: [described(each) for each in server.messages(channel)],
            "interaction": lambda number: server.interactions.all[number],
            "calls": lambda route="": [
                asdict(call) for call in records.calls if route in ("", call.route)
            ],
            "counts": self._counts,
            "sessions": self._sessions,
            "violations": lambda: records.violations,
            "pings": lambda: [described(each) for each in records.pings],
            "commands": lambda guild=0: server.commands.visible(guild),
        }

    def _channel(self, number: int) -> Channel:
        found = self._server.world.find_channel(number)
        if found is None:
            raise KeyError(number)
        return found

    def _message(self, channel: int, message: int) -> Message:
        return self._server.world.messages[channel][message]

    def _joins(self, person: int, guild: int, roles: list[int] | None = None) -> None:
        found = self._server.world.guilds[guild]
        held = [found.roles[role] for role in roles or ()]
        self._server.joins(self._server.world.people[person], found, *held)

    def _fail(self, where: str | int, fault: str, **more: Any) -> None:
        self._server.fail_next(str(where), Fault[fault.upper()], **more)

    def _limits(self, overall: int | None = None, usual: list[float] | None = None) -> None:
        limits = self._server.limits
        limits.overall = limits.overall if overall is None else overall
        if usual is not None:
            limits.usual = int(usual[0]), usual[1]

    def _gateway(self, do: str) -> None:
        gateway = self._server.gateway
        ways = {
            "drop": gateway.drop,
            "reconnect": gateway.reconnect,
            "invalidate": gateway.invalidate,
        }
        ways[do]()

    def _sessions(self) -> list[Json]:
        found = self._server.gateway.sessions.values()
        return [
            {"id": each.id, "shard": each.shard, "live": each.line is not None}
            | {"beats": each.beats, "resumed": each.resumed}
            for each in found
        ]

    def _counts(self) -> Json:
        records = self._server.records
        return {
            "routes": [[*key, count] for key, count in records.counts.items()],
            "messages": records.sent,
            "channels": len(records.channels),
            "most_in_a_channel": max(records.channels.values(), default=0),
            "first_sent": records.first_sent,
            "last_sent": records.last_sent,
            "too_many": records.too_many,
            "invalid": records.invalid,
            "violations": len(records.violations),
            "identified": self._server.gateway.identified,
        }


def described(value: object) -> object:
    """A value of the server as JSON."""
    match value:
        case Message():
            return _message(value)
        case Interaction():
            return _interaction(value)
        case Person() | Role() | Guild() | Channel():
            return asdict(value)
        case Ping():
            return asdict(value)
    return value


def _message(message: Message) -> Json:
    return {
        "id": message.id,
        "channel": message.channel.id,
        "author": message.author.id,
        "text": message.text,
        "labels": message.labels,
        "components": message.components,
        "flags": message.flags,
        "nonce": message.nonce,
        "seen_by": message.seen_by,
        "edits": len(message.earlier),
        "files": sorted(message.files),
    }


def _interaction(it: Interaction) -> Json:
    return {
        "id": it.id,
        "acknowledged_after": it.acknowledged_after,
        "answered": it.answered,
        "ephemeral": it.ephemeral,
        "text": it.text,
        "messages": [_message(each) for each in it.messages],
        "modal": it.modal,
        "choices": it.choices,
    }


def _said(status: int, body: Json) -> web.Response:
    return web.json_response(body, status=status)
