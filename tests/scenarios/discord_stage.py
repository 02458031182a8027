"""Scenarios on Discord: the suite's server, one guild, people with clients."""

from collections.abc import Mapping

from tests.servers.discord.world import walk
from tests.servers.discord_server import (
    Channel,
    DiscordServer,
    Fault,
    Kind,
    Message,
    Permission,
)

_KINDS = {"group": Kind.TEXT, "channel": Kind.ANNOUNCEMENT, "forum": Kind.FORUM}
_SELECT = 3


class DiscordStage:
    def __init__(self, server: DiscordServer, places: Mapping[str, str]) -> None:
        self._server = server
        self._guild = server.adds_guild("Lab")
        boss = server.adds_role(self._guild, "boss", Permission.MANAGE_GUILD)
        self._people = {
            "ada": server.person("ada", self._guild, boss),
            "bob": server.person("bob", self._guild),
            "cy": server.person("cy", self._guild),
        }
        self._places = {name: self._made(name, kind) for name, kind in places.items()}

    def _made(self, name: str, kind: str) -> Channel:
        if kind == "private":
            return self._server.dm(self._people["ada"])
        return self._server.adds_channel(self._guild, name, _KINDS[kind])

    async def says(self, who: str, where: str, text: str) -> None:
        """In a server, to the bot by its name."""
        channel = self._places[where]
        await self._server.settled(lambda: self._server.gateway.live, 30)
        own = "" if channel.guild is None else f"<@{self._server.world.bot.id}> "
        self._server.says(self._people[who], channel, own + text)

    async def taps(self, who: str, where: str, label: str) -> None:
        await self._server.settled(lambda: self._server.gateway.live, 30)
        person = self._people[who]
        for message in reversed(self._standing(where)):
            if label in message.labels:
                self._server.taps(person, message, label)
                return
            if found := _offered(message, label):
                self._server.selects(person, message, *found)
                return
        raise AssertionError(f"nothing to tap called {label}")

    async def happens(self, what: str, where: str) -> None:
        channel = self._places[where]
        match what:
            case "gone":
                self._server.forbids(channel)
            case "back":
                self._server.allows(channel)
            case "slow":
                self._server.fail_next(channel, Fault.TOO_MANY, times=None, seconds=0.05)
            case "well":
                self._server.recover()
            case _:
                raise ValueError(what)

    def seen(self, where: str, who: str | None = None) -> list[str]:
        own = self._people[who].id if who else None
        found = self._standing(where)
        return [each.text for each in found if each.seen_by in (None, own)]

    def id_of(self, where: str) -> str:
        return str(self._places[where].id)

    def _standing(self, where: str) -> list[Message]:
        channel = self._places[where]
        threads = self._server.world.threads(self._guild)
        inside = [each for each in threads if each.parent == channel.id]
        return [each for place in (channel, *inside) for each in self._server.messages(place)]


def _offered(message: Message, label: str) -> tuple[str, list[str]] | None:
    """The list and the option that begins with this label."""
    for each in walk(message.components):
        for option in each.get("options", ()) if each["type"] == _SELECT else ():
            if option["label"].partition(".")[0] == label:
                return str(each["custom_id"]), [str(option["value"])]
    return None
