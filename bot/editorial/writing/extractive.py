"""The writer that needs no model."""

from collections.abc import Mapping

from bot.values.writing import PaperBrief, WritingOrder


class ExtractiveWriter:
    """Implements :class:`bot.ports.writing.PaperWriter` without any outside help."""

    name = "extractive"
    version = "2"
    costly = False

    async def write(self, order: WritingOrder) -> Mapping[str, PaperBrief]:
        # hundreds of patterns, loaded with the first paper that is written
        from bot.editorial.writing.extract import write_brief

        return {one.id: write_brief(one) for one in order.papers}
