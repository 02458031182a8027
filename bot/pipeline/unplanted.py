"""Authors' sentences without what is planted among them for models to read.

A planted order is no sentence of the authors' on their paper, whoever wrote it: it says nothing of
what was done, and may mention everyone. What stands in a title stays there, and is told as well.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.ports.writing import PaperWriter
from bot.values.papers import Paper
from bot.values.writing import NotWritten, PaperBrief, WritingOrder


def unplanted(paper: Paper) -> Paper:
    """The same one where nothing is planted in it."""
    # loaded with the first paper, as all that writes is
    from bot.editorial.checking.planted import planted, without_planted

    if not planted(paper.abstract):
        return paper
    return replace(paper, abstract=without_planted(paper.abstract).strip())


class UnplantedWriter:
    """Implements :class:`bot.ports.writing.PaperWriter` by another one, which does not see what is
    planted. Its briefs tell that there was something."""

    costly = False

    def __init__(self, writer: PaperWriter) -> None:
        self._writer = writer

    @property
    def name(self) -> str:
        return self._writer.name

    @property
    def version(self) -> str:
        return f"{self._writer.version}, unplanted"

    async def write(self, order: WritingOrder) -> Mapping[str, PaperBrief | NotWritten]:
        from bot.editorial.checking.planted import planted

        seen = {one.id: unplanted(one) for one in order.papers}
        told = {one.id for one in order.papers if seen[one.id] is not one or planted(one.title)}
        made = await self._writer.write(replace(order, papers=tuple(seen.values())))
        return {
            id_: replace(one, planted=True) if id_ in told and isinstance(one, PaperBrief) else one
            for id_, one in made.items()
        }
