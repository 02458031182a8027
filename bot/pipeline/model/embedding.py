"""The stage *embeddings*: how near papers are to a topic, as any embeddings model sees it.

::

    memo | store | model, in batches        each text once, whoever asks
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial

import numpy as np

from bot.editorial.asking.delimiting import visible
from bot.editorial.choosing.fusing import ENOUGH, Backdrop, backdrop, nearness
from bot.editorial.choosing.wishes import wishes
from bot.errors import AnswerUnusable, ModelDenied, StoreUnusable
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.unasked import NOT_ASKED, DeniedTo, Payer, on_behalf_of
from bot.ports.judging import KeptVectors, VectorKind, Vectors
from bot.ports.model import EmbeddingModel
from bot.text.readable import readable, readable_abstract
from bot.values.model import Account
from bot.values.papers import Paper

log = logging.getLogger(__name__)

# texts of one call
BATCH = 64
# papers that a topic's cosines are compared with
BACKDROP = 512
# bytes: some 10,000 papers of a small model, 2,500 of a large one
_VECTORS: Kind[Vectors] = Kind(32_000_000, lambda one: one.nbytes)
_BACKDROPS: Kind[Backdrop] = Kind(2)

_Key = tuple[str, str]
"""A model's name, and the digest of a text."""


class Embedding:
    """``kept`` is None where nothing outlives the process."""

    def __init__(
        self,
        model: EmbeddingModel,
        kept: KeptVectors | None,
        clock: Callable[[], datetime],
        memo: Memo,
    ) -> None:
        self._model = model
        self._kept = kept
        self._clock = clock
        self._memo = memo

    async def prepare(self, papers: Sequence[Paper], payer: Payer) -> None:
        """Have the vectors of all papers. What comes before a failure is kept.

        Raises as :class:`bot.ports.model.EmbeddingModel` does."""
        await self._have(
            {paper_digest(one): partial(text_of, one) for one in papers}, "paper", payer
        )

    async def near(
        self, description: str, papers: Sequence[Paper], payer: Payer
    ) -> Mapping[str, float]:
        """How near papers are, by id, in the units of :func:`nearness`; without those that have
        no vector yet, and empty where too few papers are known to compare with.

        Of a list, a paper has to meet one item."""
        asked = [visible(text) for text in wishes(description)]
        texts = {digest_of(text): partial(str, text) for text in asked}
        wanted = await self._have(texts, "topic", payer)
        ready = {
            one.id: found for one in papers if (found := self._known(paper_digest(one))) is not None
        }
        # a server may have changed its model and kept the name
        ready = {id_: one for id_, one in ready.items() if one.shape == wanted[0].shape}
        rows = _rows(list(ready.values()))
        behind = await self._backdrop(rows, wanted[0].shape)
        if behind is None or not ready:
            return {}
        return dict(zip(ready, nearness(rows, wanted, behind), strict=True))

    async def _backdrop(self, day: Vectors, shape: tuple[int, ...]) -> Backdrop | None:
        """Stored papers; where they are few, those of the day; None where they are few too."""
        key = (self._model.name, shape, self._clock().date())
        if (known := self._memo.kept(_BACKDROPS, key)) is not None:
            return known
        stored = await self._stored(shape)
        larger = stored if len(stored) >= ENOUGH else day
        if len(larger) < ENOUGH:
            return None
        # 512 vectors are compared with each other
        made = await asyncio.to_thread(backdrop, larger)
        if len(stored) == BACKDROP:
            # with fewer, the next papers change it
            self._memo.keep(_BACKDROPS, key, made)
        return made

    async def _stored(self, shape: tuple[int, ...]) -> Vectors:
        if self._kept is None:
            return _rows(())
        vectors = await self._kept.backdrop(self._model.name, BACKDROP)
        return _rows([one for one in vectors if one.shape == shape])

    async def _have(
        self, texts: Mapping[str, Callable[[], str]], kind: VectorKind, payer: Payer
    ) -> Sequence[Vectors]:
        """Vectors of texts that are given by their digests. Batches are asked side by side; a
        failure is raised when all have ended."""
        await self._recall([one for one in texts if self._known(one) is None])
        if payer is None:
            known = [found for one in texts if (found := self._known(one)) is not None]
            if len(known) < len(texts):
                raise ModelDenied(NOT_ASKED)
            return known
        return await on_behalf_of(payer, lambda: self._gathered(texts, kind, payer))

    async def _gathered(
        self, texts: Mapping[str, Callable[[], str]], kind: VectorKind, account: Account
    ) -> Sequence[Vectors]:
        missing = [one for one in texts if self._known(one) is None]
        batches = [missing[first : first + BATCH] for first in range(0, len(missing), BATCH)]

        async def embedded(keys: Sequence[_Key]) -> Mapping[_Key, Vectors]:
            told = {digest: texts[digest]() for _, digest in keys}
            return await self._embedded(told, kind, account)

        done = await asyncio.gather(
            *(self._memo.many(_VECTORS, [*map(self._key, one)], embedded) for one in batches),
            return_exceptions=True,
        )
        made: dict[_Key, Vectors] = {}
        for batch in done:
            if isinstance(batch, BaseException):
                raise batch
            made.update(batch)
        # the memo may have let go of some meanwhile
        found = (made.get(self._key(one), self._known(one)) for one in texts)
        return [one for one in found if one is not None]

    async def _embedded(
        self, texts: Mapping[str, str], kind: VectorKind, account: Account
    ) -> Mapping[_Key, Vectors]:
        try:
            rows = np.asarray(await self._model.embed(list(texts.values()), account), np.float32)
        except ModelDenied as error:
            raise DeniedTo(str(error), account) from error
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise AnswerUnusable("The embeddings server gave other vectors than were asked for.")
        # as the store gives them back, so that a restart changes no number
        halved = rows.astype(np.float16).astype(np.float32)
        made = dict(zip(texts, halved, strict=True))
        if self._kept is not None:
            try:
                await self._kept.keep(self._model.name, kind, made, self._clock())
            except StoreUnusable as error:
                # it is paid for: the memo has it
                log.warning("vectors_not_stored", extra={"why": str(error)})
        return {self._key(digest): row for digest, row in made.items()}

    async def _recall(self, digests: Sequence[str]) -> None:
        if self._kept is not None and digests:
            for digest, vector in (await self._kept.get(self._model.name, digests)).items():
                self._memo.keep(_VECTORS, self._key(digest), vector)

    def _known(self, digest: str) -> Vectors | None:
        return self._memo.kept(_VECTORS, self._key(digest))

    def _key(self, digest: str) -> _Key:
        return self._model.name, digest


def text_of(paper: Paper) -> str:
    """Title and abstract as a reader sees them."""
    abstract = readable_abstract(paper.abstract, paper.title)
    return visible(f"{readable(paper.title)}. {abstract}")


def paper_digest(paper: Paper) -> str:
    """Another one for another title or abstract."""
    return _digest(paper.title, paper.abstract)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@lru_cache(maxsize=4_000)
def _digest(title: str, abstract: str) -> str:
    return digest_of(f"{title}\n{abstract}")


def _rows(vectors: Sequence[Vectors]) -> Vectors:
    return np.stack(vectors) if vectors else np.zeros((0, 0), np.float32)
