"""What a day's papers have in common, named in the authors' own words. Pure.

A theme is a phrase that at least two of the matched papers name, at least one of
them shown. It weighs more the more papers are about it and the rarer it is on an
ordinary day.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from math import log2

from bot.text.phrases import ONCE, TITLE, Reading
from bot.text.wording import STOCK
from bot.text.words import STOP_WORDS, stems

# per mille of papers that name a phrase which the table does not know
_UNKNOWN = 0.3
# what more than this share of the matched papers name is the channel's subject, no theme of it
_SUBJECT_SHARE = 0.55
_LEAST_FOR_A_SUBJECT = 6
# so many themes may be rare phrases (per mille of papers on an ordinary day)
_ANY_THEMES = 2
_RARE = 2.0
# the most that a theme of two papers weighs of which one is not shown
_THIN = 0.2
# heaviest phrases that are compared with each other, papers whose words are looked at
_WEIGHED = 60
_VOCABULARY = 120
# Halyard, Training-Free by its parts; but not BERT, TetherCam, 3D
_TITLE_WORD = re.compile(r"(?<![\w'’.])(?:A(?= )|[A-Z][a-z]+(?:-[A-Za-z][a-z]*)*)(?![\w'’])")


@dataclass(frozen=True, slots=True)
class Theme:
    """``numbers`` are shown papers, from 1, those most about it first; ``breadth`` counts
    the matched papers that name it; ``strength`` is how much the nearest shown paper is
    about it; ``usual`` is per mille of papers on an ordinary day."""

    key: str
    name: str
    numbers: tuple[int, ...]
    breadth: int
    strength: float
    usual: float
    score: float
    is_subject: bool = False

    @property
    def is_thin(self) -> bool:
        return self.score <= _THIN


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How many of the day's abstracts write a stem without a capital, a word with one."""

    lower: Mapping[str, int]
    names: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Common:
    """What may be said of a set of papers: themes by weight, the subject of nearly all,
    phrases that only papers beyond the shown are about, and how the day's words are written."""

    themes: tuple[Theme, ...]
    subject: str | None
    elsewhere: tuple[str, ...]
    vocabulary: Vocabulary
    matched: int


@lru_cache(maxsize=1)
def usual_shares() -> Mapping[str, float]:
    """Per mille of papers that name a phrase on an ordinary day, by key."""
    text = files("bot").joinpath("data/common_phrases.json").read_text("utf-8")
    shares: dict[str, float] = json.loads(text)["per_mille"]
    return shares


def find_themes(shown: Sequence[Reading], matched: Sequence[Reading]) -> Common:
    """All themes, heaviest first, none of them a part or a copy of a heavier one.

    ``shown`` are among ``matched``; numbers count ``shown`` from 1.
    """
    breadth = Counter(chain.from_iterable(reading.strength for reading in matched))
    closed = frozenset[str]().union(*(reading.closed for reading in matched))
    places: dict[str, list[int]] = defaultdict(list)
    for number, reading in enumerate(shown, 1):
        for key in reading.strength:
            if breadth[key] > 1 and key in closed and key not in STOCK:
                places[key].append(number)
    weighed = [
        _theme(key, numbers, shown, breadth[key], len(matched)) for key, numbers in places.items()
    ]
    ordered = sorted((t for t in weighed if t.score > 0), key=lambda t: (-t.score, t.key))
    vocabulary = _vocabulary((*shown, *matched[:_VOCABULARY]))
    named = [_named(theme, matched, vocabulary) for theme in _distinct(ordered[:_WEIGHED])]
    told = tuple(theme for theme in named if " " in theme.name)
    subject = next((theme.name for theme in told if theme.is_subject), None)
    beyond = _elsewhere(breadth, closed, shown, matched[len(shown) :], vocabulary)
    return Common(told, subject, beyond, vocabulary, len(matched))


def choose_themes(common: Common, shown: int) -> tuple[Theme, ...]:
    """Two to four themes, fewer where there are none; each brings papers of its own.

    From the third on, what an ordinary day hardly has is left to what emerges.
    """
    chosen: list[Theme] = []
    covered: set[int] = set()
    most = 1 if shown < 3 else 2 if shown < 5 else 4
    for theme in common.themes:
        own = set(theme.numbers) - covered
        is_new = 2 * len(own) >= len(theme.numbers) and len(chosen) < most
        is_broad = len(chosen) < _ANY_THEMES or (theme.usual > _RARE and not theme.is_thin)
        if is_new and is_broad and not theme.is_subject:
            chosen.append(theme)
            covered |= own
    return tuple(chosen)


def _elsewhere(
    breadth: Mapping[str, int],
    closed: frozenset[str],
    shown: Sequence[Reading],
    others: Sequence[Reading],
    vocabulary: Vocabulary,
) -> tuple[str, ...]:
    """The two weightiest phrases that several of the other papers are about and no shown
    paper names."""
    about = Counter(chain.from_iterable(reading.about for reading in others))
    seen = frozenset[str]().union(*(reading.strength for reading in shown))
    least = max(3, len(others) // 30)
    counted = ((key, count) for key, count in about.items() if count >= least)
    weighed = [
        Theme(key, "", (), breadth[key], 0.0, usual, _score([TITLE] * count, count, usual))
        for key, count in counted
        if key not in seen and key in closed and key not in STOCK
        for usual in (usual_shares().get(key, _UNKNOWN),)
        if 1000 * count >= 2 * usual * len(others)
    ]
    ordered = sorted(weighed, key=lambda theme: (-theme.score, theme.key))
    named = (_named(theme, others, vocabulary).name for theme in _distinct(ordered[:_WEIGHED]))
    return tuple(name for name in named if " " in name)[:2]


def _theme(
    key: str, numbers: Sequence[int], shown: Sequence[Reading], breadth: int, matched: int
) -> Theme:
    strengths = {number: shown[number - 1].strength[key] for number in numbers}
    order = sorted(numbers, key=lambda number: (-strengths[number], number))
    usual = usual_shares().get(key, _UNKNOWN)
    is_subject = matched >= _LEAST_FOR_A_SUBJECT and breadth > _SUBJECT_SHARE * matched
    score = _score(strengths.values(), breadth, usual)
    return Theme(key, "", tuple(order), breadth, max(strengths.values()), usual, score, is_subject)


def _score(strengths: Iterable[float], breadth: int, usual: float) -> float:
    """Rarity times the papers that are about it; 0 where it is named in passing only,
    little where one shown and one other paper have it."""
    listed = list(strengths)
    if max(listed) <= ONCE or (len(listed) == 1 and breadth < 3 and listed[0] < TITLE):
        return 0.0
    rarity = log2(1000 / usual) / log2(1000 / _UNKNOWN)
    if len(listed) == 1 and breadth < 3:
        return rarity * _THIN
    return rarity * (sum(listed) + 0.5 * log2(1 + breadth - len(listed)))


def _distinct(ordered: Sequence[Theme]) -> Iterator[Theme]:
    """Each theme once, under its longest key that means the same papers."""
    kept: list[Theme] = []
    for theme in ordered:
        longer = [t for t in ordered if _contains(t.key, theme.key) and _means_same(t, theme)]
        chosen = max(longer, key=lambda t: len(t.key.split()), default=theme)
        if not any(_overlaps(chosen, other) for other in kept):
            kept.append(chosen)
            yield chosen


def _contains(longer: str, shorter: str) -> bool:
    return longer != shorter and f" {shorter} " in f" {longer} "


def _means_same(longer: Theme, shorter: Theme) -> bool:
    return longer.breadth * 4 >= shorter.breadth * 3


def _overlaps(one: Theme, other: Theme) -> bool:
    """Whether two phrases would tell the reader the same."""
    if _contains(one.key, other.key) or _contains(other.key, one.key):
        return True
    ours, theirs = set(one.key.split()), set(other.key.split())
    if len(ours & theirs) >= 2:
        return True
    return bool(ours & theirs) and bool(one.numbers) and set(one.numbers) <= set(other.numbers)


def _vocabulary(readings: Sequence[Reading]) -> Vocabulary:
    return Vocabulary(
        Counter(chain.from_iterable(reading.lower for reading in readings)),
        Counter(chain.from_iterable(reading.names for reading in readings)),
    )


def _named(theme: Theme, matched: Sequence[Reading], vocabulary: Vocabulary) -> Theme:
    """The theme under its commonest form, in lower case where authors do not insist."""
    written = Counter(
        reading.forms[theme.key] for reading in matched if theme.key in reading.closed
    )
    folded: Counter[str] = Counter()
    for form, count in written.items():
        folded[form.lower()] += count
    common = min(folded, key=lambda form: (" " not in form, -folded[form], -len(form), form))
    cased = [form for form in written if form.lower() == common]
    insisted = [form for form in cased if 3 * written[form] >= folded[common]]
    form = min(insisted or cased, key=lambda form: (_capitals(form), -written[form], form))
    return replace(theme, name=_with_names_only(form, vocabulary))


def _with_names_only(form: str, vocabulary: Vocabulary) -> str:
    """Without a title's capitals; as it is where only a part of it would lose them."""
    plain = without_capitals(form, vocabulary)
    words = [word for word in plain.split() if word[:1].isalpha()]
    # "Bose gas" is a name and a noun; "speech Recognition" is half of a heading
    is_mixed = any(_capitals(word) for word in words[1:]) and words[0].islower()
    return form if is_mixed else plain


def _capitals(form: str) -> int:
    return len(_TITLE_WORD.findall(form))


def without_capitals(text: str, vocabulary: Vocabulary) -> str:
    """A title's words in lower case, but for names: what the day's abstracts write with a
    capital inside their sentences, and adjectives made of names (Bayesian)."""
    return _TITLE_WORD.sub(lambda found: _plain_word(found[0], vocabulary), text)


def _plain_word(word: str, vocabulary: Vocabulary) -> str:
    folded = word.lower()
    is_name = folded not in STOP_WORDS and any(
        _is_name(part, vocabulary) for part in word.split("-")
    )
    return word if is_name else folded


def _is_name(word: str, vocabulary: Vocabulary) -> bool:
    if not word[:1].isupper():
        return False
    plain = min((vocabulary.lower.get(stem, 0) for stem in stems(word)), default=0)
    is_eponym = not plain and word.endswith(("ian", "ean", "ians", "eans"))
    return vocabulary.names.get(word, 0) > plain or is_eponym
