"""Whom the bot serves: the operator's list, or everyone. Pure."""

from dataclasses import dataclass

from bot.commands.lines.command import Origin


@dataclass(frozen=True, slots=True)
class AllowList:
    """``allowed`` are addresses of chats, people and Discord servers; empty means everyone.

    ``<platform>:<id>`` names either a chat or a person (``<platform>:user/<id>``): platforms
    number both alike.
    """

    allowed: frozenset[str] = frozenset()

    def admits(self, origin: Origin) -> bool:
        if not self.allowed:
            return True
        chat = origin.channel.partition("/")[0]
        names = (chat, origin.person, *origin.within)
        return not self.allowed.isdisjoint((*names, *map(_bare, names)))


def _bare(address: str) -> str:
    return address.replace(":user/", ":", 1)
