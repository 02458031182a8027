"""What rights are called on the platform that an address names."""

from collections.abc import Awaitable, Callable, Mapping

from adapters.chat.platform import RightSentences
from bot.translator import msgid

_NOT_ALLOWED = msgid("I am not allowed to write there.")


class RightWordsByPlatform:
    """Implements ``bot.ports.chats.RightWords``. ``lacking`` asks a platform by its name."""

    def __init__(
        self,
        sentences: Callable[[str], RightSentences],
        lacking: Mapping[str, Callable[[str], Awaitable[str]]],
    ) -> None:
        self._sentences = sentences
        self._lacking = lacking

    def owners(self, channel: str) -> str:
        return self._sentences(channel).owners

    def joining(self, channel: str) -> str:
        return self._sentences(channel).joining

    async def lacking(self, channel: str) -> str:
        asked = self._lacking.get(channel.partition(":")[0])
        return (await asked(channel) if asked else "") or _NOT_ALLOWED
