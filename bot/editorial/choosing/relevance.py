"""The scale from 0 to 100 on which papers are rated for topics, and how its parts combine. Pure.

40 is a paper that a subscriber would not mind, 75 one that is wanted. For a description
the number is a logistic function of what paper and topic have in common and of the crowd
around them (bot.editorial.choosing.index), its weights learned from judged papers by
benchmarks/build_relevance.py. A wanted author is 100. A wanted keyword is 88 to 100 in
the title and 66 to 85 in the abstract, where it is a topic; beside a description it raises
what the description finds.
"""

from dataclasses import astuple, dataclass
from functools import lru_cache

import numpy as np

from bot.editorial.choosing.index import Floats, Met, Query

AUTHOR = 100
_IN_TITLE = 88
_IN_ABSTRACT = 66
_REPEATED = 4
_ANOTHER_KEYWORD = 5
_MOST_IN_ABSTRACT = 85


@dataclass(frozen=True, slots=True)
class Weights:
    """What the measures count for, none below 0, and what is added to their sum."""

    alike: float
    paired: float
    near: float
    crowd: float
    bias: float


# printed by benchmarks/build_relevance.py
WEIGHTS = Weights(alike=3.4, paired=1.34, near=8.43, crowd=7.93, bias=-1.4)

_MEASURES = 5
# so many measures, the first, say what a paper has of the topic
_OF_THE_TOPIC = 3
# how alike a paper can be that says all of a topic; one of common words reaches less
_ORDINARY_REACH = 0.25
_LEAST_REACH = 0.05
# A paper whose title has the whole name of a subject is about it; nearly all that say it again and
# again are related to it.
_NAMED_IN_TITLE, _NAMED_OFTEN, _OFTEN = 75.0, 40.0, 3
# Where the chances stand on the scale: of judged papers that were not learned from, four of five
# at 40 and more are related, and more than nine of ten at 75 and more.
_CHANCES = (0.0, 0.3, 0.75, 1.0)
_STAND_AT = (0.0, 40.0, 75.0, 100.0)
# from this likeness to what is not wanted on, as far as it exceeds the wanted, a paper falls
_UNWANTED_COSTS = 0.6
# How much of the gap to 100 that the stronger match leaves the weaker one may close.
_SECOND_GROUND = 0.2
# the same for wanted words, in a paper that the description finds
_RAISED_BY_WORDS = 0.5
_ON_TOPIC = 40.0


def measures(met: Met, query: Query) -> Floats:
    """What the weights apply to: papers by measures, in the order of ``Weights``, bias last."""
    # the longer a description, the more its words say, and the less their sum
    longer = query.brevity**-0.5
    reach = (max(query.reach, _LEAST_REACH) / _ORDINARY_REACH) ** 0.5
    near = np.maximum(met.near, 0) / longer
    crowd = -met.crowd / longer
    measured = np.ones((len(near), _MEASURES))
    columns = (met.alike * longer / reach, met.paired, near, crowd)
    for number, column in enumerate(columns):
        measured[:, number] = column
    return measured


def of_description(met: Met, query: Query) -> Floats:
    """Each paper's relevance, 0 to 100; 0 where nothing is met. Grows with each part of ``met``
    but the crowd."""
    return of_measures(measures(met, query), WEIGHTS)


def of_measures(measured: Floats, weights: Weights) -> Floats:
    """Relevance, 0 to 100, for rows of :func:`measures`."""
    counts = _counts(weights)
    chances = _chances(measured @ counts)
    # of a paper that has nothing of the topic
    nothing = _chances(measured[:, _OF_THE_TOPIC:] @ counts[_OF_THE_TOPIC:])
    found = np.maximum((chances - nothing) / (1 - nothing), 0)
    return np.asarray(np.interp(found, _CHANCES, _STAND_AT))


@lru_cache(maxsize=16)
def _counts(weights: Weights) -> Floats:
    # to take them out takes as long as all that follows
    return np.array(astuple(weights))


def _chances(sums: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-sums)))


def lowered(wanted: Floats, unwanted: Floats) -> Floats:
    """Relevance for what is wanted, less where a paper is more about what is not."""
    return np.asarray(wanted * (1 - _UNWANTED_COSTS * np.maximum(unwanted - wanted, 0) / 100))


def of_keywords(in_title: int, in_abstract: int, keywords: int) -> float:
    """Relevance for occurrences of ``keywords`` different wanted words."""
    if not in_title and not in_abstract:
        return 0.0
    more = _ANOTHER_KEYWORD * (keywords - 1)
    if in_title:
        return min(100.0, _IN_TITLE + _REPEATED / 2 * min(in_abstract, 4) + more)
    return min(_MOST_IN_ABSTRACT, _IN_ABSTRACT + _REPEATED * min(in_abstract - 1, 3) + more)


def named(described: float, in_title: int, in_abstract: int) -> float:
    """A description's relevance for a paper that calls its subject by its name so often: at
    least so much, and more where the rest of the paper is near too."""
    if not in_title and in_abstract < _OFTEN:
        return described
    least = _NAMED_IN_TITLE if in_title else _NAMED_OFTEN
    return max(described, least + (100 - least) * described / 200)


def raised(described: float, keywords: float) -> float:
    """A description's relevance, nearer to 100 for wanted words, as far as it is on topic."""
    on_topic = min(described / _ON_TOPIC, 1.0) ** 2
    return described + (100 - described) * _RAISED_BY_WORDS * on_topic * keywords / 100


def combined(*grounds: float) -> float:
    """The strongest match, a little nearer to 100 for each further one; 0 to 100."""
    best, *rest = sorted(grounds, reverse=True)
    for ground in rest:
        best += (100 - best) * _SECOND_GROUND * ground / 100
    return min(best, 100.0)
