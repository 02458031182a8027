"""The full texts that ship with the sample announcement, for machines without a network."""

import asyncio
from importlib.resources import files
from typing import Literal

from adapters.paper_files.child import FileReader
from adapters.paper_files.source import abstract_of, best_of
from bot.ports.full_texts import FullTextSource
from bot.values.full_texts import Defect, Figure, FullText, Picture
from bot.values.papers import Paper

_FOLDER = "sample_papers"
_FORMS: tuple[Literal["html", "pdf"], ...] = ("html", "pdf")


class SampleFiles:
    """Implements :class:`bot.ports.full_texts.FullTextSource`: sample papers from the package,
    all others from ``others``; None where nothing may be asked outside."""

    def __init__(self, others: FullTextSource | None, reader: FileReader) -> None:
        self._others = others
        self._reader = reader

    async def read(self, paper: Paper) -> FullText:
        if not paper.sample:
            return await self._others.read(paper) if self._others else _not_asked(paper)
        for form in _FORMS:
            content = await asyncio.to_thread(_shipped, f"{paper.id}.{form}")
            if content is not None:
                return best_of(paper, [await self._reader.read(content, form)])
        return abstract_of(paper, (Defect("missing", "html"), Defect("missing", "pdf")))

    async def picture(self, paper: Paper, figure: Figure) -> Picture | None:
        if not paper.sample:
            return await self._others.picture(paper, figure) if self._others else None
        if figure.source:
            image = await asyncio.to_thread(_shipped, figure.source)
            return await self._reader.fit(image) if image is not None else None
        content = await asyncio.to_thread(_shipped, f"{paper.id}.pdf")
        if content is None or figure.page is None or figure.box is None:
            return None
        return await self._reader.render(content, figure.page, figure.box)


def _not_asked(paper: Paper) -> FullText:
    return abstract_of(paper, (Defect("unreachable", "html"),))


def _shipped(name: str) -> bytes | None:
    path = files("adapters").joinpath(_FOLDER, name)
    return path.read_bytes() if path.is_file() else None
