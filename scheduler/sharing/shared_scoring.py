"""Scores of a day's papers, for all who choose from them.

A score depends on paper and topic alone, so a day that grows needs an index of what came
in anew, and keeps the rest with the matches that were found there.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.editorial.choosing.lexical import LexicalScoring
from bot.models import Listing, Match, Paper, Topic
from bot.ports.sources import Scorer, Scoring
from scheduler.sharing.shared_work import Rounds, SharedWork

# a topic has one for each paper that it meets at all, a tenth of the papers of real listings;
# some 150 bytes each, and as many objects for the collector to go through
_MOST_MATCHES = 30_000
# what came in piece by piece is indexed together at the next piece
_MOST_PARTS = 6
# a keyword that tells nothing may be anywhere, so that each text is looked at
_EVERYTHING = Topic(name="", include=("the",))


@dataclass(frozen=True, slots=True)
class Preparing:
    """What the days of one store share: an index is made where ``indexing`` is free, as two
    at once would leave the loop a third of the time, and ``done`` is called after it."""

    scorer: Scorer
    indexing: asyncio.Lock
    rounds: Rounds
    done: Callable[[], None]


class SharedScoring:
    """Implements ``bot.ports.sources.Scoring`` over all papers of some listings.

    ``before`` is the scoring of the same day as it was known until now.
    """

    def __init__(
        self, listings: Sequence[Listing], how: Preparing, before: "SharedScoring | None" = None
    ) -> None:
        self._how = how
        papers = {item.paper.id: item.paper for one in listings for item in one.items}
        parts = list(before.parts) if before and len(before.parts) < _MOST_PARTS else []
        self._ids = [one.still_in(papers) for one in parts]
        fresh = papers.keys() - frozenset[str]().union(*self._ids)
        if fresh:
            parts.append(_Part([one for one in papers.values() if one.id in fresh], how))
            self._ids.append(frozenset(fresh))
        self.parts: tuple[_Part, ...] = tuple(parts)

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        found: dict[str, Match] = {}
        for part, ids in zip(self.parts, self._ids, strict=True):
            matches = await part.score(topic)
            if len(self.parts) == 1 and len(ids) == part.size:
                return matches
            found.update({id_: matches[id_] for id_ in ids & matches.keys()})
        return found

    async def barred(self, topic: Topic) -> frozenset[str]:
        barred = [
            ids & await part.barred(topic) for part, ids in zip(self.parts, self._ids, strict=True)
        ]
        return frozenset[str]().union(*barred)


class _Part:
    """Papers with one index, built in a thread when it is first needed."""

    def __init__(self, papers: Sequence[Paper], how: Preparing) -> None:
        self.size = len(papers)
        self._papers = {one.id: one for one in papers}
        self._how = how
        self._index: SharedWork[None, Scoring] = SharedWork(1)
        self._matches: SharedWork[Topic, Mapping[str, Match]] = SharedWork(_MOST_MATCHES, len)

    def still_in(self, papers: Mapping[str, Paper]) -> frozenset[str]:
        """The ids whose texts are the same there; other details change no score."""
        return frozenset(
            id_
            for id_, paper in self._papers.items()
            if (now := papers.get(id_)) is not None and _text(now) == _text(paper)
        )

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        return await self._matches.of(topic, lambda: self._score(topic))

    async def barred(self, topic: Topic) -> frozenset[str]:
        index = await self._index.of(None, self._indexed)
        await self._how.rounds.turn()
        return await index.barred(topic)

    async def _score(self, topic: Topic) -> Mapping[str, Match]:
        index = await self._index.of(None, self._indexed)
        await self._how.rounds.turn()
        return await index.score(topic)

    async def _indexed(self) -> Scoring:
        async with self._how.indexing:
            return await asyncio.to_thread(self._made)

    def _made(self) -> Scoring:
        index = self._how.scorer.over(list(self._papers.values()))
        if isinstance(index, LexicalScoring):
            # else the first topic would have all texts prepared within a round of the loop
            index.matches(_EVERYTHING)
        self._how.done()
        return index


def _text(paper: Paper) -> tuple[object, ...]:
    """All that an index is made of."""
    return paper.title, paper.abstract, paper.authors
