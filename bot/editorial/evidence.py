"""What in a paper speaks for a description, in the paper's own words. Pure."""

from collections.abc import Iterable

from bot.editorial.background import FAMILY_MARK, family
from bot.editorial.keywords import Text, written
from bot.models import Evidence

_MOST = 4
# a word that adds less than this share of all is no reason to give
_LEAST_SHARE = 0.12


def described(
    parts: Iterable[tuple[str, float]], title: Text, abstract: Text
) -> tuple[Evidence, ...]:
    """The terms that added most, strongest first, as the paper writes them.

    ``parts``: terms of the index with what each adds to the likeness. Two words that
    stand side by side are shown as one phrase, and no word twice.
    """
    added = {term: value for term, value in parts if value > 0}
    least = _LEAST_SHARE * sum(added.values())
    strengths = {
        term: _strength(term, added)
        for term in added
        if term[0] != FAMILY_MARK or _alone(term, added)
    }
    shown: list[Evidence] = []
    used: set[str] = set()
    for term in sorted(strengths, key=lambda one: (-strengths[one], one)):
        families = {family(word) for word in term.lstrip(FAMILY_MARK).split()}
        if len(shown) == _MOST or strengths[term] < least:
            break
        if families & used:
            continue
        evidence = _find(term, title, "title") or _find(term, abstract, "abstract")
        if evidence:
            used |= families
            shown.append(evidence)
    return tuple(shown)


def _strength(term: str, added: dict[str, float]) -> float:
    """A term with all that its words add: a phrase is as strong as its words together."""
    own = sum(added.get(word, 0.0) + added.get(family(word), 0.0) for word in term.split())
    return own + (added[term] if " " in term else 0.0) if term[0] != FAMILY_MARK else added[term]


def _alone(term: str, added: dict[str, float]) -> bool:
    """True for a family whose wanted word itself is not in the paper."""
    return not any(family(word) == term for word in added if word[0] != FAMILY_MARK)


def _find(term: str, text: Text, where: str) -> Evidence | None:
    if term[0] == FAMILY_MARK:
        words = (one for one in text.stems if family(one) == term)
        term = next(words, "")
        if not term:
            return None
    wanted = tuple(term.split())
    for place in text.places.get(wanted[0], ()):
        if text.stems[place : place + len(wanted)] == wanted:
            return Evidence("description", written(text, place, place + len(wanted) - 1), where)
    return None
