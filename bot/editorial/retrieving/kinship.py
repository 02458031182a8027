"""Words that mean nearly the same, by the bot's own vector space and a paper's acronyms. Pure.

A question seldom has a paper's words. Each of its terms is given the paper's terms that are near
it in the space, and what an acronym stands for in this paper.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.editorial.retrieving.alike import alike
from bot.editorial.space.vectors import Vectors, VectorSpace, unit
from bot.text.words import content_stems, stem_as_written

# below this two words have a subject in common, and no meaning
_NEAR, _NOTHING = 0.42, 0.2
_ACRONYM_SHARE, _ALIKE_SHARE = 0.6, 0.5
_BRACKETED = re.compile(r"((?:[\w-]+ ){1,8})\(([A-Z][\w-]{1,9}?)s?\)")
# words of an expansion that an acronym's letters need not stand for
_LONGER = 2


@dataclass(frozen=True)
class Vocabulary:
    """A paper's terms, with their unit rows in the space; zeros for what it does not know."""

    terms: Sequence[str]
    rows: Vectors
    acronyms: Mapping[str, frozenset[str]]

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.terms)

    def kin(self, stem: str, space: VectorSpace) -> dict[str, float]:
        """The paper's terms that a term may stand for: 1 for itself, less for others."""
        found = dict.fromkeys(self.acronyms.get(stem, ()), _ACRONYM_SHARE)
        found |= {other: _ALIKE_SHARE for other in alike(stem) if other in self.known}
        known = space.terms.words.get(stem)
        if known is not None and not stem[0].isdigit():
            likeness = self.rows @ unit(space.table[known : known + 1].astype(np.float32))[0]
            for at in np.flatnonzero(likeness >= _NEAR).tolist():
                share = (float(likeness[at]) - _NOTHING) / (1 - _NOTHING)
                found[self.terms[at]] = max(found.get(self.terms[at], 0.0), share * share)
        return {**found, stem: 1.0}


def vocabulary_of(terms: Iterable[str], text: str, space: VectorSpace) -> Vocabulary:
    """``text`` is where the paper writes its acronyms out."""
    ordered = sorted(set(terms))
    rows = np.zeros((len(ordered), space.table.shape[1]), np.float32)
    places = [(at, space.terms.words.get(one)) for at, one in enumerate(ordered)]
    known = [(at, row) for at, row in places if row is not None and not ordered[at][0].isdigit()]
    if known:
        rows[[at for at, _ in known]] = unit(
            space.table[[row for _, row in known]].astype(np.float32)
        )
    return Vocabulary(ordered, rows, _acronyms(text))


def _acronyms(text: str) -> dict[str, frozenset[str]]:
    """Both ways: ``bfi`` has ``baseflow`` and ``index``, and each of these has ``bfi``."""
    found: dict[str, set[str]] = {}
    for one in _BRACKETED.finditer(text):
        words, acronym = re.findall(r"\w+", one[1]), one[2]
        expansion = _written_out(words, acronym)
        if expansion:
            short, parts = stem_as_written(acronym), content_stems(" ".join(expansion))
            found.setdefault(short, set()).update(parts)
            for part in parts:
                found.setdefault(part, set()).add(short)
    return {short: frozenset(parts) for short, parts in found.items()}


def _written_out(words: Sequence[str], acronym: str) -> Sequence[str]:
    """The last words whose initials are the acronym's letters, some words passed over."""
    letters = [each.lower() for each in acronym if each.isalnum()]
    for length in range(len(letters), len(letters) + _LONGER + 1):
        last = words[-length:]
        if len(last) < length:
            return ()
        initials = iter(word[0].lower() for word in last)
        if last[0][0].lower() == letters[0] and all(each in initials for each in letters):
            return last
    return ()
