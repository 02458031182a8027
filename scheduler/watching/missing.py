"""What an operator should know of arXiv's day: it cannot be asked, or it did not announce. Pure.

Channels are told what is theirs by their briefs. The operator is told what holds for all
of them, since only a person can find out whether arXiv, the network or a setting is at fault.
"""

from collections.abc import Mapping
from datetime import date, datetime

from bot.models import ListingState
from scheduler.calendar import cut_off, feed_time, is_listed_holiday
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


def told_of(report: PassReport, now: datetime) -> Mapping[str, str | None]:
    """By the kind of alarm: a sentence to ring with, or None where all is well.

    A kind is absent while nothing can be said: before the day's feeds had their two hours,
    or its silence lasted until the cut-off, and on a holiday that arXiv's page lists.
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
    return said


def _is_over(day: date, now: datetime) -> bool:
    """Whether the announcement of this very day was due and is given up."""
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
