"""What is imported is declared, what is declared is used, and the version has one source."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

from bot.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("bot", "adapters", "scheduler", "storage")
DEVELOPMENT = ("tests", "benchmarks")
# declared, but imported by no file of ours, and why
NOT_IMPORTED = {
    "sniffio": "httpcore tries to import it several times a message",
    "tzdata": "the time zones, for zoneinfo where the system has none",
    "lxml-stubs": "types for mypy",
    "mypy": "make check",
    "pytest-asyncio": "runs the asynchronous tests",
    "pytest-xdist": "runs the tests side by side",
    "ruff": "make check",
    "types-jsonschema": "types for mypy",
    "types-requests": "types for mypy",
}


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def distribution(name: str) -> str:
    """The name as package indexes compare it: ``discord.py>=2`` is ``discord-py``."""
    found = re.match(r"[\w.-]*\w", name)
    assert found is not None, name
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def declared(*, development: bool) -> set[str]:
    made = project()
    lines: list[str] = list(made["project"]["dependencies"])
    lines += [line for extra in made["project"]["optional-dependencies"].values() for line in extra]
    if development:
        lines += [line for group in made["dependency-groups"].values() for line in group]
    return {distribution(line) for line in lines}


def imported(folders: Iterable[str]) -> set[str]:
    """Distributions that provide what the folders' files import, in functions too."""
    tops: set[str] = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                tops |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                tops.add(node.module.partition(".")[0])
    foreign = tops - sys.stdlib_module_names - {*PRODUCT, *DEVELOPMENT}
    owners = packages_distributions()
    # extras and what serves training are not installed here; they are imported by their own names
    return {distribution(owners.get(top, [top])[0]) for top in foreign}


def test_what_the_product_imports_is_declared() -> None:
    assert imported(PRODUCT) - declared(development=False) == set()


def test_what_tests_and_benchmarks_import_is_declared() -> None:
    assert imported(DEVELOPMENT) - declared(development=True) == set()


def test_what_is_declared_is_imported_or_has_a_reason() -> None:
    runtime = declared(development=False)
    for_development = declared(development=True) - runtime
    assert runtime - imported(PRODUCT) <= set(NOT_IMPORTED)
    assert for_development - imported(DEVELOPMENT) <= set(NOT_IMPORTED)
    everything = imported((*PRODUCT, *DEVELOPMENT))
    assert not set(NOT_IMPORTED) & everything, "has a reason and is imported all the same"


def test_the_version_is_written_in_one_place() -> None:
    made = project()
    source = made["tool"]["hatch"]["version"]
    written = (ROOT / source["path"]).read_text("utf-8")
    assert "version" in made["project"]["dynamic"]
    found = re.search(source["pattern"], written)
    assert found is not None
    assert found["version"] == VERSION
    named = re.compile(rf"(?<![\d.]){re.escape(VERSION)}(?![\d.])")
    others = [
        path.relative_to(ROOT).as_posix()
        for folder in PRODUCT
        for path in (ROOT / folder).rglob("*.py")
        if named.search(path.read_text("utf-8")) and path != ROOT / source["path"]
    ]
    assert others == []


def test_the_changelog_begins_with_this_version() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    newest = next(line for line in lines if line.startswith("## "))
    assert newest.split()[1] == VERSION
