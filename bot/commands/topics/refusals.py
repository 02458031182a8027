"""What a line of /topics refuses: no surveys, nothing on robots, "I don't care about games". Pure.

::

    I want papers about video models, but no surveys or reviews
    |-- about ----------------------|     |-- unwanted -------|

A refusal is never made into what is wanted. Where it may be part of a topic's name (learning
without labels, skip connections), or is too long for a word that bars papers, it is asked about.
"""

import re
from dataclasses import dataclass

from bot.commands.topics.sentences import ABOUT, LONGEST_WORD, THINGS, WISH, Said

_APOSTROPHE = r"['\N{RIGHT SINGLE QUOTATION MARK}]?"
_NEVER = rf"(?:(?:do|am|are)\s+not|don{_APOSTROPHE}t|never)"
_ALOUD = (
    r"(?:(?:(?:please\s+)?(?:leave|filter|keep)\s+out|no\s+more|nothing(?=\s+(?:about|on|from|in|"
    r"for|with|to\s+do)\b)|"
    rf"(?:(?:i|we)\s+{_NEVER}|i{_APOSTROPHE}m\s+not|we{_APOSTROPHE}re\s+not)\s+"
    r"(?:(?:really|much)\s+)?(?:want|need|like|interested\s+in|care\s+(?:about|for))"
    r"(?:\s+to\s+(?:see|read|get|have)\b)?|"
    rf"(?:i|we)\s+(?:(?:really|just)\s+)?(?:hate|dislike|can(?:no|{_APOSTROPHE})t\s+stand)|"
    rf"(?:(?:please\s+)?{_NEVER}\s+(?:show|send|give|bring|find|get)|"
    r"(?:please\s+)?stop\s+(?:showing|sending|giving|bringing))(?:\s+(?:me|us))?)\b)"
)
_EXCEPT = r"(?:except(?:\s+for)?|excluding|apart\s+from|aside\s+from)"
# after a stop, a dash or a bracket "no" can only refuse
_STOP = r"(?:\s*[,;.]|\s+[\-\N{EN DASH}\N{EM DASH}]|\s*\()\s*(?:(?:but|and)\s+)?(?:please\s+)?"
# "not only" and "not as such" refuse nothing whole
_WHOLE = r"(?!only\b|just\b|necessarily\b)"
_REFUSED = re.compile(
    rf"(?:[,;.]?\s+(?:but|and)\s+(?:{_ALOUD}|not|no|without)|[,;.]?\s+{_EXCEPT}|"
    rf"[,;.]?\s+(?:(?:that|which)\s+(?:is|are)\s+)?not(?=\s+(?:about|on|with)\b)|"
    rf"{_STOP}(?:{_ALOUD}|{_EXCEPT}|not?))\s+{_WHOLE}(?P<words>.+)$",
    re.I | re.S,
)
_ALONE = re.compile(rf"(?:please[,]?\s+)?{_ALOUD}\s+{_WHOLE}(?P<words>.+)$", re.I | re.S)
# after these "not" belongs to a verb or a clause: agents that do not cheat, when not to act
_CLAUSE = "do does did is are was can may will has have when what why how if or whether"
_NOT = (
    "".join(rf"(?<!\b{each} )" for each in _CLAUSE.split())
    + r"not(?!\s+(?:to|only|just|yet|so|all)\b)"
)
_DOUBTED = re.compile(
    r"^(?P<about>.+?)[,;]?\s+(?P<phrase>(?:please\s+)?(?:without|other\s+than|rather\s+than|"
    r"instead\s+of|minus|(?:that|which)\s+(?:is|are)\s+not|"
    rf"{_NOT}|"
    r"(?<=[,;] )(?:skip|avoid|ignore|omit))"
    r"\s+(?:an?\s+)?(?P<words>.+))$",
    re.I | re.S,
)
_BEFORE_WORD = re.compile(
    rf"^(?:interested\s+in\s+|{THINGS}\s+{ABOUT}\s+|{ABOUT}\s+|to\s+do\s+with\s+|"
    r"(?:with|in|for|from|the|any|an?|no|not|nor|without|more|please|really)\s+)+",
    re.I,
)
_AFTER_WORD = re.compile(
    r"(?:\s*[.!)\s]|[,\s]+please|"
    r"(?<!\bposition)(?<=\S)\s+(?:papers?|articles?|works?|ones|stuff|either))+\s*$",
    re.I,
)
_ALL_BUT = re.compile(
    rf"^(?:{WISH}\s+)?(?:all|everything|anything|(?:(?:all|any|every)\s+)?papers?)[,;]?\s+"
    rf"(?:but(?:\s+(?:not|no|without))?|{_EXCEPT}|without)\s+{_WHOLE}(?P<words>.+)$",
    re.I | re.S,
)
_BETWEEN = re.compile(r"\s*[,;.]\s+(?:(?:or|and|nor)\s+)?|\s+(?:or|and|nor)\s+", re.I)
# what follows is wanted: not robots, only maps
_ONLY = re.compile(r"(?:but\s+)?(?:only|just|rather|instead)\b", re.I)
_IN_PART = re.compile(r"\b(?:as\s+such|alone|itself)\b", re.I)


_INSTEAD = re.compile(
    r"^(?P<words>.+?)\s*[,;.]?\s+(?:but\s+)?(?:only|just|rather|instead)\s+(?P<wanted>.+)$",
    re.I | re.S,
)
# after a comma "and" may go on with what is refused, or with what is wanted
_AND_MORE = re.compile(
    r"^(?P<words>[^,;.]+),\s+and\s+(?!(?:no|not|nor|without)\b)(?P<last>[^,;]+?)\.?$", re.I
)
# not just robots; robots, not only maps; not only maps but also robots
_NOT_JUST = re.compile(
    r"^(?:(?P<about>.+?)[,;]\s+(?:but\s+)?)?not\s+(?:just|only)\s+"
    rf"(?:{THINGS}\s+)?(?:{ABOUT}\s+)?(?P<words>(?!(?:of|in|for|with|to|by)\b)\S.*?)"
    rf"(?:[,;]?\s+but\s+(?:also\s+)?(?:{ABOUT}\s+)?(?P<more>\S.*))?$",
    re.I,
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
    return (words, found["wanted"].strip(WORD_ENDS)) if found and words else None


def not_just(text: str) -> tuple[str, ...]:
    """What a line wants that refuses nothing: both of "agents, not just robots"; none for any other
    line."""
    found = _NOT_JUST.match(" ".join(text.split()).rstrip(WORD_ENDS))
    return tuple(filter(None, found.groups())) if found else ()


def words_in(refused: str) -> tuple[str, ...]:
    """The words of a list, without what stands about them: "papers on robots, or any games
    please"; none where one is too long to be a word, or is what is wanted instead."""
    if _wants_instead(refused):
        return ()
    bare = [_AFTER_WORD.sub("", each.strip()) for each in _BETWEEN.split(refused.strip())]
    words = [_BEFORE_WORD.sub("", each).strip().strip('"“”') for each in bare]
    short = all(0 < len(each.split()) <= LONGEST_WORD for each in words)
    return tuple(dict.fromkeys(words)) if short else ()


def _wants_instead(refused: str) -> bool:
    return any(_ONLY.match(each.strip()) for each in _BETWEEN.split(refused.strip()))
