"""Who may change a terminal channel."""


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
