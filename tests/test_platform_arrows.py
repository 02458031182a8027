"""What a chat platform may import, and where one may be named."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.platforms import PLATFORMS
from tests.test_architecture import ROOT, imports, sources

FRAME = "adapters.chat"
NAMES = tuple(each.name for each in PLATFORMS)
ROOMS = {name: f"adapters.{name}_chat" for name in NAMES}
# a migration speaks of the platforms that there were when it was written
HISTORY = "storage/steps/"
# an HTTP client is no platform's: two of them send over it
HTTP = {"short_requests.py": {"aiohttp", "yarl"}}


def within(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def named(path: Path, beginning: str) -> set[str]:
    return {name for name in imports(path) if name == beginning or name.startswith(f"{beginning}.")}


@pytest.mark.parametrize("name", NAMES)
def test_a_platform_imports_the_frame_and_no_other_platform(name: str) -> None:
    for path in within(ROOT / "adapters" / f"{name}_chat"):
        ours = named(path, FRAME) | named(path, ROOMS[name])
        assert named(path, "adapters") == ours, path


def test_the_third_platform_imports_nothing_but_the_frame() -> None:
    for path in within(ROOT / "tests" / "platforms" / "slate"):
        assert named(path, "adapters") == named(path, FRAME), path


def test_the_frame_imports_no_platform_and_no_vendor() -> None:
    for path in within(ROOT / "adapters" / "chat"):
        tops = {name.split(".")[0] for name in imports(path)}
        own = {"adapters", "bot", *HTTP.get(path.name, ())}
        assert tops <= {*own, *sys.stdlib_module_names}, path
        assert named(path, "adapters") == named(path, FRAME), path


def test_a_platform_is_named_in_its_own_room_alone() -> None:
    """Its name begins addresses: whoever compares with it knows the platform."""
    for path in sources():
        place = path.relative_to(ROOT).as_posix()
        if place.startswith((HISTORY, *(f"{room.replace('.', '/')}/" for room in ROOMS.values()))):
            continue
        texts = {
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not texts & {*NAMES, *(f"{name}:" for name in NAMES)}, place


def test_the_records_load_no_vendor() -> None:
    """What is not set up costs nothing at the start."""
    program = (
        "import sys, adapters.platforms; sys.exit(bool({'telegram', 'discord'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == 0
