"""What is looked for among the papers remembered, and what was found."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.values.papers import PaperOutline

SearchField = Literal["anywhere", "title", "abstract", "author"]


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand in this order, whatever their endings. ``wanted`` is False for one that
    bars papers; ``unfinished``: the last word may go on. One of ``others`` will do as well."""

    words: str
    field: SearchField = "anywhere"
    wanted: bool = True
    unfinished: bool = False
    others: tuple["Term", ...] = ()


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Papers with all ``terms``, in any of the ``categories`` (``cs.*`` stands for all that begin
    so; empty: in any), made public from ``since`` to ``until``. ``loosely``: where
    none has all of the words, papers with some of them are found."""

    terms: tuple[Term, ...] = ()
    categories: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    loosely: bool = False


@dataclass(frozen=True, slots=True)
class SearchHits:
    """``papers`` are those asked for of ``total``, best first; without words, newest first.
    ``more``: those behind them are not counted, as there are plenty. ``some``: none has all of the
    words, and these have some of them. ``undated``: papers, whatever their words, that a query with
    days passes over, as they have none."""

    papers: tuple[PaperOutline, ...] = ()
    total: int = 0
    more: bool = False
    some: bool = False
    undated: int = 0


def all_words(text: str) -> SearchQuery:
    """For papers that have every word of the text; the last one may be unfinished."""
    words = text.split()
    last = len(words) - 1
    return SearchQuery(
        tuple(Term(word, unfinished=place == last) for place, word in enumerate(words))
    )
