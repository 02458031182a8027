"""After somebody is forgotten, no table names them: read from the schema, not from a list."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ports.channels import ChannelRepository, Membership
from bot.ports.deliveries import EditionRepository, Ledger, Outbox
from bot.ports.notes import Notes
from bot.values.deliveries import Shown, Undelivered
from bot.values.editions import UpdatedPaper
from bot.values.topics import Topic
from bot.values.votes import Saved, Vote
from storage.channels.changes import SqlChanges
from storage.file.database import Database
from storage.model.usage import SqlUsageBooks
from storage.people.reading import SqlReadingList, SqlVoteRepository
from tests.storage.stored import naming
from tests.storage.values import MORNING, THURSDAY, a_call, a_channel, a_publication, an_edition

LAB, THREAD, NEW = "telegram:-1004242", "telegram:-1004242/7", "telegram:-1009999"
ADA, BO = "telegram:4211", "discord:user/4212"
A, B = "2603.00001", "2603.00002"
# columns that say whose a row is
WHOSE = {"address", "channel", "person", "owner", "about"}
# a channel's number there, which goes with the channel, and its address in the view
BY_NUMBER = {"shown_papers.channel": "shown.channel"}


@pytest.fixture
async def filled(
    database: Database,
    channels: ChannelRepository,
    editions: EditionRepository,
    ledger: Ledger,
    outbox: Outbox,
    membership: Membership,
    notes: Notes,
) -> None:
    """Two people in a channel and a thread of it, and one of both where it moves to."""
    votes, reading = SqlVoteRepository(database), SqlReadingList(database)
    for place in (LAB, THREAD):
        topic = Topic(name="Gardens", include=("moor",))
        made = replace(a_channel(place), topics=(topic,), owner=ADA)
        await channels.keep(made)
        await SqlChanges(database).note(a_channel(place), made, MORNING, takes_back=False)
        lost = await ledger.publish(a_publication(place, B))
        await outbox.settle(lost, 0, Undelivered("no answer"), MORNING)
        await ledger.publish(a_publication(place, A))
        update = UpdatedPaper(id=A, version=2, shown_on=THURSDAY, note="updated")
        told = replace(an_edition(place), updated=(update,))
        shown = {A: Shown(2, THURSDAY)}
        vain = await ledger.publish(a_publication(place, edition=told, shown=shown))
        await outbox.settle(vain, 0, Undelivered("no answer"), MORNING)
        await editions.keep(an_edition(place, A, B))
        await membership.closed(place, "put out", MORNING)
        for person in (ADA, BO):
            await votes.cast(Vote(person, place, A, 1), MORNING)
    for person in (ADA, BO):
        await reading.save(Saved(person, B, MORNING))
        await notes.keep(f"place:{person}", LAB, MORNING, person, LAB)
    await notes.keep(f"thread:{THREAD}", "", MORNING, THREAD)
    books = SqlUsageBooks(database)
    await books.note([a_call(MORNING, place, ADA) for place in (LAB, THREAD)])


@pytest.mark.usefixtures("filled")
def test_every_column_that_says_whose_a_row_is_was_filled(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        columns = db.execute(
            "SELECT t.name || '.' || c.name, c.name "
            "FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'"
        ).fetchall()
    say_whose = {BY_NUMBER.get(where, where) for where, column in columns if column in WHOSE}
    assert len(say_whose) > 10
    assert say_whose <= {*naming(path, LAB), *naming(path, ADA)}


@pytest.mark.usefixtures("filled")
async def test_nothing_names_a_forgotten_person(path: Path, database: Database) -> None:
    assert len(naming(path, ADA)) >= 5
    await SqlReadingList(database).forget(ADA)
    assert naming(path, ADA) == []
    assert len(naming(path, BO)) >= 3


@pytest.mark.usefixtures("filled")
async def test_nothing_names_a_forgotten_channel(path: Path, channels: ChannelRepository) -> None:
    await channels.remove(THREAD)
    assert naming(path, THREAD) == []
    assert len(naming(path, LAB)) >= 10
    await channels.remove(LAB)
    assert naming(path, LAB) == []
    assert naming(path, BO) == ["saved.person"]
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT * FROM shown_papers").fetchall() == []


@pytest.mark.usefixtures("filled")
async def test_of_a_channel_that_moved_nothing_but_keys_of_notes_has_the_old_name(
    path: Path, channels: ChannelRepository, membership: Membership
) -> None:
    await membership.moved(LAB, NEW)
    assert {where.partition(".")[0] for where in naming(path, LAB)} == {"notes", "note_subjects"}
    for address in (NEW, f"{NEW}/7"):
        await channels.remove(address)
    for gone in (LAB, THREAD, NEW, f"{NEW}/7"):
        assert naming(path, gone) == []
