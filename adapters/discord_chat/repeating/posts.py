"""Posts of ours in a forum since an earlier try: those that are open and those that closed.

https://docs.discord.com/developers/resources/guild#list-active-guild-threads
https://docs.discord.com/developers/resources/channel#list-public-archived-threads
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from adapters.discord_chat.connecting.connection import FAN_OUT, DiscordConnection
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import is_discords
from adapters.discord_chat.places import Place
from adapters.discord_chat.rendering.part import Json
from adapters.discord_chat.repeating.history import OddAnswer, Unreadable, by_id

_PAGE, _PAGES = 100, 10
# Discord closes no post by itself sooner than after an hour
_OPEN_FOR = timedelta(minutes=50)


class Posts:
    """Raises Unreadable, and as the connection does."""

    def __init__(self, connection: DiscordConnection, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock

    async def since(
        self, forum: Place, after: int, tried: datetime | None, name: str
    ) -> Sequence[int]:
        """The ids of the bot's posts of that name, greater than ``after``, newest first."""
        me = str(await self._connection.me())

        def ours(threads: Mapping[int, Json]) -> Sequence[int]:
            return sorted(
                (
                    number
                    for number, each in threads.items()
                    if number > after
                    and str(each.get("parent_id", forum.id)) == str(forum.id)
                    and str(each.get("owner_id", me)) == me
                    and _same(str(each.get("name", "")), name)
                ),
                reverse=True,
            )

        active = await self._active(forum)
        found = ours(active or {})
        if found:
            return found
        if active is not None and tried is not None and self._is_young(tried):
            return ()
        closed = ours(await self._archived(forum.id))
        if not closed and active is None:
            raise Unreadable("Discord does not tell which posts are open")
        return closed

    def _is_young(self, tried: datetime) -> bool:
        return timedelta(0) <= self._clock() - tried <= _OPEN_FOR

    async def _active(self, forum: Place) -> Mapping[int, Json] | None:
        """None where nobody tells."""
        try:
            said = await self._connection.ask(
                "GET", "/guilds/{guild_id}/threads/active", urgency=FAN_OUT,
                guild_id=forum.guild or 0,
            )  # fmt: skip
        except discord.HTTPException as error:
            if _is_no_answer(error):
                return None
            raise
        return _threads(said)

    async def _archived(self, forum: int) -> Mapping[int, Json]:
        """The one that was closed last comes first."""
        seen: dict[int, Json] = {}
        query: dict[str, str | int] = {"limit": _PAGE}
        for _ in range(_PAGES):
            try:
                said = await self._connection.ask(
                    "GET", "/channels/{channel_id}/threads/archived/public", urgency=FAN_OUT,
                    query=query, channel_id=forum,
                )  # fmt: skip
            except discord.HTTPException as error:
                if _is_no_answer(error):
                    raise Unreadable(str(error.text)[:200] or "it shows no closed posts") from error
                raise
            page = _threads(said)
            if not said.get("has_more") or page.keys() <= seen.keys():
                return seen | page
            seen |= page
            query["before"] = _closed(page)
        raise Unreadable("too many posts were closed there since")


def _is_no_answer(error: discord.HTTPException) -> bool:
    return error.status in (404, 405) or (error.status == 403 and is_discords(error))


def _threads(said: Any) -> dict[int, Json]:
    if not isinstance(said, dict) or "threads" not in said:
        raise OddAnswer("the answer has a form that I do not know")
    return by_id(said["threads"])


def _closed(page: Mapping[int, Json]) -> str:
    """When the earliest of a page was closed."""
    times = [each.get("thread_metadata", {}).get("archive_timestamp") for each in page.values()]
    known = [str(each) for each in times if each]
    if not known:
        raise Unreadable("Discord does not tell when posts were closed")
    return min(known)


def _same(name: str, wanted: str) -> bool:
    return [each for each in name if each.isalnum()] == [each for each in wanted if each.isalnum()]
