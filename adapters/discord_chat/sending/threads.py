"""Threads in which something is discussed: a message in a channel, and the rest under it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.discord_chat.addresses import read_channel
from adapters.discord_chat.connecting.outcomes import FAILURES
from adapters.discord_chat.places import Places
from adapters.discord_chat.rendering.limits import label
from adapters.discord_chat.rights import DiscordRights
from adapters.discord_chat.sending.posting import Posting
from adapters.discord_chat.sending.speaking import Speaking
from bot.messages.blocks import Message

log = logging.getLogger(__name__)

# https://docs.discord.com/developers/resources/channel#start-thread-from-message
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class DiscordThreads:
    """Implements ``bot.ports.chats.Threads``."""

    _posting: Posting
    _places: Places
    _rights: DiscordRights
    _clock: Callable[[], datetime]

    async def may_open(self, channel: str) -> bool:
        return await self._rights.may_thread(read_channel(channel))

    async def open(self, channel: str, name: str, messages: Sequence[Message]) -> str | None:
        number = read_channel(channel)
        speaking = Speaking(self._posting, self._clock)
        try:
            place = await self._places.of(number)
            first, *rest = messages
            opener = await speaking.say(number, first)
            if opener is None:
                return None
            thread = await self._posting.thread(number, opener, label(name, _LONGEST_NAME))
            for each in rest:
                await speaking.say(thread, each)
        except FAILURES as error:
            log.warning("no_thread", extra={"channel": channel, "why": str(error)})
            return None
        return f"https://discord.com/channels/{place.guild}/{thread}"
