"""The summary writer that needs no model."""

from collections.abc import Callable

from bot.translator import Translator
from bot.values.writing import Summary, SummaryOrder


class ExtractiveSummary:
    """A SummaryWriter that needs no model; the reading of a paper is shared by channels."""

    name = "extractive"
    version = "2"
    costly = False

    def __init__(self, translators: Callable[[str], Translator]) -> None:
        self._translators = translators

    async def summarise(self, order: SummaryOrder) -> Summary | None:
        # loaded with the first day that is told
        from bot.editorial.summary.executive import write_summary

        return write_summary(order, self._translators(order.language))
