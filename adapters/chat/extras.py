"""What briefs can have on the platform that an address names."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.values.channels import Named


class ExtrasByPlatform:
    """Implements ``bot.ports.chats.Extras``. ``named`` asks a platform by its name."""

    def __init__(
        self,
        lacking: Callable[[str], Mapping[str, str]],
        named: Mapping[str, Callable[[str, str], Awaitable[Sequence[Named]]]],
    ) -> None:
        self._lacking = lacking
        self._named = named

    def lacking(self, channel: str) -> Mapping[str, str]:
        return self._lacking(channel)

    async def named(self, channel: str, fact: str) -> Sequence[Named]:
        asked = self._named.get(channel.partition(":")[0])
        return () if asked is None else await asked(channel, fact)
