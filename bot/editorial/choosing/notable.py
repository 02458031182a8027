"""What people tend to pick among the day's papers: a prior, not a judgement of quality. Pure.

Learned from what a public daily selection picked, by benchmarks/build_prior.py: words,
categories, links, the number of authors, and how often papers of these authors were picked
before (docs/prior.md). Popularity only: it orders papers where a channel asked for nothing
but categories, and parts ties.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from bot.editorial.choosing.picked_authors import NOBODY
from bot.editorial.choosing.prior_features import Facts, facts, terms
from bot.editorial.choosing.prior_weights import PriorWeights, shipped_weights
from bot.values.announcements import AnnouncedPaper
from bot.values.listings import AnnounceType
from bot.values.papers import Paper
from bot.values.topics import Evidence


@dataclass(frozen=True, slots=True)
class Prior:
    """``score``: log-odds of being picked against the usual paper, about -4 to 6;
    ``signals``: what a reader is told of it."""

    score: float
    signals: tuple[Evidence, ...]


def notable(paper: Paper, weights: PriorWeights | None = None) -> Prior:
    """The prior of one paper, by the weights that ship unless others are given."""
    names = tuple([author.name for author in paper.authors])
    return _prior(paper.title, paper.abstract, names, paper.categories, weights)


@lru_cache(maxsize=20_000)
def _prior(
    title: str,
    abstract: str,
    authors: tuple[str, ...],
    categories: tuple[str, ...],
    weights: PriorWeights | None,
) -> Prior:
    weights = weights or shipped_weights()
    seen = facts(title, abstract, len(authors))
    known = not weights.fields.isdisjoint(categories)
    had = weights.authors.history(authors) if known else NOBODY
    score = weights.of_facts(seen, in_known_field=known) + weights.of_authors(had)
    if known:
        score += weights.of_terms(terms(title, abstract, categories))
    return Prior(score, tuple(_signals(seen, len(authors), often=had.often)))


def _signals(seen: Facts, authors: int, *, often: bool) -> Iterator[Evidence]:
    if seen.code:
        yield Evidence("notable", "code released", "abstract")
    if seen.project:
        yield Evidence("notable", "project page", "abstract")
    if seen.report:
        yield Evidence("notable", "technical report", "abstract")
    if often:
        yield Evidence("notable", "often-picked authors", "authors")
    if seen.many_authors:
        yield Evidence("notable", f"{authors} authors", "authors")


def order(announced: AnnouncedPaper) -> tuple[float, bool, bytes]:
    """A key to sort by: the most notable first, new before cross-listed, then by lot.

    The lot is a hash of the id, since ids themselves tell which paper came in first.
    """
    paper = announced.paper
    return (
        -notable(paper).score,
        announced.announce_type is not AnnounceType.NEW,
        lot(paper),
    )


def lot(paper: Paper) -> bytes:
    """A draw by hash: the same for a paper every time."""
    return blake2b(paper.id.encode(), digest_size=8).digest()
