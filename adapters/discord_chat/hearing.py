"""Whether Discord tells the bot what people in servers write to each other.

That takes the privileged Message Content intent: whoever runs the bot allows it, switches it on in
the Developer Portal, and some channel wants it; without all three it is not asked for.
https://docs.discord.com/developers/events/gateway#message-content-intent
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from adapters.discord_chat.addresses import read_channel
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.outcomes import TROUBLES, trouble
from adapters.discord_chat.places import Places
from adapters.discord_chat.rendering.part import Json
from bot.errors import StoreUnusable
from bot.translator import msgid
from bot.values.channels import Channel

log = logging.getLogger(__name__)

NOT_ALLOWED = msgid(
    "Discord only shows me what people write here if I have the Message Content "
    "intent, and whoever runs me has not allowed it "
    "(PAPERBRIEF_DISCORD_MESSAGE_CONTENT)."
)
NOT_GRANTED = msgid(
    "Discord has not granted me the Message Content intent: whoever runs me can "
    "switch it on in the Developer Portal (Bot, Privileged Gateway Intents). Then "
    "set this again."
)
Stored = Callable[[], Awaitable[Sequence[Channel]]]
"""All channels, as they are stored now."""

# GATEWAY_MESSAGE_CONTENT and GATEWAY_MESSAGE_CONTENT_LIMITED, of an application
_GRANTED = 1 << 18 | 1 << 19
# seconds: channels may also be set beside a running service
_LOOKED = 60.0


class DiscordHearing:
    """Implements ``bot.ports.chats.Hearing``, and tells the platform what to ask the gateway for.
    ``looked`` is how often channels are looked at, in seconds."""

    def __init__(
        self,
        connection: DiscordConnection,
        places: Places,
        *,
        allowed: bool,
        looked: float = _LOOKED,
    ) -> None:
        self._connection, self._places = connection, places
        self._allowed = allowed
        self._looked = looked
        self._refused = False
        self._asking = False
        self._news = asyncio.Event()

    async def lacking(self, channel: str) -> str:
        try:
            if (await self._places.of(read_channel(channel))).kind == "dm":
                return ""
            if not self._allowed:
                return NOT_ALLOWED
            granted = grants(await self._connection.application(fresh=True))
        except TROUBLES as error:
            raise trouble(error) from error
        if not granted:
            return NOT_GRANTED
        # it may have been switched on since
        self._refused = False
        self._news.set()
        return ""

    def refused(self) -> None:
        """The gateway does not grant it, whatever the application says."""
        self._refused = True

    async def wanted(self, channels: Sequence[Channel]) -> bool:
        """Whether to ask for it. Raises as the connection does."""
        if not self._allowed or self._refused or not any(map(_wants, channels)):
            return False
        return grants(await self._connection.application())

    async def asks(self, channels: Stored) -> bool:
        """As :meth:`wanted`; where the store cannot tell, it stays as it was."""
        try:
            self._asking = await self.wanted(await channels())
        except StoreUnusable as error:
            log.warning("hearing_not_looked", extra={"why": str(error)})
        return self._asking

    async def news(self, asking: bool, channels: Stored) -> None:
        """Until there is reason to ask for it, or none any more where we are ``asking``."""
        while await self._stays(asking, channels):
            self._news.clear()
            try:
                async with asyncio.timeout(self._looked if self._allowed else None):
                    await self._news.wait()
            except TimeoutError:
                continue

    async def _stays(self, asking: bool, channels: Stored) -> bool:
        try:
            stored = await channels()
            return any(map(_wants, stored)) if asking else not await self.wanted(stored)
        except (StoreUnusable, *TROUBLES) as error:
            # whoever comes to look again knows more
            log.warning("hearing_not_looked", extra={"why": str(error)})
            return True


def grants(application: Json) -> bool:
    """Whether the application has the intent; other servers than Discord's do not tell."""
    flags = application.get("flags")
    return flags is None or bool(int(flags) & _GRANTED)


def _wants(channel: Channel) -> bool:
    return channel.links and channel.address.startswith("discord:")
