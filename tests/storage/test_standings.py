"""What became of a brief can be asked at each of its stages."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports.channels import ChannelRepository
from bot.ports.deliveries import Ledger, Outbox
from bot.values.deliveries import Delivered, InDoubt, Later, Refused, Settlement, Undelivered
from bot.values.standings import Standing
from storage.deliveries.standings import SqlStandings
from storage.file.database import Database
from tests.storage.values import MORNING, THURSDAY, a_channel, a_publication

A, B = "2603.00001", "2603.00002"
ME, LAB = "telegram:1", "telegram:2"
LATER = MORNING + timedelta(days=2)


@pytest.fixture
def standings(database: Database) -> SqlStandings:
    return SqlStandings(database)


@pytest.fixture(autouse=True)
async def _known(channels: ChannelRepository) -> None:
    for address in (ME, LAB):
        await channels.keep(a_channel(address))


async def published(ledger: Ledger, address: str = ME) -> int:
    parts = tuple(json.dumps({"text": f"{id_}v1 by Ada"}) for id_ in (A, B))
    return await ledger.publish(a_publication(address, A, B, parts=parts))


async def sent(outbox: Outbox, delivery: int, part: int, outcome: Settlement) -> None:
    await outbox.begin(delivery, part, MORNING)
    await outbox.settle(delivery, part, outcome, LATER)


async def test_what_was_published_waits(ledger: Ledger, standings: SqlStandings) -> None:
    assert await standings.of_paper(ME, A) is None
    await published(ledger)
    waiting = Standing(state="waiting", dates=(THURSDAY,), since=MORNING)
    assert await standings.of_paper(ME, A) == waiting
    assert await standings.waiting(ME) == (waiting,)
    assert await standings.of_paper(LAB, A) is None
    assert await standings.lost(ME, MORNING) is None


async def test_what_was_sent_and_not_answered_for_is_in_doubt(
    ledger: Ledger, outbox: Outbox, standings: SqlStandings
) -> None:
    delivery = await published(ledger)
    await sent(outbox, delivery, 0, InDoubt("no answer"))
    (waiting,) = await standings.waiting(ME)
    assert (waiting.in_doubt, waiting.why) == (True, "no answer")
    paper = await standings.of_paper(ME, B)
    assert paper is not None
    assert not paper.in_doubt


async def test_a_paper_is_there_before_the_rest_of_its_brief(
    ledger: Ledger, outbox: Outbox, standings: SqlStandings
) -> None:
    delivery = await published(ledger)
    await sent(outbox, delivery, 0, Delivered())
    first, second = [await standings.of_paper(ME, each) for each in (A, B)]
    assert first is not None
    assert second is not None
    assert (first.state, second.state) == ("delivered", "waiting")


async def test_what_waits_behind_others_says_what_its_platform_said_last(
    ledger: Ledger, outbox: Outbox, standings: SqlStandings
) -> None:
    delivery = await published(ledger)
    await published(ledger, LAB)
    await sent(outbox, delivery, 0, InDoubt("it answered 502"))
    (behind,) = await standings.waiting(LAB)
    assert (behind.why, behind.in_doubt) == ("it answered 502", False)


async def test_a_pause_of_one_channel_is_no_reason_for_another(
    ledger: Ledger, outbox: Outbox, standings: SqlStandings
) -> None:
    delivery = await published(ledger)
    await published(ledger, LAB)
    await sent(outbox, delivery, 0, Later(60, "its turn comes later"))
    (own,), (other,) = await standings.waiting(ME), await standings.waiting(LAB)
    assert (own.why, other.why) == ("its turn comes later", "")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Undelivered("no answer"), "undelivered"), (Refused("too odd"), "refused")],
)
async def test_what_ended_without_arriving_is_told_with_the_reason(
    ledger: Ledger, outbox: Outbox, standings: SqlStandings, outcome: Settlement, state: str
) -> None:
    delivery = await published(ledger)
    for part in (0, 1):
        await sent(outbox, delivery, part, outcome)
    lost = await standings.lost(ME, MORNING)
    assert lost is not None
    assert (lost.state, lost.dates, lost.since) == (state, (THURSDAY,), LATER)
    refusals = int(state == "refused")
    assert await standings.of_paper(ME, A) == replace(lost, refusals=refusals)
    assert await standings.waiting(ME) == ()
    assert await standings.lost(ME, LATER + timedelta(days=1)) is None


async def test_a_brief_that_arrived_is_not_lost(
    ledger: Ledger, outbox: Outbox, standings: SqlStandings
) -> None:
    delivery = await published(ledger)
    for part in (0, 1):
        await sent(outbox, delivery, part, Delivered())
    assert await standings.lost(ME, MORNING) is None
    assert await standings.waiting(ME) == ()
