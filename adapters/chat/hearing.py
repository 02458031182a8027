"""What people say to each other, on the platform that an address names."""

from collections.abc import Mapping

from bot.ports.chats import Hearing


class HearingByPlatform:
    """Implements ``bot.ports.chats.Hearing`` over those of the platforms that have some."""

    def __init__(self, platforms: Mapping[str, Hearing]) -> None:
        self._platforms = platforms

    async def lacking(self, channel: str) -> str:
        there = self._platforms.get(channel.partition(":")[0])
        return "" if there is None else await there.lacking(channel)
