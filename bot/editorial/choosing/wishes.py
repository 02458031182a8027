"""What a description asks for: its subject, and the items where it is a short list. Pure."""

import re
from functools import cache

from bot.editorial.choosing.background import background
from bot.text.words import content_stems, stems, tokens

# what a person says around a subject
_AROUND = re.compile(
    r"\b(?:papers?|articles?|works? on|(?:(?:i am|i'm|we are|we're) )?interested in|interests?|"
    r"especially|particularly|looking for|anything|everything|related to|please|topics?)\b",
    re.IGNORECASE,
)
# "papers about X, not Y" is about X
_UNWANTED = re.compile(
    r"(?:(?:^|[.;,!(]\s*)(?:but )?not?\b|\b(?:but not|not interested in|excluding|except)\b)"
    r"[^.;!)]*",
    re.IGNORECASE,
)
_BETWEEN_ITEMS = re.compile(r"[,;/\n]|\bor\b|\band\b", re.IGNORECASE)
# abbreviations that are also words or names, where they are not in capitals
_ALSO_WORDS = frozenset(
    {"clip", "cot", "har", "its", "kan", "mad", "mas", "mil", "pad", "pet", "pos", "sam", "ser"}
    | {"sod", "tom", "tot"}
)
_LONGEST_FORM = 7
_LONGEST_LIST = 15
_LONGEST_ITEM = 4
# one word after "and" is an item of its own only if it is telling: "jailbreaks", not "detection"
_TELLING = 5.0


def wishes(description: str) -> tuple[str, ...]:
    """The texts of which a paper has to meet one: the whole subject, then a list's items,
    each also with its abbreviations written out, and its long forms abbreviated.

    "LLM safety and jailbreaks" asks for either; a sentence stays whole.
    """
    whole = _AROUND.sub(" ", _UNWANTED.sub(" ", description)).strip() or description
    found = {whole: None}
    for text in (whole, *_items(whole)):
        found.update(dict.fromkeys((text, written_out(text), abbreviated(text))))
    return tuple(found)


def _items(whole: str) -> list[str]:
    items = [item.strip() for item in _BETWEEN_ITEMS.split(whole)]
    sizes = [len(content_stems(item)) for item in items]
    if sum(sizes) > _LONGEST_LIST or max(sizes) > _LONGEST_ITEM:
        return []
    return [item for item in items if _stands_alone(item)]


def written_out(text: str) -> str:
    """``text`` with what well-known abbreviations stand for: RAG, LLMs."""
    known = background().abbreviations
    parts, end = [], 0
    for token in tokens(text):
        if token.stem in known and _is_abbreviation(text[token.start : token.end]):
            parts += [text[end : token.start], known[token.stem]]
            end = token.end
    return "".join([*parts, text[end:]])


def _is_abbreviation(written: str) -> bool:
    if sum(letter.isupper() for letter in written) > 1:
        return True
    return len(written) > 2 and written.casefold() not in _ALSO_WORDS


def abbreviated(text: str) -> str:
    """``text`` with the abbreviations of what it spells out."""
    found = list(tokens(text))
    parts, end, place = [], 0, 0
    while place < len(found):
        size, short = _short_form(tuple(token.stem for token in found[place:]))
        if size:
            parts += [text[end : found[place].start], short]
            end = found[place + size - 1].end
        place += size or 1
    return "".join([*parts, text[end:]])


def _short_form(run: tuple[str, ...]) -> tuple[int, str]:
    """How many words the longest long form at the start of ``run`` has, and its abbreviation."""
    for size in range(min(len(run), _LONGEST_FORM), 1, -1):
        if run[:size] in _short_forms():
            return size, _short_forms()[run[:size]]
    return 0, ""


@cache
def _short_forms() -> dict[tuple[str, ...], str]:
    return {tuple(stems(long)): short for short, long in background().abbreviations.items()}


def _stands_alone(item: str) -> bool:
    found = content_stems(item)
    return len(found) > 1 or any(background().rarity(one) >= _TELLING for one in found)
