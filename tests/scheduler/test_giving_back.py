"""Room that is given back: one for all who do it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.wiring.service import runtime
from storage.file.database import Database
from storage.file.shrinking import Shrinking
from tests.servers.arxiv_server import serve_in_thread
from tests.serving import service_settings

NOW = datetime(2026, 2, 11, 12, tzinfo=UTC)


async def test_the_sweep_and_the_errand_share_what_was_tried_so_that_a_failure_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Shrinking] = []
    make = Shrinking.__init__

    def noted(self: Shrinking, database: Database) -> None:
        made.append(self)
        make(self, database)

    monkeypatch.setattr(Shrinking, "__init__", noted)
    with serve_in_thread({}) as server:
        for name, value in service_settings(tmp_path, server).items():
            monkeypatch.setenv(name, value)
        async with runtime(load_settings(), lambda: NOW):
            assert len(made) == 1
