"""Whether a sentence refers to something that it does not say. Pure.

``this space``, ``both capabilities``, ``it``, ``the two stages`` need something named before them:
in the sentence itself, or in the title above it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.editorial.sentences.definites import is_loose_definite, words_of
from bot.editorial.sentences.noun_phrases import head_of
from bot.editorial.sentences.tagging import (
    ADJECTIVE,
    COORDINATOR,
    GERUND,
    NUMBER,
    PARTICIPLE,
    SUBORDINATOR,
    THINGS,
    TO,
    VERBS,
    Token,
    listed,
    tagged,
    text_of,
)
from bot.text.word_heads import headed
from bot.text.words import stem

_AT_FIRST = re.compile(
    r"\W*(?:here,? (?!we\b)|(?:the )?above\b(?!-)|another |other |the other |a second |"
    r"our (?:second|third|next|other) |"
    r"the (?:former|latter|second|third|remaining|rest|resulting|corresponding|following|same) |"
    r"(?:resulting|corresponding) |"
    r"(?:similarly|likewise|conversely|otherwise|instead|by contrast|in contrast|as such|in turn|"
    r"in response|for example|for instance|therefore|thus|hence|consequently|however|moreover),|"
    r"(?:first|second|third|then|next|finally|also|too|so(?! far)|such|doing so|to do so)\b|"
    r"on the one hand|one such|one (?:example|reason|consequence) is\b|"
    r"(?:for|in|of) each,|each of|some of these|among (?:them|these)|of these|"
    r"the (?:key|core|main|central|basic) (?:idea|insight|challenge|observation)\b|"
    r"we (?:\w+ly )?\w+ (?:and \w+ )?corresponding (?!to\b))",
    re.I,
)
_ANYWHERE = headed(
    r"\b(?:the (?:former|latter)|aforementioned|above-?mentioned|the above(?!-)|"
    r"above (?:\w+ )?(?:challenge|issue|problem|limitation|question|observation|drawback)s?|"
    r"(?:mentioned|described|discussed|as) above|"
    r"under (?:consideration|discussion)|"
    r"previously (?:mentioned|introduced|described)|do(?:es|ing)? so|to this end|in this (?:way|"
    r"manner|regard|"
    r"respect|direction|vein|context|setting|regime|case)|in that case|for this (?:purpose|"
    r"reason|end)|the (?:converse|opposite)|one such|the (?:first|second|third|last) one|"
    r"(?:responsible for|related to|associated with) (?:them|it)|"
    r"(?:propose|present|introduce|develop|design|provide|describe|build)s? such|"
    r"to (?:alleviate|address|overcome|mitigate|tackle) (?:associated|related|corresponding)|"
    r"(?:of|for) the (?:closely )?related (?!to\b)|"
    r"(?:fill|bridge|close|closes|fills|bridges|filling|bridging|closing) (?:that|this) gap|"
    r"(?:is|are) then (?=\w+ed\b)|in the same (?:[\w-]+ ){0,2}(?:way|manner|fashion)\b(?! as\b)|"
    r"(?:if|whether|how) (?:the|this) \w+ (?:thus|then|therefore|hence)\b|"
    r"(?:propose|present|describe|introduce|develop|construct)s? another (?!proof|way)|"
    r"the (?:statement|condition|assumption|hypothesis|property|claim) [a-zα-ω]\b(?! )|"
    r"(?:algorithm|theorem|lemma|proposition|corollary|equation|assumption) \d+|"
    r"an? (?:generali[sz]ation|strengthening|refinement|converse) (?:to|in|is|are|was)|"
    r"such an? (?:approach|method|model|system|setting|framework|strategy|result))\b",
    "another statement condition assumption hypothesis property claim algorithm theorem "
    "lemma proposition corollary equation "
    "generalize generalise strengthen refine "
    "same former latter aforementioned above mentioned previously do does doing end way manner "
    "regard consideration discussion "
    "respect direction vein context setting regime case purpose reason converse opposite such "
    "thus therefore hence "
    "associated related corresponding first second third last responsible gap then",
)
_EXPLETIVE = re.compile(
    r"it (?:is|was|has been|remains|becomes|turns out|follows|can be|may be|seems|appears|would be|"
    r"might be|will be)\b"
    r"(?! (?:then )?(?:used|applied|extended|adapted|employed|modified|combined)\b)"
)
_VERB_OR_STOP = VERBS + ";."
_OWN = frozenset(("own", "kind", "type", "sort", "class", "size"))
_ONE = frozenset(("it", "its", "itself"))
_MANY = re.compile(r".*(?<![siu])s|people|data|media|criteria|phenomena|men|women|children|.+ae")
_SUCH_AS = re.compile(r"[^,;:]*?(?:\bthat\b|(?<!well )\bas\b(?! well\b))")
_SUMS_UP = re.compile(
    r"; ?this (?:is|was|takes?|took|costs?|needs?|needed|requires?|required|makes?|made|gives?|"
    r"gave|means|meant|leads|led|allows?|allowed)"
)
_CONCEDES = frozenset(("despite", "like", "unlike", "given"))
_COLLECTS = frozenset(
    ("class", "classes", "family", "families", "kind", "kinds", "type", "types", "set", "series")
)
_POINTS_AHEAD = frozenset(
    ("of", "that", "who", "which", "with", "in", "from", "for", "where", "by")
)


@lru_cache(maxsize=512)
def refers_back(sentence: str, title: str = "", named: str = "") -> bool:
    """Whether a reader of ``title`` and ``sentence`` alone must ask what is meant. What
    stands in ``named`` needs no more than ``the``."""
    if _AT_FIRST.match(sentence) or _ANYWHERE.is_in(sentence.lower()):
        return True
    tokens, known = tagged(sentence), _words_of_title(title)
    definite = known | _words_of_title(named) if named else known
    points = [at for at, one in enumerate(tokens) if one.low in _POINTERS]
    return any(_is_loose(tokens, at, known, definite) for at in points)


@lru_cache(maxsize=16)
def _words_of_title(title: str) -> frozenset[str]:
    return words_of(tagged(title))


# the words of _is_loose, which most words are not
_POINTERS = frozenset(
    (
        *("it", "its", "itself", "they", "their", "them", "themselves"),
        *("this", "these", "that", "those", "such", "both", "the"),
    )
)


def _is_loose(
    tokens: Sequence[Token], at: int, known: frozenset[str], definite: frozenset[str]
) -> bool:
    """Whether the word at ``at`` points to something that is nowhere."""
    match tokens[at].low:
        case "it" | "its" | "itself" | "they" | "their" | "them" | "themselves":
            return _is_loose_pronoun(tokens, at)
        case "this" | "these" | "that" | "those" | "such":
            return _is_loose_demonstrative(tokens, at, known)
        case "both":
            return _is_loose_both(tokens, at)
        case "the":
            return is_loose_definite(tokens, at, definite)
        case _:
            return False


def _is_loose_pronoun(tokens: Sequence[Token], at: int) -> bool:
    if _EXPLETIVE.match(text_of(tokens[at : at + 5])) and _is_expletive(tokens, at):
        return False
    before = tokens[:at]
    if _is_in_its_owner(tokens, at):
        return True
    if _names(before) and _agrees(before, tokens[at].low) and not _follows_adjunct(before):
        return False
    # "despite its size, the model": what is meant comes behind the comma
    comma = next((place for place in range(at, len(tokens)) if tokens[place].tag == ","), None)
    opens = tokens[0].low in listed("opens an adjunct") and "," not in {one.tag for one in before}
    return not (opens and comma is not None and _names(tokens[comma:]))


def _is_in_its_owner(tokens: Sequence[Token], at: int) -> bool:
    """``We give a bound for its heat``: of two that could be meant, one is the bound itself."""
    inside = tokens[at].low in ("its", "their") and tokens[at - 1].low in ("of", "for")
    if not inside or at + 1 == len(tokens) or tokens[at + 1].low in _OWN:
        return False
    verb = next((place for place in range(at - 2, 0, -1) if tokens[place].tag in VERBS), 0)
    phrase = tokens[verb + 1 : at - 1]
    one_thing = bool(phrase) and phrase[0].low in ("a", "an", "the")
    return one_thing and not _names(tokens[:verb]) and all(one.tag in "DNJEXYI" for one in phrase)


def _agrees(before: Sequence[Token], pronoun: str) -> bool:
    """Whether one thing is named for ``it``, several for ``they``."""
    things = [one.low for one in before if one.tag in THINGS]
    several = [word for word in things if _MANY.fullmatch(word)]
    if pronoun in _ONE:
        return len(several) < len(things)
    return bool(several) or any(one.low in ("and", "or", "each", "every") for one in before)


def _follows_adjunct(before: Sequence[Token]) -> bool:
    """``For dry straw, we find that it ...``: the beginning does not name what is meant."""
    if before[0].tag != "P" or before[0].low in _CONCEDES:
        return False
    comma = next((at for at, one in enumerate(before) if one.tag == ","), None)
    return comma is not None and not _names(before[comma:])


def _is_expletive(tokens: Sequence[Token], at: int) -> bool:
    """``it is shown that``, ``it is hard to``."""
    verb, following = tokens[at + 1].low, tokens[min(at + 2, len(tokens) - 1)].tag
    if verb in ("is", "was") and following in "DNX":  # "it is the first to"
        return False
    return any(
        one.tag == TO or one.low in ("that", "whether", "how", "why", "if")
        for one in tokens[at + 2 : at + 9]
    )


def _names(tokens: Sequence[Token]) -> bool:
    """Whether a thing is named, other than the authors and the paper."""
    return any(one.tag in THINGS and one.low not in listed("the paper") for one in tokens)


def _is_loose_demonstrative(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    one, following = tokens[at], tokens[min(at + 1, len(tokens) - 1)]
    if one.low == "that" and one.tag != "D":
        return False
    if one.low == "such" and _SUCH_AS.match(text_of(tokens[at + 1 : at + 8])):
        return False
    ahead = following.low in _POINTS_AHEAD or following.tag in GERUND + PARTICIPLE
    if one.low in ("those", "that") and ahead:
        return False
    head = head_of(tokens, at)
    of = tokens[head].low in _COLLECTS and head + 1 < len(tokens) and tokens[head + 1].low == "of"
    head = head_of(tokens, head + 1) if of else head  # "this class of stoves"
    owner = (one.low for one in tokens[at + 1 : head + 1] if one.low.endswith(("'s", "’s")))
    noun = next(owner, tokens[head].low).removesuffix("'s").removesuffix("’s")
    if {noun, following.low} & listed("the paper"):
        return False
    if _sums_up(tokens, at):
        return False
    if one.low != "such" and noun != one.low and _is_known(noun, one.low, known):
        return _narrows(tokens[at + 1 : head], known)
    before = tokens[:at]
    return not (stem(noun) in words_of(before) or _told_before(before))


def _sums_up(tokens: Sequence[Token], at: int) -> bool:
    """``We train on 64 cards; this took nine days``: the clause before it is meant."""
    clause = any(one.tag in VERBS for one in tokens[:at])
    return clause and _SUMS_UP.fullmatch(text_of(tokens[at - 1 : at + 2])) is not None


def _is_known(noun: str, pointer: str, known: frozenset[str]) -> bool:
    """``these models`` are meant by a title of models, and not by one of a model."""
    return (noun if pointer in ("these", "those") else stem(noun)) in known


def _narrows(inside: Sequence[Token], known: frozenset[str]) -> bool:
    """``these three stoves`` and ``this unusual heat``, where the title has stoves and heat."""
    return any(
        (one.tag == NUMBER and one.low.isalpha())
        or (one.tag == ADJECTIVE and one.low not in known and one.low not in listed("says nothing"))
        for one in inside
    )


def _told_before(before: Sequence[Token]) -> bool:
    """Whether a clause about something other than the paper is over."""
    verb = next((place for place, one in enumerate(before) if one.tag in VERBS), None)
    if verb is None or any(one.low in listed("speaks of the paper") for one in before[:verb]):
        return False
    ends = [
        place
        for place, one in enumerate(before)
        if place > verb and one.tag in ";:-" + COORDINATOR + SUBORDINATOR and one.low != "that"
    ]
    return bool(ends) and _names(before[: ends[-1]])


def _is_loose_both(tokens: Sequence[Token], at: int) -> bool:
    """``both capabilities``, unless ``both A and B`` or two things named before."""
    for one in tokens[at + 1 : at + 22]:
        if one.low in ("and", "&"):
            return False
        if one.tag in _VERB_OR_STOP:
            break
    head = head_of(tokens, at)
    if head > at and _MANY.fullmatch(tokens[head].low):
        return stem(tokens[head].low) not in words_of(tokens[:at])
    return not any(one.low in ("and", "versus", "or") for one in tokens[:at])
