"""Commands that read what is stored make neither a folder nor a database."""

from pathlib import Path

import pytest

from tests.cli.lives import Nursery
from tests.cli.shell import shell


@pytest.mark.parametrize(
    "line",
    [
        ("channels", "list"),
        ("channels", "export"),
        ("channels", "show", "terminal:a"),
        ("channels", "pause", "terminal:a"),
        ("notice",),
    ],
)
def test_a_folder_that_is_not_there_is_told_and_not_made(
    cradle: Nursery, tmp_path: Path, line: tuple[str, ...]
) -> None:
    done = cradle.run(shell(tmp_path, "http://127.0.0.1:9"), *line)
    assert done.code == 2
    assert "paperbrief.sqlite does not exist (PAPERBRIEF_DATA names the folder)" in done.err
    assert not (tmp_path / "data").exists()


def test_a_file_as_data_folder_is_told(cradle: Nursery, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    done = cradle.run(shell(tmp_path, "http://127.0.0.1:9"), "check", "--offline")
    assert done.code == 1
    assert "data is a file; set PAPERBRIEF_DATA to a folder" in done.out


def test_restoring_a_folder_names_its_newest_backup(cradle: Nursery, tmp_path: Path) -> None:
    at, kept = shell(tmp_path, "http://127.0.0.1:9"), tmp_path / "kept"
    kept.mkdir()
    assert "no backup is in it" in cradle.run(at, "restore", str(kept)).err
    assert cradle.run(at, "channels", "add", "terminal:a").code == 0
    for _ in range(2):
        made = cradle.run(at, "backup", "--keep", "2", str(kept)).out.strip()
    refused = cradle.run(at, "restore", str(kept))
    assert refused.code == 2
    assert f"the newest backup in it is {made}" in refused.err


def test_accounting_for_a_category_that_is_none_is_refused(cradle: Nursery, tmp_path: Path) -> None:
    at = shell(tmp_path, "http://127.0.0.1:9")
    assert cradle.run(at, "channels", "add", "terminal:a").code == 0
    refused = cradle.run(at, "account", "--since", "2026-02-11", "--category", "cs.XX")
    assert refused.code == 2
    assert "There is no category cs.XX" in refused.err
