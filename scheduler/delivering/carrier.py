"""One delivery, part by part.

::

    before_try | begin | send | heard | settle | consequences
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.ports.deliveries import Outbox
from bot.ports.sending import Sender
from bot.translator import msgid
from bot.values.deliveries import (
    Delivered,
    Delivery,
    Gone,
    InDoubt,
    Later,
    Letter,
    Moved,
    Outcome,
    Part,
    Refused,
    Settlement,
    Undelivered,
)
from scheduler.delivering.consequences import Consequences, Lost, Sent
from scheduler.delivering.doubts import LaneHistory

log = logging.getLogger(__name__)

# tries of a chore that nobody answered for, until it is left undone: the brief itself is there
_CHORE_TRIES = 5
_NO_ANSWER = msgid("the platform gave no answer.")


class Withheld(Exception):
    """The lane closed while a part waited for its turn: it does not leave."""


class LaneView(Protocol):
    """What one delivery needs of its lane."""

    def is_free(self) -> bool:
        """Whether another part may leave now."""
        ...

    def left(self, delivery: Delivery) -> None:
        """Tell the lane that a part of it is written down as begun, and goes."""
        ...

    def heard(self, delivery: Delivery, part: Part, outcome: Outcome) -> None:
        """Tell the lane what the platform said, before anything is stored."""
        ...


@dataclass(frozen=True, slots=True)
class Carrier:
    """Carries deliveries of one platform."""

    outbox: Outbox
    sender: Sender
    clock: Callable[[], datetime]
    consequences: Consequences
    evidence: LaneHistory

    async def carry(self, delivery: Delivery, way: LaneView, sent: Sent) -> Settlement | None:
        """Send the parts of one delivery until one has to wait; the last outcome stored."""
        settled: Settlement | None = None
        for part in delivery.parts:
            if not way.is_free():
                return settled
            settled = await self._one(delivery, part, way, sent)
            if not isinstance(settled, Delivered | Refused) or part is delivery.parts[-1]:
                return settled
            if isinstance(settled, Delivered) and settled.receipt and part.chore is None:
                delivery = replace(delivery, receipts=(*delivery.receipts, settled.receipt))
        return settled

    async def _one(
        self, delivery: Delivery, part: Part, way: LaneView, sent: Sent
    ) -> Settlement | None:
        key = (delivery.id, part.number)
        known = self.evidence.before_try(key, part, self.clock())
        if known is not None:
            await self._settle(delivery, part, known, sent)
            if isinstance(known, Undelivered) or known.after > 0:
                return known
            since = part.doubted_since or self.clock()
            part = replace(part, doubts=part.doubts + 1, doubted_since=since)
        through, begun = self.evidence.through, list[int]()
        try:
            outcome = await self._send(delivery, part, way, begun)
        except Withheld:
            return None
        if part.chore is not None:
            outcome = _of_chore(part, outcome)
        if not _is_silence(outcome):
            way.heard(delivery, part, outcome)
        if isinstance(outcome, Gone):
            # before it is stored: who finds out first that a channel is closed tells its owner
            await self.consequences.gone(delivery.channel, outcome.why)
        settled: Settlement = outcome
        if isinstance(outcome, InDoubt):
            settled = self.evidence.doubt(key, part, outcome, through, self.clock())
        elif isinstance(outcome, Later) and outcome.alone:
            settled = self.evidence.put_off(key, part, outcome, self.clock())
        if isinstance(settled, Delivered | Refused | Undelivered):
            self.evidence.ended(key)
        await self._settle(delivery, part, settled, sent, begun=bool(begun))
        return settled

    async def _send(
        self, delivery: Delivery, part: Part, way: LaneView, begun: list[int]
    ) -> Outcome:
        async def leaving() -> None:
            if not begun:
                if not way.is_free():
                    raise Withheld
                await self.outbox.begin(delivery.id, part.number, self.clock())
                begun.append(part.number)
                way.left(delivery)

        return await self.sender.send(
            Letter(
                channel=delivery.channel,
                payload=part.payload,
                key=delivery.key(part),
                receipts=delivery.receipts,
                last=delivery.last,
                tries=part.attempts,
                first_tried=part.first_tried,
                chore=part.chore,
                pinned=delivery.pinned,
                leaving=leaving,
            )
        )

    async def _settle(
        self, delivery: Delivery, part: Part, settled: Settlement, sent: Sent, begun: bool = True
    ) -> None:
        await self.outbox.settle(delivery.id, part.number, settled, self.clock(), begun=begun)
        if part.chore is None:
            sent.count(settled)
        _log(delivery, part, settled)
        if part.chore is not None and isinstance(settled, Delivered | Undelivered):
            lacking = settled.why if isinstance(settled, Undelivered) else settled.lacking
            await self.consequences.chore(delivery.channel, part.chore, lacking)
            return
        match settled:
            case Moved(to):
                await self.consequences.moved(delivery.channel, to)
            case Delivered(_, defect) if defect:
                await self.consequences.defect(delivery.channel, defect)
            case Refused(why):
                lost = Lost(delivery, why, True, None, part.refused_before)
                await self.consequences.lost(lost)
            case Undelivered(why):
                await self.consequences.lost(Lost(delivery, why, False, part.doubted_since))
            case _:
                return


def _of_chore(part: Part, outcome: Outcome) -> Outcome:
    """A chore that cannot be done ends, as nothing of the brief is lost with it. One in doubt says
    nothing of the platform: briefs go on."""
    match outcome:
        case Refused(why):
            return Delivered(lacking=why)
        case InDoubt() if part.attempts + 1 >= _CHORE_TRIES:
            return Delivered(lacking=_NO_ANSWER)
        case InDoubt(why):
            return InDoubt(why, alone=True)
    return outcome


def _is_silence(outcome: Outcome) -> bool:
    """A chore that ended without an answer: no platform has spoken."""
    return isinstance(outcome, Delivered) and outcome.lacking == _NO_ANSWER


def _log(delivery: Delivery, part: Part, settled: Settlement) -> None:
    level = logging.INFO if _is_ordinary(settled) else logging.WARNING
    if not log.isEnabledFor(level):
        return
    fields = {
        "delivery": delivery.id,
        "channel": delivery.channel,
        "edition": delivery.edition,
        "part": part.number,
        "outcome": type(settled).__name__.lower(),
        "tries": part.attempts,
        "perhaps_twice": isinstance(settled, Delivered) and settled.perhaps_twice,
        "chore": part.chore,
        "why": next(
            filter(None, (getattr(settled, name, None) for name in ("why", "defect", "lacking"))),
            None,
        ),
    }
    log.log(level, "part_settled", extra=fields)


def _is_ordinary(settled: Settlement) -> bool:
    """It arrived once, or waits for its turn: a platform's pace is no trouble of anybody's."""
    match settled:
        case Delivered(perhaps_twice=twice):
            return not twice
        case Later(everywhere=False, alone=False):
            return True
        case _:
            return False
