"""Announcements that go on to the followers of their channel: now, or when Discord takes more.

Discord publishes about ten messages of a channel in an hour, whoever writes them.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.discord_chat.addresses import address
from adapters.discord_chat.connecting.connection import FAN_OUT, DiscordConnection
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import ALREADY_PUBLISHED, TROUBLES, again_after
from adapters.discord_chat.noted import UNPUBLISHED
from bot.ports.notes import Notes

log = logging.getLogger(__name__)

_CROSSPOST = "/channels/{channel_id}/messages/{message_id}/crosspost"
_WAITING = "discord:unpublished"
# after so long, publishing is given up
_STALE = timedelta(hours=12)

MessageKey = tuple[int, int]
"""A channel's id and a message's."""


@dataclass
class Followers:
    """What waits is noted; no call raises for what Discord says."""

    _connection: DiscordConnection
    _notes: Notes
    _clock: Callable[[], datetime]
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def publish(self, channel: int, message: int) -> None:
        """The message is there either way."""
        now = self._clock()
        wait = await self._published((channel, message))
        if wait is not None:
            await self._note((channel, message), (now, now + timedelta(seconds=wait)))

    async def catch_up(self) -> None:
        """Publish what waited and may go now."""
        now = self._clock()
        for message, (since, due) in (await self._waiting()).items():
            if due > now:
                continue
            wait = await self._published(message)
            late = now - since > _STALE
            again = None if wait is None or late else (since, now + timedelta(seconds=wait))
            await self._note(message, again)

    async def _published(self, message: MessageKey) -> float | None:
        """Seconds until the next try; None where there is none."""
        channel, number = message
        try:
            await self._connection.ask(
                "POST", _CROSSPOST, urgency=FAN_OUT, channel_id=channel, message_id=number
            )
        except TROUBLES as error:
            if isinstance(error, discord.HTTPException) and error.code == ALREADY_PUBLISHED:
                return None
            wait = again_after(error)
            log.warning(
                "not_published", extra={"channel": channel, "why": str(error), "again_s": wait}
            )
            return wait
        return None

    async def _waiting(self) -> Mapping[MessageKey, tuple[datetime, datetime]]:
        """Since when, and until when; without those whose channel was forgotten meanwhile."""
        waiting = {}
        for message in json.loads(await self._notes.get(_WAITING) or "[]"):
            noted = await self._notes.get(f"{UNPUBLISHED}{message}")
            if noted is not None:
                channel, since, due = json.loads(noted)
                times = datetime.fromisoformat(since), datetime.fromisoformat(due)
                waiting[int(channel), message] = times
        return waiting

    async def _note(self, message: MessageKey, times: tuple[datetime, datetime] | None) -> None:
        """What names the channel has a note of its own: it goes where that is forgotten, and
        the list names nobody."""
        channel, number = message
        now, key = self._clock(), f"{UNPUBLISHED}{number}"
        async with self._writing:
            listed = [each for _, each in await self._waiting() if each != number]
            if times is None:
                await self._notes.drop(key)
            else:
                listed.append(number)
                noted = json.dumps([channel, *(at.isoformat() for at in times)])
                await self._notes.keep(key, noted, now, address(channel))
            await self._notes.keep(_WAITING, json.dumps(listed), now)
