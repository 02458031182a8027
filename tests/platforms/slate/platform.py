"""Slate as a chat platform: its record, who may do what there, and the side that receives."""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from adapters.chat.menus import in_every_language, tell_once, tell_or_log
from adapters.chat.platform import (
    AddressForm,
    Beat,
    ChatPlatform,
    CheckResult,
    ConnectedPlatform,
    Surroundings,
)
from adapters.chat.receiving import ReceivingLine, receive_until
from adapters.chat.remembering import RecentAnswers
from adapters.chat.turns import Over, TurnQueue
from bot.commands.lines.command import Origin
from bot.commands.lines.request_handler import RequestHandler
from bot.errors import PaperbriefError
from bot.messages.blocks import Message, message, paragraph
from bot.ports.alarms import PlatformAlarm
from bot.ports.channels import Membership
from bot.ports.chats import Platform
from tests.platforms.slate.connection import SlateConnection, SlateTrouble, error_of
from tests.platforms.slate.posting import KEPT, SlatePosting, bodies, needs, room_of, slate_form

log = logging.getLogger(__name__)

_TAKEN = "slate:taken"


class SlateRights:
    """Implements ``bot.ports.chats.Rights``."""

    def __init__(self, connection: SlateConnection, around: Surroundings) -> None:
        self._connection = connection
        self._rooms: RecentAnswers[int, Mapping[str, Any]] = RecentAnswers(
            around.clock, timedelta(minutes=1), 1_000
        )

    async def may_configure(self, channel: str, person: str) -> bool:
        return (await self._room(channel, fresh=True)).get("owner") == room_of(person)

    async def may_read(self, channel: str, person: str) -> bool:
        return room_of(person) in (await self._room(channel)).get("members", ())

    async def may_post(self, channel: str) -> bool:
        return bool(await self._room(channel, fresh=True))

    async def find(self, name: str, near: str) -> str | None:
        number = name.removeprefix("@")
        address = f"slate:{number}"
        return address if number.isdigit() and await self._room(address) else None

    async def _room(self, address: str, *, fresh: bool = False) -> Mapping[str, Any]:
        """Empty for a room that the bot is not in."""
        number = room_of(address)
        return await self._rooms.get(number, partial(self._asked, number), fresh=fresh)

    async def _asked(self, number: int) -> Mapping[str, Any]:
        try:
            told: Mapping[str, Any] = await self._connection.ask("GET", f"/rooms/{number}")
        except SlateTrouble as trouble:
            if trouble.status in (403, 404):
                return {}
            raise error_of(trouble) from trouble
        return told


class SlateConversation:
    """Implements ``bot.ports.chats.Conversation``: what a tap is answered is for that person
    alone, but in private, or where it changes a menu."""

    def __init__(self, posting: SlatePosting, event: Mapping[str, Any], menu: int | None) -> None:
        self._posting = posting
        self._room = int(event["room"])
        aside = event["kind"] == "tapped" and event["in"] != "private"
        self._for_whom = {"only": event["person"]} if aside else {}
        self._menu = menu
        self._told: int | None = None

    def needs(self, message: Message) -> int:
        return needs(message)

    async def send(self, message: Message) -> None:
        first, *rest = bodies(message) or [{"text": "✓", "keys": []}]
        await self._shown(first, self._menu or self._told)
        for body in rest:
            await self._posting.post(self._room, body, **self._for_whom)
        self._menu = self._told = None

    async def refuse(self, message: Message) -> None:
        self._menu = None
        await self.send(message)

    async def progress(self, text: str) -> None:
        if self._menu is None:
            self._told = await self._shown({"text": text, "keys": []}, self._told)

    async def _shown(self, body: dict[str, Any], instead: int | None) -> int:
        if instead is None:
            return await self._posting.post(self._room, body, **self._for_whom)
        await self._posting.replace(instead, body)
        return instead


@dataclass
class SlatePlatform:
    """Implements ``bot.ports.chats.Platform``."""

    _connection: SlateConnection
    _posting: SlatePosting
    _around: Surroundings
    _handler: RequestHandler
    _membership: Membership
    _line: ReceivingLine
    _beat: Beat
    name: str = "slate"

    async def serve(self, stop: asyncio.Event) -> None:
        await tell_or_log(self._menus, (SlateTrouble, PaperbriefError))
        turns = TurnQueue(lambda error: log.warning("not_answered", extra={"why": str(error)}))
        receiving = asyncio.create_task(self._receive(turns))
        try:
            await receive_until(stop, receiving, "Slate's events came to an end.")
        except SlateTrouble as trouble:
            await self._line.broken(f"{trouble.why}.")
            raise error_of(trouble) from trouble
        finally:
            receiving.cancel()
            await asyncio.wait({receiving})
            await turns.close(1.0)

    async def _menus(self) -> bool:
        says = in_every_language()
        rows = [
            {"name": each.name, "says": {say.language: say.text(each.summary) for say in says}}
            for each in self._handler.services.commands
        ]
        tell = partial(self._connection.ask, "PUT", "/commands", rows)
        now = self._around.clock()
        return await tell_once(self._around.notes, "slate:menus", json.dumps(rows), now, tell)

    async def _receive(self, turns: TurnQueue) -> None:
        """Raises SlateTrouble; it begins anew then."""
        taken = int(await self._around.notes.get(_TAKEN) or 0)
        while True:
            self._beat()
            events = await self._connection.ask("GET", f"/events?after={taken}")
            await self._line.well()
            await turns.room()
            for event in events:
                turns.add((event["room"], event["person"]), partial(self._take, event))
                taken = event["number"]
            if events:
                await self._around.notes.keep(_TAKEN, str(taken), self._around.clock())

    async def _take(self, event: Mapping[str, Any], _: Over) -> None:
        channel = f"slate:{event['room']}"
        match event["kind"]:
            case "put out":
                await self._membership.closed(channel, "I was removed.", self._around.clock())
            case "let in":
                await self._membership.opened(channel)
            case "tapped":
                data = await self._posting.meant(event["text"])
                menu = event["message"] if data and data.startswith("!") else None
                conversation = SlateConversation(self._posting, event, menu)
                if data is None:
                    told = self._handler.services.spoken(None).text("That button is too old.")
                    await conversation.refuse(message(paragraph(told)))
                    return
                line = data.removeprefix("!")
                origin = replace(_origin(event), tapped=True)
                await self._handler.receive(line, origin, conversation)
            case _:
                conversation = SlateConversation(self._posting, event, None)
                await self._handler.receive(event["text"], _origin(event), conversation)


def _origin(event: Mapping[str, Any]) -> Origin:
    alone = event["in"] == "private"
    return Origin(
        channel=f"slate:{event['room']}",
        person=f"slate:{event['person']}",
        proven=True if alone else None,
        private=alone,
        alone=alone,
        titled=event["title"],
    )


def slate(base: str, token: str) -> ChatPlatform:
    """The record of a Slate that is reached at this address."""

    def connect(_: object, around: Surroundings) -> ConnectedPlatform:
        connection = SlateConnection(base, token)
        posting = SlatePosting(connection, around)

        def serve(
            handler: RequestHandler, membership: Membership, alarm: PlatformAlarm, beat: Beat
        ) -> Platform:
            line = ReceivingLine("slate", alarm)
            return SlatePlatform(connection, posting, around, handler, membership, line, beat)

        return ConnectedPlatform(
            sender=posting,
            messenger=posting,
            rights=SlateRights(connection, around),
            form=slate_form,
            serve=serve,
            close=connection.close,
        )

    async def check(_: object) -> CheckResult:
        connection = SlateConnection(base, token)
        try:
            return CheckResult("ok", f"{(await connection.ask('GET', '/me'))['name']} is let in")
        except SlateTrouble as trouble:
            return CheckResult("FAIL", str(error_of(trouble)))
        finally:
            await connection.close()

    return ChatPlatform(
        name="slate",
        title="Slate",
        channels=AddressForm(r"[1-9][0-9]{0,8}", "slate:ROOM"),
        chats=AddressForm(r"[1-9][0-9]{0,8}", "slate:7"),
        connect=connect,
        check=check,
        noted_for={KEPT: timedelta(days=365)},
    )
