"""Updates of one person in one chat go one after the other, all others side by side."""

import asyncio
from collections.abc import Awaitable

from telegram import Update
from telegram.ext import BaseUpdateProcessor

# people who are answered at once; more wait for one of them
AT_ONCE = 256

Who = tuple[int | None, int | None]


class InTurn(BaseUpdateProcessor):
    """What a person sends quickly after each other is done in that order."""

    __slots__ = ("_last",)

    def __init__(self) -> None:
        super().__init__(AT_ONCE)
        self._last: dict[Who, asyncio.Event] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[None]) -> None:
        who = _who(update)
        before, mine = self._last.get(who), asyncio.Event()
        self._last[who] = mine
        try:
            if before is not None:
                await before.wait()
            await coroutine
        finally:
            mine.set()
            if self._last.get(who) is mine:
                del self._last[who]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        self._last.clear()


def _who(update: object) -> Who:
    if not isinstance(update, Update):
        return (None, None)
    chat, user = update.effective_chat, update.effective_user
    return (chat.id if chat else None, user.id if user else None)
