"""Where the sentences of an abstract end. Pure.

A stop ends a sentence unless the word before it is an abbreviation or the text
after it goes on; both are decided from the few characters around the stop.
"""

import re
from functools import lru_cache
from itertools import pairwise

from bot.text.readable import shorten, utf16_length

# A stop with the quotes and brackets that belong to it. CJK sentences have no space between;
# where some of arXiv's have lost theirs, a word tells that usually begins one.
# It begins with a set of letters, as no other place is looked at then.
_STOP = re.compile(
    r"[\s.!?…。！？](?:(?<=\s)[.!?]|(?<=\S)(?<!\s\S)[.!?…。！？]{0,5})"
    r"[\"'”’»)\]}*]{0,3}(?:\s+|(?<=[。！？])|$"
    r"|(?<=[a-z]{3}\.)(?=(?:In|The|This|These|We|Our|However|Moreover|To|Experiments)\s))"
)
_LAST_WORD = re.compile(r"(?<![^\s(\[{\"'“‘])[^\s(\[{\"'“‘]++$")
_FIRST_WORD = re.compile(r"[\"'“‘«(\[{*•–—-]*\s*(?P<first>\S+)")
_INITIAL = re.compile(r"(?:[A-Z]\.-?)*[A-Z]|(?:[a-z]\.)+[a-z]")
_UNIT = re.compile(r"\d\s?[A-Z]$")  # "at 80 K. Then"
# "a category A. Applying the": no initial of a name stands before such words
_LETTER = re.compile(r"[a-z]{3,} [A-Z]$")
_OPENS_WITH_VERB = re.compile(r"[A-Z][a-z]+(?:ing|ed) (?:an?|the|this|these|by|on|that)\b")
_ENUMERATOR = re.compile(r"(?:^|[.:;,!?]\s+)\(?(?:[1-9]\d?|[ivx]{1,4}|[a-h])\)?$")
_NEXT_ITEM = re.compile(r"\(?(?:[2-9]|i{2,3}|iv|vi{0,3}|[b-h])\)")  # "... one. (2) another"
# "vLLM", "wav2vec", "p-values", "gpt-4", "β-VAE": names and symbols that start in lower case.
_LOWER_CASE_NAME = re.compile(r"[a-z]+[A-Z0-9]|[a-z]-[A-Za-z]|[^\W\d_a-zA-Z]|[a-z]+[-_][A-Z0-9]")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# The sentence goes on after these, whatever the case of the next word.
_NEVER_LAST = _words(
    """
    e.g eg i.e ie cf vs viz resp approx ca w.r.t s.t a.k.a aka incl esp dr prof mr mrs st vol
    pp eds arxiv fig figs eq eqs eqn secs tab ref refs thm prop def
    """
)
# These may end a sentence: it depends on the word that follows.
_MAY_BE_LAST = _words(
    """
    al etc inc corp ltd jr sr co u.s u.k e.u u.n d.c a.m p.m ph.d m.sc b.sc avg est univ dept yahoo
    jeopardy math phys rev lett comp comput appl anal sci res stud optim relat
    """
)
_NUMBERED = frozenset(["no", "nos", "sec"])
# What nearly always begins a sentence, also after "et al." or "U.S.".
_OPENINGS = _words(
    """
    the this these those we our in however it to a an for while although as thus hence
    moreover furthermore here there using with by both despite since when given such on from
    let then first finally how if because indeed its they results experiments extensive some
    """
)
_SLOPPY_OPENINGS = frozenset(["we", "our", "this", "these", "however"])


@lru_cache(maxsize=128)
def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of plain Unicode text, in order and stripped; "" has none.

    Joined with spaces they give back ``text`` with single spaces (sentences that have none
    between them, as Chinese and Japanese ones, gain one).
    """
    ends = [0, *(stop.end() for stop in _STOP.finditer(text) if _ends_sentence(text, stop))]
    pieces = (" ".join(text[start:end].split()) for start, end in pairwise([*ends, len(text)]))
    return tuple(piece for piece in pieces if piece)


def first_sentences(text: str, limit: int) -> str:
    """As many of its sentences as have room in ``limit`` UTF-16 units; the beginning of the
    first where that one alone is too long."""
    said = ""
    for sentence in split_sentences(text):
        longer = f"{said} {sentence}".strip()
        if utf16_length(longer) > limit:
            break
        said = longer
    return said or shorten(text, limit)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    ahead = text[stop.end() : stop.end() + 80]
    following = _FIRST_WORD.match(ahead)
    if following is None:
        return True
    if _NEXT_ITEM.match(ahead):
        return False
    first = following["first"]
    lead = text[max(0, stop.start() - 40) : stop.start()]
    found = _LAST_WORD.search(lead)
    before = found[0] if found else ""
    if not _may_start(first):
        return False
    if stop[0].startswith((".", "!")) and not stop[0].startswith(".."):
        ends = _is_full_stop(before, first) or _UNIT.search(lead) is not None
        ends |= bool(_OPENS_WITH_VERB.match(ahead) and _LETTER.search(lead))
        return ends and not _ENUMERATOR.search(lead)
    return True


def _may_start(first: str) -> bool:
    """Whether a sentence can start with this word."""
    if first[0].islower():
        return first in _SLOPPY_OPENINGS or _LOWER_CASE_NAME.match(first) is not None
    return first[0] not in ",;:.)]}%=<>≤≥±×+/"


def _is_full_stop(before: str, first: str) -> bool:
    """Whether the stop between two words ends a sentence and not just an abbreviation."""
    word = before.rstrip(".").lower()
    opens = first.strip(",.:;'’").lower() in _OPENINGS
    if word in _NUMBERED:
        return not first[0].isdigit()
    if word in _MAY_BE_LAST:
        return opens or (word == "etc" and first[0].isupper())
    if word in _NEVER_LAST:
        return False
    return opens or _INITIAL.fullmatch(before) is None
