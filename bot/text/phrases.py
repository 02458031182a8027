"""The noun phrases of a paper, as its authors write them. Pure.

A text is parted at stop words, verbs, adverbs and punctuation; what stands between
may be named. A phrase is two to four words, ends where a noun phrase can end, and is
known by its stems, so that ``retrieval-augmented generation``, ``Retrieval Augmented
Generation`` and, where the paper says so, ``RAG`` are one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.text.readable import readable
from bot.text.wording import breaks, is_hollow, may_begin, may_end
from bot.text.words import stems

_WORD = re.compile(r"[^\W_]+(?:[-‐‑.'’/+][^\W_]+)*")
_PARTING = re.compile(r"[-‐‑/]")
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])s?\)")
_NAME = re.compile(r"(?<=[a-z,;(] |\w-)[A-Z][a-z]+\b")
_ABBREVIATED = re.compile(r"[A-Z]\w*[A-Z]s?")
_MAX_WORDS = 4
_MAX_STEMS = 6
# unexplained in most abstracts, as everybody knows them
_KNOWN = {
    short: tuple(stems(long))
    for short, long in (
        ("LLM", "large language model"),
        ("VLM", "vision language model"),
        ("MLLM", "multimodal large language model"),
        ("RAG", "retrieval augmented generation"),
        ("GNN", "graph neural network"),
    )
}
# what the paper is about is named in the title, or again and again
TITLE, AGAIN, ONCE = 1.0, 0.8, 0.4


@dataclass(frozen=True, slots=True)
class Reading:
    """What one paper names: ``strength`` (0 to 1) and written form, by phrase key.

    A key is the phrase's stems joined by spaces. ``about`` are those that it names more
    than in passing. ``closed`` are those that stand alone somewhere, with nothing behind
    them that belongs to the phrase. ``lower`` holds the stems that the abstract writes
    without a capital, ``names`` the words that it writes with one inside a sentence.
    """

    strength: Mapping[str, float]
    forms: Mapping[str, str]
    about: frozenset[str]
    closed: frozenset[str]
    lower: frozenset[str]
    names: frozenset[str]


class _Word(NamedTuple):
    text: str
    folded: str
    stems: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=2048)
def read_phrases(raw_title: str, raw_abstract: str) -> Reading:
    """Read a paper once; channels that share it share the reading."""
    title, abstract = readable(raw_title), readable(raw_abstract)
    short = _abbreviations(abstract)
    in_title = list(_phrases(title, short))
    found: dict[str, list[str]] = {}
    for key, form, _ in (named := list(_phrases(abstract, short))):
        found.setdefault(key, []).append(form)
    strength = {key: AGAIN if len(forms) > 1 else ONCE for key, forms in found.items()}
    strength |= {key: TITLE for key, _, _ in in_title}
    forms = {key: form for key, form, _ in in_title} | {k: f[0] for k, f in found.items()}
    forms |= {key: form for key, form, alone in reversed(named) if alone}
    about = frozenset(key for key, value in strength.items() if value > ONCE)
    closed = frozenset(key for key, _, alone in (*in_title, *named) if alone)
    written = {part for word in set(_WORD.findall(abstract)) for part in _split(word)}
    lower = frozenset(stem for part in written if part.islower() for stem in _stems(part))
    names = frozenset(_NAME.findall(abstract))
    return Reading(strength, forms, about, closed, lower, names)


def key_of(phrase: str) -> str:
    """The key under which a written phrase is counted."""
    return " ".join(stems(phrase))


def _abbreviations(text: str) -> dict[str, tuple[str, ...]]:
    """Stems behind an abbreviation that the text explains: ``video diffusion (VD)``."""
    explained = dict(_KNOWN)
    for found in _ACRONYM.finditer(text):
        letters = found[1].lower()
        parts = [
            part for word in _WORD.findall(text[: found.start()])[-8:] for part in _split(word)
        ]
        tail = parts[-len(letters) :]
        if 1 < len(letters) == len(tail) and all(
            part[0].lower() == letter for part, letter in zip(tail, letters, strict=True)
        ):
            explained[found[1]] = tuple(stem for part in tail for stem in stems(part))
    return explained


def _split(word: str) -> list[str]:
    return [part for part in _PARTING.split(word) if part]


def _phrases(text: str, short: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, bool]]:
    """Key, written form, and whether it stands alone, of every phrase in its order."""
    for segment in _segments(text, short):
        size = len(segment)
        for start in range(size):
            if segment[start].text.rstrip("s") in short:
                yield " ".join(segment[start].stems), segment[start].text, True
            for end in range(start + 2, min(start + _MAX_WORDS, size) + 1):
                words = segment[start:end]
                if _is_phrase(words, closed=end == size):
                    key = " ".join(stem for word in words for stem in word.stems)
                    yield key, text[words[0].start : words[-1].end], end == size


def _is_phrase(words: Sequence[_Word], *, closed: bool) -> bool:
    """``closed``: nothing that belongs to the phrase follows it."""
    first, last = words[0], words[-1]
    if not (may_begin(first.folded, words[1].folded) and may_end(last.folded)):
        return False
    if sum(len(word.stems) for word in words) > _MAX_STEMS:
        return False
    if len({word.folded for word in words}) < len(words):
        return False
    if not closed and not _ABBREVIATED.fullmatch(last.text) and len(words) > 2:
        return False
    return not is_hollow([word.folded for word in words])


def _segments(text: str, short: Mapping[str, tuple[str, ...]]) -> Iterator[list[_Word]]:
    segment: list[_Word] = []
    for word in _words(text, short):
        apart = segment and text[segment[-1].end : word.start] != " "
        if apart or breaks(word.folded):
            if len(segment) > 1 or (segment and segment[0].text.rstrip("s") in short):
                yield segment
            segment = []
        if not breaks(word.folded):
            segment.append(word)
    if segment:
        yield segment


def _words(text: str, short: Mapping[str, tuple[str, ...]]) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        written = found[0]
        known = short.get(written) or short.get(written.removesuffix("s"))
        folded = written.lower()
        yield _Word(written, folded, known or _stems(folded), found.start(), found.end())


@lru_cache(maxsize=100_000)
def _stems(folded: str) -> tuple[str, ...]:
    return tuple(stems(folded)) or (folded,)
