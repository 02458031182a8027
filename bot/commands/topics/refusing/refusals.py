"""What a line of /topics refuses: no surveys, nothing on robots, "I don't care about games". Pure.

::

    I want papers about video models, but no surveys or reviews
    |-- about ----------------------|     |-- unwanted -------|

A refusal is never made into what is wanted. Where it may be part of a topic's name (learning
without labels, skip connections), or is too long for a word that bars papers, it is asked about.

The patterns are for lines of single blanks: a pattern that may take a run of blanks in several ways
takes hours for a long one.
"""

import re
from dataclasses import dataclass

from bot.commands.topics.wording.sentences import (
    ABOUT,
    LONGEST_WORD,
    THINGS,
    WISH,
    WORK,
    Said,
    without_lead,
)

_APOSTROPHE = r"['\N{RIGHT SINGLE QUOTATION MARK}]?"
_NEVER = rf"(?:(?:do|am|are) not|don{_APOSTROPHE}t|never)"
_ALOUD = (
    r"(?:(?:(?:please )?(?:leave|filter|keep) out|no more|nothing(?= (?:about|on|from|in|"
    r"for|with|to do)\b)|"
    rf"(?:(?:i|we) {_NEVER}|i{_APOSTROPHE}m not|we{_APOSTROPHE}re not) "
    r"(?:(?:really|much) )?(?:want|need|like|interested in|care (?:about|for))"
    r"(?: to (?:see|read|get|have)\b)?|"
    rf"(?:i|we) (?:(?:really|just) )?(?:hate|dislike|can(?:no|{_APOSTROPHE})t stand)|"
    rf"(?:(?:please )?{_NEVER} (?:show|send|give|bring|find|get)|"
    r"(?:please )?stop (?:showing|sending|giving|bringing))(?: (?:me|us))?)\b)"
)
_EXCEPT = r"(?:except(?: for)?|excluding|apart from|aside from)"
# after a stop, a dash or a bracket "no" can only refuse
_STOP = r"(?: ?[,;.]| [\-\N{EN DASH}\N{EM DASH}]| ?\() ?(?:(?:but|and) )?(?:please )?"
# "not only" and "not as such" refuse nothing whole
_WHOLE = r"(?!only\b|just\b|necessarily\b)"
_REFUSED = re.compile(
    rf"(?:[,;.]? (?:but|and) (?:please )?(?:{_ALOUD}|not|no|without)|[,;.]? {_EXCEPT}|"
    rf"[,;.]? (?:(?:that|which) (?:is|are) )?not(?= (?:about|on|with)\b)|"
    rf"{_STOP}(?:{_ALOUD}|{_EXCEPT}|not?)) {_WHOLE}(?P<words>.+)$",
    re.I | re.S,
)
_ALONE = re.compile(rf"(?:please[,]? )?{_ALOUD} {_WHOLE}(?P<words>.+)$", re.I | re.S)
# after these "not" belongs to a verb or a clause: agents that do not cheat, when not to act
_CLAUSE = "do does did is are was can may will has have when what why how if or whether"
_NOT = (
    "".join(rf"(?<!\b{each} )" for each in _CLAUSE.split())
    + r"not(?! (?:to|only|just|yet|so|all)\b)"
)
_DOUBTED = re.compile(
    r"^(?P<about>.+?)[,;]? (?P<phrase>(?:please )?(?:without|other than|rather than|"
    r"instead of|minus|(?:that|which) (?:is|are) not|"
    rf"{_NOT}|"
    r"(?<=[,;] )(?:skip|avoid|ignore|omit))"
    r" (?:an? )?(?P<words>.+))$",
    re.I | re.S,
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
_ALL_BUT = re.compile(
    rf"^(?:{WISH} )?(?:all|everything|anything|(?:(?:all|any|every) )?papers?)[,;]? "
    rf"(?:but(?: (?:not|no|without))?|{_EXCEPT}|without|"
    rf"(?:(?:that|which) are )?not(?= (?:about|on|with)\b)) {_WHOLE}(?P<words>.+)$",
    re.I | re.S,
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
_IN_PART = re.compile(r"\b(?:as such|alone|itself)\b", re.I)


_INSTEAD = re.compile(
    rf"^(?P<words>.+?)(?: ?[,;.]? {_INSTEAD_OF}|"
    rf"(?: ?[,;.] (?:and )?| and | (?=but )){_OF_ITS_OWN})(?P<wanted>.+)$",
    re.I | re.S,
)
# after a comma "and" may go on with what is refused, or with what is wanted
_AND_MORE = re.compile(
    r"^(?P<words>[^,;.]+), and (?!(?:no|not|nor|without)\b)(?P<last>[^,;]+?)\.?$", re.I
)
# not just robots; robots, not only maps; not only maps but also robots
_NOT_JUST = re.compile(
    r"^(?:(?P<about>.+?)[,;] (?:but )?)?not (?:just|only) "
    rf"(?:{THINGS} )?(?:{ABOUT} )?(?P<words>(?!(?:of|in|for|with|to|by)\b)\S.*?)"
    rf"(?:[,;]? but (?:also )?(?:{ABOUT} )?(?P<more>\S.*))?$",
    re.I,
)
# do not miss robots; tables, but not without maps
_NOT_MISSED = re.compile(
    rf"^(?:(?P<about>.+?)[,;.] (?:but |and )?)?(?:(?:please )?(?:(?:i|we) )?{_NEVER} "
    r"(?:want to |let me )?miss|i hate (?:to miss|missing)|not without) (?:any )?"
    rf"(?:{THINGS} )?(?:{ABOUT} )?(?P<words>\S.*)$",
    re.I,
)
_NOTHING_BUT = re.compile(
    rf"^(?:(?P<about>.+?)[,;.] (?:but )?)?(?:(?:{WISH} )?nothing(?: else)?|"
    rf"{_ALOUD} any(?:thing| papers?)) "
    rf"(?:but|{_EXCEPT}|other than|than|besides) (?:{THINGS} )?(?:{ABOUT} )?(?P<words>\S.*)$",
    re.I,
)
# of names in capitals, as agents not trained by hand are no author's
_NOT_BY = re.compile(
    rf"^(?:(?i:(?:all|everything|anything|papers?|{THINGS}) (?=but|except|not))|(?P<about>.*?) ?)??"
    rf"(?i:[,;.(]? ?(?:but |and )?(?:please )?(?:nothing|not|no|but|without|{_ALOUD}|{_EXCEPT})"
    rf"(?: {THINGS})?(?: written)? by) [A-Z]\w*(?:[ ,.-]+(?:and )?[A-Z][\w.-]*)*\)?\.?$"
)
WORD_ENDS = " .!)。！）"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A ``phrase`` that may be part of the topic, or refuse ``unwanted``: without labels."""

    about: str
    phrase: str
    unwanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Long:
    """``words`` are refused, and too many to bar papers by. ``about`` may be empty."""

    about: str
    words: str


@dataclass(frozen=True, slots=True)
class Perhaps:
    """``unwanted`` is refused; ``last`` may be wanted, or refused as well. ``about`` may be
    empty."""

    about: str
    unwanted: tuple[str, ...]
    last: str


@dataclass(frozen=True, slots=True)
class RefusedAuthor:
    """Papers by somebody are refused. ``about`` may be empty."""

    about: str


def refused_author(text: str) -> RefusedAuthor | None:
    """Nothing by Bob Smith; agents, but not by Bob Smith."""
    found = _NOT_BY.match(" ".join(text.split()))
    return RefusedAuthor((found["about"] or "").strip(" ,;")) if found else None


def refused(text: str) -> Said | Long | Perhaps | None:
    """What a line is about and what it refuses; ``about`` is empty where it only refuses. None
    where it refuses nothing, or not the whole of something."""
    line = " ".join(text.split())
    found = _ALONE.match(line) or _REFUSED.search(line)
    if found is None or _IN_PART.search(found["words"]):
        return None
    about = line[: found.start()].strip(" ,;")
    if _wants_instead(found["words"]):
        return Long(about, found["words"])
    if (more := _AND_MORE.match(found["words"])) is not None and (words := words_in(more["words"])):
        return Perhaps(about, words, more["last"].strip(WORD_ENDS))
    words = words_in(found["words"])
    return Said(about, (), words) if words else Long(about, found["words"].strip(WORD_ENDS))


def all_but(text: str) -> tuple[str, ...]:
    """The words of "everything except surveys", which names no topic; none for any other line."""
    found = _ALL_BUT.match(" ".join(text.split()))
    return words_in(found["words"]) if found else ()


def doubted(text: str) -> Doubt | None:
    """Tables without figures: a kind of tables, or no papers with figures."""
    found = _DOUBTED.match(" ".join(text.split()))
    words = words_in(found["words"]) if found else ()
    return Doubt(found["about"], found["phrase"].rstrip("."), words) if found and words else None


def wanted_instead(refused: str) -> tuple[tuple[str, ...], str] | None:
    """What is refused and what is wanted of "surveys, only robots"; None for any other words."""
    found = _INSTEAD.match(refused)
    words = words_in(found["words"]) if found else ()
    if not found or not words:
        return None
    wanted = found["wanted"]
    return words, (without_lead(wanted) or wanted).strip(WORD_ENDS)


def not_just(text: str) -> tuple[str, ...]:
    """What a line wants that refuses nothing: both of "agents, not just robots", robots of "do not
    miss robots"; none for any other line."""
    line = " ".join(text.split()).rstrip(WORD_ENDS)
    found = _NOT_JUST.match(line) or _NOT_MISSED.match(line)
    return tuple(filter(None, found.groups())) if found else ()


def only_of(text: str) -> str:
    """What "nothing but robots" wants, and nothing else; empty for any other line."""
    found = _NOTHING_BUT.match(" ".join(text.split()).rstrip(WORD_ENDS))
    return "; ".join(filter(None, found.groups())) if found else ""


def words_in(refused: str) -> tuple[str, ...]:
    """The words of a list, without what stands about them: "papers on robots, or any games
    please"; none where one can be no word that papers have, or is what is wanted instead."""
    if _wants_instead(refused):
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


def _wants_instead(refused: str) -> bool:
    return any(map(_ONLY.match, _parts(refused)))
