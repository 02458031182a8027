"""Parts as messages in channels, threads and forums: made, never made twice."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from math import inf
from typing import Any

from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import (
    ARCHIVED,
    NO_HISTORY,
    TAG_REQUIRED,
    THREAD_EXISTS,
    TROUBLES,
)
from adapters.discord_chat.followers import Followers
from adapters.discord_chat.places import Place
from adapters.discord_chat.rendering.part import Json
from adapters.pacing import Lane
from bot.deliveries import Leaving
from bot.ports.shelves import Notes

log = logging.getLogger(__name__)

_CHANNEL = "/channels/{channel_id}"
BEGUN = "discord:post:"
# Discord's ids hold the milliseconds since the first second of 2015 in their upper bits
_FIRST = 1_420_070_400_000
# our clock and Discord's need not agree
_APART = timedelta(minutes=2)
_NAME = "arXiv"


class EmbedsLeftOut(Exception):
    """Discord took a message without its embeds, as it may where that right is lacking and
    there are buttons; ``message`` is what stands there, None where nothing does."""

    def __init__(self, message: int | None = None) -> None:
        super().__init__("the embeds were left out")
        self.message = message


class Posting:
    """Writes bodies for one bot. All raise as the connection does."""

    def __init__(
        self, connection: DiscordConnection, notes: Notes, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._notes = notes
        self._clock = clock
        self.followers = Followers(connection, notes, clock)

    async def message(
        self,
        channel: int,
        body: Json,
        nonce: str,
        *,
        answers: int | None = None,
        lane: Lane = "fan-out",
        patience: float = inf,
        leaving: Leaving | None = None,
    ) -> int:
        """A message's id. A closed thread is opened by it, where that is allowed. Raises
        EmbedsLeftOut as well."""
        whole = body | {"nonce": nonce, "enforce_nonce": True}
        if answers is not None:
            # what was answered may have been deleted since
            reference = {"message_id": str(answers), "fail_if_not_exists": False}
            whole = whole | {"message_reference": reference}

        async def post() -> Json:
            return await self._ask(
                "POST",
                f"{_CHANNEL}/messages",
                whole,
                channel,
                lane=lane,
                patience=patience,
                leaving=leaving,
            )

        try:
            made = await post()
        except discord.HTTPException as error:
            if error.code == NO_HISTORY and answers is not None:
                return await self.message(
                    channel, body, nonce, lane=lane, patience=patience, leaving=leaving
                )
            if error.code != ARCHIVED:
                raise
            await self._ask("PATCH", _CHANNEL, {"archived": False}, channel, lane=lane)
            made = await post()
        if body.get("embeds") and made.get("embeds") == []:
            raise EmbedsLeftOut(int(made["id"]))
        return int(made["id"])

    async def take_back(self, channel: int, message: int) -> None:
        """What stands there already would be seen twice, but is no reason to send nothing."""
        try:
            await self._ask(
                "DELETE", f"{_CHANNEL}/messages/{{message_id}}", None, channel, message_id=message
            )
        except TROUBLES as error:
            log.warning("not_taken_back", extra={"channel": channel, "why": str(error)})

    async def thread(self, channel: int, message: int, name: str) -> int:
        """The thread under a message, which has its id."""
        try:
            await self._ask(
                "POST", f"{_CHANNEL}/messages/{{message_id}}/threads", {"name": name or _NAME},
                channel, message_id=message,
            )  # fmt: skip
        except discord.HTTPException as error:
            if error.code != THREAD_EXISTS:
                raise
        return message

    async def post(
        self, forum: Place, body: Json, nonce: str, name: str, leaving: Leaving | None = None
    ) -> int:
        """A post in a forum, found again where an earlier try may have made it; its id."""
        name = name or _NAME
        key = f"{BEGUN}{nonce}"
        begun = await self._notes.get(key)
        if begun is not None:
            found = await self._made_before(forum, name, datetime.fromisoformat(begun))
            if found is not None:
                return found
        await self._notes.keep(key, self._clock().isoformat(), self._clock())
        if leaving is not None:
            await leaving()
        try:
            made = await self._post(forum.id, {"name": name, "message": body})
        except discord.HTTPException as error:
            if 400 <= error.status < 500:
                await self._notes.drop(key)
            raise
        return int(made["id"])

    async def _post(self, forum: int, body: Json) -> Json:
        path = f"{_CHANNEL}/threads"
        try:
            return await self._ask("POST", path, body, forum)
        except discord.HTTPException as error:
            if error.code != TAG_REQUIRED:
                raise
            tag = _tag(await self._ask("GET", _CHANNEL, None, forum))
            if tag is None:
                raise
            return await self._ask("POST", path, body | {"applied_tags": [tag]}, forum)

    async def _made_before(self, forum: Place, name: str, begun: datetime) -> int | None:
        """A thread of ours with this name that is younger than the earlier try."""
        me, since = await self._connection.me(), begun - _APART
        active = await self._connection.ask(
            "GET", "/guilds/{guild_id}/threads/active", lane="fan-out", guild_id=forum.guild or 0
        )
        return next(
            (
                int(each["id"])
                for each in active["threads"]
                if str(each.get("parent_id")) == str(forum.id)
                and str(each.get("owner_id")) == str(me)
                and each.get("name") == name
                and made_at(int(each["id"])) >= since.timestamp()
            ),
            None,
        )

    async def _ask(
        self,
        method: str,
        path: str,
        body: Json | None,
        channel: int,
        *,
        lane: Lane = "fan-out",
        patience: float = inf,
        **more: Any,
    ) -> Json:
        made: Json = await self._connection.ask(
            method, path, body, lane=lane, patience=patience, channel_id=channel, **more
        )
        return made


def made_at(number: int) -> float:
    """When an id was given, in Unix seconds."""
    return ((number >> 22) + _FIRST) / 1000


def _tag(forum: Json) -> str | None:
    """The tag that a post of ours gets where one is needed: one named for papers, else any."""
    free = [tag for tag in forum.get("available_tags") or () if not tag.get("moderated")]
    named = [tag for tag in free if {"arxiv", "papers"} & set(str(tag["name"]).lower().split())]
    return next((str(tag["id"]) for tag in (*named, *free)), None)
