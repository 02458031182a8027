"""What the day was about, in up to five sentences. Pure.

Counts are of all matched papers, shown or not, and agree with those at the headings; papers of a
kind are named by their numbers. One result is quoted: the papers below need not say it again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.editorial.summary.kinds import PaperKind
from bot.editorial.summary.matches import by_topic, closeness
from bot.editorial.summary.past import busiest, is_usual, unusual_size
from bot.editorial.summary.reading import NumberedFacts
from bot.editorial.summary.standing_out import is_own, largest
from bot.editorial.summary.subjects import asked_for
from bot.editorial.summary.tally import by_category, by_kind, by_subject
from bot.taxonomy import distinct_names
from bot.translator import Translator
from bot.values.topics import Candidate, Group, Topic
from bot.values.writing import PastDays

# fewer papers speak for themselves
_LEAST_FOR_KINDS = 4
# fewer papers of a kind, none of them shown, are not told: nobody could find them
_LEAST_UNSEEN = 3
_MOST = 5
# of all papers, so many with code are worth telling
_CODE_SHARE = 0.1
# a subject of less than one paper in so many is not what the day is about
_SPREAD = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """``shown`` in reading order; ``matched`` the strongest first; ``read`` are the numbers of
    papers of which the brief says why to read them; ``outstanding``: some are marked; ``past`` is
    None where it is not known; ``categories`` are the channel's."""

    shown: tuple[NumberedFacts, ...]
    matched: tuple[Candidate, ...]
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    past: PastDays | None
    read: frozenset[int]
    outstanding: bool = False
    categories: tuple[str, ...] = ()


def overview(day: DayFacts, say: Translator) -> tuple[str, ...]:
    """The sentences, the most important first; none where there is nothing to count."""
    if len(day.matched) < 2:
        return ()
    categories = _categories(day, say)
    made = (
        by_topic(day.matched, day.groups, day.topics, say),
        closeness(day.shown, day.matched, say),
        categories,
        _subjects(day, say, counted=categories is not None),
        _against_usual(day, say),
        _size(day, say),
        _standing_out(day, say),
        _kinds(day, say),
    )
    told = [say.spaced(sentence) for sentence in made if sentence][:_MOST]
    if not told and len(day.shown) >= _LEAST_FOR_KINDS:
        told.append(
            say.text(
                "No two of the {matched} papers are mainly on the same subject.",
                matched=len(day.matched),
            )
        )
    if len(told) == 1 and _is_routine(day):
        told.append(
            say.text("By their own figures and claims, none of the papers below stands out.")
        )
    return tuple(told)


def _is_routine(day: DayFacts) -> bool:
    """Whether nothing is marked, though each paper was looked at."""
    is_looked_at = len(day.shown) >= _LEAST_FOR_KINDS and all(map(is_own, day.shown))
    return is_looked_at and not (day.outstanding or day.read)


def _categories(day: DayFacts, say: Translator) -> str | None:
    """What the papers were announced in first, where that is more than one category."""
    found = by_category(day.matched)
    if not found or any(topic.has_interests for topic in day.topics):
        return None
    names = distinct_names([category for category, _ in found], say.language)
    told = [
        say.text("{count} in {category}", count=count, category=name)
        for (_, count), name in zip(found, names, strict=True)
    ]
    return say.plural(
        "Of {matched} papers, {n} is in {category}.",
        "Of {matched} papers, {n} are in {category}.",
        found[0][1],
        matched=len(day.matched),
        category=say.join([names[0], *told[1:]]),
    )


def _subjects(day: DayFacts, say: Translator, *, counted: bool) -> str | None:
    """What most papers are on, shown or not; where nothing is common, that. ``counted``: the
    sentence before says how many papers there are."""
    found = _told_subjects(day)
    if not found:
        return None
    most = found[0][1]
    if most * _SPREAD < len(day.matched):
        named = [name for name, count in found if count == most]
        return say.text(
            "The day has many subjects: no more than {n} of {matched} papers are "
            "mainly on the same one ({themes}).",
            n=most,
            matched=len(day.matched),
            themes=say.listed(named),
        )
    if most == len(day.matched):
        return say.text("All {n} papers are mainly on {theme}.", n=most, theme=found[0][0])
    told = [say.text("{count} on {theme}", count=count, theme=name) for name, count in found]
    if counted:
        return say.plural(
            "By subject, {n} is mainly on {theme}.",
            "By subject, {n} are mainly on {theme}.",
            most,
            theme=say.join([found[0][0], *told[1:]]),
        )
    return say.plural(
        "Of {matched} papers, {n} is mainly on {theme}.",
        "Of {matched} papers, {n} are mainly on {theme}.",
        most,
        matched=len(day.matched),
        theme=say.join([found[0][0], *told[1:]]),
    )


def _told_subjects(day: DayFacts) -> list[tuple[str, int]]:
    """None in a channel of several topics: their headings are no subjects."""
    if len(day.topics) > 1:
        return []
    asked = asked_for(day.topics, day.categories)
    return by_subject(day.matched, asked, [group.name for group in _of_themes(day) if group.name])


def _of_themes(day: DayFacts) -> list[Group]:
    return [group for group in day.groups if group.name and not group.category]


def _against_usual(day: DayFacts, say: Translator) -> str | None:
    """Whether the themes are larger than usual, in a channel that follows categories; with
    several topics, headings are no themes."""
    if day.past is None or any(topic.has_interests for topic in day.topics):
        return None
    named = [name for name, _ in _told_subjects(day)]
    if not named:
        return None
    if found := busiest(day.past, named):
        told = [say.text("{theme} ({n})", theme=theme, n=count) for theme, count in found]
        return say.text(
            "In more titles than on any other day in the last five weeks: {themes}.",
            themes=say.join(told),
        )
    if not all(is_usual(day.past, name) for name in named):
        return None
    return say.plural(
        "Going by titles, that is no more than on its busiest day in the last five weeks.",
        "Going by titles, none of these is above its busiest day in the last five weeks.",
        len(named),
    )


def _size(day: DayFacts, say: Translator) -> str | None:
    """Whether the categories had many more titles than usual, or many fewer."""
    if day.past is None or any(topic.has_interests for topic in day.topics):
        return None
    if (found := unusual_size(day.past)) is None:
        return None
    today, usual = found
    if today > usual:
        return say.text(
            "It is a busy day: {n} titles, where the median day of the last five "
            "weeks has {usual}.",
            n=today,
            usual=usual,
        )
    return say.text(
        "It is a quiet day: {n} titles, where the median day of the last five weeks has {usual}.",
        n=today,
        usual=usual,
    )


def _kinds(day: DayFacts, say: Translator) -> str | None:
    """How many papers of which kind of work are among all that match; those shown by number."""
    if len(day.matched) < _LEAST_FOR_KINDS:
        return None
    counted = by_kind(day.matched)
    told: set[int] = set(day.read)
    parts = []
    for kind, named in _named_kinds(counted, day.matched, say):
        numbers = [
            one.number for one in day.shown if kind in one.facts.kinds and one.number not in told
        ]
        if kind == "code":
            numbers = []
        elif not numbers and counted[kind] < _LEAST_UNSEEN:
            continue
        if numbers and 2 * len(numbers) <= len(day.shown):
            told.update(numbers)
            where = f"[{', '.join(map(str, numbers))}]"
            named = (
                f"{named} {where}"
                if len(numbers) == counted[kind]
                else say.text("{kind} ({papers} among them)", kind=named, papers=where)
            )
        parts.append(named)
    if not parts:
        return None
    return say.text(
        "Among the {matched}: {kinds}.", matched=len(day.matched), kinds=say.join(parts)
    )


def _named_kinds(
    counted: Mapping[PaperKind, int], matched: Sequence[Candidate], say: Translator
) -> Sequence[tuple[PaperKind, str]]:
    def times(kind: PaperKind) -> int:
        return counted.get(kind, 0)

    named: Sequence[tuple[PaperKind, str]] = (
        (
            "settles",
            say.plural(
                "{n} settled conjecture or open question",
                "{n} settled conjectures or open questions",
                times("settles"),
            ),
        ),
        ("survey", say.plural("{n} survey", "{n} surveys", times("survey"))),
        (
            "negative",
            say.plural("{n} negative result", "{n} negative results", times("negative")),
        ),
        (
            "benchmark",
            say.plural("{n} new benchmark", "{n} new benchmarks", times("benchmark")),
        ),
        ("data", say.plural("{n} new data set", "{n} new data sets", times("data"))),
        ("code", say.plural("{n} with code", "{n} with code", times("code"))),
    )
    least = {"code": _CODE_SHARE * len(matched)}
    return [one for one in named if times(one[0]) > least.get(one[0], 0)]


def _standing_out(day: DayFacts, say: Translator) -> str | None:
    """The largest result with its baseline."""
    told = largest(day.shown)
    return say.text("What stands out: {result}.", result=told) if told else None
