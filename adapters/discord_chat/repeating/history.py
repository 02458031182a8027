"""What stands in a channel since an earlier try, read page by page.

https://docs.discord.com/developers/resources/message#get-channel-messages
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from adapters.discord_chat.connecting.connection import FAN_OUT, DiscordConnection
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import UNKNOWN_CHANNEL, is_discords
from adapters.discord_chat.rendering.part import Json
from adapters.discord_chat.rights import DiscordRights

# Discord gives a hundred at most; each way is gone for so many pages
_PAGE, _PAGES = 100, 20
# Discord's ids hold the milliseconds since the first second of 2015 in their upper bits
_FIRST = 1_420_070_400_000
# the clocks here and at Discord may differ by so much
_APART = timedelta(minutes=2)
# a channel in which more is written than we read has a message as young as that
_LIVELY = timedelta(hours=1)


class Unreadable(Exception):
    """What stands there cannot be known; str() says why."""


class OddAnswer(Unreadable):
    """An answer of a form that is not Discord's. One may be somebody's in between."""


@dataclass
class History:
    """Reads channels and threads. Raises Unreadable, and as the connection does."""

    _connection: DiscordConnection
    _rights: DiscordRights
    _clock: Callable[[], datetime]

    async def since(
        self,
        channel: int,
        after: int,
        tried: datetime | None,
        found: Callable[[Sequence[Json]], bool],
    ) -> Sequence[Json]:
        """The bot's messages with greater ids than ``after``, oldest first; not all of them
        where ``found`` says that these are enough.

        From when it was ``tried`` on, in Discord's time, and from the newest back: the first
        is short in a busy channel, the second needs no clock.
        """
        me = await self._connection.me()
        walk = _Walk(self._connection, channel, after, me, found)
        try:
            start = after if tried is None else max(after, first_id(tried - _APART))
            forward = await walk.forward(start)
            # what is not there yet: one page backwards tells of that, too
            back = walk.is_found() or (forward and start == after and bool(walk.seen))
            if not back:
                back = await walk.backward()
        except discord.HTTPException as error:
            if error.code == UNKNOWN_CHANNEL:
                return ()
            if error.status in (404, 405) or (error.status == 403 and is_discords(error)):
                raise Unreadable(str(error.text)[:200] or f"it answers {error.status}") from error
            raise
        if not walk.seen and not await self._rights.may_read_history(channel):
            # Discord tells nobody of that right: it shows an empty channel
            raise Unreadable("the right Read Message History is lacking")
        if not back and not (forward and tried is not None and self._in_time(walk.seen)):
            raise Unreadable("too much was written there since")
        return walk.ours()

    def _in_time(self, seen: Mapping[int, Json]) -> bool:
        """Whether Discord's ids go by a clock like ours."""
        age = self._clock().timestamp() - made_at(max(seen))
        return -_APART.total_seconds() <= age <= _LIVELY.total_seconds()


@dataclass
class _Walk:
    """Over one channel, both ways. Both tell whether they came to the end."""

    _connection: DiscordConnection
    _channel: int
    _after: int
    _me: int
    _found: Callable[[Sequence[Json]], bool]
    seen: dict[int, Json] = field(default_factory=dict)

    def ours(self) -> Sequence[Json]:
        """A server that names no author leaves the text to tell."""
        return [
            each
            for number, each in sorted(self.seen.items())
            if number > self._after and _author(each) in (None, str(self._me))
        ]

    def is_found(self) -> bool:
        return self._found(self.ours())

    async def forward(self, start: int) -> bool:
        for _ in range(_PAGES):
            page = await self._page({"after": start})
            self.seen |= page
            newest = max(page, default=start)
            if newest <= start or min(page) <= start:
                # the end, or a server that ignores what it was asked for
                return not page
            if self.is_found():
                return False
            start = newest
        return False

    async def backward(self) -> bool:
        before: int | None = None
        for _ in range(_PAGES):
            page = await self._page({} if before is None else {"before": before})
            self.seen |= page
            oldest = min(page, default=0)
            if oldest <= self._after or self.is_found():
                return True
            if before is not None and oldest >= before:
                # the same page once more: all that there is, where it is not full
                return len(page) < _PAGE // 2
            before = oldest
        return False

    async def _page(self, query: Mapping[str, int]) -> dict[int, Json]:
        said = await self._connection.ask(
            "GET",
            "/channels/{channel_id}/messages",
            urgency=FAN_OUT,
            query={"limit": _PAGE, **query},
            channel_id=self._channel,
        )
        return by_id(said)


def by_id(said: Any) -> dict[int, Json]:
    """A list of Discord's objects; OddAnswer for what is none."""
    if not isinstance(said, list):
        raise OddAnswer("the answer has a form that I do not know")
    try:
        return {int(each["id"]): dict(each) for each in said}
    except (KeyError, TypeError, ValueError) as error:
        raise OddAnswer("the answer has a form that I do not know") from error


def _author(message: Json) -> str | None:
    author = message.get("author")
    return str(author["id"]) if isinstance(author, dict) and "id" in author else None


def made_at(number: int) -> float:
    """When an id was given, in Unix seconds."""
    return ((number >> 22) + _FIRST) / 1000


def first_id(at: datetime) -> int:
    """The least that can be given from then on."""
    return max(0, int(at.timestamp() * 1000) - _FIRST) << 22
