"""Which callback data stands under which message of ours.

What a tap carries comes from the client of whoever taps, and a changed client may send any
data about any message that it sees. So what was sent is noted, and nothing else is a key.
"""

import asyncio
import hashlib
import logging
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Self

from adapters.telegram_chat.addresses import address
from adapters.telegram_chat.noted import KEYBOARDS
from bot.errors import PaperbriefError
from bot.ports.notes import Notes

log = logging.getLogger(__name__)

# digests kept of one message, the newest; older ones serve who taps faster than it changes
MOST = 300
# of a digest
_BYTES = 12
# digests at hand: a day's papers stand under the briefs of many chats
_MANY = 8192
# seconds that a tap waits until the message is noted, which people may see before that
_NOTED_WITHIN = 1.0
_BRIEF, _MENU, _NOBODY = "brief", "menu", "-"


@dataclass(frozen=True, slots=True)
class SentKeys:
    """Under one message, in a forum's topic ``thread``. ``asked_by`` is the person whom it
    answers, if that is known; ``brief``: it was delivered, and no tap changes it."""

    digests: tuple[str, ...] = ()
    asked_by: str | None = None
    thread: int | None = None
    brief: bool = False

    def hold(self, data: str) -> bool:
        return _digest(data) in self.digests


class Noting:
    """Around the sending of one message, until what its keys mean is noted."""

    def __init__(self, chat: int, marks: "set[Noting]") -> None:
        self.chat = chat
        self.done = asyncio.Event()
        self._marks = marks
        self._is_taken_over = False

    def __enter__(self) -> Self:
        self._marks.add(self)
        return self

    def __exit__(self, *_: object) -> None:
        if not self._is_taken_over:
            self._end()

    def taken_over(self) -> Callable[[object], None]:
        """It ends with a call of this."""
        self._is_taken_over = True
        return self._end

    def _end(self, _: object = None) -> None:
        self._marks.discard(self)
        self.done.set()


class BeingNoted:
    """Messages that Telegram may show before what they mean is noted, by chat."""

    def __init__(self) -> None:
        self._marks: set[Noting] = set()

    def noting(self, chat: int) -> Noting:
        return Noting(chat, self._marks)

    async def noted(self, chat: int) -> None:
        """Until those that are on their way to this chat are noted, but not for long."""
        waiting = [each.done.wait() for each in self._marks if each.chat == chat]
        with suppress(TimeoutError):
            async with asyncio.timeout(_NOTED_WITHIN):
                await asyncio.gather(*waiting)


class Keyboards:
    """What is noted of every message with keys that tell us something."""

    def __init__(self, notes: Notes, clock: Callable[[], datetime]) -> None:
        self._notes = notes
        self._clock = clock
        self._sending = BeingNoted()

    def sending(self, chat: int) -> Noting:
        """Around the sending and the noting of a message."""
        return self._sending.noting(chat)

    def sent(self, chat: int, message: int, keys: SentKeys) -> "asyncio.Future[None]":
        """A new message with keys, handed over to be noted. Where that cannot be it is sent all
        the same, and its keys count as expired."""
        noted = asyncio.ensure_future(self._put(chat, message, keys))
        noted.add_done_callback(partial(_ended, chat))
        return noted

    async def changes(self, chat: int, message: int, data: Sequence[str]) -> None:
        """A message of ours is about to show other keys; those before stay good."""
        if not data:
            return
        before = await self._noted(chat, message) or SentKeys()
        digests = tuple(dict.fromkeys((*digests_of(data), *before.digests)))[:MOST]
        await self._keep(chat, message, replace(before, digests=digests))

    async def gone(self, chat: int, message: int) -> None:
        """It shows no key any more."""
        await self._notes.drop(_key(chat, message))

    async def under(self, chat: int, message: int) -> SentKeys | None:
        """None where nothing is known of that message: it is no menu of ours, or an old one."""
        found = await self._noted(chat, message)
        if found is None:
            await self._sending.noted(chat)
            found = await self._noted(chat, message)
        return found

    async def _noted(self, chat: int, message: int) -> SentKeys | None:
        noted = await self._notes.get(_key(chat, message))
        if noted is None:
            return None
        kind, person, thread, *digests = noted.split()
        asked_by = None if person == _NOBODY else address(int(person))
        return SentKeys(tuple(digests), asked_by, int(thread) or None, kind == _BRIEF)

    async def _keep(self, chat: int, message: int, keys: SentKeys) -> None:
        try:
            await self._put(chat, message, keys)
        except PaperbriefError as error:
            _not_noted(chat, error)

    def _put(self, chat: int, message: int, keys: SentKeys) -> Awaitable[None]:
        person = keys.asked_by.removeprefix("telegram:") if keys.asked_by else _NOBODY
        head = (_BRIEF if keys.brief else _MENU, person, str(keys.thread or 0))
        value = " ".join((*head, *keys.digests))
        about = {address(chat), *([keys.asked_by] if keys.asked_by else ())}
        return self._notes.keep(_key(chat, message), value, self._clock(), *about)


def _ended(chat: int, noted: "asyncio.Future[None]") -> None:
    error = None if noted.cancelled() else noted.exception()
    if error is not None:
        _not_noted(chat, error)


def _not_noted(chat: int, error: BaseException) -> None:
    log.error("keys_not_noted", extra={"chat": chat, "why": str(error)})


def callback_data(rows: Iterable[Iterable[dict[str, object]]]) -> tuple[str, ...]:
    """Of a keyboard as the Bot API takes it."""
    return tuple(str(key["callback_data"]) for row in rows for key in row if "callback_data" in key)


def _key(chat: int, message: int) -> str:
    return f"{KEYBOARDS}{chat}/{message}"


def digests_of(data: Iterable[str]) -> tuple[str, ...]:
    """Of each once, in order."""
    return tuple(dict.fromkeys(map(_digest, data)))[:MOST]


@lru_cache(_MANY)
def _digest(data: str) -> str:
    hashed = hashlib.blake2b(data.encode("utf-8", "surrogatepass"), digest_size=_BYTES)
    return urlsafe_b64encode(hashed.digest()).decode()
