"""Days of arXiv's, watched over real sockets into a real store, on a clock that the test sets."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import stamina.instrumentation

from adapters.arxiv_site.feed import ArxivFeed
from adapters.arxiv_site.gate import ArxivGate, Priority
from adapters.arxiv_site.harvest import ArxivHarvest
from adapters.arxiv_site.http import ArxivHttp
from adapters.arxiv_site.patience import RequestLimits
from bot.errors import SourceUnreachable
from bot.values.coverage import CategoryDate
from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState
from scheduler.timing.calendar import NEW_YORK
from scheduler.watching.polling import PassReport, next_pass
from scheduler.watching.rounds import WatchRepositories
from scheduler.watching.watch import Watch
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.listings import SqlListingRepository
from storage.papers.settling import SqlCoverageRepository
from tests.samples.papers import paper
from tests.servers.arxiv_server import ArxivServer, page_of
from tests.servers.faults import Fault

WED, THU, FRI = (date(2026, 2, number) for number in (11, 12, 13))
SATURDAY, SUNDAY, MONDAY = (date(2026, 2, number) for number in (14, 15, 16))
FRESH, STALE, EMPTY = ListingState.FRESH, ListingState.STALE, ListingState.EMPTY
TRUNCATED, UNREACHABLE = ListingState.TRUNCATED, ListingState.UNREACHABLE
QUICK = RequestLimits(connect=1, read=0.5, total=1, patience=2, attempts=1, backoff=0.01)
BOTH = ("cs.CL", "cs.CV")


def at(day: date, hour: int = 0, minute: int = 6) -> datetime:
    """New York time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=NEW_YORK)


def batch(
    numbers: Sequence[int],
    created: date,
    kind: AnnounceType = AnnounceType.NEW,
    category: str = "cs.CL",
) -> list[ListedPaper]:
    """Papers submitted on ``created``."""
    return [
        ListedPaper(
            replace(paper(n, categories=(category,)), published=created, updated=created), kind
        )
        for n in numbers
    ]


OLD = batch(range(10, 20), WED)
NEW = batch(range(20, 30), THU)
OLD_CV = batch(range(110, 120), WED, category="cs.CV")
NEW_CV = batch(range(120, 130), THU, category="cs.CV")


@pytest.fixture(autouse=True)
def _silent_retries() -> Iterator[None]:
    stamina.instrumentation.set_on_retry_hooks([])
    yield
    stamina.instrumentation.set_on_retry_hooks(None)


class Post:
    """arXiv, a store, and a watch between them. Thursday is announced and brought in."""

    def __init__(self, server: ArxivServer, client: httpx.AsyncClient, database: Database) -> None:
        self.server = server
        self.gate = ArxivGate(0.0)
        self.client = client
        self.announcements = SqlAnnouncementRepository(database)
        self.listings = SqlListingRepository(database)
        self.coverages = SqlCoverageRepository(database)
        self.books = WatchRepositories(self.announcements, self.listings, self.coverages)
        self.watch = self.restarted()

    def restarted(self, max_pages: int = 50) -> Watch:
        """A watch that remembers nothing."""
        http = ArxivHttp(self.client, self.gate, user_agent="t", limits=QUICK)
        feed = ArxivFeed(http, base=self.server.rss_base)
        self.harvest = ArxivHarvest(http, base=self.server.oai_base, max_pages=max_pages)
        return Watch(feed, self.harvest, self.books)

    async def look(
        self, now: datetime, categories: Sequence[str] = ("cs.CL",), since: date | None = None
    ) -> PassReport:
        self.server.requests.clear()
        return await self.watch.pass_(now, categories, since)

    @property
    def asked(self) -> list[str]:
        """Since the last look: feeds by their path, records by set and day."""
        return [
            f"{seen.query['set']} {seen.query['from']}" if "set" in seen.query else seen.path
            for seen in self.server.requests
        ]

    @property
    def pages(self) -> list[int]:
        """Since the last look: the pages of records that were asked for, counted from 1."""
        queries = [seen.query for seen in self.server.requests if seen.path == "/oai"]
        return [1 if "set" in one else page_of(one["resumptionToken"]) for one in queries]

    async def states(self, category: str = "cs.CL") -> dict[date, ListingState]:
        days = await self.listings.days(date(2026, 1, 1), [category])
        return {day: states[category] for day, states in days.items()}

    async def on(self, day: date, category: str = "cs.CL") -> Listing:
        (found,) = await self.listings.between(day, day, [category])
        return found

    async def numbers(self, day: date, category: str = "cs.CL") -> list[int]:
        return sorted(int(one.paper.id[-4:]) for one in (await self.on(day, category)).items)


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with AsyncExitStack() as stack:
        papers = {"cs.CL": OLD, "cs.CV": OLD_CV}
        server = await stack.enter_async_context(ArxivServer(papers, day=THU))
        client = await stack.enter_async_context(httpx.AsyncClient())
        database = await stack.enter_async_context(Database(tmp_path / "watch.sqlite"))
        made = Post(server, client, database)
        report = await made.look(at(THU), BOTH)
        assert report.states == dict.fromkeys(BOTH, FRESH)
        # Thursday's comparisons are over
        await made.coverages.keep(
            [
                replace(one, checks=4, agreed=4, checked_at=at(THU) + timedelta(hours=70))
                for one in await made.coverages.coverages(THU, BOTH)
            ]
        )
        yield made


def announce_friday(post: Post) -> None:
    post.server.announce(FRI, {"cs.CL": NEW, "cs.CV": NEW_CV})


# a day as it should be


async def test_a_fresh_day_is_asked_for_once_and_compared_four_times(post: Post) -> None:
    announce_friday(post)
    report = await post.look(at(FRI), BOTH)
    assert post.asked == ["/rss/cs.CL", "/rss/cs.CV"]
    assert (report.states, report.waiting) == (dict.fromkeys(BOTH, FRESH), ())
    assert report.added == 20
    assert await post.numbers(FRI) == [*range(20, 30)]
    assert next_pass(at(FRI), report) == at(FRI, 2, 5)
    await post.look(at(FRI, 1, 0), BOTH)
    assert post.asked == []
    report = await post.look(at(FRI, 2, 5), BOTH)
    assert post.asked == ["cs:cs:CL 2026-02-13", "cs:cs:CV 2026-02-13"]
    assert (report.added, report.check_at) == (0, at(FRI, 14, 5))
    await post.look(at(FRI, 9, 0), BOTH)
    assert post.asked == []
    for now in (at(FRI, 14, 5), at(SATURDAY, 2, 5), at(SUNDAY, 14, 5)):
        # every restart goes on where the last life stopped
        post.watch = post.restarted()
        report = await post.look(now, BOTH)
        assert post.asked == ["cs:cs:CL 2026-02-13", "cs:cs:CV 2026-02-13"]
    assert next_pass(at(SUNDAY, 14, 5), report) == at(MONDAY, 0, 5)
    await post.look(at(SUNDAY, 23), BOTH)
    assert post.asked == []


async def test_a_combination_of_categories_is_never_asked_for(post: Post) -> None:
    announce_friday(post)
    report = await post.look(at(FRI), ("cs.CL+cs.CV", "cs.CL"))
    assert post.asked == ["/rss/cs.CL"]
    assert report.states["cs.CL"] is FRESH
    assert "not the name of one category" in report.failed["cs.CL+cs.CV", FRI]


async def test_a_restart_asks_for_no_feed_again(post: Post) -> None:
    announce_friday(post)
    await post.look(at(FRI), BOTH)
    post.watch = post.restarted()
    report = await post.look(at(FRI, 1, 0), BOTH, since=THU)
    assert post.asked == []
    assert report.states == dict.fromkeys(BOTH, FRESH)


# the traps


async def test_a_stale_batch_in_one_category_does_not_pass_for_new(post: Post) -> None:
    announce_friday(post)
    post.server.show("cs.CV", OLD_CV, day=FRI)
    report = await post.look(at(FRI), BOTH)
    assert report.states == {"cs.CL": FRESH, "cs.CV": STALE}
    assert report.waiting == (("cs.CV", FRI),)
    assert next_pass(at(FRI), report) == at(FRI, 0, 21)
    assert (await post.on(FRI, "cs.CV")).items == ()
    post.server.show_announced("cs.CV")
    report = await post.look(at(FRI, 0, 21), BOTH)
    assert post.asked == ["/rss/cs.CV"]
    assert await post.numbers(FRI, "cs.CV") == [*range(120, 130)]
    assert report.waiting == ()


async def test_a_feed_that_stays_stale_beside_a_fresh_one_is_overruled_by_the_records(
    post: Post,
) -> None:
    announce_friday(post)
    post.server.show("cs.CV", OLD_CV, day=FRI)
    await post.look(at(FRI), BOTH)
    report = await post.look(at(FRI, 2, 5), BOTH)
    assert report.states["cs.CV"] is FRESH
    assert await post.numbers(FRI, "cs.CV") == [*range(120, 130)]
    found = (await post.on(FRI, "cs.CV")).items
    assert {(one.announce_type, one.derived) for one in found} == {(AnnounceType.NEW, True)}


async def test_a_feed_that_lags_behind_its_papers_by_a_day_is_read_as_todays(post: Post) -> None:
    post.server.show("cs.CL", NEW, day=THU)
    report = await post.look(at(FRI))
    assert report.states == {"cs.CL": FRESH}
    assert await post.numbers(FRI) == [*range(20, 30)]


async def test_a_feed_cut_at_2000_is_completed_from_the_records(post: Post) -> None:
    replaced = batch(range(1000, 3000), WED, AnnounceType.REPLACE)
    cut_off = batch(range(3000, 3030), THU)
    post.server.announce(FRI, {"cs.CL": [*replaced, *cut_off]})
    post.server.show("cs.CL", replaced, day=FRI)
    post.server.fail_next("oai", Fault.SERVER_ERROR)
    report = await post.look(at(FRI))
    assert (report.states, report.waiting) == ({"cs.CL": TRUNCATED}, (("cs.CL", FRI),))
    report = await post.look(at(FRI, 0, 21))
    assert post.asked[0] == "cs:cs:CL 2026-02-13"
    assert (report.states, report.waiting, report.added) == ({"cs.CL": FRESH}, (), 30)
    found = (await post.on(FRI)).items
    assert len(found) == 2030
    new = [one for one in found if one.derived]
    assert {one.paper.id for one in new} == {one.paper.id for one in cut_off}
    await post.look(at(FRI, 2, 5))
    assert post.asked == []


async def test_pages_are_kept_as_they_come_and_the_next_pass_goes_on_at_its_token(
    post: Post,
) -> None:
    replaced = batch(range(1000, 3000), WED, AnnounceType.REPLACE)
    cut_off = batch(range(3000, 3030), THU)
    post.server.announce(FRI, {"cs.CL": [*cut_off[:15], *replaced, *cut_off[15:]]})
    post.server.show("cs.CL", replaced, day=FRI)
    post.server.fail_page(2, Fault.SERVER_ERROR)
    report = await post.look(at(FRI))
    assert (report.states, report.added) == ({"cs.CL": TRUNCATED}, 2015)
    assert (await post.on(FRI)).incomplete
    post.watch = post.restarted()
    report = await post.look(at(FRI, 0, 21))
    assert post.pages == [2, 3]
    assert (report.states, report.added) == ({"cs.CL": FRESH}, 15)
    assert not (await post.on(FRI)).incomplete


async def test_pages_whose_token_arxiv_forgot_are_begun_again(post: Post) -> None:
    replaced = batch(range(1000, 3000), WED, AnnounceType.REPLACE)
    cut_off = batch(range(3000, 3030), THU)
    post.server.announce(FRI, {"cs.CL": [*replaced, *cut_off]})
    post.server.show("cs.CL", replaced, day=FRI)
    post.server.fail_page(3, Fault.SERVER_ERROR)
    await post.look(at(FRI))
    post.server.expire_tokens()
    report = await post.look(at(FRI, 0, 21))
    assert post.pages == [3, 1, 2, 3]
    assert (report.states, report.added) == ({"cs.CL": FRESH}, 30)


async def test_half_a_feed_is_filled_by_records_and_the_feed_is_asked_once_more(
    post: Post,
) -> None:
    crossed = batch([70, 71], date(2020, 1, 1), AnnounceType.CROSS)
    post.server.announce(FRI, {"cs.CL": [*NEW, *crossed]})
    post.server.show("cs.CL", NEW[:5], day=FRI)
    await post.look(at(FRI))
    report = await post.look(at(FRI, 2, 5))
    assert (report.added, report.states) == (5, {"cs.CL": FRESH})
    (hole,) = report.holes
    assert (hole.fed, hole.recorded, hole.added) == (5, 10, 5)
    # an old paper's cross-listing looks like a record that was touched: only the feed tells it
    assert await post.numbers(FRI) == [*range(20, 30)]
    post.server.show_announced("cs.CL")
    report = await post.look(at(FRI, 2, 20))
    assert post.asked == ["/rss/cs.CL"]
    assert await post.numbers(FRI) == [*range(20, 30), 70, 71]
    assert report.holes == ()


async def test_a_record_that_appears_after_the_comparisons_is_seen_and_late(post: Post) -> None:
    announce_friday(post)
    await post.look(at(FRI))
    for now in (at(FRI, 2, 5), at(FRI, 14, 5), at(SATURDAY, 2, 5)):
        await post.look(now)
    cursor = await post.listings.last_number()
    post.server.record(FRI, "cs.CL", batch([40], THU))
    post.server.record(SATURDAY, "cs.CL", batch([41], THU))
    await post.look(at(SUNDAY, 14, 5))
    (late,) = await post.listings.late(FRI, cursor, ["cs.CL"])
    assert [one.paper.id[-2:] for one in late.items] == ["40", "41"]
    # feed and records have to agree twice from here
    await post.look(at(MONDAY, 14, 5))
    assert "cs:cs:CL 2026-02-13" in post.asked


async def test_a_paper_that_was_announced_in_an_outage_and_revised_since_is_new(
    post: Post,
) -> None:
    tuesday = MONDAY + timedelta(days=1)
    (known,) = batch([50], THU)
    post.server.announce(FRI, {"cs.CL": NEW})
    revised = replace(known.paper, version=2, updated=MONDAY)
    items = [*batch(range(60, 70), FRI), ListedPaper(revised, AnnounceType.REPLACE)]
    post.server.announce(MONDAY, {"cs.CL": batch(range(90, 95), FRI)})
    post.server.announce(tuesday, {"cs.CL": items})
    await post.look(at(tuesday), since=FRI)
    await post.look(at(tuesday, 2, 5), since=FRI)
    assert 50 in await post.numbers(FRI)
    (item,) = [one for one in (await post.on(FRI)).items if one.paper.id == revised.id]
    assert item.announce_type is AnnounceType.NEW


async def test_a_feed_that_is_dated_ahead_is_todays(post: Post) -> None:
    post.server.show("cs.CL", NEW, day=MONDAY)
    report = await post.look(at(FRI))
    assert (report.states, report.waiting) == ({"cs.CL": FRESH}, ())
    assert await post.numbers(FRI) == [*range(20, 30)]
    post.server.show("cs.CL", batch(range(50, 60), FRI), day=MONDAY)
    await post.look(at(MONDAY))
    assert await post.numbers(MONDAY) == [*range(50, 60)]


async def test_an_empty_feed_on_a_weekend_is_not_even_asked_for(post: Post) -> None:
    announce_friday(post)
    await post.look(at(FRI))
    await post.look(at(FRI, 3))
    for day in (SATURDAY, SUNDAY):
        await post.look(at(day, 12), since=THU)
        assert "/rss/cs.CL" not in post.asked
    assert await post.states() == {THU: FRESH, FRI: FRESH}
    await post.look(at(MONDAY, 0, 4))
    assert "/rss/cs.CL" not in post.asked


async def test_who_comes_on_a_weekend_is_given_friday_from_the_records(post: Post) -> None:
    announce_friday(post)
    report = await post.look(at(SATURDAY, 12), since=FRI)
    assert post.asked == ["cs:cs:CL 2026-02-13"]
    assert (report.states, report.waiting) == ({"cs.CL": FRESH}, ())


def test_a_pass_that_ends_after_the_next_feeds_have_come_is_followed_by_one_at_once() -> None:
    report = PassReport(day=FRI, states=dict.fromkeys(BOTH, FRESH))
    assert next_pass(at(MONDAY, 0, 4), report) == at(MONDAY, 0, 5)
    assert next_pass(at(MONDAY, 0, 6), report) == at(MONDAY, 0, 6)


async def test_an_empty_feed_on_a_holiday_is_asked_until_the_cut_off(post: Post) -> None:
    for category in BOTH:
        post.server.show(category, (), day=FRI)
    report = await post.look(at(FRI), BOTH)
    assert report.states == dict.fromkeys(BOTH, EMPTY)
    assert next_pass(at(FRI), report) == at(FRI, 0, 21)
    report = await post.look(at(FRI, 11, 59), BOTH)
    assert post.asked == ["/rss/cs.CL", "/rss/cs.CV"]
    assert next_pass(at(FRI, 11, 59), report) == at(FRI, 12, 0)
    report = await post.look(at(FRI, 12, 0), BOTH)
    assert post.asked == ["cs:cs:CL 2026-02-13", "cs:cs:CV 2026-02-13"]
    assert (report.states, report.waiting) == (dict.fromkeys(BOTH, EMPTY), ())
    assert next_pass(at(FRI, 12, 0), report) == at(SATURDAY, 2, 5)


async def test_a_late_paper_is_stored_under_its_own_date_with_a_later_number(post: Post) -> None:
    cursor = await post.listings.last_number()
    post.server.show("cs.CL", [*OLD, *batch([8], WED)], day=FRI)
    report = await post.look(at(FRI))
    assert (report.states, report.added) == ({"cs.CL": STALE}, 1)
    assert await post.numbers(THU) == [8, *range(10, 20)]
    (late,) = await post.listings.late(THU, cursor, ["cs.CL"])
    assert [one.paper.id for one in late.items] == ["2602.90008"]


async def test_a_paper_that_the_feed_lacked_comes_from_the_records_once(post: Post) -> None:
    announce_friday(post)
    forgotten = batch([40], THU)
    touched = batch([41], date(2020, 1, 1))
    revised = [ListedPaper(replace(paper(42), published=WED, updated=THU), None)]
    post.server.record(FRI, "cs.CL", [*forgotten, *touched, *revised])
    await post.look(at(FRI))
    report = await post.look(at(FRI, 2, 5))
    assert report.added == 2
    assert await post.numbers(FRI) == [*range(20, 30), 40]
    types = {one.paper.id: one.derived for one in (await post.on(FRI)).items}
    assert types["2602.90040"] is True
    assert types["2602.90020"] is False
    # submitted on Wednesday and revised since, it was announced on Thursday
    assert await post.numbers(THU) == [*range(10, 20), 42]
    await post.look(at(FRI, 3, 0))
    assert post.asked == []


async def test_a_comparison_that_fails_is_made_again(post: Post) -> None:
    announce_friday(post)
    await post.look(at(FRI))
    post.server.fail_next("oai", Fault.HTML_PAGE)
    report = await post.look(at(FRI, 2, 5))
    assert (report.states, report.waiting) == ({"cs.CL": FRESH}, ())
    assert report.check_at == at(FRI, 2, 20)
    assert list(report.failed) == [("cs.CL", FRI)]
    await post.look(at(FRI, 2, 19))
    assert post.asked == []
    await post.look(at(FRI, 2, 20))
    assert post.asked == ["cs:cs:CL 2026-02-13"]


async def test_a_missed_day_is_harvested_after_todays_feed(post: Post) -> None:
    announce_friday(post)
    post.server.announce(MONDAY, {"cs.CL": batch(range(50, 60), FRI)})
    report = await post.look(at(MONDAY), since=THU)
    assert post.asked == ["/rss/cs.CL", "cs:cs:CL 2026-02-13"]
    assert await post.states() == {THU: FRESH, FRI: FRESH, MONDAY: FRESH}
    assert await post.numbers(FRI) == [*range(20, 30)]
    assert (report.added, report.waiting) == (20, ())
    await post.look(at(MONDAY, 0, 30), since=THU)
    assert post.asked == []


async def test_a_missed_weekday_without_records_was_empty(post: Post) -> None:
    post.server.announce(MONDAY, {"cs.CL": batch(range(50, 60), FRI)})
    await post.look(at(MONDAY), since=THU)
    assert (await post.states())[FRI] is EMPTY
    await post.look(at(MONDAY, 0, 30), since=THU)
    assert post.asked == []


async def test_a_missed_day_that_cannot_be_had_is_tried_again_on_a_weekend_too(post: Post) -> None:
    announce_friday(post)
    post.server.fail_next("oai", Fault.RESET)
    report = await post.look(at(SATURDAY, 12), since=FRI)
    assert report.waiting == (("cs.CL", FRI),)
    assert (await post.states())[FRI] is UNREACHABLE
    assert next_pass(at(SATURDAY, 12), report) == at(SATURDAY, 12, 21)
    report = await post.look(at(SATURDAY, 12, 21), since=FRI)
    assert await post.numbers(FRI) == [*range(20, 30)]


async def test_a_day_that_stayed_stale_is_asked_of_the_records_once_more(post: Post) -> None:
    post.server.show("cs.CL", OLD, day=FRI)
    for hour in (0, 12, 23):
        await post.look(at(FRI, hour, 6))
    assert (await post.states())[FRI] is STALE
    announce_friday(post)
    post.server.announce(MONDAY, {"cs.CL": batch(range(50, 60), FRI)})
    post.server.show_announced("cs.CL")
    await post.look(at(MONDAY), since=FRI)
    assert await post.numbers(FRI) == [*range(20, 30)]


@pytest.mark.parametrize("fault", [Fault.ERROR_FEED, Fault.HTML_PAGE, Fault.CHANGED])
async def test_an_error_answered_with_status_200_is_no_empty_day(post: Post, fault: Fault) -> None:
    announce_friday(post)
    post.server.fail_next("rss", fault)
    report = await post.look(at(FRI), BOTH)
    assert report.states == {"cs.CL": UNREACHABLE, "cs.CV": FRESH}
    assert "feed of cs.CL" in report.failed["cs.CL", FRI]
    report = await post.look(at(FRI, 0, 21), BOTH)
    assert report.states == dict.fromkeys(BOTH, FRESH)
    assert await post.numbers(FRI) == [*range(20, 30)]


async def test_a_withdrawn_paper_is_a_replacement_by_feed_and_by_record(post: Post) -> None:
    gone = replace(
        paper(10, version=2), comments="This paper has been withdrawn", published=WED, updated=THU
    )
    post.server.announce(FRI, {"cs.CL": [*NEW, ListedPaper(gone, AnnounceType.REPLACE)]})
    await post.look(at(FRI))
    by_id = {one.paper.id: one for one in (await post.on(FRI)).items}
    assert by_id[gone.id].announce_type is AnnounceType.REPLACE
    assert by_id[gone.id].paper.version == 2
    post.server.announce(MONDAY, {"cs.CL": batch(range(50, 60), FRI)})
    also = replace(gone, id="2602.90011", version=3, updated=FRI)
    post.server.record(MONDAY, "cs.CL", [ListedPaper(also, None)])
    await post.look(at(MONDAY + timedelta(days=1), 0, 1), since=MONDAY)
    found = {one.paper.id: one.paper for one in (await post.on(MONDAY)).items}
    assert found[also.id].is_revision
    assert found[also.id].comments == "This paper has been withdrawn"


# bad days


async def test_arxiv_out_of_reach_wipes_nothing_and_is_tried_again(post: Post) -> None:
    post.server.show("cs.CL", OLD, day=FRI)
    await post.look(at(FRI))
    post.server.fail_next("rss", Fault.SERVER_ERROR, times=2)
    report = await post.look(at(FRI, 0, 21), BOTH)
    assert report.states == {"cs.CL": STALE, "cs.CV": UNREACHABLE}
    assert {name for name, _ in report.waiting} == {*BOTH}
    announce_friday(post)
    post.server.show_announced("cs.CL")
    report = await post.look(at(FRI, 0, 36), BOTH)
    assert report.states == dict.fromkeys(BOTH, FRESH)


MANY = ("cs.CL", "cs.CV", "cs.AI", "cs.LG", "cs.RO", "cs.IR", "cs.SD", "math.PR")


async def test_five_silences_in_a_row_end_the_pass_for_that_host(post: Post) -> None:
    post.server.fail_next("rss", Fault.RESET, times=9)
    report = await post.look(at(FRI), MANY)
    assert post.asked == [f"/rss/{name}" for name in MANY[:5]]
    assert report.states == dict.fromkeys(MANY, UNREACHABLE)
    assert len(report.failed) == len(report.waiting) == len(MANY)


async def test_a_few_silences_do_not_keep_the_other_categories_away(post: Post) -> None:
    announce_friday(post)
    post.server.fail_next("rss", Fault.RESET, times=4)
    report = await post.look(at(FRI), MANY)
    assert [name for name, state in report.states.items() if state is UNREACHABLE] == list(MANY[:4])


async def test_who_had_no_answer_does_not_stand_in_the_way_of_the_others(post: Post) -> None:
    announce_friday(post)
    post.server.fail_next("rss", Fault.RESET, times=1)
    await post.look(at(FRI), ("cs.CV", "cs.CL"))
    post.server.show("cs.CL", OLD, day=FRI)
    await post.look(at(FRI, 0, 21), ("cs.CV", "cs.AI"))
    assert post.asked == ["/rss/cs.AI", "/rss/cs.CV"]


async def test_feeds_out_of_reach_do_not_keep_the_records_away(post: Post) -> None:
    announce_friday(post)
    post.server.fail_next("rss", Fault.RESET, times=2)
    await post.look(at(MONDAY), BOTH, since=FRI)
    assert await post.numbers(FRI, "cs.CV") == [*range(120, 130)]
    assert (await post.states())[MONDAY] is UNREACHABLE


async def test_three_days_out_of_reach_are_caught_up(post: Post) -> None:
    days = [FRI, MONDAY, MONDAY + timedelta(days=1)]
    post.server.fail_next("any", Fault.RESET, times=999)
    for day in days:
        for hour in (0, 12):
            await post.look(at(day, hour, 6), since=FRI)
    assert set((await post.states()).values()) == {FRESH, UNREACHABLE}
    post.server.recover()
    for start, day in enumerate([*days, MONDAY + timedelta(days=2)], 3):
        numbers = range(20 * start, 20 * start + 10)
        post.server.announce(day, {"cs.CL": batch(numbers, day - timedelta(days=1))})
    report = await post.look(at(MONDAY + timedelta(days=2)), since=FRI)
    assert set((await post.states()).values()) == {FRESH}
    assert (report.added, report.waiting) == (40, ())


async def test_what_was_asked_about_is_known_while_a_pass_goes_on(post: Post) -> None:
    """And at its end all of it, whether arXiv answered or not."""
    known: dict[str, set[CategoryDate]] = {}

    class Silent:
        async def listing(self, category: str) -> Listing:
            known[category] = set(watch.looked)
            raise SourceUnreachable("silence")

    watch = Watch(Silent(), post.harvest, post.books)
    await watch.pass_(at(FRI), BOTH)
    assert known == {"cs.CL": set(), "cs.CV": {("cs.CL", FRI)}}
    assert set(watch.looked) == {("cs.CL", FRI), ("cs.CV", FRI)}
    await watch.pass_(at(FRI, 1), BOTH)
    assert known == {"cs.CL": set(), "cs.CV": {("cs.CL", FRI)}}, "a pass begins anew"


async def test_a_refused_category_leaves_the_others_alone(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    announce_friday(post)
    for minute in (6, 21, 36):
        report = await post.look(at(FRI, 0, minute), ("xx.YY", "cs.CL"))
        assert report.states == {"xx.YY": UNREACHABLE, "cs.CL": FRESH}
        assert report.waiting == ()
    assert post.asked == []
    assert len([one for one in caplog.records if one.message == "not_had"]) == 1
    assert report.check_at == at(FRI, 2, 5)
    await post.look(at(FRI, 6, 6), ("xx.YY", "cs.CL"))
    assert "/rss/xx.YY" in post.asked


async def test_a_refusal_after_an_answer_is_told_again(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.server.show("cs.CL", OLD, day=FRI)
    refused = post.restarted()
    for hour, base in ((1, "/none"), (8, ""), (9, "/none")):
        http = ArxivHttp(post.client, post.gate, user_agent="t", limits=QUICK)
        refused._source = ArxivFeed(http, base=post.server.rss_base + base)
        await refused.pass_(at(FRI, hour), ["cs.CL"])
    assert len([one for one in caplog.records if one.message == "not_had"]) == 2


async def test_a_clock_that_is_a_day_ahead_harms_nothing(post: Post) -> None:
    announce_friday(post)
    report = await post.look(at(MONDAY), since=FRI)
    assert report.states == {"cs.CL": STALE}
    assert await post.numbers(FRI) == [*range(20, 30)]
    report = await post.look(at(FRI, 0, 30))
    assert post.asked == []
    post.server.announce(MONDAY, {"cs.CL": batch(range(50, 60), FRI)})
    report = await post.look(at(MONDAY), since=FRI)
    assert report.states == {"cs.CL": FRESH}


async def test_a_clock_that_is_behind_keeps_the_batch_for_its_own_day(post: Post) -> None:
    announce_friday(post)
    report = await post.look(at(WED), since=WED)
    assert await post.states() == {THU: FRESH, FRI: FRESH}
    assert report.waiting == (("cs.CL", WED),)
    assert await post.numbers(FRI) == [*range(20, 30)]
    await post.look(at(FRI))
    assert post.asked == []


# by command


async def test_catching_up_asks_the_feed_for_today_and_records_for_the_rest(post: Post) -> None:
    announce_friday(post)
    post.server.announce(MONDAY, {"cs.CL": batch(range(50, 60), FRI)})
    report = await post.watch.catch_up(["cs.CL"], THU, MONDAY, at(MONDAY))
    assert post.asked[-2:] == ["/rss/cs.CL", "cs:cs:CL 2026-02-13"]
    assert report.added == 20
    assert await post.states() == {THU: FRESH, FRI: FRESH, MONDAY: FRESH}


async def test_catching_up_with_one_past_date_asks_for_nothing_else(post: Post) -> None:
    announce_friday(post)
    post.server.requests.clear()
    await post.watch.catch_up(["cs.CL"], FRI, FRI, at(MONDAY, 9))
    assert post.asked == ["cs:cs:CL 2026-02-13"]
    post.server.requests.clear()
    await post.watch.catch_up(["cs.CL"], WED, WED, at(MONDAY, 9))
    await post.watch.catch_up(["cs.CL"], WED, WED, at(MONDAY, 9))
    assert post.asked == ["cs:cs:CL 2026-02-11"] * 2


async def test_people_go_before_polling(post: Post) -> None:
    post.gate.interval = 0.1
    post.server.requests.clear()
    person = ArxivHttp(
        post.client, post.gate, user_agent="t", limits=QUICK, priority=Priority.PERSON
    )
    watching = asyncio.create_task(post.watch.pass_(at(FRI), ("cs.CL", "cs.CV", "cs.AI")))
    await post.server.arrived()
    await person.get(f"{post.server.api_base}?id_list=2602.90010", "a test")
    await watching
    assert [seen.path for seen in post.server.requests] == [
        "/rss/cs.CL",
        "/api/query",
        "/rss/cs.CV",
        "/rss/cs.AI",
    ]


# when to look again


@pytest.mark.parametrize(
    ("now", "report", "then"),
    [
        (at(FRI), PassReport(day=FRI), at(MONDAY, 0, 5)),
        (at(FRI), PassReport(day=FRI, waiting=(("cs.CL", FRI),)), at(FRI, 0, 21)),
        (at(WED, 23, 55), PassReport(day=WED, waiting=(("cs.CL", WED),)), at(THU, 0, 5)),
        (at(THU, 0, 4), PassReport(day=WED), at(THU, 0, 5)),
        (at(THU, 0, 5), PassReport(day=THU), at(FRI, 0, 5)),
        (at(FRI), PassReport(day=FRI, check_at=at(FRI, 2, 5)), at(FRI, 2, 5)),
        (at(FRI, 3), PassReport(day=FRI, check_at=at(FRI, 2, 5)), at(FRI, 3, 21)),
        (at(SUNDAY, 20), PassReport(day=FRI), at(MONDAY, 0, 5)),
        # the clocks go forward on 8 March and back on 1 November
        (at(date(2026, 3, 6), 9), PassReport(day=date(2026, 3, 6)), at(date(2026, 3, 9), 0, 5)),
        (
            at(date(2026, 10, 30), 9),
            PassReport(day=date(2026, 10, 30)),
            at(date(2026, 11, 2), 0, 5),
        ),
    ],
)
def test_the_next_look_is_in_a_quarter_of_an_hour_or_at_the_next_feed(
    now: datetime, report: PassReport, then: datetime
) -> None:
    found = next_pass(now, report)
    assert found == then
    assert found.utcoffset() == timedelta(0)
