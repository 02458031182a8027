"""Whether a text is made from a sentence by leaving words out, and none that matter. Pure."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.editorial.sentences.clauses import CLAUSES, background_end, tails
from bot.editorial.sentences.guards import is_guarded
from bot.editorial.sentences.leads import without_lead
from bot.editorial.sentences.tagging import VERBS, Token, tagged, text_of
from bot.editorial.sentences.verbs import base_form, third_person
from bot.text.sentences import split_sentences

_LONGEST_LINK = 3  # ", and thereby"
_ARTICLES = frozenset(("a", "an"))
# the first word may gain a capital, and the verb of the first clause another form
_FIRST_WORDS = 9


def is_derived(text: str, sentence: str) -> bool:
    """Whether each sentence of ``text`` is one of ``sentence`` with words left out.

    The first word may gain a capital, "a" become "an" or "an" become "a", the first verb stand in
    the present, and a full stop be added. What was left out holds no negation, hedge or
    condition, unless a clause of its own went as a whole.
    """
    sources = split_sentences(sentence) or (sentence,)
    told = split_sentences(text)
    return bool(told) and all(_is_from_any(one, sources) for one in told)


def _is_from_any(text: str, sources: Sequence[str]) -> bool:
    later = [one.text for one in _words(text)[_FIRST_WORDS:]]
    # most sentences lack one of the words, and need no closer look
    able = (source for source in sources if all(map(source.__contains__, later)))
    return any(_is_from(text, source) for source in able)


@lru_cache(maxsize=512)
def _is_from(text: str, source: str) -> bool:
    return any(_drops_only(text, one) for one in dict.fromkeys((source, without_lead(source))))


def _drops_only(text: str, source: str) -> bool:
    theirs = _source(source)
    places = _places(_words(text), theirs)
    if not places:
        return False
    edges = pairwise([-1, *places, len(theirs.words)])
    gaps = [(before + 1, after) for before, after in edges if after > before + 1]
    return all(_may_be_left_out(theirs.words, start, end, source) for start, end in gaps)


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[Token, ...]:
    return tuple([one for one in tagged(text) if one.tag != "."])


class _Source(NamedTuple):
    """A sentence from which words are left out: its words, and where each stands, ascending;
    ``forms`` has the places of a verb under its other forms too."""

    words: tuple[Token, ...]
    texts: Mapping[str, Sequence[int]]
    forms: Mapping[str, Sequence[int]]


def _forms(word: str) -> set[str]:
    third = third_person(word)
    # nearly all words: what has no third person is no verb
    return {word} if third is None else {word, third, base_form(word) or word}


@lru_cache(maxsize=64)
def _source(text: str) -> _Source:
    words = _words(text)
    texts: dict[str, list[int]] = {}
    forms: dict[str, list[int]] = {}
    for place, one in enumerate(words):
        texts.setdefault(one.text, []).append(place)
        for form in _forms(one.low):
            forms.setdefault(form, []).append(place)
    return _Source(words, texts, forms)


def _places(mine: Sequence[Token], theirs: _Source) -> list[int]:
    """Where each word of mine stands in theirs, with as few gaps as possible; [] where one has
    no place."""
    if not mine or len(mine) > len(theirs.words):
        return []
    same = [_same(mine, at, theirs) for at in range(len(mine))]
    run = _run(same)
    if run is not None:
        return list(range(run, run + len(mine)))
    # by place of a word: how many gaps its rest needs, and where the next word stands
    rest: list[dict[int, tuple[int, int]]] = [dict.fromkeys(reversed(same[-1]), (0, -1))]
    for places in reversed(same[:-1]):
        rest.append(_row(places, rest[-1]))
    rest.reverse()
    if not rest[0]:
        return []
    place, found = min(rest[0], key=lambda j: (rest[0][j][0], j)), []
    for row in rest:
        found.append(place)
        place = row[place][1]
    return found


def _same(mine: Sequence[Token], at: int, theirs: _Source) -> Sequence[int]:
    """The places of their words that one of mine may be, ascending."""
    one = mine[at]
    if at >= _FIRST_WORDS:
        return theirs.texts.get(one.text, ())
    if at == 0 and one.low in _ARTICLES:
        return [place for place, other in enumerate(theirs.words) if other.low in _ARTICLES]
    return theirs.forms.get(one.low, ())


def _run(same: Sequence[Sequence[int]]) -> int | None:
    """Where all of mine stand next to each other, as most texts do; the first such place."""
    starts = set(same[0])
    for at, places in enumerate(same):
        starts.intersection_update([place - at for place in places])
        if not starts:
            return None
    return min(starts)


def _row(
    places: Sequence[int], following: Mapping[int, tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """``following``: the row of the next word, from the last place to the first."""
    row: dict[int, tuple[int, int]] = {}
    beyond: tuple[int, int] | None = None  # the best place behind the next one
    ahead = [(following[place][0] + 1, place) for place in sorted(following)]
    for place in reversed(places):
        while ahead and ahead[-1][1] >= place + 2:
            behind = ahead.pop()
            beyond = behind if beyond is None or behind[0] <= beyond[0] else beyond
        next_to = (following[place + 1][0], place + 1) if place + 1 in following else None
        choices = [one for one in (next_to, beyond) if one is not None]
        if choices:
            row[place] = min(choices)
    return row


def _may_be_left_out(theirs: Sequence[Token], start: int, end: int, source: str) -> bool:
    if not is_guarded(text_of(theirs[start:end])):
        return True
    clauses = [tail.start for tail in tails(source) if tail.kind in CLAUSES]
    if start == 0 and background_end(theirs) == end - 1:
        return True
    if start == 0:  # the clause before another
        return any(end - _LONGEST_LINK <= one < end for one in clauses)
    if end < len(theirs):  # "Brill [loses no heat, and thereby] saves wood"
        return theirs[start].tag in VERBS and any(
            end - _LONGEST_LINK <= one < end for one in clauses
        )
    return any(start <= one and not is_guarded(text_of(theirs[start:one])) for one in clauses)
