"""Days of the service as they are stored: announced, assembled, written, delivered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from random import Random

from benchmarks.invented import CATEGORIES, InventedArxiv
from benchmarks.year_swept import daily_sweeps
from bot.editorial.announcement import merge
from bot.values.announcements import AnnouncedPaper
from bot.values.channels import Channel
from bot.values.deliveries import Delivered, Progress, Publication, Shown
from bot.values.editions import Edition, EditionPaper
from bot.values.listings import Listing
from bot.values.papers import Links
from bot.values.topics import Match, Topic
from bot.values.writing import BriefKey, PaperBrief
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.listings import SqlListingRepository
from storage.papers.papers import SqlPaperRepository
from storage.papers.written import SqlWrittenPapers

FIRST = date(2025, 1, 1)
SHOWN = 10
# a brief of ten papers is written to fill one message
PAYLOAD = 3_500
LANGUAGE, WRITER = "en", ("extractive", "1")


@dataclass(frozen=True, slots=True)
class Scale:
    days: int
    papers: int
    channels: int


class Store:
    """All repositories over one database, and the chance that decides the arguments."""

    def __init__(self, database: Database, chance: Random) -> None:
        self.papers = SqlPaperRepository(database)
        self.announcements = SqlAnnouncementRepository(database)
        self.listings = SqlListingRepository(database)
        self.channels = SqlChannelRepository(database)
        self.ledger = SqlLedger(database)
        self.outbox = SqlOutbox(database)
        self.memo = SqlWrittenPapers(database)
        self.sweeps = daily_sweeps(database)
        self.chance = chance
        self.publisher = InventedArxiv(chance)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


def channel(number: int) -> Channel:
    topic = Topic(name=f"Topic {number}", description="garden paths of small machines")
    return Channel(
        address=f"terminal:{number}",
        language=LANGUAGE,
        top=SHOWN,
        categories=CATEGORIES,
        topics=(topic,),
        subscribed=True,
    )


def entry(number: int, announced: AnnouncedPaper) -> EditionPaper:
    brief = PaperBrief(
        tldr=announced.paper.abstract[:160], method=announced.paper.abstract[160:480]
    )
    return EditionPaper(
        number=number,
        announced=announced,
        title=announced.paper.title,
        abstract=announced.paper.abstract,
        links=Links(),
        match=Match(None, None),
        reason="",
        brief=brief,
    )


def publication(
    address: str, day: date, chosen: Sequence[AnnouncedPaper], whole: Edition, cursor: int
) -> Publication:
    entries = tuple(entry(number, one) for number, one in enumerate(chosen, 1))
    return Publication(
        edition=replace(whole, channel=address, papers=entries),
        parts=("x" * PAYLOAD,),
        shown={one.paper.id: Shown(one.paper.version, day) for one in chosen},
        progress=Progress(channel=address, covered=day, slot=moment(day), cursor=cursor),
        made_at=moment(day),
    )


def editions(
    store: Store, day: date, listings: Sequence[Listing], cursor: int, count: int
) -> list[Publication]:
    """One for each channel, of papers that chance chose."""
    announcement = merge(listings, CATEGORIES)
    whole = Edition(
        channel="",
        announcement=announcement,
        language=LANGUAGE,
        topics=(),
        matched=SHOWN,
        already_shown=0,
        failed=0,
        summary=None,
        papers=(),
    )
    size = min(SHOWN, len(announcement.papers))
    return [
        publication(
            f"terminal:{n}", day, store.chance.sample(announcement.papers, size), whole, cursor
        )
        for n in range(count)
    ]


async def live(store: Store, day: date, scale: Scale) -> None:
    """One day: announced, assembled, written, delivered."""
    listings = store.publisher.day(day, scale.papers)
    await store.announcements.keep(listings)
    made = editions(store, day, listings, await store.listings.last_number(), scale.channels)
    briefs = {
        BriefKey(one.paper.id, one.paper.version, LANGUAGE, *WRITER): one.brief
        for each in made
        for one in each.edition.papers
    }
    await store.memo.keep(briefs, moment(day))
    for publication in made:
        delivery = await store.ledger.publish(publication)
        await store.outbox.begin(delivery, 0, moment(day))
        await store.outbox.settle(delivery, 0, Delivered(), moment(day))
    for sweep in store.sweeps:
        await sweep(moment(day))
