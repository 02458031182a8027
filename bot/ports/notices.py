"""Notices of the operator to all owners, as who sends them sees them."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.values.notices import Errand, RecipientState


class NoticeBook(Protocol):
    """Who is still to be told what. Each recipient is told once at most, whatever is killed."""

    async def next(self, away: Collection[str]) -> Errand | None:
        """The oldest errand that waits, but none on a platform that is ``away``; None for none."""
        ...

    async def begin(self, errand: Errand, now: datetime) -> None:
        """Before it is sent: from now on it does not wait any more."""
        ...

    async def end(self, errand: Errand, now: datetime, state: RecipientState) -> None:
        """``waiting``: it was not sent after all."""
        ...
