"""What a paper brings, as a thing that can be named in a list or a sentence. Pure.

``Brill (a stove for small rooms)``: the name and the noun phrase stand in the abstract
or the title; only praise (``novel``) and explained abbreviations are left out.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.text.readable import readable, utf16_length
from bot.text.sentences import split_sentences
from bot.text.titles import system_name
from bot.text.wording import breaks, is_hollow, may_end
from bot.text.words import STOP_WORDS

_BRINGS = re.compile(
    r"\b(?:[Ww]e|[Tt]his (?:paper|work|study|article|report)|[Hh]ere,? we) "
    r"(?:also |first |then |therefore |thus |further |\w+ly )?"
    r"(?:introduce|present|propose|develop|release|describe|design|construct|create|curate|build"
    r"|contribute)s?(?: and (?:release|open-source|evaluate|study|analy[sz]e|validate)s?)? "
    r"(?P<object>.+)"
)
_STUDIES = re.compile(
    r"\b(?:[Ww]e|[Tt]his (?:paper|work|study|article)) (?:\w+ly )?"
    r"(?:stud(?:y|ies)|investigates?|examines?|explores?|analy[sz]es?|revisits?) "
    r"(?P<object>(?:the|an?) .+)"
)
_NAMED = re.compile(
    r"(?:(?:our|the) )?(?P<name>[^\s,;:()]*[A-Z][^\s,;:()]*(?: [A-Z0-9][^\s,;:()]*){0,3})"
    r"(?: \([^)]{2,60}\))?(?:,| –| —|, which is|:) (?P<what>(?:an?|the first) .+)"
)
_PLAIN = re.compile(r"(?P<what>(?:an?|the first) .+)")
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
# from here on the phrase is told more of, and is whole without it
_REST = re.compile(
    r",? (?:that|which|where|whose|who|when|while|so that|in which|by which|via which|because|"
    r"and (?:show|evaluate|demonstrate|analy[sz]e|release|study|use|find|prove|apply)s?)\b"
    r"|[,;:—–] | - |, namely "
    r"|, (?:allowing|enabling|achieving|leading|called|named|termed|dubbed)\b"
    r"| (?:called|named|termed|dubbed|consisting|comprising|containing|covering|spanning) ",
    re.I,
)
# the comma stands inside a list
_LISTED = re.compile(r", [\w-]+(?: [\w-]+)?(?:,| and | or )")
_PART = re.compile(
    r" (?=(?:for|with|using|via|through|by|based on|to|from|in|on|under|across|over|without|at|"
    r"between|about|designed|built|trained|tailored|capable|aimed|specifically|grounded|inspired) )"
)
_THAT = re.compile(r"(?<=\w) (?:that|which) (?!(?:is|are|can|we|this|it)\b)")
_PRAISE = re.compile(
    r"^(?:an?|the (?:very )?first) (?P<praise>(?:(?:novel|new|simple|effective|efficient|powerful|"
    r"simple yet effective|simple but effective|comprehensive|general|principled|robust)"
    r"(?:,| and| yet| but)? )*)"
)
_EMPTY = """
novel new simple effective efficient powerful comprehensive general principled robust unified
lightweight scalable flexible practical systematic alternative modular versatile pioneering
large-scale high-quality end-to-end plug-and-play two-stage three-stage first open-source
real-time training-free intuitive improved dedicated additional further useful diverse
"""
_SAID_LONG = re.compile(r"[AEFHILMNORSX][A-Z0-9-]+s?\b")
_VOWEL = re.compile(r"(?!uni|use|one\b|eu|ubi)[aeiou]", re.I)
_SPEAKS_BACK = re.compile(r"\b(?:this|these|that|such|our|we|it|its|their|them|two|both)\b", re.I)
_LEAST, _NAME_LIMIT = 10, 30


@dataclass(frozen=True, slots=True)
class Contribution:
    """``name`` of the system and ``what`` it is; each None where the text does not tell.

    ``is_study``: ``what`` is looked at, not made.
    """

    name: str | None
    what: str | None
    is_study: bool = False


@lru_cache(maxsize=2048)
def contribution(raw_title: str, raw_abstract: str) -> Contribution:
    """What the paper brings, by its abstract; the title has the name."""
    title, abstract = readable(raw_title), readable(raw_abstract)
    system = system_name(title, abstract)
    sentences = split_sentences(abstract)
    brought = [found["object"] for one in sentences if (found := _BRINGS.search(one))]
    return (
        _as_named(system, brought)
        or _defined(system, sentences)
        or _as_plain(system, brought)
        or _studied(system, sentences)
        or Contribution(system, None)
    )


def shortened(what: str, limit: int) -> str | None:
    """``what`` without its last parts, as far as need be; None where nothing whole fits."""
    if _THAT.search(what):  # half of what it does may be the opposite
        return what if utf16_length(what) <= limit else None
    ends = [len(what), *(found.start() for found in reversed(list(_PART.finditer(what))))]
    for end in ends:
        piece = what[:end].rstrip(" ,;")
        if _LEAST <= utf16_length(piece) <= limit and is_whole(piece):
            return piece
    return None


def is_whole(piece: str) -> bool:
    """Whether the piece ends as a noun phrase can, and names something."""
    words = [word.strip("“”\"'‘’*") for word in piece.split()]
    last = words[-1].lower() if words else ""
    telling = [word.lower() for word in words if word.lower() not in STOP_WORDS]
    is_end = may_end(last) and last not in STOP_WORDS and not breaks(last)
    is_even = piece.count("(") == piece.count(")") and piece.count("“") == piece.count("”")
    is_told = any(not is_hollow([word]) and word not in _EMPTY.split() for word in telling)
    return len(telling) > 1 and is_end and is_even and is_told


def _as_named(system: str | None, brought: list[str]) -> Contribution | None:
    """``we present Brill, a stove``; another name than the title's is a part of the work."""
    for told in brought:
        found = _NAMED.match(told)
        if found is None or len(found["name"]) > _NAME_LIMIT:
            continue
        if system is None or found["name"].lower() == system.lower():
            what = _phrase(found["what"])
            return Contribution(system or found["name"], what)
    return None


def _defined(system: str | None, sentences: tuple[str, ...]) -> Contribution | None:
    """``Brill is a stove``."""
    if system is None:
        return None
    pattern = re.compile(rf"(?:^|, ){re.escape(system)}(?: \([^)]*\))? is (?P<what>an? .+)")
    for one in sentences:
        found = pattern.search(one)
        if found and (what := _phrase(found["what"])):
            return Contribution(system, what)
    return None


def _as_plain(system: str | None, brought: list[str]) -> Contribution | None:
    for told in brought[:2]:
        found = _PLAIN.match(told)
        if system and system.lower() not in told.lower():
            continue  # beside what the title names, the paper brings this too
        what = _phrase(found["what"]) if found else None
        if what:
            return Contribution(system, what)
    return None


def _studied(system: str | None, sentences: tuple[str, ...]) -> Contribution | None:
    for one in sentences:
        found = _STUDIES.search(one)
        what = _phrase(found["object"]) if found else None
        if what:
            return Contribution(system, what, is_study=True)
    return None


def _phrase(text: str) -> str | None:
    """The noun phrase at the beginning of a clause; None where none is whole."""
    plain = _BRACKETS.sub("", text).strip().rstrip(".")
    for end in [found.start() for found in _REST.finditer(plain)] + [len(plain)]:
        piece = _without_praise(plain[:end]).rstrip()
        is_open = len(piece.split()) < 4 or _THAT.search(piece) or _LISTED.match(plain, end)
        is_listed = plain[end : end + 2] == ", " and is_open
        told = _THAT.sub(" ", piece, count=1)
        if (
            is_whole(piece)
            and not is_listed
            and ", namely" not in piece
            and not _SPEAKS_BACK.search(told)
        ):
            return piece
    return None


def _without_praise(phrase: str) -> str:
    found = _PRAISE.match(phrase)
    if found is None:
        return phrase
    rest = phrase[found.end() :]
    if " " not in rest or (not found["praise"] and phrase.startswith("a")):
        return phrase
    return f"{'an' if _begins_with_vowel(rest) else 'a'} {rest}"


def _begins_with_vowel(word: str) -> bool:
    return (
        bool(_SAID_LONG.match(word))
        or (bool(_VOWEL.match(word)) and not re.match(r"[A-Z]{2}", word))
        or bool(re.match(r"[AEIO][A-Z]", word))
    )
