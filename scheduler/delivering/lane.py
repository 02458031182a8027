"""One platform's deliveries: side by side, a channel each, while the platform answers.

::

    due | carry | heard          open: few at first, then more
    silent? | pause              closed: nothing new leaves, what is in flight ends
    due, least tried | carry     on trial: one at a time, until one goes through

A lane lives as long as the delivery worker; a run over it ends when nothing is due, or when the
next question to a silent platform lies beyond its patience. It takes a few channels at a
time from the outbox, longest waiting first: what is due is never held in memory whole.

A delivery whose last part has arrived makes room for the next while that is written down: the two
share a transaction, which has the first before the second, so at a kill no more are in doubt.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from bot.errors import StoreUnusable
from bot.values.deliveries import Delivered, Delivery, InDoubt, Later, Moved, Outcome, Part
from scheduler.delivering.breadth import BRISK, Breadth
from scheduler.delivering.carrier import Carrier
from scheduler.delivering.consequences import Sent
from scheduler.delivering.gate import OPEN, Gate, after_trial, answering, asked, closed
from scheduler.delivering.outages import Outages
from scheduler.timing.clocks import Pause

Expect = Callable[[Sequence[str]], Awaitable[None]]
"""Told the addresses that letters go to next. Raises StoreUnusable."""

log = logging.getLogger(__name__)

# channels taken from the outbox at a time
BATCH = 128


class Lane:
    """What is known of a platform from run to run."""

    def __init__(
        self, platform: str, carrier: Carrier, pause: Pause, outages: Outages, expect: Expect
    ) -> None:
        self.platform = platform
        self.expect = expect
        self.carrier = carrier
        self.pause = pause
        self.outages = outages
        self.gate: Gate | None = None

    async def run(self, stop: asyncio.Event, sent: Sent, patience: float) -> None:
        """``patience``: seconds that may be spent on waiting for the platform. Raises
        StoreUnusable once the sends under way have ended."""
        if self.gate is None:
            self.gate = await self._remembered()
        await _Run(self, self.gate, stop, sent, patience).work()

    async def _remembered(self) -> Gate:
        """A platform that was away when an earlier process ended is asked before it is sent to."""
        trouble = await self.outages.since(self.platform)
        if trouble is None:
            return OPEN
        since, why = trouble
        return Gate("closed", why, since, failures=1, ask_at=self.carrier.clock())


class _Run:
    """One run. Implements ``scheduler.delivering.carrier.LaneView``."""

    def __init__(
        self, lane: Lane, gate: Gate, stop: asyncio.Event, sent: Sent, patience: float
    ) -> None:
        self._lane = lane
        self._gate = gate
        self._clock = lane.carrier.clock
        self._evidence = lane.carrier.evidence
        self._stop = stop
        self._sent = sent
        self._patience = patience
        self._breadth = Breadth()
        self._ready: deque[Delivery] = deque()
        self._busy: set[str] = set()
        self._failed: set[str] = set()
        self._moved: set[str] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        # of them, those that are there whole, by their deliveries: only that is written down yet
        self._there: set[int] = set()
        self._news = asyncio.Event()
        self._asking: asyncio.Task[None] | None = None
        self._looked = False
        self._trouble: StoreUnusable | None = None

    async def work(self) -> None:
        """Sends that were begun are ended whatever happens to the others; a cancellation cancels
        all."""
        try:
            await self._turns()
        except asyncio.CancelledError:
            for each in self._under_way:
                each.cancel()
            raise
        finally:
            if self._asking is not None:
                self._asking.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)
            self._lane.gate = self._gate
        if self._trouble is not None:
            raise self._trouble
        if not self._stop.is_set() and self._gate.state != "closed":
            # nothing is due any more, and the platform answers
            self._lane.gate = OPEN
            await self._lane.outages.dry(self._lane.platform)

    def is_free(self) -> bool:
        return not self._stop.is_set() and self._gate.state != "closed" and self._trouble is None

    def left(self, delivery: Delivery) -> None:
        self._breadth.left(delivery.id)

    def heard(self, delivery: Delivery, part: Part, outcome: Outcome) -> None:
        """What was on its way when the lane closed changes nothing: it left before."""
        self._breadth.heard_of(delivery.id)
        match outcome:
            case Delivered():
                if part.number == delivery.parts[-1].number:
                    self._there.add(delivery.id)
                self._evidence.through += 1
                self._breadth.arrived()
                if self._gate.state == "trial":
                    self._gate = OPEN
                self._go_on()
            case InDoubt(why, alone=False):
                self._close(why, after_trial(part.attempts + part.unsent))
            case Later(after, why, everywhere=True):
                self._close(why, after)
            case _:
                return

    def _close(self, why: str, after: float) -> None:
        if self._gate.state == "closed":
            return
        on_trial = self._gate.state == "trial"
        self._evidence.silences += on_trial
        self._gate = closed(self._gate, why, self._clock(), after if on_trial else 0.0)
        self._breadth.begin_anew()
        self._busy.difference_update(each.channel for each in self._ready)
        self._ready.clear()
        self._news.set()

    async def _turns(self) -> None:
        while True:
            self._news.clear()
            # it may have ended while somebody was being told
            self._take_answer()
            await self._start()
            if not self._under_way and self._asking is None and not self._news.is_set():
                return
            full = self._gate.state == "open" and self._breadth.may_grow(self._leaving())
            if not await self._heard_of(BRISK if full else None):
                self._breadth.grow_if_slow()
            await self._tell()

    def _leaving(self) -> int:
        """How many deliveries are on their way to the platform."""
        return len(self._under_way) - len(self._there)

    async def _heard_of(self, seconds: float | None) -> bool:
        """Whether anything ended within so many seconds."""
        if seconds is None or self._news.is_set():
            await self._news.wait()
        else:
            try:
                async with asyncio.timeout(seconds):
                    await self._news.wait()
            except TimeoutError:
                return False
        return True

    def _take_answer(self) -> None:
        """Raises what went wrong with a question."""
        if self._asking is not None and self._asking.done():
            asking, self._asking = self._asking, None
            asking.result()

    async def _tell(self) -> None:
        """Report to the operator what they should know. Costs little where that is nothing."""
        gate, outages = self._gate, self._lane.outages
        if gate.state == "closed" and gate.since and gate.failures > 1:
            lasting = gate.lasting(self._clock())
            await outages.silent(self._lane.platform, gate.why, gate.since, lasting)
        elif gate.state == "open":
            await outages.speaks(self._lane.platform)

    async def _start(self) -> None:
        if self._stop.is_set() or self._trouble is not None:
            return
        if self._gate.state == "closed":
            self._ask_in_time()
            return
        if self._gate.state == "trial" and self._under_way:
            return
        at_once = 1 if self._gate.state == "trial" else self._breadth.at_once
        while self._leaving() < at_once and (delivery := await self._next()) is not None:
            self._begin(delivery)

    def _begin(self, delivery: Delivery) -> None:
        self._under_way.add(asyncio.create_task(self._guarded(delivery)))

    def _go_on(self) -> None:
        """What was taken from the outbox follows at once; for all else there is a turn."""
        if not self._ready or self._gate.state != "open" or not self.is_free():
            self._news.set()
            return
        while self._ready and self._leaving() < self._breadth.at_once:
            self._begin(self._ready.popleft())

    def _ask_in_time(self) -> None:
        wait = self._gate.wait(self._clock())
        if self._asking is None and wait <= self._patience:
            self._patience -= wait
            self._asking = asyncio.create_task(self._ask(wait))
            self._asking.add_done_callback(lambda _: self._news.set())

    async def _ask(self, wait: float) -> None:
        if wait:
            await self._lane.pause(wait, self._stop)
        if self._stop.is_set():
            return
        self._gate = asked(self._gate, wait)
        silent = await self._lane.carrier.sender.silent()
        if silent is None:
            self._gate = answering(self._gate)
            self._looked = False
        else:
            self._evidence.silences += 1
            self._gate = closed(self._gate, silent.why, self._clock(), silent.after)

    async def _next(self) -> Delivery | None:
        """A delivery for a channel that is not being sent to; None where there is none now. After
        each that ends the outbox is read again, so what became due meanwhile is not missed."""
        if not self.is_free():
            return None
        if not self._ready and not self._looked:
            taken = [*self._busy, *self._failed]
            # set before the outbox is read: what ends while it is read has to make us read again
            self._looked = True
            trial = self._gate.state == "trial"
            found = await self._due(1 if trial else BATCH, taken, least_tried=trial)
            if self._gate.state == "closed":
                return None
            self._ready.extend(found)
            self._busy.update(each.channel for each in self._ready)
            self._looked = self._looked and not self._ready
        return self._ready.popleft() if self._ready else None

    async def _due(self, limit: int, taken: list[str], *, least_tried: bool) -> list[Delivery]:
        outbox = self._lane.carrier.outbox
        now, platform = self._clock(), self._lane.platform
        try:
            found = await outbox.due(now, limit, platform, taken, least_tried=least_tried)
            await self._lane.expect([each.channel for each in found])
        except StoreUnusable as error:
            self._trouble = error
            return []
        return [*found]

    async def _guarded(self, delivery: Delivery) -> None:
        """One of the boundaries: a delivery that fails does not affect the others."""
        try:
            outcome = await self._lane.carrier.carry(delivery, self, self._sent)
        except StoreUnusable as error:
            # it concerns all deliveries, and is reported once by whoever runs the lane
            self._trouble = self._trouble or error
        except Exception:
            # still due, but not tried again in this run
            self._failed.add(delivery.channel)
            log.exception(
                "delivery_failed", extra={"delivery": delivery.id, "channel": delivery.channel}
            )
        else:
            if isinstance(outcome, Moved):
                # It is due again at its new address. If it were sent there from here, another
                # worker might do so as well.
                self._failed.update({outcome.to} & self._moved)
                self._moved.add(outcome.to)
        finally:
            self._there.discard(delivery.id)
            self._breadth.heard_of(delivery.id)
            self._busy.discard(delivery.channel)
            self._looked = False
            self._under_way.difference_update((asyncio.current_task(),))
            self._go_on()
