"""``account`` and ``fetch`` as an operator runs them from a shell."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.cli.lives import Nursery, forked
from tests.cli.shell import Done, Shell, shell
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer, serve_in_thread

THU = date(2026, 2, 12)
CATEGORIES = ("cs.CL", "cs.CV", "cs.LG")
AT = ("--at", "2026-02-12T05:10:00+00:00")
NOON = ("--at", "2026-02-12T14:00:00+00:00")


@pytest.fixture
def arxiv() -> Iterator[ArxivServer]:
    papers = {
        name: [listed(10 * n + each) for each in range(8)] for n, name in enumerate(CATEGORIES)
    }
    with serve_in_thread(papers, day=THU) as server:
        yield server


@pytest.fixture
def at(tmp_path: Path, arxiv: ArxivServer, cradle: Nursery) -> Shell:
    made = forked(shell(tmp_path, arxiv.base, (("PAPERBRIEF_ARXIV_INTERVAL", "0"),)), cradle)
    for name, top in (("lab", "2"), ("all", "8")):
        settings = ("--categories", "cs.CL", "--top", top, "--schedule", "announced")
        done = made.run("channels", "add", f"terminal:{name}", *settings)
        assert done.code == 0, done.err
    return made


def account(at: Shell, *arguments: str) -> Done:
    return at.run("account", "--since", "2026-02-01", *AT, *arguments)


def test_what_is_missing_or_wrong_is_told_with_an_example(at: Shell) -> None:
    missing = at.run("account", *AT)
    assert missing.err.endswith("for example: account --since 2026-02-05\n")
    wrong = at.run("account", "--since", "foo", *AT)
    assert wrong.err == (
        "paperbrief: “foo” is not a day, for example: account --since 2026-02-05\n"
    )


def test_tables_without_rows_are_left_out(at: Shell) -> None:
    (only,) = account(at).out.splitlines()
    assert only.startswith("Nothing was announced since 2026-02-01")


def test_every_paper_of_a_day_is_explained(at: Shell) -> None:
    at.run("fetch", *AT)
    at.run("deliver", *AT)
    done = account(at)
    assert done.code == 0, done.out + done.err
    lines = [line.split() for line in done.out.splitlines()]
    assert ["cs.CL", "2026-02-12", "fresh", "8", "0", "8", "0", "0"] in lines
    assert ["terminal:lab", "2026-02-12", "8", "2", "6"] in lines
    assert ["terminal:all", "2026-02-12", "8", "8", "0"] in lines
    assert done.out.splitlines()[-1] == "All 8 listed papers since 2026-02-01 are explained."
    told = json.loads(account(at, "--format", "json").out)
    assert told["unexplained"] == 0
    assert [one["fates"] for one in told["channels"]] == [
        {"delivered": 8},
        {"delivered": 2, "not chosen": 6},
    ]


def test_a_paper_that_no_edition_looked_at_is_unexplained(at: Shell) -> None:
    at.run("fetch", *AT)
    at.run("deliver", *AT)
    with closing(sqlite3.connect(at.folder / "data" / "paperbrief.sqlite")) as db, db:
        db.execute("UPDATE steps SET edition = NULL WHERE channel = 'terminal:lab'")
    done = account(at)
    assert done.code == 1
    assert done.out.splitlines()[-1] == "6 unexplained."
    papers = json.loads(account(at, "--format", "json").out)["unexplained_papers"]
    assert {one["channel"] for one in papers} == {"terminal:lab"}
    assert len(papers) == 6


def test_what_was_lost_brought_again_refused_or_released_is_explained(at: Shell) -> None:
    at.run("fetch", *AT)
    at.run("deliver", *AT)
    with closing(sqlite3.connect(at.folder / "data" / "paperbrief.sqlite")) as db, db:
        (one, two) = (
            paper
            for (paper,) in db.execute(
                "SELECT paper_id FROM shown WHERE channel = 'terminal:lab' ORDER BY paper_id"
            )
        )
        db.execute(
            "DELETE FROM shown_papers WHERE channel IN ("
            "SELECT number FROM channels WHERE address = 'terminal:lab')"
        )
        db.execute("UPDATE deliveries SET state = 'undelivered' WHERE channel = 'terminal:lab'")
        db.execute(
            "INSERT INTO owed_papers (channel, paper_id, edition, shown_on, why, since, refusals) "
            "SELECT channel, ?, edition, '2026-02-12', 'x', finished_at, 0 FROM deliveries "
            "WHERE channel = 'terminal:lab'",
            [one],
        )
    done = account(at)
    assert done.code == 0, done.out + done.err
    lab = json.loads(account(at, "--format", "json").out)["channels"][1]["fates"]
    assert lab == {"did not arrive": 1, "asked for no longer": 1, "not chosen": 6}
    assert "terminal:lab: asked for no longer" in account(at, "--paper", two).out


def test_the_story_of_one_paper(at: Shell) -> None:
    at.run("fetch", *AT)
    at.run("deliver", *AT)
    done = account(at, "--paper", "2602.90003")
    assert done.code == 0
    assert done.out.splitlines()[:2] == [
        "2026-02-12  cs.CL: new, by the feed",
        "2026-02-12  terminal:all: delivered",
    ]
    assert account(at, "--paper", "nonsense").code == 2


def test_books_of_longer_ago_are_not_asked_for_in_vain(at: Shell) -> None:
    at.run("fetch", *AT)
    at.run("deliver", *AT)
    done = at.run("account", "--since", "2020-01-01", *AT)
    assert done.code == 0
    assert done.err == "The books go back to 2025-10-15.\n"
    assert done.out.splitlines()[-1] == "All 8 listed papers since 2025-10-15 are explained."


def test_without_a_database_there_is_nothing_to_account_for(tmp_path: Path) -> None:
    done = shell(tmp_path, "http://127.0.0.1:9").run("account", "--since", "2026-02-01")
    assert done.code == 2
    assert "there is nothing to account for" in done.err


def test_a_fetch_by_cron_asks_nothing_twice(at: Shell, arxiv: ArxivServer) -> None:
    for name in CATEGORIES[1:]:
        at.run("channels", "add", f"terminal:{name}", "--categories", name)
    assert at.run("fetch", *NOON).code == 0
    assert [seen.path for seen in arxiv.requests] == [f"/rss/{name}" for name in CATEGORIES]
    for _ in range(3):
        assert at.run("fetch", *NOON).code == 0
    assert len(arxiv.requests) == len(CATEGORIES)
    # hours later, feed and records are compared, once
    for _ in range(2):
        at.run("fetch", "--at", "2026-02-12T20:00:00+00:00")
    assert [seen.path for seen in arxiv.requests[3:]] == ["/oai"] * len(CATEGORIES)
