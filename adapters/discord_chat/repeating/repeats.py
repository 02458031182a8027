"""A part that may have arrived already: sent again, found, or left alone.

::

    plan | send what is not there | ended

Soon after, Discord recognises the nonce. Later, what stands there is asked first. Where that
cannot be read the part is sent again once, and told of; then it waits until it can be.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.discord_chat.places import Place
from adapters.discord_chat.repeating.begun import BegunPart, Tries, is_remembered, newest
from adapters.discord_chat.repeating.earlier import Earlier
from adapters.discord_chat.repeating.history import OddAnswer, Unreadable
from adapters.discord_chat.repeating.likeness import Left, SentForm
from bot.values.deliveries import Delivered, InDoubt, Letter, Outcome

# times, until an answer of another form is what this server always says
_ASKED = 3


@dataclass(slots=True)
class Plan:
    """What is to be done about one part. ``left`` is there already; ``blindly``: nobody knows
    whether it is; ``gone``: a request that may write has left in this try."""

    channel: int
    begun: BegunPart
    at: datetime
    left: Left | None = None
    blindly: bool = False
    gone: bool = False


class StillUnknown(Exception):
    """It was sent again blindly once, and must not be again; str() says why."""


@dataclass
class Repeats:
    _tries: Tries
    _earlier: Earlier
    _clock: Callable[[], datetime]

    async def expect(self, channels: Iterable[int]) -> None:
        """Parts go there next."""
        await self._tries.expect(channels)

    async def plan(
        self,
        place: Place,
        title: str,
        letter: Letter,
        mark: str,
        forms: Callable[[], Sequence[SentForm]],
    ) -> Plan:
        """``forms``: in which it may be there already; they are made only where that is to be
        looked up. Raises StillUnknown, and as the connection does."""
        now = self._clock()
        begun = await self._tries.of(place.id, mark, letter)
        plan = Plan(place.id, begun, now)
        # a forum's post has no nonce
        recognised = place.kind != "forum" or bool(letter.receipts)
        if not begun.open or (recognised and is_remembered(begun.since, now)):
            return plan
        try:
            plan.left = await self._left(place, title, letter.receipts, begun, forms())
        except Unreadable as error:
            blind = begun.blind
            if blind is not None and not (recognised and is_remembered(blind, now)):
                raise StillUnknown(
                    f"it may be there already, and the channel's history cannot be read: {error}"
                ) from error
            plan.blindly = True
        return plan

    async def _left(
        self,
        place: Place,
        title: str,
        receipts: tuple[str, ...],
        begun: BegunPart,
        forms: Sequence[SentForm],
    ) -> Left | None:
        for _ in range(_ASKED - 1):
            with suppress(OddAnswer):
                return await self._earlier.left(place, title, receipts, begun, forms)
        return await self._earlier.left(place, title, receipts, begun, forms)

    async def leaving(self, plan: Plan) -> None:
        """Right before a request that may write."""
        plan.gone = True
        if plan.blindly:
            blind = plan.begun.blind or plan.at
            await self._tries.keep(plan.channel, replace(plan.begun, blind=blind))

    async def ended(self, plan: Plan, outcome: Outcome, made: Sequence[str]) -> Outcome:
        """Note what the next try must know; the outcome, as it is to be told."""
        begun = plan.begun
        if isinstance(outcome, Delivered):
            if not begun.open and len(made) == 1:
                # its receipt says it all
                return outcome
            last = max(begun.last, newest((*made, outcome.receipt)))
            done = replace(begun, open=False, since=None, blind=None, last=last)
            await self._tries.keep(plan.channel, done)
            return replace(outcome, perhaps_twice=plan.blindly)
        doubtful = isinstance(outcome, InDoubt) and plan.gone
        if doubtful and plan.blindly:
            begun = replace(begun, blind=begun.blind or plan.at)
        if doubtful or made or begun.open:
            open_since = begun.since if begun.open else plan.at
            await self._tries.keep(plan.channel, replace(begun, open=True, since=open_since))
        return outcome
