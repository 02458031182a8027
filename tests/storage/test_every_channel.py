"""All channels, which every tick asks for: read again after a change alone, whoever made it."""

from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database as Connection

from bot.ports.channels import ChannelRepository, Membership
from bot.values.topics import Topic
from storage.channels.channels import SqlChannelRepository
from storage.file.database import Database
from storage.people.reading import SqlReadingList
from tests.storage.values import a_channel

ME, NEW = "telegram:-55", "telegram:-10055"
LAB = replace(a_channel(ME), topics=(Topic(name="Gärten"),), top=12, owner="terminal:ada")


async def test_what_nobody_changed_is_not_read_again(channels: ChannelRepository) -> None:
    await channels.keep(LAB)
    known = await channels.every()
    assert await channels.every() is known
    await channels.keep(replace(LAB, top=3))
    assert await channels.every() is not known


async def test_each_change_is_seen(
    channels: ChannelRepository, membership: Membership, database: Database
) -> None:
    await channels.keep(LAB)
    assert await channels.every() == (LAB,)
    moor = replace(LAB, topics=(Topic(name="Moore"),))
    await channels.keep(moor)
    assert await channels.every() == (moor,)
    await membership.moved(ME, NEW)
    assert await channels.every() == (replace(moor, address=NEW),)
    await SqlReadingList(database).forget("terminal:ada")
    assert await channels.every() == (replace(moor, address=NEW, owner=""),)
    await channels.remove(NEW)
    assert await channels.every() == ()


async def test_what_another_program_changes_is_seen(
    channels: ChannelRepository, path: Path
) -> None:
    await channels.keep(LAB)
    assert await channels.every() == (LAB,)
    async with Database(path) as elsewhere:
        await SqlChannelRepository(elsewhere).keep(replace(LAB, top=3))
    assert await channels.every() == (replace(LAB, top=3),)


async def test_a_topic_alone_is_a_change(channels: ChannelRepository, database: Database) -> None:
    await channels.keep(LAB)
    assert await channels.every() == (LAB,)

    def rename(db: Connection) -> None:
        db.execute("UPDATE topics SET name = 'Moore'")

    await database.write(rename)
    assert [one.topics for one in await channels.every()] == [(Topic(name="Moore"),)]


async def test_what_is_not_kept_is_no_change(
    channels: ChannelRepository, database: Database
) -> None:
    await channels.keep(LAB)
    known = await channels.every()

    def given_up(db: Connection) -> None:
        db.execute("DELETE FROM channels")
        db.rollback()

    await database.write(given_up)
    assert await channels.every() is known
