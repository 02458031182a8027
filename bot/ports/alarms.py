"""What puts a promise at risk, and who is told of it."""

from typing import Protocol


class Alarm(Protocol):
    """Tells the operator that a promise is at risk, in the log and in the operator's chat."""

    async def ring(self, kind: str, sentence: str) -> None:
        """Once while it lasts: the same ``kind`` again is not told before it was calmed,
        or a day has passed. Never raises."""
        ...

    async def calm(self, kind: str, sentence: str) -> None:
        """It is well again; told where the trouble was. Never raises."""
        ...


class Reach(Protocol):
    """Facts about the line on which people's doings reach us; what to make of them, and of
    the deliveries to the same platform, is decided elsewhere. Never raise."""

    async def lost(self, platform: str, why: str, seconds: float) -> None:
        """Nothing has come for so many seconds; ``why`` is a sentence. May come again."""
        ...

    async def found(self, platform: str) -> None:
        """It comes again, or for the first time. May come again."""
        ...


class PlatformAlarm(Alarm, Reach, Protocol):
    """What a platform tells the operator through."""


class Store(Protocol):
    """What is asked of the store beside its work. Both raise StoreUnusable."""

    async def trial(self) -> None:
        """Read, and take room on the disk as a day's work would; nothing of it stays."""
        ...

    async def examine(self, seconds: float) -> bool:
        """Look for damage in all of it beside other work, for so many seconds at most;
        False where the time did not suffice."""
        ...
