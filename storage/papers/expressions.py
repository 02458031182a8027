"""What is looked for, as an expression of FTS5. Pure.

Inside of a string of FTS5 nothing is an operator (https://sqlite.org/fts5.html): every word of a
person's goes into one. There the tokenizer of the index divides, so ``low-rank`` asks for the two
words together, and it takes endings off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.values.searching import Term
from storage.columns import text_column

# in nearly every abstract: left out beside other words, but for the order in which all stand
_EVERYWHERE = frozenset(("a", "an", "and", "by", "for", "in", "of", "on", "the", "to", "with"))
# a shorter beginning is that of too many words
_LEAST_BEGUN = 3
_COLUMNS = {
    "anywhere": "",
    "title": "title : ",
    "abstract": "abstract : ",
    "author": "author_names : ",
}


@dataclass(frozen=True, slots=True)
class Expression:
    """Each "" where there is none. Words that stand ``side_by_side`` count once more: "language
    model" is not any language. They are among those that match, so only the order asks for them."""

    wanted: str
    side_by_side: str
    barred: str

    @property
    def matching(self) -> str:
        return self._without_barred(self.wanted)

    @property
    def ranking(self) -> str:
        told = f"({self.wanted}) OR {self.side_by_side}" if self.side_by_side else self.wanted
        return self._without_barred(told)

    def _without_barred(self, told: str) -> str:
        return f"({told}) NOT ({self.barred})" if self.barred else f"({told})"


def expressions(wanted: Sequence[Term], *, loosely: bool) -> Iterator[str]:
    """The strictest first; "" where words play no part. A last word counts as whole while it is
    one: who looks for a cat wants no category."""
    whole = [replace(each, unfinished=False) for each in wanted]
    yield _together(whole)
    if whole != wanted:
        yield _together(wanted)
    if loosely and len(wanted) > 1:
        yield either(wanted)


def _together(wanted: Sequence[Term]) -> str:
    telling = [each for each in wanted if each.words.lower() not in _EVERYWHERE] or wanted
    return " AND ".join(map(_asked, telling))


def side_by_side(wanted: Sequence[Term]) -> str:
    plain = [each.words for each in wanted if each.field == "anywhere" and not each.others]
    if len(plain) < 2 or len(plain) != len(wanted):
        return ""
    return _quoted(" ".join(plain))


def either(terms: Sequence[Term]) -> str:
    return " OR ".join(map(_asked, terms))


def _asked(term: Term) -> str:
    if others := [each for each in term.others if can_be_asked(each)]:
        return f"({either([replace(term, others=()), *others])})"
    words = term.words.split()
    begun = "*" if term.unfinished and words and len(words[-1]) >= _LEAST_BEGUN else ""
    return f"{_COLUMNS[term.field]}{_quoted(term.words)}{begun}"


def _quoted(words: str) -> str:
    return f'"{_plain(words)}"'


def _plain(words: str) -> str:
    """NUL would end the expression in the middle of a string, a quote the string."""
    return text_column(words).replace("\0", " ").replace('"', " ")


def can_be_asked(term: Term) -> bool:
    """What has no letter or digit asks for nothing."""
    return any(letter.isalnum() for letter in term.words)
