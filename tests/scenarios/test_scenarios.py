"""The same scenario files on every platform, with the whole service in this process."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters import platforms
from tests.platforms.slate.platform import slate
from tests.scenarios.discord_stage import DiscordStage
from tests.scenarios.slate_stage import SlateStage
from tests.scenarios.stage import FIRST, FOLDER, Backstage, Scenario, Stage, listings, play, read
from tests.scenarios.telegram_stage import TelegramStage
from tests.scenarios.terminal_stage import TerminalStage
from tests.servers.arxiv_server import ArxivServer
from tests.servers.discord_server import DiscordServer
from tests.servers.slate_server import SlateServer
from tests.servers.telegram_server import TelegramServer
from tests.serving import service_settings

SCENARIOS = [read(path) for path in sorted(FOLDER.glob("*.toml"))]
PLAYED = [
    pytest.param(scenario, platform, id=f"{scenario.name}-{platform}")
    for scenario in SCENARIOS
    for platform in scenario.platforms
]
STEPS = [(scenario, step) for scenario in SCENARIOS for step in scenario.steps]


@asynccontextmanager
async def staged(
    platform: str, places: Mapping[str, str], patch: pytest.MonkeyPatch
) -> AsyncIterator[Stage]:
    match platform:
        case "telegram":
            async with TelegramServer() as telegram:
                patch.setenv("TELEGRAM_API_BASE", telegram.base)
                patch.setenv("TELEGRAM_BOT_TOKEN", telegram.token)
                yield TelegramStage(telegram, places)
                assert telegram.violations == []
        case "discord":
            async with DiscordServer() as discord:
                patch.setenv("DISCORD_API_BASE", discord.base)
                patch.setenv("DISCORD_BOT_TOKEN", discord.token)
                with discord.pointed():
                    yield DiscordStage(discord, places)
                assert discord.violations == []
        case "slate":
            async with SlateServer() as server:
                there = (*platforms.PLATFORMS, slate(server.base, server.token))
                patch.setattr(platforms, "PLATFORMS", there)
                yield SlateStage(server, places)
                assert server.violations == []
        case _:
            yield TerminalStage()


@pytest.mark.parametrize(("scenario", "platform"), PLAYED)
async def test_a_scenario_goes_as_it_is_written(
    scenario: Scenario, platform: str, clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ArxivServer(listings({"cs.CL": range(1, 8)}), day=FIRST) as arxiv:
        for name, value in service_settings(clean_environment, arxiv).items():
            monkeypatch.setenv(name, value)
        async with staged(platform, scenario.places, monkeypatch) as stage:
            if scenario.operator is not None:
                chat = f"{platform}:{stage.id_of(scenario.operator)}"
                monkeypatch.setenv("PAPERBRIEF_OPERATOR_CHAT", chat)
            await play(scenario, platform, stage, Backstage(arxiv))


def test_every_scenario_is_played_on_both_chat_platforms() -> None:
    for scenario in SCENARIOS:
        assert {"telegram", "discord"} <= set(scenario.platforms), scenario.name


def test_a_step_that_a_platform_does_not_have_says_why() -> None:
    for scenario, step in STEPS:
        assert ("only" in step) == ("because" in step), (scenario.name, step)


def test_what_names_no_other_platform_is_played_on_a_platform_of_the_frame_alone() -> None:
    for scenario in SCENARIOS:
        own = [step for step in scenario.steps if "only" in step]
        assert "slate" in scenario.platforms or own, scenario.name
