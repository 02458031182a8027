"""Endpoints of application commands: read, overwrite, add, change, delete."""

from collections.abc import Sequence

from tests.servers.discord.routes.asked import Answer, Asked, Route
from tests.servers.discord.rules.command_forms import check_commands, kind_of
from tests.servers.discord.rules.refusals import Json, Refusal, Refused
from tests.servers.discord.world import World

MOST_CREATED = 200
"""New commands in a day and scope."""


class CommandRoutes:
    """``scopes`` holds the commands by guild id, the global ones under 0."""

    def __init__(self, world: World) -> None:
        self.scopes: dict[int, dict[int, Json]] = {}
        self.created: dict[int, int] = {}
        self._world = world

    def routes(self) -> Sequence[Route]:
        whole = "/applications/{application}/commands"
        of_guild = "/applications/{application}/guilds/{guild}/commands"
        return tuple(
            route
            for base in (whole, of_guild)
            for route in (
                Route("GET", base, self.list),
                Route("PUT", base, self.overwrite),
                Route("POST", base, self.add),
                Route("GET", f"{base}/{{command}}", self.fetch),
                Route("PATCH", f"{base}/{{command}}", self.change),
                Route("DELETE", f"{base}/{{command}}", self.delete),
            )
        )

    def visible(self, guild: int | None) -> list[Json]:
        """The commands that people of a guild see, its own before the global ones."""
        own = self.scopes.get(guild, {}).values() if guild else ()
        return [*own, *self.scopes.get(0, {}).values()]

    def list(self, asked: Asked) -> Answer:
        return Answer([*self._scope(asked).values()])

    def overwrite(self, asked: Asked) -> Answer:
        self._set(asked, check_commands(asked.body))
        return self.list(asked)

    def add(self, asked: Asked) -> Answer:
        """A command of a name that is there replaces it, with status 200."""
        new, scope = asked.form, self._scope(asked)
        others = [each for each in scope.values() if _name(each) != _name(new)]
        known = len(others) < len(scope)
        self._set(asked, check_commands([*others, new]))
        made = next(each for each in self._scope(asked).values() if _name(each) == _name(new))
        return Answer(made, 200 if known else 201)

    def fetch(self, asked: Asked) -> Answer:
        return Answer(self._one(asked))

    def change(self, asked: Asked) -> Answer:
        old = self._one(asked)
        changed = old | asked.form
        check_commands([changed])
        old |= changed
        return Answer(old)

    def delete(self, asked: Asked) -> Answer:
        self._scope(asked).pop(int(self._one(asked)["id"]))
        return Answer(None)

    def _scope(self, asked: Asked) -> dict[int, Json]:
        if asked.number("application") != self._world.bot.id:
            raise Refused(Refusal.MISSING_ACCESS)
        guild = asked.number("guild") if "guild" in asked.path else 0
        if guild and not (guild in self._world.guilds and self._world.guilds[guild].present):
            raise Refused(Refusal.MISSING_ACCESS)
        return self.scopes.setdefault(guild, {})

    def _one(self, asked: Asked) -> Json:
        found = self._scope(asked).get(asked.number("command"))
        if found is None:
            raise Refused(Refusal.UNKNOWN_COMMAND)
        return found

    def _set(self, asked: Asked, commands: Sequence[Json]) -> None:
        """A command that keeps its name keeps its id; only new names count for the day."""
        scope = self._scope(asked)
        guild = asked.number("guild") if "guild" in asked.path else 0
        known = {_name(each): each["id"] for each in scope.values()}
        new = sum(_name(each) not in known for each in commands)
        if self.created.get(guild, 0) + new > MOST_CREATED:
            raise Refused(Refusal.TOO_MANY_CREATES)
        self.created[guild] = self.created.get(guild, 0) + new
        made = [self._made(each, known.get(_name(each)), guild) for each in commands]
        scope.clear()
        scope.update({int(each["id"]): each for each in made})

    def _made(self, command: Json, known: str | None, guild: int) -> Json:
        usual: Json = {
            "type": 1,
            "description": "",
            "default_member_permissions": None,
            "nsfw": False,
            "contexts": None,
            "integration_types": [0],
        }
        own: Json = {
            "id": known or str(self._world.ids.fresh()),
            "application_id": str(self._world.bot.id),
            "version": str(self._world.ids.fresh()),
        }
        return usual | command | own | ({"guild_id": str(guild)} if guild else {})


def _name(command: Json) -> tuple[int, str]:
    return kind_of(command), str(command.get("name"))
