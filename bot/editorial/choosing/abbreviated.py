"""Abbreviations and what they stand for: LLM is large language models, and the other way. Pure, but
for reading packaged data.

Those that abstracts explain were learned (bot.editorial.choosing.background);
``bot/data/abbreviations.txt`` has those that people type and papers seldom explain.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from importlib.resources import files

from bot.editorial.choosing.background import background
from bot.text.words import content_stems

_WORD = re.compile(r"\b[A-Za-z]{2,6}\b")


@cache
def same_names() -> Mapping[tuple[str, ...], frozenset[str]]:
    """All names of a thing, by the stems of each: short and long."""
    known: dict[tuple[str, ...], set[str]] = {}
    learned = background().abbreviations
    for short, long in (*learned.items(), *_typed_pairs()):
        for name in (short, long):
            known.setdefault(tuple(content_stems(name)), set()).update((short, long))
    return {stems: frozenset(names) for stems, names in known.items()}


def written_out(text: str) -> Sequence[str]:
    """The text with its abbreviations in words, once for each thing that one may stand for; none
    where it has no abbreviation."""
    most = max((len(_meanings(word)) for word in _WORD.findall(text)), default=0)
    return [_WORD.sub(partial(_in_words, at), text) for at in range(most)]


def _in_words(at: int, word: re.Match[str]) -> str:
    meanings = _meanings(word[0])
    return meanings[min(at, len(meanings) - 1)] if meanings else word[0]


def _meanings(word: str) -> Sequence[str]:
    """LLM, LLMs, llm; of what is not written by hand only capitals are one: its is no ITS."""
    single = word.removesuffix("s")
    typed = _typed().get(single.casefold(), ())
    learned = background().abbreviations.get(single.casefold())
    if typed or learned is None:
        return typed
    return (learned,) if len(single) > 1 and single.isupper() else ()


@cache
def _typed() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for short, long in _typed_pairs():
        found[short] = (*found.get(short, ()), long)
    return found


@cache
def _typed_pairs() -> Sequence[tuple[str, str]]:
    text = files("bot").joinpath("data", "abbreviations.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines]
