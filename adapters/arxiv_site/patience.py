"""How long and how often arXiv is asked before we say that it is out of reach."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import stamina

from adapters.arxiv_site.gate import ArxivGate
from bot.errors import SourceUnreachable

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLimits:
    """Seconds, bytes and tries. ``connect``, ``read`` and ``total`` bound one try;
    ``patience`` bounds a whole call with its waits, and ``backoff`` is the first of these."""

    connect: float = 5.0
    read: float = 15.0
    total: float = 40.0
    patience: float = 120.0
    attempts: int = 4
    backoff: float = 1.0
    max_bytes: int = 50_000_000


async def patiently(
    once: Callable[[], Awaitable[T]], *, limits: RequestLimits, gate: ArxivGate, what: str
) -> T:
    """``once``, tried again with back-off while arXiv is out of reach and patience lasts.

    A Retry-After holds the gate for everybody; one that is longer than what is
    left of the patience ends the call at once. Raises what ``once`` raises, and
    SourceUnreachable when the patience is at its end. ``what`` names the request.
    """
    deadline = time.monotonic() + limits.patience
    troubles: list[SourceUnreachable] = []

    async def holding() -> T:
        try:
            return await once()
        except SourceUnreachable as error:
            troubles.append(error)
            gate.hold(error.retry_after or 0.0)
            raise

    def is_worth_waiting(error: Exception) -> bool:
        left = deadline - time.monotonic()
        return isinstance(error, SourceUnreachable) and gate.wait < left

    # an answer takes real time, a pause that of the rehearsal
    backoff = limits.backoff / gate.speed
    _refuse_a_longer_hold(gate, limits, what)
    try:
        async with asyncio.timeout(limits.patience):
            async for attempt in stamina.retry_context(
                on=is_worth_waiting,
                attempts=limits.attempts,
                timeout=limits.patience,
                wait_initial=backoff,
                wait_max=30 * backoff,
                wait_jitter=backoff,
            ):
                with attempt:
                    return await holding()
    except TimeoutError as error:
        last = troubles[-1] if troubles else error
        raise _out_of_patience(troubles, limits, what) from last
    raise _out_of_patience(troubles, limits, what) from (troubles[-1] if troubles else None)


def _refuse_a_longer_hold(gate: ArxivGate, limits: RequestLimits, what: str) -> None:
    held = gate.held_for
    if gate.wait > limits.patience:
        raise SourceUnreachable(
            f"arXiv asked to be left alone for another {held:.0f} s ({what}).", retry_after=held
        )


def _out_of_patience(
    troubles: list[SourceUnreachable], limits: RequestLimits, what: str
) -> SourceUnreachable:
    """Says what went wrong last, which helps more than how long it took."""
    if troubles:
        return SourceUnreachable(str(troubles[-1]), retry_after=troubles[-1].retry_after)
    return SourceUnreachable(f"arXiv gave no answer within {limits.patience:g} s ({what}).")
