"""The operator's notices on Discord, end to end: in private, once, in the owner's language."""

import logging
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.values.notices import NoticeRecord, Recipient
from storage.file.database import DATABASE, Database
from storage.people.notices import SqlNotices
from tests.adapters.discord.bot import NOW, Environment, kept, public, subscribed
from tests.servers.discord_server import Channel, DiscordServer, Guild, Person

TEXT = "Down on Sunday from 9 to 12 UTC."


async def noticed(folder: Path, *recipients: Recipient) -> None:
    """What ``notice TEXT --send`` stores."""
    async with Database(folder / "data" / DATABASE) as database:
        await SqlNotices(database).take(TEXT, recipients, NOW)


async def book(folder: Path) -> Sequence[NoticeRecord]:
    async with Database(folder / "data" / DATABASE) as database:
        return await SqlNotices(database).every()


async def test_an_owner_is_told_once_in_private_also_over_a_restart(
    server: DiscordServer,
    bot: Environment,
    clean_environment: Path,
    papers: Channel,
    ada: Person,
) -> None:
    async with bot.run() as running:
        await subscribed(server, ada, papers)
        channel = await kept(running, papers)
        assert channel is not None
    before = len(public(server, papers))
    await noticed(clean_environment, Recipient(channel.owner, channel.language))
    async with bot.run():
        await server.settled(lambda: server.messages(server.dm(ada)))
    async with bot.run():
        pass
    (told,) = server.messages(server.dm(ada))
    assert "A notice from whoever runs this bot" in told.text
    assert TEXT in told.text
    assert len(public(server, papers)) == before
    (record,) = await book(clean_environment)
    assert record.counts == {"told": 1}


async def test_a_notice_into_channels_is_posted_there_and_who_is_out_is_not_reached(
    server: DiscordServer,
    bot: Environment,
    clean_environment: Path,
    papers: Channel,
    ada: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    club: Guild = server.adds_guild("Club")
    gone = server.adds_channel(club, "gone")
    async with bot.run():
        await subscribed(server, ada, papers)
    server.removes_bot(club)
    caplog.set_level(logging.INFO, "scheduler")
    addresses = (f"discord:{gone.id}", f"discord:{papers.id}")
    await noticed(clean_environment, *(Recipient(one, "zh-Hans") for one in addresses))
    async with bot.run():
        await server.settled(
            lambda: len([one for one in caplog.records if one.message == "notice"]) == 2
        )
    told = public(server, papers)[-1]
    assert TEXT in told.text
    assert "A notice from" not in told.text
    (record,) = await book(clean_environment)
    assert record.counts == {"told": 1, "failed": 1}
    assert list(record.failed) == [addresses[0]]
