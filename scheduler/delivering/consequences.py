"""What follows from an outcome besides storing it, and what one run counts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.values.deliveries import Chore, Delivery, Settlement

OnMoved = Callable[[str, str], Awaitable[object]]
OnGone = Callable[[str, str], Awaitable[object]]
OnDefect = Callable[[str, str], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Lost:
    """A part that ended without arriving: ``refused`` at once, or after its lifetime, tried
    in vain since ``since``. ``refused_before``: how many papers in it come no more."""

    delivery: Delivery
    why: str
    refused: bool
    since: datetime | None
    refused_before: int = 0


async def _nothing(address: str, what: str) -> None:
    return None


async def _done(address: str, chore: Chore, lacking: str) -> None:
    return None


async def _nobody(lost: Lost) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Consequences:
    """Called with the address, and where to or why; ``lost`` with all that is known. ``chore`` is
    called with why it was left undone, "" where it was done."""

    moved: OnMoved = _nothing
    gone: OnGone = _nothing
    defect: OnDefect = _nothing
    chore: Callable[[str, Chore, str], Awaitable[object]] = _done
    lost: Callable[[Lost], Awaitable[object]] = _nobody


@dataclass(slots=True)
class Sent:
    """What one run did: parts by outcome."""

    outcomes: dict[str, int] = field(default_factory=dict)

    def count(self, outcome: Settlement) -> None:
        name = type(outcome).__name__.lower()
        self.outcomes[name] = self.outcomes.get(name, 0) + 1
