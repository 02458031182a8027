"""Delivery: what waits in the outbox is sent, in order, part by part.

::

    outbox.due | begin | send | settle

A part is marked before it is sent, so that after a kill at most that one part is
in doubt. It is sent once more; if that is cut off too, it is settled as unknown and
the delivery goes on (docs/decisions.md). Within a channel one delivery follows the
other; channels go side by side.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.deliveries import Delivered, Delivery, Gone, Later, Outcome, Part, Unknown
from bot.ports import Outbox, Sender

log = logging.getLogger(__name__)

# a part cut off in flight is sent again once
MOST_ATTEMPTS_IN_DOUBT = 2
# channels looked at in one reading of the outbox: what is due is never held in memory whole
BATCH = 50
# side by side, as far as a platform's own limits let them
AT_ONCE = 8


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
    ) -> None:
        self._outbox = outbox
        self._senders = senders
        self._clock = clock
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def deliver_due(self, stop: asyncio.Event | None = None) -> Sent:
        """Send until nothing is due any more, or ``stop`` is set between two parts."""
        sent = Sent()
        tried: set[int] = set()
        while not (stop and stop.is_set()):
            due = await self._outbox.due(self._clock(), BATCH)
            # a delivery that could not be ended in this run waits for the next one
            fresh = [delivery for delivery in due if delivery.id not in tried]
            if not fresh:
                break
            tried.update(delivery.id for delivery in fresh)
            await asyncio.gather(*(self._delivered(each, sent, stop) for each in fresh))
        return sent

    async def _delivered(self, delivery: Delivery, sent: Sent, stop: asyncio.Event | None) -> None:
        """One of the boundaries: one delivery takes no other down."""
        async with self._slots:
            try:
                await self._deliver(delivery, sent, stop)
            except Exception:
                log.exception(
                    "delivery_failed",
                    extra={"delivery": delivery.id, "channel": delivery.channel},
                )

    async def _deliver(self, delivery: Delivery, sent: Sent, stop: asyncio.Event | None) -> None:
        for part in delivery.parts:
            if stop and stop.is_set():
                return
            outcome = await self._send(delivery, part)
            await self._outbox.settle(delivery.id, part.number, outcome, self._clock())
            sent.count(outcome)
            _log(delivery, part, outcome)
            if isinstance(outcome, Later | Gone):
                return

    async def _send(self, delivery: Delivery, part: Part) -> Outcome:
        if part.attempts >= MOST_ATTEMPTS_IN_DOUBT:
            return Unknown("cut off twice while it was being sent")
        sender = self._senders.get(delivery.channel.partition(":")[0])
        if sender is None:
            return Later(600, "its platform is not set up")
        await self._outbox.begin(delivery.id, part.number, self._clock())
        return await sender.send(
            delivery.channel, part.payload, f"{delivery.edition}.{part.number}"
        )


def _log(delivery: Delivery, part: Part, outcome: Outcome) -> None:
    fields = {
        "delivery": delivery.id,
        "channel": delivery.channel,
        "edition": delivery.edition,
        "part": part.number,
        "outcome": type(outcome).__name__.lower(),
        "why": getattr(outcome, "why", None),
    }
    level = logging.INFO if isinstance(outcome, Delivered) else logging.WARNING
    log.log(level, "part_settled", extra=fields)
