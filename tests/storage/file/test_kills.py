"""What is left of the service's books after SIGKILL at any moment."""

import random
import time
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection

from storage.deliveries.outbox import SqlOutbox
from storage.file.database import Database
from tests.storage.processes import killed_at_the_end, line_from
from tests.storage.values import MORNING

KILLS = 8

_PUBLISHING_AND_SENDING = """
import asyncio, itertools, sys
from pathlib import Path
from bot.values.deliveries import Delivered
from storage.channels.channels import SqlChannelRepository
from storage.file.database import Database
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from tests.storage.values import MORNING, a_channel, a_publication

async def main():
    database = Database(Path(sys.argv[1]))
    channels, ledger = SqlChannelRepository(database), SqlLedger(database)
    outbox = SqlOutbox(database)
    names = [f"terminal:{n}" for n in range(5)]
    papers = [f"2603.{n:05d}" for n in range(40)]
    for name in names:
        await channels.keep(a_channel(name))
    print("ready", flush=True)
    for turn in itertools.count():
        for name in names:
            await ledger.publish(a_publication(name, *papers[turn % 30 :][:9]))
        for delivery in await outbox.due(MORNING, 5):
            for part in delivery.parts:
                await outbox.begin(delivery.id, part.number, MORNING)
                print("sent", delivery.id, part.number, flush=True)
                await outbox.settle(delivery.id, part.number, Delivered(), MORNING)

asyncio.run(main())
"""

_BROKEN = {
    "an edition without a delivery": "SELECT 1 FROM editions WHERE id NOT IN "
    "(SELECT edition FROM deliveries)",
    "an edition without its papers": "SELECT 1 FROM editions WHERE 9 <> "
    "(SELECT count(*) FROM edition_papers WHERE edition = editions.id)",
    "a delivery without its parts": "SELECT 1 FROM deliveries WHERE 2 <> "
    "(SELECT count(*) FROM parts WHERE delivery = deliveries.id)",
    "an open part without its text": "SELECT 1 FROM parts WHERE state <> 'sent' AND NOT EXISTS "
    "(SELECT 1 FROM payloads WHERE payloads.delivery = parts.delivery AND part = number)",
    "a sent part with its text": "SELECT 1 FROM parts JOIN payloads "
    "ON payloads.delivery = parts.delivery AND part = number WHERE state = 'sent'",
    "a paper shown in no edition": "SELECT 1 FROM shown WHERE NOT EXISTS "
    "(SELECT 1 FROM editions JOIN edition_papers ON edition = editions.id "
    "WHERE editions.channel = shown.channel AND edition_papers.paper_id = shown.paper_id)",
    "an edition without progress": "SELECT 1 FROM editions WHERE channel NOT IN "
    "(SELECT channel FROM progress)",
    "an ended delivery with open parts": "SELECT 1 FROM deliveries JOIN parts "
    "ON delivery = deliveries.id WHERE deliveries.state = 'delivered' AND parts.state <> 'sent'",
    "a finished delivery that still waits": "SELECT 1 FROM deliveries WHERE state = 'pending' "
    "AND NOT EXISTS (SELECT 1 FROM parts WHERE delivery = deliveries.id AND state <> 'sent')",
}


def faults(db: Connection) -> list[str]:
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    return [name for name, sql in _BROKEN.items() if db.execute(sql).fetchall()]


@pytest.mark.parametrize("seed", range(2))
async def test_the_books_agree_after_any_kill(path: Path, seed: int) -> None:
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS // 2):
        with killed_at_the_end(_PUBLISHING_AND_SENDING, path) as process:
            assert line_from(process) == "ready"
            time.sleep(moments.uniform(0.0, 0.15))  # noqa: ASYNC251 - nothing else runs
        async with Database(path) as database:
            assert await database.read(faults) == []


async def test_a_part_in_flight_at_the_kill_is_the_only_one_in_doubt(path: Path) -> None:
    with killed_at_the_end(_PUBLISHING_AND_SENDING, path) as process:
        line_from(process)
        said = [line_from(process) for _ in range(7)]
    assert process.stdout is not None
    async with Database(path) as database:
        due = await SqlOutbox(database).due(MORNING, 5)
        doubtful = [part for delivery in due for part in delivery.parts if part.attempts]
        sent = await database.read(
            lambda db: db.execute("SELECT count(*) FROM parts WHERE state = 'sent'").fetchone()
        )
    assert len(doubtful) <= 1
    assert sent[0] >= len(said) - 1
