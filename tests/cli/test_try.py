"""``python -m bot try`` from outside, through a pipe and through a terminal."""

import json
import os
import pty
import re
import select
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.lives import Nursery, forked
from tests.cli.shell import Shell, shell
from tests.cli.test_brief import NOWHERE, announced, json_lines
from tests.patience import PATIENCE
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.servers.faults import Fault


@pytest.fixture(scope="module")
def server() -> Iterator[ArxivServer]:
    with serve_in_thread(announced()) as running:
        yield running


@pytest.fixture
def online(tmp_path: Path, server: ArxivServer, cradle: Nursery) -> Shell:
    return forked(shell(tmp_path, server.base, [("PAPERBRIEF_CATEGORIES", "cs.CL,cs.LG")]), cradle)


@pytest.fixture
def offline(tmp_path: Path, cradle: Nursery) -> Shell:
    return forked(shell(tmp_path, NOWHERE), cradle)


def test_a_pipe_is_answered_line_by_line_and_ends_with_its_end(online: Shell) -> None:
    done = Shell.run(online, "try", given="/paper 1\n\n/status\n")
    assert done.code == 0, done.err
    assert done.out.startswith("arXiv brief · cs.CL, cs.LG · Fri 6 Feb 2026")
    assert "paperbrief> /paper 1" in done.out
    assert "Comments: 12 pages, 3 figures" in done.out
    assert "cs.LG: complete · 4" in done.out
    assert "Fetching cs.CL from arXiv (1 of 2)" in done.err


def test_a_sample_paper_without_a_full_text_names_one_that_has_it(offline: Shell) -> None:
    done = offline.run("try", given="/paper 4\n")
    told = " ".join(done.out.split())
    assert "no full text to analyse. Another one does: /paper 2602.99901" in told
    assert "Markdown" in offline.run("try", given="/paper 2602.99901\n").out


def test_settings_of_earlier_are_said_to_be_so_and_where_they_are(offline: Shell) -> None:
    told = "Topics and settings are those of earlier, from "
    assert told not in offline.run("try", given="/top 3\n").err
    assert told in offline.run("try", given="/top\n").err


def test_quit_ends_before_the_end(online: Shell) -> None:
    done = online.run("try", given="/quit\n/status\n")
    assert "Last announcement" not in done.out


def test_nothing_counts_as_shown_before(online: Shell) -> None:
    first, second = online.run("try"), online.run("try")
    assert first.out == second.out


def test_what_is_set_stays_set(online: Shell) -> None:
    online.run("try", given="/top 1\n")
    assert "· 1 shown" in online.run("try").out


def test_a_category_added_later_is_fetched(online: Shell, server: ArxivServer) -> None:
    before = len(server.requests)
    done = online.run("try", given="/topics cs.RO\n/brief\n")
    assert "no listing fetched yet" not in done.out
    assert "cs.RO: nothing announced" in done.out
    asked = [request.path for request in server.requests[before:]]
    assert asked.count("/rss/cs.RO") == 1


def test_without_arxiv_a_sample_is_shown_and_marked(offline: Shell) -> None:
    done = offline.run("try", given="/paper 1\n/search video\n/brief titles\n/status\n")
    assert done.code == 0
    (line,) = [line for line in done.err.splitlines() if "arXiv cannot be reached" in line]
    assert "Going on with a sample of invented papers." in line
    answers = done.out.split("paperbrief> ")
    assert len(answers) == 5
    assert all("sample" in answer.lower() for answer in answers)


def test_a_silent_arxiv_is_given_up_soon(online: Shell, server: ArxivServer) -> None:
    server.fail_next("rss", Fault.HANG)
    done = online.run("try")
    # a service has the patience for a second try, which would bring the papers
    assert "SAMPLE" in done.out


def test_sample_papers_never_meet_real_ones(
    offline: Shell, server: ArxivServer, cradle: Nursery
) -> None:
    offline.run("try", given="/paper 1\n")
    back = forked(shell(offline.folder, server.base, [("PAPERBRIEF_CATEGORIES", "cs.CL")]), cradle)
    done = back.run("try", given="/search video\n/paper 2602.99901\n")
    assert "Nothing I remember has “video”" in done.out
    assert "I could not find paper 2602.99901" in done.out


def test_a_saved_announcement_needs_no_arxiv(offline: Shell) -> None:
    path = json_lines(offline.folder)
    done = offline.run("try", "--from", str(path), given="/paper 2\n")
    assert done.code == 0
    assert "Fetching cs" not in done.err
    assert "TL;DR: We propose stove" in done.out


def test_a_saved_announcement_changes_nothing_for_the_next_live_one(
    online: Shell, server: ArxivServer
) -> None:
    online.run("try", "--from", str(json_lines(online.folder, categories=["hep-th", "math.CO"])))
    before = len(server.requests)
    done = online.run("try")
    assert done.out.startswith("arXiv brief · cs.CL, cs.LG · Fri 6 Feb 2026")
    asked = {request.path for request in server.requests[before:]}
    assert asked == {"/rss/cs.CL", "/rss/cs.LG", "/api/query"}


@pytest.mark.parametrize("fault", [Fault.CUT_SHORT, Fault.HTML_PAGE])
def test_a_first_category_that_is_broken_takes_no_other_down(
    online: Shell, server: ArxivServer, fault: Fault
) -> None:
    server.fail_next("rss", fault)
    done = online.run("try")
    assert "cs.CL: no listing fetched yet" in done.out
    assert "Paper number 4" in done.out
    assert "paperbrief: arXiv's answer is not a feed" in done.err


def test_the_data_folder_is_its_owners_alone(offline: Shell) -> None:
    offline.run("try", given="/top 3\n")
    files = [path for path in (offline.folder / "data").rglob("*") if path.is_file()]
    assert files
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


@pytest.mark.parametrize(
    "line",
    [
        "\x1b]0;owned\x07/paper 1",
        "x" * 10_240,
        "\u202e/paper 1",
        "/paper \x00",
        "\udcff\udcfe",
        "/",
    ],
)
def test_odd_lines_are_answered_and_the_next_one_too(offline: Shell, line: str) -> None:
    path = json_lines(offline.folder)
    done = offline.run("try", "--from", str(path), given=f"{line}\n/top\n")
    assert done.code == 0, done.err
    assert "A brief here shows at most 10 papers." in done.out
    assert "\x1b" not in done.out
    assert "Traceback" not in done.err


def test_a_data_folder_that_cannot_be_used_is_exit_6(offline: Shell) -> None:
    (offline.folder / "data").write_text("a file is in the way", "utf-8")
    done = offline.run("try", "--from", str(json_lines(offline.folder)))
    assert done.code == 6
    assert str(offline.folder / "data") in done.err


def test_a_reader_that_leaves_early_is_no_crash(offline: Shell) -> None:
    done = offline.through(f"brief --from {json_lines(offline.folder)} --format json | head -c 10")
    assert done.err == ""


def test_a_terminal_has_a_prompt_completion_and_history(offline: Shell) -> None:
    """A real pseudo-terminal: type, complete with the tab key, end with Ctrl-D."""
    path = json_lines(offline.folder)
    main, side = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "try", "--from", str(path)],
        cwd=offline.folder,
        env={**offline.environment, "TERM": "xterm", "COLUMNS": "100", "LINES": "40"},
        stdin=side,
        stdout=side,
        stderr=side,
        close_fds=True,
    )
    os.close(side)
    try:
        seen = _until(main, "paperbrief>")
        assert "Stove" in seen
        os.write(main, b"/stat")
        _until(main, "/status")
        os.write(main, b"\t")
        time.sleep(1)
        os.write(main, b"\r")
        _until(main, "Last announcement", "Writer", "paperbrief>")
        os.write(main, b"\x04")
        assert running.wait(PATIENCE) == 0
    finally:
        running.kill()
        running.wait(10)
        os.close(main)
    history = offline.folder / "data/try/history"
    assert "/stat" in history.read_text("utf-8")
    assert stat.S_IMODE(history.stat().st_mode) == 0o600


def _until(terminal: int, *wanted: str) -> str:
    """Read until all that is wanted was seen, in this order."""
    seen, end = "", time.monotonic() + PATIENCE
    pattern = re.compile(".*".join(map(re.escape, wanted)), re.S)
    while not pattern.search(seen) and time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            seen += os.read(terminal, 65536).decode("utf-8", "replace")
    assert pattern.search(seen), seen
    return seen


def test_the_sample_shows_what_a_model_would_change(offline: Shell) -> None:
    done = offline.run("try", given="/brief model\n")
    assert "/brief model shows what a language model would make of it" in done.err
    plain, _, with_texts = done.out.partition("This is the sample")
    assert "Written by sample texts from abstracts." in with_texts
    assert "Written by" not in plain


def test_a_real_announcement_has_no_texts_as_of_a_model(online: Shell) -> None:
    done = online.run("try", given="/brief model\n")
    assert "No model is set up here." in done.out
    assert "/brief model shows" not in done.err


def test_the_sample_is_rich_enough_to_show_everything(offline: Shell) -> None:
    offline.run("try")
    sample = Path(__file__).resolve().parents[2] / "adapters/sample.jsonl"
    done = offline.run("brief", "--from", str(sample), "--format", "json")
    edition = json.loads(done.out)
    assert edition["sample"] is True
    assert edition["notice"]["kind"] == "sample"
    assert edition["summary"]["themes"]


def test_the_name_of_a_ready_made_topic_is_that_topic_as_in_the_chat(offline: Shell) -> None:
    shell = offline.run("try", "--topic", "video generation").out
    chat = offline.run("try", given="/topics ready Video generation\n/brief\n").out
    counts = [line for line in (shell + chat).splitlines() if " matched · " in line]
    assert len(counts) == 3
    assert counts[0] == counts[2]
