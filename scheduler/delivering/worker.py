"""Delivery: what waits in the outbox is sent, in order, part by part.

::

    outbox.due | begin | send | settle

A part is marked right before its request leaves, when the wait for its turn is over, so that
after a kill only what was on its way is in doubt; it is sent again under the same key. A
doubt is never an end (docs/decisions.md). Within a channel one delivery follows the other;
channels go side by side, and platforms apart: each has a lane of its own
(:mod:`scheduler.delivering.lane`), so that one that hangs holds up no other.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.ports.deliveries import Outbox
from bot.ports.sending import Sender
from scheduler.delivering.breadth import AT_ONCE, FEW, SOME
from scheduler.delivering.carrier import Carrier
from scheduler.delivering.consequences import Consequences, Lost, Sent
from scheduler.delivering.doubts import LaneHistory
from scheduler.delivering.lane import Expect, Lane
from scheduler.delivering.outages import Outages
from scheduler.timing.clocks import Pause, pauses_on

__all__ = ["AT_ONCE", "FEW", "SOME", "Consequences", "DeliveryWorker", "Lost", "Sent"]

# how long a part that fails while others go through is tried
LIFETIME = timedelta(days=2)
# seconds that one run waits for a platform that is away; the next run goes on with it
PATIENCE = 60.0


async def _nobody_knows(addresses: Sequence[str]) -> None:
    return None


class DeliveryWorker:
    """Sends what is due. ``senders`` by platform, the part of an address before the colon.
    ``pause`` waits on ``clock``; ``expect``, by platform, is told whom letters go to next."""

    def __init__(
        self,
        outbox: Outbox,
        senders: Mapping[str, Sender],
        clock: Callable[[], datetime],
        outages: Outages,
        consequences: Consequences | None = None,
        lifetime: timedelta = LIFETIME,
        pause: Pause | None = None,
        expect: Mapping[str, Expect] | None = None,
    ) -> None:
        self._lanes = {
            name: Lane(
                name,
                Carrier(
                    outbox, sender, clock, consequences or Consequences(), LaneHistory(lifetime)
                ),
                pause or pauses_on(clock),
                outages,
                (expect or {}).get(name, _nobody_knows),
            )
            for name, sender in senders.items()
        }

    @property
    def platforms(self) -> Sequence[str]:
        return tuple(self._lanes)

    async def deliver_due(self, stop: asyncio.Event | None = None) -> Sent:
        """Send until nothing is due any more, ``stop`` is set, or a platform has been silent for
        a minute. Raises StoreUnusable once all lanes have ended."""
        sent = Sent()
        runs = (self.deliver_on(name, stop, sent) for name in self._lanes)
        for end in await asyncio.gather(*runs, return_exceptions=True):
            if isinstance(end, BaseException):
                raise end
        return sent

    async def deliver_on(
        self, platform: str, stop: asyncio.Event | None = None, sent: Sent | None = None
    ) -> Sent:
        """The same for one platform alone."""
        counted = Sent() if sent is None else sent
        await self._lanes[platform].run(stop or asyncio.Event(), counted, PATIENCE)
        return counted

    def away(self) -> Mapping[str, str]:
        """Platforms that do not answer now, and why."""
        gates = {name: lane.gate for name, lane in self._lanes.items()}
        return {name: gate.why for name, gate in gates.items() if gate and gate.state == "closed"}
