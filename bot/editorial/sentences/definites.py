"""Whether ``the ...`` means something that is named nowhere. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.editorial.sentences.noun_phrases import head_of
from bot.editorial.sentences.tagging import (
    GERUND,
    NUMBER,
    PARTICIPLE,
    RELATIVE,
    THINGS,
    VERBS,
    Token,
    listed,
    tagged,
)
from bot.text.remembered import Remembered
from bot.text.words import stem

_NARROWED = re.compile(
    r"first|last|only|best|most|least|worst|latest|.{3,}est|other|whole|entire|main|current|"
    r"state-of-the-art|so-called|following|early|present|standard|modern|general|classical|usual|"
    r"well-known|full|real|final|natural|human|new|\d.*"
)
_NO_SUPERLATIVE = frozenset(
    ("interest", "test", "request", "forest", "contest", "manifest", "honest", "modest")
)
_CREATES = re.compile(r"propos|present|introduc|develop|design|buil[dt]|construct|devis|formulat")
_LEANS = frozenset(("resulting", "remaining", "corresponding", "obtained", "derived"))
_MEANT_BEFORE = frozenset(
    ("considered", "identified", "mentioned", "introduced", "studied", "discussed")
)
_TELLS_WHICH = frozenset(("of", "that", "which", "who", "whose", "where", "between", "from", ":"))
# "when the bound holds": what a proof has stated
_ASKS, _STATED = frozenset(("when", "whether", "if")), frozenset(("bound", "theorem", "inequ"))
_FIRST_PLACES = 2
# tags that are asked for together
_DEFINING, _VERB_OR_PARTICIPLE = GERUND + "(:-", VERBS + PARTICIPLE
# how far behind "the same" it can be told as what
_SAME_AS = 14
_TELLS_SAME = frozenset(
    (
        "as",
        "all",
        "both",
        "every",
        "each",
        "different",
        "multiple",
        "several",
        "two",
        "three",
        "that",
        "any",
        "across",
        "whether",
    )
)


_STEMS = Remembered(stem, 3_000)


def words_of(tokens: Sequence[Token]) -> frozenset[str]:
    """The words and their stems."""
    words = [one.low for one in tokens if one.low[0].isalpha()]
    return frozenset([*words, *map(_STEMS.__getitem__, words)])


def has_open_definite(sentence: str, title: str) -> bool:
    """Whether any ``the ...`` is told neither by what is before or behind it nor by the title: a
    stricter look than :func:`is_loose_definite`."""
    if "the " not in sentence.lower():
        return False
    tokens, known = tagged(sentence), words_of(tagged(title))
    return any(one.low == "the" and _is_open(tokens, at, known) for at, one in enumerate(tokens))


def _is_open(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    head = head_of(tokens, at)
    if head == at or _is_unique(tokens[at + 1 : head + 1]) or _defined(tokens, head):
        return False
    named = words_of(tokens[:at]) | known
    is_named = any(stem(one.low) in named for one in tokens[at + 1 : head + 1])
    behind = tokens[head + 1].low if head + 1 < len(tokens) else ""
    return not is_named and behind not in _TELLS_WHICH


def is_loose_definite(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    """Whether a reader asks which one ``the`` at ``at`` means; ``known`` are the title's words.

    What is one of its kind, what the words behind tell, what was named before, and most nouns
    inside a sentence, need no naming.
    """
    head = head_of(tokens, at)
    if head == at:
        return False
    if _is_loose_owner(tokens, at, head, known):
        return True
    named = stem(tokens[head].low) in words_of(tokens[:at]) | known
    first = tokens[at + 1]
    if first.tag == NUMBER and first.low.isalpha() and head > at + 1:  # "the two stages"
        is_told = head + 1 < len(tokens) and tokens[head + 1].low in _TELLS_WHICH
        named = stem(tokens[head].low) in words_of(tokens[:at]) or (
            named and _counted(first, known)
        )
        told = named or is_told or _listed_before(tokens[:at]) or first.low == "one"
        return not told
    if first.low in _MEANT_BEFORE:
        return not named
    if first.low in _LEANS:
        if at and tokens[at - 1].low == "of":
            return not named
        return not any(one.tag in VERBS + GERUND for one in tokens[:at])
    if first.low == "same":
        return not named and _is_loose_same(tokens, at)
    named |= at == 0 and any(stem(one.low) in known for one in tokens[at + 1 : head])
    if named or first.low == "proposed" or _is_unique(tokens[at + 1 : head + 1]):
        return False
    return _asks_which(tokens, at, head)


def _is_loose_owner(tokens: Sequence[Token], at: int, head: int, known: frozenset[str]) -> bool:
    """``the model's heat``, where no model is named."""
    for one in tokens[at + 1 : head]:
        if one.low.endswith(("'s", "’s")):
            owner = stem(one.low[:-2])
            is_way = owner == "model" or owner in _stems_of("ways")
            return is_way and owner not in known | words_of(tokens[:at])
    return False


def _counted(number: Token, known: frozenset[str]) -> bool:
    """Whether a title has the number too, or says of several that they are two: "A and B"."""
    return number.low in known or not known.isdisjoint(("and", "or", "versus", "vs", "between"))


def _asks_which(tokens: Sequence[Token], at: int, head: int) -> bool:
    reports = tokens[head].low in listed("speaks of the paper")
    if at == 0 and reports and [one.low for one in tokens[head + 2 : head + 3]] == ["that"]:
        return False  # "The results suggest that": those of this paper
    noun = stem(tokens[head].low)
    is_part = noun in _stems_of("parts of a paper")
    is_problem = noun in _stems_of("problems")
    if _defined(tokens, head):
        # "the model in deep water": where it is does not say which it is
        where = head + 1 < len(tokens) and tokens[head + 1].low in ("in", "on", "with", "at", "by")
        of_a_way = tokens[at - 1].low == "of" and noun in _stems_of("ways")
        opens = at < _FIRST_PLACES or (of_a_way and not _is_made(tokens[:at]))
        return is_part and where and opens
    if is_part and head == at + 1 and tokens[at - 1].low == "of" and at:
        return noun in _stems_of("ways") and not _is_made(tokens[:at])
    if is_part and head == at + 1 and at and _CREATES.match(tokens[at - 1].low):
        return True
    is_asked = noun in _STATED and head == at + 1 and tokens[at - 1].low in _ASKS
    is_subject = at == 0 or is_asked or _opens_what_is_said(tokens[:at])
    if is_subject and _has_verb_next(tokens, head):
        return at == 0 or head == at + 1 or is_part or is_problem
    return is_problem and head == at + 1


def _is_loose_same(tokens: Sequence[Token], at: int) -> bool:
    """``the same trend``: as what? Told by ``as`` or ``for both`` behind it, or by two things
    before it."""
    behind = {one.low for one in tokens[at + 1 : at + _SAME_AS]}
    before = tokens[:at]
    names = [one for one in before if one.tag in THINGS and one.low not in listed("the paper")]
    return len(names) < 2 and behind.isdisjoint(_TELLS_SAME)


def _opens_what_is_said(before: Sequence[Token]) -> bool:
    """``We also prove that``, and any two words before a comma or ``that``."""
    if before[-1].low not in ("that", ","):
        return False
    is_report = before[-1].low == "that" and all(
        one.tag in VERBS + "OAM" or one.low in listed("the paper") or one.low in ("this", "our")
        for one in before[:-1]
    )
    return is_report or len(before) < _FIRST_PLACES * 2


def _is_made(before: Sequence[Token]) -> bool:
    """Whether something is proposed there, which may be what is meant."""
    return any(one.tag in VERBS + GERUND and _CREATES.match(one.low) for one in before)


def _defined(tokens: Sequence[Token], head: int) -> bool:
    """Whether what follows the noun tells which one is meant."""
    if head + 1 >= len(tokens):
        return False
    one, behind = tokens[head + 1], tokens[min(head + 2, len(tokens) - 1)]
    is_participle = one.tag == PARTICIPLE and behind.tag in "PTA"
    if one.low in listed("defines") or is_participle or one.tag in _DEFINING:
        return True
    return one.tag == "," and behind.tag in RELATIVE + "D"


def _is_unique(inside: Sequence[Token]) -> bool:
    """A name, a superlative, a word for what there is once, the paper."""
    if inside[-1].low in listed("known to all") or inside[-1].low in listed("the paper"):
        return True
    return any(
        (any(letter.isupper() for letter in one.text) and len(one.text) > 1)
        or (_NARROWED.fullmatch(one.low) is not None and one.low not in _NO_SUPERLATIVE)
        for one in inside
    )


def _listed_before(before: Sequence[Token]) -> bool:
    """Whether two things are named: ``A and B``."""
    return any(
        one.low in ("and", "or") and place > 0 and before[place - 1].tag in THINGS + ")"
        for place, one in enumerate(before)
    )


def _has_verb_next(tokens: Sequence[Token], head: int) -> bool:
    following = next((one.tag for one in tokens[head + 1 : head + 3] if one.tag != "A"), "")
    return following != "" and following in _VERB_OR_PARTICIPLE


@lru_cache(maxsize=4)
def _stems_of(section: str) -> frozenset[str]:
    return frozenset(map(stem, listed(section)))
