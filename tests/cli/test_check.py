"""``check``: a line for everything that must be right, with what to do where it is not."""

import socket
import sqlite3
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.cli.check_command import _calendar, _clock
from tests.cli.lives import Nursery
from tests.cli.shell import Done, shell
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.servers.discord.remote import discord_process
from tests.servers.faults import Fault
from tests.servers.telegram.remote import telegram_process
from tests.small_disk import fill, small_disk

Run = Callable[..., Done]
# nobody listens on the port of "discard"
CLOSED = "http://127.0.0.1:9"
SECRET = "123456789:AAExampleExampleExampleExampleExample"


@pytest.fixture
def arxiv() -> Iterator[ArxivServer]:
    with serve_in_thread({"cs.CL": [listed(1)]}) as server:
        yield server


@pytest.fixture
def run(cradle: Nursery, arxiv: ArxivServer, tmp_path: Path) -> Run:
    settings = (
        ("PAPERBRIEF_ARXIV_INTERVAL", "0"),
        ("PAPERBRIEF_CONTACT", "ops@example.org"),
        ("OPENAI_API_KEY", SECRET),
    )
    at = shell(tmp_path, arxiv.base, settings)
    return lambda *arguments: cradle.run(at, *arguments, impatient=True)


def lines(done: Done) -> dict[str, tuple[str, str]]:
    """State and sentence by what was looked at; each takes one line."""
    cut = [(line[:5].strip(), line[6:20].strip(), line[21:]) for line in done.out.splitlines()]
    assert len({what for _, what, _ in cut}) == len(cut)
    return {what: (state, said) for state, what, said in cut}


def test_everything_has_a_line_and_all_is_well(run: Run) -> None:
    done = run("check")
    assert (done.code, done.err) == (0, "")
    found = lines(done)
    well = ("settings", "clock", "data folder", "database", "arXiv feed", "arXiv records",
            "arXiv look-up")  # fmt: skip
    assert {what: found[what][0] for what in well} == dict.fromkeys(well, "ok")
    assert {"calendar", "Telegram", "Discord", "model"} <= set(found)
    assert SECRET not in done.out


async def test_discord_is_asked_who_the_bot_is_and_the_invitation_is_shown(
    cradle: Nursery, arxiv: ArxivServer, tmp_path: Path
) -> None:
    async with discord_process() as discord:
        here = (("PAPERBRIEF_ARXIV_INTERVAL", "0"), ("DISCORD_API_BASE", discord.base))

        def checked(token: str) -> Done:
            at = shell(tmp_path, arxiv.base, (*here, ("DISCORD_BOT_TOKEN", token)))
            return cradle.run(at, "check", impatient=True)

        let_in, refused = checked(discord.token), checked("another-token")
    state, said = lines(let_in)["Discord"]
    assert state == "ok"
    assert "https://discord.com/oauth2/authorize?client_id=" in said
    assert refused.code == 1
    state, said = lines(refused)["Discord"]
    assert (state, "Developer Portal" in said) == ("FAIL", True)
    assert "another-token" not in refused.out + refused.err


def test_offline_asks_nothing_outside(run: Run, arxiv: ArxivServer) -> None:
    done = run("check", "--offline")
    assert done.code == 0
    assert lines(done)["arXiv"] == ("skip", "not asked (--offline)")
    assert arxiv.requests == []


def test_an_arxiv_out_of_reach_fails_with_its_address(run: Run, arxiv: ArxivServer) -> None:
    arxiv.fail_next("rss", Fault.SERVER_ERROR, times=10)
    done = run("check")
    assert done.code == 1
    state, said = lines(done)["arXiv feed"]
    assert state == "FAIL"
    assert arxiv.base in said
    assert lines(done)["arXiv look-up"][0] == "ok"


def test_a_folder_that_cannot_be_written_says_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    done = run("check", "--offline")
    assert done.code == 1
    state, said = lines(done)["data folder"]
    assert state == "FAIL"
    assert "PAPERBRIEF_DATA" in said
    assert "Traceback" not in done.err


def test_a_full_disk_is_called_full_by_every_command(run: Run, tmp_path: Path) -> None:
    with small_disk(tmp_path / "data") as data:
        adding = ("channels", "add", "terminal:a", "--categories", "cs.CL")
        assert run(*adding).code == 0
        fill(data / "filling")
        for command in (("fetch",), ("run",), adding):
            done = run(*command)
            assert done.code == 6
            assert "disk is full; make room" in done.err
            assert "account" not in done.err
            assert "by itself" not in done.err
        done = run("check", "--offline")
        assert done.code == 1
        state, said = lines(done)["data folder"]
        assert (state, "disk is full" in said, "make room" in said) == ("FAIL", True, True)
        assert "PAPERBRIEF_DATA" not in said
        assert not (data / ".probe").exists()


def test_a_damaged_database_fails_and_names_a_backup(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "paperbrief.sqlite").write_bytes(b"no database " * 1000)
    done = run("check", "--offline")
    assert done.code == 1
    state, said = lines(done)["database"]
    assert state == "FAIL"
    assert "backup" in said


def test_a_database_with_a_broken_page_is_found(run: Run, tmp_path: Path) -> None:
    assert run("channels", "add", "terminal:a", "--categories", "cs.CL").code == 0
    path = tmp_path / "data" / "paperbrief.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = db.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'channels'"
        ).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with path.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)
    done = run("check", "--offline")
    assert done.code == 1
    assert lines(done)["database"][0] == "FAIL"


def test_a_check_beside_a_second_service_goes_through(
    run: Run, cradle: Nursery, arxiv: ArxivServer, tmp_path: Path
) -> None:
    life = cradle.begin(shell(tmp_path, arxiv.base), "run")
    life.hears("serving")
    assert run("check", "--offline").code == 0
    life.kill()


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        (date(2026, 12, 1), "ok", "until 2026-12-31"),
        (date(2026, 12, 2), "warn", "in 29 days"),
        (date(2026, 12, 15), "warn", "update Paperbrief by then"),
        (date(2027, 1, 1), "warn", "ended on 2026-12-31"),
    ],
)
def test_the_end_of_the_list_of_holidays_is_warned_of(today: date, state: str, words: str) -> None:
    finding = _calendar(today)
    assert finding.state == state
    assert words in finding.said


def test_the_clock_is_told_in_new_york_with_the_newest_announcement() -> None:
    finding = next(iter(_clock(datetime(2026, 2, 15, 23, 0, tzinfo=UTC))))
    assert "Sun 18:00 in New York" in finding.said
    assert "2026-02-13" in finding.said


async def test_telegram_is_asked_who_the_bot_is_and_what_should_change_is_told(
    cradle: Nursery, arxiv: ArxivServer, tmp_path: Path
) -> None:
    async with telegram_process() as telegram:
        here = (("PAPERBRIEF_ARXIV_INTERVAL", "0"), ("TELEGRAM_API_BASE", telegram.base))

        def checked(token: str, *more: tuple[str, str]) -> Done:
            at = shell(tmp_path, arxiv.base, (*here, ("TELEGRAM_BOT_TOKEN", token), *more))
            return cradle.run(at, "check", impatient=True)

        let_in, refused = checked(telegram.token), checked(SECRET)
        hooked = checked(
            telegram.token, ("PAPERBRIEF_TELEGRAM_WEBHOOK", "https://bot.example.org/hook")
        )
        await telegram.call("privacy", on=False)
        hears_all = checked(telegram.token)
    state, said = lines(let_in)["Telegram"]
    assert (state, "https://t.me/paperbrief_bot?startgroup=" in said) == ("ok", True)
    state, said = lines(refused)["Telegram"]
    assert (refused.code, state, "@BotFather" in said) == (1, "FAIL", True)
    assert SECRET not in refused.out + refused.err
    state, said = lines(hooked)["Telegram"]
    assert (state, "its webhook is nowhere" in said) == ("warn", True)
    state, said = lines(hears_all)["Telegram"]
    assert (state, "/setprivacy" in said, hears_all.code) == ("warn", True, 0)


def certified(folder: Path) -> ssl.SSLContext:
    """A server's own, with a certificate that nobody vouches for."""
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem",
         "-out", "cert.pem", "-days", "2", "-subj", "/CN=localhost"],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("no openssl here makes a certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A port of this machine where ``answer`` is called with each connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def accept() -> None:
            with suppress(OSError):
                while True:
                    held.append(server.accept()[0])
                    with suppress(OSError):
                        answer(held[-1])

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield int(server.getsockname()[1])
        finally:
            server.shutdown(socket.SHUT_RDWR)
            for each in held:
                each.close()


def ends(sock: socket.socket) -> None:
    """Somebody else's page, whatever was asked."""
    sock.recv(65536)
    sock.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    sock.close()


@pytest.mark.parametrize("platform", ["Telegram", "Discord"])
def test_a_platform_out_of_reach_is_told_with_its_address_and_the_cause(
    cradle: Nursery, tmp_path: Path, platform: str
) -> None:
    def told(base: str) -> str:
        there = (
            ("PAPERBRIEF_ARXIV_INTERVAL", "0"),
            (f"{platform.upper()}_BOT_TOKEN", SECRET),
            (f"{platform.upper()}_API_BASE", base),
        )
        done = cradle.run(shell(tmp_path, CLOSED, there), "check", impatient=True)
        state, said = lines(done)[platform]
        assert state == "FAIL"
        assert base.rstrip("/") in said
        return said

    way = "/api/v10" if platform == "Discord" else ""
    assert "[connection refused" in told(CLOSED + way)
    assert "[DNS: " in told(f"http://paperbrief-test.invalid{way}")
    with listening(ends) as port:
        assert "502" in told(f"http://127.0.0.1:{port}{way}")
    context = certified(tmp_path)

    def shakes(sock: socket.socket) -> None:
        context.wrap_socket(sock, server_side=True)

    with listening(shakes) as port:
        assert "[TLS: " in told(f"https://localhost:{port}{way}")


def test_an_arxiv_out_of_reach_is_told_with_the_cause(cradle: Nursery, tmp_path: Path) -> None:
    settings = (("PAPERBRIEF_ARXIV_INTERVAL", "0"),)
    found = lines(cradle.run(shell(tmp_path, CLOSED, settings), "check", impatient=True))
    for what in ("arXiv feed", "arXiv records", "arXiv look-up"):
        state, said = found[what]
        assert (state, "[connection refused" in said, CLOSED in said) == ("FAIL", True, True), said
