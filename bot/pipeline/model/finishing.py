"""Questions that are paid for once they are asked: answered after the time is over, they are of use
to the next who asks.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from bot.errors import PaperbriefError

log = logging.getLogger(__name__)

V = TypeVar("V")
# of the time that is left: what was right at first still has to be put together
_SHARE = 0.9


class Finishing:
    """Holds on to what goes on in the background."""

    def __init__(self) -> None:
        self._going_on: set[asyncio.Future[None]] = set()

    async def in_time(
        self,
        seconds: float | None,
        work: Coroutine[Any, Any, V],
        later: Callable[[V], Awaitable[None]],
    ) -> V | None:
        """What ``work`` gives, None where it takes most of these ``seconds``: it goes on then, and
        ``later`` has the result. Raises what ``work`` raises in time."""
        doing = asyncio.ensure_future(work)
        await asyncio.wait({doing}, timeout=None if seconds is None else _SHARE * seconds)
        if doing.done():
            return doing.result()
        rest = asyncio.ensure_future(_ended(doing, later))
        self._going_on.add(rest)
        rest.add_done_callback(self._going_on.discard)
        return None


async def _ended(doing: "asyncio.Future[V]", later: Callable[[V], Awaitable[None]]) -> None:
    try:
        await later(await doing)
    except PaperbriefError as error:
        log.info("not_finished_later", extra={"why": str(error)})
