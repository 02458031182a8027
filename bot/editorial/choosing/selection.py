"""Which papers of an announcement a channel is shown, and in which order. Pure.

Only :func:`select` and :func:`best_match` wait, for scores. Replacements are never
candidates. Where topics have interests, relevance decides and the prior of
bot.editorial.choosing.notable only parts ties; where a channel asked for categories alone, all
new and cross-listed papers match and the prior orders them. Among what matches, readers'
votes move a paper by a few points (bot.editorial.choosing.liked).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from bot.editorial.choosing.liked import Liking, Shift, explained, shifts
from bot.editorial.choosing.notable import lot, notable, order
from bot.editorial.choosing.variety import Entry, varied
from bot.models import (
    AnnouncedPaper,
    Announcement,
    Candidate,
    Evidence,
    Match,
    Paper,
    Selection,
    Topic,
)
from bot.ports.sources import Scorer, Scoring
from bot.taxonomy import canonical_or_same

# relevance from which a paper is said to match; see bot.editorial.choosing.relevance for the scale
MATCH_THRESHOLD = 40
MOST_NEAR_MISSES = 5
# below this there is no evidence that a reader would recognise
NEAREST = 15
# of the prior, for variety: what one unit of it is worth in points of relevance
_POINTS_PER_UNIT = 10.0


@dataclass(frozen=True, slots=True)
class Taste:
    """What an owner may set about choosing: see ``Channel.threshold`` and ``Channel.prior``."""

    threshold: int = MATCH_THRESHOLD
    prior: bool = True


Scores = Mapping[Topic, Mapping[str, Match]]
Barred = Mapping[Topic, frozenset[str]]


async def select(
    announcement: Announcement,
    topics: Sequence[Topic],
    scoring: Scoring,
    top: int,
    already_shown: frozenset[str] = frozenset(),
    taste: Taste = Taste(),
    liked: Liking | None = None,
) -> Selection:
    """Score what has to be scored, then :func:`choose`."""
    scores, barred = await _scored(topics, scoring)
    return choose(announcement, topics, scores, top, already_shown, barred, taste, liked)


async def best_match(paper: Paper, topics: Sequence[Topic], scorer: Scorer) -> Match | None:
    """How one paper meets the topics, below the threshold too; None where it meets none."""
    scores, barred = await _scored(topics, scorer.over([paper]))
    return _best(paper, topics, scores, barred)


async def _scored(topics: Sequence[Topic], scoring: Scoring) -> tuple[Scores, Barred]:
    """Scores of the topics that want something; what the others merely bar."""
    scores = {topic: await scoring.score(topic) for topic in topics if topic.has_interests}
    bars = [topic for topic in topics if topic.exclude and not topic.has_interests]
    return scores, {topic: await scoring.barred(topic) for topic in bars}


def choose(
    announcement: Announcement,
    topics: Sequence[Topic],
    scores: Scores,
    top: int,
    already_shown: frozenset[str] = frozenset(),
    barred: Barred = MappingProxyType({}),
    taste: Taste = Taste(),
    liked: Liking | None = None,
) -> Selection:
    """The selection for one channel.

    ``scores`` has the matches of each topic that has interests, ``barred`` the papers
    that unwanted words keep out of those that have none. Papers in
    ``already_shown`` count as matched and are not shown again. ``liked`` orders what
    matches, and lets nothing in or out.
    """
    candidates = [one for one in announcement.papers if not one.announce_type.is_replacement]
    asked = frozenset(announcement.categories)
    if topics and all(topic.has_interests for topic in topics):
        scored = set().union(*(scores.get(topic, ()) for topic in topics))
        candidates = [one for one in candidates if one.paper.id in scored]
    if topics:
        found = [(one, _best(one.paper, topics, scores, barred)) for one in candidates]
        met = [Candidate(one, match) for one, match in found if match is not None]
    else:
        met = [Candidate(one, _by_category(one.paper, None, asked)) for one in candidates]
    ranked = sorted(met, key=_rank if taste.prior else _rank_by_lot)
    matched = [one for one in ranked if _reaches(one.match, taste.threshold)]
    fresh = [one for one in matched if one.announced.paper.id not in already_shown]
    missed = [one for one in ranked if _is_near(one.match, taste.threshold)]
    moved = shifts([one.announced.paper for one in fresh], liked) if liked else {}
    # stable: what no vote moves stays in the order of before
    fresh.sort(key=lambda one: (one.match.relevance is None, -_worth(one, taste.prior, moved)))
    taken = _varied(fresh, top, moved, prior=taste.prior)
    signalled = map(_with_signals, taken) if taste.prior else taken
    return Selection(
        shown=tuple(explained(one, moved) for one in signalled),
        matched=tuple(matched),
        near_misses=tuple(missed[:MOST_NEAR_MISSES]),
    )


def rank(announced: Iterable[AnnouncedPaper], matches: Mapping[str, Match]) -> list[AnnouncedPaper]:
    """Papers as a brief orders them for one topic, those without a match last."""
    nothing = Match(None, 0)
    candidates = [Candidate(one, matches.get(one.paper.id, nothing)) for one in announced]
    return [one.announced for one in sorted(candidates, key=_rank)]


def _rank(candidate: Candidate) -> tuple[float, tuple[float, bool, bytes]]:
    """By relevance, and after all that have one those of a topic that is only categories."""
    relevance = candidate.match.relevance
    return (1.0 if relevance is None else -relevance, order(candidate.announced))


def _rank_by_lot(candidate: Candidate) -> tuple[float, bytes]:
    relevance = candidate.match.relevance
    return (1.0 if relevance is None else -relevance, lot(candidate.announced.paper))


def _reaches(match: Match, threshold: int) -> bool:
    return match.relevance is None or match.relevance >= threshold


def _is_near(match: Match, threshold: int) -> bool:
    return match.relevance is not None and min(NEAREST, threshold) <= match.relevance < threshold


def _best(paper: Paper, topics: Sequence[Topic], scores: Scores, barred: Barred) -> Match | None:
    """The best of the topics: the most relevant that reaches the threshold, else one that
    wants only categories, else the most relevant. The first topic wins a tie."""
    names = _canonical(paper.categories)
    found: list[Match] = []
    for topic in topics:
        wanted = _canonical(topic.categories)
        if wanted and not wanted & names:
            continue
        if not topic.has_interests:
            if paper.id in barred.get(topic, ()):
                continue
            # a topic that only bars words names no subject
            found.append(_by_category(paper, topic.name if wanted else None, wanted))
        elif paper.id in scores.get(topic, {}):
            found.append(scores[topic][paper.id])
    return max(found, key=_merit, default=None)


@lru_cache(maxsize=5_000)
def _canonical(categories: tuple[str, ...]) -> frozenset[str]:
    return frozenset(canonical_or_same(name) for name in categories)


def _merit(match: Match) -> float:
    return MATCH_THRESHOLD - 0.5 if match.relevance is None else match.relevance


def _by_category(paper: Paper, topic: str | None, wanted: frozenset[str]) -> Match:
    held = [name for name in paper.categories if canonical_or_same(name) in wanted]
    shown = (held or list(paper.categories))[:1]
    return Match(topic, None, tuple(Evidence("category", name, "categories") for name in shown))


def _varied(
    ranked: Sequence[Candidate], top: int, moved: Mapping[str, Shift], *, prior: bool
) -> list[Candidate]:
    entries = [
        Entry(one.announced.paper, _worth(one, prior, moved), one.match.topic) for one in ranked
    ]
    return [ranked[number] for number in varied(entries, top)]


def _worth(candidate: Candidate, prior: bool, moved: Mapping[str, Shift]) -> float:
    paper = candidate.announced.paper
    votes = moved[paper.id].points if paper.id in moved else 0
    if candidate.match.relevance is not None:
        return float(candidate.match.relevance + votes)
    return votes + (_POINTS_PER_UNIT * notable(paper).score if prior else 0.0)


def _with_signals(candidate: Candidate) -> Candidate:
    """A paper that the prior put here says by which signals."""
    match = candidate.match
    if match.relevance is not None:
        return candidate
    evidence = (*match.evidence, *notable(candidate.announced.paper).signals)
    return Candidate(candidate.announced, Match(match.topic, None, evidence))
