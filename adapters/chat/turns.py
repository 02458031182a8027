"""What one person does in one place is answered in its order, all others side by side.

Not what is done in a whole chat: two hundred people tap under one brief, and nobody's tap
waits for the look-up that another's needs.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Self

log = logging.getLogger(__name__)

# answered at the same time; those that wait for an earlier turn do not count
AT_ONCE = 256
# of one person in one chat: whoever sends more without waiting is not answered
LONGEST_LINE = 20
# of all people together; beyond it no more is fetched
MOST = 2_000

Who = tuple[int | str, int | str]
"""A place and a person in it."""
Over = Callable[[], None]
TurnWork = Callable[[Over], Awaitable[None]]
"""Called with what it calls where the person's next turn may begin before its own end."""


class Turn:
    """One place in a person's line; ``over`` lets the next one begin. As a context manager it
    is over at the end. Who does not wait to reach it holds up nobody behind."""

    def __init__(self, line: dict[Who, asyncio.Future[None]], who: Who) -> None:
        self._line, self._who = line, who
        self._before = line.get(who)
        self._over = line[who] = asyncio.get_running_loop().create_future()

    async def reached(
        self,
        told: Callable[[], Awaitable[None]] | None = None,
        after: float | None = None,
        most: float | None = None,
    ) -> bool:
        """Wait for all earlier ones; ``told`` is called where that takes longer than ``after``
        seconds. False where ``most`` seconds from then on were not enough."""
        if self._before is None:
            return True
        if told is not None:
            await asyncio.wait({self._before}, timeout=after)
            if not self._before.done():
                await told()
        await asyncio.wait({self._before}, timeout=most)
        return self._before.done()

    def over(self) -> None:
        if self._before is None or self._before.done():
            self._leave()
        else:
            self._before.add_done_callback(lambda _: self._leave())

    def _leave(self) -> None:
        if not self._over.done():
            self._over.set_result(None)
        if self._line.get(self._who) is self._over:
            del self._line[self._who]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.over()


class Turns:
    """The lines of all people."""

    def __init__(self) -> None:
        self._last: dict[Who, asyncio.Future[None]] = {}

    def __len__(self) -> int:
        """How many people have a turn."""
        return len(self._last)

    def enter(self, who: Who) -> Turn:
        """Take a place, at once."""
        return Turn(self._last, who)


class TurnQueue:
    """Does work in turns, and bounds how much of it is taken up.

    ``failed`` is told what a turn ran into: it takes no other down.
    """

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        self._failed = failed
        self._turns = Turns()
        self._lines: Counter[Who] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._room = asyncio.Event()
        self._room.set()

    @property
    def held(self) -> int:
        """How many are being answered or wait."""
        return len(self._tasks)

    def add(self, who: Who, work: TurnWork) -> bool:
        """Do it when its turn comes; False where this person's line is too long."""
        if self._lines[who] >= LONGEST_LINE:
            return False
        self._lines[who] += 1
        turn = self._turns.enter(who)
        task = asyncio.create_task(self._worked(turn, work))
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._leave(who, done, turn))
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

    async def _worked(self, turn: Turn, work: TurnWork) -> None:
        await turn.reached()
        async with self._places:
            await work(turn.over)

    def _leave(self, who: Who, task: asyncio.Task[None], turn: Turn) -> None:
        turn.over()
        self._tasks.discard(task)
        self._lines[who] -= 1
        if not self._lines[who]:
            del self._lines[who]
        if self.held < MOST:
            self._room.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(error)
