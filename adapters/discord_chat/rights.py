"""Who may do what in a Discord channel, asked of the API where nobody has told."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from adapters.chat.remembering import RecentAnswers
from adapters.discord_chat.addresses import address, read_channel, read_person
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import FAILURES, TROUBLES, is_refusal, trouble
from adapters.discord_chat.permissions import (
    Right,
    allowed,
    lacking_told,
    may_thread,
    missing,
    needed,
    owns,
)
from adapters.discord_chat.places import Place, Places
from adapters.discord_chat.rendering.part import Json

_HOLDS = timedelta(seconds=60)
_MOST = 10_000
_NAMED = re.compile(r"@(?P<channel>[0-9]{1,20})(?:/[0-9]{1,10})?")


class DiscordRights:
    """Implements ``bot.ports.chats.Rights``. What was asked holds for a minute, but not where
    something is to be changed."""

    def __init__(
        self, connection: DiscordConnection, places: Places, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._places = places
        self._told: RecentAnswers[str, Json | None] = RecentAnswers(clock, _HOLDS, _MOST)

    async def may_configure(self, channel: str, person: str) -> bool:
        """Direct messages are that person's own; elsewhere by Manage Server."""
        who, place = read_person(person), await self._place(channel)
        if who is None or place is None:
            return False
        return place.recipient == who or owns(await self._held(place, who, fresh=True))

    async def may_read(self, channel: str, person: str) -> bool:
        who, place = read_person(person), await self._place(channel)
        if who is None or place is None:
            return False
        if place.recipient == who:
            return True
        held = await self._held(place, who)
        if not held & Right.VIEW_CHANNEL:
            return False
        if not place.private or held & Right.MANAGE_THREADS:
            return True
        path = "/channels/{channel_id}/thread-members/{user_id}"
        return bool(await self._ask(path, channel_id=place.id, user_id=who))

    async def may_post(self, channel: str) -> bool:
        """Asked anew every time: it is asked where something is about to change."""
        self._told.forget()
        place = await self._place(channel)
        if place is None or place.kind == "other":
            return False
        return place.kind == "dm" or not missing(await self._held(place, await self._me()), place)

    async def find(self, name: str, near: str) -> str | None:
        """A channel of the same server, by its id."""
        named = _NAMED.fullmatch(name)
        here = await self._place(near)
        if named is None or here is None or here.guild is None:
            return None
        there = await self._place(address(int(named["channel"])))
        return address(there.id) if there is not None and there.guild == here.guild else None

    async def may_thread(self, channel: int) -> bool:
        """In a text channel alone: elsewhere there are no threads, or one is there already."""
        try:
            place = await self._places.of(channel)
            if place.kind not in ("text", "announcement"):
                return False
            return may_thread(await self._held(place, await self._me()))
        except FAILURES:
            return False

    async def lacking(self, channel: int) -> tuple[str, ...]:
        """The names of the rights that the bot would need to post there; empty where Discord
        does not tell."""
        try:
            place = await self._places.of(channel)
            return missing(await self._held(place, await self._me()), place)
        except FAILURES:
            return ()

    async def told_lacking(self, channel: str) -> str:
        """The same as a sentence; "" where nothing is known to be lacking."""
        return lacking_told(await self.lacking(read_channel(channel)))

    async def may_read_history(self, channel: int) -> bool:
        """Asked anew; False where Discord does not tell, and in direct messages always True."""
        self._told.forget()
        try:
            place = await self._places.of(channel)
            if place.guild is None:
                return place.kind == "dm"
            held = await self._held(place, await self._me())
        except FAILURES:
            return False
        return bool(held & Right.READ_MESSAGE_HISTORY)

    async def may_embed(self, channel: int) -> bool:
        """Whether the bot's embeds are shown there; True where Discord does not tell."""
        try:
            place = await self._places.of(channel)
            held = await self._held(place, await self._me()) if place.guild else 0
        except FAILURES:
            return True
        return not held or bool(held & Right.EMBED_LINKS)

    async def may_call_all(self, place: Place) -> bool:
        """Whether any role is told of the bot's call, and not only one that anybody may call."""
        try:
            return bool(await self._held(place, await self._me()) & Right.MENTION_EVERYONE)
        except FAILURES:
            return False

    async def _me(self) -> int:
        return await self._connection.me()

    async def _place(self, channel: str) -> Place | None:
        """None where Discord shows us no such channel."""
        found: Place | None = await self._or_none(self._places.of(read_channel(channel)))
        return found

    async def _held(self, place: Place, person: int, *, fresh: bool = False) -> int:
        """The person's permissions there; 0 for who is not in the server."""
        if place.guild is None:
            return 0
        ask = partial(self._ask, fresh=fresh)
        guild = await ask("/guilds/{guild_id}", guild_id=place.guild)
        member = await ask(
            "/guilds/{guild_id}/members/{user_id}", guild_id=place.guild, user_id=person
        )
        # a thread has the permissions of its channel
        ruling = await ask("/channels/{channel_id}", channel_id=place.parent or place.id)
        if guild is None or member is None or ruling is None:
            return 0
        return allowed(guild, member, person, ruling.get("permission_overwrites") or ())

    async def _ask(self, path: str, *, fresh: bool = False, **parameters: Any) -> Json | None:
        """None where Discord says no."""

        async def asked() -> Json | None:
            return needed(await self._or_none(self._connection.ask("GET", path, **parameters)))

        return await self._told.get(path.format(**parameters), asked, fresh=fresh) or None

    async def _or_none(self, asked: Awaitable[Any]) -> Any:
        try:
            return await asked
        except TROUBLES as error:
            if isinstance(error, discord.HTTPException) and is_refusal(error):
                if error.status == 401:
                    raise trouble(error) from error
                return None
            raise trouble(error) from error
