"""Of several edits of one message that wait for their turn, the last one is enough.

A menu that is tapped faster than Telegram takes edits shows where it has come to, and not
each step on the way. What has left for Telegram is not called back: the next waits for it,
so that the two cannot arrive in the wrong order.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.values.deliveries import Leaving

MessageKey = tuple[int, int]
"""A chat's number and a message's."""


@dataclass(slots=True, eq=False)
class _Edit:
    """``before`` is the one on its way that this one has to follow."""

    before: "asyncio.Task[bool] | None"
    task: "asyncio.Task[bool] | None" = None
    left: bool = False
    overtaken: bool = False


class Overtaking:
    def __init__(self) -> None:
        self._newest: dict[MessageKey, _Edit] = {}

    @property
    def held(self) -> int:
        """How many messages are being edited."""
        return len(self._newest)

    async def last(self, message: MessageKey, edit: Callable[[Leaving], Awaitable[bool]]) -> bool:
        """What ``edit`` gives; True where a later edit came before this one left, which it
        tells by awaiting what it is called with."""
        mine = _Edit(self._take_over(message))
        self._newest[message] = mine
        mine.task = asyncio.create_task(_followed(mine, edit))
        try:
            return await mine.task
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if not mine.overtaken or (task is not None and task.cancelling()):
                raise
            return True
        finally:
            if self._newest.get(message) is mine:
                del self._newest[message]

    def _take_over(self, message: MessageKey) -> "asyncio.Task[bool] | None":
        """The edit that must have ended before another may leave."""
        earlier = self._newest.get(message)
        if earlier is None:
            return None
        if earlier.left or earlier.task is None:
            return earlier.task
        earlier.overtaken = True
        earlier.task.cancel()
        return earlier.before


async def _followed(mine: _Edit, edit: Callable[[Leaving], Awaitable[bool]]) -> bool:
    async def leaving() -> None:
        mine.left = True

    if mine.before is not None:
        await asyncio.wait({mine.before})
        mine.before = None
    return await edit(leaving)
