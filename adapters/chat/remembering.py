"""What is known of a platform's places, people and buttons between two questions."""

from collections.abc import Awaitable, Callable, Hashable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.ports.notes import Notes

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass
class NotedValues(Generic[K, V]):
    """Values by key, noted under ``prefix`` and the key. They are kept in memory as well, since
    every delivery asks for them; ``most`` are, then it begins anew."""

    _notes: Notes
    _clock: Callable[[], datetime]
    _prefix: str
    _read: Callable[[str], V]
    _write: Callable[[V], str]
    _most: int = 20000
    _known: dict[K, V] = field(default_factory=dict)
    # looked for, and not there, as far as the next question is concerned
    _absent: set[K] = field(default_factory=set)

    def in_memory(self, key: K) -> V | None:
        return self._known.get(key)

    async def get(self, key: K) -> V | None:
        if key in self._absent:
            self._absent.discard(key)
        elif key not in self._known:
            noted = await self._notes.get(f"{self._prefix}{key}")
            # somebody may have kept a newer one meanwhile
            if noted is not None and key not in self._known:
                self._remember(key, self._read(noted))
        return self._known.get(key)

    async def expect(self, keys: Iterable[K]) -> None:
        """These are asked for next: what is not in memory is looked up together. What cannot be
        read fails where it is asked for, and holds up nobody else."""
        asked = {f"{self._prefix}{key}": key for key in keys if key not in self._known}
        if not asked:
            return
        noted = await self._notes.several(asked)
        self._absent = {key for name, key in asked.items() if name not in noted}
        for name, value in noted.items():
            if asked[name] not in self._known:
                with suppress(ValueError, TypeError, LookupError, AttributeError):
                    self._remember(asked[name], self._read(value))

    async def keep(self, key: K, value: V, *about: str) -> None:
        """``about`` are the addresses of all whom key or value name."""
        self._remember(key, value)
        noted = self._write(value)
        with ExitStack() as unless_noted:
            unless_noted.callback(self._known.pop, key, None)
            await self._notes.keep(f"{self._prefix}{key}", noted, self._clock(), *about)
            unless_noted.pop_all()

    async def forget(self, key: K) -> None:
        self._known.pop(key, None)
        await self._notes.drop(f"{self._prefix}{key}")

    def _remember(self, key: K, value: V) -> None:
        if len(self._known) >= self._most:
            self._known.clear()
        self._known[key] = value
        self._absent.discard(key)


@dataclass
class RecentAnswers(Generic[K, V]):
    """What a platform said lately, in memory alone; each answer ``holds`` for a while."""

    _clock: Callable[[], datetime]
    _holds: timedelta
    _most: int
    _told: dict[K, tuple[V, datetime]] = field(default_factory=dict)

    async def get(self, key: K, ask: Callable[[], Awaitable[V]], *, fresh: bool = False) -> V:
        """``ask`` is called where nothing holds, or something ``fresh`` is wanted."""
        # forget() puts another in its place: an answer that is on its way then is not kept
        known, now = self._told, self._clock()
        told = known.get(key)
        if told is None or fresh or now - told[1] >= self._holds:
            told = await ask(), now
            if len(known) >= self._most:
                known.clear()
            known[key] = told
        return told[0]

    def forget(self, which: Callable[[K], bool] = lambda _: True) -> None:
        """Those answers do not hold any more."""
        self._told = {key: told for key, told in self._told.items() if not which(key)}


@dataclass
class KeptTexts:
    """Texts that are too long for a button, by the tokens that stand there for them; kept, so
    that buttons work after a restart. ``mentioned`` finds the addresses that a text names."""

    _notes: Notes
    _clock: Callable[[], datetime]
    _prefix: str
    _mentioned: Callable[[str], Iterable[str]]

    async def keep(self, texts: Iterable[tuple[str, str]]) -> None:
        """Tokens and texts, before the message that has them is sent."""
        for token, text in texts:
            about = self._mentioned(text)
            await self._notes.keep(self._prefix + token, text, self._clock(), *about)

    async def meant(self, tokens: Iterable[str]) -> dict[str, str]:
        """The texts by token; a token that is not known any more is absent."""
        found = {token: await self._notes.get(self._prefix + token) for token in tokens}
        return {token: text for token, text in found.items() if text is not None}
