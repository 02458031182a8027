"""What keeps the collector and computing threads from being felt."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bot.wiring.service
import bot.wiring.services
from bot.cli.service_commands import keep_prompt
from bot.settings import load_settings
from bot.wiring.pipeline import leave_alone
from scheduler.publishing.stored_briefs import StoredBriefs
from tests.adapters.telegram.bot import NOW


@pytest.fixture(autouse=True)
def unchanged_process() -> Iterator[None]:
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)
    gc.unfreeze()


def test_what_is_loaded_by_the_start_is_not_gone_through_again() -> None:
    gc.unfreeze()
    many = len(gc.get_objects())
    keep_prompt()
    assert gc.get_freeze_count() > many / 2
    assert len(gc.get_objects()) < many / 2


def test_a_thread_that_computes_gives_way_sooner_than_usual() -> None:
    keep_prompt()
    assert sys.getswitchinterval() == pytest.approx(0.001)


@pytest.mark.usefixtures("clean_environment")
async def test_the_service_keeps_prepared_days_out_of_the_collectors_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given: list[Any] = []

    def briefs(*parts: Any, **named: Any) -> StoredBriefs:
        given.append(parts[2].indexed)
        return StoredBriefs(*parts, **named)

    monkeypatch.setenv("PAPERBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(bot.wiring.services, "StoredBriefs", briefs)
    async with bot.wiring.service.runtime(load_settings(), lambda: NOW):
        assert given == [leave_alone]
