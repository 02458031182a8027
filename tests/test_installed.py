"""What a wheel holds, and that it works where no checkout is. Nothing is fetched."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from contextlib import chdir
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.version import VERSION
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("bot", "adapters", "scheduler", "storage")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed; make test installs it")
    from hatchling.build import build_wheel

    folder = tmp_path_factory.mktemp("wheel")
    with chdir(ROOT):
        return folder / str(build_wheel(str(folder)))


@pytest.fixture(scope="module")
def place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, and with the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    made([sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps",
          "--no-index", str(wheel)], folder)  # fmt: skip
    (site,) = (folder / "lib").glob("python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return folder


def made(command: Sequence[str], folder: Path) -> str:
    """What it writes; without a word of this checkout in its environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    settings = {"PAPERBRIEF_DATA": str(folder / "data"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**kept, **settings},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def paperbrief(place: Path, *arguments: str) -> str:
    return made([str(place / "bin" / "paperbrief"), *arguments], place)


def shipped(place: Path, name: str) -> Path:
    (found,) = place.glob(f"lib/python*/site-packages/{name}")
    return found


def test_a_wheel_has_every_file_of_the_product_and_none_of_its_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as held:
        names = {name for name in held.namelist() if ".dist-info/" not in name}
    source = {
        path.relative_to(ROOT).as_posix()
        for folder in PRODUCT
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    guides = {f"bot/docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert source - names == set()
    assert guides - names == set()
    beside = {name for name in names - source if not name.startswith("bot/docs/")}
    assert beside == set()


def test_the_wheel_names_its_command_and_its_addresses(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as held:
        about = f"paperbrief-{VERSION}.dist-info"
        points = held.read(f"{about}/entry_points.txt").decode()
        metadata = held.read(f"{about}/METADATA").decode()
        licence = held.read(f"{about}/licenses/LICENSE").decode()
    assert "paperbrief = bot.__main__:main" in points
    assert "MIT" in licence
    for name in ("Homepage", "Documentation", "Changelog", "Issues", "Security"):
        assert f"Project-URL: {name}, https://" in metadata


def test_without_a_checkout_it_tells_its_version_and_its_guides(place: Path) -> None:
    assert paperbrief(place, "--version") == f"paperbrief, version {VERSION}\n"
    assert paperbrief(place, "docs", "operating").startswith("# Operating Paperbrief\n")
    told = paperbrief(place, "--help")
    assert told.startswith("Usage: paperbrief ")
    assert "`docs operating`" in told
    assert "`docs settings`" in told
    assert "changelog" in paperbrief(place, "docs")


def test_without_a_checkout_it_writes_a_brief_and_reads_a_paper(place: Path) -> None:
    sample = shipped(place, "adapters/sample.jsonl")
    brief = paperbrief(place, "brief", "--from", str(sample), "--top", "3")
    assert "3 shown" in brief
    paper = shipped(place, "adapters/sample_papers/2602.99901.html")
    assert len(paperbrief(place, "paper", str(paper))) > 1000
    assert paperbrief(place, "channels", "add", "terminal:lab").startswith("terminal:lab\t")
