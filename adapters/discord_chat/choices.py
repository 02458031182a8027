"""The roles that a brief can call on Discord, and the tags that a forum's posts can have."""

from collections.abc import Sequence

from adapters.discord_chat.addresses import read_channel
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.outcomes import TROUBLES, trouble
from adapters.discord_chat.places import Place, Places
from adapters.discord_chat.rendering.part import Json
from adapters.discord_chat.rights import DiscordRights
from bot.translator import msgid
from bot.values.channels import Named

_NOT_TOLD = msgid(
    "its members are not notified: let anyone mention the role in its settings, or "
    "give me the permission Mention @everyone, @here, and All Roles."
)


class DiscordChoices:
    """Asked afresh each time: it is asked where somebody is about to choose."""

    def __init__(
        self, connection: DiscordConnection, places: Places, rights: DiscordRights
    ) -> None:
        self._connection = connection
        self._places = places
        self._rights = rights

    async def named(self, channel: str, fact: str) -> Sequence[Named]:
        """As ``bot.ports.chats.Extras`` tells it."""
        try:
            place = await self._places.of(read_channel(channel))
            if fact == "ping" and place.guild is not None:
                return await self._roles(place)
            if fact == "tag" and place.kind == "forum":
                return await self._tags(place)
        except TROUBLES as error:
            raise trouble(error) from error
        return ()

    async def _roles(self, place: Place) -> Sequence[Named]:
        """Without @everyone, which is never called, and those that belong to a bot."""
        told = await self._connection.ask("GET", "/guilds/{guild_id}", guild_id=place.guild)
        free = [
            role
            for role in told.get("roles") or ()
            if str(role["id"]) != str(place.guild) and not role.get("managed")
        ]
        all_of_them = await self._rights.may_call_all(place)
        return [_named(role, called=all_of_them or bool(role.get("mentionable"))) for role in free]

    async def _tags(self, place: Place) -> Sequence[Named]:
        told = await self._connection.ask("GET", "/channels/{channel_id}", channel_id=place.id)
        free = (tag for tag in told.get("available_tags") or () if not tag.get("moderated"))
        return [_named(tag, called=True) for tag in free]


def _named(told: Json, *, called: bool) -> Named:
    return Named(str(told["id"]), str(told["name"]), "" if called else _NOT_TOLD)
