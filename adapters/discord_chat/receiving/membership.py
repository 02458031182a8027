"""Servers and channels that come and go, as far as channels of ours are among them."""

import asyncio
import logging
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from datetime import datetime

from adapters.discord_chat.addresses import address, read_channel, read_person
from adapters.discord_chat.places import Place, Places
from adapters.discord_chat.rights import DiscordRights
from bot.errors import PaperbriefError, PlatformUnreachable
from bot.ports.channels import ChannelRepository, Membership
from bot.translator import msgid

log = logging.getLogger(__name__)

_REMOVED = msgid("I was removed from its server.")
_DELETED = msgid("the channel was deleted.")

News = tuple[int, int | None]
"""A server, and the channel in it, or None for all of it."""


@dataclass
class ServerWatch:
    """Closes and opens our channels as Discord tells."""

    _places: Places
    _rights: DiscordRights
    _membership: Membership
    _channels: ChannelRepository
    _clock: Callable[[], datetime]
    _news: set[News] = field(default_factory=set)
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def left(self, guild: int) -> None:
        """We were removed; a server that is out of order only is not left."""
        for place in await self._ours(lambda place: place.guild == guild):
            await self._membership.closed(address(place.id), _REMOVED, self._clock())

    async def gone(self, channel: int) -> None:
        """A channel or thread was deleted, the threads of a channel with it."""
        for place in await self._ours(lambda place: channel in (place.id, place.parent)):
            await self._membership.closed(address(place.id), _DELETED, self._clock())

    async def heard(self, channel: int) -> None:
        """Who writes to us takes our messages again."""
        here = address(channel)
        if await self._membership.closure(here) is not None:
            await self._membership.opened(here)

    async def changed(self, guild: int, channel: int | None = None) -> None:
        """Something may be allowed now that was not: in a channel, or in all of a server.

        Ten thousand servers tell that they are there when the bot connects: what comes while
        our channels are gone through waits, and is looked at together.
        """
        self._news.add((guild, channel))
        async with self._looking:
            news, self._news = self._news, set()
            if not news:
                return
            try:
                await self._look(news)
            except PaperbriefError:
                self._news |= news
                raise

    async def _look(self, news: Set[News]) -> None:
        servers = {guild for guild, channel in news if channel is None}
        channels = {channel for _, channel in news if channel is not None}
        for place in await self._ours(
            lambda place: (
                place.guild in servers or not channels.isdisjoint((place.id, place.parent))
            )
        ):
            await self._opened(place)

    async def _opened(self, place: Place) -> None:
        here = address(place.id)
        if await self._membership.closure(here) is None:
            return
        try:
            if await self._rights.may_post(here):
                await self._membership.opened(here)
        except PlatformUnreachable as error:
            log.info("not_asked", extra={"channel": here, "why": str(error)})

    async def _ours(self, wanted: Callable[[Place], bool]) -> list[Place]:
        """Our channels that are wanted, as far as is remembered where they are."""
        found = []
        for channel in await self._channels.every():
            if not channel.address.startswith("discord:") or read_person(channel.address):
                continue
            place = await self._places.known(read_channel(channel.address))
            if place is not None and wanted(place):
                found.append(place)
        return found
