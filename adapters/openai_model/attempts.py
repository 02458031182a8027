"""One attempt at an address: may it be made, the call itself, and its line in the books.

::

    breakers: shut? | may this account? | a turn | room set aside | call | read | books | breakers
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from adapters.openai_model.breaker import ENOUGH, Breaker
from adapters.openai_model.connection import Connection, Refused
from adapters.openai_model.outcomes import Trouble
from bot.errors import ModelDenied, ModelUnreachable
from bot.ports.model import Purse
from bot.values.model import Account, CallOutcome, ModelCall, Purpose, Tokens

Watcher = Callable[[str, bool, str], Awaitable[None]]
"""Told of a model by name: that its address is left alone (True, and why in a sentence), or that
it answers again (False, "")."""


class Counted(Protocol):
    @property
    def tokens(self) -> Tokens: ...


T = TypeVar("T", bound=Counted)
Send = Callable[[float], Awaitable[bytes | Trouble]]
"""Takes the seconds that the call may last."""


@dataclass(frozen=True, slots=True)
class Call:
    purpose: Purpose
    account: Account
    asked: int
    results: int


class Attempts:
    """All calls of one model go through here. ``seconds`` bounds one of them, ``ticks`` counts
    seconds and never goes back."""

    def __init__(
        self,
        connection: Connection,
        model: str,
        purse: Purse,
        *,
        seconds: float,
        clock: Callable[[], datetime],
        watcher: Watcher | None = None,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connection = connection
        self._model = model
        self._purse = purse
        self._seconds = seconds
        self._clock = clock
        self._watcher = watcher
        self._ticks = ticks
        self._breaker = Breaker()
        self._refused: Refused | None = None

    @property
    def refused(self) -> Refused | None:
        """None where the address lets us in, as far as is known."""
        return self._connection.refused or self._refused

    async def make(
        self,
        send: Send,
        read: Callable[[bytes], T | Trouble],
        *,
        purpose: Purpose,
        account: Account,
        asked: int,
        left: float,
        results: int = 1,
        most: int = 0,
    ) -> T | Trouble:
        """What ``read`` makes of the answer, or what went wrong. ``asked``: the question's
        tokens as estimated; ``most``: those that the answer may have; ``left``: seconds until
        the call has to begin. Once begun it is paid for, and has its whole time.

        Raises ModelUnreachable or ModelDenied where the call is not made at all.
        """
        ends = self._ticks() + left
        self._refuse_while_open()
        if reason := await self._purse.look(account, self._model):
            # whoever has no money waits for no turn, and nobody waits behind them
            raise ModelDenied(reason)
        async with self._turn(purpose, ends):
            await self._wait_while_held(ends)
            self._refuse_while_open()
            self._enter()
            await self._ask_the_purse(account, Tokens(asked, most, counted=False))
            return await self._called(send, read, Call(purpose, account, asked, results))

    @asynccontextmanager
    async def _turn(self, purpose: Purpose, ends: float) -> AsyncIterator[None]:
        left = ends - self._ticks()
        if left <= 0:
            # an answer would come for nobody
            raise ModelUnreachable("No time is left to ask the model.")
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(self._connection.turns.turn(purpose, left))
            except TimeoutError as error:
                raise ModelUnreachable("No turn at the model's address came in time.") from error
            yield

    async def _wait_while_held(self, ends: float) -> None:
        """The server asked for a pause, which is everybody's."""
        while (hold := self._breaker.hold(now := self._ticks())) > 0:
            if now + hold >= ends:
                raise ModelUnreachable(
                    f"The model's address asks for a pause of {hold:.0f} s.", retry_after=hold
                )
            await asyncio.sleep(hold)

    def _refuse_while_open(self) -> None:
        now = self._ticks()
        for breaker in (self._connection.breaker, self._breaker):
            if breaker.admits(now):
                continue
            if breaker.denied:
                raise ModelDenied(breaker.said)
            raise ModelUnreachable(
                f"The model's address is left alone for now: {breaker.said}",
                retry_after=breaker.wait(now),
            )

    def _enter(self) -> None:
        self._breaker = self._breaker.entered()
        self._connection.breaker = self._connection.breaker.entered()

    def _leave(self) -> None:
        """Without an outcome."""
        self._breaker = self._breaker.left()
        self._connection.breaker = self._connection.breaker.left()

    async def _ask_the_purse(self, account: Account, tokens: Tokens) -> None:
        reason: str | None = "nobody could say whether it may be paid"
        try:
            reason = await self._purse.why_not(account, self._model, tokens)
        finally:
            if reason is not None:
                self._leave()
        if reason is not None:
            raise ModelDenied(reason)

    async def _called(
        self, send: Send, read: Callable[[bytes], T | Trouble], call: Call
    ) -> T | Trouble:
        began = self._ticks()
        found: T | Trouble | None = None
        try:
            sent = await send(self._seconds)
            found = sent if isinstance(sent, Trouble) else read(sent)
        finally:
            if found is None:
                # given up by the caller; what was asked is paid for all the same
                self._leave()
                await self._note(call, began, "late", None)
        was_open = self._learn(found if isinstance(found, Trouble) else None, began)
        outcome = found.outcome if isinstance(found, Trouble) else "answered"
        await self._note(call, began, outcome, found.tokens)
        await self._tell(was_open)
        return found

    async def _note(
        self, call: Call, began: float, outcome: CallOutcome, tokens: Tokens | None
    ) -> None:
        if tokens is None:
            paid = call.asked if outcome in ("late", "invalid") else 0
            tokens = Tokens(paid, counted=False)
        await self._purse.note(
            ModelCall(
                at=self._clock(),
                model=self._model,
                purpose=call.purpose,
                account=call.account,
                tokens=tokens,
                seconds=self._ticks() - began,
                outcome=outcome,
                results=call.results,
            )
        )

    def _learn(self, trouble: Trouble | None, began: float) -> bool:
        """Whether the address was left alone before."""
        was_open = self._is_open
        own, all_ = self._breaker, self._connection.breaker
        now = self._ticks()
        if trouble is None or trouble.tokens is not None:
            self._breaker, self._connection.breaker = own.answered(), all_.answered()
            self._refused = self._connection.refused = None
        elif trouble.outcome == "overloaded":
            self._breaker = own.holding(trouble.retry_after or 0.0, now)
            self._connection.breaker = all_.left()
        elif trouble.everyones:
            self._breaker, self._connection.breaker = own.left(), _failed(all_, trouble, now, began)
            self._connection.refused = self._refusal(trouble) or self._connection.refused
        else:
            self._breaker, self._connection.breaker = _failed(own, trouble, now, began), all_.left()
            self._refused = self._refusal(trouble) or self._refused
        return was_open

    def _refusal(self, trouble: Trouble) -> Refused | None:
        """None where it was refused before, or is not."""
        if self.refused is not None or trouble.weight < ENOUGH:
            return None
        return Refused(trouble.said, self._clock())

    @property
    def _is_open(self) -> bool:
        return any(one.until is not None for one in (self._breaker, self._connection.breaker))

    async def _tell(self, was_open: bool) -> None:
        is_open = self._is_open
        if self._watcher is not None and is_open != was_open:
            said = self._connection.breaker.said or self._breaker.said
            await self._watcher(self._model, is_open, said)


def _failed(breaker: Breaker, trouble: Trouble, now: float, began: float) -> Breaker:
    denied = trouble.outcome in ("denied", "quota")
    return breaker.failed(trouble.weight, trouble.said, denied=denied, now=now, began=began)
