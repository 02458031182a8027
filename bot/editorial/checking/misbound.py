"""Figures of a source that a text says of something else: another metric, another system. Pure."""

from collections.abc import Iterator, Sequence, Set

from bot.editorial.checking.amount import Amount
from bot.editorial.checking.binding import Bound, bound_figures
from bot.editorial.checking.clauses import Parsed
from bot.editorial.checking.labels import weight
from bot.editorial.checking.names import squeezed
from bot.editorial.checking.source import Source
from bot.values.checking import Finding

_CLOSE = 1e-6
_ABOUT = 0.05
_KNOWN = 2


def misbound(text: Parsed, source: Source) -> Iterator[Finding]:
    """A figure of the source that the text says of what the source has another figure for."""
    ours = bound_figures(text, source.named)
    for one in ours:
        theirs = [each for each in source.bound if _is_same(one.amount, each.amount)]
        theirs = [each for each in theirs if _is_exact(one.amount, each.amount)] or theirs
        if theirs and (label := _stolen(one, theirs, source, ours)):
            quote = text.text[one.amount.start : one.amount.end].strip()
            name = label.partition(" ")[2]
            yield Finding(
                "number", quote, f'The source has another figure than "{quote}" for {name}.'
            )
            return


def _stolen(one: Bound, theirs: Sequence[Bound], source: Source, ours: Sequence[Bound]) -> str:
    """The label that proves it: bound to another figure in the source, and not to this one."""
    held = {key for each in theirs for key in each.bound | each.loose | _before(each, source)}
    strange = frozenset(key for key in one.bound - held if not _is_begun(key, held))
    strange -= source.main_things
    if not any(key.startswith("name ") for each in theirs for key in each.bound):
        # "the model": a name may be what it is called elsewhere
        strange -= source.main_names
    if all(_total(each.bound) < _KNOWN for each in theirs):
        # nothing is known of what the source says it of
        return ""
    for other in source.bound:
        if other.amount.unit == one.amount.unit and other not in theirs:
            against = strange & other.bound
            speaks = _speaking(one.bound & held, other, against)
            if (
                against
                and not speaks
                and (_is_swapped(theirs, other, ours) or _is_enough(one, held, against))
            ):
                return min(against)
    return _other_subject(one, theirs, held, source)


def _speaking(agreed: Set[str], other: Bound, against: Set[str]) -> Set[str]:
    """What tells that it is of this figure, and not of the other."""
    speaks = agreed - other.bound - other.loose
    if any(key.startswith("name ") for key in against):
        # who reached it is exchanged, and the other words stay
        speaks = frozenset(key for key in speaks if weight(key) > 1)
    return speaks


def _is_enough(one: Bound, held: Set[str], against: Set[str]) -> bool:
    """Words alone prove nothing; a plain count needs more against it than agrees."""
    known = any(weight(key) > 1 for key in against)
    plain = not one.amount.unit
    return known and not (plain and _total(one.bound & held) >= _total(against))


def _total(keys: Set[str]) -> int:
    return sum(map(weight, keys))


def _before(one: Bound, source: Source) -> frozenset[str]:
    """The names of the figures before, for one whose sentence names nothing ("this is 28 %")."""
    if one.around:
        return frozenset()
    earlier = (
        each.around for each in reversed(source.bound) if each.amount.end <= one.amount.start
    )
    return next((names for names in earlier if names), frozenset())


def _is_begun(key: str, held: Set[str]) -> bool:
    """F1 and F1-score, Qwen3 and Qwen3-VL: the name of one is in that of the other."""
    return key.startswith("name ") and any(
        each.startswith("name ") and (each.startswith(key) or key.startswith(each)) for each in held
    )


def _is_swapped(theirs: Sequence[Bound], other: Bound, ours: Sequence[Bound]) -> bool:
    """Whether the text says the other figure of what this one is of."""
    of_this = {key for each in theirs for key in each.bound} - other.bound - other.loose
    return any(_is_same(each.amount, other.amount) and each.bound & of_this for each in ours)


def _other_subject(one: Bound, theirs: Sequence[Bound], held: Set[str], source: Source) -> str:
    """Who is said to reach it, where the source names another who does."""
    own = {f"name {squeezed(each)}" for each in source.own_names}
    if not one.subject or one.subject in held | own:
        return ""
    if any(not each.subject or each.subject in one.around for each in theirs):
        return ""
    return one.subject if any(one.subject == each.subject for each in source.bound) else ""


def _is_same(one: Amount, other: Amount) -> bool:
    """The same figure, as it is or rounded."""
    if one.unit != other.unit:
        return False
    gap = min(abs(value - other.values[0]) for value in one.values)
    room = max(one.step / 2 if one.step > other.step else 0, _CLOSE * abs(other.values[0]))
    return gap <= max(room, _ABOUT * abs(other.values[0]) if one.bound else 0)


def _is_exact(one: Amount, other: Amount) -> bool:
    return abs(one.values[0] - other.values[0]) <= _CLOSE * abs(other.values[0])
