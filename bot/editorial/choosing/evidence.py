"""What in a paper speaks for a description, in the paper's own words. Pure."""

from collections.abc import Iterable

from bot.editorial.choosing.background import FAMILY_MARK, family
from bot.editorial.choosing.keywords import Text, together, written
from bot.models import Evidence

_MOST = 4
# a word that adds less than this share of all is no reason to give
_LEAST_SHARE = 0.12
_LONGEST_PHRASE = 5


def described(
    parts: Iterable[tuple[str, float]], title: Text, abstract: Text
) -> tuple[Evidence, ...]:
    """The terms that added most, strongest first, as the paper writes them.

    ``parts``: terms of the index with what each adds to the likeness. Wanted words
    that stand side by side are shown as one phrase, and no word twice.
    """
    added = {term: value for term, value in parts if value > 0}
    least = _LEAST_SHARE * sum(added.values())
    wanted = {term for term in added if " " not in term and term[0] != FAMILY_MARK}
    strengths = {term: _strength(term, added) for term in added if _is_shown(term, wanted)}
    shown: list[Evidence] = []
    used: set[str] = set()
    for term in sorted(strengths, key=lambda one: (-strengths[one], one)):
        if len(shown) == _MOST or strengths[term] < least:
            break
        if used & _families(term):
            continue
        for text, where in ((title, "title"), (abstract, "abstract")):
            span = _find(term, wanted, text)
            if span:
                shown.append(Evidence("description", written(text, *span), where))
                used.update(*(_families(one) for one in text.stems[span[0] : span[1] + 1]))
                break
    return tuple(shown)


def _is_shown(term: str, wanted: Iterable[str]) -> bool:
    """A family stands for itself only where the wanted word itself is not in the paper."""
    return term[0] != FAMILY_MARK or all(family(word) != term for word in wanted)


def _families(term: str) -> set[str]:
    return {family(word) for word in term.lstrip(FAMILY_MARK).split()}


def _strength(term: str, added: dict[str, float]) -> float:
    """A term with all that its words add: a phrase is as strong as its words together."""
    words = term.split() if " " in term else []
    families = set() if term[0] == FAMILY_MARK else _families(term)
    return added[term] + sum(added.get(one, 0.0) for one in (*words, *families))


def _find(term: str, wanted: set[str], text: Text) -> tuple[int, int] | None:
    """The first place of a term, widened by the wanted words on either side of it."""
    if term[0] == FAMILY_MARK:
        term = next((one for one in text.stems if family(one) == term), "")
    words = tuple(term.split())
    for first in text.places(words[0]) if words else ():
        last = first + len(words) - 1
        if text.stems[first : last + 1] == words and together(text, first, last):
            return _widened(first, last, wanted, text)
    return None


def _widened(first: int, last: int, wanted: set[str], text: Text) -> tuple[int, int]:
    def joins(place: int, left: int) -> bool:
        return text.stems[place] in wanted and together(text, left, left + 1)

    while first > 0 and last - first + 1 < _LONGEST_PHRASE and joins(first - 1, first - 1):
        first -= 1
    end = len(text.stems) - 1
    while last < end and last - first + 1 < _LONGEST_PHRASE and joins(last + 1, last):
        last += 1
    return first, last
