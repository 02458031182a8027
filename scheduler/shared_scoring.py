"""Scores of a day's papers, for all who choose from them: one index, and the matches of the
topics that were asked for last."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.models import Listing, Match, Topic
from bot.ports import Scorer, Scoring
from scheduler.shared_work import Rounds, SharedWork

# a topic has one for each paper that it meets at all: some 100 bytes each
_MOST_MATCHES = 50_000


class SharedScoring:
    """Implements ``bot.ports.Scoring`` over all papers of some listings.

    The index is built in a thread when it is first needed, and where ``indexing`` is free:
    two at once would leave the loop a third of the time.
    """

    def __init__(
        self, listings: Sequence[Listing], scorer: Scorer, indexing: asyncio.Lock, rounds: Rounds
    ) -> None:
        self._papers = {item.paper.id: item.paper for one in listings for item in one.items}
        self._scorer = scorer
        self._indexing = indexing
        self._rounds = rounds
        self._index: SharedWork[None, Scoring] = SharedWork(1)
        self._matches: SharedWork[Topic, Mapping[str, Match]] = SharedWork(_MOST_MATCHES, len)

    def is_of(self, listings: Sequence[Listing]) -> bool:
        """Whether the same texts are in these; other details change no score."""
        papers = {item.paper.id: item.paper for one in listings for item in one.items}
        return papers.keys() == self._papers.keys() and all(
            (one.title, one.abstract, one.authors) == (other.title, other.abstract, other.authors)
            for one, other in ((paper, self._papers[id_]) for id_, paper in papers.items())
        )

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        return await self._matches.of(topic, lambda: self._score(topic))

    async def barred(self, topic: Topic) -> frozenset[str]:
        index = await self._index.of(None, self._indexed)
        await self._rounds.turn()
        return await index.barred(topic)

    async def _score(self, topic: Topic) -> Mapping[str, Match]:
        index = await self._index.of(None, self._indexed)
        await self._rounds.turn()
        return await index.score(topic)

    async def _indexed(self) -> Scoring:
        async with self._indexing:
            return await asyncio.to_thread(self._scorer.over, list(self._papers.values()))
