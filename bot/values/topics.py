"""Topics, and how papers meet them: matches, and a channel's selection."""

from dataclasses import dataclass
from typing import Literal

from bot.values.announcements import AnnouncedPaper

EvidenceKind = Literal[
    "author",
    "keyword",
    "description",
    "meaning",
    "judged",
    "near",
    "category",
    "notable",
    "votes",
    "lacks",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a channel wants: any of the parts may be empty.

    ``categories`` limit the papers looked at. ``include`` are wanted, ``exclude``
    unwanted words or phrases, matched in any word form and letter case;
    ``description`` is a sentence or two in plain words.
    """

    name: str
    description: str = ""
    categories: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def has_interests(self) -> bool:
        """False for a topic that is nothing but categories."""
        return bool(self.description or self.include or self.authors)

    @property
    def only_bars(self) -> bool:
        """Whether it leaves papers out and is nothing else."""
        return bool(self.exclude) and not (self.has_interests or self.categories)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for a paper: ``text`` in the form that the paper has it.

    ``where`` is the part of the paper: title, abstract, authors, comments or categories;
    "votes" where readers speak for it. Of the kind "meaning" it is close in meaning to what is
    wanted; of the kind "judged" a model pointed to it; of the kind "near", without text, the whole
    paper is close in meaning. Of the kind "lacks" it is what the paper has not, as the description
    writes it, or empty where the paper has every word of it.
    """

    kind: EvidenceKind
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Match:
    """How well a paper meets a topic.

    ``relevance`` is 0 to 100, or None where the channel gave only categories.
    """

    topic: str | None
    relevance: int | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    announced: AnnouncedPaper
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """``shown`` in the order of the brief; ``matched`` are all that met the topics.

    ``settled`` is False where a stage of choosing with a model gave nothing this time.
    """

    shown: tuple[Candidate, ...]
    matched: tuple[Candidate, ...]
    near_misses: tuple[Candidate, ...]
    settled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Shown papers that stand under one heading of a brief, the best first.

    ``name`` is None for those that fit no other group. ``matched`` counts all matched papers
    that belong here, shown or not. ``category`` is set where the heading is only that: the name
    of what its papers were announced in first.
    """

    name: str | None
    candidates: tuple[Candidate, ...]
    matched: int
    category: str | None = None
