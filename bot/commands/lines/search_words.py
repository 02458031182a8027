"""What a line of ``/search`` asks for: words, ``"phrases"``, ``author:``, ``cat:``. Pure.

What cannot be read as it was meant is told, and the words are looked for all the same.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from bot.commands.lines.days import read_period
from bot.taxonomy import canonical_category, nearest_categories, taxonomy
from bot.values.searching import SearchField, SearchQuery, Term

Problem = Literal["prefix", "category", "day", "empty"]


@dataclass(frozen=True, slots=True)
class Unread:
    """``text`` as it was typed; ``near`` are valid ones that may have been meant."""

    problem: Problem
    text: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSearch:
    """``text`` is the line without its page."""

    query: SearchQuery
    text: str
    page: int = 1
    unread: tuple[Unread, ...] = ()

    @property
    def is_empty(self) -> bool:
        query = self.query
        return not (query.terms or query.categories or query.since or query.until)

    @property
    def only_bars(self) -> bool:
        """Whether it tells what is not wanted, and nothing that is."""
        query = replace(self.query, terms=tuple(one for one in self.query.terms if one.wanted))
        return not self.is_empty and replace(self, query=query).is_empty


_FIELDS: dict[str, SearchField] = {
    **dict.fromkeys(("author", "authors", "au", "by"), "author"),
    **dict.fromkeys(("title", "ti", "intitle"), "title"),
    **dict.fromkeys(("abstract", "abs"), "abstract"),
    **dict.fromkeys(("all", "any"), "anywhere"),
}
_CATEGORY = ("cat", "category", "categories", "in")
_SINCE = ("since", "after", "from", "date", "on")
_BEFORE = ("before",)
_UNTIL = ("until", "to", *_BEFORE)
PREFIXES = ("author:", "title:", "cat:", "since:", "until:")
_KNOWN = (*_FIELDS, *_CATEGORY, *_SINCE, *_UNTIL, "year")
_PAGE = re.compile(r"(?P<text>.*\S)\s+page\s+(?P<page>\d{1,4})", re.I | re.S)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
_TOKEN = re.compile(
    rf"""(?P<sign>[-+!]?)
    (?:(?P<prefix>(?:{"|".join(_KNOWN)}))\s*:\s*|(?P<other>[^\W\d_]{{1,20}}):(?=[^\s/]))?
    (?:"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]+))""",
    re.I | re.X,
)
# operators of other search engines: all words are wanted here, so that AND says nothing more
_NOISE = ("AND", "&&", "&")
# a dash that stands alone is one of a title
_NOT = ("NOT", "ANDNOT", "!")
_EITHER = ("OR", "||", "|")


def read_search(text: str, today: date, language: str = "en") -> ReadSearch:
    """``today`` is the day of who asks."""
    line = unicodedata.normalize("NFKC", text.translate(_QUOTES)).strip()
    paged = _PAGE.fullmatch(line)
    words = paged["text"] if paged else line
    building = _Building(today, language)
    for found in _TOKEN.finditer(words):
        building.take(found, at_end=found.end() == len(words))
    return ReadSearch(
        building.query(), words, int(paged["page"]) if paged else 1, tuple(building.unread)
    )


@dataclass
class _Building:
    today: date
    language: str
    terms: list[Term] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    unread: list[Unread] = field(default_factory=list)
    # an OR stands before the next word
    either: bool = False
    # a NOT does
    barring: bool = False

    def query(self) -> SearchQuery:
        names = tuple(dict.fromkeys(self.categories))
        return SearchQuery(tuple(self.terms), names, self.since, self.until, loosely=True)

    def take(self, found: re.Match[str], *, at_end: bool) -> None:
        prefix = (found["prefix"] or "").lower()
        value = found["quoted"] if found["quoted"] is not None else found["word"]
        # only a word that stands alone may be an operator
        bare = value if not (prefix or found["other"] or found["quoted"] is not None) else ""
        if bare in _NOT:
            self.barring = True
            return
        if bare in _NOISE:
            return
        if found["other"]:
            self.unread.append(Unread("prefix", f"{found['other']}:"))
            self._word(found["other"], found, at_end=False, barring=found["sign"] in ("-", "!"))
        either, self.either = self.either, False
        barring, self.barring = self.barring, False
        if not prefix and value.endswith(":") and value[:-1].lower() in _KNOWN:
            self.unread.append(Unread("empty", value))
        elif bare in _EITHER:
            self.either = True
        elif prefix in _CATEGORY:
            self._category(value)
        elif prefix in (*_SINCE, *_UNTIL, "year"):
            self._days(prefix, value)
        else:
            barring = barring or found["sign"] in ("-", "!")
            self._word(value, found, at_end=at_end, either=either, barring=barring)

    def _word(
        self,
        value: str,
        found: re.Match[str],
        *,
        at_end: bool,
        either: bool = False,
        barring: bool = False,
    ) -> None:
        if not any(letter.isalnum() for letter in value):
            return
        whole = found["quoted"] is not None
        term = Term(
            value.strip(),
            _FIELDS.get((found["prefix"] or "").lower(), "anywhere"),
            wanted=not barring,
            unfinished=at_end and not whole,
        )
        if either and self.terms and self.terms[-1].wanted and term.wanted:
            first = self.terms.pop()
            term = replace(first, others=(*first.others, term))
        self.terms.append(term)

    def _category(self, value: str) -> None:
        for name in filter(None, re.split(r"[,;|]", value)):
            meant = category_pattern(name)
            if meant is None:
                near = nearest_categories(name)
                self.unread.append(Unread("category", name, near))
            else:
                self.categories.append(meant)

    def _days(self, prefix: str, value: str) -> None:
        period = read_period(value, self.today, self.language)
        if period is None:
            self.unread.append(Unread("day", value))
        elif prefix in _BEFORE:
            self.until = period.first - timedelta(1)
        elif prefix in _UNTIL:
            self.until = period.last
        else:
            self.since = period.first
            if prefix in ("on", "date", "year"):
                self.until = period.last


def category_pattern(name: str) -> str | None:
    """A category's canonical name, or ``cs.*`` for an archive; None for neither."""
    plain = name.strip().removesuffix(".*").removesuffix(".")
    if (category := canonical_category(plain)) is not None:
        return category
    archive = plain.lower()
    return f"{archive}.*" if archive in taxonomy().archives else None
