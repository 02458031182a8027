"""Fixtures that any test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from bot.settings import Settings, load_settings

# a busy machine is no fault of a property, and a change is judged by the same examples each time
hypothesis_settings.register_profile(
    "suite",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not os.environ.get("PAPERBRIEF_EXPLORE"),
)
hypothesis_settings.load_profile("suite")

# a test that waits for a socket leaves its core to another
_WORKERS_A_CORE = 2

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """What ``-n auto`` means here; xdist's own hook."""
    return _WORKERS_A_CORE * (os.cpu_count() or 1)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the checkout: skipped without it, unless required."""
    if SHARED.is_dir():
        return SHARED
    reason = f"the real material is not here ({SHARED})"
    if os.environ.get("PAPERBRIEF_REQUIRE_SHARED") == "1":
        pytest.fail(reason + ", and PAPERBRIEF_REQUIRE_SHARED=1 asks for it")
    pytest.skip(reason)


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No setting of the developer's reaches a test; the data folder is the test's own."""
    prefixes = ("PAPERBRIEF_", "ARXIV_", "TELEGRAM_", "DISCORD_", "OPENAI_")
    for name in list(os.environ):
        if name.startswith(prefixes):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAPERBRIEF_DATA", str(tmp_path / "data"))
    return tmp_path


@pytest.fixture
def settings(clean_environment: Path) -> Settings:
    return load_settings()
