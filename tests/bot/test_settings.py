"""Settings as they are read from the environment, and what is said of wrong ones."""

from pathlib import Path
from typing import NoReturn

import platformdirs
import pytest

from bot.errors import SettingsError
from bot.settings import load_settings


def _homeless(*_: object, **__: object) -> NoReturn:
    # what platformdirs raises for a user id that no passwd file knows
    raise RuntimeError("could not determine the home directory")


def test_a_user_without_a_home_is_asked_for_the_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PAPERBRIEF_DATA", raising=False)
    monkeypatch.setattr(platformdirs, "user_data_path", _homeless)
    with pytest.raises(SettingsError, match="PAPERBRIEF_DATA must be set"):
        load_settings()


def test_a_given_data_folder_needs_no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAPERBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(platformdirs, "user_data_path", _homeless)
    assert load_settings().data == tmp_path / "data"
