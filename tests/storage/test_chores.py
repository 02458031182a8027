"""What is done about a brief once it is there is stored with it, and is no message of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports.channels import ChannelRepository
from bot.ports.deliveries import Ledger, Outbox
from bot.values.deliveries import Delivered, Delivery, InDoubt, Later, Refused, Settlement
from storage.channels.membership import SqlMembership
from storage.deliveries.standings import SqlStandings
from storage.file.database import Database
from tests.storage.values import MORNING, THURSDAY, a_channel, a_publication

ME = "telegram:1"
A, B = "2603.00001", "2603.00002"
LATER = MORNING + timedelta(minutes=2)


@pytest.fixture
def standings(database: Database) -> SqlStandings:
    return SqlStandings(database)


@pytest.fixture(autouse=True)
async def _known(channels: ChannelRepository) -> None:
    await channels.keep(a_channel(ME))


async def published(ledger: Ledger, *papers: str) -> int:
    made = a_publication(ME, *papers, parts=(f"text of {papers}",))
    return await ledger.publish(replace(made, chores=("discuss", "pin"), title="Today"))


async def due(outbox: Outbox) -> Delivery:
    (found,) = await outbox.due(LATER, 9)
    return found


async def ended(outbox: Outbox, delivery: int, *outcomes: Settlement) -> None:
    for part, outcome in enumerate(outcomes):
        await outbox.begin(delivery, part, MORNING)
        await outbox.settle(delivery, part, outcome, LATER)


async def test_chores_follow_the_messages_and_know_the_briefs_title(
    ledger: Ledger, outbox: Outbox
) -> None:
    await published(ledger, A)
    parts = (await due(outbox)).parts
    assert [(part.number, part.chore) for part in parts] == [(0, None), (1, "discuss"), (2, "pin")]
    assert [part.payload for part in parts[1:]] == ["Today", "Today"]


async def test_a_chore_goes_on_after_a_restart_with_the_receipts_of_the_messages_alone(
    ledger: Ledger, outbox: Outbox
) -> None:
    delivery = await published(ledger, A)
    await ended(outbox, delivery, Delivered("10"), Delivered("10"))
    left = await due(outbox)
    assert ([part.chore for part in left.parts], left.receipts) == (["pin"], ("10",))


async def test_what_was_pinned_before_is_known(ledger: Ledger, outbox: Outbox) -> None:
    first = await published(ledger, A)
    assert (await due(outbox)).pinned == ""
    await ended(outbox, first, Delivered("10"), Delivered("10"), Delivered("10"))
    second = await published(ledger, B)
    assert (await due(outbox)).pinned == "10"
    undone = Delivered(lacking="I need a right.")
    await ended(outbox, second, Delivered("11"), Delivered("11"), undone)
    await published(ledger, "2603.00003")
    assert (await due(outbox)).pinned == "10"


async def test_in_a_chat_that_moved_no_message_has_the_number_that_it_had(
    ledger: Ledger, outbox: Outbox, database: Database
) -> None:
    first = await published(ledger, A)
    await ended(outbox, first, Delivered("10"), Delivered("10"), Delivered("10"))
    second = await published(ledger, B)
    await ended(outbox, second, Delivered("11"))
    assert await SqlMembership(database).moved(ME, "telegram:-100")
    left = await due(outbox)
    assert [part.chore for part in left.parts] == ["discuss", "pin"]
    assert (left.channel, left.receipts, left.pinned) == ("telegram:-100", (), "")


async def test_a_brief_is_there_whatever_is_still_to_be_done_about_it(
    ledger: Ledger, outbox: Outbox, standings: SqlStandings
) -> None:
    delivery = await published(ledger, A)
    await ended(outbox, delivery, Delivered("10"), InDoubt("no answer"))
    paper = await standings.of_paper(ME, A)
    assert paper is not None
    assert paper.state == "delivered"
    (logged,) = await standings.log(ME, 10)
    assert (logged.state, logged.parts, logged.tries, logged.ended) == ("delivered", 1, 1, LATER)


async def test_a_refused_brief_is_not_there_because_a_chore_ended(
    ledger: Ledger, outbox: Outbox, standings: SqlStandings
) -> None:
    delivery = await published(ledger, A)
    await ended(outbox, delivery, Refused("too odd"), Delivered(), Delivered())
    (logged,) = await standings.log(ME, 10)
    assert (logged.state, logged.arrived, logged.troubles) == ("refused", 0, ("too odd",))
    assert not await outbox.waiting()


async def test_the_log_keeps_what_was_said_before_a_brief_arrived(
    ledger: Ledger, outbox: Outbox, standings: SqlStandings
) -> None:
    delivery = await published(ledger, A, B)
    await ended(outbox, delivery, InDoubt("no answer"))
    await ended(outbox, delivery, Delivered("10"), Later(5.0, "its turn"), Later(5.0, "its turn"))
    (logged,) = await standings.log(ME, 10)
    assert (logged.dates, logged.shown, logged.tries) == ((THURSDAY,), 2, 2)
    assert (logged.troubles, logged.undone) == (("no answer",), ())


async def test_the_log_tells_what_was_left_undone_and_why(
    ledger: Ledger, outbox: Outbox, standings: SqlStandings
) -> None:
    delivery = await published(ledger, A)
    undone = Delivered(lacking="I need a right.")
    await ended(outbox, delivery, Delivered("10"), Later(5.0, "its turn"))
    await ended(outbox, delivery, Delivered("10"), Delivered("10"), undone)
    (logged,) = await standings.log(ME, 10)
    assert logged.undone == (("pin", "I need a right."),)


async def test_the_log_is_newest_first_and_no_longer_than_asked(
    ledger: Ledger, standings: SqlStandings
) -> None:
    for number in range(3):
        await published(ledger, f"2603.0000{number}")
    assert [each.shown for each in await standings.log(ME, 2)] == [1, 1]
    assert await standings.log("telegram:2", 2) == ()
