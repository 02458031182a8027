"""Names in a text that its source does not have, and acronyms that it expands otherwise. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from bot.editorial.checking.lexicon import UNLISTED, Token, known, lexicon, section, tokens
from bot.text.words import STOP_WORDS, fold, stem

_TOKEN = re.compile(
    r"[A-Za-z\u00c0-\u024f0-9][A-Za-z\u00c0-\u024f0-9]*"
    r"(?:[-.+/&'’_‐‑][A-Za-z\u00c0-\u024f0-9]+)*(?:\+\+|[+#*](?!\w))?"
)
_PIECES = re.compile(r"[-.+/&'’_‐‑]")
_NOT_A_SIGN = re.compile(r"[\W_]+")
_SHAPED = re.compile(r"[A-Za-z].*[A-Z]|^[A-Z].*\d|[a-z]\d|^\d+[A-Z]{2}|^[A-Z]{2,}")
_START = re.compile(
    r"(?:^|[.!?:;。！？：；¡¿\n\"“”«»(（‘'「—–]|(?:^|\n)[-*•#>]+)\s*[\"“'‘(«*_]*\s*$"
)
_UNIT_LIKE = re.compile(r"\d+(?:\.\d+)?[A-Za-z%]{1,5}$")
_LATIN_CODES = ("en", "de", "fr", "es", "pt")
_VERB = re.compile(r"\s+(?:[a-z]{3,}[^su\W\d_]s|is|was|has|can|does|outperform\w*)\b")
_WORDLIKE = re.compile(
    r"(?:s|ing|ed|ly|[ts]ion|ment|ity|er|or|al|ic|ive|[ea]nce|[ea]nt|ism|age|ness|ure|ship|ful|y)$",
    re.I,
)


class Names(NamedTuple):
    """What a source calls things: squeezed words, initials, expansions by acronym."""

    forms: frozenset[str]
    initials: str
    phrases: str
    expansions: Mapping[str, frozenset[tuple[str, ...]]]


def squeezed(text: str) -> str:
    """Letters and digits only, folded: ``GPT-4`` is ``gpt4``."""
    return _NOT_A_SIGN.sub("", fold(text)) if len(text) < 1_000 else text.lower()


def names_of(text: str) -> Names:
    """The names of a source: every word of it may be one."""
    forms: set[str] = set()
    words: list[str] = []
    before = ""
    for one in _TOKEN.finditer(text):
        whole = squeezed(one[0])
        forms |= {whole, before + whole}
        pieces = [squeezed(each) for each in _PIECES.split(one[0])]
        forms.update(pieces)
        words += pieces
        before = pieces[-1]
    forms |= {each[:-1] for each in forms if each.endswith("s")}
    initials = "".join(each[:1] for each in words)
    phrases = f" {' '.join(stem(each) for each in words)} "
    return Names(frozenset(forms), initials, phrases, _expansions(text))


def unknown_names(text: str, language: str, names: Names) -> Iterator[str]:
    """The names of a text that the source does not have, as they are written."""
    code = known(language)
    for one in _TOKEN.finditer(text):
        if not _is_name(text, one, code) or _is_known(one[0], names):
            continue
        if code != UNLISTED or not _is_inflected(one[0], names):
            yield one[0]


# GPT-4'ün, BERTin, NASA:n: endings that many languages add to a name
_ENDING = re.compile(r"['’:-]?[a-z\u00df-\u024f]{1,6}$")


def _is_inflected(token: str, names: Names) -> bool:
    bare = _ENDING.sub("", token)
    return len(bare) > 1 and bare != token and _is_known(bare, names)


def _is_name(text: str, one: re.Match[str], code: str) -> bool:
    token = one[0]
    if not any(map(str.isalpha, token)) or _UNIT_LIKE.match(token) or len(token) == 1:
        return False
    if text[one.end() : one.end() + 1] == "@" or text[one.start() - 1 : one.start()] in ("@", "/"):
        return False
    pieces = _PIECES.split(token.removesuffix("'s").removesuffix("’s"))
    if any(map(_SHAPED.search, pieces)) or (any(map(str.isdigit, token)) and token[0].isupper()):
        return True
    if not token[0].isupper():
        return False
    if code == UNLISTED:
        # its sentences, titles and nouns may begin so
        return False
    if code not in _LATIN_CODES:
        return True
    lead = text[max(0, one.start() - 12) : one.start()]
    if _START.search(lead):
        return code == "en" and _opens_as_name(text, one)
    return code != "de"


def _opens_as_name(text: str, one: re.Match[str]) -> bool:
    """Whether a capital at the start of a sentence is a name's: no word of the language that is
    known here, and a verb behind it."""
    word = one[0]
    if len(word) < 4 or _WORDLIKE.search(word) or not _VERB.match(text, one.end()):
        return False
    return not lexicon("en").hits([Token(fold(word), 0, len(word))])


def _is_known(token: str, names: Names) -> bool:
    whole = squeezed(token.removesuffix("'s").removesuffix("’s"))
    if _is_form(whole, names) or whole in _generic():
        return True
    pieces = [each for each in _PIECES.split(token) if each]
    if len(pieces) < 2:
        return _is_initials(token, names)
    if any(map(str.isdigit, token)) and any(each.isdigit() for each in pieces):
        return whole.rstrip("s") in names.forms
    return all(
        _is_form(squeezed(each), names)
        if any(map(str.isdigit, each))
        else _is_piece_known(each, names)
        for each in pieces
    )


def _is_piece_known(piece: str, names: Names) -> bool:
    if not _SHAPED.search(piece) and not (piece[0].isupper() and piece[1:].islower()):
        return True
    form = squeezed(piece)
    return _is_form(form, names) or form in _generic() or _is_initials(piece, names)


def _is_form(form: str, names: Names) -> bool:
    return (
        form in names.forms
        or form.rstrip("s") in names.forms
        or f"{form}s" in names.forms
        or f" {stem(form)} " in names.phrases
    )


def _is_initials(token: str, names: Names) -> bool:
    """LLM, where the source says large language models."""
    plain = token.rstrip("s")
    return len(plain) > 2 and plain.isupper() and plain.lower() in names.initials


@cache
def _generic() -> frozenset[str]:
    """Terms of the field that any text may use."""
    return frozenset(squeezed(each) for each in section("en", "generic").get("", ()))


# ---- acronyms

_BRACKETED = re.compile(r"(?P<before>[^()（）]{0,120})[(（](?P<inside>[^()（）]{2,100})[)）]")
_ACRONYM = re.compile(r"(?:[A-Z][a-z]{0,3}){2,}[A-Za-z]*s?|[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
_LAST_ACRONYM = re.compile(rf"({_ACRONYM.pattern})[\s'’”\"]*$")
_STANDS_FOR = re.compile(
    rf"\b({_ACRONYM.pattern}),?\s+(?:,?\s*(?:which\s+)?stands for|short for|abbreviates|"
    r"abbreviation of|an acronym for|steht für|signifie|significa|означает)\s+([^,.;()]{3,90})"
)
_HAN_GLOSS = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]{3,20}$")
_NO_GLOSS = re.compile(
    r"[的是等即]|一[种个项款]|例如|包括|基准|数据集|模型$|指标|平均|版|仅|较|作者|以及|任务$|上$"
)
_LITTLE = STOP_WORDS


def wrong_expansions(text: str, language: str, names: Names) -> Iterator[str]:
    """Expansions of acronyms that the source does not bear out, as the text has them."""
    code = known(language)
    for acronym, expansion, is_gloss in _expanded(text):
        form = _acronym_form(acronym)
        known_to_source = names.expansions.get(form, frozenset()) | _usual(form)
        if _HAN_GLOSS.match(expansion):
            if not known_to_source or not _may_translate(expansion, known_to_source, code):
                yield f"{acronym} ({expansion})"
            continue
        stemmed = _stemmed(expansion)
        fits = _fits(form, stemmed)
        if is_gloss and not fits and not (known_to_source and _is_titled(expansion)):
            continue
        if stemmed in known_to_source or f" {' '.join(stemmed)} " in names.phrases:
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


def _expansions(text: str) -> dict[str, frozenset[tuple[str, ...]]]:
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
