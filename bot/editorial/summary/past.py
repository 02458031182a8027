"""What is usual in a set of categories, and what is rising, by the titles of five weeks. Pure.

Titles alone are counted, on the brief's day as on all others, so that like is compared with like.
Nothing is said where a date of those weeks is not fully known.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import exp
from statistics import median

from bot.editorial.summary.subjects import title_subjects
from bot.values.listings import DayTitles
from bot.values.writing import PastDays

_WEEK = timedelta(days=7)
_WEEKS = 5
# days before the brief's own that are looked at
LOOKED_BACK = _WEEKS * _WEEK - timedelta(days=1)
# A week has so many announcements at least, holidays or not.
_LEAST_ANNOUNCED = 3
# a subject of so many titles in a week may be rising, if chance brings that less often than ...
_LEAST_RISING, _CHANCE = 4, 0.001
# so many titles on one day can make it a subject's busiest
_LEAST_BUSY = 4
# of the median day's titles, what a usual day may have
_USUAL_SIZE = (0.7, 1.4)
# assumed of a subject that no earlier week had, in titles a week
_UNSEEN = 0.25

TitlesRead = Mapping[date, Mapping[str, frozenset[str]]]
"""The subjects of each title, by date and paper; a date that is not fully known is absent."""


def read_titles(days: Sequence[DayTitles]) -> TitlesRead:
    """One category's titles, read once for all channels."""
    return {
        day.date: {one.id: title_subjects(one.title, one.categories) for one in day.titles}
        for day in days
        if day.whole
    }


def past_days(categories: Sequence[TitlesRead], on: date) -> PastDays | None:
    """How many titles named each subject on each date of the five weeks that end with ``on``,
    each paper counted once a date; None where one of the dates is not known in all categories."""
    working = _working_days(on)
    if not categories or any(day not in read for read in categories for day in working):
        return None
    merged = {day: _merged(categories, day) for day in working}
    announced = Counter((on - day).days // 7 for day, papers in merged.items() if papers)
    if not merged.get(on) or any(announced[week] < _LEAST_ANNOUNCED for week in range(_WEEKS)):
        return None
    counts = {
        day: Counter(subject for subjects in papers.values() for subject in subjects)
        for day, papers in merged.items()
    }
    return PastDays(on, counts, {day: len(papers) for day, papers in merged.items()})


def is_known(days: Sequence[DayTitles], on: date) -> bool:
    """Whether one category's titles are known of all the five weeks that end with ``on``."""
    whole = {day.date for day in days if day.whole}
    return whole.issuperset(_working_days(on))


def _working_days(on: date) -> list[date]:
    dates = [on - timedelta(days=back) for back in range(LOOKED_BACK.days + 1)]
    return [day for day in dates if day.weekday() < 5]


def _merged(categories: Sequence[TitlesRead], day: date) -> dict[str, frozenset[str]]:
    return {id_: subjects for read in categories for id_, subjects in read[day].items()}


def busiest(past: PastDays, subjects: Sequence[str]) -> list[tuple[str, int]]:
    """Those of which more titles came than on any earlier day of the weeks, with how many."""
    told = [(subject, *_against_before(past, subject)) for subject in subjects]
    return [(name, today) for name, today, most in told if today >= _LEAST_BUSY and today > most]


def is_usual(past: PastDays, subject: str) -> bool:
    """Whether an earlier day of the weeks had titles on it, and as many or more."""
    today, most = _against_before(past, subject)
    return 0 < most >= today


def unusual_size(past: PastDays) -> tuple[int, int] | None:
    """The titles of the brief's date and of a median day before it, where the one is much larger
    than the other."""
    before = [count for day, count in past.titles.items() if day < past.on and count]
    usual, today = (round(median(before)) if before else 0), past.titles.get(past.on, 0)
    is_unusual = usual and not _USUAL_SIZE[0] <= today / usual <= _USUAL_SIZE[1]
    return (today, usual) if is_unusual else None


def _against_before(past: PastDays, subject: str) -> tuple[int, int]:
    """The titles of the brief's date, and the most of any earlier day."""
    before = (counts for day, counts in past.counts.items() if day < past.on)
    most = max((counts.get(subject, 0) for counts in before), default=0)
    return past.counts[past.on].get(subject, 0), most


def rising(past: PastDays) -> list[tuple[str, int, int]]:
    """Subjects of more titles in the last seven days than chance would bring, with how many, and
    how many in the four weeks before; the least likely first."""
    week, *before = (_week(past, number) for number in range(_WEEKS))
    titles = Counter[int]()
    for day, number in past.titles.items():
        titles[(past.on - day).days // 7] += number
    found = []
    for subject, count in week.items():
        earlier = [each[subject] for each in before]
        # after holidays everything comes more often
        usual = sum(earlier) / (titles.total() - titles[0]) * titles[0]
        chance = _chance(count, max(usual, _UNSEEN))
        if count >= _LEAST_RISING and chance < _CHANCE and count > 2 * max(earlier):
            found.append((chance, subject, count, sum(earlier)))
    return [(subject, count, earlier) for _, subject, count, earlier in sorted(found)]


def _week(past: PastDays, number: int) -> Counter[str]:
    total = Counter[str]()
    for day, counts in past.counts.items():
        if (past.on - day).days // 7 == number:
            total.update(counts)
    return total


def _chance(count: int, mean: float) -> float:
    """How likely so many or more are where ``mean`` is usual, by Poisson's law."""
    term, below = exp(-mean), 0.0
    for number in range(count):
        below += term
        term *= mean / (number + 1)
    return max(1 - below, 0.0)
