"""What any OwedPapers keeps to: papers of briefs that never arrived."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports.channels import ChannelRepository, Membership
from bot.ports.deliveries import Ledger, Outbox, OwedPapers
from bot.values.deliveries import Delivered, InDoubt, Owed, Refused, Settlement, Shown, Undelivered
from bot.values.editions import UpdatedPaper
from storage.file.database import Database
from tests.storage.values import MORNING, THURSDAY, a_channel, a_publication, an_edition

A, B, C = "2603.00001", "2603.00002", "hep-th/9901002"
ME, LAB = "terminal:me", "discord:1"
DAYS = timedelta(days=2)


@pytest.fixture(autouse=True)
async def _known(channels: ChannelRepository) -> None:
    for address in (ME, LAB):
        await channels.keep(a_channel(address))


def part(*ids: str, keys: Sequence[str] = ()) -> str:
    rows = [[{"label": "1", "command": f"/paper {id_}"} for id_ in keys]]
    return json.dumps({"text": "\n".join(f"{id_}v1 by Ada" for id_ in ids), "rows": rows})


async def ended(outbox: Outbox, delivery: int, *outcomes: Settlement) -> None:
    for number, outcome in enumerate(outcomes):
        await outbox.begin(delivery, number, MORNING)
        await outbox.settle(delivery, number, outcome, MORNING + DAYS)


async def test_a_brief_that_arrived_owes_nothing(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers
) -> None:
    delivery = await ledger.publish(a_publication(ME, A, B))
    await ended(outbox, delivery, Delivered(), Delivered())
    assert await owed.of(ME) == {}
    assert set(await ledger.shown(ME)) == {A, B}


async def test_papers_that_never_arrived_are_owed_and_no_longer_shown(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers
) -> None:
    delivery = await ledger.publish(a_publication(ME, A, B))
    other = await ledger.publish(a_publication(LAB, A))
    await ended(outbox, delivery, Undelivered("it never answered"))
    why = Owed(THURSDAY, "it never answered", MORNING + DAYS, 1)
    assert await owed.of(ME) == {A: why, B: why}
    assert await ledger.shown(ME) == {}
    assert await owed.owing([ME, LAB]) == {ME}
    assert await owed.of(LAB) == {}
    assert set(await ledger.shown(LAB)) == {A}
    assert other != delivery


async def test_while_it_is_in_doubt_nothing_is_owed(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers
) -> None:
    delivery = await ledger.publish(a_publication(ME, A))
    await ended(outbox, delivery, InDoubt("no answer"))
    assert await owed.of(ME) == {}
    assert set(await ledger.shown(ME)) == {A}


async def test_what_stands_in_a_part_that_arrived_stays_shown_whatever_buttons_say(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers
) -> None:
    parts = (part(A), part(B, keys=[A, B, C]), part(C))
    delivery = await ledger.publish(a_publication(ME, A, B, C, parts=parts))
    await ended(outbox, delivery, Refused("too odd"), Delivered(), Undelivered("no answer"))
    assert set(await ledger.shown(ME)) == {B}
    assert {id_: each.why for id_, each in (await owed.of(ME)).items()} == {
        A: "too odd",
        C: "no answer",
    }


async def test_where_nobody_can_tell_the_first_part_decides(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers
) -> None:
    first = await ledger.publish(a_publication(ME, A))
    await ended(outbox, first, Delivered(), Undelivered("no answer"))
    assert await owed.of(ME) == {}
    second = await ledger.publish(a_publication(ME, B))
    await ended(outbox, second, Refused("too odd"), Delivered())
    assert set(await owed.of(ME)) == {B}


async def test_a_brief_that_brings_them_takes_them_off_at_once(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers
) -> None:
    await ended(outbox, await ledger.publish(a_publication(ME, A, B)), Undelivered("no answer"))
    again = await ledger.publish(a_publication(ME, A))
    assert set(await owed.of(ME)) == {B}
    await ended(outbox, again, Delivered(), Delivered())
    assert set(await owed.of(ME)) == {B}
    assert await ledger.shown(ME) == {A: Shown(1, THURSDAY)}


async def test_a_paper_that_is_owed_since_its_update_was_written_stays_owed(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers
) -> None:
    await ended(outbox, await ledger.publish(a_publication(ME, A)), Undelivered("no answer"))
    update = UpdatedPaper(id=A, version=2, shown_on=THURSDAY, note="updated")
    edition = replace(an_edition(ME, B), updated=(update,))
    told = {A: Shown(2, THURSDAY), B: Shown(1, THURSDAY)}
    await ledger.publish(a_publication(ME, edition=edition, shown=told))
    assert set(await owed.of(ME)) == {A}
    assert set(await ledger.shown(ME)) == {B}


async def test_what_does_not_arrive_again_is_owed_again(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers
) -> None:
    for why in ("first", "second", "third"):
        await ended(outbox, await ledger.publish(a_publication(ME, A)), Undelivered(why))
        assert {id_: each.why for id_, each in (await owed.of(ME)).items()} == {A: why}


async def test_a_paper_whose_text_is_refused_comes_once_more_and_not_for_ever(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers
) -> None:
    one = a_publication(ME, A, parts=("x",))
    await ended(outbox, await ledger.publish(one), Refused("too odd"))
    assert set(await owed.of(ME)) == {A}
    again = await ledger.publish(one)
    ((part,),) = [each.parts for each in await outbox.due(MORNING + DAYS, 1)]
    assert part.refused_before == 1
    await ended(outbox, again, Refused("too odd"))
    assert await owed.of(ME) == {}
    assert await ledger.shown(ME) == {}


async def test_a_chat_that_moved_takes_along_what_it_is_owed(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers, membership: Membership
) -> None:
    await ended(outbox, await ledger.publish(a_publication(ME, A, B)), Undelivered("no answer"))
    await ended(outbox, await ledger.publish(a_publication(LAB, C)), Undelivered("no answer"))
    # B could be read at the other place
    await ended(outbox, await ledger.publish(a_publication(LAB, B)), Delivered(), Delivered())
    assert await membership.moved(ME, LAB)
    assert await owed.of(ME) == {}
    assert set(await owed.of(LAB)) == {A, C}


async def test_a_channel_that_is_removed_is_owed_nothing(
    ledger: Ledger,
    outbox: Outbox,
    owed: OwedPapers,
    channels: ChannelRepository,
    database: Database,
) -> None:
    await ended(outbox, await ledger.publish(a_publication(ME, A)), Undelivered("no answer"))
    await channels.remove(ME)
    assert await owed.of(ME) == {}
    assert await database.read(
        lambda db: db.execute("SELECT count(*) FROM owed_papers").fetchall()
    ) == [(0,)]


async def test_parts_that_ended_as_unknown_in_an_old_database_may_have_arrived(
    ledger: Ledger, outbox: Outbox, owed: OwedPapers, database: Database
) -> None:
    delivery = await ledger.publish(a_publication(ME, A))
    await database.write(
        lambda db: db.execute("UPDATE parts SET state = 'unknown' WHERE number = 0")
    )
    await outbox.settle(delivery, 1, Refused("too long"), MORNING)
    assert await owed.of(ME) == {}
