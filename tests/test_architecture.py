"""Who may import whom. Read from the source, so that a late import counts as well."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bot", "adapters", "scheduler", "storage")
# the edge: these may import everything
FREE = (
    "bot/wiring.py",
    "bot/wiring_arxiv.py",
    "bot/wiring_platforms.py",
    "bot/settings.py",
    "bot/__main__.py",
    "bot/cli/",
)
ALLOWED = {
    "bot": {"bot"},
    "scheduler": {"bot", "scheduler"},
    "adapters": {"bot", "adapters"},
    "storage": {"bot", "storage"},
}
# libraries that only compute, and no others, inside bot/
COMPUTES = {"pydantic", "numpy", "Stemmer", "pylatexenc", "babel"}
# the edges' own vendors
VENDORS = {
    "scheduler": {"apscheduler"},
    "adapters": {
        "aiohttp",
        "arxiv",
        "discord",
        "httpx",
        "lxml",
        "prompt_toolkit",
        "requests",
        "rich",
        "stamina",
        "telegram",
        "urllib3",
        "yarl",
    },
    "storage": {"sqlite_utils"},
}


def sources() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Modules named anywhere in the file, in functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            found.add(node.module or "")
    return found


def is_free(path: Path) -> bool:
    return path.relative_to(ROOT).as_posix().startswith(FREE)


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_arrows_point_one_way(path: Path) -> None:
    if is_free(path):
        return
    room = path.relative_to(ROOT).parts[0]
    tops = {name.split(".")[0] for name in imports(path)}
    ours = tops & {*ROOMS, "tests"}
    assert ours <= ALLOWED[room], f"{room} may not import {ours - ALLOWED[room]}"
    vendors = tops - set(ROOMS) - sys.stdlib_module_names
    assert vendors <= (COMPUTES if room == "bot" else VENDORS[room])


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_command_line_knows_the_wiring(path: Path) -> None:
    if not is_free(path):
        named = imports(path)
        assert not any(name.startswith(("bot.wiring", "bot.settings", "bot.cli")) for name in named)


def test_no_other_distribution_owns_our_names() -> None:
    owners = packages_distributions()
    for room in ROOMS:
        assert set(owners.get(room, [])) <= {"paperbrief"}, f"{room} is somebody else's too"


def test_the_package_roots_are_empty() -> None:
    for room in ROOMS:
        assert (ROOT / room / "__init__.py").read_text("utf-8") == ""


def test_no_file_is_named_like_the_library_that_it_wraps() -> None:
    vendors = set().union(*VENDORS.values()) | COMPUTES
    assert not {path.stem for path in sources()} & vendors


def test_nothing_is_mocked() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        assert "unittest.mock" not in imports(path), path


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_broad_excepts_stand_at_named_boundaries_only(path: Path) -> None:
    boundaries = {
        "bot/commands/lines/dispatch.py",
        "scheduler/press.py",
        "scheduler/courier.py",
        "scheduler/service.py",
        "scheduler/platforms.py",
    }
    broad = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
    ]
    assert not broad or path.relative_to(ROOT).as_posix() in boundaries
