"""What never arrived comes with the next brief; what was never owed does not. On a real store."""

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.terminal_chat.sender import plain_form
from bot.translator import Translator, translator
from bot.values.channels import Manner
from bot.values.deliveries import Owed, Progress, Publication, Shown
from bot.values.editions import Edition
from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState
from bot.values.papers import Paper
from bot.values.topics import Topic
from storage.file.database import Database
from tests import values
from tests.scheduler.test_publisher import FRI, THU, WED, Shop, a_listing, six

TUE = WED - timedelta(days=1)
MON = WED - timedelta(days=2)
WHY = "Telegram did not answer in time"


class FakeOwed:
    """Owes what a test says, until an edition brings or releases it."""

    def __init__(self) -> None:
        self.owed: dict[str, Owed] = {}

    async def owing(self, addresses: Collection[str]) -> Collection[str]:
        return addresses

    async def of(self, address: str) -> Mapping[str, Owed]:
        return dict(self.owed)

    async def updates(self, address: str) -> Mapping[str, Shown]:
        return {}


class OwingShop(Shop):
    """A publisher over a store of what is owed, and the editions that it published."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.made: list[Edition] = []
        self.fake = FakeOwed()
        self.owed = self.fake  # type: ignore[assignment]
        self.ledger.publish = self._publish  # type: ignore[method-assign]
        self.publisher = self.with_form(self._form)

    async def owe(self, *papers: Paper, on: date = WED, version: int = 1) -> None:
        listed = tuple(ListedPaper(each, AnnounceType.NEW) for each in papers)
        await self.announcements.keep([values.listing(date=on, items=listed)])
        for each in papers:
            self.fake.owed[each.id] = Owed(on, WHY, six(THU), version)

    async def brief(self, day: date) -> Edition:
        assert await self.publisher.publish_due(six(day)) == 1
        return self.made[-1]

    def _form(self, edition: Edition, say: Translator, manner: Manner) -> tuple[str, ...]:
        self.made.append(edition)
        return plain_form(edition, say, manner)

    async def _publish(self, publication: Publication) -> int:
        for each in (*publication.shown, *publication.released):
            self.fake.owed.pop(each, None)
        return await type(self.ledger).publish(self.ledger, publication)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[OwingShop]:
    async with Database(tmp_path / "paperbrief.sqlite") as database:
        yield OwingShop(database)


async def covered(shop: OwingShop, day: date, **parts: Any) -> None:
    """A channel whose brief of ``day`` was made, of two papers, and never arrived."""
    await shop.subscribe(**parts)
    await shop.owe(values.paper(1), values.paper(2), on=day)
    number = await shop.listings.last_number()
    await shop.ledger.advance(
        Progress(channel="terminal:lab", covered=day, slot=six(day), cursor=number)
    )


def ids(edition: Edition) -> list[str]:
    return [one.entry.paper.id for one in edition.undelivered.papers]


async def test_the_next_brief_brings_what_never_arrived_on_top_of_its_own(shop: OwingShop) -> None:
    await covered(shop, WED, top=2)
    await shop.announce(THU, 3, 4, 5)
    made = await shop.brief(THU)
    assert [each.number for each in made.papers] == [1, 2]
    assert [one.entry.number for one in made.undelivered.papers] == [3, 4]
    assert sorted(ids(made)) == ["2602.90001", "2602.90002"]
    assert (made.matched, made.already_shown, made.failed) == (3, 0, 0)
    (text,) = await shop.waiting()
    assert "3 announced (3 new, 0 cross-listed, 0 replaced) · 3 matched · 2 shown\n" in text
    assert f"From the brief of Wed 11 Feb 2026, which could not be delivered ({WHY}):" in text


async def test_what_was_brought_counts_as_shown_with_its_own_announcement(shop: OwingShop) -> None:
    await covered(shop, WED)
    await shop.announce(THU, 3)
    await shop.brief(THU)
    shown = await shop.ledger.shown("terminal:lab")
    assert {id_: one.on for id_, one in shown.items()} == {
        "2602.90001": WED,
        "2602.90002": WED,
        "2602.90003": THU,
    }
    await shop.announce(FRI, 4)
    assert not (await shop.brief(FRI)).undelivered.papers


async def test_it_comes_with_a_silence_too(shop: OwingShop) -> None:
    await covered(shop, WED)
    empty = Listing(category="cs.CL", date=THU, state=ListingState.EMPTY)
    await shop.announcements.keep([empty])
    assert await shop.publisher.publish_due(six(THU) + timedelta(hours=13)) == 1
    assert sorted(ids(shop.made[-1])) == ["2602.90001", "2602.90002"]
    assert shop.made[-1].notice is not None


async def test_it_comes_where_nothing_matched(shop: OwingShop) -> None:
    topic = Topic(name="Pebbles", include=("pebbles",))
    await covered(shop, WED, topics=(topic,))
    other = values.paper(3, title="Chess Openings", abstract="We play chess.")
    await shop.announcements.keep([values.listing(other, date=THU)])
    made = await shop.brief(THU)
    assert (len(made.papers), len(ids(made))) == (0, 2)
    assert [one.entry.number for one in made.undelivered.papers] == [1, 2]


async def test_it_comes_though_the_threshold_is_higher_now(shop: OwingShop) -> None:
    await covered(
        shop, WED, topics=(Topic(name="Sound", description="listening to sound"),), threshold=100
    )
    await shop.announce(THU, 3)
    assert len(ids(await shop.brief(THU))) == 2


@pytest.mark.parametrize(
    "parts",
    [
        {"topics": (Topic(name="Chess", include=("chess",)),)},
        {"categories": ("math.AG",)},
        {"topics": (Topic(name="Any", categories=("cs.CL",), exclude=("pebbles",)),)},
    ],
)
async def test_what_the_channel_asks_for_no_longer_is_named_once_and_not_brought(
    shop: OwingShop, parts: dict[str, Any]
) -> None:
    await covered(shop, WED, **parts)
    await shop.announcements.keep([a_listing(THU, 3), a_listing(THU, 4, category="math.AG")])
    made = await shop.brief(THU)
    assert (made.undelivered.papers, made.undelivered.unasked) == ((), ("2602.90001", "2602.90002"))
    (text,) = await shop.waiting()
    assert "because your topics no longer ask for them: 2602.90001, 2602.90002" in text
    assert not shop.fake.owed
    assert "2602.90001" not in await shop.ledger.shown("terminal:lab")


async def test_a_newer_version_is_brought_as_such_and_is_no_update(shop: OwingShop) -> None:
    await covered(shop, WED)
    revised = (
        ListedPaper(values.paper(1, version=2), AnnounceType.REPLACE),
        ListedPaper(
            values.paper(2, version=2, comments="This paper has been withdrawn."),
            AnnounceType.REPLACE,
        ),
    )
    await shop.announcements.keep([values.listing(date=THU, items=revised)])
    made = await shop.brief(THU)
    notes = {one.entry.paper.id: one.note for one in made.undelivered.papers}
    assert notes == {"2602.90001": "updated", "2602.90002": "withdrawn"}
    assert {one.entry.paper.version for one in made.undelivered.papers} == {2}
    assert made.updated == ()


async def test_what_the_announcement_brings_itself_comes_once(shop: OwingShop) -> None:
    await covered(shop, WED)
    await shop.announce(THU, 1, 3)
    made = await shop.brief(THU)
    assert "2602.90001" in [each.paper.id for each in made.papers]
    assert ids(made) == ["2602.90002"]
    assert made.already_shown == 0


async def test_more_than_a_brief_may_have_follow_with_the_next(shop: OwingShop) -> None:
    await covered(shop, WED)
    await shop.owe(*(values.paper(number) for number in range(100, 140)), on=WED)
    await shop.ledger.advance(
        Progress(
            channel="terminal:lab",
            covered=WED,
            slot=six(WED),
            cursor=await shop.listings.last_number(),
        )
    )
    await shop.announce(THU, 3)
    made = await shop.brief(THU)
    assert (len(ids(made)), made.undelivered.left) == (30, 12)
    await shop.announce(FRI, 4)
    assert len(ids(await shop.brief(FRI))) == 12


async def test_a_new_channel_is_given_nothing_from_before_it_began(shop: OwingShop) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.brief(WED)
    # what a neighbour's catch-up brings in later, and a late paper of its own first day
    await shop.announce(TUE, 50, 51)
    await shop.announce(WED, 2)
    await shop.announce(THU, 3)
    made = await shop.brief(THU)
    assert sorted(each.paper.id for each in made.papers) == ["2602.90002", "2602.90003"]
    assert made.announcement.counts.total == 2
    assert made.announcement.dates == (WED, THU)


async def test_who_subscribes_again_begins_anew(shop: OwingShop) -> None:
    channel = await shop.subscribe()
    await shop.announce(MON, 1)
    await shop.brief(MON)
    await shop.channels.keep(replace(channel, subscribed=False))
    await shop.announce(THU, 4)
    await shop.channels.keep(channel)
    await shop.ledger.advance(Progress(channel=channel.address))
    await shop.brief(THU)
    await shop.announce(TUE, 2)
    await shop.announce(FRI, 5)
    assert [each.paper.id for each in (await shop.brief(FRI)).papers] == ["2602.90005"]


async def test_a_category_that_is_asked_for_later_begins_then(shop: OwingShop) -> None:
    channel = await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.brief(WED)
    await shop.channels.keep(replace(channel, categories=("cs.CL", "cs.CV")))
    await shop.announcements.keep([a_listing(WED, 50, category="cs.CV")])
    await shop.announcements.keep([a_listing(THU, 3), a_listing(THU, 4, category="cs.CV")])
    first = await shop.brief(THU)
    # the comparison of a later day finds one more of Wednesday's, and one of Thursday's
    await shop.announcements.keep([a_listing(WED, 51, category="cs.CV")])
    await shop.announcements.keep([a_listing(THU, 6, category="cs.CV")])
    await shop.announcements.keep([a_listing(FRI, 5), a_listing(FRI, 7, category="cs.CV")])
    second = await shop.brief(FRI)
    told = [sorted(each.paper.id[-2:] for each in one.papers) for one in (first, second)]
    assert told == [["03", "04"], ["05", "06", "07"]]


async def test_a_channel_from_before_this_was_written_down_keeps_its_late_papers(
    shop: OwingShop,
) -> None:
    await shop.subscribe()
    await shop.announce(WED, 1)
    await shop.ledger.advance(
        Progress(channel="terminal:lab", covered=WED, slot=six(WED), cursor=1)
    )
    await shop.announce(TUE, 2)
    await shop.announce(THU, 3)
    assert len((await shop.brief(THU)).papers) == 2


async def test_late_papers_join_a_brief_of_several_days_and_its_counts(shop: OwingShop) -> None:
    await shop.subscribe()
    await shop.announce(MON, 1, 2)
    await shop.brief(MON)
    await shop.announce(MON, 3)
    await shop.announce(TUE, 4, 5)
    await shop.announce(WED, 6)
    made = await shop.brief(WED)
    assert sorted(each.paper.id[-1] for each in made.papers) == ["3", "4", "5", "6"]
    text = plain_form(made, translator("en"))[0]
    assert "4 announced (4 new, 0 cross-listed, 0 replaced) · 4 matched · 4 shown\n" in text
    assert "Mon 9 Feb 2026, Tue 10 Feb 2026" in text


async def test_what_a_feed_names_as_replaced_is_old_where_no_day_was_missed(
    shop: OwingShop,
) -> None:
    await shop.subscribe()
    await shop.announce(MON, 1, 2)
    await shop.announce(TUE, 3)
    await shop.brief(TUE)
    items = (
        ListedPaper(values.paper(30, version=2), AnnounceType.REPLACE),
        ListedPaper(values.paper(31), AnnounceType.NEW),
    )
    await shop.announcements.keep([values.listing(date=WED, items=items)])
    made = await shop.brief(WED)
    assert [each.paper.id for each in made.papers] == ["2602.90031"]
    assert (made.announcement.counts.new, made.announcement.counts.replaced) == (1, 1)


@pytest.mark.parametrize("kind", [None, AnnounceType.REPLACE])
async def test_what_was_revised_before_it_was_seen_is_new(
    shop: OwingShop, kind: AnnounceType | None
) -> None:
    await shop.subscribe()
    await shop.announce(MON, 1, 2)
    await shop.brief(MON)
    # Tuesday was never seen; one that was listed on Monday, one older than this store
    seen, old = values.paper(2, version=2), values.paper(id="2601.00001", version=4)
    items = (
        *(ListedPaper(each, kind) for each in (values.paper(30, version=2), seen, old)),
        ListedPaper(values.paper(31), AnnounceType.NEW),
    )
    await shop.announcements.keep([values.listing(date=WED, items=items)])
    await shop.announcements.keep(
        [Listing(category="cs.CL", date=TUE, state=ListingState.UNREACHABLE)]
    )
    made = await shop.brief(WED)
    assert sorted(each.paper.id for each in made.papers) == ["2602.90030", "2602.90031"]
    counts = made.announcement.counts
    assert (counts.new, counts.replaced, made.matched) == (2, 2, 2)
    assert [each.id for each in made.updated] == ["2602.90002"]
