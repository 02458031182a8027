"""Some dozens of channels on a chat platform, and days whose briefs take two messages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.deliveries import Progress
from bot.models import AnnounceType, Channel, ListedPaper, Schedule, Topic
from scheduler.calendar import announcement_dates
from tests.samples.papers import paper

CATEGORY, OTHER = "cs.CL", "cs.CV"
CHANNELS = 30
FIRST = date(2026, 3, 3)
# a brief of so many long titles does not fit one message on either platform
LONG, SHORT = 30, 3
_TITLE = "On the weaving of reeds by night and the sorting of pebbles by sound in quiet rivers"
# addresses are long on one platform, words on the other
_ABSTRACT = (
    "Pebbles in quiet rivers are hard to sort by night. We propose a method, number {n}, that "
    "listens to each pebble and weaves reeds around it. It sorts {n} pebbles in one night. "
    "Our code is at https://github.com/{owner}/a-listener-of-pebbles-in-quiet-rivers-{n} ."
)
_OWNER = "weavers-of-reeds-and-sorters-of-pebbles"


def dates(count: int) -> Sequence[date]:
    """The first announcement dates from ``FIRST`` on."""
    return list(announcement_dates(FIRST - timedelta(days=1), FIRST + timedelta(2 * count + 9)))[
        :count
    ]


def noon(day: date) -> datetime:
    """Hours after the day's feeds."""
    return datetime.combine(day, time(12), UTC)


def batch(day: date) -> dict[str, list[ListedPaper]]:
    start = 10_000 + 100 * (day - FIRST).days
    return {
        CATEGORY: [_listed(start + n, day, CATEGORY) for n in range(LONG)],
        OTHER: [_listed(start + 50 + n, day, OTHER) for n in range(SHORT)],
    }


def _listed(number: int, day: date, category: str) -> ListedPaper:
    eve = day - timedelta(days=1)
    made = paper(number, categories=(category,))
    made = replace(
        made,
        title=f"{_TITLE}, part {number}",
        abstract=_ABSTRACT.format(n=number, owner=_OWNER),
        published=eve,
        updated=eve,
    )
    return ListedPaper(made, AnnounceType.NEW)


def channel(address: str, number: int) -> Channel:
    """Every third one gets the short briefs. An announcement missed is a brief of its own."""
    return Channel(
        address=address,
        language="en",
        top=30,
        categories=(OTHER,) if number % 3 == 0 else (CATEGORY,),
        subscribed=True,
        topics=(Topic(name="Pebbles and reeds", include=("pebbles", "reeds")),),
        schedule=Schedule(when="announced", missed="each"),
    )


def starting_point(address: str) -> Progress:
    """As if served until the day before the first."""
    return Progress(channel=address, covered=FIRST - timedelta(days=1), slot=noon(FIRST))
