"""Names in a text that its source does not have. Pure."""

import re
from collections.abc import Iterator
from functools import cache
from math import ceil
from typing import NamedTuple

from bot.editorial.checking.acronyms import Expansions, expansions
from bot.editorial.checking.lexicon import UNLISTED, Token, known, lexicon, section
from bot.text.words import fold, stem

_TOKEN = re.compile(
    r"[A-Za-z\u00c0-\u024f0-9][A-Za-z\u00c0-\u024f0-9]*"
    r"(?:[-.+/&'’_‐‑][A-Za-z\u00c0-\u024f0-9]+)*(?:\+\+|[+#*](?!\w))?"
)
_PIECES = re.compile(r"[-.+/&'’_‐‑]")
# AP₅₀ is AP50
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
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
    expansions: Expansions


def squeezed(text: str) -> str:
    """Letters and digits only, folded: ``GPT-4`` is ``gpt4``."""
    return _NOT_A_SIGN.sub("", fold(text)) if len(text) < 1_000 else text.lower()


def names_of(text: str) -> Names:
    """The names of a source: every word of it may be one."""
    forms: set[str] = set()
    words: list[str] = []
    before = ""
    for one in _TOKEN.finditer(text.translate(_LOWERED)):
        whole = squeezed(one[0])
        forms |= {whole, before + whole}
        pieces = [squeezed(each) for each in _PIECES.split(one[0])]
        forms.update(pieces)
        words += pieces
        before = pieces[-1]
    forms |= {each[:-1] for each in forms if each.endswith("s")}
    initials = "".join(each[:1] for each in words)
    phrases = f" {' '.join(stem(each) for each in words)} "
    return Names(frozenset(forms), initials, phrases, expansions(text))


def unknown_names(text: str, language: str, names: Names) -> Iterator[str]:
    """The names of a text that the source does not have, as they are written."""
    code = known(language)
    text = text.translate(_LOWERED)
    for one in _TOKEN.finditer(text):
        if not _is_name(text, one, code) or _is_known(one[0], names):
            continue
        if code == "de" and _is_compound(one[0], names):
            continue
        if code in ("fr", "es", "pt") and _is_cognate(one[0], names):
            continue
        if code != UNLISTED or not _is_inflected(one[0], names):
            yield one[0]


# GPT-4'ün, BERTin, NASA:n: endings that many languages add to a name
_ENDING = re.compile(r"['’:-]?[a-z\u00df-\u024f]{1,6}$")


def _is_inflected(token: str, names: Names) -> bool:
    bare = _ENDING.sub("", token)
    return len(bare) > 1 and bare != token and _is_known(bare, names)


def _is_compound(token: str, names: Names) -> bool:
    """SLUE-Wert: a noun of the language behind a name."""
    first, *rest = _PIECES.split(token)
    nouns = all(each[:1].isupper() and each[1:].islower() for each in rest)
    return bool(rest) and nouns and _is_known(first, names)


_ROOT = 0.7


def _is_cognate(token: str, names: Names) -> bool:
    """Centre, where the source says Central: a word with a capital, and no name that is made up."""
    form = squeezed(re.split("['’]", token)[-1])
    root = form[: max(4, ceil(_ROOT * len(form)))]
    if _SHAPED.search(token) or len(form) < len(root):
        return False
    return any(each.startswith(root) for each in names.forms)


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
