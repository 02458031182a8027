"""What a member may do, by Discord's rules (topics/permissions): roles, then overwrites."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag


class Permission(IntFlag):
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    # apart from MANAGE_MESSAGES since February 2026
    PIN_MESSAGES = 1 << 51


ALL = (1 << 53) - 1
EVERYONE = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)


@dataclass(frozen=True, slots=True)
class Overwrite:
    """``target`` is a role's id (the guild's own id for everyone) or a member's."""

    target: int
    member: bool = False
    allow: int = 0
    deny: int = 0


def base_permissions(granted: Iterable[int], *, owner: bool) -> int:
    """What all of a member's roles grant together, @everyone among them."""
    allowed = 0
    for permissions in granted:
        allowed |= permissions
    return ALL if owner or allowed & Permission.ADMINISTRATOR else allowed


def in_channel(
    base: int, overwrites: Iterable[Overwrite], *, everyone: int, roles: Iterable[int], member: int
) -> int:
    """The base as a channel changes it: for everyone, for the roles together, for the member."""
    if base & Permission.ADMINISTRATOR:
        return ALL
    held, listed = set(roles), list(overwrites)
    layers = (
        [each for each in listed if each.target == everyone and not each.member],
        [each for each in listed if each.target in held and not each.member],
        [each for each in listed if each.target == member and each.member],
    )
    for layer in layers:
        for each in layer:
            base &= ~each.deny
        for each in layer:
            base |= each.allow
    # who cannot see a channel can do nothing there
    return base if base & Permission.VIEW_CHANNEL else 0
