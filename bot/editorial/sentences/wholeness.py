"""Whether a part of a tagged sentence can stand as one. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.editorial.sentences.tagging import (
    ADVERB,
    AUXILIARY,
    CLOSE,
    COMMA,
    COORDINATOR,
    FINITE,
    GERUND,
    INFINITIVE,
    OPEN,
    QUOTE,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    THINGS,
    VERBS,
    Token,
    listed,
)

_PAIRS = {
    ("both",): "and",
    ("either",): "or",
    ("neither",): "nor",
    ("between",): "and",
    ("not", "only"): "but",
}
CONTRAST = ("while", "whereas", "whilst")
# tags that are asked for together
_LEADS = RELATIVE + SUBORDINATOR
_VERB = FINITE + INFINITIVE
_VERB_OR_ADVERB, _VERB_OR_COORDINATOR = VERBS + ADVERB, VERBS + COORDINATOR
_PARTS_CLAUSES = _LEADS + COMMA + COORDINATOR + STOP + GERUND + "T;:"
_ENDS = THINGS + CLOSE + QUOTE + ADVERB + "EO"
_FUNCTIONAL = ("prepositions", "determiners", "never last")
_INTRANSITIVE = re.compile(
    r"exist|work|fail|differ|vari|vary|emerg|improv|converg|decreas|increas|grow|chang|hold|occur|"
    r"persist|matter|aris|degrad|scal|generali|transfer|succeed|declin|collaps|evolv|coincide|"
    r"interact|diverg|vanish|drop|fall|rise"
)


def depths(tokens: Sequence[Token]) -> tuple[int, ...]:
    """How many brackets each token stands in."""
    tags = [one.tag for one in tokens]
    if OPEN not in tags and CLOSE not in tags:
        return (0,) * len(tags)
    depth, found = 0, []
    for tag in tags:
        depth -= tag == CLOSE
        found.append(depth)
        depth += tag == OPEN
    return tuple(found)


def main_verb(tokens: Sequence[Token]) -> int | None:
    """Where the verb of the main clause stands; None where the tokens are no whole clause."""
    pending, level, found = 0, depths(tokens), None
    place = 0
    while place < len(tokens):
        one = tokens[place]
        if one.tag in _LEADS and level[place] == 0:
            pending += one.low not in CONTRAST and not _is_loose_how(tokens, place)
        elif one.tag in VERBS and level[place] == 0:
            if not pending and found is None:
                found = place
            pending = max(0, pending - 1)
            while place + 1 < len(tokens) and tokens[place + 1].tag in "MBbAV":
                place += 1  # "has been shown", one verb
        place += 1
    return None if pending else found


def _is_loose_how(tokens: Sequence[Token], at: int) -> bool:
    """``how to build`` and ``how long``; in ``how the stove works`` a verb has to come."""
    return tokens[at].low == "how" and not (at + 1 < len(tokens) and tokens[at + 1].tag in "DN")


def is_whole(kept: Sequence[Token]) -> bool:
    """Whether the tokens can be a sentence, its full stop aside: the main verb is there, nothing
    is left open, and the last word can be one."""
    if not kept or main_verb(kept) is None or not is_closed(kept):
        return False
    return kept[0].tag not in "PTS" or adjunct_end(kept) is not None or _has_we(kept)


def is_closed(kept: Sequence[Token]) -> bool:
    """Whether no bracket, quote, pair or list is left open, and the last word can be one."""
    if len(kept) < 3 or not _may_end(kept):
        return False
    tags = "".join(one.tag for one in kept)
    if tags.count(OPEN) != tags.count(CLOSE) or _has_open_quote(kept) or not _has_pairs(kept):
        return False
    return not _is_open_list(kept)


def adjunct_end(tokens: Sequence[Token]) -> int | None:
    """The comma behind which the main clause begins, where something stands before it."""
    depth = 0
    for at, one in enumerate(tokens[:-2]):
        if one.tag == CLOSE:
            depth -= 1
        elif one.tag == OPEN:
            depth += 1
        elif one.tag == COMMA and depth == 0 and starts_clause(tokens[at + 1 :]):
            return at
    return None


def _has_we(tokens: Sequence[Token]) -> bool:
    """``In two dimensions we prove``."""
    return any(
        one.low == "we" and following.tag in _VERB_OR_ADVERB for one, following in pairwise(tokens)
    )


def starts_clause(tokens: Sequence[Token]) -> bool:
    """Whether a subject and its verb stand there, before any comma, and a whole clause."""
    if not tokens or tokens[0].tag not in "ODNJXY(" or tokens[0].low in ("which", "that", "and"):
        return False
    return begins_clause(tokens) and main_verb(tokens) is not None


def begins_clause(tokens: Sequence[Token]) -> bool:
    """Whether a verb follows its subject before another clause begins."""
    for one in tokens[:16]:
        if one.tag in VERBS:
            return True
        if one.tag in _PARTS_CLAUSES:
            return False
    return False


def _may_end(kept: Sequence[Token]) -> bool:
    last = kept[-1]
    if _breaks_off(kept):
        return False
    if any(last.low in listed(section) for section in _FUNCTIONAL):
        return False
    if last.tag in _VERB:
        return _INTRANSITIVE.match(last.low) is not None
    if last.tag == "J":
        return any(one.tag in AUXILIARY + "b" or one.low.startswith("remain") for one in kept[-5:])
    if last.tag == GERUND:
        return kept[-2].tag in "NJ"  # "charge pumping"
    return last.tag in _ENDS


def _breaks_off(kept: Sequence[Token]) -> bool:
    """``the rules are, in general`` of ``the rules are, in general, needed``."""
    comma = next((at for at in range(len(kept) - 1, 0, -1) if kept[at].tag == COMMA), 0)
    return comma > 0 and kept[comma - 1].tag in "MB"


def _has_open_quote(kept: Sequence[Token]) -> bool:
    text = "".join(one.text for one in kept if one.tag == QUOTE)
    opened = text.count("“") != text.count("”") or text.count("‘") > text.count("’")
    return opened or text.count('"') % 2 == 1


def _has_pairs(kept: Sequence[Token]) -> bool:
    words = tuple(one.low for one in kept)
    for opener, closer in _PAIRS.items():
        for at in range(len(words) if opener[0] in words else 0):
            if words[at : at + len(opener)] == opener and closer not in words[at:]:
                return opener in (("both",), ("between",)) and _stands_alone(kept, at)
    return True


def _stands_alone(kept: Sequence[Token], at: int) -> bool:
    """``both models``, ``between two models``."""
    following = kept[at + 1 : at + 4]
    is_noun = bool(following) and following[0].tag in "NJX"
    return is_noun and any(one.tag == "N" and one.low.endswith("s") for one in following)


def _is_open_list(kept: Sequence[Token]) -> bool:
    """``A, B`` of ``A, B, and C``."""
    level = depths(kept)
    commas = [at for at, one in enumerate(kept) if one.tag == COMMA and level[at] == 0]
    last = kept[commas[-1] + 1 :] if commas else ()
    if not last or any(one.tag in _VERB_OR_COORDINATOR for one in last):
        return False
    if kept[commas[-1] - 1].tag in "JE" and last[0].tag in "JE" and len(last) > 1:
        return False  # "a fast, learned index"
    return last[0].tag in THINGS + "JE" or (last[0].tag == GERUND and len(commas) > 1)
