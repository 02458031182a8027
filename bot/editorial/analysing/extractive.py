"""The analyst that needs no model."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime

from bot.values.analyses import Analysis, AnalysisOrder, Reading

# another one whenever the same text may be analysed otherwise
EXTRACT_VERSION = "6"


class ExtractiveAnalyst:
    """Implements :class:`bot.ports.analyses.Analyst` in the authors' words."""

    name = "extractive"
    version = EXTRACT_VERSION

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        # Python runs one thread at a time: side by side no analysis would be there sooner, and
        # whoever asks for something short would wait for all of them
        self._turn = asyncio.Lock()

    async def analyse(self, order: AnalysisOrder) -> Analysis:
        text = order.text
        async with self._turn:
            # a long text takes a second
            made = await asyncio.to_thread(_analysed, order, self._clock().date())
        order.report(Reading(text.made_from, text.pages, 1, 1))
        return made


def _analysed(order: AnalysisOrder, today: date) -> Analysis:
    # hundreds of patterns, loaded with the first paper that is analysed
    from bot.editorial.analysing.extract import analysis_of

    return analysis_of(order.paper, order.text, order.language, today)
