"""Briefs on demand: one preparation for all who ask, and never an old one. On a real store."""

import asyncio
import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.editorial.choosing.liked import Liking, liking
from bot.editorial.writing.extractive import ExtractiveWriter
from bot.errors import SourceUnreachable, StoreUnusable
from bot.ports.choosing import Index
from bot.ports.sources import PaperLookup
from bot.values.channels import Channel
from bot.values.editions import Edition
from bot.values.listings import AnnouncementKey, AnnounceType, ListedPaper, Listing, ListingState
from bot.values.papers import Author, Paper
from bot.values.topics import Topic
from bot.values.writing import PaperBrief, WritingOrder
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from scheduler.publishing.stored_briefs import StoredBriefs
from scheduler.publishing.stored_days import MOST_DAYS
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.papers import SqlPaperRepository
from tests import values

THU, FRI = date(2026, 2, 12), date(2026, 2, 13)
PEBBLES = Topic(name="Pebbles", description="pebbles, sorting by sound")
KITES = Topic(name="Kites", include=("kites",), exclude=("pebbles",))
TITLES = ("Pebbles", "Kites in Wind", "Sorting by Sound", "Folding Kites", "Rivers")


def papers(first: int = 1, category: str = "cs.CL") -> tuple[Paper, ...]:
    return tuple(
        values.paper(
            number,
            title=title,
            abstract=f"{title} are studied. We propose {title.lower()}. They gain {number}%.",
            categories=(category, "cs.SD"),
        )
        for number, title in enumerate(TITLES, start=first)
    )


def listing(
    *announced: Paper, day: date = FRI, category: str = "cs.CL", **changes: object
) -> Listing:
    return values.listing(*announced, date=day, category=category, **changes)


class CountingScorer:
    """The real scorer, which counts its indexes and tells the thread that they are made in."""

    name = "counting"
    version = "1"

    def __init__(self) -> None:
        self.indexed: list[int] = []
        self.threads: set[int] = set()
        self.begun, self.held = threading.Event(), threading.Event()
        self.held.set()

    def over(self, papers: Sequence[Paper]) -> Index:
        self.indexed.append(len(papers))
        self.threads.add(threading.get_ident())
        self.begun.set()
        assert self.held.wait(10)
        return LexicalScorer().over(papers)


class CountingRepository(SqlAnnouncementRepository):
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.read: list[AnnouncementKey] = []
        self.broken = False

    async def whole(self, place: AnnouncementKey) -> Sequence[Listing]:
        self.read.append(place)
        await asyncio.sleep(0.01)
        if self.broken:
            raise StoreUnusable("The database cannot be read.")
        return await super().whole(place)


class Asked:
    """arXiv with details of every paper, or out of reach."""

    def __init__(self, *, comments: str = "12 pages") -> None:
        self.ids: list[str] = []
        self.comments = comments
        self.away = False

    async def by_ids(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        self.ids += ids
        await asyncio.sleep(0.01)
        if self.away:
            raise SourceUnreachable("arXiv could not be reached.")
        known = {f"{one.id}v1": replace(one, comments=self.comments) for one in papers()}
        return {name: known[name] for name in ids if name in known}


class Service:
    """The service's briefs over a store, with what it took to make them."""

    def __init__(self, database: Database, lookup: PaperLookup | None = None) -> None:
        self.repository = CountingRepository(database)
        self.papers = SqlPaperRepository(database)
        self.scorer = CountingScorer()
        self.votes: dict[str, list[tuple[Paper, int]]] = {}
        self.pipeline = replace(embedded(None), scorer=self.scorer, lookup=lookup, likes=self.likes)
        self.briefs = StoredBriefs(self.repository, self.papers, self.pipeline)

    async def likes(self, channel: str) -> Liking:
        await asyncio.sleep(0)
        return liking(self.votes.get(channel, ()))

    async def ids(self, channel: Channel, day: date | None = None) -> list[str]:
        found = await self.briefs.announcement(channel, day)
        return [one.paper.id for one in found.papers] if found else []

    async def titles(self, channel: Channel, day: date | None = None) -> set[str]:
        edition = await self.briefs.brief(channel, day)
        return {entry.title for entry in edition.papers} if edition else set()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "paperbrief.sqlite") as opened:
        yield opened


@pytest.fixture
def service(database: Database) -> Service:
    return Service(database)


async def test_where_nothing_is_stored_there_is_nothing(service: Service) -> None:
    channel = values.channel()
    assert await service.briefs.brief(channel, None) is None
    assert await service.briefs.announcement(channel, FRI) is None
    assert await service.briefs.selection(channel) is None


CHANNELS = (
    values.channel(),
    values.channel(topics=(PEBBLES,)),
    values.channel(topics=(PEBBLES, KITES), top=2, threshold=20),
    values.channel(topics=(PEBBLES, KITES), top=1, threshold=20),
    values.channel(topics=(PEBBLES, KITES), top=1, threshold=90),
    values.channel(top=3),
    values.channel(top=3, prior=False),
    values.channel(top=3, language="xx"),
    values.channel(topics=(KITES,), categories=("cs.CV", "cs.CL"), prior=False),
    values.channel(topics=(replace(KITES, categories=("cs.RO",)),), categories=("cs.CV",)),
    values.channel(topics=(Topic(name="not", exclude=("kites",)),)),
    values.channel(categories=()),
    values.channel(address="terminal:voted"),
)


@pytest.mark.parametrize("channel", CHANNELS, ids=range(len(CHANNELS)))
async def test_a_shared_day_gives_what_a_day_of_ones_own_gives(
    service: Service, channel: Channel
) -> None:
    stored = (
        listing(*papers()),
        listing(*papers(11, "cs.CV"), *papers()[:2], category="cs.CV"),
        listing(*papers(21, "cs.RO"), category="cs.RO"),
        values.listing(*papers(31), category=None, date=FRI),
    )
    await service.repository.keep(stored)
    service.votes["terminal:voted"] = [(values.paper(90, title="Rivers"), 2)]
    asked = [*channel.categories, *(name for one in channel.topics for name in one.categories)]
    pipeline = replace(embedded(None), likes=service.likes)
    own = Day(await service.repository.on(None, (*asked, "")), pipeline)
    # others were there before, and ask for something else
    for other in CHANNELS:
        await service.briefs.brief(other, None)
    assert await service.briefs.announcement(channel, None) == await own.announcement(asked)
    assert await service.briefs.selection(channel) == await own.select(channel)
    assert await service.briefs.brief(channel, None) == await own.edition(channel)
    assert await service.briefs.brief(channel, FRI) == await own.edition(channel)
    assert len(service.scorer.indexed) == 1


async def test_channels_that_set_the_same_have_briefs_of_their_own(service: Service) -> None:
    await service.repository.keep([listing(*papers())])
    channels = [values.channel(address=f"terminal:{name}") for name in "abc"]
    made = await asyncio.gather(*(service.briefs.brief(one, None) for one in channels))
    assert [one.channel for one in made if one] == [one.address for one in channels]


async def test_votes_count_from_the_next_question_on_and_in_their_channel(
    service: Service,
) -> None:
    await service.repository.keep([listing(*papers())])
    mine, other = (values.channel(address=f"terminal:{name}") for name in ("mine", "other"))
    plain = [await service.briefs.selection(one) for one in (mine, other)]
    edition = await service.briefs.brief(mine, None)
    service.votes[mine.address] = [(replace(papers()[4], id="2601.00001"), 3)]
    voted = await service.briefs.selection(mine)
    after = await service.briefs.brief(mine, None)
    assert voted != plain[0]
    assert voted is not None
    assert (edition, after) != (after, edition)
    assert any(each.kind == "votes" for one in voted.shown for each in one.match.evidence)
    assert await service.briefs.selection(other) == plain[1]
    service.votes[mine.address] = []
    assert await service.briefs.selection(mine) == plain[0]
    assert await service.briefs.brief(mine, None) == edition


async def test_a_day_that_grows_is_indexed_by_what_came_in(service: Service) -> None:
    channel = values.channel(categories=("cs.CL", "cs.CV"), topics=(PEBBLES, KITES), threshold=1)
    barring = replace(channel, topics=(Topic(name="not", exclude=("kites",)),))
    await service.repository.keep([listing(*papers())])
    for number in range(1, 10):
        told = papers(1 + 10 * number, "cs.CV")[: 1 + number % 5]
        changed = values.paper(1, title=f"Pebbles and Kites {number}", version=1 + number)
        await service.repository.keep([listing(*told, category="cs.CV")])
        await service.papers.keep([replace(changed, categories=("cs.CL",))])
        for one in (channel, barring):
            own = Day(await service.repository.on(None, one.categories), embedded(None))
            assert await service.briefs.selection(one) == await own.select(one)
    # now and then all together; else only what is new, with the paper that changed
    assert service.scorer.indexed[:3] == [7, 4, 5]
    assert max(service.scorer.indexed) > 10
    # at most once a change: two changes may be met by one indexing of everything
    assert len(service.scorer.indexed) <= 10


async def test_many_who_ask_at_once_share_one_preparation(service: Service) -> None:
    await service.repository.keep([listing(*papers())])
    channels = [
        values.channel(address=f"terminal:{n}", topics=(PEBBLES,), top=1 + n % 3) for n in range(60)
    ]
    asked = (service.briefs.selection, lambda one: service.briefs.brief(one, None))
    await asyncio.gather(*(ask(one) for one in channels for ask in asked))
    assert service.scorer.indexed == [len(TITLES)]
    assert len(service.repository.read) == 1


async def test_what_was_prepared_serves_until_something_changes(service: Service) -> None:
    await service.repository.keep([listing(*papers())])
    for _ in range(3):
        await service.briefs.selection(values.channel(topics=(PEBBLES,)))
        # a poll that brings nothing new
        await service.repository.keep([listing(*papers())])
    assert len(service.repository.read) == 1


async def test_the_loop_goes_on_while_an_index_is_made(service: Service) -> None:
    await service.repository.keep([listing(*papers())])
    service.scorer.held.clear()
    topics, none = values.channel(topics=(PEBBLES,)), values.channel()
    choosing = asyncio.ensure_future(service.briefs.selection(topics))
    assert await asyncio.to_thread(service.scorer.begun.wait, 10)
    # others are answered meanwhile, as far as they need no index
    assert len(await service.ids(none)) == len(TITLES)
    assert not choosing.done()
    service.scorer.held.set()
    selection = await choosing
    assert selection is not None
    assert selection.matched
    assert threading.get_ident() not in service.scorer.threads


async def test_new_items_show_at_once(service: Service) -> None:
    channel = values.channel(topics=(PEBBLES,))
    await service.repository.keep([listing(*papers()[1:])])
    assert "Pebbles" not in await service.titles(channel)
    await service.repository.keep([listing(papers()[0])])
    assert "Pebbles" in await service.titles(channel)


async def test_a_category_that_is_brought_in_later_shows(service: Service) -> None:
    channel = values.channel(categories=("cs.CL", "cs.CV"))
    await service.repository.keep([listing(*papers())])
    found = await service.briefs.announcement(channel, None)
    assert found is not None
    assert found.categories["cs.CV"].state is ListingState.UNREACHABLE
    await service.repository.keep([listing(*papers(11, "cs.CV"), category="cs.CV")])
    assert len(await service.ids(channel)) == 2 * len(TITLES)
    selection = await service.briefs.selection(channel)
    assert selection is not None
    assert len(selection.matched) == 2 * len(TITLES)


async def test_a_state_or_a_type_that_changes_shows(service: Service) -> None:
    channel = values.channel()
    await service.repository.keep([replace(listing(), state=ListingState.UNREACHABLE)])
    before = await service.briefs.announcement(channel, None)
    await service.repository.keep([replace(listing(), state=ListingState.EMPTY)])
    after = await service.briefs.announcement(channel, None)
    assert before is not None
    assert after is not None
    states = [one.categories["cs.CL"].state for one in (before, after)]
    assert states == [ListingState.UNREACHABLE, ListingState.EMPTY]
    for kind in (AnnounceType.CROSS, AnnounceType.REPLACE):
        await service.repository.keep([listing(items=(ListedPaper(papers()[0], kind),))])
        found = await service.briefs.announcement(channel, None)
        assert found is not None
        assert [one.announce_type for one in found.papers] == [kind]


async def test_details_that_were_filled_in_show_and_cost_no_new_index(service: Service) -> None:
    channel = values.channel(topics=(PEBBLES,))
    await service.repository.keep([listing(*papers())])
    await service.briefs.brief(channel, None)
    known = replace(papers()[0], comments="Code: https://github.com/example/pebbles")
    await service.papers.keep([known])
    edition = await service.briefs.brief(channel, None)
    assert edition is not None
    (entry,) = (one for one in edition.papers if one.title == "Pebbles")
    assert entry.links.code == ("https://github.com/example/pebbles",)
    assert service.scorer.indexed == [len(TITLES)]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Tulips", "version": 2},
        {"abstract": "Nothing is sorted.", "version": 2},
        {"authors": (Author("Ida New"),), "version": 2},
    ],
    ids=["title", "abstract", "authors"],
)
async def test_another_text_of_a_paper_is_chosen_by(
    service: Service, change: dict[str, Any]
) -> None:
    channel = values.channel(topics=(PEBBLES, Topic(name="Ida", authors=("Ida New",))))
    await service.repository.keep([listing(papers()[0])])
    await service.briefs.selection(channel)
    await service.papers.keep([replace(papers()[0], **change)])
    own = Day(await service.repository.on(None, ("cs.CL",)), embedded(None))
    assert await service.briefs.selection(channel) == await own.select(channel)
    assert service.scorer.indexed == [1, 1]


async def test_a_channel_without_news_keeps_its_own_newest_day(service: Service) -> None:
    quiet, busy = values.channel(categories=("cs.CV",)), values.channel()
    await service.repository.keep([listing(*papers(11, "cs.CV"), day=THU, category="cs.CV")])
    await service.repository.keep([listing(*papers())])
    assert await service.ids(quiet) == [one.id for one in papers(11)]
    assert await service.ids(busy) == [one.id for one in papers()]
    assert await service.ids(quiet, FRI) == []
    await service.repository.keep([listing(*papers(21, "cs.CV"), category="cs.CV")])
    assert await service.ids(quiet) == [one.id for one in papers(21)]
    assert await service.ids(quiet, THU) == [one.id for one in papers(11)]


async def test_few_days_are_kept_and_the_newest_among_them(service: Service) -> None:
    channel = values.channel()
    days = [date(2026, 1, number) for number in range(5, 5 + MOST_DAYS + 2)]
    for number, day in enumerate(days):
        await service.repository.keep([listing(*papers(1 + 10 * number), day=day)])
    for day in days:
        assert len(await service.ids(channel, day)) == len(TITLES)
        assert len(await service.ids(channel)) == len(TITLES)
    # each once: the newest was never let go
    assert len(service.repository.read) == len(days)
    await service.ids(channel, days[0])
    assert len(service.repository.read) == len(days) + 1


async def test_what_the_look_up_filled_in_is_kept_and_asked_for_once(database: Database) -> None:
    arxiv = Asked()
    service = Service(database, arxiv)
    await service.repository.keep([listing(*papers())])
    channels = [values.channel(address=f"terminal:{n}", top=5 - n) for n in range(3)]
    for _ in range(2):
        await asyncio.gather(*(service.briefs.brief(one, None) for one in channels))
    edition = await service.briefs.brief(channels[0], None)
    assert edition is not None
    assert {entry.paper.comments for entry in edition.papers} == {"12 pages"}
    known = await service.papers.get([one.id for one in papers()])
    assert {one.comments for one in known.values()} == {"12 pages"}
    assert sorted(arxiv.ids) == sorted(f"{one.id}v1" for one in papers())


async def test_a_brief_comes_without_details_where_arxiv_is_away(database: Database) -> None:
    arxiv = Asked()
    arxiv.away = True
    service = Service(database, arxiv)
    await service.repository.keep([listing(*papers())])
    assert await service.titles(values.channel()) == set(TITLES)


class Unsteady(ExtractiveWriter):
    """A writer that fails at first."""

    def __init__(self) -> None:
        self.failures = 1

    async def write(self, order: WritingOrder) -> Mapping[str, PaperBrief]:
        if self.failures:
            self.failures -= 1
            raise SourceUnreachable("The model gave no answer.")
        return await super().write(order)


async def test_a_brief_with_a_failure_is_made_again(service: Service) -> None:
    pipeline = replace(service.pipeline, writer=Unsteady())
    briefs = StoredBriefs(service.repository, service.papers, pipeline)
    await service.repository.keep([listing(*papers())])
    made = [await briefs.brief(values.channel(), None) for _ in range(3)]
    assert [one.failed for one in made if one] == [1, 0, 0]
    assert [len(one.papers) for one in made if one] == [4, 5, 5]


async def test_a_store_that_could_not_be_read_is_read_again(service: Service) -> None:
    await service.repository.keep([listing(*papers())])
    service.repository.broken = True
    asked = (service.ids(values.channel()) for _ in range(3))
    told = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(each) for each in told] == [StoreUnusable] * 3
    service.repository.broken = False
    assert len(await service.ids(values.channel())) == len(TITLES)


async def test_who_gives_up_takes_nobody_along(service: Service) -> None:
    await service.repository.keep([listing(*papers())])
    service.scorer.held.clear()
    channel = values.channel(topics=(PEBBLES,))
    first, second = (asyncio.ensure_future(service.briefs.selection(channel)) for _ in range(2))
    assert await asyncio.to_thread(service.scorer.begun.wait, 10)
    first.cancel()
    await asyncio.sleep(0)
    service.scorer.held.set()
    assert await second is not None
    assert service.scorer.indexed == [len(TITLES)]


async def test_nothing_that_was_stored_before_a_question_is_missing(service: Service) -> None:
    """Whatever goes on at the same time: each answer has all that its asker stored."""
    channel = values.channel(categories=("cs.CL", "cs.CV"), topics=(PEBBLES,))
    everything = [*papers(1), *papers(11), *papers(21), *papers(31)]
    await service.repository.keep([listing(values.paper(99))])

    async def tell(place: int) -> None:
        await asyncio.sleep(place / 500)
        told = everything[place]
        await service.repository.keep([listing(told, category=("cs.CL", "cs.CV")[place % 2])])
        assert told.id in await service.ids(channel)
        edition = await service.briefs.brief(replace(channel, top=30, threshold=1), None)
        assert edition is not None
        assert told.id in {one.paper.id for one in edition.announcement.papers}

    await asyncio.gather(*(tell(place) for place in range(len(everything))))
    assert len(await service.ids(channel)) == len(everything) + 1


class Session:
    """The terminal's: ``current`` is what it speaks of, other categories can be brought."""

    def __init__(self, service: Service, *current: Listing) -> None:
        self.asked: list[Sequence[str]] = []
        self.briefs = StoredBriefs(
            service.repository, service.papers, service.pipeline, current, self.bring
        )

    async def bring(self, categories: Sequence[str]) -> Sequence[Listing]:
        self.asked.append(categories)
        return [listing(*papers(51 + 10 * n), category=name) for n, name in enumerate(categories)]


async def test_a_session_speaks_of_its_own_announcement(service: Service) -> None:
    await service.repository.keep([listing(*papers(11)), listing(*papers(21), day=THU)])
    session = Session(service, listing(*papers()))
    edition = await session.briefs.brief(values.channel(), None)
    assert shown(edition) == {one.id for one in papers()}
    # of another date it has nothing, and the store answers
    assert shown(await session.briefs.brief(values.channel(), THU)) == {
        one.id for one in papers(21)
    }
    assert session.asked == []


async def test_a_session_brings_in_what_a_new_category_lacks(service: Service) -> None:
    session = Session(service, listing(*papers()))
    both = values.channel(categories=("cs.CL", "cs.CV"))
    found = await session.briefs.announcement(both, None)
    assert found is not None
    assert len(found.papers) == len(TITLES)
    selection = await session.briefs.selection(both)
    assert selection is not None
    assert len(selection.matched) == 2 * len(TITLES)
    await session.briefs.brief(both, None)
    assert session.asked == [("cs.CV",)]


def shown(edition: Edition | None) -> set[str]:
    return {entry.paper.id for entry in edition.papers} if edition else set()
