"""Logs: on standard error, structured, without secrets; and nothing happens at import."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.logs import SecretEraser, configure_logs

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "123456789:AAExampleExampleExampleExampleExample"


@pytest.fixture(autouse=True)
def _logging_left_as_found() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    return None


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_is_json_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", "json", ())
    logging.getLogger("scheduler.edition").info("assembled", extra={"papers": 10})
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = lines(err)
    assert line["event"] == "assembled"
    assert line["papers"] == 10
    assert line["level"] == "info"


def test_no_secret_reaches_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("debug", "json", ("sk-very-secret",))
    log = logging.getLogger("adapters.any")
    log.warning(
        "failed with sk-very-secret", extra={"address": f"https://x/bot{TOKEN}/sendMessage"}
    )
    log.error("nested", extra={"parts": ["a", {"key": "sk-very-secret"}]})
    try:
        raise ValueError("sk-very-secret")
    except ValueError:
        log.exception("raised")
    _, err = capsys.readouterr()
    assert "sk-very-secret" not in err
    assert TOKEN not in err
    assert err.count("[secret]") >= 4


def test_a_human_line_is_cleaned_too(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", "human", ("sk-very-secret",))
    logging.getLogger("any").warning("said %s", "sk-very-secret")
    assert "sk-very-secret" not in capsys.readouterr().err


def test_addresses_printed_by_libraries_stay_silent(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", "json", ())
    logging.getLogger("httpx").info("HTTP Request: GET https://x/bot%s/getMe", TOKEN)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["openai", "openai._base_client", "httpx2", "httpcore2.http11"])
def test_libraries_that_print_questions_stay_silent_at_debug_too(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("debug", "json", ())
    logging.getLogger(name).debug("Request options: %s", {"messages": "a hidden title"})
    logging.getLogger(name).info("HTTP Request: POST http://ada:secret@x/v1")
    assert capsys.readouterr().err == ""


def test_a_short_secret_does_not_eat_ordinary_words() -> None:
    assert SecretEraser(("a",))(None, "", {"event": "banana"}) == {"event": "banana"}


def test_importing_everything_does_nothing(tmp_path: Path) -> None:
    """No output, no file, no handler, no environment needed."""
    modules = sorted(
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for room in ("bot", "adapters", "scheduler", "storage")
        for path in (ROOT / room).rglob("*.py")
        if path.stem not in ("__init__", "__main__")
    )
    program = (
        "import importlib, logging, os, threading\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "assert not logging.getLogger().handlers\n"
        "assert threading.active_count() == 1\n"
        "assert os.listdir('.') == []\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path / "none"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_gateway_that_is_down_leaves_the_librarys_traceback_unwritten(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("debug", "json", ())
    logging.getLogger("discord.shard").error("Attempting a reconnect", exc_info=OSError("refused"))
    assert capsys.readouterr().err == ""
