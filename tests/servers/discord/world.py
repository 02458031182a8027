"""The Discord that the bot lives in: people, guilds, roles, channels, threads, messages."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from tests.servers.discord.rules.permissions import (
    ALL,
    EVERYONE,
    Overwrite,
    Permission,
    base_permissions,
    in_channel,
)

EPOCH_MS = 1_420_070_400_000
"""Discord counts its ids from the first second of 2015."""


class Kind(IntEnum):
    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = (Kind.ANNOUNCEMENT_THREAD, Kind.PUBLIC_THREAD, Kind.PRIVATE_THREAD)


@dataclass(slots=True, eq=False)
class Person:
    """``closed``: takes no direct messages from the bot."""

    id: int
    name: str
    locale: str = "en-US"
    bot: bool = False
    closed: bool = False


@dataclass(slots=True, eq=False)
class Role:
    id: int
    name: str
    permissions: int = 0
    mentionable: bool = False


@dataclass(slots=True, eq=False)
class Guild:
    """``members`` maps a person's id to role ids; ``present``: the bot is a member;
    ``system_channel`` is where who joins is greeted."""

    id: int
    name: str
    owner: int
    locale: str = "en-US"
    present: bool = True
    system_channel: int | None = None
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Channel:
    """A channel, a thread (``parent`` is set) or direct messages (``recipient`` is set).
    ``pinned`` are messages in it; ``flags`` are those of a forum's post."""

    id: int
    name: str
    kind: Kind = Kind.TEXT
    guild: int | None = None
    parent: int | None = None
    recipient: int | None = None
    owner: int | None = None
    overwrites: list[Overwrite] = field(default_factory=list)
    archived: bool = False
    archived_at: float = 0.0
    locked: bool = False
    archive_after: int = 1440
    applied_tags: list[str] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    tag_required: bool = False
    pinned: list[int] = field(default_factory=list)
    flags: int = 0


@dataclass(slots=True, eq=False, kw_only=True)
class Message:
    """A message as it is now; ``seen_by`` is set for one that a single person sees.

    ``earlier`` holds content and components before each edit, ``files`` what was attached.
    """

    id: int
    channel: Channel
    author: Person
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    flags: int = 0
    attachments: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    nonce: str | int | None = None
    reply_to: "Message | None" = None
    mentions: list[int] = field(default_factory=list)
    allowed_mentions: dict[str, Any] | None = None
    at: float = 0.0
    sent_at: float = field(default_factory=time.time)
    edited_at: float | None = None
    earlier: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)
    thread: Channel | None = None
    kind: int = 0
    seen_by: int | None = None
    interaction: dict[str, Any] | None = None
    deleted: bool = False

    @property
    def text(self) -> str:
        """What a reader sees as running text: the content, or every text display in order."""
        return "\n".join([self.content] if self.content else texts(self.components))

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, in order."""
        found = walk(self.components)
        return [str(each.get("label", "")) for each in found if each["type"] == 2]


def walk(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every component, the nested ones after their parent."""
    found: list[dict[str, Any]] = []
    for each in components:
        found.append(each)
        below = [*each.get("components", []), each.get("accessory"), each.get("component")]
        found += walk([child for child in below if isinstance(child, dict)])
    return found


def texts(components: list[dict[str, Any]]) -> list[str]:
    return [str(each.get("content", "")) for each in walk(components) if each.get("type") == 10]


class Snowflakes:
    """Ids that grow with time. ``spread`` gives ids that fall on different shards in turn."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now, self._last, self._spread = now, 0, 0

    def fresh(self) -> int:
        due = (int(self._now() * 1000) - EPOCH_MS) << 22
        self._last = max(due, self._last + 1)
        return self._last

    def spread(self) -> int:
        # a shard is found by the milliseconds: each id gets the next number of sixteen
        milliseconds = (self.fresh() >> 22) + 1
        milliseconds += (self._spread - milliseconds) % 16
        self._spread += 1
        self._last = milliseconds << 22
        return self._last


class World:
    """``open_world``: an unknown channel id is a text channel of one guild. ``now`` is in
    Unix seconds: what ids and times are made of."""

    def __init__(self, *, open_world: bool = False, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self.ids = Snowflakes(now)
        self.people: dict[int, Person] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.bot = self.person("paperbrief", bot=True)
        self._anywhere = self.guild("Open world") if open_world else None

    def person(self, name: str, *, locale: str = "en-US", bot: bool = False) -> Person:
        person = Person(self.ids.fresh(), name, locale, bot)
        self.people[person.id] = person
        return person

    def guild(self, name: str, owner: Person | None = None, *, locale: str = "en-US") -> Guild:
        """A guild with @everyone and the bot's own role; the bot is a member."""
        owner = owner or self.person(f"owner of {name}")
        guild = Guild(self.ids.spread(), name, owner.id, locale)
        guild.roles[guild.id] = Role(guild.id, "@everyone", EVERYONE)
        self.guilds[guild.id] = guild
        guild.members[owner.id] = []
        own = self.role(guild, self.bot.name)
        guild.members[self.bot.id] = [own.id]
        return guild

    def role(self, guild: Guild, name: str, permissions: int = 0) -> Role:
        role = Role(self.ids.fresh(), name, permissions)
        guild.roles[role.id] = role
        return role

    def channel(
        self, guild: Guild | None, name: str, kind: Kind = Kind.TEXT, **more: Any
    ) -> Channel:
        made = Channel(self.ids.fresh(), name, kind, guild.id if guild else None, **more)
        self.channels[made.id] = made
        return made

    def dm(self, person: Person) -> Channel:
        for channel in self.channels.values():
            if channel.recipient == person.id:
                return channel
        return self.channel(None, person.name, Kind.DM, recipient=person.id)

    def find_channel(self, channel_id: int) -> Channel | None:
        found = self.channels.get(channel_id)
        if found is None and self._anywhere:
            found = Channel(channel_id, "anywhere", Kind.TEXT, self._anywhere.id)
            self.channels[channel_id] = found
        return found

    def guild_of(self, channel: Channel) -> Guild | None:
        return self.guilds.get(channel.guild) if channel.guild else None

    def threads(self, guild: Guild) -> list[Channel]:
        mine = (each for each in self.channels.values() if each.guild == guild.id)
        return [each for each in mine if each.kind in THREADS]

    def permissions(self, person: Person, channel: Channel) -> int:
        """What someone may do there; a thread goes by its parent's overwrites."""
        guild = self.guild_of(channel)
        if guild is None:
            # direct messages have no roles: everything but what needs a guild
            return int(EVERYONE | Permission.MENTION_EVERYONE)
        if person.id not in guild.members or (person is self.bot and not guild.present):
            return 0
        held = guild.members[person.id]
        granted = [guild.roles[role].permissions for role in (guild.id, *held)]
        base = base_permissions(granted, owner=guild.owner == person.id)
        if base == ALL:
            return ALL
        ruling = self.channels.get(channel.parent or 0, channel)
        rule = ruling.overwrites
        return in_channel(base, rule, everyone=guild.id, roles=held, member=person.id)

    def may(self, person: Person, channel: Channel, wanted: Permission) -> bool:
        return self.permissions(person, channel) & wanted == wanted

    def put(self, message: Message) -> None:
        self.messages.setdefault(message.channel.id, {})[message.id] = message
