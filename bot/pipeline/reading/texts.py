"""Full texts, read once for all who ask: memo, store, source.

::

    paper | memo: here, or being read? | store: kept? | source: fetched and read | store, memo
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.pipeline.memo import Kind, Memo
from bot.ports.full_texts import FullTextRepository, FullTextSource
from bot.values.full_texts import Figure, FullText, Picture
from bot.values.papers import Paper

# what passes: the next who asks is to have another try
_PASSING = frozenset(("unreachable", "late"))

log = logging.getLogger(__name__)


def _letters(text: FullText) -> int:
    return sum(len(piece.text) for piece in text.pieces) + 1


def _passed_over(text: FullText) -> int:
    from bot.editorial.full_text.prose import passed_over

    return passed_over(text)


def _bytes(picture: Picture | None) -> int:
    return len(picture.content) if picture else 1


# some twenty papers, and as many figures
_TEXTS: Kind[FullText] = Kind(2_000_000, _letters)
_AFFILIATIONS: Kind[tuple[str, ...]] = Kind(5_000)
_PICTURES: Kind[Picture | None] = Kind(20_000_000, _bytes)


class FullTexts:
    """``stored`` is None where nothing outlives the process."""

    def __init__(
        self,
        source: FullTextSource,
        stored: FullTextRepository | None,
        memo: Memo,
        clock: Callable[[], datetime],
    ) -> None:
        self._source = source
        self._stored = stored
        self._memo = memo
        self._clock = clock

    async def of(self, paper: Paper) -> FullText:
        """The text of this version. Where nothing could be read it is the abstract, and its
        defects say why."""
        key = paper.id, paper.version
        text = await self._memo.once(_TEXTS, key, lambda: self._read(paper))
        if passes(text):
            self._memo.forget(_TEXTS, key)
        return text

    async def kept(self, paper_id: str, version: int) -> FullText | None:
        """What is kept of this version; nothing is fetched."""
        return await self._stored.get(paper_id, version) if self._stored else None

    async def affiliations(self, paper: Paper) -> tuple[str, ...]:
        """As the first page of this version prints them, where its text is here; nothing is
        fetched."""
        key = paper.id, paper.version
        known = self._memo.kept(_AFFILIATIONS, key)
        if known is None and (text := await self._here(paper)) is not None:
            known = text.affiliations
            self._memo.keep(_AFFILIATIONS, key, known)
        return known or ()

    async def _here(self, paper: Paper) -> FullText | None:
        key = paper.id, paper.version
        text = self._memo.kept(_TEXTS, key)
        if text is None and paper.version is not None:
            text = await self.kept(paper.id, paper.version)
            if text is not None:
                # its analysis is often asked for next
                self._memo.keep(_TEXTS, key, text)
        return text

    async def picture(self, paper: Paper, figure: Figure) -> Picture | None:
        """None where it cannot be had."""
        key = paper.id, paper.version, figure.label, figure.source, figure.page, figure.box
        picture = await self._memo.once(_PICTURES, key, lambda: self._source.picture(paper, figure))
        if picture is None:
            self._memo.forget(_PICTURES, key)
        return picture

    async def _read(self, paper: Paper) -> FullText:
        known = await self._stored.get(paper.id, paper.version) if self._stored else None
        if known is not None:
            return known
        text = await self._source.read(paper)
        if count := await asyncio.to_thread(_passed_over, text):
            log.info("sentences_passed_over", extra={"paper": paper.id, "count": count})
        if self._stored and not paper.sample and text.made_from != "abstract" and not passes(text):
            await self._stored.keep(text, self._clock())
        return text


def passes(text: FullText) -> bool:
    """Whether arXiv may give a better text soon."""
    return any(each.kind in _PASSING for each in text.defects)
