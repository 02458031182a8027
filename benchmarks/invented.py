"""Invented announcements for measurements, in the sizes of real ones. Pure.

Words are made of syllables and used as often as words are: few very often, most
seldom. An abstract has eight sentences, some 1,300 characters; a paper five authors.
Of a day's papers 70 in 100 are new, the others are new versions of earlier ones, and
one in four is cross-listed, so that listings hold more items than there are papers.
Half of those earlier ones are older than half a year, a quarter than a year, as in arXiv's records
of March 2023 (827 that were replaced then), but none is older than the first invented day.
"""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate, product
from random import Random

from bot.values.listings import AnnounceType, ListedPaper, Listing
from bot.values.papers import Author, Paper

CATEGORIES = tuple(f"cs.{name}" for name in ("AI", "CL", "CR", "CV", "DS", "IR", "LG", "NE", "RO"))
VOCABULARY = 20_000
SENTENCES = 4_000
REVISED = 0.3
CROSS_LISTED = 0.25
# days, on average; nearly three in four papers are younger when they are replaced
AGE_WHEN_REVISED = 250
_SYLLABLES = tuple(a + b for a, b in product("bdfgklmnprstvz", "aeiou"))


class InventedArxiv:
    """Makes one day after the other; ``chance`` decides everything."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        size = len(_SYLLABLES)
        self._words = [
            _SYLLABLES[n % size] + _SYLLABLES[n // size % size] + _SYLLABLES[n * 7 % size]
            for n in range(VOCABULARY)
        ]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
        self._sentences = [self.words(20).capitalize() + "." for _ in range(SENTENCES)]
        self._papers: list[Paper] = []
        # of each, when it was new
        self._days: list[date] = []
        self._new_in_month = 0

    def words(self, count: int) -> str:
        return " ".join(self._chance.choices(self._words, cum_weights=self._weights, k=count))

    def seldom(self, count: int) -> str:
        """Words as few papers have them."""
        return " ".join(self._chance.choices(self._words[VOCABULARY // 2 :], k=count))

    def day(self, day: date, papers: int) -> list[Listing]:
        """One listing for each category. Days come in their order."""
        if self._days and (self._days[-1].year, self._days[-1].month) != (day.year, day.month):
            self._new_in_month = 0
        items: dict[str, dict[str, ListedPaper]] = {name: {} for name in CATEGORIES}
        for _ in range(papers):
            paper, kind = self._paper(day)
            items[paper.categories[0]][paper.id] = ListedPaper(paper, kind)
            for name in paper.categories[1:]:
                cross = AnnounceType.REPLACE_CROSS if kind.is_replacement else AnnounceType.CROSS
                items[name].setdefault(paper.id, ListedPaper(paper, cross))
        return [
            Listing(category=name, date=day, items=tuple(listed.values()))
            for name, listed in items.items()
        ]

    def _paper(self, day: date) -> tuple[Paper, AnnounceType]:
        if self._papers and self._chance.random() < REVISED:
            place = self._place_of_revised(day)
            known = self._papers[place]
            # each paper once a day: a new version of today's is for another day
            if known.updated != day:
                revised = replace(known, version=(known.version or 1) + 1, updated=day)
                self._papers[place] = revised
                return revised, AnnounceType.REPLACE
        paper = self._new(day)
        self._papers.append(paper)
        self._days.append(day)
        return paper, AnnounceType.NEW

    def _place_of_revised(self, day: date) -> int:
        """Of any known paper where none is as old as chance has it."""
        age = timedelta(days=int(self._chance.expovariate(1 / AGE_WHEN_REVISED)))
        first = bisect_left(self._days, day - age)
        if not 0 < first < len(self._days):
            return self._chance.randrange(len(self._days))
        return self._chance.randrange(first, bisect_right(self._days, self._days[first]))

    def _new(self, day: date) -> Paper:
        self._new_in_month += 1
        names = self._chance.sample(CATEGORIES, 2 if self._chance.random() < CROSS_LISTED else 1)
        return Paper(
            # counted through the month, as arXiv does
            id=f"{day:%y%m}.{self._new_in_month:05d}",
            version=1,
            title=self.words(9).capitalize(),
            abstract=" ".join(self._chance.choices(self._sentences, k=8)),
            authors=tuple(Author(self.words(2).title()) for _ in range(5)),
            categories=tuple(names),
            comments="12 pages",
            license="http://creativecommons.org/licenses/by/4.0/",
            published=day,
            updated=day,
        )
