"""The scorer that needs no model: words, meaning, keywords and names against topics. Pure.

It implements the ports Scorer and Index. One index serves all topics; a topic
costs about a millisecond for a thousand papers. A score depends on paper and topic
alone, since rarity comes from bot.editorial.choosing.background and not from the other papers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np

from bot.editorial.choosing import relevance
from bot.editorial.choosing.background import background
from bot.editorial.choosing.descriptions import Described, describe
from bot.editorial.choosing.evidence import HeldWords, Phrases, held_words, title_phrases
from bot.editorial.choosing.index import Reference, build_index, reference
from bot.editorial.choosing.keywords import (
    Text,
    matching_author,
    name_words,
    occurrences,
    phrase,
    prepare,
)
from bot.editorial.choosing.wishes import names_of, unwanted, wishes
from bot.editorial.space.crowds import crowds
from bot.editorial.space.vectors import space
from bot.text.readable import readable_abstract, readable_title
from bot.text.words import is_stop
from bot.values.papers import Paper
from bot.values.topics import Evidence, Match, Topic

_MOST_EVIDENCE = 6
# descriptions with their numbers for each paper: some 10 KB each for a thousand papers
_MOST_DESCRIBED = 64

# by a paper's number, where its title and its abstract have a name, as they write it
Holders = dict[int, tuple[list[str], list[str]]]


@cache
def shipped_reference() -> Reference:
    return reference(background(), space(), crowds())


class LexicalScoring:
    """Scores over one set of papers. What a keyword or a text needs is kept for the next topic."""

    def __init__(self, papers: Sequence[Paper], known: Reference) -> None:
        self._papers = tuple(papers)
        self._ids = np.array([one.id for one in self._papers], object)
        self._numbers = {one.id: number for number, one in enumerate(self._papers)}
        self._known = known
        self._texts = [
            (readable_title(one.title), readable_abstract(one.abstract, one.title))
            for one in self._papers
        ]
        self._index = build_index(self._texts, known)
        self._prepared: dict[int, tuple[Text, Text]] = {}
        self._found: dict[str, Holders] = {}
        self._by_name: dict[str, list[int]] = {}
        self._titles: dict[int, Phrases] = {}
        self._held: dict[int, HeldWords] = {}
        self._described_last: dict[str, tuple[Described, Holders]] = {}

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        return self.matches(topic)

    async def explained(
        self, topic: Topic, ids: Collection[str]
    ) -> Mapping[str, tuple[Evidence, ...]]:
        return self.explain(topic, ids)

    async def barred(self, topic: Topic) -> frozenset[str]:
        return frozenset(self._papers[number].id for number in self._barred(topic))

    def prepare(self) -> None:
        """All texts: a topic may ask for each of them, as a keyword of stop words does."""
        for number in range(len(self._papers)):
            self._text(number)

    def matches(self, topic: Topic) -> dict[str, Match]:
        """Best first; ties in the order of the papers."""
        scores = np.zeros(len(self._papers))
        if topic.description:
            told, named = self._described(topic.description)
            scores = told.relevance.copy()
            for number, (title, abstract) in named.items():
                scores[number] = relevance.named(scores[number], len(title), len(abstract))
        for number, grounds in self._worded(topic).items():
            scores[number] = grounds.beside(scores[number], described=bool(topic.description))
        scores[list(self._barred(topic))] = 0
        order = np.argsort(-scores, kind="stable")
        rounded = np.rint(scores[order]).astype(int)
        found = rounded[: np.count_nonzero(rounded)].tolist()
        # hundreds of papers share a hundred values
        known = {score: Match(topic.name, score) for score in set(found)}
        ids = self._ids[order[: len(found)]].tolist()
        return dict(zip(ids, map(known.__getitem__, found), strict=True))

    def explain(self, topic: Topic, ids: Collection[str]) -> dict[str, tuple[Evidence, ...]]:
        """Evidence in the order author, keyword, description; no text twice."""
        worded = self._worded(topic)
        told, named = self._described(topic.description) if topic.description else (None, {})
        found = {}
        for number in sorted(self._numbers[id_] for id_ in ids if id_ in self._numbers):
            evidence = worded[number].evidence if number in worded else ()
            if number in named:
                evidence += (replace(_keyword_evidence(*named[number]), kind="description"),)
            if told:
                texts, phrases = self._text(number), partial(self._phrases, number)
                evidence += told.evidence(number, texts, self._words(number), phrases)
            found[self._papers[number].id] = _distinct(evidence)
        return found

    def _described(self, description: str) -> tuple[Described, Holders]:
        """Also the papers that name it. Kept for a while: a score's reasons are asked for next, by
        many channels in turn."""
        kept = self._described_last
        made = kept.pop(description, None)
        if made is None:
            made = describe(description, self._index, self._known), self._named(description)
        kept[description] = made
        if len(kept) > _MOST_DESCRIBED:
            del kept[next(iter(kept))]
        return made

    def _named(self, description: str) -> Holders:
        """The papers that call a wish by its name, in full or abbreviated, with its places."""
        if unwanted(description):
            return {}
        names = {name for wish in wishes(description) for name in names_of(wish)}
        found: Holders = {}
        for name in sorted(names):
            for number, (title, abstract) in self._holders(name).items():
                before = found.get(number, ([], []))
                found[number] = ([*before[0], *title], [*before[1], *abstract])
        return found

    def _worded(self, topic: Topic) -> dict[int, "_Grounds"]:
        """What wanted authors and words say for the papers that have them."""
        found = {
            number: _Grounds(relevance.AUTHOR, 0.0, (evidence,))
            for number, evidence in self._authored(topic.authors)
        }
        for number, (score, evidence) in self._with_keywords(topic.include):
            by = found.get(number, _NO_GROUNDS)
            found[number] = _Grounds(by.author, score, (*by.evidence, *evidence))
        return found

    def _barred(self, topic: Topic) -> set[int]:
        return {number for word in topic.exclude for number in self._holders(word)}

    def _authored(self, wanted: Iterable[str]) -> Iterable[tuple[int, Evidence]]:
        for name in wanted:
            for number in self._numbers_by_name(name):
                author = matching_author(name, [one.name for one in self._papers[number].authors])
                if author:
                    yield number, Evidence("author", author, "authors")

    def _numbers_by_name(self, name: str) -> Iterable[int]:
        if not self._by_name:
            for number, paper in enumerate(self._papers):
                words = {word for author in paper.authors for word in name_words(author.name)}
                for word in words:
                    self._by_name.setdefault(word, []).append(number)
        longest = max(name_words(name), key=len, default="")
        return self._by_name.get(longest, ())

    def _with_keywords(
        self, wanted: Sequence[str]
    ) -> Iterable[tuple[int, tuple[float, tuple[Evidence, ...]]]]:
        numbers = {number for keyword in wanted for number in self._holders(keyword)}
        for number in sorted(numbers):
            met = [found[number] for word in wanted if number in (found := self._holders(word))]
            score = relevance.of_keywords(
                sum(len(title) for title, _ in met),
                sum(len(abstract) for _, abstract in met),
                len(met),
            )
            evidence = sorted((_keyword_evidence(*hit) for hit in met), key=_title_first)
            yield number, (score, tuple(evidence))

    def _holders(self, keyword: str) -> Holders:
        """The papers that hold a keyword, with its places in title and abstract."""
        if keyword not in self._found:
            places = {
                number: tuple(occurrences(keyword, text) for text in self._text(number))
                for number in self._candidates(keyword)
            }
            self._found[keyword] = {
                number: (title, abstract)
                for number, (title, abstract) in places.items()
                if title or abstract
            }
        return self._found[keyword]

    def _candidates(self, keyword: str) -> list[int]:
        """Papers that have all content words of one form of the keyword, ascending."""
        numbers: set[int] = set()
        for form, _ in phrase(keyword).forms:
            telling = [one for one in form if not is_stop(one) and len(one) > 1]
            sets = [set(self._index.holders(one).tolist()) for one in telling]
            numbers |= set.intersection(*sets) if sets else set(range(len(self._papers)))
        return sorted(numbers)

    def _text(self, number: int) -> tuple[Text, Text]:
        if number not in self._prepared:
            title, abstract = self._texts[number]
            self._prepared[number] = (prepare(title), prepare(abstract))
        return self._prepared[number]

    def _phrases(self, number: int) -> Phrases:
        """Those of a paper's title."""
        if number not in self._titles:
            self._titles[number] = title_phrases(self._text(number)[0], self._known.space)
        return self._titles[number]

    def _words(self, number: int) -> HeldWords:
        if number not in self._held:
            self._held[number] = held_words(*self._text(number))
        return self._held[number]


def _keyword_evidence(title: Sequence[str], abstract: Sequence[str]) -> Evidence:
    if title:
        return Evidence("keyword", title[0], "title")
    return Evidence("keyword", abstract[0], "abstract")


def _title_first(evidence: Evidence) -> bool:
    return evidence.where != "title"


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    said: dict[str, Evidence] = {}
    for one in evidence:
        said.setdefault(one.text.casefold(), one)
    return tuple(said.values())[:_MOST_EVIDENCE]


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What a paper's authors and wanted words are worth, and the evidence of both."""

    author: float
    keywords: float
    evidence: tuple[Evidence, ...]

    def beside(self, relevance_found: float, *, described: bool) -> float:
        """Relevance with a description's: words raise what it finds, authors count by themselves.
        Without one, both do."""
        worded = relevance.raised(relevance_found, self.keywords) if described else self.keywords
        return relevance.combined(self.author, worded)


_NO_GROUNDS = _Grounds(0.0, 0.0, ())
