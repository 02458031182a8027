"""``check --live`` as Docker and systemd ask it, of a service that runs, ended or was killed."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.cli.shell import Shell, shell
from tests.patience import PATIENCE
from tests.samples.papers import listed
from tests.servers.arxiv_server import serve_in_thread


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Shell]:
    with serve_in_thread({"cs.CL": [listed(1)]}) as server, socket.create_server(("", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        yield shell(
            tmp_path,
            server.base,
            (
                ("PAPERBRIEF_HEALTH_LISTEN", f"127.0.0.1:{port}"),
                ("PAPERBRIEF_HANG_AFTER", "3600"),
            ),
        )


@contextmanager
def running(at: Shell) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=at.folder,
        env=dict(at.environment),
        stderr=subprocess.DEVNULL,
    ) as life:
        try:
            end = time.monotonic() + PATIENCE
            while not (at.folder / "data" / "heartbeat.json").exists():
                assert life.poll() is None, "it ended"
                assert time.monotonic() < end
                time.sleep(0.05)
            yield life
        finally:
            life.kill()


def test_a_service_is_seen_to_run_and_to_have_ended(at: Shell) -> None:
    before = at.run("check", "--live")
    assert before.code == 1
    assert "the service does not run" in before.out
    with running(at) as life:
        done = at.run("check", "--live")
        assert (done.code, done.err) == (0, "")
        assert done.out == (
            "ok    live           the service runs, and all of its workers are alive\n"
        )
        health = httpx.get(f"http://{at.environment['PAPERBRIEF_HEALTH_LISTEN']}/health")
        assert health.json() == {"ok": True, "hanging": {}, "troubles": []}
        life.send_signal(signal.SIGTERM)
        assert life.wait(PATIENCE) == 0
        assert "there is no heartbeat of it" in at.run("check", "--live").out


def test_a_service_that_was_killed_is_seen_to_be_gone(at: Shell) -> None:
    with running(at) as life:
        life.kill()
        life.wait(PATIENCE)
        done = at.run("check", "--live")
    assert (done.code, done.err) == (1, "")
    assert "ended unexpectedly" in done.out


def test_a_port_that_another_program_has_ends_the_start_with_a_sentence(at: Shell) -> None:
    host, _, port = at.environment["PAPERBRIEF_HEALTH_LISTEN"].rpartition(":")
    with socket.create_server((host, int(port))):
        done = at.run("run")
    assert done.code == 5
    said = [line for line in done.err.splitlines() if not line.startswith("{")]
    assert len(said) == 1
    assert said[0].startswith("paperbrief: PAPERBRIEF_HEALTH_LISTEN: nobody can listen at")
    assert not (at.folder / "data" / "heartbeat.json").exists()


def test_the_health_check_loads_little_and_opens_no_database(at: Shell) -> None:
    script = (
        "import runpy, sys; sys.argv = ['bot', 'check', '--live']\n"
        "try: runpy.run_module('bot', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "heavy = {'sqlite3', 'discord', 'telegram', 'httpx', 'numpy', 'aiohttp'}\n"
        "heavy |= {'openai', 'httpx2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=at.folder,
        env=dict(at.environment),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
