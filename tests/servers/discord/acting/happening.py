"""What happens around the bot: people speak, owners add and remove it, channels come and go."""

from collections.abc import Callable
from typing import Any

from tests.servers.discord import objects
from tests.servers.discord.gateway import GUILD_MEMBERS, GUILDS, Gateway
from tests.servers.discord.posting import Posting
from tests.servers.discord.rules.forms import mentions
from tests.servers.discord.rules.permissions import Overwrite, Permission
from tests.servers.discord.world import (
    THREADS,
    Channel,
    Guild,
    Kind,
    Message,
    Person,
    Role,
    World,
)


class Happening:
    def __init__(
        self, world: World, gateway: Gateway, posting: Posting, clock: Callable[[], float]
    ) -> None:
        self._world, self._gateway, self._posting = world, gateway, posting
        self._clock = clock

    def says(
        self,
        person: Person,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        pinging: bool = True,
    ) -> Message:
        """A person writes; a reply mentions the author answered unless ``pinging`` is off."""
        named = list(mentions(text).users)
        if reply_to is not None and pinging:
            named.append(reply_to.author.id)
        message = Message(
            id=self._world.ids.fresh(),
            channel=channel,
            author=person,
            content=text,
            mentions=named,
            reply_to=reply_to,
            at=self._clock(),
            kind=19 if reply_to else 0,
        )
        self._posting.people_say(message)
        return message

    def adds_guild(self, name: str, owner: Person | None = None, *, locale: str = "en-US") -> Guild:
        """A new guild, which the bot is a member of from its first second."""
        guild = self._world.guild(name, owner, locale=locale)
        self.adds_bot(guild)
        return guild

    def adds_channel(self, guild: Guild, name: str, kind: Kind = Kind.TEXT, **more: Any) -> Channel:
        """``more`` are fields of Channel: ``overwrites``, ``tags``, ``tag_required``."""
        channel = self._world.channel(guild, name, kind, **more)
        self._tell("CHANNEL_CREATE", channel)
        return channel

    def adds_thread(self, parent: Channel, name: str, owner: Person, **more: Any) -> Channel:
        """A person's thread in a channel; ``archived`` and ``locked`` are among ``more``."""
        guild = self._world.guild_of(parent)
        assert guild is not None
        announcement = parent.kind == Kind.ANNOUNCEMENT
        kind = Kind.ANNOUNCEMENT_THREAD if announcement else Kind.PUBLIC_THREAD
        more |= {"parent": parent.id, "owner": owner.id}
        thread = self._world.channel(guild, name, kind, **more)
        told = objects.channel(self._world, thread) | {"newly_created": True}
        self._gateway.dispatch("THREAD_CREATE", told, guild=guild.id, intent=GUILDS)
        return thread

    def adds_role(self, guild: Guild, name: str, permissions: int = 0) -> Role:
        role = self._world.role(guild, name, permissions)
        told = {"guild_id": str(guild.id), "role": objects.role(role, len(guild.roles))}
        self._gateway.dispatch("GUILD_ROLE_CREATE", told, guild=guild.id, intent=GUILDS)
        return role

    def joins(self, person: Person, guild: Guild, *roles: Role) -> None:
        """A person becomes a member, or a member gets other roles."""
        known = person.id in guild.members
        guild.members[person.id] = [role.id for role in roles]
        told = objects.member(guild, person) | {"guild_id": str(guild.id)}
        event = "GUILD_MEMBER_UPDATE" if known else "GUILD_MEMBER_ADD"
        self._gateway.dispatch(event, told, guild=guild.id, intent=GUILD_MEMBERS)

    def leaves(self, person: Person, guild: Guild) -> None:
        guild.members.pop(person.id, None)
        told = {"guild_id": str(guild.id), "user": objects.user(person)}
        self._gateway.dispatch("GUILD_MEMBER_REMOVE", told, guild=guild.id, intent=GUILD_MEMBERS)

    def adds_bot(self, guild: Guild) -> None:
        guild.present = True
        told = objects.guild(self._world, guild, whole=True)
        del told["unavailable"]
        self._gateway.dispatch("GUILD_CREATE", told, guild=guild.id, intent=GUILDS)

    def removes_bot(self, guild: Guild) -> None:
        """Without "unavailable": the bot was removed; a breakdown would have it."""
        guild.present = False
        told = {"id": str(guild.id)}
        self._gateway.dispatch("GUILD_DELETE", told, guild=guild.id, intent=GUILDS)

    def deletes_channel(self, channel: Channel) -> None:
        """A channel or thread goes, with its threads and messages."""
        below = [each for each in self._world.channels.values() if each.parent == channel.id]
        for each in (*below, channel):
            self._world.channels.pop(each.id, None)
            self._world.messages.pop(each.id, None)
        self._tell("THREAD_DELETE" if channel.kind in THREADS else "CHANNEL_DELETE", channel)

    def archives(self, thread: Channel, *, locked: bool = False) -> None:
        thread.archived, thread.locked = True, locked
        thread.archived_at = self._world.now()
        self._tell("THREAD_UPDATE", thread)

    def forbids(self, channel: Channel, what: Permission = Permission.SEND_MESSAGES) -> None:
        """Take permissions from the bot there; without VIEW_CHANNEL it has no access at all."""
        rule = Overwrite(self._world.bot.id, member=True, deny=what)
        self._rule(channel, [*self._others(channel), rule])

    def allows(self, channel: Channel, what: Permission | None = None) -> None:
        """Take back what was forbidden there, and grant ``what``."""
        rules = self._others(channel)
        if what is not None:
            rules.append(Overwrite(self._world.bot.id, member=True, allow=what))
        self._rule(channel, rules)

    def _others(self, channel: Channel) -> list[Overwrite]:
        return [each for each in channel.overwrites if each.target != self._world.bot.id]

    def _rule(self, channel: Channel, rules: list[Overwrite]) -> None:
        channel.overwrites = rules
        self._tell("CHANNEL_UPDATE", channel)

    def _tell(self, event: str, channel: Channel) -> None:
        told = objects.channel(self._world, channel)
        self._gateway.dispatch(event, told, guild=channel.guild, intent=GUILDS)
