"""Updates of one person in one chat go one after the other, all others side by side.

Not those of a whole chat: two hundred people tap under one brief, and nobody's tap waits
for the look-up that another's needs. Who changes a menu faster than Telegram lets it be
shown is not slowed down by the showing: what is worked out may say that its turn is over.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

# answered at once; who waits for an earlier line of their own takes no place of others
AT_ONCE = 256
# of one person in one chat: whoever sends more without waiting is not answered
LONGEST_LINE = 20
# of all: beyond it no more is fetched
MOST = 2_000

Who = tuple[int, str]
Over = Callable[[], None]
Work = Callable[[Over], Awaitable[None]]
"""Called with what it calls where the person's next update may begin before its own end."""


class InTurn:
    """``failed`` is told what an update ran into: it takes no other down."""

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        self._failed = failed
        self._last: dict[Who, asyncio.Event] = {}
        self._lines: Counter[Who] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._room = asyncio.Event()
        self._room.set()

    @property
    def held(self) -> int:
        """How many are being answered or wait."""
        return len(self._tasks)

    def add(self, who: Who, work: Work) -> bool:
        """Do it when its turn comes; False where this person's line is too long."""
        if self._lines[who] >= LONGEST_LINE:
            return False
        self._lines[who] += 1
        over = asyncio.Event()
        task = asyncio.create_task(self._worked(self._last.get(who), work, over))
        self._last[who] = over
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._leave(who, done, over))
        if self.held >= MOST:
            self._room.clear()
        return True

    async def room(self) -> None:
        """Wait until there is some."""
        await self._room.wait()

    async def close(self, grace: float) -> None:
        """End what is done within so many seconds; the rest is cut off."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=grace)
        for task in late:
            task.cancel()
        if late:
            log.warning("updates_cut_off", extra={"count": len(late)})
            await asyncio.wait(late)

    async def _worked(self, before: asyncio.Event | None, work: Work, over: asyncio.Event) -> None:
        if before is not None:
            await before.wait()
        async with self._places:
            await work(over.set)

    def _leave(self, who: Who, task: asyncio.Task[None], over: asyncio.Event) -> None:
        over.set()
        self._tasks.discard(task)
        self._lines[who] -= 1
        if not self._lines[who]:
            del self._lines[who]
        if self._last.get(who) is over:
            del self._last[who]
        if self.held < MOST:
            self._room.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(error)
