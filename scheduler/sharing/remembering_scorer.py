"""A scorer that remembers single papers, for cards that many people open.

How a paper meets a channel's topics is told on its card, and a paper's index costs half a
millisecond of the loop that everybody shares, and each topic as much. They are made in turn,
so that the loop has a round between two of them however many are asked for at once.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from bot.models import Match, Paper, Topic
from bot.ports.sources import Scorer, Scoring
from scheduler.sharing.shared_work import Rounds

# with its paper, one has about 12 KB
MOST_PAPERS = 500
_MOST_TOPICS = 100


class RememberingScorer:
    """A Scorer over another one. Sets of several papers are passed on."""

    def __init__(self, scorer: Scorer, most: int = MOST_PAPERS) -> None:
        self._scorer = scorer
        self._most = most
        self._rounds = Rounds()
        self._known: OrderedDict[Paper, Scoring] = OrderedDict()

    def over(self, papers: Sequence[Paper]) -> Scoring:
        if len(papers) != 1:
            return self._scorer.over(papers)
        (paper,) = papers
        scoring = self._known.setdefault(paper, _OfOnePaper(paper, self._scorer, self._rounds))
        self._known.move_to_end(paper)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return scoring


class _OfOnePaper:
    """Implements ``bot.ports.sources.Scoring``; indexed when a topic first asks."""

    def __init__(self, paper: Paper, scorer: Scorer, rounds: Rounds) -> None:
        self._paper = paper
        self._scorer = scorer
        self._rounds = rounds
        self._scoring: Scoring | None = None
        self._matches: dict[Topic, Mapping[str, Match]] = {}

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        known = self._matches.get(topic)
        return await self._score(topic) if known is None else known

    async def barred(self, topic: Topic) -> frozenset[str]:
        await self._rounds.turn()
        return await self._indexed().barred(topic)

    async def _score(self, topic: Topic) -> Mapping[str, Match]:
        await self._rounds.turn()
        match = await self._indexed().score(topic)
        if len(self._matches) >= _MOST_TOPICS:
            self._matches.clear()
        self._matches[topic] = match
        return match

    def _indexed(self) -> Scoring:
        if self._scoring is None:
            self._scoring = self._scorer.over([self._paper])
        return self._scoring
