"""Short names and letters that another sentence explains. Pure.

``OFD`` stands for what the sentence before called optical frequency division, and ``α`` for what
it defined: where one of the two is shown alone, a reader asks what it is.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.editorial.sentences.tagging import THINGS, listed, tagged
from bot.text.whole_words import has_word

_EXPLAINED = re.compile(r" \((?<=\w \()(?P<name>[A-Z][A-Za-z]*(?:[A-Z]|\d\d))(?P<many>s?)[,)]")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(("of", "and", "in", "the", "for", "to", "on", "with", "by"))
_LETTER = re.compile(r"[b-zB-HJ-ZͰ-Ͽ]")
# "the groups G and H"
_THE_LETTERS = re.compile(r"\bthe [a-z]+ ([B-HJ-ZͰ-Ͽ]) and [B-HJ-ZͰ-Ͽ]\b")
_BARE_LETTER = re.compile(r"(?<![\w'’-])[B-HJ-Zb-z](?![\w'’(-])|(?<=\w )A(?= and\b| is\b|,)")
# "the heat of Fₙ", "for u when it burns"
_BARE_SYMBOL = re.compile(
    r"(?P<ahead>\b[a-z]+) (?P<symbol>[B-HJ-Zb-hj-zͰ-Ͽ][₀-₉ₐ-ₜᵢ-ᵪ]*(?![\w'’(-])|"
    r"(?<=[a-z] )A(?= (?:is|are|has|and|with|in|on|by|to|into|over|defined)\b|[,.;])|"
    r"[A-Za-z]{1,2}(?:[₀-₉ₐ-ₜᵢ-ᵪ]+|_[A-Za-z])(?=\())"
)
# any letter that may stand for something, whatever is ahead; sought behind a space, which is in
# fewer places than a boundary
_LONE_SYMBOL = re.compile(r"\W(?:[B-HJ-Zb-hj-zͰ-Ͽ][₀-₉ₐ-ₜᵢ-ᵪ]*|A)(?!\w)")
_MARKED_SYMBOL = re.compile(r"[A-Za-z](?:[₀-₉ₐ-ₜᵢ-ᵪ]|_[A-Za-z])")
_RELATION = re.compile(r"[=∈≥≤<>≠→]")
_OPENS_CLAUSE = frozenset(("that", "if", "iff", "when", "whenever", "whether", "case", "unless"))
_RELATIONS = frozenset("=∈≥≤<>≠→")
_QUANTIFIES = frozenset(("all", "any", "every", "each", "some", "where", "with"))
_ARTICLE = re.compile(r"\b([Aa])n? $")


def spelled_out(sentence: str, before: Sequence[str], title: str) -> str:
    """The sentence with short names in the authors' own long form, where only a sentence
    ``before`` it gives that, and neither ``title`` nor everybody's knowledge does."""
    for name, meaning in _asked(sentence, title, before):
        if not meaning:
            continue
        used = list(re.finditer(rf"(?<![\w-]){name}(s?)(?![\w-])", sentence))
        if used:
            short = f" ({name}{used[0][1]})" if len(used) > 1 else ""
            head, tail = sentence[: used[0].start()], sentence[used[0].end() :]
            meaning = _plural(meaning) if used[0][1] else meaning
            sentence = _fitted(head, meaning) + meaning + short + tail
    return sentence


def is_unexplained(text: str, title: str, before: Sequence[str]) -> bool:
    """Whether ``text`` has a short name, or a letter in a relation, that only a sentence
    ``before`` it explains."""
    return any(_asked(text, title, before)) or has_loose_letter(text, title, before)


def has_symbol(text: str) -> bool:
    """Whether there is any letter or relation at all that :func:`has_loose_letter` looks at: a
    quick look, which holds for all parts of the text too."""
    is_marked = (not text.isascii() or "_" in text) and _MARKED_SYMBOL.search(text) is not None
    is_lone = _LONE_SYMBOL.search(f" {text}") is not None
    return is_marked or is_lone or _RELATION.search(text) is not None


def has_bare_letter(text: str, above: str) -> bool:
    """Whether a letter stands for something, as in "A and T grow together", that ``above`` does
    not have."""
    return any(not _is_in(found[0], above) for found in _BARE_LETTER.finditer(text))


def _inside(meaning: str, sentence: str) -> str:
    """Without the capital of the sentence that it begins."""
    begins = bool(meaning) and sentence.startswith(meaning) and meaning[1:].islower()
    return meaning[0].lower() + meaning[1:] if begins else meaning


def _singular(words: str) -> str:
    return (
        re.sub(r"(?<=[a-z])ies$", "y", words) if words.endswith("ies") else words.removesuffix("s")
    )


def _plural(words: str) -> str:
    if words.endswith("s"):
        return words
    return words[:-1] + "ies" if re.search(r"[^aeiou]y$", words) else f"{words}s"


def _fitted(head: str, word: str) -> str:
    """With the article that the word needs behind it."""
    return _ARTICLE.sub(rf"\1{'n' * (word[0].lower() in 'aeio')} ", head)


def _asked(text: str, title: str, before: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The short names that a reader asks about, and what each stands for where that is plain."""
    for one in before:
        for found in _explained(one):
            name = found["name"]
            if (
                _is_in(name, text)
                and f"({name}" not in text
                and not _is_in(name, title)
                and name.lower() not in listed("known short names")
                and not _meant_by(name, title)
            ):
                meaning = _inside(_meant_by(name, one[: found.start()], at_end=True), one)
                yield name, _singular(meaning) if found["many"] else meaning


@lru_cache(maxsize=256)
def _explained(sentence: str) -> tuple[re.Match[str], ...]:
    return tuple(_EXPLAINED.finditer(sentence)) if "(" in sentence else ()


def _is_in(name: str, text: str) -> bool:
    return has_word(text, name, "s")


@lru_cache(maxsize=1024)
def _meant_by(name: str, text: str, *, at_end: bool = False) -> str:
    """The words of the text that begin with the letters of the name, in order: "optical frequency
    division" for OFD; empty where there are none (or they do not end the text)."""
    words = list(_WORD.finditer(text))
    for last in range(len(words) - 1, -1, -1):
        if at_end and last < len(words) - 1:
            break
        place, letters = last, list(name.lower())
        while letters and place >= 0:
            low = words[place][0].lower()
            if low.startswith(letters[-1]):
                letters.pop()
            elif low not in _SMALL or place == last:
                break
            place -= 1
        if not letters:
            return text[words[place + 1].start() : words[last].end()]
    return ""


def _has_loose_symbol(text: str, title: str, before: Sequence[str]) -> bool:
    """Whether a symbol stands behind a small word, as if known, that only a sentence ``before``
    explains."""
    return any(
        _is_small(found["ahead"])
        and not _is_in(found["symbol"], title)
        and not _is_in(found["symbol"], text[: found.start("symbol")])
        and any(_is_in(found["symbol"], one) for one in before)
        for found in _BARE_SYMBOL.finditer(text)
    )


def _is_small(word: str) -> bool:
    return word in _SMALL or word in _OPENS_CLAUSE or word in listed("prepositions")


def has_loose_letter(text: str, title: str, before: Sequence[str]) -> bool:
    """Whether ``text`` has a letter that only a sentence ``before`` it explains: "when α ∈ (0, 1]"
    of an α that was told there, "the groups G and H"."""
    if _THE_LETTERS.search(text) and any(
        not _is_in(found[1], title) and any(_is_in(found[1], one) for one in before)
        for found in _THE_LETTERS.finditer(text)
    ):
        return True
    if _has_loose_symbol(text, title, before):
        return True
    if _RELATIONS.isdisjoint(text):
        return False
    tokens = tagged(text)
    for at, one in enumerate(tokens[:-1]):
        if not _LETTER.fullmatch(one.text) or tokens[at + 1].text not in _RELATIONS:
            continue
        first = next(place for place, other in enumerate(tokens) if other.text == one.text)
        ahead = tokens[first - 1] if first else one
        is_told = first > 0 and (ahead.tag in THINGS or ahead.low in _QUANTIFIES)
        if not is_told and one.text not in title and any(_is_in(one.text, s) for s in before):
            return True
    return False
