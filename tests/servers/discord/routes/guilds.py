"""Endpoints of the bot itself, of people, guilds and the gateway's address."""

from collections.abc import Callable, Sequence

from tests.servers.discord import objects
from tests.servers.discord.gateway import MESSAGE_CONTENT, Gateway
from tests.servers.discord.routes.asked import Answer, Asked, Route, snowflake
from tests.servers.discord.rules.permissions import Permission
from tests.servers.discord.rules.refusals import Refusal, Refused
from tests.servers.discord.world import Guild, Kind, World


class GuildRoutes:
    """``address`` is the websocket's."""

    def __init__(self, world: World, gateway: Gateway, address: Callable[[], str]) -> None:
        self._world, self._gateway, self._address = world, gateway, address

    def routes(self) -> Sequence[Route]:
        guild = "/guilds/{guild}"
        return (
            Route("GET", "/users/@me", lambda _: Answer(objects.user(self._world.bot))),
            Route("GET", "/users/@me/guilds", self.guilds),
            Route("GET", "/users/{user}", self.user),
            Route("POST", "/users/@me/channels", self.open_dm),
            Route("GET", "/oauth2/applications/@me", self.application),
            Route("GET", "/applications/@me", self.application),
            Route("GET", "/gateway", lambda _: Answer({"url": self._address()}), open=True),
            Route("GET", "/gateway/bot", self.gateway),
            Route("GET", guild, self.guild),
            Route("GET", f"{guild}/channels", self.channels),
            Route("GET", f"{guild}/roles", self.roles),
            Route("GET", f"{guild}/threads/active", self.threads),
            Route("GET", f"{guild}/members/{{user}}", self.member),
        )

    def application(self, _: Asked) -> Answer:
        gateway = self._gateway
        content = gateway.promised or bool(gateway.allowed_intents & MESSAGE_CONTENT)
        return Answer(objects.application(self._world, content=content))

    def gateway(self, _: Asked) -> Answer:
        used = self._gateway.identified
        limit = {"total": 1000, "remaining": 1000 - used, "reset_after": 86_400_000}
        limit["max_concurrency"] = 1
        told = {"url": self._address(), "shards": self._gateway.shards}
        return Answer(told | {"session_start_limit": limit})

    def guilds(self, _: Asked) -> Answer:
        present = [each for each in self._world.guilds.values() if each.present]
        return Answer([{"id": str(each.id), "name": each.name} for each in present])

    def user(self, asked: Asked) -> Answer:
        person = self._world.people.get(asked.number("user"))
        if person is None:
            raise Refused(Refusal.UNKNOWN_USER)
        return Answer(objects.user(person))

    def open_dm(self, asked: Asked) -> Answer:
        person = self._world.people.get(snowflake(asked.form.get("recipient_id"), "recipient_id"))
        if person is None or person.bot:
            raise Refused(Refusal.UNKNOWN_USER if person is None else Refusal.CANNOT_SEND_TO_USER)
        return Answer(objects.channel(self._world, self._world.dm(person)))

    def guild(self, asked: Asked) -> Answer:
        return Answer(objects.guild(self._world, self._guild(asked)))

    def channels(self, asked: Asked) -> Answer:
        guild = self._guild(asked)
        found = [each for each in self._world.channels.values() if each.guild == guild.id]
        standing = [
            each for each in found if each.kind < Kind.ANNOUNCEMENT_THREAD or not each.parent
        ]
        return Answer([objects.channel(self._world, each) for each in standing])

    def threads(self, asked: Asked) -> Answer:
        """Those that the bot sees and that are not archived."""
        world = self._world
        found = [each for each in world.threads(self._guild(asked)) if not each.archived]
        seen = [each for each in found if world.may(world.bot, each, Permission.VIEW_CHANNEL)]
        return Answer({"threads": [objects.channel(world, each) for each in seen], "members": []})

    def roles(self, asked: Asked) -> Answer:
        held = self._guild(asked).roles.values()
        return Answer([objects.role(each, position) for position, each in enumerate(held)])

    def member(self, asked: Asked) -> Answer:
        guild, number = self._guild(asked), asked.number("user")
        if number not in self._world.people:
            raise Refused(Refusal.UNKNOWN_USER)
        if number not in guild.members:
            raise Refused(Refusal.UNKNOWN_MEMBER)
        return Answer(objects.member(guild, self._world.people[number]))

    def _guild(self, asked: Asked) -> Guild:
        guild = self._world.guilds.get(asked.number("guild"))
        if guild is None:
            raise Refused(Refusal.UNKNOWN_GUILD)
        if not guild.present:
            raise Refused(Refusal.MISSING_ACCESS)
        return guild
