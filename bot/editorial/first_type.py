"""How and when a paper was announced for the first time, where no feed tells. Pure."""

from collections.abc import Collection
from datetime import date, timedelta

from bot.taxonomy import canonical_or_same
from bot.values.listings import AnnounceType
from bot.values.papers import Paper

# from submission to announcement: moderators hold papers back, and of two thousand records one in
# a hundred waited longer. Longer would let in old papers whose record was touched, shorter would
# lose new ones.
LONGEST_WAIT = timedelta(days=10)


def first_type(paper: Paper, categories: Collection[str]) -> AnnounceType:
    """New where its primary category is one of the canonical ``categories``, or where either is
    unknown; else cross-listed."""
    primary = paper.primary_category
    is_own = not categories or primary is None or canonical_or_same(primary) in categories
    return AnnounceType.NEW if is_own else AnnounceType.CROSS


def was_announced_before(paper: Paper, day: date) -> bool:
    """Whether its first version was submitted too long before ``day`` to be announced on it or
    later: something else was changed in its record. False where no date is known."""
    return paper.published is not None and day - paper.published > LONGEST_WAIT
