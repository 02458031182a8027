"""What keeps the collector and computing threads from being felt."""

import gc
import subprocess
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
from tests.patience import PATIENCE


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


def test_the_end_does_not_wait_for_what_a_thread_still_computes() -> None:
    script = (
        "import asyncio, time\n"
        "from bot.cli.service_commands import leave\n"
        "async def work():\n"
        "    computing = asyncio.create_task(asyncio.to_thread(time.sleep, 3600))\n"
        "    try: await computing\n"
        "    finally: print('put away')\n"
        "async def main():\n"
        "    working = asyncio.create_task(work())\n"
        "    await asyncio.sleep(0)\n"
        "    await leave()\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert done.stdout == "put away\n"
