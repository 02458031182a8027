"""What each channel was given and is owed, and who brings it there."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.deliveries import Closure, Delivery, Letter, Outcome, Progress, Publication, Shown
from bot.messages.blocks import Message
from bot.models import Channel


class Ledger(Protocol):
    """What each channel was given: the promise that nothing comes twice or goes missing."""

    async def progress(self, addresses: Sequence[str]) -> Mapping[str, Progress]:
        """By address; a channel that was never served is absent."""
        ...

    async def shown(self, address: str, ids: Sequence[str] | None = None) -> Mapping[str, Shown]:
        """What this channel was shown, by canonical id (of ``ids``, where given)."""
        ...

    async def publish(self, publication: Publication) -> int:
        """Store edition, shown papers, progress and one pending delivery in one
        transaction; the delivery's id."""
        ...

    async def advance(self, progress: Progress) -> None:
        """Move a channel on where there is nothing to send."""
        ...


class Outbox(Protocol):
    """Deliveries that wait. Any number of calls may be lost to a kill."""

    async def due(
        self, now: datetime, limit: int, platform: str = "", busy: Collection[str] = ()
    ) -> Sequence[Delivery]:
        """The oldest delivery of each channel whose time has come, longest waiting first,
        with the parts not yet sent; of one ``platform`` where it is named, without the
        channels that are ``busy``. A channel that is gone has none."""
        ...

    async def begin(self, delivery: int, part: int, now: datetime) -> None:
        """Mark a part as in flight before it is sent."""
        ...

    async def settle(self, delivery: int, part: int, outcome: Outcome, now: datetime) -> None:
        """Write down what became of it; the delivery ends with its last part. The first
        Unknown of a part makes it due again some seconds later, the second ends it."""
        ...

    async def waiting(self) -> Mapping[str, int]:
        """Pending deliveries by channel."""
        ...


class Sender(Protocol):
    """One platform's sending."""

    async def send(self, letter: Letter) -> Outcome:
        """Send one part. Never raises for what the platform says. May wait some seconds
        for the platform's pace; what must wait longer is Later."""
        ...


class Messenger(Protocol):
    """Tells somebody something outside of any conversation: operators, owners."""

    async def tell(self, address: str, message: Message) -> bool:
        """Send to a channel or to a person's private chat; False where it cannot arrive.
        Never raises for what the platform says."""
        ...


class Membership(Protocol):
    """What platforms say of channels by themselves. Every call may come twice."""

    async def moved(self, old: str, new: str) -> bool:
        """A chat goes on under another address, its threads (``old/<thread>``) with it.
        False where nothing is known of ``old``."""
        ...

    async def closed(self, address: str, why: str, now: datetime) -> Sequence[Channel]:
        """We were put out: nothing is sent there until it is opened again. Of a chat, all
        its threads are meant as well. The channels that were open until now."""
        ...

    async def opened(self, address: str) -> bool:
        """We are in again: what waits is due. False where it was not closed."""
        ...

    async def closure(self, address: str) -> Closure | None:
        """The platform's reason, and since when; None for a channel that is open to us."""
        ...


class Alarm(Protocol):
    """Tells the operator that a promise is at risk, in the log and in the operator's chat."""

    async def ring(self, kind: str, sentence: str) -> None:
        """Once while it lasts: the same ``kind`` again is not told before it was calmed,
        or a day has passed. Never raises."""
        ...

    async def calm(self, kind: str, sentence: str) -> None:
        """It is well again; told where the trouble was. Never raises."""
        ...
