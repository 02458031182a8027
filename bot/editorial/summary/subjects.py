"""What a paper is about, by names that its field uses. Pure but for packaged files.

bot.editorial.subject_list has the subjects: no word of a single paper becomes a heading, and two
papers that share a word of another meaning share no subject. A paper counts where it names a
subject more than in passing and its text as a whole is near the subject's names in the vector
space.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from bot.editorial.space.vectors import Vectors, space
from bot.editorial.subject_list import SubjectName, subject_sections
from bot.taxonomy import category_name
from bot.text.readable import readable_abstract, readable_title
from bot.text.words import stems
from bot.values.topics import Topic

# named in the title; named again and again in the abstract
TITLE, AGAIN = 1.0, 0.7
# mentions in the abstract that make a name of several words, or a single word, the subject
_AGAIN_PHRASE, _AGAIN_WORD = 2, 3
# Cosines with the subject's names. Over 3,800 papers of all fields, a fifth of the papers with a
# name in their abstract lie below the second: they use the thing, and are about another one.
_NEAR_TITLE, _NEAR_AGAIN = 0.2, 0.45
# So many subjects of its field may be nearer to the paper. Of 151 papers outside computer science
# that name a subject in the abstract only, about half of those with three nearer ones are about
# another one ("superconducting" circuits that store light); in a title it takes many more.
_NEARER_AGAIN, _NEARER_TITLE = 2, 27
# a title is trusted from this cosine on, whatever is nearer
_SURE_TITLE = 0.4
# what rounding may add to the same cosine
_SAME = 1e-5


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a subject, as stems, of the section of that number. ``in_titles``: elsewhere it
    may mean something else."""

    subject: str
    stems: tuple[str, ...]
    in_titles: bool
    section: int


@dataclass(frozen=True, slots=True)
class SubjectReading:
    """``strength`` by subject: how much the paper is about it, to 1. ``vector``: its text as a
    unit row in the vector space; zeros where it names no subject."""

    strength: Mapping[str, float]
    vector: Vectors


_ABOUT_NOTHING = SubjectReading({}, np.zeros(0, np.float32))


@lru_cache(maxsize=4096)
def read_subjects(raw_title: str, raw_abstract: str, categories: tuple[str, ...]) -> SubjectReading:
    """Read a paper once; channels that share it share the reading."""
    title = stems(readable_title(raw_title))
    abstract = stems(readable_abstract(raw_abstract, raw_title))
    archives = frozenset(category.partition(".")[0] for category in categories)
    of = _sections_of(archives)
    strength = dict.fromkeys(_named_again(abstract, of), AGAIN)
    strength |= {name.subject: TITLE for name in _found(title, of)}
    if not strength:
        return _ABOUT_NOTHING
    counted = space().terms.count_stems([[*title, *abstract]])
    vector = space().vectors_of(counted, 1)[0]
    field = _field_vectors(archives) @ vector
    near = {
        subject: value
        for subject, value in strength.items()
        if _is_near(float(_subject_vectors()[subject] @ vector), value, field)
    }
    return SubjectReading(near, vector)


@lru_cache(maxsize=32_768)
def title_subjects(raw_title: str, categories: tuple[str, ...]) -> frozenset[str]:
    """The subjects that a title names, whatever the abstract is about."""
    archives = frozenset(category.partition(".")[0] for category in categories)
    found = _found(stems(readable_title(raw_title)), _sections_of(archives))
    return frozenset(name.subject for name in found)


def _named_again(abstract: Sequence[str], of: frozenset[int]) -> list[str]:
    words, phrases = Counter[str](), Counter[str]()
    for name in _found(abstract, of):
        if not name.in_titles:
            (phrases if len(name.stems) > 1 else words)[name.subject] += 1
    return [
        subject
        for subject in phrases.keys() | words.keys()
        if phrases[subject] >= _AGAIN_PHRASE or phrases[subject] + words[subject] >= _AGAIN_WORD
    ]


def _is_near(cosine: float, strength: float, field: Vectors) -> bool:
    """``field``: the cosines of all subjects of the paper's archives."""
    nearer = int(np.count_nonzero(field > cosine + _SAME))
    if strength == TITLE:
        return cosine >= _NEAR_TITLE and (cosine >= _SURE_TITLE or nearer <= _NEARER_TITLE)
    return cosine >= _NEAR_AGAIN and nearer <= _NEARER_AGAIN


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The names that begin with one stem, by their stems; ``longest`` counts stems."""

    names: Mapping[tuple[str, ...], Sequence[_Name]]
    longest: int


def _found(words: Sequence[str], of: frozenset[int]) -> list[_Name]:
    """Every name of these sections in its place, the longest that begins there; none inside another
    one, which may mean something else (quantum circuits, single flux quantum circuits)."""
    named = _beginnings()
    found: list[_Name] = []
    end = 0
    for place, word in enumerate(words):
        if place < end or (beginning := named.get(word)) is None:
            continue
        for size in range(beginning.longest, 0, -1):
            names = beginning.names.get(tuple(words[place : place + size]), ())
            if here := [name for name in names if name.section in of]:
                found += here
                end = place + size
                break
    return found


@lru_cache(maxsize=512)
def _sections_of(archives: frozenset[str]) -> frozenset[int]:
    """The numbers of the sections whose names these archives use."""
    return frozenset(number for number, (of, _) in enumerate(_sections()) if of & archives)


@cache
def _beginnings() -> Mapping[str, _Beginning]:
    """All names by their first stem."""
    made: defaultdict[str, dict[tuple[str, ...], tuple[_Name, ...]]] = defaultdict(dict)
    for _, names in _sections():
        for name in names:
            others = made[name.stems[0]].get(name.stems, ())
            made[name.stems[0]][name.stems] = (*others, name)
    return {stem: _Beginning(names, max(map(len, names))) for stem, names in made.items()}


@lru_cache(maxsize=512)
def _field_vectors(archives: frozenset[str]) -> Vectors:
    """The vectors of all subjects of these archives, one a row."""
    sections = (names for of, names in _sections() if of & archives)
    subjects = dict.fromkeys(name.subject for names in sections for name in names)
    return np.asarray([_subject_vectors()[subject] for subject in subjects])


@cache
def _subject_vectors() -> Mapping[str, Vectors]:
    """Where the names of each subject lie together, by subject."""
    written: defaultdict[str, list[str]] = defaultdict(list)
    for _, names in _sections():
        for name in names:
            written[name.subject] += name.stems
    rows = space().vectors_of(space().terms.count_stems(list(written.values())), len(written))
    return dict(zip(written, np.asarray(rows), strict=True))


def asked_for(topics: Sequence[Topic], categories: Sequence[str]) -> frozenset[str]:
    """The subjects that a channel's topics or categories name."""
    wanted = [f"{one.name} {one.description} {' '.join(one.include)}" for one in topics]
    return asked_subjects(" ".join(wanted)) | category_subjects(frozenset(categories))


@lru_cache(maxsize=256)
def category_subjects(categories: frozenset[str]) -> frozenset[str]:
    """Subjects that are called as one of the categories is, or as a part of it ("Astrophysics of
    Galaxies"): no news within it. Of an only category, all that its name asks for."""
    called = (frozenset(stems(category_name(one))) for one in categories)
    told = {
        subject
        for words in called
        for subject, own in _subject_stems().items()
        if words.issuperset(own)
    }
    only = asked_subjects(" ".join(map(category_name, categories))) if len(categories) == 1 else ()
    return frozenset((*told, *only))


@cache
def _subject_stems() -> Mapping[str, frozenset[str]]:
    return {subject: frozenset(stems(subject)) for subject in _subject_vectors()}


@lru_cache(maxsize=256)
def asked_subjects(asked: str) -> frozenset[str]:
    """Subjects of which a name stands in a topic's words: no news to who asked for it."""
    words = frozenset(stems(asked))
    named = _names_by_stem()
    return frozenset(
        name.subject
        for word in words
        for name in named.get(word, ())
        if words.issuperset(name.stems)
    )


@cache
def _names_by_stem() -> Mapping[str, Sequence[_Name]]:
    """All names by the first of their stems, whichever archives use them."""
    made: defaultdict[str, list[_Name]] = defaultdict(list)
    for _, names in _sections():
        for name in names:
            made[name.stems[0]].append(name)
    return made


@cache
def _sections() -> tuple[tuple[frozenset[str], tuple[_Name, ...]], ...]:
    return tuple(
        (archives, tuple(_distinct(names, number)))
        for number, (archives, names) in enumerate(subject_sections())
    )


def _distinct(names: Sequence[SubjectName], section: int) -> Iterable[_Name]:
    """Two names of a subject may have the same stems."""
    keys = {(one.subject, tuple(stems(one.words))): one.in_titles for one in names}
    return (_Name(subject, key, in_titles, section) for (subject, key), in_titles in keys.items())
