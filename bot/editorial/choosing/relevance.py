"""The scale from 0 to 100 on which papers meet topics, and how its parts combine. Pure.

A wanted author is 100. A wanted keyword is 85 to 100 in the title and 65 to 85 in the
abstract. A description is measured by likeness (bot.editorial.choosing.index) on a curve that
saturates: unrelated papers stay below 30, clearly related ones pass 60. Several
grounds add little to the best of them.
"""

from math import exp

AUTHOR = 100
_IN_TITLE = 88
_IN_ABSTRACT = 66
_REPEATED = 4
_ANOTHER_KEYWORD = 5
_MOST_IN_ABSTRACT = 85

# read off seven announcement days and twelve topics of one to ten words: papers that a
# reader would call related begin at a likeness of about 0.19, which is to be 40
_TYPICAL_LIKENESS = 0.254
_STEEPNESS = 2.3
# what a paper that says all of a short topic reaches; common words can reach less
_ORDINARY_REACH = 0.25
# the share of a short topic's weight that a related paper holds; of long ones any part will do
_COVERED_OF_SHORT = 0.75
_SHORT = 3
# a title that says all of a short topic is about it, whatever else the paper says
_ALL_IN_TITLE = 78
# how much the weaker of two grounds may close of the gap that the stronger leaves
_SECOND_GROUND = 0.2


def of_description(likeness: float, *, reach: float, covered: float, words: int) -> float:
    """Relevance for a description of so many ``words``.

    ``reach`` is the likeness of a paper that says all of it, ``covered`` the share
    of the description's weight that the paper holds. Grows with each argument but
    ``reach`` and ``words``.
    """
    expected = _COVERED_OF_SHORT * min(1.0, _SHORT / max(words, 1))
    whole = min(1.0, covered / expected) ** 0.5
    typical = _TYPICAL_LIKENESS * min(1.0, reach / _ORDINARY_REACH) ** 0.5
    if likeness <= 0 or typical <= 0:
        return 0.0
    return 100 * (1 - exp(-((likeness * whole / typical) ** _STEEPNESS)))


def of_title(share: float) -> float:
    """Relevance for a title that has this ``share``, 0 to 1, of a description's weight."""
    return _ALL_IN_TITLE * share**2


def of_keywords(in_title: int, in_abstract: int, keywords: int) -> float:
    """Relevance for occurrences of ``keywords`` different wanted words."""
    if not in_title and not in_abstract:
        return 0.0
    more = _ANOTHER_KEYWORD * (keywords - 1)
    if in_title:
        return min(100.0, _IN_TITLE + _REPEATED / 2 * min(in_abstract, 4) + more)
    return min(_MOST_IN_ABSTRACT, _IN_ABSTRACT + _REPEATED * min(in_abstract - 1, 3) + more)


def combined(*grounds: float) -> float:
    """The best ground, a little nearer to 100 for each further one; 0 to 100."""
    best, *rest = sorted(grounds, reverse=True)
    for ground in rest:
        best += (100 - best) * _SECOND_GROUND * ground / 100
    return min(best, 100.0)
