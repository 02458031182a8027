"""What figures may be said of: names, metrics, things that are counted, with their places. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bot.editorial.checking.clauses import DIRECTIONS, Parsed
from bot.editorial.checking.lexicon import section
from bot.editorial.checking.names import squeezed
from bot.text.words import fold, is_stop, stem

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9]*(?:[-.+/&_‐‑][A-Za-z0-9]+)*(?:\+\+)?")
_SHAPED = re.compile(r"[A-Za-z].*[A-Z]|^[A-Z].*\d|[a-z]\d|^[A-Z]{2,}|^[A-Z]\+\d")
_CAPITAL = re.compile(r"(?<=[a-z,;:)%] )[A-Z][a-z]{2,}(?!\w)")
_VERSION = re.compile(r" \d{1,2}(?:\.\d)?(?![\w%.,]?\d|\s?%|\s?[A-Za-z]*[xX]\b)| \d{5}(?![\d.,%])")
_STAGE = re.compile(r"\b(?:phase|stage|task|track|level|grade|part)[ -](\d{1,2})\b", re.I)
_NO_LABELS = (*DIRECTIONS, "vapid", "than", "negation", "universal", "about_papers")

_NO_NAMES = frozenset(
    (
        "gb",
        "mb",
        "kb",
        "tb",
        "hz",
        "khz",
        "mhz",
        "ghz",
        "db",
        "fps",
        "ai",
        "llm",
        "llms",
        "gpu",
        "gpus",
    )
)

# German words at least so long, whose first part has so many letters, are read as compounds
_COMPOUND, _PART = 9, 3

Place = tuple[int, int]


class Label(NamedTuple):
    """What a figure may be said of: a name, a thing that the lists know, or a stem of English."""

    key: str
    start: int
    end: int

    @property
    def weight(self) -> int:
        return 1 if self.key.startswith("word ") else 2

    @property
    def kind(self) -> str:
        return self.key.partition(" ")[0]


def weight(key: str) -> int:
    return 1 if key.startswith("word ") else 2


def named(text: str) -> frozenset[str]:
    """The names of a source, squeezed; versions that stand apart are joined ("Claude 3.5")."""
    _, _, abstract = text.partition("\n\n")
    found = {one[0] for one in _NAME.finditer(text) if _SHAPED.search(one[0])}
    found |= {one[0] for one in _CAPITAL.finditer(abstract or text)}
    return frozenset(squeezed(each) for each in found if len(each) > 1) - _NO_NAMES


def is_made_up(written: str) -> bool:
    """Whether it looks like no word: GPT-4, ViT, BERT."""
    return _SHAPED.search(written) is not None


def labels_of(text: Parsed, names: frozenset[str]) -> tuple[list[Label], list[Place]]:
    """The labels of a text in order, and the places of versions, which are no figures."""
    found: list[Label] = []
    versions: list[Place] = []
    for one in _NAME.finditer(text.text):
        key = squeezed(one[0])
        if one[0].islower() or (key not in names and key.removesuffix("s") not in names):
            continue
        end = one.end()
        if version := _VERSION.match(text.text, end):
            end = version.end()
            versions.append((one.end(), end))
            key = squeezed(text.text[one.start() : end])
        found.append(Label(f"name {key}", one.start(), end))
    for one in _STAGE.finditer(text.text):
        versions.append((one.start(1), one.end(1)))
        found.append(Label(f"name stage {one[1]}", one.start(), one.end()))
    found += _without_inner([*_things(text), *(_words(text) if text.language == "en" else ())])
    named_at = [(one.start, one.end) for one in found if one.kind != "word"]
    kept = [
        one
        for one in found
        if one.kind != "word" or not any(a <= one.start < b for a, b in named_at)
    ]
    return sorted(kept, key=lambda one: one.start), versions


def _things(text: Parsed) -> Iterator[Label]:
    for hit in text.of("things"):
        place = text.tokens[hit.first].start, text.tokens[hit.last].end
        yield Label(f"thing {hit.value}", *place)
    if text.language == "de":
        yield from _in_compounds(text)


def _in_compounds(text: Parsed) -> Iterator[Label]:
    """What a long German word ends with: Pflegenotizen are notes."""
    for token in text.tokens:
        for stemmed, value in _stems() if len(token.form) >= _COMPOUND else ():
            if token.form.find(stemmed, _PART) >= 0:
                yield Label(f"thing {value}", token.start, token.end)


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    return tuple(
        (fold(form.removesuffix("*")), value)
        for value, forms in section("de", "things").items()
        for form in forms
        if len(form) > _PART + 2 and " " not in form
    )


def _words(text: Parsed) -> Iterator[Label]:
    idle = {at for hit in text.of(*_NO_LABELS) for at in range(hit.first, hit.last + 1)}
    for at, token in enumerate(text.tokens):
        if at not in idle and len(token.form) > 2 and not is_stop(token.form):
            yield Label(f"word {stem(token.form)}", token.start, token.end)


def _without_inner(found: Sequence[Label]) -> list[Label]:
    """Semi-supervised is not supervised."""
    return [
        one
        for one in found
        if one.kind == "word"
        or not any(
            other.start <= one.start
            and one.end <= other.end
            and other.end - other.start > one.end - one.start
            for other in found
        )
    ]
