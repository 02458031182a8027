"""The words of what a line of /topics refuses, and what of it is wanted after all. Pure.

Patterns are for lines of single blanks, as in refusals.py.
"""

import re

from bot.commands.topics.wording.sentences import (
    ABOUT,
    LONGEST_WORD,
    THINGS,
    WISH,
    WORK,
    without_lead,
)

_BEFORE_WORD = re.compile(
    rf"^(?:interested in |{THINGS} {ABOUT} |{ABOUT} |to do with |"
    r"(?:with|in|for|from|the|any|an?|no|not|nor|without|no more|please|really) )+",
    re.I,
)
_LAST_WORDS = frozenset(
    (
        "paper",
        "papers",
        "article",
        "articles",
        "work",
        "works",
        "ones",
        "stuff",
        "either",
        "anymore",
        "again",
    )
)
_INTERESTED = re.compile(r"^(?:really )?interested in ", re.I)
# no games but chess: what begins with "but" is a part of its own
_BUT = r"(?:but (?!not?\b|nor\b|without\b|except\b)|(?:but )?except (?:for )?(?:of )?)"
_BETWEEN = re.compile(rf" ?[,;.] (?:(?:or|and|nor) )?| (?:or|and|nor) | (?={_BUT})", re.I)
_QUOTED = re.compile(r"\"[^\"]+\"|“[^”]+”")
# holds the words of a quotation together
_HELD = "\N{NO-BREAK SPACE}"
_STOPS = re.compile(r" ?[,;.] ")
_REFUSED_AGAIN = re.compile(r"(?:(?:and|or) )?(?:please )?(?:no|not|nor|or|without)\b", re.I)
_CLOSED = re.compile(r"(?:^| )n?or ", re.I)
# kinds of papers stand in one list: no surveys, position papers
_KIND = re.compile(
    r"(?:surveys?|reviews?|overviews?|tutorials?|position|opinions?|editorials?|theses|thesis|"
    r"errata|comments|primers?)(?: papers?| articles?)?",
    re.I,
)
# what follows is wanted: not robots, only maps
_INSTEAD_OF = rf"(?:but )?(?:(?:only|just|rather|instead) |(?={WISH} |{WORK} ))"
# so does what a part of its own begins with: no games and more maps; I hate surveys, love tables
_OF_ITS_OWN = (
    rf"(?:{_INSTEAD_OF}|(?:but )?(?:more|also|plus|too|(?:(?:i|we) )?(?:do |really )?"
    r"(?:want|love|like|prefer|need|enjoy|keep|include|add|follow)) |"
    rf"{_BUT})(?:(?:in|about|on) )?"
)
_ONLY = re.compile(_OF_ITS_OWN, re.I)
_WITH = re.compile(r"with ", re.I)
# how many, how large, how old, when: 20 papers, no more than five, no matter how, at night
_NO_WORD = re.compile(
    r"\d+$|(?:than|matter|at|before|after|until|older|newer|longer|shorter|many|much|so|too)\b",
    re.I,
)
# a part that says nothing of papers, and one that lets them in
_COURTESY = re.compile(
    r"(?:(?:many |no )?thanks|(?:no )?thank you|thx|cheers|please|pls|ok|okay)"
    r"(?: (?:very much|a lot|so much|you))?|"
    r".+ (?:(?:is|are) (?:good|all ?right)|(?:(?:is|are) )?(?:ok|okay|fine|welcome|allowed))",
    re.I,
)
# and one that is more than a word: anything but maps, to miss maps, maps that I know
_CLAUSE_WORDS = re.compile(
    r"(?:but|to|if|as|unless|because|anything|everything|something|nothing|missing)\b|"
    r".*\b(?:is|are|was|were|do|does|can|will|much|often|i|we|you|it|they)$|"
    r".* (?:is|are|was|were|do|does|can|will|i|we|you|they) ",
    re.I,
)
_INSTEAD = re.compile(
    rf"^(?P<words>.+?)(?: ?[,;.]? {_INSTEAD_OF}|"
    rf"(?: ?[,;.] (?:and )?| and | (?=but |except ))(?:{_OF_ITS_OWN}|with ))(?P<wanted>.+)$",
    re.I | re.S,
)
WORD_ENDS = " .:!)。！）"


def wanted_instead(refused: str) -> tuple[tuple[str, ...], str] | None:
    """What is refused and what is wanted of "surveys, only robots"; None for any other words."""
    found = _INSTEAD.match(_INTERESTED.sub("", refused))
    words = words_in(found["words"]) if found else ()
    if not found or not words:
        return None
    wanted = found["wanted"]
    return words, (without_lead(wanted) or wanted).strip(WORD_ENDS)


def words_in(refused: str) -> tuple[str, ...]:
    """The words of a list, without what stands about them: "papers on robots, or any games
    please"; none where one can be no word that papers have, or is what is wanted instead."""
    if wants_instead(refused):
        return ()
    said = [each for each in _parts(refused) if not lets_in(each)]
    bare = [_without_end(each) for each in said]
    words = [_BEFORE_WORD.sub("", each).strip().strip('"“”') for each in bare]
    can_be = all(map(_can_be_a_word, words))
    return tuple(dict.fromkeys(words)) if can_be else ()


def lets_in(part: str) -> bool:
    """Thanks; games are ok."""
    return _COURTESY.fullmatch(part.rstrip(WORD_ENDS)) is not None


def perhaps_wanted(refused: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What "surveys, robots" refuses for sure, and what may be wanted or refused as well. None for
    a list that "or" holds together, and for one of kinds of papers."""
    said = [each for each in _STOPS.split(" ".join(refused.split())) if not lets_in(each)]
    last = said[-1] if said else ""
    again = [place == 0 or bool(_REFUSED_AGAIN.match(each)) for place, each in enumerate(said)]
    sure = words_in(", ".join(each for each, no in zip(said, again, strict=True) if no))
    open_list = ", ".join(each for each, no in zip(said, again, strict=True) if not no)
    rest = tuple(each for each in (_without_end(each) for each in _parts(open_list)) if each)
    if not sure or not rest or _CLOSED.search(last) or all(map(_KIND.fullmatch, (*sure, *rest))):
        return None
    return sure, rest


def _can_be_a_word(word: str) -> bool:
    is_none = _NO_WORD.match(word) or _CLAUSE_WORDS.match(word)
    return 0 < len(word.split()) <= LONGEST_WORD and not is_none


def _parts(refused: str) -> list[str]:
    line = _INTERESTED.sub("", " ".join(refused.split()))
    whole = _QUOTED.sub(lambda found: found[0].replace(" ", _HELD), line)
    return [each.replace(_HELD, " ").strip() for each in _BETWEEN.split(whole)]


def _without_end(part: str) -> str:
    """What comes after a word: "survey papers, please!" """
    words = part.replace(",please", " please").replace(" any more", " anymore").split()
    while words:
        words[-1] = words[-1].rstrip(".:!)")
        if words[-1] and not _is_idle(words):
            break
        words.pop()
    return " ".join(words)


def _is_idle(words: list[str]) -> bool:
    """Whether the last word says nothing; of position papers it does."""
    *before, last = (each.casefold() for each in words[-2:])
    return bool(before) and (last == "please" or (last in _LAST_WORDS and before != ["position"]))


def wants_instead(refused: str) -> bool:
    first, *later = _parts(refused)
    beside = not _WITH.match(first) and any(map(_WITH.match, later))
    return beside or any(map(_ONLY.match, (first, *later)))
