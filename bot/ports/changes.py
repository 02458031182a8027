"""What owners changed, for a while."""

from datetime import datetime
from typing import Protocol

from bot.values.changes import Change
from bot.values.channels import Channel


class Changes(Protocol):
    """Changes of what channels have set. They go with their channel, and after some days."""

    async def note(self, before: Channel, after: Channel, at: datetime, *, takes_back: int) -> int:
        """Write down a change of a channel that is stored; its number, never given again.
        ``takes_back`` is the number of the one that it undid, 0 where it undid none."""
        ...

    async def find(self, channel: str, number: int | None) -> Change | None:
        """The change of that number; for None the last one that was not taken back and takes
        none back itself. None where this channel has no such change, or none any more."""
        ...

    async def undone(self, number: int, at: datetime) -> None:
        """It was taken back. Idempotent. The one that it undid itself holds again, as if it were
        made ``at`` (aware)."""
        ...
