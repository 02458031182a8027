"""Who may do what, asked of the platform that an address names."""

from collections.abc import Mapping

from bot.errors import PlatformUnreachable
from bot.ports.chats import Rights


class RightsByPlatform:
    """Implements ``bot.ports.chats.Rights`` over those of the platforms that are set up."""

    def __init__(self, platforms: Mapping[str, Rights]) -> None:
        self._platforms = platforms

    async def may_configure(self, channel: str, person: str) -> bool:
        return await self._of(channel).may_configure(channel, person)

    async def may_read(self, channel: str, person: str) -> bool:
        return await self._of(channel).may_read(channel, person)

    async def may_post(self, channel: str) -> bool:
        return await self._of(channel).may_post(channel)

    async def find(self, name: str, near: str) -> str | None:
        return await self._of(near).find(name, near)

    def _of(self, address: str) -> Rights:
        name = address.partition(":")[0]
        if name not in self._platforms:
            raise PlatformUnreachable(f"The platform of {address} is not set up.")
        return self._platforms[name]
