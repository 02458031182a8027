"""``python -m bot brief`` from outside."""

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from bot.text.readable import utf16_length
from bot.values.listings import AnnounceType, ListedPaper
from tests.cli.lives import Nursery, forked
from tests.cli.shell import ROOT, Shell, shell
from tests.samples.papers import paper
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.servers.arxiv_xml import rss
from tests.servers.faults import Fault

SCHEMA = json.loads((ROOT / "docs/edition.schema.json").read_text("utf-8"))
NOWHERE = "http://127.0.0.1:9"


def announced() -> dict[str, list[ListedPaper]]:
    return {
        "cs.CL": [
            ListedPaper(paper(1, categories=("cs.CL", "cs.LG")), AnnounceType.NEW),
            ListedPaper(paper(2), AnnounceType.NEW),
            ListedPaper(paper(3, version=4), AnnounceType.REPLACE),
        ],
        "cs.LG": [
            ListedPaper(paper(1, categories=("cs.CL", "cs.LG")), AnnounceType.CROSS),
            ListedPaper(paper(4, categories=("cs.LG",)), AnnounceType.NEW),
            ListedPaper(paper(5, categories=("stat.ML", "cs.LG")), AnnounceType.CROSS),
            ListedPaper(paper(6, version=2), AnnounceType.REPLACE_CROSS),
        ],
    }


@pytest.fixture(scope="module")
def server() -> Iterator[ArxivServer]:
    with serve_in_thread(announced()) as running:
        yield running


@pytest.fixture
def online(tmp_path: Path, server: ArxivServer, cradle: Nursery) -> Shell:
    return forked(shell(tmp_path, server.base), cradle)


@pytest.fixture
def offline(tmp_path: Path, cradle: Nursery) -> Shell:
    return forked(shell(tmp_path, NOWHERE), cradle)


def json_lines(folder: Path, count: int = 3, **more: object) -> Path:
    path = folder / "saved.dat"
    lines = [
        {
            "id": f"2602.9{number:04}",
            "title": f"Stove {number}",
            "abstract": f"Stoves burn wood. We propose stove {number}. It burns {number}% less.",
            "categories": ["cs.CL"],
            "authors": ["Ada Quill"],
            **more,
        }
        for number in range(1, count + 1)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_a_brief_from_arxiv_counts_every_paper_once(online: Shell) -> None:
    done = online.run("brief", "--categories", "cs.CL,cs.LG", "--format", "json")
    assert done.code == 0, done.err
    edition = json.loads(done.out)
    jsonschema.validate(edition, SCHEMA)
    assert edition["coverage"]["announced"] == {"new": 3, "cross": 1, "replaced": 2, "total": 6}
    assert edition["coverage"]["categories"]["cs.LG"] == {
        "state": "fresh", "new": 1, "cross": 2, "replaced": 1,
    }  # fmt: skip
    assert edition["coverage"]["basis"] == "announced"
    assert edition["coverage"]["matched"] == 4
    assert {each["id"] for each in edition["papers"]} == {
        "2602.90001", "2602.90002", "2602.90004", "2602.90005",
    }  # fmt: skip
    assert edition["announcements"] == ["2026-02-06"]


def test_one_look_up_fills_what_the_feed_lacks(online: Shell, server: ArxivServer) -> None:
    before = len(server.requests)
    done = online.run("brief", "--categories", "cs.CL", "--format", "json")
    first = json.loads(done.out)["papers"][0]
    assert first["comments"] == "12 pages, 3 figures"
    assert first["doi"] == "10.9999/things"
    assert first["authors"][0] == {"name": "Ada Quill", "affiliations": ["Inkwell College"]}
    assert first["published"] == "2026-02-05"
    paths = [request.path for request in server.requests[before:]]
    assert paths == ["/rss/cs.CL", "/api/query"]
    assert all("Paperbrief/" in request.user_agent for request in server.requests)


def test_no_look_up_asks_for_the_feed_alone(online: Shell, server: ArxivServer) -> None:
    before = len(server.requests)
    online.run("brief", "--categories", "cs.CL", "--no-lookup")
    assert [request.path for request in server.requests[before:]] == ["/rss/cs.CL"]


def test_a_failed_look_up_costs_only_the_details(online: Shell, server: ArxivServer) -> None:
    server.fail_next("api", Fault.HTML_PAGE)
    done = online.run("brief", "--categories", "cs.CL", "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["papers"][0]["comments"] is None


def test_nothing_is_recorded(online: Shell) -> None:
    online.run("brief", "--categories", "cs.CL")
    assert not (online.folder / "data").exists()


def test_a_category_that_fails_beside_others_is_told(online: Shell, server: ArxivServer) -> None:
    server.fail_next("rss", Fault.DRIP, times=0)
    done = online.run("brief", "--categories", "cs.CL,cs.CV", "--format", "json")
    assert json.loads(done.out)["coverage"]["categories"]["cs.CV"]["state"] == "empty"


def test_arxiv_out_of_reach_is_exit_3_in_one_sentence(offline: Shell) -> None:
    done = offline.run("brief", "--categories", "cs.CL")
    assert done.code == 3
    assert done.out == ""
    assert "arXiv cannot be reached" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["brief", "--categories", "cs.VC"], 2, "no category cs.VC; did you mean cs.CV"),
        (["brief", "--categories", "cs.VC,cs.LX"], 2, "no category cs.LX"),
        (["brief", "--categories", ","], 2, "names no category"),
        (["brief", "--top", "0"], 2, "--top"),
        (["brief", "--top", "31"], 2, "--top"),
        (["brief", "--topic", "  "], 2, "--topic is empty"),
        (["brief", "--format", "pdf"], 2, "pdf"),
        (["brief", "--from", "nowhere.xml"], 2, "There is no file or folder nowhere.xml"),
        (["brief", "--from", ""], 2, "it is empty; name a file or a folder"),
        (["bief"], 2, "bief"),
        (["brief", "--form", "x"], 2, "--from"),
    ],
)
def test_wrong_use_is_exit_2_and_says_what_to_do(
    offline: Shell, arguments: list[str], code: int, said: str
) -> None:
    done = offline.run(*arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello\n",
        b"<html><body>Log in</body></html>",
        b"<?xml version='1.0'?><rss><channel><item>",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><rss>&b;</rss>',
        b"\x00\x01\x02\xff",
        b"{}",
        gzip.compress(b"nothing", mtime=0),
    ],
)
def test_an_unreadable_file_is_exit_4_and_names_the_file(offline: Shell, content: bytes) -> None:
    path = offline.folder / "odd.bin"
    path.write_bytes(content)
    done = offline.run("brief", "--from", str(path))
    assert (done.code, done.out) == (4, "")
    assert "odd.bin" in done.err
    assert "Traceback" not in done.err


def test_a_saved_file_is_told_by_its_content(offline: Shell) -> None:
    path = json_lines(offline.folder)
    zipped = offline.folder / "saved.xml"
    zipped.write_bytes(gzip.compress(path.read_bytes()))
    for each in (path, zipped):
        done = offline.run("brief", "--from", str(each), "--format", "json")
        edition = json.loads(done.out)
        jsonschema.validate(edition, SCHEMA)
        assert edition["coverage"]["announced"]["new"] == 3
        assert edition["coverage"]["basis"] == "derived"
        assert edition["announcements"] == []


def test_a_folder_is_one_announcement_and_odd_files_are_told(offline: Shell) -> None:
    folder = offline.folder / "day"
    folder.mkdir()
    json_lines(folder)
    (folder / "README.txt").write_text("notes", "utf-8")
    done = offline.run("brief", "--from", str(folder), "--format", "json")
    assert json.loads(done.out)["coverage"]["announced"]["total"] == 3
    assert "README.txt" in done.err


def test_topics_words_and_commas_are_taken_as_they_are(offline: Shell) -> None:
    path = json_lines(offline.folder)
    done = offline.run(
        "brief", "--from", str(path), "--topic", "stoves, wood and fire", "--include", "stove 2",
        "--exclude", "stove 3", "--format", "json",
    )  # fmt: skip
    edition = json.loads(done.out)
    (topic,) = edition["topics"]
    assert topic["description"] == "stoves, wood and fire"
    assert topic["include"] == ["stove 2"]
    assert topic["exclude"] == ["stove 3"]
    ids = [each["id"] for each in edition["papers"]]
    assert ids[0] == "2602.90002"
    assert "2602.90003" not in ids
    assert "stove 2" in edition["papers"][0]["reason"].lower()
    assert edition["papers"][0]["relevance"] >= 85


def test_unwanted_words_alone_bar_papers(offline: Shell) -> None:
    path = json_lines(offline.folder)
    done = offline.run("brief", "--from", str(path), "--exclude", "stove 3", "--format", "json")
    edition = json.loads(done.out)
    assert edition["coverage"]["matched"] == 2
    assert edition["papers"][0]["relevance"] is None


def test_nothing_matched_is_said(offline: Shell) -> None:
    path = json_lines(offline.folder)
    done = offline.run("brief", "--from", str(path), "--include", "zebra", "--format", "json")
    edition = json.loads(done.out)
    assert done.code == 0
    assert edition["notice"]["kind"] == "nothing_matched"
    assert edition["summary"] is None
    assert edition["papers"] == []


def test_hostile_text_reaches_no_terminal_and_no_markup(offline: Shell) -> None:
    path = json_lines(offline.folder, 1, title="Red \x1b[31m <b>_*[x](y)*_ \u202e")
    text = offline.run("brief", "--from", str(path)).out
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "<b>_*[x](y)*_" in text
    html = offline.run("brief", "--from", str(path), "--format", "html").out
    assert "<b>_*" not in html


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_every_form_is_written_and_ends_its_last_line(offline: Shell, form: str) -> None:
    done = offline.run("brief", "--from", str(json_lines(offline.folder)), "--format", form)
    assert done.code == 0, done.err
    assert "Stove 1" in done.out
    assert done.out.endswith("\n")
    assert done.err == ""


def test_documents_carry_the_abstract(offline: Shell) -> None:
    path = json_lines(offline.folder)
    for form in ("markdown", "html"):
        done = offline.run("brief", "--from", str(path), "--format", form)
        assert "<summary>Abstract</summary>" in done.out
        assert "Stoves burn wood." in done.out


def test_wrong_settings_are_told_all_together(offline: Shell) -> None:
    wrong = {"PAPERBRIEF_TOPP": "3", "PAPERBRIEF_TOP": "99", "ARXIV_RSS_BASE": "arxiv"}
    done = offline.run("brief", extra=wrong)
    assert done.code == 5
    assert "PAPERBRIEF_TOPP is not a setting; did you mean PAPERBRIEF_TOP?" in done.err
    assert "PAPERBRIEF_TOP must be 30 or less" in done.err
    assert "ARXIV_RSS_BASE is not an http or https address" in done.err


def test_an_env_file_that_is_no_text_is_exit_5(offline: Shell) -> None:
    (offline.folder / ".env").write_bytes(b"PAPERBRIEF_TOP=\xff")
    done = offline.run("brief")
    assert done.code == 5
    assert ".env" in done.err
    assert "Traceback" not in done.err


def test_an_output_that_cannot_be_written_is_told(offline: Shell) -> None:
    path = json_lines(offline.folder)
    done = offline.through(f"brief --from {path} --format json > /dev/full")
    assert done.code == 1
    assert "the output cannot be written" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", ["brief", "try"])
def test_categories_that_a_file_does_not_hold_are_wrong_use(offline: Shell, command: str) -> None:
    path = offline.folder / "rss.xml"
    path.write_text(rss("cs.CV", date(2026, 2, 6), announced()["cs.CL"]), "utf-8")
    lines = json_lines(offline.folder)
    for file, named in ((path, "It has cs.CV:"), (lines, "It has cs.CL:")):
        done = offline.run(command, "--from", str(file), "--categories", "cs.RO,math.PR")
        assert (done.code, done.out) == (2, "")
        assert "nothing of cs.RO, math.PR" in done.err
        assert named in done.err


def test_one_of_the_asked_categories_in_a_file_is_enough(offline: Shell) -> None:
    lines = json_lines(offline.folder, categories=["cs.CL", "cs.IR"])
    for asked in ("cs.RO,cs.CL", "cs.IR"):
        done = offline.run("brief", "--from", str(lines), "--categories", asked, "--format", "json")
        assert done.code == 0, done.err
        assert json.loads(done.out)["coverage"]["announced"]["total"] == 3


def test_only_replacements_are_told_as_such(offline: Shell) -> None:
    path = offline.folder / "rss.xml"
    path.write_text(rss("cs.CL", date(2026, 2, 6), announced()["cs.CL"][2:]), "utf-8")
    done = offline.run("brief", "--from", str(path), "--format", "json")
    assert "Only new versions of older papers" in json.loads(done.out)["notice"]["text"]


def test_the_switch_of_the_test_suite_is_no_wrong_setting(offline: Shell) -> None:
    path = json_lines(offline.folder)
    done = offline.run("brief", "--from", str(path), extra={"PAPERBRIEF_REQUIRE_SHARED": "1"})
    assert done.code == 0, done.err


def test_help_is_complete(offline: Shell) -> None:
    done = offline.run("brief", "--help")
    for option in ("--from", "--categories", "--topic", "--include", "--exclude", "--top"):
        assert option in done.out
    assert "Exit codes" in offline.run("--help").out


@pytest.mark.shared
def test_real_announcements_give_briefs_that_fit_one_message(shared: Path, tmp_path: Path) -> None:
    days = sorted(path for path in (shared / "data/arxiv").iterdir() if path.name[:2] == "20")
    assert days
    for day in days[:3]:
        done = shell(tmp_path, NOWHERE).run("brief", "--from", str(day))
        assert done.code == 0, done.err
        assert utf16_length(done.out) <= 4096
        as_json = shell(tmp_path, NOWHERE).run("brief", "--from", str(day), "--format", "json")
        jsonschema.validate(json.loads(as_json.out), SCHEMA)


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    at = shell(tmp_path, "http://127.0.0.1:9")
    for line in ("docs operating | true", "docs commands | head -c 1"):
        done = at.through(line)
        assert (done.code in (0, 141), done.err) == (True, ""), line
    assert at.through("docs operating | true").code == 141
