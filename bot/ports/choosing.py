"""What papers are judged by."""

from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from typing import Any, Protocol

from bot.values.model import Account
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


class Fused(Scoring, Protocol):
    """Scores over the papers of one announcement, with what a model says of them."""

    @property
    def settled(self) -> bool:
        """False once a stage gave nothing that may give something the next time: what was chosen
        so is not to be kept."""
        ...


Meanwhile = Callable[[Sequence[Paper]], Coroutine[Any, Any, object]]
"""Work on papers that a brief may need, for the seconds in which a model is waited for."""


class Cascade(Protocol):
    """Stages with a model, which put their numbers in the place of a scorer's, on one scale.

    Nothing of it raises: where a stage fails, the numbers before it stay in force.
    """

    def over(
        self,
        local: Scoring,
        papers: Sequence[Paper],
        account: Account,
        meanwhile: Meanwhile | None = None,
    ) -> Fused:
        """Scores of these papers of an announcement; ``local`` may hold more. ``meanwhile`` is
        begun with the papers that a model is asked about, and not waited for."""
        ...

    def of_one(self, local: Scoring, paper: Paper, account: Account) -> Fused:
        """Scores of one paper, as a brief had it: no model judges it for this alone."""
        ...

    async def understood(self, description: str, account: Account) -> str | None:
        """A description in English, where it is in another language and is understood."""
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
