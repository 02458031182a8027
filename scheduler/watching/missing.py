"""What the operator should know of arXiv's day: it cannot be asked, or it did not announce. Pure.

Channels learn from their briefs what concerns them. The operator is told what concerns all of
them, since only a person can find out whether arXiv, the network or a setting is at fault.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.values.coverage import Coverage
from bot.values.listings import ListingState
from scheduler.timing.calendar import cut_off, feed_time, is_listed_holiday
from scheduler.watching.freshness import HAD
from scheduler.watching.polling import CHECK_AFTER, PassReport, polled_date

ANNOUNCEMENT, ARXIV = "announcement", "arxiv"
WELL = {
    ANNOUNCEMENT: "arXiv announces again.",
    ARXIV: "arXiv gives its listings again.",
}
_SILENT = frozenset((ListingState.EMPTY, ListingState.STALE))
# categories named in a sentence
_NAMED = 5
# an archive that answers has given its records by then
_FILLED_WITHIN = timedelta(hours=6)


def told_of(report: PassReport, now: datetime) -> Mapping[str, str | None]:
    """For each kind of alarm a sentence to ring it with, or None where all is well.

    A kind is absent while it is too early to tell: within two hours of the feeds' time, before
    the cut-off of a silent day, and on a holiday that arXiv's page lists.
    """
    said: dict[str, str | None] = {}
    unreached = [name for name, state in report.states.items() if state is ListingState.UNREACHABLE]
    if report.states and not unreached:
        said[ARXIV] = None
    elif unreached and now >= feed_time(report.day) + CHECK_AFTER:
        said[ARXIV] = _unreached(unreached, report)
    states = frozenset(report.states.values())
    if not states.isdisjoint(HAD):
        said[ANNOUNCEMENT] = None
    elif states and states <= _SILENT and _is_over(report.day, now):
        said[ANNOUNCEMENT] = _nothing(report.day, len(report.states))
    said.update(_holes(report.holes, now))
    return said


def _holes(holes: Iterable[Coverage], now: datetime) -> Mapping[str, str]:
    """A sentence for each date whose feed was not whole."""
    filled: dict[date, list[Coverage]] = {}
    open_ones: dict[date, list[Coverage]] = {}
    for one in holes:
        if not one.hole:
            filled.setdefault(one.date, []).append(one)
        elif now >= feed_time(one.date) + _FILLED_WITHIN:
            open_ones.setdefault(one.date, []).append(one)
    said = {f"half:{day}:{_names(them)}": _filled(day, them) for day, them in filled.items()}
    said |= {f"hole:{day}": _not_filled(day, them) for day, them in open_ones.items()}
    return said


def _names(coverages: Sequence[Coverage]) -> str:
    names = [one.category for one in coverages]
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")


def _filled(day: date, coverages: Sequence[Coverage]) -> str:
    counted = "; ".join(
        f"{one.category}'s feed had {_papers(one.fed or 0)}, arXiv's records {one.added} more"
        for one in coverages[:_NAMED]
    )
    more = "; other categories were incomplete too" if len(coverages) > _NAMED else ""
    return f"{_day(day)}: {counted}{more}. They were added and join the next briefs."


def _not_filled(day: date, coverages: Sequence[Coverage]) -> str:
    return (
        f"{_day(day)}: the feed of {_names(coverages)} was not whole, and arXiv does not give the "
        "records of the rest. Briefs say so; I go on asking, and what is found joins the next ones."
    )


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count:,} papers"


def _is_over(day: date, now: datetime) -> bool:
    """Whether an announcement was due on this very day and is not expected any more."""
    return polled_date(now) == day and now >= cut_off(day) and not is_listed_holiday(day)


def _unreached(names: list[str], report: PassReport) -> str:
    why = next((told for (name, _), told in report.failed.items() if name in names), "")
    listed = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    told = (
        f"Two hours after arXiv's announcement of {_day(report.day)} was due I have no listing of "
        f"{listed}, so briefs are late. I go on asking."
    )
    return f"{told} {why}".strip()


def _nothing(day: date, categories: int) -> str:
    where = "the category" if categories == 1 else f"any of the {categories} categories"
    return (
        f"arXiv announced nothing for {_day(day)} in {where} that channels here ask for, and its "
        "list of holidays does not name that day. Channels are told that it is probably a "
        "holiday; what comes later joins the next brief."
    )


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
