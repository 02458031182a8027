"""Where the parts of a sentence begin that grammar lets go. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from bot.editorial.sentences.tagging import (
    ADVERB,
    CLOSE,
    COLON,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    FINITE,
    GERUND,
    OPEN,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SEMICOLON,
    THINGS,
    TO,
    VERBS,
    Token,
    listed,
    tagged,
    text_of,
)
from bot.editorial.sentences.wholeness import CONTRAST, adjunct_end, begins_clause, depths

Kind = Literal[
    "relative",  # ", which ..."
    "participle",  # ", achieving ..."
    "clause",  # ", and it ..."
    "predicate",  # " and shows ..."
    "purpose",  # " to reach ..."
    "manner",  # " by pruning ..."
    "listing",  # " including ..."
    "phrase",  # ", with ..."
    "restrictive",  # " that holds ..."
    "apposition",  # ", a stove for ..."
]
# What stays says nothing about whether these are so: they take a hedge of their own along.
CLAUSES: frozenset[Kind] = frozenset(("relative", "participle", "clause", "predicate"))


class Tail(NamedTuple):
    """The end of a sentence, from token ``start`` on."""

    kind: Kind
    start: int


_MAKES = re.compile(
    r"propos|present|introduc|develop|design|build|built|construct|devis|use[sd]?$|employ|"
    r"appl(?:y|ies|ied)$|adopt|leverag|combin|integrat|creat|provid|formulat|implement|releas|"
    r"collect|curat|train|exploit|extend|incorporat"
)
# "We present a stove for small rooms": that there is a stove is true as well
_CREATES = re.compile(
    r"propos|present|introduc|develop|design|buil[dt]|construct|devis|formulat|creat|provid|releas|"
    r"describ|giv|offer|report"
)
_TAKES_INFINITIVE = re.compile(
    r".*(?:abilit(?:y|ies)|able|attempt|effort|need|ways?|failure|tendency|capacity|capability|"
    r"potential|opportunity|power|incentive|desire|willingness|right|decision|choice|order|"
    r"goal|aim|purpose|objective|view|hope|intention|chance|"
    r"models?|agents?|users?|researchers|systems?|us|them|it|how|what|where|so|whether|enough|too|"
    r"likely|possible|necessary|sufficient|difficult|easy|hard|first|only|one)"
)
_AIM = re.compile(r"in order to |with the (?:goal|aim|purpose|objective) of|so as to |aimed at ")
_AIM_BEGINS = frozenset(("in", "with", "so", "aimed"))
_MARKS = COMMA + SEMICOLON + COLON + DASH
_OPENS = _MARKS + OPEN
# tags that are asked for together
_THING_OR_CLOSE = THINGS + CLOSE
_LED_ON = PREPOSITION + TO
_VERB_OR_LEAD = VERBS + RELATIVE + TO + "P,"
_FINITE_OR_PARTICIPLE = FINITE + PARTICIPLE
_ENDS_NOUN = COMMA + FINITE + GERUND + COORDINATOR + "v"
_LISTS = frozenset(("including", "namely", "e.g.", "such", "like", "spanning", "covering"))
# "..., in two dimensions" is a condition; "..., with a new proof" is none
_REMARKS = frozenset(("with", "based", "by", "through", "via"))
_PHRASES = _REMARKS | {"across", "in", "from", "for", "on"}
_BACKGROUND = frozenset(
    ("given", "since", "because", "as", "while", "whereas", "although", "though", "despite")
)
_ONE_OF_A_KIND = frozenset(("first", "largest", "most", "only", "so-called"))
_NARROWED = re.compile(r"first|only|all|any|every|no|each|same|best|most|least|largest|.{4,}est")
_LEAST_BEFORE = 3


@lru_cache(maxsize=64)
def tails(sentence: str) -> tuple[Tail, ...]:
    """The ends that may go for their grammar, the shortest first; the caller checks that what
    stays is whole."""
    tokens = tagged(sentence)
    level = depths(tokens)
    found = [
        Tail(kind, at)
        for at in range(_LEAST_BEFORE, len(tokens) - 1)
        if level[at] == 0 and (kind := _tail_at(tokens, at)) is not None
    ]
    return tuple(reversed(found))


def background_end(tokens: Sequence[Token]) -> int | None:
    """The comma behind "Although stoves smoke," of a sentence that goes on with "we propose"."""
    comma = adjunct_end(tokens) if tokens and tokens[0].low in _BACKGROUND else None
    if comma is None or comma + 3 > len(tokens) or tokens[comma + 1].low != "we":
        return None
    verb = tokens[_past_adverbs(tokens, comma + 2)]
    return comma if _CREATES.match(verb.low) else None


def _tail_at(tokens: Sequence[Token], at: int) -> Kind | None:
    one, before = tokens[at], tokens[at - 1]
    if one.tag in _MARKS:
        return _after_mark(tokens, at)
    if before.tag in _OPENS:
        return None  # the mark begins the end
    if one.tag == COORDINATOR:
        return _coordinated(tokens, at, with_comma=False)
    if one.tag == TO:
        return "purpose" if _is_purpose(tokens, at) else None
    if one.low in ("that", "which"):
        return "restrictive" if one.tag == RELATIVE and _is_indefinite(tokens, at) else None
    # the word tells most of them apart, and this is asked of every word
    if one.low in _AIM_BEGINS and _AIM.match(text_of(tokens[at : at + 4])):
        return "purpose"
    return _after_noun(tokens, at)


def _after_noun(tokens: Sequence[Token], at: int) -> Kind | None:
    """An end that no comma parts."""
    one, following = tokens[at], tokens[at + 1]
    if one.low in CONTRAST:
        return "clause" if _is_contrast(tokens, at) else None
    if following.low in listed("heads a condition") or _is_compound(tokens, at):
        return None
    by = one.low in ("by", "through", "via") and following.tag == GERUND
    if by or (one.low == "using" and tokens[at - 1].tag in _THING_OR_CLOSE):
        return None if _is_passive(tokens, at) else "manner"
    if one.low in ("including", "e.g.") or (one.low == "such" and following.low == "as"):
        return "listing"
    narrows = one.low in _PHRASES or (one.tag == PARTICIPLE and following.tag in _LED_ON)
    if narrows and _is_created(tokens, at):
        return "restrictive"
    return "phrase" if one.low == "as" and following.low == "well" else None


def _is_compound(tokens: Sequence[Token], at: int) -> bool:
    """``a network (NN) based model``."""
    return tokens[at].low == "based" and tokens[at + 1].low not in ("on", "upon")


def _after_mark(tokens: Sequence[Token], at: int) -> Kind | None:
    mark = tokens[at]
    if mark.tag in SEMICOLON + COLON:
        return "clause" if mark.tag == SEMICOLON else "apposition"
    after = _past_adverbs(tokens, at + 1)
    one, following = tokens[after], tokens[min(after + 1, len(tokens) - 1)]
    if one.tag == COORDINATOR:
        return _coordinated(tokens, after, with_comma=True)
    if one.low in CONTRAST:
        return "clause" if _is_contrast(tokens, after) else None
    is_relative = one.tag == PREPOSITION and following.tag == RELATIVE
    if is_relative or one.tag == RELATIVE or one.low == "where":
        return "relative"
    if one.low in _LISTS:
        return "listing"
    if tokens[at + 1].low == "i.e.":
        return "apposition"
    return _modifier(tokens, after)


def _modifier(tokens: Sequence[Token], after: int) -> Kind | None:
    """What begins behind a comma and is no clause with a subject."""
    one, following = tokens[after], tokens[min(after + 1, len(tokens) - 1)]
    if one.tag == GERUND or (one.tag == PARTICIPLE and following.tag in PREPOSITION + TO + ADVERB):
        return None if one.low in listed("heads a condition") else "participle"
    if one.low in _REMARKS or (one.low == "as" and following.low == "well"):
        return "phrase"
    if one.tag == TO:
        return "purpose"
    is_new = one.low in ("a", "an") or (one.low == "the" and following.low in _ONE_OF_A_KIND)
    return "apposition" if is_new and _is_noun_phrase(tokens[after:]) else None


def _past_adverbs(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) - 1 and tokens[at].tag == ADVERB:
        at += 1
    return at


def _is_noun_phrase(tokens: Sequence[Token]) -> bool:
    """Whether no verb belongs to the noun at the beginning."""
    first = next((one.tag for one in tokens if one.tag in _VERB_OR_LEAD), "")
    return first not in VERBS or not first


def _coordinated(tokens: Sequence[Token], at: int, *, with_comma: bool) -> Kind | None:
    """``and we show ...``, ``and show ...``; None for what only ends a list."""
    if tokens[at].low != "and":
        return None
    after = _past_adverbs(tokens, at + 1)
    one = tokens[after]
    if one.tag in VERBS:
        return None if _lists_verbs(tokens, at) else "predicate"
    is_clause = begins_clause(tokens[after:]) and (with_comma or one.tag == PRONOUN)
    return "clause" if is_clause else None


def _lists_verbs(tokens: Sequence[Token], at: int) -> bool:
    """Whether ``and`` stands before the third verb of ``we propose A, evaluate B, and ...``."""
    level = depths(tokens[:at])
    return any(
        one.tag == COMMA
        and level[place] == 0
        and tokens[_past_adverbs(tokens, place + 1)].tag in _FINITE_OR_PARTICIPLE
        for place, one in enumerate(tokens[: at - 1])
    )


def _is_contrast(tokens: Sequence[Token], at: int) -> bool:
    following = _past_adverbs(tokens, at + 1)
    return tokens[following].tag == GERUND or begins_clause(tokens[following:])


def _is_purpose(tokens: Sequence[Token], at: int) -> bool:
    """Whether ``to do`` tells what a thing is used for, and no verb or noun asks for it."""
    before = tokens[at - 1]
    if _is_created(tokens, at):
        return True
    if before.tag not in "NX)" or _TAKES_INFINITIVE.fullmatch(before.low):
        return False
    verb = tokens[_verb_before(tokens, at)]
    return _MAKES.match(verb.low) is not None


def _is_created(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun before is one thing of many that the authors give."""
    if tokens[at - 1].tag not in "NX)" or not _is_indefinite(tokens, at):
        return False
    verb = _verb_before(tokens, at)
    return _CREATES.match(tokens[verb].low) is not None or (verb == 0 and tokens[0].tag == "D")


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    return tokens[_verb_before(tokens, at)].tag == PARTICIPLE


def _verb_before(tokens: Sequence[Token], at: int) -> int:
    return next((place for place in range(at - 1, 0, -1) if tokens[place].tag in "VEMBIv"), 0)


def _is_indefinite(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun before is one of many: ``a model of rain that ...``."""
    for one in reversed(tokens[max(0, at - 8) : at]):
        if one.tag in _ENDS_NOUN or _NARROWED.fullmatch(one.low):
            return False
        if one.tag == DETERMINER:
            return one.low in ("a", "an")
    return False
