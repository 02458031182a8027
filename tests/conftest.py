"""Fixtures that any test may ask for."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the checkout: skipped without it, unless required."""
    if SHARED.is_dir():
        return SHARED
    reason = f"the real material is not here ({SHARED})"
    if os.environ.get("PAPERBRIEF_REQUIRE_SHARED") == "1":
        pytest.fail(reason + ", and PAPERBRIEF_REQUIRE_SHARED=1 asks for it")
    pytest.skip(reason)
