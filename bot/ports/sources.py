"""What announcements and papers are fetched from, scored and written by."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.models import (
    BriefKey,
    Listing,
    Match,
    Paper,
    PaperBrief,
    Selection,
    Summary,
    Topic,
)


class AnnouncementSource(Protocol):
    """Where announcements come from."""

    async def listing(self, category: str) -> Listing:
        """The newest listing of one category (canonical name, never a combination).

        Idempotent. An empty feed is a Listing of state "empty". Raises
        SourceUnreachable, SourceUnreadable, or SourceRefused (no such category).
        """
        ...


class PaperLookup(Protocol):
    """Single papers, asked by id."""

    async def by_ids(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """The papers for ids with or without version (``2602.01234v2``), keyed as asked.

        One request for a hundred of them; ids that arXiv does not know are absent.
        Raises SourceUnreachable, SourceUnreadable, or SourceRefused (an id it cannot read).
        """
        ...


class Scoring(Protocol):
    """Scores over one fixed set of papers."""

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        """Matches by canonical id, for a topic that has interests.

        Every ``relevance`` is 0 to 100; a paper that an unwanted keyword bars, or
        that shares nothing with the topic, is absent. Categories are not looked at.
        """
        ...

    async def barred(self, topic: Topic) -> frozenset[str]:
        """Canonical ids of the papers that hold an unwanted word of the topic."""
        ...


class Scorer(Protocol):
    """Judges papers against topics. A score depends on paper and topic alone."""

    def over(self, papers: Sequence[Paper]) -> Scoring:
        """Prepare a set of papers, once for all channels."""
        ...


class PaperWriter(Protocol):
    """Writes what a brief and a card say of one paper."""

    async def write(self, paper: Paper) -> PaperBrief:
        """The parts, each in the source's own language; idempotent and memoised by callers."""
        ...


class SummaryWriter(Protocol):
    """Writes the executive summary of an edition."""

    async def summarise(
        self, selection: Selection, briefs: Mapping[str, PaperBrief], language: str
    ) -> Summary | None:
        """None where nothing is shown. Paper numbers count ``selection.shown`` from 1."""
        ...


class BriefMemo(Protocol):
    """Written papers, remembered: work is done once for all channels and restarts."""

    async def get(self, keys: Sequence[BriefKey]) -> Mapping[BriefKey, PaperBrief]:
        """What was written under these keys; unknown keys are absent."""
        ...

    async def keep(self, briefs: Mapping[BriefKey, PaperBrief], made_at: datetime) -> None:
        """Remember. A paper without a version is not remembered."""
        ...
