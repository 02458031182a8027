"""What a day's papers have in common, named in the authors' own words. Pure.

A theme is a phrase, or a single telling word, that several of the matched papers are
about, at least one of them shown. It weighs more the more papers are about it and the
rarer it is on an ordinary day; those are chosen that together group the shown papers.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from math import log2

from bot.editorial.choosing.background import background
from bot.editorial.summary.subjects import BROUGHT, Subjects, long_forms
from bot.editorial.summary.vocabulary import (
    Vocabulary,
    capitals,
    read_vocabulary,
    with_names_only,
)
from bot.text.wording import STOCK
from bot.text.words import stems

# per mille of papers that name a phrase which the table does not know
_UNKNOWN = 0.3
# of the papers that hold a word, so many are about it
_ABOUT = 0.4
# and so many bring one, of those that speak of benchmarks and data sets
_BRINGING = 0.2
# what more than this share of the matched papers is about is the channel's subject
_SUBJECT_SHARE = 0.55
_LEAST_FOR_A_SUBJECT = 6
# "video diffusion models" tells no more where "video diffusion" was asked for
_ASKED_WITH = frozenset(["model", "system", "method", "task", "approach"])
# so many papers make a theme; of few papers, two that are both shown
_BROAD = 3
_FEW = 12
# what a paper weighs that an earlier theme holds already
_AGAIN = 0.3
# a theme that would weigh less is not told, but for the first two of a day
_LEAST_GAIN = 0.3
_MOST = 4
# what emerges: rarer than this (per mille of papers on an ordinary day)
_RARE = 6.0
# heaviest keys that are compared with each other, papers whose words are looked at
_WEIGHED = 150
_VOCABULARY = 120


@dataclass(frozen=True, slots=True)
class Theme:
    """``numbers`` are shown papers, from 1, in their order; ``strengths`` tells how much each
    is about it (to 1); ``breadth`` counts the matched papers that are about it; ``usual`` is
    per mille of papers on an ordinary day; ``weight`` is what one paper counts."""

    key: str
    name: str
    numbers: tuple[int, ...]
    strengths: Mapping[int, float]
    breadth: int
    usual: float
    weight: float
    is_subject: bool = False

    @property
    def beyond(self) -> int:
        """Matched papers that are about it and are not shown."""
        return self.breadth - len(self.numbers)

    @property
    def nearest(self) -> int:
        """The shown paper that is most about it."""
        return max(self.numbers, key=lambda number: (self.strengths[number], -number))

    def gain(self, covered: frozenset[int]) -> float:
        """What the theme tells beside others that hold the ``covered`` papers."""
        told = sum(
            value * (_AGAIN if number in covered else 1.0)
            for number, value in self.strengths.items()
        )
        return self.weight * (told + 0.35 * log2(1 + self.beyond))


@dataclass(frozen=True, slots=True)
class Common:
    """What may be said of a set of papers: themes by weight, rarer things that two papers
    share, the subject of nearly all, what only papers beyond the shown are about."""

    themes: tuple[Theme, ...]
    rare: tuple[Theme, ...]
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


def usual(key: str) -> float:
    """Per mille of papers on an ordinary day that name a phrase or hold a single stem."""
    if " " in key:
        return max(usual_shares().get(key, _UNKNOWN), _UNKNOWN)
    counted = background()
    share = 1000 * counted.counts.get(key, 0) / counted.papers
    return max((_BRINGING if key in BROUGHT else _ABOUT) * share, _UNKNOWN)


def find_themes(shown: Sequence[Subjects], matched: Sequence[Subjects], asked: str = "") -> Common:
    """Everything that papers share, heaviest first.

    ``shown`` are among ``matched``; numbers count ``shown`` from 1. What the channel
    ``asked`` for (the words of its topic) is the subject, no theme.
    """
    breadth = Counter(chain.from_iterable(one.strength for one in matched))
    closed = _nameable(matched)
    wanted = frozenset(stems(asked)) | _ASKED_WITH if asked else frozenset()
    places: dict[str, dict[int, float]] = defaultdict(dict)
    for number, one in enumerate(shown, 1):
        for key, strength in one.strength.items():
            if breadth[key] > 1 and key in closed and key not in STOCK:
                places[key][number] = strength
    weighed = [
        _theme(key, strengths, breadth[key], len(matched), wanted)
        for key, strengths in places.items()
    ]
    ordered = sorted(weighed, key=lambda one: (-one.gain(frozenset()), one.key))[:_WEIGHED]
    vocabulary = read_vocabulary((*shown, *matched[:_VOCABULARY]))
    longest = [_longest(theme, ordered) for theme in ordered]
    named = [
        _named(theme, matched, vocabulary) for theme in {one.key: one for one in longest}.values()
    ]
    subject = next((theme.name for theme in named if theme.is_subject), None)
    told = [theme for theme in named if not theme.is_subject]
    return Common(
        tuple(theme for theme in told if _is_broad(theme, len(matched))),
        tuple(theme for theme in told if _may_emerge(theme)),
        subject,
        _elsewhere(breadth, closed, shown, matched[len(shown) :], vocabulary),
        vocabulary,
        len(matched),
    )


def _nameable(matched: Sequence[Subjects]) -> frozenset[str]:
    """Phrases that stand alone somewhere, and single words that are no names of places."""
    closed = frozenset[str]().union(*(one.closed for one in matched))
    lower = frozenset[str]().union(*(one.lower for one in matched))
    return frozenset(key for key in closed if " " in key or key in lower)


def choose_themes(common: Common, shown: int) -> tuple[Theme, ...]:
    """Up to four themes that together hold as many of the shown papers as they can."""
    chosen: list[Theme] = []
    covered: frozenset[int] = frozenset()
    most = 1 if shown < 3 else 3 if shown < 6 else _MOST
    while len(chosen) < most:
        best = _next(common.themes, chosen, covered)
        if best is None or (len(chosen) > 1 and best.gain(covered) < _LEAST_GAIN):
            break
        chosen.append(best)
        covered |= frozenset(best.numbers)
    # what is measured with stands behind what it is about
    return tuple(sorted(chosen, key=lambda theme: theme.key in BROUGHT))


def choose_emerging(common: Common, themes: Sequence[Theme], most: int) -> tuple[Theme, ...]:
    """Rare phrases beyond the themes that two papers are about, one of them shown."""
    chosen: list[Theme] = []
    for theme in common.rare:
        is_new = not any(overlaps(theme, other) for other in (*themes, *chosen))
        if is_new and len(chosen) < most:
            chosen.append(theme)
    return tuple(chosen)


def _next(
    themes: Sequence[Theme], chosen: Sequence[Theme], covered: frozenset[int]
) -> Theme | None:
    """The theme that tells most beside the chosen ones and brings a paper of its own."""
    open_ = [
        theme
        for theme in themes
        if 3 * len(set(theme.numbers) - covered) >= len(theme.numbers)
        and not any(overlaps(theme, other) for other in chosen)
    ]
    return max(open_, key=lambda theme: theme.gain(covered), default=None)


def _theme(
    key: str, strengths: Mapping[int, float], breadth: int, matched: int, asked: frozenset[str]
) -> Theme:
    share = usual(key)
    is_subject = set(key.split()) <= asked or (
        matched >= _LEAST_FOR_A_SUBJECT and breadth > _SUBJECT_SHARE * matched
    )
    rarity = log2(1000 / share) / log2(1000 / _UNKNOWN)
    # a coincidence of two words is rarer than any subject: what many papers share counts
    known = 0.6 if share <= _UNKNOWN and breadth < _BROAD else 1.0
    lift = min(max(1000 * breadth / (share * matched), 0.4), 1.0)
    both = 1.0 if len(strengths) > 1 else 0.5
    numbers = tuple(sorted(strengths))
    weight = known * lift * both * min(rarity, 0.75)
    return Theme(key, "", numbers, strengths, breadth, share, weight, is_subject)


def _is_broad(theme: Theme, matched: int) -> bool:
    if matched < _FEW:
        return len(theme.numbers) > 1 or theme.breadth >= _BROAD
    return theme.breadth >= _BROAD


def _may_emerge(theme: Theme) -> bool:
    is_known = theme.usual > _UNKNOWN or theme.breadth >= _BROAD
    return " " in theme.key and theme.usual <= _RARE and is_known


def _longest(theme: Theme, ordered: Sequence[Theme]) -> Theme:
    """The longest key that means the same papers: ground source heat pumps, not heat pumps."""
    longer = [
        other
        for other in ordered
        if _contains(other.key, theme.key) and 4 * other.breadth >= 3 * theme.breadth
    ]
    return max(longer, key=lambda other: (len(other.key.split()), other.key), default=theme)


def _contains(longer: str, shorter: str) -> bool:
    return longer != shorter and f" {shorter} " in f" {longer} "


def overlaps(one: Theme, other: Theme) -> bool:
    """Whether two phrases would tell the reader the same."""
    if one.key == other.key or _contains(one.key, other.key) or _contains(other.key, one.key):
        return True
    shared = set(one.key.split()) & set(other.key.split())
    inside = bool(one.numbers) and (
        set(one.numbers) <= set(other.numbers) or set(other.numbers) <= set(one.numbers)
    )
    return len(shared) >= 2 or (bool(shared) and inside)


def _elsewhere(
    breadth: Mapping[str, int],
    closed: frozenset[str],
    shown: Sequence[Subjects],
    others: Sequence[Subjects],
    vocabulary: Vocabulary,
) -> tuple[str, ...]:
    """The two weightiest phrases that several of the other papers are about and no shown
    paper is."""
    seen = frozenset[str]().union(*(one.strength for one in shown))
    least = max(_BROAD, len(others) // 30)
    found = [
        _theme(key, {}, count, len(others), frozenset())
        for key, count in breadth.items()
        if count >= least and " " in key and key not in seen and key in closed and key not in STOCK
    ]
    ordered = sorted(found, key=lambda one: (-one.gain(frozenset()), one.key))[:_WEIGHED]
    kept: list[Theme] = []
    for theme in (_longest(one, ordered) for one in ordered):
        if len(kept) < 2 and not any(overlaps(theme, other) for other in kept):
            kept.append(theme)
    return tuple(_named(theme, others, vocabulary).name for theme in kept)


def _written_out(key: str, folded: Mapping[str, int], short: str) -> str:
    """The long form of an abbreviation, as a paper of the day or the table has it."""
    long = [form for form in folded if " " in form]
    known = max(long, key=lambda form: (folded[form], form), default=None)
    return known or long_forms().get(key) or short.upper()


def _named(theme: Theme, matched: Sequence[Subjects], vocabulary: Vocabulary) -> Theme:
    """The theme under its commonest form, in lower case where authors do not insist."""
    written = Counter(one.forms[theme.key] for one in matched if theme.key in one.closed)
    folded: Counter[str] = Counter()
    for form, count in written.items():
        folded[form.lower()] += count
    common = min(folded, key=lambda f: (-folded[f], -len(f), f))
    if " " not in theme.key and 3 * folded.get(f"{common}s", 0) >= folded[common]:
        common = f"{common}s"
    if " " in theme.key and not re.search(r"[\s-]", common):
        return replace(theme, name=_written_out(theme.key, folded, common))
    cased = [form for form in written if form.lower() == common]
    insisted = [form for form in cased if 3 * written[form] >= folded[common]]
    form = min(insisted or cased, key=lambda form: (capitals(form), -written[form], form))
    return replace(theme, name=with_names_only(form, vocabulary))
