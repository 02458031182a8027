"""What a person can do in a client, as far as a client lets them: runs, taps, fills in.

A client offers only what was registered and what is enabled; so what a person cannot do
is an error of the test's own (CannotDo), not an answer of Discord's.
"""

from collections.abc import Callable, Mapping, Sequence

from tests.servers.discord import objects
from tests.servers.discord.acting.entering import (
    CannotDo,
    Entered,
    Options,
    check_count,
    checked,
    command_data,
    filled,
    options_of,
)
from tests.servers.discord.acting.entering import (
    option as one_option,
)
from tests.servers.discord.acting.interactions import Act, Interaction
from tests.servers.discord.gateway import Gateway
from tests.servers.discord.records import Records
from tests.servers.discord.routes.commands import CommandRoutes
from tests.servers.discord.routes.interactions import InteractionRoutes
from tests.servers.discord.rules.components import BUTTON, LINK, SELECTS, STRING_SELECT
from tests.servers.discord.rules.permissions import Permission
from tests.servers.discord.rules.refusals import Json
from tests.servers.discord.world import Channel, Message, Person, World, walk

CHANNEL_SELECT = 8


class Doing:
    def __init__(
        self,
        world: World,
        gateway: Gateway,
        commands: CommandRoutes,
        interactions: InteractionRoutes,
        records: Records,
        clock: Callable[[], float],
    ) -> None:
        self._world, self._gateway, self._commands = world, gateway, commands
        self._interactions, self._records, self._clock = interactions, records, clock

    def command(
        self,
        person: Person,
        channel: Channel,
        name: str,
        options: Options | None = None,
        *,
        locale: str | None = None,
    ) -> Interaction:
        """Run ``/name``, or ``/name sub`` for a subcommand, with options by their names."""
        command, path = self._command(person, channel, name)
        given = checked(options_of(command, path), options or {})
        data = command_data(command, path, given)
        return self._start(Act.COMMAND, person, channel, data, locale=locale)

    def types(
        self,
        person: Person,
        channel: Channel,
        name: str,
        option: str,
        text: str,
        others: Options | None = None,
    ) -> Interaction:
        """Type into an option that offers choices while one types."""
        command, path = self._command(person, channel, name)
        offered = {each["name"]: each for each in options_of(command, path)}
        if not offered.get(option, {}).get("autocomplete"):
            raise CannotDo(f"/{name} offers nothing for {option}")
        given = [one_option(offered[key], value) for key, value in (others or {}).items()]
        typed = {"name": option, "type": offered[option]["type"], "value": text, "focused": True}
        data = command_data(command, path, [*given, typed])
        return self._start(Act.AUTOCOMPLETE, person, channel, data)

    def taps(self, person: Person, message: Message, which: str) -> Interaction:
        """Tap a button by its custom id or its label."""
        button = self._component(person, message, which, (BUTTON,))
        if button["style"] == LINK:
            raise CannotDo(f"{which} opens {button['url']}")
        data = {"component_type": BUTTON, "custom_id": button["custom_id"], "id": button["id"]}
        return self._start(Act.COMPONENT, person, message.channel, data, source=message)

    def selects(
        self, person: Person, message: Message, which: str, values: Sequence[str | int]
    ) -> Interaction:
        """Choose from a select by its custom id or placeholder; values, or ids of picked things."""
        select = self._component(person, message, which, SELECTS)
        chosen = [str(value) for value in values]
        check_count(select, chosen)
        offered = {option["value"] for option in select.get("options", ())}
        if select["type"] == STRING_SELECT and not offered.issuperset(chosen):
            raise CannotDo(f"{which} offers {sorted(offered)}, not {chosen}")
        data: Json = {
            "component_type": select["type"],
            "custom_id": select["custom_id"],
            "id": select["id"],
            "values": chosen,
        }
        if select["type"] != STRING_SELECT:
            data["resolved"] = self._resolved(message.channel, select["type"], chosen)
        return self._start(Act.COMPONENT, person, message.channel, data, source=message)

    def submits(
        self, shown: Interaction, values: Mapping[str, Entered] | None = None
    ) -> Interaction:
        """Send the modal that an interaction brought; values by custom id or label."""
        if shown.modal is None:
            raise CannotDo("no modal was shown")
        given = dict(values or {})
        rows = [filled(row, given) for row in shown.modal["components"]]
        if given:
            raise CannotDo(f"the modal has no {', '.join(given)}")
        data = {"custom_id": shown.modal["custom_id"], "components": rows}
        source = shown.source
        return self._start(Act.MODAL, shown.person, shown.channel, data, source=source)

    def _command(self, person: Person, channel: Channel, name: str) -> tuple[Json, list[str]]:
        """The command as the person sees it there, and the subcommands below it."""
        first, *path = name.removeprefix("/").split()
        visible = self._commands.visible(channel.guild)
        command = next((each for each in visible if each["name"] == first), None)
        if command is None:
            raise CannotDo(f"/{first} is not registered")
        context = 1 if channel.guild is None else 0
        contexts = command.get("contexts")
        if contexts is not None and context not in contexts:
            raise CannotDo(f"/{first} is not offered here")
        self._may_run(person, channel, command)
        return command, path

    def _may_run(self, person: Person, channel: Channel, command: Json) -> None:
        if channel.guild is None:
            return
        held = self._world.permissions(person, channel)
        if not held & Permission.USE_APPLICATION_COMMANDS or channel.archived:
            raise CannotDo(f"{person.name} can run nothing there")
        wanted = int(command.get("default_member_permissions") or 0)
        closed = command.get("default_member_permissions") == "0"
        lacking = held & wanted != wanted or closed
        if lacking and not held & Permission.ADMINISTRATOR:
            raise CannotDo(f"/{command['name']} is hidden from {person.name}")

    def _component(
        self, person: Person, message: Message, which: str, kinds: tuple[int, ...]
    ) -> Json:
        seen = message.seen_by in (None, person.id)
        seen = seen and self._world.may(person, message.channel, Permission.VIEW_CHANNEL)
        if message.deleted or not seen:
            raise CannotDo(f"{person.name} does not see the message")
        found = [
            each
            for each in walk(message.components)
            if each["type"] in kinds
            and which in (each.get("custom_id"), each.get("label"), each.get("placeholder"))
        ]
        if not found:
            raise CannotDo(f"there is no {which} among {message.labels}")
        if found[0].get("disabled"):
            raise CannotDo(f"{which} is disabled")
        return found[0]

    def _resolved(self, channel: Channel, kind: int, chosen: Sequence[str]) -> Json:
        guild, world = self._world.guild_of(channel), self._world
        if kind == CHANNEL_SELECT:
            shown = {each: objects.channel(world, world.channels[int(each)]) for each in chosen}
            return {"channels": {key: each | {"permissions": "0"} for key, each in shown.items()}}
        people = {each: world.people[int(each)] for each in chosen if int(each) in world.people}
        roles = guild.roles if guild else {}
        return {
            "users": {key: objects.user(each) for key, each in people.items()},
            "members": {key: objects.member(guild, each) for key, each in people.items()}
            if guild
            else {},
            "roles": {key: objects.role(roles[int(key)], 0) for key in chosen if int(key) in roles},
        }

    def _start(
        self,
        act: Act,
        person: Person,
        channel: Channel,
        data: Json,
        *,
        source: Message | None = None,
        locale: str | None = None,
    ) -> Interaction:
        number = self._world.ids.fresh()
        interaction = Interaction(
            id=number,
            token=f"it-{number}",
            act=act,
            person=person,
            channel=channel,
            data=data,
            source=source,
            sent_at=self._clock(),
            wait=self._records.settled,
        )
        self._interactions.all[number] = interaction
        told = self._told(interaction, locale or person.locale)
        self._gateway.dispatch("INTERACTION_CREATE", told, guild=channel.guild)
        return interaction

    def _told(self, it: Interaction, locale: str) -> Json:
        world, guild = self._world, self._world.guild_of(it.channel)
        told: Json = {
            "id": str(it.id),
            "application_id": str(world.bot.id),
            "type": int(it.act),
            "token": it.token,
            "version": 1,
            "data": it.data,
            "channel_id": str(it.channel.id),
            "channel": objects.channel(world, it.channel),
            "app_permissions": str(world.permissions(world.bot, it.channel)),
            "locale": locale,
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(guild.id if guild else 0)},
            "context": 0 if guild else 1,
            "attachment_size_limit": 10 * 1024 * 1024,
        }
        if it.source is not None:
            told["message"] = objects.message(world, it.source)
        if guild is None:
            return told | {"user": objects.user(it.person)}
        permissions = world.permissions(it.person, it.channel)
        known = {"id": str(guild.id), "locale": guild.locale, "features": []}
        told |= {"guild_id": str(guild.id), "guild": known, "guild_locale": guild.locale}
        return told | {"member": objects.member(guild, it.person, permissions)}
