"""Who is compared with whom: a text that has the two sides exchanged. Pure."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from bot.editorial.checking.clauses import DIRECTIONS, OPPOSITE, Clause
from bot.editorial.checking.lexicon import LANGUAGES, section
from bot.editorial.checking.names import squeezed
from bot.text.words import fold, is_stop, stem

_WORD = re.compile(r"[A-Za-z][\w.+-]*", re.A)
_NAME = re.compile(r"(?=[\w.+-]*[A-Z])[A-Za-z][\w.+-]*\w|[A-Z]\w+", re.A)
_OURS = re.compile(r"^\W*(?:we|it|our|this|these|the proposed|the method|the model)\b", re.I)
# words that mean other things as well, where nothing points up or down
_DOUBTFUL = re.compile(r"over|against|que|als|чем|من|contre|против|bat|a", re.I)
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_HEAD = 6
_AHEAD = frozenset(("up", "better", "faster"))
_BEHIND = frozenset(("down", "worse", "slower"))
_SHORT = 2
# the word behind the one that is compared with: より, 보다
_TWO = re.compile(r"\s*[A-Z][\w.+-]*\s+[A-Z]", re.A)
# what follows tells by how much, or where
_FURTHER = re.compile(r"\b(?:by|on|in|at|for|with|across|while)\b|(?<![\w.-])\d")
_LISTING = re.compile(r"\b(?:including|such as|like|namely|e\.g)\b|^\s*[A-Z][\w-]+,")
_INVERTED = ("übertrifft", "schlägt", "übertreffen", "schlagen")
_AFTER = ("より", "보다", "を上回", "を凌", "를 능가", "을 능가")


class Sides(NamedTuple):
    """What is compared, and what it is compared with: stems (of English), and names."""

    left: frozenset[str]
    right: frozenset[str]
    left_names: frozenset[str]
    right_names: frozenset[str]
    directions: frozenset[str]


def turned_round(clause: Clause, comparisons: Iterable[Sides]) -> bool:
    """Whether the clause puts in one place what a comparison of the source has in the other."""
    return any(
        _is_crossed(said, theirs, counted=bool(clause.amounts))
        for said in sides(clause, frozenset())
        for theirs in comparisons
    )


def beats_own(clause: Clause, own: frozenset[str]) -> bool:
    """Whether the clause says that another is better than what the authors call theirs."""
    return any(
        bool((said.right_names - said.left_names) & own)
        and not (said.left_names - said.right_names) & own
        and bool(said.left_names | (said.left - said.right))
        and bool(said.directions & {"better", "faster"})
        and not said.directions & {"worse", "slower"}
        for said in sides(clause, frozenset())
    )


def is_ranked_otherwise(clause: Clause, ranks: Iterable[tuple[str, str]]) -> bool:
    """Whether it puts above another what the source has figures for that are below the other's."""
    ordered = frozenset(ranks)
    for said in sides(clause, frozenset()) if ordered else ():
        left, right = said.left_names - said.right_names, said.right_names - said.left_names
        if len(left) != 1 or len(right) != 1:
            continue
        pair = squeezed(*left), squeezed(*right)
        if said.directions & {"better"} and pair[::-1] in ordered and pair not in ordered:
            return True
        if said.directions & {"worse"} and pair in ordered and pair[::-1] not in ordered:
            return not said.directions & {"better"}
    return False


def _is_crossed(said: Sides, theirs: Sides, *, counted: bool) -> bool:
    if said.left_names & theirs.left_names and said.right_names & theirs.right_names:
        return _is_contrary(said.directions, theirs.directions, counted=counted)
    if any(OPPOSITE[way] in theirs.directions for way in said.directions):
        return False
    if said.left_names & theirs.right_names and said.right_names & theirs.left_names:
        return not said.left_names & theirs.left_names
    ahead, behind = said.left & theirs.right, said.right & theirs.left
    if not ahead or not behind or said.right & theirs.right:
        return False
    if 2 * len(ahead) < min(len(said.left), len(theirs.right)):
        return False
    return len(said.left & theirs.left) <= len(said.right & theirs.left)


def _is_contrary(said: frozenset[str], theirs: frozenset[str], *, counted: bool) -> bool:
    """Worse, where the source has better of the same two; fewer of something is no worse."""
    if counted and said <= {"down"}:
        said = frozenset()
    ways = frozenset(DIRECTIONS) & said
    return any(OPPOSITE[way] in theirs and way not in theirs for way in ways) or (
        bool(said) and bool(theirs) and said <= _BEHIND and theirs <= _AHEAD
    )


def sides(clause: Clause, own: frozenset[str], further: str = "") -> Iterator[Sides]:
    """The two sides of a comparison; ``own`` are the names that "we" and "it" stand for.

    ``further`` is what follows the clause: names behind "including" are compared with too.
    """
    found = _than().search(clause.text)
    if found is None or (_DOUBTFUL.fullmatch(found[0]) and not clause.directions):
        return
    left, right = clause.text[: found.start()], clause.text[found.end() :]
    if found[0] in _INVERTED and _TWO.match(right):
        # "In speed surpasses A B": which is which, only the cases tell
        return
    if found[0] in _AFTER:
        names = _NAME.findall(left)
        left, right = " ".join([*names[:-1], right]), " ".join(names[-1:])
    near = _FURTHER.split(right, maxsplit=1)[0]
    first, second = _terms(left), _terms(near)
    left_names = names_in(left)
    listed = re.split(r"[.!?](?=\s|$)", further)[0] if _LISTING.search(right + further) else ""
    right_names = names_in(near + listed)
    if own and (_OURS.match(left) or (not left_names and len(first) < _HEAD / 2)):
        first |= own
        left_names |= own
    if first and second:
        yield Sides(first, second, left_names, right_names, clause.directions)


def names_in(text: str) -> frozenset[str]:
    """The words with capitals, folded."""
    words = [fold(one) for one in _NAME.findall(text)]
    return frozenset(one for one in words if not is_stop(one))


def _terms(text: str) -> frozenset[str]:
    words = [fold(one.rstrip(".")) for one in _WORD.findall(text)]
    return frozenset(stem(one) for one in words if len(one) > _SHORT and not is_stop(one))


@cache
def _than() -> re.Pattern[str]:
    words = [one for each in LANGUAGES for one in section(each, "than").get("", ())]
    ordered = [re.escape(one) for one in sorted(words, key=len, reverse=True)]
    spaced = "|".join(one for one in ordered if not _SPACELESS.search(one))
    rest = "|".join(one for one in ordered if _SPACELESS.search(one))
    return re.compile(rf"\b(?:{spaced})\b|{rest}")
