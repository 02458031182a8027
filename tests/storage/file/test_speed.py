"""The service's queries find their rows through indexes, however long it has run."""

from sqlite_utils import Database as Connection

from bot.values.deliveries import Delivered, Later
from bot.values.writing import BriefKey
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.file.database import Database
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.listings import SqlListingRepository
from storage.papers.written import SqlWrittenPapers
from tests.storage.values import FRIDAY, MORNING, THURSDAY, a_channel, a_listing, a_publication

ME = "terminal:me"
KEY = BriefKey("2603.00001", 1, "en", "extractive", "1")
# tables that grow with every day; the others are as many as there are channels
GROWING = (
    "papers",
    "earlier_versions",
    "listing_items",
    "listed_papers",
    "paper_facts",
    "editions",
    "edition_papers",
    "numbered_papers",
    "deliveries",
    "parts",
    "payloads",
    "shown",
    "shown_papers",
    "paper_briefs",
)


async def everything(database: Database) -> None:
    listings, ledger, outbox = (
        SqlListingRepository(database),
        SqlLedger(database),
        SqlOutbox(database),
    )
    memo, channels = SqlWrittenPapers(database), SqlChannelRepository(database)
    await listings.days(THURSDAY, ["cs.CL"])
    await listings.between(THURSDAY, FRIDAY, ["cs.CL"])
    await listings.late(FRIDAY, 1, ["cs.CL"])
    await listings.last_number()
    await ledger.progress([ME])
    await ledger.shown(ME)
    await ledger.shown(ME, ["2603.00001"])
    delivery = await ledger.publish(a_publication(ME, "2603.00001"))
    await outbox.due(MORNING, 10)
    await outbox.waiting()
    for outcome in (Later(0, "busy"), Delivered()):
        await outbox.begin(delivery, 0, MORNING)
        await outbox.settle(delivery, 0, outcome, MORNING)
    await memo.get([KEY])
    await channels.every()
    await channels.remove(ME)


async def statements(database: Database) -> set[str]:
    """All SQL that ``everything`` runs, as SQLite reports it with its values."""
    seen: set[str] = set()
    for run in (database.write, database.read):
        await run(lambda db: db.conn.set_trace_callback(seen.add))
    await everything(database)
    for run in (database.write, database.read):
        await run(lambda db: db.conn.set_trace_callback(None))
    return {each for each in seen if each.lstrip().startswith(("SELECT", "UPDATE", "DELETE"))}


def scans(db: Connection, sql: str) -> list[str]:
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    # a partial index holds only what waits, so going through all of it is short
    return [
        step
        for step in plan
        if step.startswith("SCAN") and "deliveries_waiting" not in step
        if step.split()[1] in (*GROWING, "i", "e", "s")
    ]


async def test_no_query_goes_through_a_growing_table(database: Database) -> None:
    await SqlChannelRepository(database).keep(a_channel(ME))
    await SqlAnnouncementRepository(database).keep([a_listing("2603.00001", "2603.00002")])
    asked = await statements(database)
    assert len(asked) > 20
    found = await database.read(lambda db: {sql: scans(db, sql) for sql in asked})
    # the highest number is read off the end of its index
    found = {sql: steps for sql, steps in found.items() if "max(number)" not in sql}
    assert {sql: steps for sql, steps in found.items() if steps} == {}
