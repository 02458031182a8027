"""What somebody may do in a channel, by Discord's own arithmetic. Pure.

https://docs.discord.com/developers/topics/permissions
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntFlag

from adapters.discord_chat.places import Place
from adapters.discord_chat.rendering.part import Json


class Right(IntFlag):
    ADMINISTRATOR = 1 << 3
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38


# as the Developer Portal and the servers' settings call them
NAMES: Mapping[Right, str] = {
    Right.VIEW_CHANNEL: "View Channels",
    Right.SEND_MESSAGES: "Send Messages",
    Right.SEND_MESSAGES_IN_THREADS: "Send Messages in Threads",
    Right.CREATE_PUBLIC_THREADS: "Create Public Threads",
    Right.EMBED_LINKS: "Embed Links",
    Right.ATTACH_FILES: "Attach Files",
    Right.READ_MESSAGE_HISTORY: "Read Message History",
}
"""What the bot asks for when it is invited, and no more."""
_EVERYTHING = (1 << 53) - 1
_READ = ("id", "owner_id", "roles", "permission_overwrites")
_READ_OF_ROLE = ("id", "permissions")


def invite_link(application: int) -> str:
    """Where the bot is added to a server, with just the rights that it needs."""
    wanted = 0
    for right in NAMES:
        wanted |= right
    return (
        f"https://discord.com/oauth2/authorize?client_id={application}"
        f"&permissions={wanted}&scope=bot+applications.commands"
    )


def allowed(guild: Json, member: Json, person: int, overwrites: Iterable[Json]) -> int:
    """A member's permissions in a channel with these overwrites.

    ``guild`` has ``id``, ``owner_id`` and ``roles``; the id of a server is also that of the
    role that everyone has.
    """
    everyone = str(guild["id"])
    held = {everyone, *map(str, member.get("roles", ()))}
    base = 0
    for role in guild.get("roles", ()):
        if str(role["id"]) in held:
            base |= int(role["permissions"])
    if str(guild.get("owner_id")) == str(person) or base & Right.ADMINISTRATOR:
        return _EVERYTHING
    listed = list(overwrites)
    layers = (
        [each for each in listed if str(each["id"]) == everyone],
        [each for each in listed if str(each["id"]) in held - {everyone}],
        [each for each in listed if str(each["id"]) == str(person)],
    )
    for layer in layers:
        base = _changed(base, layer)
    return base


def needed(told: Json | None) -> Json | None:
    """Of a server, a member or a channel what :func:`allowed` reads: a server has its emoji,
    stickers and features besides, some hundred kilobytes to keep for each of ten thousand."""
    if not told:
        return told
    kept = {name: told[name] for name in _READ if name in told}
    if kept.get("roles") and isinstance(kept["roles"][0], dict):
        kept["roles"] = [{name: role[name] for name in _READ_OF_ROLE} for role in kept["roles"]]
    return kept or told


def _changed(base: int, layer: Iterable[Json]) -> int:
    denied = granted = 0
    for each in layer:
        denied |= int(each.get("deny") or 0)
        granted |= int(each.get("allow") or 0)
    return base & ~denied | granted


def needed_to_post(place: Place) -> Right:
    """In a forum, Send Messages is the right to create posts."""
    if place.kind == "thread":
        return Right.VIEW_CHANNEL | Right.SEND_MESSAGES_IN_THREADS
    return Right.VIEW_CHANNEL | Right.SEND_MESSAGES


def missing(held: int, place: Place) -> tuple[str, ...]:
    """The names of the rights to post that are lacking."""
    needed = needed_to_post(place)
    return tuple(name for right, name in NAMES.items() if right & needed and not right & held)


def lacking_told(names: Sequence[str]) -> str:
    """A sentence with the names of rights behind its colon, for ``Translator.kept``."""
    return f"I lack a permission there: {', '.join(names)}." if names else ""


def may_embed(held: int) -> bool:
    return bool(held & (Right.EMBED_LINKS | Right.ADMINISTRATOR))


def may_thread(held: int) -> bool:
    needed = Right.SEND_MESSAGES | Right.CREATE_PUBLIC_THREADS | Right.SEND_MESSAGES_IN_THREADS
    return bool(held & Right.ADMINISTRATOR) or held & needed == needed


def owns(held: int) -> bool:
    """Whoever manages the server owns its channels' settings."""
    return bool(held & (Right.MANAGE_GUILD | Right.ADMINISTRATOR))
