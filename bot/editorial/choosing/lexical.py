"""The scorer that needs no model: words, keywords and names against topics. Pure.

It implements the ports Scorer and Scoring. One index serves all topics; a topic
costs about a millisecond for a thousand papers. A score depends on paper and topic
alone, since rarity comes from bot.editorial.choosing.background and not from the other papers.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bot.editorial.choosing import relevance
from bot.editorial.choosing.background import Background, background
from bot.editorial.choosing.evidence import described
from bot.editorial.choosing.index import NEARNESS_WEIGHT, Floats, Query, build_index, build_query
from bot.editorial.choosing.keywords import (
    Text,
    matching_author,
    name_words,
    occurrences,
    phrase,
    prepare,
)
from bot.editorial.choosing.wishes import wishes
from bot.models import Evidence, Match, Paper, Topic
from bot.text.readable import readable
from bot.text.words import is_stop

_MOST_EVIDENCE = 4
# relevance below which a paper is left out, and below which it is not worth a reason
_LEAST = 1.0
_LEAST_EXPLAINED = 15.0


class LexicalScorer:
    """Scorer over words; ``table`` is the background that ships, unless another is given."""

    def __init__(self, table: Background | None = None) -> None:
        self._table = table

    def over(self, papers: Sequence[Paper]) -> "LexicalScoring":
        return LexicalScoring(papers, self._table or background())


class LexicalScoring:
    """Scores over one set of papers. What a keyword or a text needs is kept for the next topic."""

    def __init__(self, papers: Sequence[Paper], table: Background) -> None:
        self._papers = tuple(papers)
        self._table = table
        self._texts = [(readable(one.title), readable(one.abstract)) for one in self._papers]
        self._index = build_index(self._texts, table)
        self._prepared: dict[int, tuple[Text, Text]] = {}
        self._found: dict[str, dict[int, tuple[list[str], list[str]]]] = {}
        self._by_name: dict[str, list[int]] = {}

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        return self.matches(topic)

    async def barred(self, topic: Topic) -> frozenset[str]:
        return frozenset(self._papers[number].id for number in self._barred(topic))

    def matches(self, topic: Topic) -> dict[str, Match]:
        """Best first; ties in the order of the papers."""
        barred = self._barred(topic)
        grounds: dict[int, list[tuple[float, tuple[Evidence, ...]]]] = {}
        for number, evidence in self._authored(topic.authors):
            grounds.setdefault(number, []).append((relevance.AUTHOR, (evidence,)))
        for number, ground in self._with_keywords(topic.include):
            grounds.setdefault(number, []).append(ground)
        for number, ground in self._described(topic.description):
            grounds.setdefault(number, []).append(ground)
        found = [
            (number, _match(topic, parts))
            for number, parts in grounds.items()
            if number not in barred
        ]
        found.sort(key=lambda entry: (-(entry[1].relevance or 0), entry[0]))
        return {self._papers[number].id: match for number, match in found if match.relevance}

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

    def _holders(self, keyword: str) -> dict[int, tuple[list[str], list[str]]]:
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
        for form in phrase(keyword).forms:
            telling = [one for one in form if not is_stop(one) and len(one) > 1]
            sets = [set(self._index.holders(one).tolist()) for one in telling]
            numbers |= set.intersection(*sets) if sets else set(range(len(self._papers)))
        return sorted(numbers)

    def _text(self, number: int) -> tuple[Text, Text]:
        if number not in self._prepared:
            title, abstract = self._texts[number]
            self._prepared[number] = (prepare(title), prepare(abstract))
        return self._prepared[number]

    def _described(
        self, description: str
    ) -> Iterable[tuple[int, tuple[float, tuple[Evidence, ...]]]]:
        """Each paper's best score over the whole description and the items of its list."""
        best: dict[int, tuple[float, int]] = {}
        queries = [build_query(text, self._table) for text in wishes(description)]
        parts = [self._index.contributions(query) for query in queries]
        for place, (query, (terms, added)) in enumerate(zip(queries, parts, strict=True)):
            for number, score in self._likeness(query, terms, added):
                if score >= _LEAST and score > best.get(number, (0.0, 0))[0]:
                    best[number] = (score, place)
        for number, (score, place) in best.items():
            terms, added = parts[place]
            told = zip(terms, added[:, number].tolist(), strict=True)
            explained = score >= _LEAST_EXPLAINED
            yield number, (score, described(told, *self._text(number)) if explained else ())

    def _likeness(
        self, query: Query, terms: Sequence[str], added: Floats
    ) -> Iterable[tuple[int, float]]:
        if not terms:
            return
        weights = np.array([query.weights[term] ** 2 for term in terms])
        covered = weights @ (added > 0)
        likeness = added.sum(0) + NEARNESS_WEIGHT * self._index.nearness(query)
        titled = self._index.titled(query)
        for number in np.flatnonzero(covered).tolist():
            body = relevance.of_description(
                float(likeness[number]),
                reach=query.reach,
                covered=float(covered[number]),
                words=query.words,
            )
            yield number, relevance.combined(body, relevance.of_title(float(titled[number])))


def _keyword_evidence(title: Sequence[str], abstract: Sequence[str]) -> Evidence:
    if title:
        return Evidence("keyword", title[0], "title")
    return Evidence("keyword", abstract[0], "abstract")


def _title_first(evidence: Evidence) -> bool:
    return evidence.where != "title"


def _match(topic: Topic, grounds: Sequence[tuple[float, tuple[Evidence, ...]]]) -> Match:
    """Evidence keeps the order author, keyword, description; a text is said once."""
    said: dict[str, Evidence] = {}
    for _, evidence in grounds:
        for one in evidence:
            said.setdefault(one.text.casefold(), one)
    score = round(relevance.combined(*(score for score, _ in grounds)))
    return Match(topic.name, score, tuple(said.values())[:_MOST_EVIDENCE])
