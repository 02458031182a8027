"""The stage *judge*: a model's number for papers and a topic, asked for once for all channels.

::

    memo | store | ask in batches | ask again with what was wrong | in halves | one by one

A paper without a sound number after that is left to the stages before.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.editorial.asking.relevance import (
    RELEVANCE_VERSION,
    AskedPaper,
    Judged,
    read_relevance,
    relevance_request,
)
from bot.errors import AnswerUnusable, ModelDenied, StoreUnusable
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.model.embedding import paper_digest
from bot.pipeline.unasked import NOT_ASKED, DeniedTo, Payer, on_behalf_of
from bot.ports.judging import KeptScores
from bot.ports.model import LanguageModel
from bot.values.judging import Judgement, ScoreKey
from bot.values.model import Account
from bot.values.papers import Paper

log = logging.getLogger(__name__)

# papers of one question
BATCH = 10
# sizes of the questions about what is left, in turn
_ROUNDS = (BATCH, BATCH, BATCH // 2, 1)
# an empty tuple: no sound answer was got, and in this process none is asked for again
_Verdict = tuple[Judgement, ...]
_JUDGED: Kind[_Verdict] = Kind(50_000)
_UNREADABLE = "the answer could not be read"


class Judge:
    """``kept`` is None where nothing outlives the process."""

    def __init__(
        self,
        model: LanguageModel,
        kept: KeptScores | None,
        clock: Callable[[], datetime],
        memo: Memo,
    ) -> None:
        self._model = model
        self._kept = kept
        self._clock = clock
        self._memo = memo

    def known(self, topic: str, papers: Sequence[Paper]) -> Mapping[str, Judgement]:
        """What is known by now, by id."""
        found = {one.id: self._memo.kept(_JUDGED, self._key(topic, one)) for one in papers}
        return {id_: verdict[0] for id_, verdict in found.items() if verdict}

    async def recall(self, topic: str, papers: Sequence[Paper]) -> None:
        """Have what is stored; asks nobody."""
        keys = [key for one in papers if self._is_new(key := self._key(topic, one))]
        if self._kept is not None and keys:
            for key, judgement in (await self._kept.get(keys)).items():
                self._memo.keep(_JUDGED, key, (judgement,))

    async def judge(self, topic: str, papers: Sequence[Paper], payer: Payer) -> None:
        """Have all papers judged, batches side by side; what comes before a failure is kept.

        Raises as :class:`bot.ports.model.LanguageModel` does, but for answers of no use."""
        await self.recall(topic, papers)
        if payer is not None:
            await on_behalf_of(payer, lambda: self._judged(topic, papers, payer))
        elif any(self._is_new(self._key(topic, one)) for one in papers):
            raise ModelDenied(NOT_ASKED)

    async def _judged(self, topic: str, papers: Sequence[Paper], account: Account) -> None:
        by_key = {key: one for one in papers if self._is_new(key := self._key(topic, one))}
        keys = list(by_key)
        batches = [keys[first : first + BATCH] for first in range(0, len(keys), BATCH)]

        async def made(missing: Sequence[ScoreKey]) -> Mapping[ScoreKey, _Verdict]:
            return await self._made(topic, {key: by_key[key] for key in missing}, account)

        done = await asyncio.gather(
            *(self._memo.many(_JUDGED, batch, made) for batch in batches), return_exceptions=True
        )
        for one in done:
            if isinstance(one, BaseException):
                raise one

    async def _made(
        self, topic: str, papers: Mapping[ScoreKey, Paper], account: Account
    ) -> Mapping[ScoreKey, _Verdict]:
        found: dict[ScoreKey, Judgement] = {}
        try:
            await self._asked(topic, papers, account, found)
        except ModelDenied as error:
            raise DeniedTo(str(error), account) from error
        finally:
            # before a failure too: it is paid for
            await self._keep(found)
        if lost := papers.keys() - found.keys():
            log.warning("papers_not_judged", extra={"papers": [papers[key].id for key in lost]})
        return {key: (found[key],) if key in found else () for key in papers}

    async def _asked(
        self,
        topic: str,
        papers: Mapping[ScoreKey, Paper],
        account: Account,
        found: dict[ScoreKey, Judgement],
    ) -> None:
        """Ask round by round for what is left, and put into ``found`` what comes."""
        left = {key: AskedPaper(paper) for key, paper in papers.items()}
        for size in _ROUNDS:
            if size == 1 and not found:
                # neither half brought anything: ten more questions would not
                return
            keys = list(left)
            groups = [keys[first : first + size] for first in range(0, len(keys), size)]
            answers = await asyncio.gather(
                *(self._answer(topic, [left[key] for key in group], account) for group in groups),
                return_exceptions=True,
            )
            for group, answer in zip(groups, answers, strict=True):
                if isinstance(answer, Judged):
                    found.update({group[place]: one for place, one in answer.found.items()})
            for answer in answers:
                if isinstance(answer, BaseException):
                    raise answer
            left = {
                group[place]: AskedPaper(papers[group[place]], why)
                for group, answer in zip(groups, answers, strict=True)
                if isinstance(answer, Judged)
                for place, why in answer.wrong.items()
            }
            if not left:
                return

    async def _answer(self, topic: str, asked: Sequence[AskedPaper], account: Account) -> Judged:
        try:
            answer = await self._model.ask(relevance_request(topic, asked), account)
        except AnswerUnusable:
            return Judged({}, dict.fromkeys(range(len(asked)), _UNREADABLE))
        return read_relevance(answer.content, asked)

    async def _keep(self, found: Mapping[ScoreKey, Judgement]) -> None:
        for key, one in found.items():
            self._memo.keep(_JUDGED, key, (one,))
        if self._kept is None or not found:
            return
        try:
            await self._kept.keep(found, self._clock())
        except StoreUnusable as error:
            log.warning("scores_not_stored", extra={"why": str(error)})

    def _is_new(self, key: ScoreKey) -> bool:
        return self._memo.kept(_JUDGED, key) is None

    def _key(self, topic: str, paper: Paper) -> ScoreKey:
        judge = f"{self._model.name}/{RELEVANCE_VERSION}"
        return ScoreKey(paper_digest(paper), topic, judge)
