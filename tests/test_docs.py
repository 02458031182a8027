"""The documents list what there is: generated pages are fresh, links lead somewhere."""

import re
from pathlib import Path

import pytest

from bot.cli.reference import ROOT, pages
from bot.commands.table import COMMANDS
from bot.settings import setting_fields

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")),
)


@pytest.mark.parametrize("path", sorted(pages()))
def test_generated_pages_are_fresh(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == pages()[path], "run: make docs"


def test_every_setting_and_command_is_documented() -> None:
    settings = (ROOT / "docs/settings.md").read_text("utf-8")
    commands = (ROOT / "docs/commands.md").read_text("utf-8")
    assert all(f"`{name}`" in settings for name in setting_fields())
    assert all(f"`/{command.name}" in commands for command in COMMANDS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_within_the_checkout_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target and not target.startswith("mailto:"):
            assert ((ROOT / document).parent / target).exists(), f"{document}: {target}"


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "make try" in readme
    assert "make test" in readme


def test_every_folder_of_the_tree_is_on_the_map() -> None:
    architecture = (ROOT / "docs/architecture.md").read_text("utf-8")
    rooms = {
        path.parent.relative_to(ROOT).as_posix()
        for top in ("bot", "adapters", "scheduler", "storage")
        for path in Path(ROOT / top).rglob("*.py")
    }
    assert all(f"`{room}/`" in architecture for room in rooms), rooms


def test_every_promise_names_tests_that_exist() -> None:
    rows = re.findall(r"^\| \*\*.*", (ROOT / "docs/promises.md").read_text("utf-8"), re.M)
    named = [re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row) for row in rows]
    assert len(rows) == 8
    assert all(named)
    for path, test in (each for row in named for each in row):
        assert re.search(rf"def {test}\(", (ROOT / path).read_text("utf-8")), f"{path}::{test}"


def test_every_room_that_keeps_a_promise_exists() -> None:
    rows = re.findall(r"^\| \*\*.*", (ROOT / "docs/promises.md").read_text("utf-8"), re.M)
    rooms = [room for row in rows for room in re.findall(r"`([\w/.]+)`", row.split(" | ")[1])]
    assert rooms
    assert all((ROOT / room).exists() for room in rooms)
