"""What any Ledger keeps to."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from bot.errors import UsageError
from bot.ports.channels import ChannelRepository
from bot.ports.deliveries import EditionRepository, Ledger, Outbox
from bot.values.deliveries import Progress, Shown
from storage.deliveries.ledger import SqlLedger
from storage.file.database import Database
from tests.storage.values import FRIDAY, MORNING, THURSDAY, a_channel, a_publication, an_edition

A, B, C = "2603.00001", "2603.00002", "hep-th/9901002"
ME, LAB = "terminal:me", "telegram:-100123/7"


@pytest.fixture(autouse=True)
async def _known(channels: ChannelRepository) -> None:
    await channels.keep(a_channel(ME))
    await channels.keep(a_channel(LAB))


async def test_a_channel_that_was_never_served_is_absent(ledger: Ledger) -> None:
    assert await ledger.progress([ME, LAB]) == {}
    assert await ledger.shown(ME) == {}


async def test_progress_comes_back_as_it_was_and_is_replaced_whole(ledger: Ledger) -> None:
    tokyo = datetime(2026, 3, 6, 8, tzinfo=timezone(timedelta(hours=9)))
    far = Progress(
        channel=ME,
        covered=THURSDAY,
        slot=tokyo,
        cursor=12,
        apologised=FRIDAY,
        begun={"cs.CL": THURSDAY, "math.AG": FRIDAY},
    )
    await ledger.advance(far)
    await ledger.advance(Progress(channel=LAB))
    assert await ledger.progress([ME, LAB, "discord:1"]) == {ME: far, LAB: Progress(channel=LAB)}
    await ledger.advance(Progress(channel=ME, cursor=13))
    assert await ledger.progress([ME]) == {ME: Progress(channel=ME, cursor=13)}


async def test_a_publication_is_in_every_book(
    ledger: Ledger, editions: EditionRepository, outbox: Outbox
) -> None:
    publication = a_publication(ME, A, B)
    delivery = await ledger.publish(publication)
    assert await ledger.progress([ME]) == {ME: publication.progress}
    assert await ledger.shown(ME) == publication.shown
    # nobody can name them by number before they can be read
    assert await editions.numbers(ME) == {}
    (waiting,) = await outbox.due(MORNING, 10)
    assert (waiting.id, waiting.channel) == (delivery, ME)
    assert [(part.number, part.payload, part.attempts) for part in waiting.parts] == [
        (0, "first", 0),
        (1, "second", 0),
    ]
    await outbox.begin(delivery, 0, MORNING)
    assert await editions.numbers(ME) == {1: A, 2: B}


async def test_what_was_shown_is_asked_for_by_channel_and_id(ledger: Ledger) -> None:
    await ledger.publish(a_publication(ME, A, B))
    await ledger.publish(a_publication(LAB, C))
    assert await ledger.shown(ME, [B, C]) == {B: Shown(1, THURSDAY)}
    assert await ledger.shown(ME, []) == {}
    assert await ledger.shown(LAB) == {C: Shown(1, THURSDAY)}


async def test_a_paper_is_remembered_as_it_was_shown_last(ledger: Ledger) -> None:
    await ledger.publish(a_publication(ME, A, B))
    await ledger.publish(a_publication(ME, shown={A: Shown(3, FRIDAY), C: Shown(None, FRIDAY)}))
    assert await ledger.shown(ME) == {
        A: Shown(3, FRIDAY),
        B: Shown(1, THURSDAY),
        C: Shown(None, FRIDAY),
    }


async def test_a_publication_that_cannot_be_stored_leaves_nothing(
    ledger: Ledger, editions: EditionRepository, outbox: Outbox
) -> None:
    good = a_publication(ME, A)
    no_zone = replace(good, made_at=datetime(2026, 3, 5, 7))
    for bad in (replace(good, parts=()), no_zone):
        with pytest.raises(ValueError, match=r"parts|zone"):
            await ledger.publish(bad)
    assert await ledger.progress([ME]) == {}
    assert await ledger.shown(ME) == {}
    assert await editions.numbers(ME) == {}
    assert await outbox.waiting() == {}


async def test_nothing_is_published_for_a_channel_that_was_removed_meanwhile(
    ledger: Ledger, channels: ChannelRepository, outbox: Outbox
) -> None:
    await channels.remove(ME)
    with pytest.raises(UsageError, match="terminal:me"):
        await ledger.publish(a_publication(ME, A))
    with pytest.raises(UsageError, match="terminal:me"):
        await ledger.advance(Progress(channel=ME))
    assert await outbox.waiting() == {}
    assert await ledger.shown(ME) == {}


async def test_what_many_channels_were_shown_is_asked_for_at_once(database: Database) -> None:
    ledger = SqlLedger(database)
    await ledger.publish(a_publication(ME, A, B))
    await ledger.publish(a_publication(LAB, A, C))
    assert await ledger.shown_in([ME, LAB, "discord:1"], [B, C]) == {
        ME: {B: Shown(1, THURSDAY)},
        LAB: {C: Shown(1, THURSDAY)},
    }
    assert await ledger.shown_in([LAB], [B]) == {}


async def test_of_publications_that_come_together_one_that_fails_spoils_none(
    ledger: Ledger, channels: ChannelRepository, outbox: Outbox
) -> None:
    await channels.remove(ME)
    several = (a_publication(LAB, A), a_publication(ME, A), a_publication(LAB, B))
    made = await asyncio.gather(*map(ledger.publish, several), return_exceptions=True)
    assert [type(one) for one in made] == [int, UsageError, int]
    assert set(await ledger.shown(LAB)) == {A, B}
    assert await outbox.waiting() == {LAB: 2}
    (first,) = await outbox.due(MORNING, 10)
    assert first.id == made[0]


async def test_payloads_come_back_character_by_character(ledger: Ledger, outbox: Outbox) -> None:
    parts = ('{"text":"<b>Zürich</b> \\n"}', "𝔽₂ 🪴\0\r\n", " ", "")
    await ledger.publish(a_publication(ME, parts=parts))
    (waiting,) = await outbox.due(MORNING, 1)
    assert tuple(part.payload for part in waiting.parts) == parts


async def test_a_brief_made_on_request_is_no_delivery(
    editions: EditionRepository, ledger: Ledger, outbox: Outbox
) -> None:
    await editions.keep(an_edition(ME, A, day=date(2026, 3, 3)))
    assert await outbox.waiting() == {}
    assert await ledger.shown(ME) == {}
