"""The terminal, as the rest of the program knows it, and who may change a channel there."""

from adapters.chat.platform import AddressForm, ChatPlatform, ConnectedPlatform, Surroundings
from adapters.terminal_chat.sender import TerminalSender, plain_form


class TerminalRights:
    """Implements ``bot.ports.chats.Rights``: whoever sits at the terminal owns it."""

    async def may_configure(self, channel: str, person: str) -> bool:
        return channel.startswith("terminal:")

    async def may_read(self, channel: str, person: str) -> bool:
        return channel.startswith("terminal:")

    async def may_post(self, channel: str) -> bool:
        return channel.startswith("terminal:")

    async def find(self, name: str, near: str) -> str | None:
        """A terminal has no public names."""
        return None


def _connect(_: None, around: Surroundings) -> ConnectedPlatform:
    return ConnectedPlatform(sender=TerminalSender(around.folder), form=plain_form)


TERMINAL = ChatPlatform(
    name="terminal",
    title="the terminal",
    channels=AddressForm(r"[^\s\x00-\x1f]{1,200}", "terminal:lab"),
    connect=_connect,
)
