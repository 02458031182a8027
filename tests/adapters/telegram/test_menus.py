"""Telegram's own lists of commands: by scope and language, told when they changed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from telegram.error import TelegramError

from adapters.telegram_chat import menus
from bot.commands.lines.command import Command
from bot.commands.table import COMMANDS
from bot.translator import languages, translator
from tests.adapters.telegram.side import Side, side
from tests.servers.telegram_server import Fault, Person, TelegramServer

SAYS = tuple(translator(language) for language in languages())


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running
    assert running.violations == []


async def sync(here: Side, commands: tuple[Command, ...] = COMMANDS) -> bool:
    bot = await here.connection.bot()
    return await menus.sync(bot, commands, SAYS, here.notes, here.clock())


def names(server: TelegramServer, person: Person, chat: object, language: str = "en") -> list[str]:
    shown = server.menus.seen_by(person, server.world.chat_of(chat), language)  # type: ignore[arg-type]
    return [each["command"] for each in shown]


async def test_each_place_shows_what_makes_sense_there(server: TelegramServer, here: Side) -> None:
    owner, member = server.person(7), server.person(8)
    group = server.chat(-1, "supergroup", members={owner: "creator", member: "member"})
    await sync(here)
    every = [command.name for command in COMMANDS]
    owners = {command.name for command in COMMANDS if command.who == "owner"}
    assert names(server, owner, owner) == every
    assert set(names(server, owner, group)) == set(every) - {"start"}
    assert set(names(server, member, group)) == set(every) - owners - {"start"}
    assert owners


async def test_chinese_readers_read_chinese_and_others_english(
    server: TelegramServer, here: Side
) -> None:
    ada = server.person(7)
    await sync(here)
    summaries = {
        language: server.menus.seen_by(ada, server.world.chats[7], language)[0]["description"]
        for language in ("en", "de", "zh")
    }
    assert summaries["en"] == summaries["de"] == COMMANDS[0].summary
    assert summaries["zh"] == translator("zh-Hans").text(COMMANDS[0].summary) != summaries["en"]


async def test_the_bot_says_what_it_is_before_it_is_started(
    server: TelegramServer, here: Side
) -> None:
    await sync(here)
    texts = server.menus.texts
    assert set(texts) == {
        (name, code) for name in ("description", "short_description") for code in ("", "zh")
    }
    assert all(texts.values())


async def test_what_did_not_change_is_not_told_again_after_a_restart(
    server: TelegramServer, tmp_path: Path
) -> None:
    async with side(server, tmp_path) as here:
        assert await sync(here)
    before = len(server.calls)
    async with side(server, tmp_path) as here:
        assert not await sync(here)
        assert len(server.calls) == before + 1
        changed = (replace(COMMANDS[0], summary="Another."), *COMMANDS[1:])
        assert await sync(here, changed)


async def test_what_failed_half_way_is_told_again(server: TelegramServer, here: Side) -> None:
    server.fail_next("setMyDescription", Fault.SERVER_ERROR)
    with pytest.raises(TelegramError):
        await sync(here)
    assert await sync(here)
    assert server.menus.texts
