"""Small things that must be known after a restart."""

from collections.abc import Awaitable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol


class Notes(Protocol):
    """Small things that adapters must know after a restart, by a key of their own.

    What is about a channel or a person goes when they are forgotten."""

    async def get(self, key: str) -> str | None: ...

    async def several(self, keys: Collection[str]) -> Mapping[str, str]:
        """What is noted under these keys, by key, read at once; what is not there is absent."""
        ...

    def keep(self, key: str, value: str, now: datetime, *about: str) -> Awaitable[None]:
        """Insert or replace. ``about`` are the addresses of all whom key or value name. It comes
        before all that is handed over after it, awaited or not."""
        ...

    async def drop(self, key: str) -> None: ...


class AgedNotes(Protocol):
    """Who forgets what was noted long ago."""

    async def sweep(self, prefix: str, older_than: timedelta, now: datetime) -> int:
        """Forget what was kept under keys of one beginning longer ago; how many."""
        ...


class NoteCount(Protocol):
    """What people may know of the notes."""

    async def count(self, about: str) -> int:
        """How many notes are about a channel or a person, by address."""
        ...
