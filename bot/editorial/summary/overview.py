"""What the day was about, in up to three sentences of counts. Pure.

Counts are of matched papers, shown or not, and agree with those at the headings; papers of a kind
are named by their numbers.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.editorial.summary.kinds import PaperKind
from bot.editorial.summary.past import busiest, is_usual
from bot.editorial.summary.reading import CLOSE, NumberedFacts
from bot.editorial.summary.subjects import read_subjects
from bot.taxonomy import category_name
from bot.translator import Translator
from bot.values.topics import Candidate, Group, Topic
from bot.values.writing import PastDays

# fewer papers speak for themselves
_LEAST_FOR_KINDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """``shown`` in reading order; ``matched`` the strongest first; ``read`` are the numbers of
    papers of which the brief says why to read them; ``past`` is None where it is not known."""

    shown: tuple[NumberedFacts, ...]
    matched: tuple[Candidate, ...]
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    past: PastDays | None
    read: frozenset[int]


def overview(day: DayFacts, say: Translator) -> tuple[str, ...]:
    """The sentences, the most important first; none where there is nothing to count."""
    if len(day.matched) < 2:
        return ()
    made = (
        _by_topic(day, say) if len(day.topics) > 1 else None,
        _closeness(day, say),
        _themes(day, say) or _categories(day, say),
        _against_usual(day, say),
        _kinds(day, say),
    )
    told = tuple(say.spaced(sentence) for sentence in made if sentence)
    if told or len(day.shown) < _LEAST_FOR_KINDS or _share_a_subject(day):
        return told
    return (say.text("The papers below have no heading in common."),)


def _share_a_subject(day: DayFacts) -> bool:
    papers = (one.candidate.announced.paper for one in day.shown)
    read = (read_subjects(one.title, one.abstract, one.categories) for one in papers)
    return any(
        count > 1 for count in Counter(name for one in read for name in one.strength).values()
    )


def _closeness(day: DayFacts, say: Translator) -> str | None:
    """How well the topics were met."""
    best = max(day.shown, key=lambda one: one.candidate.match.relevance or 0)
    relevance = best.candidate.match.relevance
    if relevance is None:
        return None
    close = sum((one.match.relevance or 0) >= CLOSE for one in day.matched)
    if close == 0:
        return say.text(
            "None of the {matched} papers reaches {least} of 100 for what was asked; the nearest "
            "has {relevance} [{number}].",
            matched=len(day.matched),
            least=CLOSE,
            relevance=relevance,
            number=best.number,
        )
    if close == len(day.matched):
        return say.text(
            "All {matched} papers reach {least} of 100 or more for what was asked.",
            matched=close,
            least=CLOSE,
        )
    return say.plural(
        "Of {matched} papers, {n} reaches {least} of 100 or more for what was asked.",
        "Of {matched} papers, {n} reach {least} of 100 or more for what was asked.",
        close,
        matched=len(day.matched),
        least=CLOSE,
    )


def _by_topic(day: DayFacts, say: Translator) -> str:
    matched = Counter(one.match.topic for one in day.matched if one.match.topic)
    names = dict.fromkeys([*(group.name for group in day.groups if group.name), *matched])
    told = [
        say.plural("{n} paper on {topic}", "{n} papers on {topic}", matched[name], topic=name)
        for name in names
    ]
    without = [topic.name for topic in day.topics if topic.name not in names]
    if not without:
        return say.text("{papers}.", papers=say.join(told))
    return say.text(
        "{papers}, and no other on {topics}.",
        papers=say.join(told),
        topics=say.join(without),
    )


def _themes(day: DayFacts, say: Translator) -> str | None:
    named = _of_themes(day) if len(day.topics) < 2 else []
    if not named:
        return None
    told = [
        say.text("{count} on {theme}", count=group.matched, theme=group.name) for group in named
    ]
    themes = say.join([named[0].name or "", *told[1:]])
    return say.plural(
        "Of {matched} papers, {n} is on {theme}.",
        "Of {matched} papers, {n} are on {theme}.",
        named[0].matched,
        matched=len(day.matched),
        theme=themes,
    )


def _of_themes(day: DayFacts) -> list[Group]:
    return [group for group in day.groups if group.name and not group.category]


def _categories(day: DayFacts, say: Translator) -> str | None:
    """Where there is no theme, by what the papers were announced in first."""
    named = [group for group in day.groups if group.category]
    if not named:
        return None
    names = [category_name(group.category or "", say.language) for group in named]
    told = [
        say.text("{count} in {category}", count=group.matched, category=name)
        for group, name in zip(named, names, strict=True)
    ]
    return say.plural(
        "Of {matched} papers, {n} is in {category}.",
        "Of {matched} papers, {n} are in {category}.",
        named[0].matched,
        matched=len(day.matched),
        category=say.join([names[0], *told[1:]]),
    )


def _against_usual(day: DayFacts, say: Translator) -> str | None:
    """Whether the themes are larger than usual, in a channel that follows categories; with
    several topics, headings are no themes."""
    named = [group.name for group in _of_themes(day) if group.name]
    if day.past is None or not named or len(day.topics) > 1:
        return None
    if any(topic.has_interests for topic in day.topics):
        return None
    if found := busiest(day.past, named):
        told = [say.text("{theme} ({n})", theme=theme, n=count) for theme, count in found]
        return say.text(
            "In more titles than on any other day of the last five weeks: {themes}.",
            themes=say.join(told),
        )
    if not all(is_usual(day.past, name) for name in named):
        return None
    return say.plural(
        "By titles, that is no more than on its busiest day of the last five weeks.",
        "By titles, none of these is above its busiest day of the last five weeks.",
        len(named),
    )


def _kinds(day: DayFacts, say: Translator) -> str | None:
    """What kinds of work are among the shown papers, by number."""
    if len(day.shown) < _LEAST_FOR_KINDS:
        return None
    told: set[int] = set(day.read)
    parts = []
    for kind, sentence in _named_kinds(say):
        numbers = [
            one.number for one in day.shown if kind in one.facts.kinds and one.number not in told
        ]
        if numbers and 2 * len(numbers) <= len(day.shown):
            told.update(numbers)
            parts.append(f"{sentence} [{', '.join(map(str, numbers))}]")
    return say.text("Among those shown: {kinds}.", kinds=say.clauses(parts)) if parts else None


def _named_kinds(say: Translator) -> Sequence[tuple[PaperKind, str]]:
    return (
        ("settles", say.text("a conjecture or open question settled")),
        ("survey", say.text("surveys")),
        ("negative", say.text("negative results")),
        ("benchmark", say.text("new benchmarks")),
        ("data", say.text("new data sets")),
    )
