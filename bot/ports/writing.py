"""What briefs and cards are written by, and where is kept what was paid for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.values.writing import (
    BriefKey,
    NotWritten,
    PaperBrief,
    Summary,
    SummaryKey,
    SummaryOrder,
    WritingOrder,
)


class PaperWriter(Protocol):
    """Writes what a brief and a card say of papers.

    A text depends on the writer's name and version, the order's language and budget, and
    the paper's id and version (its title and abstract where it has no version); on nothing else.
    """

    @property
    def name(self) -> str:
        """ "extractive", or the model's name."""
        ...

    @property
    def version(self) -> str:
        """Another one whenever the same order may be written otherwise."""
        ...

    @property
    def costly(self) -> bool:
        """Whether writing costs more than reading it from the store: it is kept there then."""
        ...

    async def write(self, order: WritingOrder) -> Mapping[str, PaperBrief | NotWritten]:
        """By canonical id. A failure of one paper is a value; what is absent counts as one.
        Raises PaperbriefError where the whole order failed."""
        ...


class SummaryWriter(Protocol):
    """Writes the executive summary of an edition, and names its source in it."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def costly(self) -> bool:
        """As of a :class:`PaperWriter`. A costly one does not wait for the papers' texts."""
        ...

    async def summarise(self, order: SummaryOrder) -> Summary | None:
        """None where nothing is to be said. Paper numbers count ``selection.shown`` from 1.
        Raises PaperbriefError where a model gives nothing that can be told."""
        ...


class WrittenPapers(Protocol):
    """What costly writers wrote: kept for all channels, cards and restarts."""

    async def get(self, keys: Sequence[BriefKey]) -> Mapping[BriefKey, PaperBrief]:
        """What was written under these keys; unknown keys are absent."""
        ...

    async def keep(self, briefs: Mapping[BriefKey, PaperBrief], made_at: datetime) -> None:
        """Insert or replace. A paper without a version is not kept."""
        ...


class WrittenSummaries(Protocol):
    """What costly writers of summaries wrote: kept for all channels and restarts."""

    async def get(self, key: SummaryKey) -> Summary | None: ...

    async def keep(self, key: SummaryKey, summary: Summary, made_at: datetime) -> None:
        """Insert or replace."""
        ...
