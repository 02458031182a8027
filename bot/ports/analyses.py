"""Deep analyses and answers: who writes them, and where they are kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.values.analyses import (
    Analysis,
    AnalysisKey,
    AnalysisOrder,
    Answer,
    QuestionOrder,
)


class Analyst(Protocol):
    """Writes the deep analysis of one paper from its full text."""

    @property
    def name(self) -> str:
        """ "extractive", or the model's name."""
        ...

    @property
    def version(self) -> str:
        """Another one whenever the same order may be written otherwise."""
        ...

    async def analyse(self, order: AnalysisOrder) -> Analysis:
        """Each claim with the places that bear it out. Raises PaperbriefError where nothing was
        written that can be told; what fails in a part falls back or is left out, with a reason."""
        ...


class Answerer(Protocol):
    """Answers a question from passages of papers."""

    async def answer(self, order: QuestionOrder) -> Answer:
        """Says nothing that no passage bears out. Raises as :meth:`Analyst.analyse` does."""
        ...


class AnalysisRepository(Protocol):
    """Analyses, kept for all who ask and for restarts."""

    async def get(self, keys: Sequence[AnalysisKey]) -> Mapping[AnalysisKey, Analysis]:
        """What is kept under these keys; unknown keys are absent."""
        ...

    async def newest(self, paper_id: str, language: str) -> Analysis | None:
        """Of the highest version, by whichever writer: to tell that there is an older one."""
        ...

    async def keep(self, key: AnalysisKey, analysis: Analysis, made_at: datetime) -> None:
        """Insert or replace."""
        ...
