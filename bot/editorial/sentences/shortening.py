"""Whole sentences that say less than one, and nothing else. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.editorial.sentences.clauses import CLAUSES, Tail, background_end, tails
from bot.editorial.sentences.guards import is_guarded, speaks_of_others
from bot.editorial.sentences.leads import capital
from bot.editorial.sentences.references import refers_back
from bot.editorial.sentences.standing import ended, is_phrase, phrases_of
from bot.editorial.sentences.tagging import VERBS, Token, listed, tagged, text_of
from bot.editorial.sentences.wholeness import (
    CONTRAST,
    adjunct_end,
    depths,
    is_closed,
    is_whole,
    main_verb,
    starts_clause,
)
from bot.text.wording import is_hollow
from bot.text.words import STOP_WORDS

_SHORTEST, _MOST, _STEP = 45, 12, 12
# telling words: so few must say something that the title does not, of so many one is enough
_FEW, _MANY = 3, 5
# begun with the bracket, which is in fewer places than what is before it
_BRACKETS = re.compile(
    r" \((?<=\w \()(?<!\bof \()(?<!\bto \()(?<!\bby \()(?<!\bin \()(?<!\bfor \()"
    r"(?<!\bis \()(?<!\bare \()[^()]*\)(?=[\s.,;:])"
)
_DASHES = re.compile(r"(?<=\w) [–—-] [^–—,.;:]{3,120}? [–—-] (?=\w)")
_ITEM = re.compile(r"[ivx\d]{1,4}|[a-h]")
_TO_COME = re.compile(
    r"\b(?:following|questions?|namely|as follows)\b|"
    r"\b(?:two|three|four|five|six|several) (?:[\w-]+ )?[\w-]+s$"
)
_ANY_ITEM = re.compile(r"\( (?:i+|[1-9a-h]) \)|(?<!\w)(?:1|a|i) \)")
_NEXT_ITEM = re.compile(r"(?<!\w)(?:i{2,3}|iv|[2-9]|[b-h]) \)")
_BUT = frozenset(("but", "yet", "although", "though", "however"))
_LIMITS = frozenset(("provided", "assuming", "if", "unless", "when", "except", "only"))


@lru_cache(maxsize=256)
def shorter(sentence: str, title: str = "") -> tuple[str, ...]:
    """Whole sentences that say less than ``sentence``, each ended by a full stop, longest first.

    Only words are left out, and never a negation, hedge or condition of what stays. None has less
    than 45 characters, or refers to what is not there any more.
    """
    was_loose = refers_back(sentence, title)
    found: dict[str, None] = {}
    for text in _candidates(sentence.rstrip()):
        shown = ended(text)
        fits = _SHORTEST <= len(shown) < len(sentence) - 2 and _says_something(shown, title)
        if fits and (was_loose or not refers_back(shown, title)):
            found[shown] = None
    return _steps(sorted(found, key=len, reverse=True), len(sentence))


def _steps(texts: Sequence[str], full: int) -> tuple[str, ...]:
    """Those that are shorter than the one before by a word or two at least."""
    chosen: list[str] = []
    length = full + _STEP - 3
    for text in texts:
        if len(text) <= length - _STEP:
            chosen.append(text)
            length = len(text)
    return tuple(chosen[-_MOST:])


def _candidates(sentence: str) -> Iterator[str]:
    for body in _bodies(sentence):
        for text in (body, *_without_end(body)):
            yield text
            yield from phrases_of(text)


def _bodies(sentence: str) -> Iterator[str]:
    """The sentence, without its beginning, without its brackets."""
    for text in dict.fromkeys((sentence, _without_beginning(sentence))):
        yield from dict.fromkeys((text, _without_asides(text)))


def _without_beginning(text: str) -> str:
    """Without "By combining A and B,"."""
    tokens = tagged(text)
    background = background_end(tokens)
    if background is not None:
        return capital(text[tokens[background + 1].start :])
    if not tokens or tokens[0].low not in listed("may be left out first"):
        return text
    comma = adjunct_end(tokens)
    if comma is None or is_guarded(text[: tokens[comma].start]):
        return text
    if tokens[1].low in listed("heads a condition"):
        return text
    return capital(text[tokens[comma + 1].start :])


def _without_asides(text: str) -> str:
    """Without remarks in round brackets or between dashes that hold no hedge and explain no
    letters used later."""

    def left(found: re.Match[str]) -> str:
        inside = found[0].strip(" ()")
        rest = text[found.end() :]
        used = inside in rest and re.search(rf"(?<!\w){re.escape(inside)}s?(?!\w)", rest)
        stays = (
            used
            or not any(map(str.isalnum, inside))
            or _ITEM.fullmatch(inside)
            or is_guarded(inside)
            or "=" in inside
        )
        return found[0] if stays else ""

    plain = _BRACKETS.sub(left, text) if " (" in text else text
    return _DASHES.sub(lambda found: found[0] if is_guarded(found[0]) else " ", plain)


def _without_end(text: str) -> Iterator[str]:
    tokens = tagged(text)
    body = tokens[:-1] if tokens and tokens[-1].tag == "." else tokens
    can_stand = is_closed if is_phrase(text) else is_whole
    for tail in tails(text):
        kept, dropped = body[: tail.start], body[tail.start :]
        if can_stand(kept) and _may_go(tail, kept, dropped):
            yield text[: kept[-1].end]


def _may_go(tail: Tail, kept: Sequence[Token], dropped: Sequence[Token]) -> bool:
    """Whether what is kept is still true, and says the same, without the end."""
    if _is_half(kept, dropped):
        return False
    if tail.kind in CLAUSES:
        first = {one.low for one in dropped[:4]}
        if not first.isdisjoint(CONTRAST) and speaks_of_others(text_of(kept)):
            return False  # what is said of others only leads to what is new
        return first.isdisjoint(_BUT | _LIMITS)
    last = _last_clause(kept)
    if not last.isdisjoint(listed("negations")):
        return False
    if tail.kind in ("purpose", "restrictive", "phrase") and not last.isdisjoint(listed("narrow")):
        return False
    return not is_guarded(text_of(dropped))


def _is_half(kept: Sequence[Token], dropped: Sequence[Token]) -> bool:
    """Whether something began in ``kept`` that ends in ``dropped``."""
    said, words = [one.low for one in kept], [one.low for one in dropped]
    if "respectively" in words or ":" in said:
        return True
    if "first" in said[-4:] and "then" in words:
        return True
    if _NEXT_ITEM.search(text_of(dropped)) and _ANY_ITEM.search(text_of(kept)):
        return True  # "(i) a lid" of "(i) a lid; (ii) a door"
    joins = words[0] == "and" and kept[-1].tag in "Vv"
    if joins or (text_of(dropped).lstrip(", ").startswith("as well as") and kept[-1].tag in "AVvJ"):
        return True  # "it can improve and speed up training"
    announces = words[0] in (":", "—", "–") and _TO_COME.search(" ".join(said))
    return bool(announces) or _ends_a_list(kept, dropped)


def _last_clause(kept: Sequence[Token]) -> set[str]:
    """The words of the clause that the end would limit."""
    verb = max((at for at, one in enumerate(kept) if one.tag in VERBS), default=0)
    return {one.low for one in kept[max(0, verb - 3) :]}


def _ends_a_list(kept: Sequence[Token], dropped: Sequence[Token]) -> bool:
    """Whether ``dropped`` has the end of a list that began in ``kept``."""
    level = depths(dropped)
    ends = any(
        one.tag == "C"
        and level[at] == 0
        and dropped[at - 1].tag == ","
        and not starts_clause(dropped[at + 1 :])
        and dropped[at + 1].tag not in VERBS + "A"
        for at, one in enumerate(dropped[:-1])
        if at
    )
    return ends and any(one.tag == "," for one in kept[main_verb(kept) or 0 :])


def _says_something(text: str, title: str) -> bool:
    """Whether it has telling words enough, and some that the title has not."""
    tokens = tagged(text)
    main = tokens[adjunct_end(tokens) or 0 :]
    telling = {one for one in main if one.tag in "NJEXYIVv" and _is_telling(one.low)}
    known = {one.low for one in tagged(title)}
    plain = {one.low for one in telling if one.text.islower() or one is main[0]} - known
    return len(telling) >= _FEW and len(plain) >= (2 if len(telling) < _MANY else 1)


def _is_telling(word: str) -> bool:
    return not (word in STOP_WORDS or word in listed("says nothing") or is_hollow([word]))
