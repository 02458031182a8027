"""Acronyms that a text expands otherwise than its source. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from bot.editorial.checking.lexicon import known, lexicon, section, tokens
from bot.text.words import STOP_WORDS, fold, stem

Expansions = Mapping[str, frozenset[tuple[str, ...]]]
"""What an acronym, in lower case, stands for: each as stems."""

_BRACKETED = re.compile(r"(?P<before>[^()（）]{0,120})[(（](?P<inside>[^()（）]{2,100})[)）]")
_ACRONYM = re.compile(r"[A-Z][a-z]*+[A-Z][A-Za-z]*+")
_LAST_ACRONYM = re.compile(rf"({_ACRONYM.pattern})[\s'’”\"]*$")
_STANDS_FOR = re.compile(
    rf"\b({_ACRONYM.pattern}),?\s++(?:(?:,\s*+)?(?:which\s+)?stands for|short for|abbreviates|"
    r"abbreviation of|an acronym for|steht für|signifie|significa|означает)\s+([^,.;()]{3,90})"
)
_HAN_GLOSS = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]{3,20}$")
_NO_GLOSS = re.compile(
    r"[的是等即]|一[种个项款]|例如|包括|基准|数据集|模型$|指标|平均|版|仅|较|作者|以及|任务$|上$"
)
_LITTLE = STOP_WORDS


def wrong_expansions(text: str, language: str, known_of: Expansions, phrases: str) -> Iterator[str]:
    """Expansions of acronyms that the source does not bear out, as the text has them."""
    code = known(language)
    for acronym, expansion, is_gloss in _expanded(text):
        form = _acronym_form(acronym)
        known_to_source = known_of.get(form, frozenset()) | _usual(form)
        if _HAN_GLOSS.match(expansion):
            if not known_to_source or not _may_translate(expansion, known_to_source, code):
                yield f"{acronym} ({expansion})"
            continue
        stemmed = _stemmed(expansion)
        fits = _fits(form, stemmed)
        if is_gloss and not fits and not (known_to_source and _is_titled(expansion)):
            continue
        if stemmed in known_to_source or f" {' '.join(stemmed)} " in phrases:
            continue
        if fits or code == "en":
            yield f"{acronym} ({expansion})"


def _is_titled(expansion: str) -> bool:
    return _TITLED.fullmatch(f"{expansion} ") is not None


def _expanded(text: str) -> Iterator[tuple[str, str, bool]]:
    """Acronyms with what stands for them; the last tells whether it may be a remark on it."""
    for one in _BRACKETED.finditer(text) if "(" in text or "（" in text else ():
        before, inside = one["before"], one["inside"].strip()
        if _ACRONYM.fullmatch(inside):
            yield from _written_out(inside, before)
        elif found := _LAST_ACRONYM.search(before):
            yield from _glossed(found[1], inside)
    for one in _STANDS_FOR.finditer(text):
        words = one[2].split()
        yield one[1], " ".join(words[: len(one[1]) + 2]), True


def _written_out(acronym: str, before: str) -> Iterator[tuple[str, str, bool]]:
    """Reinforcement Learning (RL): as many words as it has letters, or so."""
    words = re.findall(r"[A-Za-z\u00c0-\u024f]+", before)
    form = _acronym_form(acronym)
    for length in (len(form), len(form) + 1, len(form) + 2, len(form) - 1):
        span = " ".join(words[-length:])
        if 1 < length <= len(words) and _fits(form, _stemmed(span)):
            yield acronym, span, False
            return
    if span := _titled_before(before):
        yield acronym, span, True


def _glossed(acronym: str, inside: str) -> Iterator[tuple[str, str, bool]]:
    """RL (Reinforcement Learning), RL（强化学习）."""
    if _HAN_GLOSS.match(inside):
        if not _NO_GLOSS.search(inside):
            yield acronym, inside, False
    elif re.fullmatch(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f\s'-]+", inside):
        yield acronym, inside, True


_TITLED = re.compile(
    r"((?:[A-Z][\w’'-]*\s+)(?:(?:of|for|the|and|in|to|with|on|by)\s+|[A-Z][\w’'-]*\s+){1,7})$"
)


def _titled_before(before: str) -> str:
    """Words with capitals before a bracket: a name written out."""
    found = _TITLED.search(f"{before.rstrip()} ")
    return found[1].strip() if found else ""


def expansions(text: str) -> dict[str, frozenset[tuple[str, ...]]]:
    """What the acronyms of a text stand for, in stems."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for acronym, expansion, _ in _expanded(text):
        found.setdefault(_acronym_form(acronym), set()).add(_stemmed(expansion))
    return {form: frozenset(each) for form, each in found.items()}


@cache
def _usual(form: str) -> frozenset[tuple[str, ...]]:
    """What an acronym of the field usually stands for."""
    usual = section("en", "acronyms")
    return frozenset(_stemmed(each) for each in usual.get(form, ()))


def _acronym_form(acronym: str) -> str:
    plain = acronym[:-1] if acronym.endswith("s") and acronym[:-1].isupper() else acronym
    return plain.lower()


def _stemmed(expansion: str) -> tuple[str, ...]:
    return tuple(
        stem(fold(each)) for each in re.findall(r"[A-Za-z\u00c0-\u024f]+", expansion.lower())
    )


def _fits(form: str, stemmed: Iterable[str]) -> bool:
    """Whether the words have the acronym's letters as initials, little words aside; an acronym
    may take further letters of a word."""
    words = [each for each in stemmed if each not in _LITTLE]
    initials = "".join(each[:1] for each in words)
    if not words or words[0][0] != form[0]:
        return False
    return initials == form or (
        len(words) > 1
        and len(words) >= len(form) - 2
        and (_is_subsequence(initials, form) or _is_subsequence(form, "".join(words)[:60]))
    )


def _is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(letter in rest for letter in part)


def _may_translate(gloss: str, expansions: Iterable[tuple[str, ...]], code: str) -> bool:
    """Whether a gloss and an English expansion can mean the same, by the terms known of both."""
    said = {hit.value for hit in lexicon(code).hits(tokens(gloss)) if hit.section == "concepts"}
    english = lexicon("en")
    for words in expansions:
        meant = {
            hit.value for hit in english.hits(tokens(" ".join(words))) if hit.section == "concepts"
        }
        if not said or not meant or said & meant:
            return True
    return False
