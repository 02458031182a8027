"""Threads in which something is discussed: a message in a channel, and the rest under it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.discord_chat.addresses import read_channel
from adapters.discord_chat.connecting.connection import PERSON
from adapters.discord_chat.connecting.outcomes import FAILURES
from adapters.discord_chat.places import Places
from adapters.discord_chat.rendering.limits import label
from adapters.discord_chat.rendering.render import file_part, parts
from adapters.discord_chat.rights import DiscordRights
from adapters.discord_chat.sending.letters import nonce
from adapters.discord_chat.sending.posting import EmbedsLeftOut, Posting
from bot.messages.blocks import Message, attachments

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
        try:
            place = await self._places.of(number)
            first, *rest = messages
            opener = await self._post(number, first)
            if opener is None:
                return None
            thread = await self._posting.thread(number, opener, label(name, _LONGEST_NAME))
            for each in rest:
                await self._post(thread, each)
        except FAILURES as error:
            log.warning("no_thread", extra={"channel": channel, "why": str(error)})
            return None
        return f"https://discord.com/channels/{place.guild}/{thread}"

    async def _post(self, channel: int, message: Message) -> int | None:
        """The id of its first part."""
        made: list[int | None] = []
        for part in parts(message):
            await self._posting.kept.keep(part.kept)
            mark = nonce(str(channel), self._clock().isoformat(), part.text)
            try:
                made.append(await self._posting.message(channel, part.body, mark, PERSON))
            except EmbedsLeftOut as left:
                made.append(left.message)
        for each in map(file_part, attachments(message)):
            mark = nonce(str(channel), self._clock().isoformat(), each.name)
            await self._posting.file(channel, each, mark)
        return made[0] if made else None
