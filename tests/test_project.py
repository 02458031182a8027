"""What stands around the code: forms, workflows, release notes, the container's steps."""

import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.pictures import pages
from bot.version import VERSION
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[1]
HOME = "https://github.com/paperbrief/paperbrief"
CHANGELOG = "# Changelog\n\n## 1.1.0 (2026-03-01)\n\n- More.\n\n## 1.0.0 (unreleased)\n\n- First.\n"


@pytest.fixture(scope="module")
def notes() -> Callable[..., str]:
    made: Callable[..., str] = runpy.run_path(str(ROOT / ".ci/release_notes.py"))["notes"]
    return made


def test_a_release_has_its_section_of_the_changelog_as_notes(notes: Callable[..., str]) -> None:
    assert notes(CHANGELOG, "1.1.0", "v1.1.0") == "- More.\n"
    assert notes(CHANGELOG, "1.0.0") == "- First.\n"


@pytest.mark.parametrize(
    ("version", "tag", "why"),
    [
        ("1.0.0", "v1.0.0", "date the section first"),
        ("1.1.0", "v1.2.0", "is not v1.1.0"),
        ("1.2.0", "", "no section of 1.2.0"),
    ],
)
def test_a_release_that_is_not_ready_is_refused(
    notes: Callable[..., str], version: str, tag: str, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        notes(CHANGELOG, version, tag)


def test_the_notes_of_this_version_can_be_read() -> None:
    done = subprocess.run(
        [sys.executable, ".ci/release_notes.py"],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("- ")
    assert int(VERSION.partition(".")[0]) >= 1


def test_the_project_has_one_address() -> None:
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"]
    assert urls["Homepage"] == HOME
    assert all(url == HOME or url.startswith(f"{HOME}/") for url in urls.values())
    for path in (ROOT / "SECURITY.md", *(ROOT / ".github").rglob("*.yml")):
        for url in re.findall(r"https://github\.com/[\w.-]+/[\w.-]+", path.read_text("utf-8")):
            assert url == HOME, path


def test_every_form_asks_for_something_and_says_what() -> None:
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"))
    assert len(forms) == 3
    for form in forms:
        text = form.read_text("utf-8")
        assert re.search(r"^name: .+\ndescription: .+\nbody:\n", text), form
        ids = re.findall(r"^    id: (\w+)$", text, re.M)
        assert len(ids) == len(set(ids)) >= 2, form
        assert "required: true" in text, form


def test_a_workflow_runs_what_there_is() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for workflow in (ROOT / ".github/workflows").glob("*.yml"):
        text = workflow.read_text("utf-8")
        assert set(re.findall(r"- run: make (\w+)", text)) <= targets
        for script in re.findall(r"python (\S+\.py)", text):
            assert (ROOT / script).exists(), script
        assert "timeout-minutes:" in text
        assert "permissions:\n  contents: " in text


# the container


def steps() -> list[tuple[str, str]]:
    """Instruction and what it says, continued lines as one."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8"))
    lines = (line for line in text.splitlines() if line and not line.startswith(("#", " ")))
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines]


def test_the_containers_steps_can_be_carried_out_here(tmp_path: Path) -> None:
    """What is copied makes a program that runs by itself, by the command that is named, with the
    health check that is named; a builder is not needed for that."""
    app, data = tmp_path / "app", tmp_path / "data"
    app.mkdir()
    said: dict[str, list[str]] = {}
    for instruction, rest in steps():
        said.setdefault(instruction, []).append(rest)
        if instruction == "COPY":
            source, target = rest.split()
            place = app / (source if target == "./" else target)
            copy: Callable[[Any, Any], Any] = (
                shutil.copytree if (ROOT / source).is_dir() else shutil.copyfile
            )
            copy(ROOT / source, place)
    assert said["FROM"][0].startswith("python:3.")
    assert any("--require-hashes -r requirements.lock" in one for one in said["RUN"])
    assert any("compileall" in one for one in said["RUN"])
    assert said["USER"] == ["paperbrief"]
    assert said["VOLUME"] == ["/data"]
    entry = command(said["ENTRYPOINT"][0])
    assert command(said["CMD"][0]) == ["run"]
    assert entry[0] == "python"
    health = command(said["HEALTHCHECK"][0].partition("CMD ")[2])

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *words],
            cwd=app,
            env={"PAPERBRIEF_DATA": str(data), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    assert run(*entry[1:], "--version").stdout == f"paperbrief, version {VERSION}\n"
    assert run(*entry[1:], "channels", "add", "terminal:lab").returncode == 0
    assert run(*entry[1:], "check", "--offline").returncode == 0
    # nobody serves here
    assert run(*health[1:]).returncode == 1


def command(text: str) -> list[str]:
    """Of the form ["a", "b"]."""
    return shlex.split(text.strip("[] ").replace(",", " "))


def test_an_image_is_built_and_run_where_a_builder_is(tmp_path: Path) -> None:
    builder = shutil.which("buildah")
    if builder is None:
        pytest.skip("no buildah here; its steps are played by the test before this one")
    tag = "localhost/paperbrief:test"
    isolated = ["--isolation", "chroot"]
    storage = ["--root", str(tmp_path / "root"), "--runroot", str(tmp_path / "run"),
               "--storage-driver", "vfs"]  # fmt: skip

    def ran(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [builder, *storage, *words],
            cwd=ROOT, capture_output=True, text=True, timeout=900, check=False,
        )  # fmt: skip

    pulled = ran("pull", next(rest for name, rest in steps() if name == "FROM"))
    if pulled.returncode:
        pytest.skip(f"the base image cannot be had here: {pulled.stderr.strip()[-200:]}")
    built = ran("build", *isolated, "-t", tag, ".")
    assert built.returncode == 0, built.stderr
    made = ran("from", tag).stdout.strip()
    told = ran("run", *isolated, made, "--", "python", "-m", "bot", "--version")
    assert told.stdout == f"paperbrief, version {VERSION}\n"


# the pictures


def test_the_pictures_are_drawn_from_what_is_sent() -> None:
    """Without Chromium, which only takes them: the pages have the brief's words and keys."""
    drawn = pages()
    assert set(drawn) == {path.stem for path in (ROOT / "docs/pictures").glob("*.png")}
    for name, page in drawn.items():
        text = re.sub(r"<[^>]+>", "", page)
        assert "27 announced (20 new, 4 cross-listed, 3 replaced)" in text, name
        assert "Long Videos from Short Memories" in text, name
        assert "All titles" in text, name
        assert page.count("<b>") == page.count("</b>") > 3, name


def test_the_pictures_are_small_and_said_to_be_drawn() -> None:
    for path in (ROOT / "docs/pictures").glob("*.png"):
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size < 100_000
    assert "no screenshots of an app" in (ROOT / "README.md").read_text("utf-8")
