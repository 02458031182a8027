"""Threads on the platform that an address names."""

from collections.abc import Mapping, Sequence

from bot.messages.blocks import Message
from bot.ports.chats import Threads


class ThreadsByPlatform:
    """Implements ``bot.ports.chats.Threads`` over those of the platforms that have some."""

    def __init__(self, platforms: Mapping[str, Threads]) -> None:
        self._platforms = platforms

    async def may_open(self, channel: str) -> bool:
        there = self._platforms.get(channel.partition(":")[0])
        return there is not None and await there.may_open(channel)

    async def open(self, channel: str, name: str, messages: Sequence[Message]) -> str | None:
        there = self._platforms.get(channel.partition(":")[0])
        return None if there is None else await there.open(channel, name, messages)
