"""Whether a text is made from a sentence by leaving words out, and none that matter. Pure."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from bot.editorial.sentences.clauses import CLAUSES, background_end, tails
from bot.editorial.sentences.guards import is_guarded
from bot.editorial.sentences.leads import without_lead
from bot.editorial.sentences.tagging import VERBS, Token, base_form, tagged, text_of, third_person
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
    return bool(told) and all(any(_is_from(one, source) for source in sources) for one in told)


@lru_cache(maxsize=512)
def _is_from(text: str, source: str) -> bool:
    # most sentences lack one of the words, and need no closer look
    if not all(one.text in source for one in _words(text)[_FIRST_WORDS:]):
        return False
    return any(_drops_only(text, one) for one in dict.fromkeys((source, without_lead(source))))


def _drops_only(text: str, source: str) -> bool:
    mine, theirs = _words(text), _words(source)
    places = _places(mine, theirs)
    if not places:
        return False
    edges = pairwise([-1, *places, len(theirs)])
    gaps = [(before + 1, after) for before, after in edges if after > before + 1]
    return all(_may_be_left_out(theirs, start, end, source) for start, end in gaps)


def _words(text: str) -> tuple[Token, ...]:
    return tuple(one for one in tagged(text) if one.tag != ".")


def _places(mine: Sequence[Token], theirs: Sequence[Token]) -> list[int]:
    """Where each word of mine stands in theirs, with as few gaps as possible; [] where one has
    no place."""
    if not mine or len(mine) > len(theirs):
        return []
    run = _run(mine, theirs)
    if run is not None:
        return list(range(run, run + len(mine)))
    # by place of a word: how many gaps its rest needs, and where the next word stands
    rest: list[dict[int, tuple[int, int]]] = []
    for at in range(len(mine) - 1, -1, -1):
        following = rest[-1] if rest else {len(theirs): (0, 0)}
        rest.append(_row(mine, at, theirs, following, is_last=not rest))
    rest.reverse()
    if not rest[0]:
        return []
    place, found = min(rest[0], key=lambda j: (rest[0][j][0], j)), []
    for row in rest:
        found.append(place)
        place = row[place][1]
    return found


def _run(mine: Sequence[Token], theirs: Sequence[Token]) -> int | None:
    """Where all of mine stand next to each other, as most texts do; the first such place."""
    tail, texts = [one.text for one in mine[_FIRST_WORDS:]], [one.text for one in theirs]
    for place in range(len(theirs) - len(mine) + 1):
        is_run = texts[place + _FIRST_WORDS : place + len(mine)] == tail
        firsts = range(min(_FIRST_WORDS, len(mine)))
        if is_run and all(_is_same(mine, at, theirs[place + at]) for at in firsts):
            return place
    return None


def _row(
    mine: Sequence[Token],
    at: int,
    theirs: Sequence[Token],
    following: dict[int, tuple[int, int]],
    *,
    is_last: bool,
) -> dict[int, tuple[int, int]]:
    row: dict[int, tuple[int, int]] = {}
    beyond: tuple[int, int] | None = None  # the best place behind the next one
    for place in range(len(theirs) - 1, -1, -1):
        if place + 2 in following:
            behind = (following[place + 2][0] + 1, place + 2)
            beyond = behind if beyond is None or behind[0] <= beyond[0] else beyond
        if not _is_same(mine, at, theirs[place]):
            continue
        if is_last:
            row[place] = (0, -1)
            continue
        next_to = (following[place + 1][0], place + 1) if place + 1 in following else None
        choices = [one for one in (next_to, beyond) if one is not None]
        if choices:
            row[place] = min(choices)
    return row


def _is_same(mine: Sequence[Token], at: int, other: Token) -> bool:
    one = mine[at]
    if one.text == other.text:
        return True
    if at >= _FIRST_WORDS:
        return False
    if one.low == other.low or (at == 0 and {one.low, other.low} <= _ARTICLES):
        return True
    return one.low != other.low and one.low in (third_person(other.low), base_form(other.low))


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
