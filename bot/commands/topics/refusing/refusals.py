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

from bot.commands.topics.refusing.phrases import ALOUD, EXCEPT
from bot.commands.topics.refusing.refused_words import (
    WORD_ENDS,
    perhaps_wanted,
    wants_instead,
    words_in,
)
from bot.commands.topics.wording.sentences import THINGS, WISH, Said

# after a stop, a dash or a bracket "no" can only refuse
_STOP = r"(?: ?[,;.]| [\-\N{EN DASH}\N{EM DASH}]| ?\() ?(?:(?:but|and) )?(?:please )?"
# "not only" and "not as such" refuse nothing whole
_WHOLE = r"(?!only\b|just\b|necessarily\b)"
_REFUSED = re.compile(
    rf"(?:[,;.]? (?:but|and) (?:please )?(?:{ALOUD}|not|no|without)|[,;.]? {EXCEPT}|"
    rf"[,;.]? (?:(?:that|which) (?:is|are) )?not(?= (?:about|on|with)\b)|"
    rf"{_STOP}(?:{ALOUD}|{EXCEPT}|not?)) {_WHOLE}(?P<words>.+)$",
    re.I | re.S,
)
_ALONE = re.compile(rf"(?:please[,]? )?{ALOUD} {_WHOLE}(?P<words>.+)$", re.I | re.S)
# after these "not" belongs to a verb or a clause: agents that do not cheat, when not to act
_CLAUSE = "do does did is are was can may will has have when what why how if or whether"
_NOT = (
    "".join(rf"(?<!\b{each} )" for each in _CLAUSE.split())
    + r"not(?! (?:to|only|just|yet|so|all)\b)"
)
_DOUBTED = re.compile(
    r"^(?P<about>.+?)[,;]? (?P<phrase>(?:please )?(?:without|w/o(?:ut)?|w/out|"
    r"other than|rather than|instead of|minus|(?:that|which) (?:is|are) not|"
    rf"{_NOT}|"
    r"(?:(?<=[,;.] )|(?<=[,;.] please ))(?:skip|avoid|ignore|omit|less|fewer))"
    r" (?:an? )?(?P<words>.+))$",
    re.I | re.S,
)
_ALL_BUT = re.compile(
    rf"^(?:{WISH} )?(?:all|everything|anything|(?:(?:all|any|every) )?papers?)[,;]? "
    rf"(?:but(?: (?:not|no|without))?|{EXCEPT}|without|"
    rf"(?:(?:that|which) are )?not(?= (?:about|on|with)\b)) {_WHOLE}(?P<words>.+)$",
    re.I | re.S,
)
# what a refusal is said of, where it is no topic
_EVERYTHING = re.compile(r"(?:all|everything|anything)(?: papers?)?", re.I)
# leave out surveys, not agents: "not" lets in what follows
_OUT = re.compile(r"\bout $", re.I)
_NOT_OUT = re.compile(r"[,;.] (?:but )?not |(?<!,) but not ", re.I)
_IN_PART = re.compile(r"\b(?:as such|alone|itself)\b", re.I)
# after a comma "and" may go on with what is refused, or with what is wanted
_AND_MORE = re.compile(
    r"^(?P<words>[^,;.]+), and (?!(?:please )?(?:no|not|nor|without)\b)(?P<last>[^,;]+?)\.?$", re.I
)
# of names in capitals, as agents not trained by hand are no author's
_NOT_BY = re.compile(
    rf"^(?:(?i:(?:all|everything|anything|papers?|{THINGS}) (?=but|except|not))|(?P<about>.*?) ?)??"
    rf"(?i:[,;.(]? ?(?:but |and )?(?:please )?(?:nothing|not|no|but|without|{ALOUD}|{EXCEPT})"
    rf"(?: {THINGS})?(?: written)? (?:by|from)) "
    r"(?P<names>[A-Z]\w*(?:[ ,.-]+(?:and )?[A-Z][\w.-]*)*\)?)\.?$"
)


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
    """``unwanted`` is refused; ``rest`` may be wanted, or refused as well. ``about`` may be
    empty; ``wanted`` are words with a plus."""

    about: str
    unwanted: tuple[str, ...]
    rest: tuple[str, ...]
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedAuthor:
    """Papers by ``names`` are refused. ``about`` may be empty."""

    about: str
    names: str


def refused_author(text: str) -> RefusedAuthor | None:
    """Nothing by Bob Smith; agents, but not by Bob Smith."""
    found = _NOT_BY.match(" ".join(text.split()))
    if found is None:
        return None
    about = (found["about"] or "").strip(" ,;")
    return RefusedAuthor(about, found["names"].strip(" .)"))


def refused(text: str) -> Said | Long | Perhaps | None:
    """What a line is about and what it refuses; ``about`` is empty where it only refuses. None
    where it refuses nothing, or not the whole of something."""
    line = " ".join(text.split())
    found = _ALONE.match(line) or _REFUSED.search(line)
    if found is None or _IN_PART.search(found["words"]):
        return None
    about = line[: found.start()].strip(" ,;")
    about = "" if _EVERYTHING.fullmatch(about) else about
    said = found["words"]
    if _OUT.search(found[0][: -len(said)]):
        said = _NOT_OUT.sub(", only ", said)
    if wants_instead(said):
        return Long(about, said)
    if (more := _AND_MORE.match(said)) is not None and (words := words_in(more["words"])):
        return Perhaps(about, words, (more["last"].strip(WORD_ENDS),))
    if (loose := perhaps_wanted(said)) is not None:
        return Perhaps(about, *loose)
    words = words_in(said)
    return Said(about, (), words) if words else Long(about, said.strip(WORD_ENDS))


def all_but(text: str) -> tuple[str, ...]:
    """The words of "everything except surveys", which names no topic; none for any other line."""
    found = _ALL_BUT.match(" ".join(text.split()))
    return words_in(found["words"]) if found else ()


def doubted(text: str) -> Doubt | None:
    """Tables without figures: a kind of tables, or no papers with figures."""
    found = _DOUBTED.match(" ".join(text.split()))
    words = words_in(found["words"]) if found else ()
    return (
        Doubt(found["about"].rstrip(" .,;"), found["phrase"].rstrip("."), words)
        if found and words
        else None
    )
