"""Where lines come from on Discord, as commands see it."""

import asyncio
from dataclasses import dataclass

from adapters.discord_chat.addresses import address, guild_address
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.outcomes import TROUBLES
from adapters.discord_chat.places import Place, Places
from adapters.discord_chat.receiving.interactions import Where
from bot.commands.lines.command import Origin
from bot.commands.lines.request_handler import RequestHandler
from bot.errors import PlatformUnreachable
from bot.translator import Translator, translator

# seconds for asking whose a thread is; without an answer, the line is answered all the same
_PATIENCE = 10.0


@dataclass
class Origins:
    _connection: DiscordConnection
    _places: Places
    _handler: RequestHandler

    async def place(self, channel: int) -> Place:
        return await self._places.of(channel)

    async def of(self, where: Where) -> Origin:
        """A thread that we opened ourselves is part of its channel; in another thread the
        channel's posts are discussed."""
        place = await self._known(where.place)
        channel, linked = place.id, place.parent
        if place.parent is not None and place.owner == await self._connection.me():
            channel, linked = place.parent, None
        return Origin(
            channel=address(channel),
            person=where.who,
            proven=where.owning,
            language=where.locale,
            linked=address(linked) if linked else None,
            within=(guild_address(place.guild),) if place.guild else (),
            private=where.alone or where.aside,
            alone=where.alone,
            titled=where.titled,
            tapped=where.tapped,
        )

    async def _known(self, place: Place) -> Place:
        """As events tell it; whose a thread is they may leave out."""
        places = self._places
        if place.kind != "other":
            await places.learn(place)
        known = await places.known(place.id)
        if known is not None and (known.kind != "thread" or (known.owner and known.parent)):
            return known
        await places.forget(place.id)
        try:
            async with asyncio.timeout(_PATIENCE):
                return await places.of(place.id)
        except (*TROUBLES, PlatformUnreachable, TimeoutError):
            # a server without the bot: Discord tells it nothing there
            return place

    async def spoken_in(self, origin: Origin) -> Translator:
        """What is set there, or the person's own language."""
        services = self._handler.services
        settings = await services.channels.stored.get(origin.channel)
        if settings is not None:
            return translator(settings.language)
        return services.spoken(origin.language)
