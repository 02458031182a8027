"""What is loaded when the service is ready, and what right after. Counted, as time depends on the
machine: each name below once stood among what every start waited for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import Shell, shell
from tests.patience import PATIENCE

ROOMS = ("bot", "adapters", "scheduler", "storage")
# libraries that compute, that talk with what is not set up, or that draw
HEAVY = (
    # an import of rich is tried, and told
    *("numpy", "rich.console", "PIL", "pypdfium2", "prompt_toolkit", "prometheus_client", "gcld3"),
    *("httpx", "httpcore", "h11", "httpx2", "requests", "urllib3", "arxiv", "aiohttp"),
    *("telegram", "discord", "openai", "onnxruntime", "tokenizers"),
)
# what writes, chooses, checks, compares and answers, and the commands themselves
WORK = (
    *(
        "bot.editorial.writing.extract",
        "bot.editorial.sentences",
        "bot.editorial.summary.executive",
    ),
    *("bot.editorial.checking", "bot.editorial.choosing.lexical", "bot.editorial.space"),
    *("bot.editorial.full_text", "bot.editorial.retrieving", "bot.editorial.asking"),
    *("bot.editorial.analysing.extract", "bot.pipeline.model.cascade", "scheduler.edition"),
    *("bot.commands.topics.topics", "bot.commands.papers", "bot.commands.about"),
    *("bot.commands.lines.dispatch", "bot.messages.brief", "bot.messages.card"),
    *("adapters.openai_model.opening", "adapters.openai_model.language_model"),
    *("adapters.paper_files.html", "adapters.paper_files.pdf"),
)
# loaded after the start only where the settings name it, or in a process of its own; the
# analyst has a thread of its own
BY_NEED = (
    *("adapters.telegram_chat", "adapters.discord_chat", "adapters.health_port"),
    *("adapters.openai_model", "bot.pipeline.model", "adapters.sentence_encoder"),
    *("bot.editorial.space.remembering", "bot.editorial.space.teacher"),
    *("adapters.paper_files", "bot.editorial.analysing.extract"),
)
_AFTERWARDS = """
import asyncio, sys
from bot.wiring.loading import tell_libraries
tell_libraries()
import bot.cli.service_commands
from bot.wiring.after_start import load_the_rest
async def idle(): pass
asyncio.run(load_the_rest(idle))
print(*(name for name, module in sys.modules.items() if module), sep="\\n")
"""
_THREADS = """
import os, sys
from bot.cli.main import main
sys.argv = ["bot", "--version"]
try:
    main()
except SystemExit:
    print(os.environ["OPENBLAS_NUM_THREADS"], *({"numpy"} & sys.modules.keys()))
"""
_DATA_READ = """
import asyncio
from bot.wiring.after_start import load_the_rest
async def idle(): pass
asyncio.run(load_the_rest(idle))
from bot.editorial.choosing.background import background
from bot.editorial.space.crowds import crowds
from bot.editorial.space.vectors import space
from bot.editorial.writing.roles import _model
print(*(each.cache_info().currsize for each in (background, crowds, space, _model)))
"""


@pytest.fixture
def at(tmp_path: Path) -> Shell:
    # nobody listens there, and without a channel nobody is asked
    return shell(tmp_path, "http://127.0.0.1:9")


def loaded_until_ready(at: Shell) -> set[str]:
    """Modules, as the interpreter tells them beside the log."""
    loaded: set[str] = set()
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "bot", "run"],
        cwd=at.folder,
        env={**at.environment, "PAPERBRIEF_LOG_LEVEL": "info", "PAPERBRIEF_LOG_FORMAT": "json"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if '"ready"' in line:
                    return loaded
                if line.startswith("import time:"):
                    loaded.add(line.rpartition("|")[2].strip())
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE)
    raise AssertionError("the service was never ready")


def is_below(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def named_in_functions(module: Path) -> set[str]:
    """Modules of ours that the functions of a file import."""
    functions = (
        node
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    named = {
        node.module
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and node.module
    }
    return {one for one in named if is_below(one, ROOMS)}


def test_a_service_that_is_ready_has_loaded_what_it_needs_and_no_more(at: Shell) -> None:
    loaded = loaded_until_ready(at)
    assert {"scheduler.service", "apscheduler.schedulers.asyncio", "sqlite_utils"} <= loaded
    assert sorted(one for one in loaded if is_below(one, (*HEAVY, *WORK))) == []


def said_by(script: str, at: Shell, **extra: str) -> list[str]:
    """Words that it prints, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**at.environment, **extra},
        cwd=at.folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return done.stdout.split()


def test_sums_have_one_thread_unless_the_operator_says_another_number(at: Shell) -> None:
    assert said_by(_THREADS, at)[-1] == "1"
    assert said_by(_THREADS, at, OPENBLAS_NUM_THREADS="3")[-1] == "3"


def test_what_a_card_is_made_with_is_read_right_after_the_start(at: Shell) -> None:
    assert said_by(_DATA_READ, at) == ["1", "1", "1", "1"]


def test_what_is_left_out_of_a_start_is_loaded_right_after_it(at: Shell) -> None:
    loaded = set(said_by(_AFTERWARDS, at))
    root = Path(at.environment["PYTHONPATH"])
    files = [
        path
        for name in loaded
        if is_below(name, ROOMS) and (path := root / f"{name.replace('.', '/')}.py").exists()
    ]
    assert len(files) > 500
    late = set().union(*map(named_in_functions, files))
    assert "scheduler.edition" in late
    # httpx's own command line would draw with it
    assert "httpx" in loaded
    assert "rich.progress" not in loaded
    assert sorted(one for one in late - loaded if not is_below(one, BY_NEED)) == []
