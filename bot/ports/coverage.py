"""How far the days of each category are known."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.values.coverage import BegunHarvest, Coverage


class CoverageRepository(Protocol):
    """How far each category's days are known: restarts go on where a pass stopped."""

    async def coverages(self, since: date, categories: Sequence[str]) -> Sequence[Coverage]:
        """Those of dates from ``since`` on; what was never looked at is absent."""
        ...

    async def keep(self, coverages: Sequence[Coverage]) -> None:
        """Insert or replace, in one transaction."""
        ...

    async def begun(self, categories: Sequence[str]) -> Mapping[str, BegunHarvest]:
        """By category: the records of which pages are still to come."""
        ...

    async def note(self, category: str, begun: BegunHarvest | None) -> None:
        """How far the category's records were read; None once they were, to their end."""
        ...
