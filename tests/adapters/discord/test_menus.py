"""The list of commands as Discord gets it: from the one table, within its limits, once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.discord_chat.answering.completions import choices
from adapters.discord_chat.connecting.outcomes import TROUBLES
from adapters.discord_chat.menus import menu, sync
from bot.commands.lines.dispatch import find
from bot.commands.table import COMMANDS
from bot.translator import languages, translator
from tests.adapters.discord.side import Side, side
from tests.servers.discord.rules.command_forms import check_commands
from tests.servers.discord_server import DiscordServer, Fault

NOW = datetime(2026, 2, 13, 9, tzinfo=UTC)
SAYS = tuple(translator(language) for language in languages())
PUT = "PUT /applications/{application}/commands"


def made() -> Mapping[str, dict[str, Any]]:
    return {each["name"]: each for each in menu(COMMANDS, SAYS)}


def test_every_command_is_there_and_discord_takes_them_all() -> None:
    whole = menu(COMMANDS, SAYS)
    assert [each["name"] for each in whole] == [each.name for each in COMMANDS]
    assert check_commands(whole) == whole


def test_an_argument_is_one_option_and_what_can_be_offered_is() -> None:
    options = {name: each["options"] for name, each in made().items()}
    (paper,) = options["paper"]
    assert (paper["name"], paper["required"], paper["autocomplete"]) == ("paper", True, True)
    assert options["privacy"] == []
    assert [each["name"] for each in options["topics"]] == ["change", "channel"]
    assert options["search"][0]["autocomplete"] is False


def test_owners_commands_are_hidden_from_others_and_may_name_a_channel() -> None:
    for command in COMMANDS:
        each = made()[command.name]
        owners = command.who == "owner"
        assert each.get("default_member_permissions") == ("32" if owners else None)
        assert any(option["type"] == 7 for option in each["options"]) == owners
        # where the bot itself is not, it can answer, and nothing more
        assert each["integration_types"] == ([0] if owners else [0, 1])
        assert (2 in each["contexts"]) == (not owners)


def test_summaries_are_told_in_chinese_and_names_stay() -> None:
    for each in made().values():
        assert set(each["description_localizations"]) == {"zh-CN", "zh-TW"}
        assert "name_localizations" not in each
    help_ = made()["help"]
    assert help_["description_localizations"]["zh-CN"] != help_["description"]


async def test_the_menu_is_told_once_and_again_when_it_changed(
    server: DiscordServer, tmp_path: Path
) -> None:
    async with side(server, tmp_path) as first:
        assert await sync(first.connection, COMMANDS, SAYS, first.notes, NOW)
        assert not await sync(first.connection, COMMANDS, SAYS, first.notes, NOW)
    async with side(server, tmp_path) as again:
        assert not await sync(again.connection, COMMANDS, SAYS, again.notes, NOW)
        assert await sync(again.connection, COMMANDS[1:], SAYS, again.notes, NOW)
    assert [call.route for call in server.calls].count(PUT) == 2
    assert {each["name"] for each in server.commands.visible(None)} == {
        each.name for each in COMMANDS[1:]
    }


async def test_what_was_not_taken_is_told_again(server: DiscordServer, out: Side) -> None:
    server.fail_next(PUT, Fault.REFUSED, status=503)
    with pytest.raises(TROUBLES):
        await sync(out.connection, COMMANDS, SAYS, out.notes, NOW)
    assert await sync(out.connection, COMMANDS, SAYS, out.notes, NOW)


def test_what_is_typed_finds_what_begins_so_first_and_never_more_than_25() -> None:
    topics = find("topics", COMMANDS)
    assert topics is not None
    names = [each["name"] for each in choices("cs.r", topics, {}, "en")]
    assert names[0] == "cs.RO · Robotics"
    assert len(choices("", topics, {}, "en")) == 25


def test_a_number_is_that_of_the_brief() -> None:
    paper = find("paper", COMMANDS)
    assert paper is not None
    shown = {f"{number}. {'Long ' * 40}{number}": f"2602.0000{number}" for number in (1, 2, 3)}
    found = choices("2", paper, shown, "en")
    assert found[0]["value"] == "2602.00002"
    assert all(len(each["name"]) <= 100 for each in found)
    assert choices("nothing like it", paper, shown, "en") == []
