"""What in a paper matches a description, in the paper's own words, and what it lacks. Pure."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.editorial.choosing.background import (
    FAMILY_LETTERS,
    FAMILY_MARK,
    background,
    families,
    family,
)
from bot.editorial.choosing.index import Query
from bot.editorial.choosing.keywords import Text, together, written
from bot.editorial.space.vectors import Vectors, VectorSpace
from bot.text.words import content_stems, is_stop
from bot.values.topics import Evidence

_MOST = 4
# a word that has less than this share of the description's weight is not given as a reason
_LEAST_SHARE = 0.08
_LONGEST_PHRASE = 5
_MOST_LACKING = 2
# a phrase of the title farther from the description than this explains nothing
_NEAR = 0.3
_WORDS_OF_MEANING = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class HeldWords:
    """A paper's stems, of title and abstract together: each between two spaces in ``line``, where
    to look for a few of them is faster than to make sets of hundreds."""

    line: str

    def has(self, stem: str) -> bool:
        return f" {stem} " in self.line

    def of(self, stems: Iterable[str]) -> frozenset[str]:
        """Those of the stems that it has."""
        line = self.line
        return frozenset([stem for stem in stems if f" {stem} " in line])

    def has_family(self, stem: str) -> bool:
        """Whether there is any word of the stem's family."""
        if len(stem) < FAMILY_LETTERS:
            return self.has(stem)
        return f" {stem[:FAMILY_LETTERS]}" in self.line


def held_words(title: Text, abstract: Text) -> HeldWords:
    return HeldWords(f" {' '.join((*title.stems, *abstract.stems))} ")


def said(query: Query, paper: HeldWords, title: Text, abstract: Text) -> tuple[Evidence, ...]:
    """The description's words that the paper has, weightiest first, as the paper writes them.

    Wanted words that stand side by side are shown as one phrase, and no word twice.
    """
    wanted = paper.of(query.words)
    least = _LEAST_SHARE * sum(query.words.values())
    strengths = dict(_strengths(query, paper, wanted))
    shown: list[Evidence] = []
    used: set[str] = set()
    for term in sorted(strengths, key=lambda one: (-strengths[one], one)):
        if len(shown) == _MOST or strengths[term] < least:
            break
        if used and not used.isdisjoint(_families(term)):
            continue
        for text, where in ((title, "title"), (abstract, "abstract")):
            span = _find(term, wanted, text)
            if span:
                shown.append(Evidence("description", written(text, *span), where))
                used.update(families(text.stems[span[0] : span[1] + 1]))
                break
    return tuple(shown)


def lacking(query: Query, typed: Text, paper: HeldWords) -> tuple[Evidence, ...]:
    """The weightiest words of a description that the paper has in no form, as they are ``typed``;
    one without text where it has all of them."""
    missing = [word for word in query.words if not _is_held(word, paper)]
    missing.sort(key=lambda word: (-query.words[word], word))
    missed = set(missing)
    found: dict[str, None] = {}
    for word in missing:
        place = next(typed.places(word), None)
        if place is not None:
            # "renewable energy", where it has neither
            found[written(typed, *_widened(place, place, missed, typed))] = None
        if len(found) == _MOST_LACKING:
            break
    return tuple(Evidence("lacks", text, "description") for text in [*found] or [""])


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of a title, their vectors, a row for each, and their ``places``: the numbers of
    the first word and of the last, by turns, packed as a thousand titles are kept."""

    texts: tuple[str, ...]
    places: Sequence[int]
    vectors: Vectors


def title_phrases(title: Text, space: VectorSpace) -> Phrases:
    """Two to four neighbouring words of a title, none a stop word; a word that stands alone too."""
    found: dict[str, tuple[int, int]] = {}
    for first, last in _runs(title):
        if first == last:
            found[written(title, first, last)] = first, last
        for size in _WORDS_OF_MEANING:
            for start in range(first, last - size + 2):
                end = start + size - 1
                if _is_whole(title, start, end):
                    found.setdefault(written(title, start, end), (start, end))
    stems = [title.stems[first : last + 1] for first, last in found.values()]
    vectors = space.vectors_of(space.terms.count_stems(stems), len(stems))
    return Phrases(tuple(found), array("I", chain.from_iterable(found.values())), vectors)


def close_in_meaning(query: Query, title: Text, phrases: Phrases) -> tuple[Evidence, ...]:
    """The phrase of the title that is nearest in meaning, in other words than the description's."""
    near: list[float] = (phrases.vectors @ query.meaning).tolist() if phrases.texts else []
    for place in sorted(range(len(near)), key=lambda one: -near[one]):
        if near[place] < _NEAR:
            break
        first, last = phrases.places[2 * place : 2 * place + 2]
        if query.words.keys().isdisjoint(title.stems[first : last + 1]):
            return (Evidence("meaning", phrases.texts[place], "title"),)
    return ()


def _is_held(word: str, paper: HeldWords) -> bool:
    """Whether a paper has a word, or the words that an abbreviation stands for."""
    if paper.has_family(word):
        return True
    meant = background().abbreviations.get(word)
    return bool(meant) and all(map(paper.has_family, content_stems(meant or "")))


def _strengths(
    query: Query, paper: HeldWords, held: Collection[str]
) -> Iterator[tuple[str, float]]:
    """What each term that the paper has weighs; a pair weighs as much as its words together.
    ``held``: the words of the query that the paper has."""
    for word, weight in query.words.items():
        if word in held:
            yield word, weight
        elif paper.has_family(word):
            yield family(word), weight / 2
    for pair, weight in query.pairs.items():
        words = pair.split(" ")
        for word in words:
            if word not in held and (word in query.words or not paper.has(word)):
                break
        else:
            yield pair, weight + sum([query.words.get(word, 0.0) for word in words])


def _families(term: str) -> frozenset[str]:
    return families(term.lstrip(FAMILY_MARK).split())


def _runs(text: Text) -> Iterator[tuple[int, int]]:
    """The first and last numbers of words that stand together without a stop word."""
    first = None
    for place, stem in enumerate(text.stems):
        if is_stop(stem) or len(stem) < 2:
            if first is not None:
                yield first, place - 1
            first = None
        elif first is None:
            first = place
        elif not together(text, place - 1, place):
            yield first, place - 1
            first = place
    if first is not None:
        yield first, len(text.stems) - 1


def _is_whole(text: Text, first: int, last: int) -> bool:
    """Whether no hyphen joins the words to what stands before or after: no "world models" of
    "real-world models"."""
    before = text.text[: text.starts[first]][-1:]
    return "-" not in (before, text.text[text.ends[last] :][:1])


def _find(term: str, wanted: Collection[str], text: Text) -> tuple[int, int] | None:
    """The first place of a term, widened by the wanted words on either side of it."""
    if term[0] == FAMILY_MARK:
        beginning = term.removeprefix(FAMILY_MARK)
        term = next((one for one in text.stems if one[:FAMILY_LETTERS] == beginning), "")
    words = tuple(term.split(" ")) if term else ()
    if len(words) == 1:
        first = next(text.places(term), None)
        return None if first is None else _widened(first, first, wanted, text)
    for first in text.places(words[0]) if words else ():
        last = first + len(words) - 1
        if text.stems[first : last + 1] == words and together(text, first, last):
            return _widened(first, last, wanted, text)
    return None


def _widened(first: int, last: int, wanted: Collection[str], text: Text) -> tuple[int, int]:
    stems, most = text.stems, _LONGEST_PHRASE - 1
    while first > 0 and last - first < most and stems[first - 1] in wanted:
        if not together(text, first - 1, first):
            break
        first -= 1
    end = len(stems) - 1
    while last < end and last - first < most and stems[last + 1] in wanted:
        if not together(text, last, last + 1):
            break
        last += 1
    return first, last
