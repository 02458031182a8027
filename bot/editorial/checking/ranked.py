"""Who has the higher share of two, by the figures of a source. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.editorial.checking.binding import Bound

_LOWER = frozenset(
    f"thing {each}"
    for each in ("error", "misclassification", "cost", "memory", "energy", "latency", "bias")
)


def ranks(found: Sequence[Bound]) -> Iterator[tuple[str, str]]:
    """Names by their percentages, higher first: figures next to each other, each of one name, and
    of no metric that is better when it is lower."""
    for one, other in pairwise(found):
        names = [_only_name(one, other), _only_name(other, one)]
        alike = one.amount.unit == other.amount.unit == "%" and one.around == other.around
        if not alike or not all(names) or _LOWER & (one.bound | other.bound | one.loose):
            continue
        if one.amount.values[0] != other.amount.values[0]:
            higher = one.amount.values[0] > other.amount.values[0]
            yield (names[0], names[1]) if higher else (names[1], names[0])


def _only_name(one: Bound, other: Bound) -> str:
    """The one name of a figure that the other does not share."""
    names = {key for key in one.bound - other.bound - other.loose if key.startswith("name ")}
    return names.pop().removeprefix("name ") if len(names) == 1 else ""
