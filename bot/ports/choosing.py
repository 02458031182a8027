"""What papers are judged by."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.values.papers import Paper
from bot.values.topics import Evidence, Match, Topic


class Scoring(Protocol):
    """Scores over one fixed set of papers."""

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        """Matches by canonical id, for a topic that has interests.

        Every ``relevance`` is 1 to 100, without evidence; a paper that an unwanted keyword
        bars, or that has nothing in common with the topic, is absent. Categories are not
        looked at.
        """
        ...

    async def explained(
        self, topic: Topic, ids: Collection[str]
    ) -> Mapping[str, tuple[Evidence, ...]]:
        """What in these papers speaks for the topic, and what they lack of it, by canonical id."""
        ...

    async def barred(self, topic: Topic) -> frozenset[str]:
        """Canonical ids of the papers that hold an unwanted word of the topic."""
        ...


class Index(Scoring, Protocol):
    """A set of papers made ready by a scorer."""

    def prepare(self) -> None:
        """Do ahead what the first topics would else wait for; called in a thread."""
        ...


class Scorer(Protocol):
    """Judges papers against topics. A score depends on the scorer's name and version, the
    topic, and the paper's title, abstract and authors; on nothing else."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str:
        """Another one whenever the same paper and topic may be scored otherwise."""
        ...

    def over(self, papers: Sequence[Paper]) -> Index:
        """Make a set of papers ready for all topics; called in a thread where they are many."""
        ...
