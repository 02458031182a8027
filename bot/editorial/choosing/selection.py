"""Which papers of an announcement a channel is shown, and in which order. Pure.

Only :func:`select` and :func:`best_match` wait, for scores and reasons. Replacements are never
candidates. Where topics have interests, relevance decides and the prior of
bot.editorial.choosing.notable only parts ties; where a channel asked for categories alone, all
new and cross-listed papers match and the prior orders them. Among what matches, readers'
votes move a paper by a few points (bot.editorial.choosing.liked).
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType

from bot.editorial.choosing.fresh import Fresh, fresh_papers
from bot.editorial.choosing.liked import Liking, Shift, explained, shifts
from bot.editorial.choosing.notable import lot, notable, order
from bot.editorial.choosing.variety import RankedPaper, varied
from bot.ports.choosing import Scoring
from bot.taxonomy import canonical_or_same
from bot.values.announcements import Announcement
from bot.values.papers import Paper
from bot.values.topics import Candidate, Evidence, Match, Selection, Topic

# from this relevance on a paper matches; see bot.editorial.choosing.relevance for the scale
MATCH_THRESHOLD = 40
# so many are named, with what matched, where a topic wants something, and none below this
# relevance: it shares a word, or less
MOST_NEAR_MISSES, LEAST_OF_A_NEAR_MISS = 5, 21
# points of relevance that one unit of the prior counts, when variety is weighed
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
    """Score what has to be scored, then :func:`choose`, and say why of what is named."""
    scores, barred = await _scored(topics, scoring)
    chosen = choose(announcement, topics, scores, top, already_shown, barred, taste, liked)
    named = (*chosen.shown, *chosen.near_misses)
    found = await _reasons([(_id(one), one.match) for one in named], topics, scoring)
    told = [replace(one, match=found[_id(one)]) for one in named]
    shown = len(chosen.shown)
    return replace(chosen, shown=tuple(told[:shown]), near_misses=tuple(told[shown:]))


def _id(candidate: Candidate) -> str:
    return candidate.announced.paper.id


async def best_match(paper: Paper, topics: Sequence[Topic], scoring: Scoring) -> Match | None:
    """How one paper meets the topics, below the threshold too; None where it meets none."""
    scores, barred = await _scored(topics, scoring)
    match = _best(paper, _asked(topics, scores, barred))
    if match is None or match.relevance is None:
        return match
    return (await _reasons([(paper.id, match)], topics, scoring))[paper.id]


async def _scored(topics: Sequence[Topic], scoring: Scoring) -> tuple[Scores, Barred]:
    """Scores of the topics that want something, and papers that the other topics bar."""
    wanting = [topic for topic in topics if topic.has_interests]
    # side by side: a stage with a model waits for answers
    found = await asyncio.gather(*(scoring.score(topic) for topic in wanting))
    scores = dict(zip(wanting, found, strict=True))
    bars = [topic for topic in topics if topic.exclude and not topic.has_interests]
    return scores, {topic: await scoring.barred(topic) for topic in bars}


async def _reasons(
    matches: Sequence[tuple[str, Match]], topics: Sequence[Topic], scoring: Scoring
) -> dict[str, Match]:
    """By id: the matches with what speaks for them before what votes say."""
    found = dict(matches)
    for topic in topics:
        ids = [
            id_
            for id_, match in matches
            if match.topic == topic.name and match.relevance is not None
        ]
        reasons = await scoring.explained(topic, ids) if ids else {}
        for id_, evidence in reasons.items():
            found[id_] = replace(found[id_], evidence=(*evidence, *found[id_].evidence))
    return found


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
    papers = fresh_papers(announcement)
    met = _met(papers, announcement, topics, _asked(topics, scores, barred))
    reached, missed = _divided(met, papers, taste.threshold)
    matched = ranked(reached, prior=taste.prior)
    nearest = ranked(missed, prior=taste.prior)
    fresh = [one for one in matched if one.announced.paper.id not in already_shown]
    moved = shifts([one.announced.paper for one in fresh], liked) if liked else {}
    # a stable sort: papers that no vote moves keep their order
    fresh.sort(key=lambda one: (one.match.relevance is None, -_worth(one, taste.prior, moved)))
    taken = _varied(fresh, top, moved, prior=taste.prior)
    signalled = map(_with_signals, taken) if taste.prior else taken
    return Selection(
        shown=tuple(explained(one, moved) for one in signalled),
        matched=tuple(matched),
        near_misses=tuple(nearest[:MOST_NEAR_MISSES]),
    )


def ranked(candidates: Iterable[Candidate], *, prior: bool = True) -> list[Candidate]:
    """The most relevant first, and last the papers of a topic that is only categories. The prior,
    or the lot, parts ties; nobody else is asked for it, as it takes long."""
    ties: dict[float, list[Candidate]] = {}
    for one in candidates:
        relevance = one.match.relevance
        ties.setdefault(1.0 if relevance is None else -relevance, []).append(one)
    by = _by_prior if prior else _by_lot
    for tied in ties.values():
        if len(tied) > 1:
            tied.sort(key=by)
    return [one for place in sorted(ties) for one in ties[place]]


def _by_prior(candidate: Candidate) -> tuple[float, bool, bytes]:
    return order(candidate.announced)


def _by_lot(candidate: Candidate) -> bytes:
    return lot(candidate.announced.paper)


def _met(
    fresh: Fresh, announcement: Announcement, topics: Sequence[Topic], by_topic: Sequence["_Asked"]
) -> Mapping[str, Match]:
    """The papers that meet a topic, below the threshold too; all of them where there is no
    topic. There may be others than the fresh ones."""
    if not topics:
        asked = frozenset(announcement.categories)
        return {id_: _by_category(one.paper, None, asked) for id_, one in fresh.items()}
    if len(by_topic) == 1 and by_topic[0].scores is not None and not by_topic[0].categories:
        return by_topic[0].scores  # the usual channel
    best = ((id_, _best(one.paper, by_topic)) for id_, one in fresh.items())
    return {id_: match for id_, match in best if match is not None}


def _divided(
    met: Mapping[str, Match], fresh: Fresh, threshold: int
) -> tuple[list[Candidate], list[Candidate]]:
    """Those that reach the threshold, and of the others those that may be among the nearest. Of
    the hundreds that remain, no paper is looked at."""
    reached: list[Candidate] = []
    below: list[tuple[int, str, Match]] = []
    lowest = min(threshold, LEAST_OF_A_NEAR_MISS)
    able = [one for one in met.items() if (found := one[1].relevance) is None or found >= lowest]
    for id_, match in able:
        relevance = match.relevance
        if relevance is None or relevance >= threshold:
            if id_ in fresh:
                reached.append(Candidate(fresh[id_], match))
        elif relevance >= LEAST_OF_A_NEAR_MISS:
            below.append((relevance, id_, match))
    below.sort(key=itemgetter(0), reverse=True)
    near: list[Candidate] = []
    least = 0
    for relevance, id_, match in below:
        if len(near) >= MOST_NEAR_MISSES and relevance < least:
            break
        if id_ in fresh:
            near.append(Candidate(fresh[id_], match))
            least = relevance
    return reached, near


def _best(paper: Paper, asked: Sequence["_Asked"]) -> Match | None:
    """The best of the topics: the most relevant that reaches the threshold, else one that
    wants only categories, else the most relevant. The first topic wins a tie."""
    found: list[Match] = []
    for one in asked:
        if one.categories and one.categories.isdisjoint(_canonical(paper.categories)):
            continue
        if one.scores is not None:
            if (match := one.scores.get(paper.id)) is not None:
                found.append(match)
        elif paper.id not in one.barred:
            # a topic with nothing but unwanted words names no subject
            name = one.topic.name if one.categories else None
            found.append(_by_category(paper, name, one.categories))
    return max(found, key=_merit, default=None)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A topic with what is looked up for each paper: its categories, its matches (None for a
    topic without interests), and the papers that it bars."""

    topic: Topic
    categories: frozenset[str]
    scores: Mapping[str, Match] | None
    barred: frozenset[str]


def _asked(topics: Sequence[Topic], scores: Scores, barred: Barred) -> tuple[_Asked, ...]:
    return tuple(
        _Asked(
            topic,
            _canonical(topic.categories),
            scores.get(topic, {}) if topic.has_interests else None,
            barred.get(topic, frozenset()),
        )
        for topic in topics
    )


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
    matched: Sequence[Candidate], top: int, moved: Mapping[str, Shift], *, prior: bool
) -> list[Candidate]:
    entries = [
        RankedPaper(one.announced.paper, _worth(one, prior, moved), one.match.topic)
        for one in matched
    ]
    return [matched[number] for number in varied(entries, top)]


def _worth(candidate: Candidate, prior: bool, moved: Mapping[str, Shift]) -> float:
    paper = candidate.announced.paper
    votes = moved[paper.id].points if paper.id in moved else 0
    if candidate.match.relevance is not None:
        return float(candidate.match.relevance + votes)
    return votes + (_POINTS_PER_UNIT * notable(paper).score if prior else 0.0)


def _with_signals(candidate: Candidate) -> Candidate:
    """A paper that stands here because of the prior shows its signals."""
    match = candidate.match
    if match.relevance is not None:
        return candidate
    evidence = (*match.evidence, *notable(candidate.announced.paper).signals)
    return Candidate(candidate.announced, Match(match.topic, None, evidence))
