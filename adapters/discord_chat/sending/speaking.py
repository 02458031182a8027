"""A message that is no delivery, said in a channel or thread: alarms, greetings, discussions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.discord_chat.connecting.connection import PERSON
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import is_form_refused
from adapters.discord_chat.rendering.part import BodyText, DiscordPart, Json, compact
from adapters.discord_chat.rendering.render import file_part, parts, plain_parts
from adapters.discord_chat.sending.letters import nonce
from adapters.discord_chat.sending.posting import EmbedsLeftOut, Posting
from bot.messages.blocks import Attachment, Message, attachments


@dataclass(frozen=True, slots=True)
class Speaking:
    """Raises as the connection does."""

    _posting: Posting
    _clock: Callable[[], datetime]

    async def say(self, channel: int, message: Message) -> int | None:
        """The id of its first part; None where it has none, or nobody knows."""
        return await self.parts(channel, parts(message), attachments(message))

    async def parts(
        self, channel: int, given: Sequence[DiscordPart], files: Sequence[Attachment]
    ) -> int | None:
        """The same for a message in Discord's form, or the rest of one."""
        now = self._clock().isoformat()
        made: list[int | None] = []
        for number, part in enumerate(given):
            await self._posting.kept.keep(part.kept)
            mark = nonce(str(channel), str(number), now, part.text)
            made += await self._surely(channel, part, plain_parts(part), mark)
        for each in map(file_part, files):
            await self._posting.file(channel, each, nonce(str(channel), each.name, now, each.text))
        return made[0] if made else None

    async def _surely(
        self, channel: int, body: BodyText, plain: tuple[Json, ...], mark: str
    ) -> list[int | None]:
        """As plain text where Discord refuses our form."""
        try:
            return [await self._one(channel, body, mark)]
        except discord.HTTPException as error:
            if not is_form_refused(error):
                raise
        return [
            await self._one(channel, BodyText(compact(each)), nonce(mark, str(number)))
            for number, each in enumerate(plain)
        ]

    async def _one(self, channel: int, body: BodyText, mark: str) -> int | None:
        try:
            return await self._posting.message(channel, body, mark, PERSON)
        except EmbedsLeftOut as left:
            return left.message
