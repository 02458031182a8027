"""Who may change a terminal channel."""


class TerminalRights:
    """Implements ``bot.ports.Rights``: whoever sits at the terminal owns it."""

    async def may_configure(self, channel: str, person: str) -> bool:
        return channel.startswith("terminal:")
