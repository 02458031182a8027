"""Six weeks of an invented arXiv and of the service over it, played hour by hour.

From Monday 2026-10-19 to Monday 2026-11-30 (New York): weekends, the clock changes of
Europe and America, a holiday that arXiv lists and one that it does not, two days on which
arXiv is out of reach, two on which the bot is down, a stale category, a late paper, new
versions and a withdrawal. Time stands still at every step; all else is the service's own.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import load_settings
from bot.values.channels import Channel, Schedule
from bot.values.listings import AnnounceType, ListedPaper
from bot.values.papers import Paper
from bot.values.topics import Topic
from bot.wiring.service import Runtime, runtime
from scheduler.timing.calendar import announcement_dates, feed_time, new_york
from scheduler.watch_order import round_of
from tests.samples.papers import paper
from tests.scenarios.posts import Post, days_in, posts_in
from tests.servers.arxiv_server import ArxivServer
from tests.servers.faults import Fault


def october(day: int) -> date:
    return date(2026, 10, day)


def november(day: int) -> date:
    return date(2026, 11, day)


FIRST, LAST = october(19), november(30)
CATEGORIES = ("cs.CL", "cs.CV", "math.PR")
DATES = tuple(announcement_dates(FIRST - timedelta(days=1), LAST))
UNLISTED_HOLIDAY, LISTED_HOLIDAY = november(11), november(27)
HOLIDAYS = (UNLISTED_HOLIDAY, LISTED_HOLIDAY)
UNREACHABLE = (november(3), november(4))
BOT_DOWN = (november(17), november(18))
STALE, LATE = october(28), october(21)
# of each category and day: three days together still fit a brief of thirty
PAPERS = 3
# a new version while all is well, and one while the bot is down; then a withdrawal
REVISED, WITHDRAWN = (october(23), november(17)), november(6)
NEW_YORK, BERLIN, TOKYO = map(ZoneInfo, ("America/New_York", "Europe/Berlin", "Asia/Tokyo"))

_AT_NIGHT = Schedule(at=time(0, 10), zone="America/New_York")
_LAB = Channel(
    address="terminal:night",
    language="en",
    top=30,
    categories=CATEGORIES,
    subscribed=True,
    schedule=_AT_NIGHT,
)


_TWICE_A_WEEK = Schedule(at=time(18), weekdays=(0, 3), zone="America/New_York")
_MORNING = replace(_AT_NIGHT, at=time(9))
CHANNELS = (
    _LAB,
    replace(_LAB, address="terminal:tokyo", schedule=Schedule(at=time(8), zone="Asia/Tokyo")),
    replace(_LAB, address="terminal:berlin", schedule=Schedule(at=time(9), zone="Europe/Berlin")),
    replace(_LAB, address="terminal:announced", schedule=Schedule(when="announced")),
    replace(_LAB, address="terminal:combined", schedule=_TWICE_A_WEEK),
    replace(_LAB, address="terminal:each", schedule=replace(_TWICE_A_WEEK, missed="each")),
    replace(
        _LAB,
        address="terminal:nothing",
        schedule=_MORNING,
        topics=(Topic(name="Clocks", include=("horology",)),),
    ),
    replace(_LAB, address="terminal:maths", schedule=_MORNING, categories=("math.PR",)),
)


def batch(day: date, category: str) -> list[ListedPaper]:
    """Three new papers of each category and day; some new versions of the day before's."""
    if day in HOLIDAYS or (day, category) == (STALE, "math.PR"):
        return []
    days = (STALE, day) if (before(day), category) == (STALE, "math.PR") else (day,)
    new = [a_paper(one, category, n) for one in days for n in range(PAPERS)]
    made = [ListedPaper(each, AnnounceType.NEW) for each in new]
    if category == "cs.CL" and day in (*REVISED, WITHDRAWN):
        made.append(ListedPaper(revision(day), AnnounceType.REPLACE))
    return made


def a_paper(day: date, category: str, n: int) -> Paper:
    number = 10000 + 100 * DATES.index(day) + 10 * CATEGORIES.index(category) + n
    eve = day - timedelta(days=1)
    return replace(
        paper(number, categories=(category,)), published=eve, updated=eve, comments="9 pages"
    )


def before(day: date) -> date:
    return DATES[max(DATES.index(day) - 1, 0)]


def revision(day: date) -> Paper:
    """Announced on ``day``: version 2 of a paper of the day before."""
    known = a_paper(before(day), "cs.CL", 0)
    # the feed has no comments, so it is the abstract that must say it
    gone = "This paper has been withdrawn by the authors." if day == WITHDRAWN else known.abstract
    return replace(known, version=2, updated=day, abstract=gone)


@dataclass(frozen=True, slots=True)
class Told:
    """A post, and when it was there."""

    at: datetime
    post: Post

    @property
    def notice(self) -> str:
        """The sentence at the head, where there is one."""
        paragraphs = self.post.text.split("\n\n")[1:]
        return next((each for each in paragraphs if _NOTICE.search(each)), "")

    @property
    def about(self) -> set[date]:
        """Every announcement date that it is about."""
        return {*self.post.dates, *days_in(self.notice)}


_NOTICE = re.compile(
    r"arXiv announced nothing|nothing was announced in|Announcements in this|reached"
)


class World:
    """The service and its arXiv, at a moment that is set from outside."""

    def __init__(self, opened: Runtime, arxiv: ArxivServer) -> None:
        self._office = opened
        self._arxiv = arxiv
        self._to_come = [day for day in DATES if day != FIRST]

    async def step(self, now: datetime) -> None:
        """What the service does at a tick; nothing on the days on which the bot is down."""
        while self._to_come and now >= feed_time(self._to_come[0]) - timedelta(minutes=5):
            self._announce(self._to_come.pop(0))
        if new_york(now).date() in BOT_DOWN:
            return
        opened = self._office
        look = await round_of(opened.channels, opened.ledger, now)
        await opened.watch.pass_(now, look.categories, look.since)
        await opened.publisher.publish_due(now)
        await opened.delivery_worker.deliver_due()

    def _announce(self, day: date) -> None:
        self._arxiv.announce(day, {name: batch(day, name) for name in CATEGORIES})
        if day == STALE:
            self._arxiv.show("math.PR", batch(before(day), "math.PR"), day=day)
        else:
            self._arxiv.show_announced("math.PR")
        if day == LATE:
            late = ListedPaper(a_paper(day, "cs.CL", 9), AnnounceType.NEW)
            self._arxiv.record(day, "cs.CL", [late])
        if day in UNREACHABLE:
            self._arxiv.fail_next("any", Fault.SERVER_ERROR, times=10_000)
        else:
            self._arxiv.recover()


async def played(folder: Path, patch: pytest.MonkeyPatch) -> list[Told]:
    told: list[Told] = []
    now = datetime(2026, 10, 19, 4, 10, tzinfo=UTC)
    async with ArxivServer({name: batch(FIRST, name) for name in CATEGORIES}, day=FIRST) as arxiv:
        for name, value in (
            ("PAPERBRIEF_DATA", str(folder)),
            ("PAPERBRIEF_ARXIV_INTERVAL", "0"),
            ("ARXIV_RSS_BASE", arxiv.rss_base),
            ("ARXIV_OAI_BASE", arxiv.oai_base),
            ("ARXIV_API_BASE", arxiv.api_base),
            ("ARXIV_SITE_BASE", arxiv.base),
        ):
            patch.setenv(name, value)
        async with runtime(load_settings(), lambda: now) as opened:
            for channel in CHANNELS:
                await opened.channels.keep(channel)
            world = World(opened, arxiv)
            # until the last slot of Monday's date has gone by, hour by hour
            while now < feed_time(LAST + timedelta(days=1)) - timedelta(minutes=30):
                await world.step(now)
                told += [Told(now, post) for post in posts_in(folder)[len(told) :]]
                now += timedelta(hours=1)
    return told
