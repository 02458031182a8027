"""People who wait for something that takes long, kept over restarts."""

from collections.abc import Sequence
from typing import Protocol

from bot.values.readers import WaitingReader


class WaitingReaders(Protocol):
    async def note(self, reader: WaitingReader) -> None:
        """Insert or replace. Goes when the channel or the person is forgotten."""
        ...

    async def served(self, reader: WaitingReader) -> None:
        """Nobody waits for it any more. Idempotent."""
        ...

    async def all(self) -> Sequence[WaitingReader]:
        """Who asked first comes first."""
        ...
