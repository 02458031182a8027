"""What a paper says, prepared once and asked by the checks of every text about it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from bot.editorial.checking.amounts import vague_units
from bot.editorial.checking.binding import Bound, bound_figures
from bot.editorial.checking.clauses import Clause, Parsed, parsed
from bot.editorial.checking.counted import Count, counts
from bot.editorial.checking.labels import named
from bot.editorial.checking.names import Names, names_of, squeezed
from bot.editorial.checking.planted import planted, without_planted
from bot.editorial.checking.ranked import ranks
from bot.editorial.checking.support import Figures
from bot.editorial.checking.versus import Sides, names_in, sides
from bot.text.readable import readable
from bot.text.words import stem

_ITEM = r"[\w/.-]+(?: [\w/.-]+){0,3}"
_LISTED = re.compile(rf"((?:{_ITEM}, ){{1,11}})(?:(?:and|or) |({_ITEM}) (?:and|or) )")
_PAIRED = re.compile(
    r"\b(?:both|two|pair\w*|dual|twin|either|double|second|respectively|binary|bi-?\w+)\b"
    r"|\b[A-Z][\w-]*\w and [A-Z][\w-]*\w|\ban? \w+(?: \w+)? and an? \w+|\(1\)|\(i\)",
)
_OWN = re.compile(
    r"(?<!has )(?<!have )"
    r"\b(?:present|propos\w+|introduc\w+|call(?:ed)?|name[dly]*|develop\w*|build|releas\w+)"
    r"(?: the| an?| our)? ([A-Z][\w-]*(?: [A-Z][\w-]*){0,2})"
)
_TITLED = re.compile(r"^\s*([A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*)?)\s*:")
_TEX = re.compile(r"[\\$]")
_ENDED = re.compile(r"[.!?]\s*$")
_COMPARED = 400
_FURTHER = 100
_COUNTED_BEHIND = 7
_PLACES = 6
_COUNTED = 20_000
# clauses with a word in common that are looked at, of a source of any length
_LOOKED_AT = 40


def _ended(text: str) -> str:
    """A title has no full stop, and what it denies is not what the next text says."""
    return f"{text}." if text[-1].isalnum() else text


@dataclass(frozen=True)
class Source:
    """The texts of a paper (title, abstract, comments, passages of its full text).

    Made once for each paper by ``Source.of`` and reused for all texts about it. Instructions that
    were planted in it (``planted``) are kept apart and bear nothing out.
    """

    text: str
    written: str
    planted: tuple[str, ...]

    @classmethod
    def of(cls, *texts: str) -> "Source":
        """From the texts as they were announced: LaTeX is resolved here."""
        written = "\n\n".join(_ended(text.strip()) for text in texts if text.strip())
        found = planted(written)
        plain = without_planted(written) if found else written
        return cls(readable(plain) if _TEX.search(plain) else plain, written, found)

    @cached_property
    def parsed(self) -> Parsed:
        return parsed(self.text, "en")

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.parsed.amounts, frozenset(self._list_lengths()))

    @cached_property
    def vague_units(self) -> frozenset[str]:
        return frozenset(unit for unit, _ in vague_units(self.text, "en"))

    @cached_property
    def names(self) -> Names:
        return names_of(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(token.form) for token in self.parsed.tokens)

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(hit.value for hit in self.parsed.of("concepts"))

    @cached_property
    def sections(self) -> frozenset[str]:
        """The sections of which the source has a phrase, denied ones left out."""
        return frozenset(
            hit.section
            for hit in self.parsed.hits
            if hit.section not in ("proof", "proved", "first", "best", "strong")
            or not self._denied(hit.first)
        )

    @cached_property
    def squeezed(self) -> str:
        """Lower case without spaces, for addresses and phrases that must be there."""
        return re.sub(r"\s+", "", self.text.lower())

    @cached_property
    def letters(self) -> str:
        """Lower case, letters and digits alone."""
        return re.sub(r"[\W_]+", "", self.squeezed)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """What the authors call their own work."""
        found = [*_TITLED.findall(self.text[:200]), *_OWN.findall(self.text[:5_000])]
        return frozenset(word.lower() for each in found for word in (each, *each.split()))

    @cached_property
    def denials(self) -> tuple[Clause, ...]:
        """The first of the clauses that deny something."""
        return tuple(islice((each for each in self.parsed.clauses if each.negated), _COMPARED))

    @cached_property
    def denied(self) -> frozenset[str]:
        """Concepts and stems that are denied somewhere."""
        return frozenset(term for each in self.denials for term in each.denied)

    @cached_property
    def stated(self) -> frozenset[str]:
        """Concepts and stems that are spoken of without a denial."""
        return frozenset(
            term
            for each in self.parsed.clauses
            for term in (each.concepts | each.stems) - each.denied
        )

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """What it counts, in stems and in concepts."""
        return tuple(counts(self.parsed, _COUNTED_BEHIND)[:_COMPARED])

    @cached_property
    def named(self) -> frozenset[str]:
        """What may be a name of it, squeezed."""
        return named(self.text)

    @cached_property
    def main_names(self) -> frozenset[str]:
        """The keys of names that the paper is about: in its title, or its authors' own."""
        title = squeezed(self.text.partition("\n\n")[0][:300])
        own = {squeezed(each) for each in self.own_names}
        return frozenset(f"name {each}" for each in self.named if each in title or each in own)

    @cached_property
    def main_things(self) -> frozenset[str]:
        """The keys of things that its title speaks of: what is proposed is called by them."""
        title = self.text.partition("\n\n")[0][:300]
        return frozenset(f"thing {hit.value}" for hit in parsed(title, "en").of("things"))

    @cached_property
    def bound(self) -> tuple[Bound, ...]:
        """The first of its figures with what they are said of."""
        return tuple(bound_figures(self.parsed, self.named)[:_COMPARED])

    @cached_property
    def comparisons(self) -> tuple[Sides, ...]:
        """Who is compared with whom, in the first of its clauses; a clause that does not name
        who it is about goes on about those of the clause before."""
        found: list[Sides] = []
        before = frozenset[str]()
        for each in self.parsed.clauses[:_COMPARED]:
            end = each.start + len(each.text)
            about = self.own_names | before
            found += sides(each, about, self.text[end:][:_FURTHER])
            before = names_in(each.text) if not _ENDED.search(each.text) else frozenset()
        return tuple(found)

    @cached_property
    def ranks(self) -> frozenset[tuple[str, str]]:
        """Pairs of names of which the first has the higher share, in one sentence and metric."""
        return frozenset(ranks(self.bound))

    @cached_property
    def _by_subject(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, clause in enumerate(self.parsed.clauses):
            for subject in clause.subjects | clause.stems:
                found.setdefault(subject, []).append(at)
        return found

    def clauses_with(self, value: float) -> list[Clause]:
        """The first of the clauses that have a figure."""
        return self._by_figure.get(round(value, _PLACES), [])[:_LOOKED_AT]

    @cached_property
    def _by_figure(self) -> dict[float, list[Clause]]:
        found: dict[float, list[Clause]] = {}
        for clause in self.parsed.clauses:
            for one in clause.amounts:
                if not one.is_word:
                    found.setdefault(round(one.values[0], _PLACES), []).append(clause)
        return found

    def clauses_like(self, subjects: frozenset[str]) -> list[Clause]:
        """Clauses that share most subjects (or stems), the best first."""
        counts: dict[int, int] = {}
        for subject in subjects:
            held = self._by_subject.get(subject, ())
            for at in held[:1_000]:
                counts[at] = counts.get(at, 0) + 1
        best = sorted(counts, key=lambda at: (-counts[at], at))[:_LOOKED_AT]
        return [self.parsed.clauses[at] for at in best]

    def _denied(self, first: int) -> bool:
        place = self.parsed.tokens[first].start
        lead = self.text[max(0, place - 40) : place].lower()
        return bool(
            re.search(r"\b(?:not(?! only)|cannot|no|without|never|can't|unable)\b[^.;]*$", lead)
        )

    def _list_lengths(self) -> Iterator[int]:
        """How many things the lists of the source have."""
        for found in _LISTED.finditer(self.text[:_COUNTED]):
            yield found[1].count(", ") + (2 if found[2] else 1)
        if _PAIRED.search(self.text[:_COUNTED]):
            yield 2
