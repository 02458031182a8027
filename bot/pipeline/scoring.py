"""Scores that all who choose share: each text is indexed once, each topic scored once.

A score depends on the paper's text and the topic alone. So papers that come in are indexed
by themselves, and the others keep their index with the matches that were found there,
whoever asks: a brief, a preview, a card, tomorrow's catch-up.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from bot.editorial.choosing.selection import best_match
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.parts import Pipeline
from bot.ports.choosing import Index, Scoring
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.topics import Evidence, Match, Topic

V = TypeVar("V")

# A topic has nearly every paper of a listing in its matches: some 100 bytes each, as papers of
# one relevance share their match.
_MATCHES: Kind[Mapping[str, Match]] = Kind(30_000, len)
_INDEX: Kind[Index] = Kind(1)
_PREPARED: Kind[None] = Kind(1)
# with so many sets, papers are indexed together again when the next ones come
_MOST_SETS = 6
# single papers, for cards: with its paper, an index has about 12 KB
_CARD_INDEXES: Kind[Index] = Kind(500)
_CARD_MATCHES: Kind[Mapping[str, Match]] = Kind(10_000)


async def match_of(
    paper: Paper, topics: Sequence[Topic], pipeline: Pipeline, account: Account
) -> Match | None:
    """How one paper meets the topics, below the threshold too; None where it meets none."""
    scoring: Scoring = _OnePaper(paper, pipeline)
    if pipeline.cascade is not None:
        scoring = pipeline.cascade.of_one(scoring, paper, account)
    return await best_match(paper, topics, scoring)


def scoring_over(papers: Sequence[Paper], pipeline: Pipeline, *, ahead: bool = False) -> Scoring:
    """Scores over many papers, by the sets that are indexed already and one of what is new.

    ``ahead``: all that topics need of the texts is prepared with the index, which takes as
    long again; without it, those who ask wait for what their own topics need.
    """
    by_id = {one.id: one for one in papers}
    taken, left = _divided(by_id, pipeline)
    if left and len(taken) == _MOST_SETS:
        for one, _ in taken:
            pipeline.memo.forget(_SETS, one)
        taken, left = [], frozenset(by_id)
    if left:
        fresh = [one for one in by_id.values() if one.id in left]
        taken.append((_IndexedSet(fresh, pipeline), left))
    for one, _ in taken:
        pipeline.memo.keep(_SETS, one, one)
    return _Together(taken, ahead=ahead)


def _divided(
    papers: Mapping[str, Paper], pipeline: Pipeline
) -> tuple[list[tuple["_IndexedSet", frozenset[str]]], frozenset[str]]:
    """Known sets with those of the papers that they hold, and the ids that no set holds."""
    taken: list[tuple[_IndexedSet, frozenset[str]]] = []
    left = frozenset(papers)
    for one in pipeline.memo.all(_SETS):
        held = one.still_in(papers) & left if one.is_by(pipeline) else frozenset()
        # a set that is mostly about other papers would be scored in vain for each topic
        if held and 2 * len(held) >= one.size and len(taken) < _MOST_SETS:
            taken.append((one, held))
            left -= held
    return taken, left


class _Together:
    """Implements ``bot.ports.choosing.Scoring`` over some of the papers of indexed sets."""

    def __init__(
        self, sets: Sequence[tuple["_IndexedSet", frozenset[str]]], *, ahead: bool
    ) -> None:
        self._sets = sets
        self._ahead = ahead

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        found: dict[str, Match] = {}
        for one, ids in self._sets:
            matches = await one.score(topic, self._ahead)
            if len(self._sets) == 1 and len(ids) == one.size:
                return matches
            found.update({id_: matches[id_] for id_ in ids & matches.keys()})
        return found

    async def explained(
        self, topic: Topic, ids: Collection[str]
    ) -> Mapping[str, tuple[Evidence, ...]]:
        found: dict[str, tuple[Evidence, ...]] = {}
        for one, held in self._sets:
            if asked := held.intersection(ids):
                found.update(await one.explained(topic, asked, self._ahead))
        return found

    async def barred(self, topic: Topic) -> frozenset[str]:
        barred = [ids & await one.barred(topic, self._ahead) for one, ids in self._sets]
        return frozenset[str]().union(*barred)


class _IndexedSet:
    """Papers with one index, built in a thread when it is first needed."""

    def __init__(self, papers: Sequence[Paper], pipeline: Pipeline) -> None:
        self.size = len(papers)
        self._papers = {one.id: one for one in papers}
        self._pipeline = pipeline
        self._memo = Memo(pipeline.memo.rounds)

    def is_by(self, pipeline: Pipeline) -> bool:
        return _names(self._pipeline) == _names(pipeline)

    def still_in(self, papers: Mapping[str, Paper]) -> frozenset[str]:
        """The ids of papers whose texts are the same there; other details do not change a score."""
        return frozenset(
            id_
            for id_, paper in self._papers.items()
            if (now := papers.get(id_)) is not None and (now is paper or _text(now) == _text(paper))
        )

    async def score(self, topic: Topic, ahead: bool) -> Mapping[str, Match]:
        return await self._memo.once(_MATCHES, topic, lambda: self._score(topic, ahead))

    async def explained(
        self, topic: Topic, ids: Collection[str], ahead: bool
    ) -> Mapping[str, tuple[Evidence, ...]]:
        index = await self._index(ahead)
        await self._memo.rounds.turn()
        return await index.explained(topic, ids)

    async def barred(self, topic: Topic, ahead: bool) -> frozenset[str]:
        index = await self._index(ahead)
        await self._memo.rounds.turn()
        return await index.barred(topic)

    async def _score(self, topic: Topic, ahead: bool) -> Mapping[str, Match]:
        index = await self._index(ahead)
        await self._memo.rounds.turn()
        return await index.score(topic)

    async def _index(self, ahead: bool) -> Index:
        index = await self._memo.once(_INDEX, "made", lambda: self._in_thread(self._made))
        if ahead:
            await self._memo.once(_PREPARED, "ahead", lambda: self._in_thread(index.prepare))
        return index

    async def _in_thread(self, work: Callable[[], V]) -> V:
        async with self._pipeline.indexing:
            return await asyncio.to_thread(self._told, work)

    def _told(self, work: Callable[[], V]) -> V:
        made = work()
        self._pipeline.indexed()
        return made

    def _made(self) -> Index:
        return self._pipeline.scorer.over(list(self._papers.values()))


# papers: a few days of all of arXiv
_SETS: Kind[_IndexedSet] = Kind(6_000, lambda one: one.size)


class _OnePaper:
    """Implements ``bot.ports.choosing.Scoring``; indexed when a topic first asks."""

    def __init__(self, paper: Paper, pipeline: Pipeline) -> None:
        self._paper = paper
        self._pipeline = pipeline
        self._key = (*_names(pipeline), paper.id, *_text(paper))

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        key = (*self._key, topic)
        return await self._pipeline.memo.once(_CARD_MATCHES, key, lambda: self._score(topic))

    async def explained(
        self, topic: Topic, ids: Collection[str]
    ) -> Mapping[str, tuple[Evidence, ...]]:
        return await (await self._index()).explained(topic, ids)

    async def barred(self, topic: Topic) -> frozenset[str]:
        index = await self._index()
        await self._pipeline.memo.rounds.turn()
        return await index.barred(topic)

    async def _score(self, topic: Topic) -> Mapping[str, Match]:
        return await (await self._index()).score(topic)

    async def _index(self) -> Index:
        return await self._pipeline.memo.once(_CARD_INDEXES, self._key, self._indexed)

    async def _indexed(self) -> Index:
        return self._pipeline.scorer.over([self._paper])


def _names(pipeline: Pipeline) -> tuple[str, str]:
    return pipeline.scorer.name, pipeline.scorer.version


def _text(paper: Paper) -> tuple[object, ...]:
    """Everything that an index is made of."""
    return paper.title, paper.abstract, paper.authors
