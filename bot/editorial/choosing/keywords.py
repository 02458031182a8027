"""Finding wanted and unwanted words, phrases and authors in a paper. Pure.

A phrase is adjacent words in any letter case and word form; but what does something has
another name than what is done, so ``transformers`` is ``transformer``, and ``transforms``
is not. Hyphens and spaces do not matter, nor whether a compound is written in one:
``multi modal``, ``multi-modal`` and ``multimodal`` find each other.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.text.words import fold, runs, stem, stem_as_written, tokens

# below this a joined compound may be an accident ("i n" is no "in"), but for names like GPT4
_SHORTEST_COMPOUND = 6
_SHORT = 1 << 16
_DOERS = ("er", "or")
_JOINTS = frozenset(" \n\t\u00a0-‐‑–/'’s")
# https://en.wikipedia.org/wiki/Nobiliary_particle
_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "van", "von")
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A keyword, taken apart. ``forms``: the runs of stems that each count as it, and for each
    stem whether the word is a doer's."""

    forms: tuple[tuple[tuple[str, ...], tuple[bool, ...]], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text prepared once for many keywords: word n is ``text[starts[n]:ends[n]]``."""

    text: str
    stems: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]

    def places(self, stem: str) -> Iterator[int]:
        """The numbers of the words of a stem, ascending."""
        place = -1
        try:
            while True:
                place = self.stems.index(stem, place + 1)
                yield place
        except ValueError:  # no other
            return


@lru_cache(maxsize=20_000)
def phrase(keyword: str) -> Phrase:
    found = [token.folded for token in tokens(keyword)]
    if not found:
        return Phrase(())
    written = {tuple(found): None}
    compound = "".join(found)
    if _is_safe(compound):
        written[(compound,)] = None
        if len(found) == 1:
            cuts = [cut for cut in range(2, len(compound)) if _is_word(compound[cut:])]
            written.update({(compound[:cut], compound[cut:]): None for cut in cuts})
    return Phrase(
        tuple((tuple(map(stem, words)), tuple(map(_is_doer, words))) for words in written)
    )


@lru_cache(maxsize=50_000)
def _is_doer(folded: str) -> bool:
    """Whether a word names who or what does something: its stem lacks the ending of "encoder"."""
    singular = folded.removesuffix("s")
    return singular.endswith(_DOERS) and not stem(folded).endswith(_DOERS)


def _is_word(text: str) -> bool:
    return len(text) > 1 or text.isdigit()


def _is_safe(compound: str) -> bool:
    return len(compound) >= _SHORTEST_COMPOUND or not (compound.isalpha() or compound.isdigit())


def prepare(text: str) -> Text:
    stems: list[str] = []
    # a thousand of these are kept for a day, so they are packed: two bytes reach for an abstract
    size = "H" if len(text) < _SHORT else "i"
    starts, ends = array(size), array(size)
    for run, start, end in runs(text):
        stems.append(stem_as_written(run))
        starts.append(start)
        ends.append(end)
    return Text(text, tuple(stems), starts, ends)


def occurrences(keyword: str, prepared: Text) -> list[str]:
    """Every place of a keyword, as the text writes it; empty without one."""
    spans = {span for form in phrase(keyword).forms for span in _adjacent(*form, prepared)}
    return [written(prepared, first, last) for first, last in sorted(spans)]


def _adjacent(
    wanted: tuple[str, ...], doers: tuple[bool, ...], prepared: Text
) -> Iterator[tuple[int, int]]:
    size = len(wanted)
    for place in prepared.places(wanted[0]):
        last = place + size - 1
        if prepared.stems[place : last + 1] == wanted and together(prepared, place, last):
            words = (fold(written(prepared, one, one)) for one in range(place, last + 1))
            if tuple(map(_is_doer, words)) == doers:
                yield place, last


def together(prepared: Text, first: int, last: int) -> bool:
    """True if only spaces, hyphens and slashes stand between the words: no stop, no bracket."""
    text, starts, ends = prepared.text, prepared.starts, prepared.ends
    for place in range(first, last):
        gap = text[ends[place] : starts[place + 1]]
        if gap != " " and not _JOINTS.issuperset(gap):
            return False
    return True


def written(prepared: Text, first: int, last: int) -> str:
    """The words from ``first`` to ``last``, as the text has them."""
    return prepared.text[prepared.starts[first] : prepared.ends[last]]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name folded and in reading order: all words but the family name may be initials."""

    given: tuple[str, ...]
    family: tuple[str, ...]


def matching_author(wanted: str, names: Iterable[str]) -> str | None:
    """The first of a paper's authors that ``wanted`` names, as the paper has it.

    ``Yann LeCun``, ``LeCun, Yann``, ``Y. LeCun`` and ``LeCun`` all find Yann LeCun;
    whole words only, and given names that both write out must agree.
    """
    person = _person(wanted)
    return next((name for name in names if _same_person(person, _person(name))), None)


@lru_cache(maxsize=50_000)
def _person(name: str) -> PersonName:
    family, comma, given = name.partition(",")
    if comma:
        return PersonName(name_words(given), name_words(family))
    parts = name_words(name)
    first = max(len(parts) - 1, 0)
    while first and parts[first - 1] in _PARTICLES:
        first -= 1
    return PersonName(parts[:first], parts[first:])


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name, in order."""
    # a hyphen joins: Fei-Fei and Feifei are one name
    plain = fold(text).replace("-", "").replace("'", "").replace("’", "")
    return tuple(plain.replace(".", " ").replace(",", " ").split())


def _same_person(wanted: PersonName, author: PersonName) -> bool:
    size = len(wanted.family)
    words = (*author.given, *author.family)
    if not size or words[-size:] != wanted.family:
        # written family first, as many names are: Li Fei-Fei
        return len(words) == 2 and words == (*wanted.family, *wanted.given)
    if not wanted.given:
        return True
    given = words[:-size]
    return bool(given) and _given_agree(wanted.given, given)


def _given_agree(wanted: Sequence[str], given: Sequence[str]) -> bool:
    """First names agree, or one is the other's initial; middle names only where both have them."""
    if not _agree(wanted[0], given[0]):
        return False
    if len(wanted) == 1 or len(given) == 1:
        return True
    return all(_agree(one, other) for one, other in zip(wanted[1:], given[1:], strict=False))


def _agree(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))
