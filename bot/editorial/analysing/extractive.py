"""The analyst that needs no model."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.editorial.analysing.extract import EXTRACT_VERSION, analysis_of
from bot.values.analyses import Analysis, AnalysisOrder, Reading


class ExtractiveAnalyst:
    """Implements :class:`bot.ports.analyses.Analyst` in the authors' words."""

    name = "extractive"
    version = EXTRACT_VERSION

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    async def analyse(self, order: AnalysisOrder) -> Analysis:
        text = order.text
        # a long text takes a second
        made = await asyncio.to_thread(
            analysis_of, order.paper, text, order.language, self._clock().date()
        )
        order.report(Reading(text.made_from, text.pages, 1, 1))
        return made
