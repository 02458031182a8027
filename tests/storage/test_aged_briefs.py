"""Briefs of long ago are forgotten, but for what is still asked of them."""

from datetime import timedelta

import pytest

from bot.ports.channels import ChannelRepository
from bot.ports.deliveries import EditionRepository, Ledger, Outbox
from bot.values.deliveries import Delivered
from storage.deliveries.aged import AgedBriefs
from storage.deliveries.standings import SqlStandings
from storage.file.database import Database
from tests.storage.values import MORNING, a_channel, a_publication

A, B, C, D = (f"2603.0000{n}" for n in range(1, 5))
ME, LAB = "telegram:1", "telegram:2"
KEPT = timedelta(days=400)


@pytest.fixture(autouse=True)
async def _known(channels: ChannelRepository) -> None:
    for address in (ME, LAB):
        await channels.keep(a_channel(address))


async def delivered(
    ledger: Ledger, outbox: Outbox, paper: str, days_ago: int, address: str = ME
) -> None:
    """``paper`` is "" for a brief without any."""
    made_at = MORNING - timedelta(days=days_ago)
    papers = [paper] if paper else []
    publication = a_publication(address, *papers, parts=("text",), made_at=made_at)
    delivery = await ledger.publish(publication)
    await outbox.begin(delivery, 0, made_at)
    await outbox.settle(delivery, 0, Delivered(), made_at)


async def test_a_brief_is_forgotten_after_its_days_and_what_was_shown_is_not(
    database: Database, ledger: Ledger, outbox: Outbox
) -> None:
    await delivered(ledger, outbox, A, 401)
    await delivered(ledger, outbox, B, 399)
    await delivered(ledger, outbox, C, 1)
    assert await AgedBriefs(database, KEPT).sweep(MORNING) == 1
    standings = SqlStandings(database)
    assert await standings.of_paper(ME, A) is None
    assert await standings.of_paper(ME, B) is not None
    assert set(await ledger.shown(ME, [A, B, C])) == {A, B, C}
    rows = await database.read(
        lambda db: [
            db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("editions", "edition_papers", "deliveries", "parts")
        ]
    )
    assert rows == [2, 2, 2, 2]
    assert await AgedBriefs(database, KEPT).sweep(MORNING) == 0


async def test_the_last_brief_that_a_channel_saw_keeps_its_numbers(
    database: Database, editions: EditionRepository, ledger: Ledger, outbox: Outbox
) -> None:
    await delivered(ledger, outbox, A, 500)
    await delivered(ledger, outbox, B, 450)
    await delivered(ledger, outbox, C, 1, LAB)
    # nobody has seen this one
    await ledger.publish(a_publication(ME, D, parts=("text",), made_at=MORNING - KEPT * 2))
    assert await AgedBriefs(database, KEPT).sweep(MORNING) == 1
    assert await editions.numbers(ME) == {1: B}
    assert len(await SqlStandings(database).waiting(ME)) == 1


async def test_what_still_waits_is_never_forgotten(
    database: Database, ledger: Ledger, outbox: Outbox
) -> None:
    await ledger.publish(a_publication(ME, A, parts=("text",), made_at=MORNING - KEPT * 2))
    await delivered(ledger, outbox, B, 1)
    assert await AgedBriefs(database, KEPT).sweep(MORNING) == 0
    assert len(await outbox.due(MORNING, 10)) == 1


async def test_many_are_taken_away_in_small_steps(
    database: Database, ledger: Ledger, outbox: Outbox
) -> None:
    for _ in range(205):
        await delivered(ledger, outbox, A, 401)
    assert await AgedBriefs(database, KEPT).sweep(MORNING) == 204


async def test_briefs_without_papers_are_forgotten_too(
    database: Database, editions: EditionRepository, ledger: Ledger, outbox: Outbox
) -> None:
    """A channel that nothing matched for years, and one that had a paper long ago."""
    await delivered(ledger, outbox, A, 900)
    for days_ago in (800, 700, 600, 10):
        for address in (ME, LAB):
            await delivered(ledger, outbox, "", days_ago, address)
    assert await AgedBriefs(database, KEPT).sweep(MORNING) == 6
    assert await editions.numbers(ME) == {1: A}
    assert await editions.numbers(LAB) == {}
