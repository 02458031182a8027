"""Channels: what their owners set, and what platforms say of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.values.channels import Channel
from bot.values.deliveries import Closure


class ChannelRepository(Protocol):
    """Channels with what their owners set."""

    async def get(self, address: str) -> Channel | None: ...

    async def keep(self, channel: Channel) -> None:
        """Insert or replace, topics included, in one transaction."""
        ...

    async def every(self) -> Sequence[Channel]:
        """All channels, by address."""
        ...

    async def remove(self, address: str) -> bool:
        """Forget a channel with its topics, its progress, what it was shown and what is
        noted of it; False where there is none. Deliveries that wait are dropped."""
        ...


class Membership(Protocol):
    """What platforms say of channels by themselves. Every call may come twice."""

    async def moved(self, old: str, new: str) -> bool:
        """A chat goes on under another address, its threads (``old/<thread>``) with it.
        False where nothing is known of ``old``."""
        ...

    async def closed(self, address: str, why: str, now: datetime) -> Sequence[Channel]:
        """We were put out: nothing is sent there until it is opened again. Of a chat, all
        its threads are meant as well. The channels that were open until now."""
        ...

    async def opened(self, address: str) -> bool:
        """We are in again: what waits is due. False where it was not closed."""
        ...

    async def closure(self, address: str) -> Closure | None:
        """The platform's reason, and since when; None for a channel that is open to us."""
        ...


class Closures(Protocol):
    """The channels that are closed to us."""

    async def on(self, platform: str) -> Sequence[str]:
        """Their addresses, in order, of those that are subscribed."""
        ...
