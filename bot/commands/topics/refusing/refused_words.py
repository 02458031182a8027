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
_BETWEEN = re.compile(r" ?[,;.] (?:(?:or|and|nor) )?| (?:or|and|nor) ", re.I)
# what follows is wanted: not robots, only maps
_INSTEAD_OF = rf"(?:but )?(?:(?:only|just|rather|instead) |(?={WISH} |{WORK} ))"
# so does what a part of its own begins with: no games and more maps; I hate surveys, love tables
_OF_ITS_OWN = (
    rf"(?:{_INSTEAD_OF}|(?:but )?(?:more|also|plus|too|(?:(?:i|we) )?(?:do |really )?"
    r"(?:want|love|like|prefer|need|enjoy|keep|include|add|follow)) |"
    r"but (?!not?\b|nor\b|without\b))(?:(?:in|about|on) )?"
)
_ONLY = re.compile(_OF_ITS_OWN, re.I)
# how many, how large, how old, when: 20 papers, no more than five, no matter how, at night
_NO_WORD = re.compile(
    r"\d+$|(?:than|matter|at|before|after|until|older|newer|longer|shorter|many|much|so|too)\b",
    re.I,
)
# a part that says nothing of papers, and one that lets them in
_COURTESY = re.compile(
    r"(?:(?:many )?thanks|thank you|thx|cheers|please|pls)(?: (?:very much|a lot|so much|you))?|"
    r".+ (?:is|are) (?:ok|okay|fine|welcome|good|all ?right)",
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
    rf"(?: ?[,;.] (?:and )?| and | (?=but )){_OF_ITS_OWN})(?P<wanted>.+)$",
    re.I | re.S,
)
WORD_ENDS = " .!)。！）"


def wanted_instead(refused: str) -> tuple[tuple[str, ...], str] | None:
    """What is refused and what is wanted of "surveys, only robots"; None for any other words."""
    found = _INSTEAD.match(refused)
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
    said = [each for each in _parts(refused) if not _COURTESY.fullmatch(each.rstrip(WORD_ENDS))]
    bare = [_without_end(each) for each in said]
    words = [_BEFORE_WORD.sub("", each).strip().strip('"“”') for each in bare]
    can_be = all(map(_can_be_a_word, words))
    return tuple(dict.fromkeys(words)) if can_be else ()


def _can_be_a_word(word: str) -> bool:
    is_none = _NO_WORD.match(word) or _CLAUSE_WORDS.match(word)
    return 0 < len(word.split()) <= LONGEST_WORD and not is_none


def _parts(refused: str) -> list[str]:
    return [each.strip() for each in _BETWEEN.split(" ".join(refused.split()))]


def _without_end(part: str) -> str:
    """What comes after a word: "survey papers, please!" """
    words = part.replace(",please", " please").split()
    while words:
        words[-1] = words[-1].rstrip(".!)")
        if words[-1] and not _is_idle(words):
            break
        words.pop()
    return " ".join(words)


def _is_idle(words: list[str]) -> bool:
    """Whether the last word says nothing; of position papers it does."""
    *before, last = (each.casefold() for each in words[-2:])
    return bool(before) and (last == "please" or (last in _LAST_WORDS and before != ["position"]))


def wants_instead(refused: str) -> bool:
    return any(map(_ONLY.match, _parts(refused)))
