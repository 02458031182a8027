"""Delivery: what waits in the outbox is sent, in order, part by part.

::

    outbox.due | begin | send | settle

A part is marked right before its request leaves, when the wait for its turn is over,
so that after a kill only what was on its way is in doubt. It is sent once more; if
that is cut off too, it is settled as unknown and the delivery goes on
(docs/decisions.md). Within a channel one delivery follows the
other; channels go side by side, and platforms apart: each has a lane of its own, so
that one that hangs holds up no other. A lane takes a few channels at a time from
the outbox, longest waiting first: what is due is never held in memory whole.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.deliveries import (
    MOST_ATTEMPTS_IN_DOUBT,
    Delivered,
    Delivery,
    Gone,
    Later,
    Letter,
    Moved,
    Outcome,
    Part,
    Unknown,
)
from bot.ports.delivering import Outbox, Sender

log = logging.getLogger(__name__)

# channels looked at in one reading of the outbox
BATCH = 64
# side by side in a lane, as far as the platform's own limits let them: at first, and at most
FEW, AT_ONCE = 3, 32
# seconds. While one ends as often as that, more than any platform takes a second get through
_BRISK = 0.015

OnMoved = Callable[[str, str], Awaitable[object]]
OnGone = Callable[[str, str], Awaitable[object]]
OnDefect = Callable[[str, str], Awaitable[object]]


async def _nothing(address: str, what: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from an outcome beside the book-keeping: address, and where to or why."""

    moved: OnMoved = _nothing
    gone: OnGone = _nothing
    defect: OnDefect = _nothing


@dataclass(slots=True)
class Sent:
    """What one run did: parts by outcome."""

    outcomes: dict[str, int] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> None:
        name = type(outcome).__name__.lower()
        self.outcomes[name] = self.outcomes.get(name, 0) + 1


class Courier:
    """Sends what is due. ``senders`` by platform, the part of an address before the colon."""

    def __init__(
        self,
        outbox: Outbox,
        senders: Mapping[str, Sender],
        clock: Callable[[], datetime],
        consequences: Consequences | None = None,
    ) -> None:
        self._outbox = outbox
        self._senders = senders
        self._clock = clock
        self._consequences = consequences or Consequences()

    @property
    def platforms(self) -> Sequence[str]:
        return tuple(self._senders)

    async def deliver_due(self, stop: asyncio.Event | None = None) -> Sent:
        """Send until nothing is due any more, or ``stop`` is set between two parts."""
        sent = Sent()
        await asyncio.gather(*(self.deliver_on(name, stop, sent) for name in self._senders))
        return sent

    async def deliver_on(
        self, platform: str, stop: asyncio.Event | None = None, sent: Sent | None = None
    ) -> Sent:
        """The same for one platform alone."""
        counted = Sent() if sent is None else sent
        await _Lane(self, platform, stop or asyncio.Event(), counted).run()
        return counted

    async def due(self, platform: str, limit: int, busy: Sequence[str]) -> Sequence[Delivery]:
        return await self._outbox.due(self._clock(), limit, platform, busy)

    async def deliver(self, delivery: Delivery, sent: Sent, stop: asyncio.Event) -> Outcome | None:
        """All parts of one delivery, until one must wait; the last outcome."""
        outcome: Outcome | None = None
        for part in delivery.parts:
            if stop.is_set():
                return outcome
            outcome = await self._settled(delivery, part, sent)
            if isinstance(outcome, Later | Gone | Moved) or _goes_again(outcome, part):
                return outcome
            if isinstance(outcome, Delivered) and outcome.receipt:
                delivery = replace(delivery, receipts=(*delivery.receipts, outcome.receipt))
        return outcome

    async def _settled(self, delivery: Delivery, part: Part, sent: Sent) -> Outcome:
        outcome = await self._send(delivery, part)
        if isinstance(outcome, Gone):
            # before it is settled: who learns first that it is closed tells the owner
            await self._consequences.gone(delivery.channel, outcome.why)
        await self._outbox.settle(delivery.id, part.number, outcome, self._clock())
        sent.count(outcome)
        _log(delivery, part, outcome)
        if isinstance(outcome, Moved):
            await self._consequences.moved(delivery.channel, outcome.to)
        if isinstance(outcome, Delivered) and outcome.defect:
            await self._consequences.defect(delivery.channel, outcome.defect)
        return outcome

    async def _send(self, delivery: Delivery, part: Part) -> Outcome:
        if part.attempts >= MOST_ATTEMPTS_IN_DOUBT:
            return Unknown("cut off twice while it was being sent")
        gone: list[int] = []

        async def leaving() -> None:
            if not gone:
                gone.append(part.number)
                await self._outbox.begin(delivery.id, part.number, self._clock())

        return await self._senders[delivery.channel.partition(":")[0]].send(
            Letter(
                channel=delivery.channel,
                payload=part.payload,
                key=f"{delivery.edition}.{part.number}",
                receipts=delivery.receipts,
                leaving=leaving,
            )
        )


def _goes_again(outcome: Outcome, part: Part) -> bool:
    """The first doubt of a part: what comes after it must wait, or the order is lost."""
    return isinstance(outcome, Unknown) and part.attempts + 1 < MOST_ATTEMPTS_IN_DOUBT


class _Lane:
    """One run over what is due on one platform: side by side, a channel each."""

    def __init__(self, courier: Courier, platform: str, stop: asyncio.Event, sent: Sent) -> None:
        self._courier = courier
        self._platform = platform
        self._stop = stop
        self._sent = sent
        self._ready: deque[Delivery] = deque()
        self._busy: set[str] = set()
        self._failed: set[str] = set()
        self._moved: set[str] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._looked = False
        self._closed = False

    async def run(self) -> None:
        """What has begun is ended, whatever comes of the rest; but a cut cuts all."""
        try:
            await self._work()
        except asyncio.CancelledError:
            for each in self._under_way:
                each.cancel()
            raise
        finally:
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _work(self) -> None:
        at_once = FEW
        while True:
            while len(self._under_way) < at_once and (delivery := await self._next()) is not None:
                self._under_way.add(asyncio.create_task(self._guarded(delivery)))
            if not self._under_way:
                return
            full = len(self._under_way) == at_once < AT_ONCE
            ended, self._under_way = await asyncio.wait(
                self._under_way,
                timeout=_BRISK if full else None,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if not ended:
                at_once += 1

    async def _next(self) -> Delivery | None:
        """A channel that nobody is at; None where there is none now. Once one has ended, it is
        looked again, so what becomes due behind it is not forgotten."""
        if self._stop.is_set() or self._closed:
            return None
        if not self._ready and not self._looked:
            taken = [*self._busy, *self._failed]
            # before the look: who ends meanwhile may come too late for it
            self._looked = True
            self._ready.extend(await self._courier.due(self._platform, BATCH, taken))
            self._busy.update(each.channel for each in self._ready)
            self._looked = self._looked and not self._ready
        return self._ready.popleft() if self._ready else None

    async def _guarded(self, delivery: Delivery) -> None:
        """One of the boundaries: one delivery takes no other down."""
        try:
            outcome = await self._courier.deliver(delivery, self._sent, self._stop)
        except Exception:
            # it is still due: not again in this run
            self._failed.add(delivery.channel)
            log.exception(
                "delivery_failed", extra={"delivery": delivery.id, "channel": delivery.channel}
            )
        else:
            if isinstance(outcome, Later) and outcome.everywhere:
                self._closed = True
            if isinstance(outcome, Moved):
                # it is due again at its new address; sent there from here, another worker
                # might take it up as well
                self._failed.update({outcome.to} & self._moved)
                self._moved.add(outcome.to)
        finally:
            self._busy.discard(delivery.channel)
            self._looked = False


def _log(delivery: Delivery, part: Part, outcome: Outcome) -> None:
    fields = {
        "delivery": delivery.id,
        "channel": delivery.channel,
        "edition": delivery.edition,
        "part": part.number,
        "outcome": type(outcome).__name__.lower(),
        "why": getattr(outcome, "why", None) or getattr(outcome, "defect", None) or None,
    }
    level = logging.INFO if isinstance(outcome, Delivered) else logging.WARNING
    log.log(level, "part_settled", extra=fields)
