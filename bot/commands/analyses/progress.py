"""What a reader is told while a paper is read."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.ports.chats import Conversation
from bot.translator import Translator
from bot.values.analyses import Reading

T = TypeVar("T")

# seconds between two reports: an edit counts as a message on some platforms
EVERY = 3.0


class Progress:
    """The newest report, told every few seconds while work is under way. ``begins`` is what is
    told before the first."""

    def __init__(
        self, conversation: Conversation, say: Translator, begins: str, every: float = EVERY
    ) -> None:
        self._conversation = conversation
        self._say = say
        self._every = every
        self._newest = begins
        self._told = ""

    def report(self, reading: Reading) -> None:
        say = self._say
        if reading.pages:
            self._newest = say.plural(
                "Reading {n} page, part {done} of {total} …",
                "Reading {n} pages, part {done} of {total} …",
                reading.pages,
                done=reading.done,
                total=reading.total,
            )
        else:
            self._newest = say.text(
                "Reading part {done} of {total} …", done=reading.done, total=reading.total
            )

    async def during(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of ``work``, which is cancelled where this is."""
        task = asyncio.ensure_future(work)
        try:
            while True:
                done, _ = await asyncio.wait({task}, timeout=self._every)
                if done:
                    return task.result()
                if self._newest != self._told:
                    self._told = self._newest
                    await self._conversation.progress(self._newest)
        finally:
            task.cancel()
