"""Choosing in a cascade: each stage puts its number in the place of the one before.

::

    topic in English | local | with embeddings | judged by the model, the short list

Any stage may be missing. One that is late, over budget or out of order leaves the numbers before
it in force: that is logged and counted, and asked again the next time. A topic that is only
categories, authors or wanted words is left to the local scores: these mean what they say.
"""

import asyncio
from collections.abc import (
    Awaitable,
    Callable,
    Collection,
    Coroutine,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.editorial.choosing.fusing import LEAST_JUDGED, judged, with_nearness, with_words
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.model.embedding import Embedding, paper_digest
from bot.pipeline.model.english import EnglishTopics
from bot.pipeline.model.judging import Judge
from bot.pipeline.model.numbers import evidence_of, hash_of, is_in, matches_of, numbers_of
from bot.pipeline.model.stages import Asking, Deadline
from bot.pipeline.unasked import Payer
from bot.ports.choosing import Meanwhile, Scoring
from bot.ports.measuring import Meter, Unmeasured
from bot.values.judging import Judgement
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.topics import Evidence, Match, Topic

# papers of a topic and announcement that the model judges at most
SHORT_LIST = 60
# how long a brief waits for all stages of its topics
PATIENCE = timedelta(seconds=45)
_FUSED: Kind[Mapping[str, Match]] = Kind(30_000, len)
_PLANTED: Kind[bool] = Kind(20_000)


def _nothing(text: str) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCascade:
    """Implements ``bot.ports.choosing.Cascade`` by the stages that are configured. ``planted``
    names what in a text addresses a model, ``refusal`` tells why an account may cause no costs:
    it has what is known, and waits for nobody."""

    memo: Memo
    english: EnglishTopics | None = None
    embedding: Embedding | None = None
    judge: Judge | None = None
    planted: Callable[[str], Sequence[str]] = _nothing
    short_list: int = SHORT_LIST
    patience: timedelta = PATIENCE
    refusal: Callable[[Account], Awaitable[str | None]] | None = None
    meter: Meter = field(default_factory=Unmeasured)

    def over(
        self,
        local: Scoring,
        papers: Sequence[Paper],
        account: Account,
        meanwhile: Meanwhile | None = None,
    ) -> "FusedScoring":
        """Scores of these papers, of an announcement; ``local`` holds more."""
        return FusedScoring(self, local, papers, account, judging=True, meanwhile=meanwhile)

    def of_one(self, local: Scoring, paper: Paper, account: Account) -> "FusedScoring":
        """Scores of one paper, as a brief had it: no model judges it for this alone."""
        return FusedScoring(self, local, (paper,), account, judging=False)

    async def understood(self, description: str, account: Account) -> str | None:
        """The description in English, where it is in another language and is understood."""
        if self.english is None or not description:
            return None
        asking = Asking(self.meter, account, Deadline(self.patience))
        asked = self.english.of(description, await self.payer(account))
        english = await asking.stage("english", asked, description)
        return english if english != description else None

    async def payer(self, account: Account) -> Payer:
        refused = self.refusal is not None and await self.refusal(account)
        return None if refused else account


class FusedScoring:
    """Implements ``bot.ports.choosing.Fused`` over the papers of one announcement."""

    def __init__(
        self,
        cascade: ModelCascade,
        local: Scoring,
        papers: Sequence[Paper],
        account: Account,
        *,
        judging: bool,
        meanwhile: Meanwhile | None = None,
    ) -> None:
        self._cascade = cascade
        self._local = local
        self._papers = {one.id: one for one in papers}
        self._account = account
        self._judging = judging
        self._meanwhile = meanwhile
        self._beside: list[asyncio.Future[object]] = []
        self._paying: tuple[Payer] | None = None
        self._deadline = Deadline(cascade.patience)
        self._asked: dict[Topic, Asking] = {}
        self._matches: dict[Topic, Mapping[str, Match]] = {}

    @property
    def settled(self) -> bool:
        """False where a stage gave nothing that may give something the next time."""
        return all(one.settled for one in self._asked.values())

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        if not topic.description:
            return await self._local.score(topic)
        if topic not in self._matches:
            self._matches[topic] = await self._made(topic)
        return self._matches[topic]

    async def barred(self, topic: Topic) -> frozenset[str]:
        return await self._local.barred(topic)

    async def explained(
        self, topic: Topic, ids: Collection[str]
    ) -> Mapping[str, tuple[Evidence, ...]]:
        local = await self._local.explained(await self._in_english(topic), ids)
        if not topic.description:
            return local
        matches = await self.score(topic)
        papers = [self._papers[id_] for id_ in ids if id_ in self._papers]
        known = self._known(topic, papers)
        return {
            one.id: evidence_of(
                local.get(one.id, ()), known.get(one.id), one, matches[one.id].relevance or 0
            )
            for one in papers
            if one.id in matches
        }

    # -- the numbers ---------------------------------------------------------------------

    async def _made(self, topic: Topic) -> Mapping[str, Match]:
        key = (topic, hash_of(self._papers.values()))
        memo = self._cascade.memo
        if (kept := memo.kept(_FUSED, key)) is not None:
            return kept
        made = await self._fused(topic)
        # a card's paper may be judged later, for a brief
        if self._judging and self._asking(topic).settled:
            memo.keep(_FUSED, key, made)
        return made

    def _asking(self, topic: Topic) -> Asking:
        if topic not in self._asked:
            self._asked[topic] = Asking(self._cascade.meter, self._account, self._deadline)
        return self._asked[topic]

    async def _fused(self, topic: Topic) -> Mapping[str, Match]:
        english = await self._in_english(topic)
        whole = numbers_of(await self._local.score(english))
        bare = replace(english, include=(), authors=())
        described = whole if bare == english else numbers_of(await self._local.score(bare))
        barred = await self._local.barred(topic) if topic.exclude else frozenset[str]()
        open_ = [one for id_, one in self._papers.items() if id_ not in barred]
        before = {one.id: float(described.get(one.id, 0)) for one in open_}
        near = await self._near(topic, english.description, open_, before)
        after = await self._judged(topic, near)
        numbers = {id_: with_words(before[id_], whole.get(id_, 0), after[id_]) for id_ in before}
        numbers.update(await self._authored(english, before.keys()))
        for id_, number in numbers.items():
            own = whole.get(id_, 0)
            if number > max(own, LEAST_JUDGED) and await self._is_planted(self._papers[id_]):
                numbers[id_] = own
        return matches_of(topic, numbers)

    async def _authored(self, topic: Topic, ids: Collection[str]) -> Mapping[str, float]:
        """Papers of wanted authors: whatever a model says of them, they are wanted."""
        if not topic.authors:
            return {}
        by_name = await self._local.score(replace(topic, description="", include=()))
        return {id_: float(one.relevance or 0) for id_, one in by_name.items() if id_ in ids}

    async def _near(
        self, topic: Topic, english: str, papers: Sequence[Paper], before: Mapping[str, float]
    ) -> Mapping[str, float]:
        """With how near the papers are; as before where that is not known."""
        embedding = self._cascade.embedding
        if embedding is None or not papers:
            return before
        stage = self._asking(topic).stage
        await stage("embeddings", embedding.prepare(papers, await self._payer()), None)
        # with what is there: a slow server may have given most of a day
        near = await stage("embeddings", embedding.near(english, papers, await self._payer()), {})
        return {
            id_: with_nearness(number, near[id_]) if id_ in near else number
            for id_, number in before.items()
        }

    async def _judged(self, topic: Topic, before: Mapping[str, float]) -> Mapping[str, float]:
        """With the model's numbers for the short list."""
        judge = self._cascade.judge
        if judge is None:
            return before
        listed = await self._short_list(topic, before)
        if listed:
            work = judge.judge if self._judging else _recalled(judge)
            asked = work(topic.description, listed, await self._payer())
            if self._meanwhile is not None:
                self._beside.append(asyncio.ensure_future(self._meanwhile(listed)))
            await self._asking(topic).stage("judge", asked, None)
        known = judge.known(topic.description, listed)
        return {
            id_: judged(number, known[id_].score) if id_ in known else number
            for id_, number in before.items()
        }

    async def _short_list(self, topic: Topic, before: Mapping[str, float]) -> list[Paper]:
        """What is judged, the best first. A text that addresses a model is shown to none, so that
        it can speak neither for itself nor against the others."""
        listed: list[Paper] = []
        for id_ in sorted(before, key=lambda one: (-before[one], one)):
            if before[id_] < LEAST_JUDGED or len(listed) == self._cascade.short_list:
                break
            paper = self._papers[id_]
            if is_in(paper, topic) and not await self._is_planted(paper):
                listed.append(paper)
        return listed

    async def _in_english(self, topic: Topic) -> Topic:
        """The topic as local scores and embeddings read it."""
        if self._cascade.english is None or not topic.description:
            return topic
        asked = self._cascade.english.of(topic.description, await self._payer())
        english = await self._asking(topic).stage("english", asked, topic.description)
        return replace(topic, description=english)

    async def _payer(self) -> Payer:
        """Asked once: the stages of a brief are all for the same."""
        if self._paying is None:
            self._paying = (await self._cascade.payer(self._account),)
        return self._paying[0]

    def _known(self, topic: Topic, papers: Sequence[Paper]) -> Mapping[str, Judgement]:
        judge = self._cascade.judge
        return {} if judge is None else judge.known(topic.description, papers)

    async def _is_planted(self, paper: Paper) -> bool:
        async def looked() -> bool:
            return bool(self._cascade.planted(f"{paper.title}\n{paper.abstract}"))

        return await self._cascade.memo.once(_PLANTED, paper_digest(paper), looked)


def _recalled(judge: Judge) -> Callable[[str, Sequence[Paper], Payer], Coroutine[Any, Any, None]]:
    async def recalled(topic: str, papers: Sequence[Paper], payer: Payer) -> None:
        await judge.recall(topic, papers)

    return recalled
