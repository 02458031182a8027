"""Scenarios: what happens in neutral words (``*.toml``), and how a platform's stage plays it.

A file has ``about``, ``platforms``, a table ``places`` (name to "private", "group",
"channel" or "forum"), perhaps ``operator`` (which of them is the operator's chat), and
``[[step]]`` tables with one of these each:

- ``who``, ``where``, ``says``: a person writes; ``{name}`` is the id of a place
- ``who``, ``where``, ``taps``: a person taps a control of the newest message that has it
- ``where``, ``happens``: "gone", "back", "slow", "well" or "migrated"
- ``announces``: numbers of papers by category, for the next announcement date
- ``later``: so many minutes go by; ``restarts``: the service ends and begins again
- ``where``, ``sees``: wait until a message there has these words; ``times``: exactly so
  often, when all is quiet; with ``who``, what that person alone sees counts too
- ``where``, ``most``: when all is quiet, at most so many messages stand there in public

``only`` names the platforms that have a step, and ``because`` says why.
"""

import asyncio
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from bot.settings import load_settings
from bot.values.listings import AnnounceType, ListedPaper
from scheduler.timing.calendar import announcement_dates
from storage.file.database import DATABASE
from tests.patience import PATIENCE
from tests.samples.papers import paper
from tests.scenarios.books import Books
from tests.servers.arxiv_server import ArxivServer
from tests.serving import serving

FOLDER = Path(__file__).parent
FIRST = date(2026, 2, 11)
# four in the morning in New York: what was announced in the evening is in the feeds
MORNING = timedelta(hours=9)
# the service asks for the time several times a tick: so often, it has looked at everything
_LOOKS = 40

Step = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    platforms: Sequence[str]
    places: Mapping[str, str]
    steps: Sequence[Step]
    operator: str | None = None


class Stage(Protocol):
    """A platform with people in it. ``places`` are made before the first step."""

    async def says(self, who: str, where: str, text: str) -> None: ...

    async def taps(self, who: str, where: str, label: str) -> None: ...

    async def happens(self, what: str, where: str) -> None: ...

    def seen(self, where: str, who: str | None = None) -> list[str]:
        """The bot's messages as they stand there; ``who`` sees their own answers too."""
        ...

    def id_of(self, where: str) -> str:
        """As a command names the place."""
        ...


def read(path: Path) -> Scenario:
    raw = tomllib.loads(path.read_text("utf-8"))
    return Scenario(path.stem, raw["platforms"], raw["places"], raw["step"], raw.get("operator"))


def listings(numbers: Mapping[str, Sequence[int]]) -> dict[str, list[ListedPaper]]:
    return {
        name: [ListedPaper(paper(n, categories=(name,)), AnnounceType.NEW) for n in each]
        for name, each in numbers.items()
    }


class Backstage:
    """arXiv, the time and the service, which are the same on every platform."""

    def __init__(self, arxiv: ArxivServer) -> None:
        self.arxiv = arxiv
        self.now = datetime.combine(FIRST, datetime.min.time(), UTC) + MORNING
        self._dates = list(announcement_dates(FIRST, FIRST + timedelta(days=30)))
        self._looks = 0
        self._stack = AsyncExitStack()

    def clock(self) -> datetime:
        self._looks += 1
        return self.now

    async def begin(self) -> None:
        self._stack = AsyncExitStack()
        await self._stack.enter_async_context(serving(self.clock))

    async def end(self) -> None:
        await self._stack.aclose()

    def announce(self, numbers: Mapping[str, Sequence[int]]) -> None:
        """The next date's papers, and the morning after them."""
        day = self._dates.pop(0)
        self.arxiv.announce(day, listings(numbers))
        self.now = datetime.combine(day, datetime.min.time(), UTC) + MORNING

    async def quiet(self) -> None:
        """Until the service has looked at everything again and again, and nothing that it
        began to send waits for a platform's pace."""
        begun, books = self._looks, Books(load_settings().storage.data / DATABASE)
        await until(lambda: self._looks > begun + _LOOKS, "a service that looks")
        await until(lambda: not books.in_flight(), "an end of what is being sent")


async def until(holds: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"never came: {what}"
        await asyncio.sleep(0.02)


async def play(scenario: Scenario, platform: str, stage: Stage, behind: Backstage) -> None:
    await behind.begin()
    try:
        for number, step in enumerate(scenario.steps, 1):
            if platform in step.get("only", (platform,)):
                try:
                    await _step(step, stage, behind)
                except AssertionError as error:
                    raise AssertionError(f"step {number} {dict(step)}: {error}") from error
    finally:
        await behind.end()


async def _step(step: Step, stage: Stage, behind: Backstage) -> None:
    match step:
        case {"who": who, "where": where, "says": text}:
            await stage.says(who, where, _named(text, stage))
        case {"who": who, "where": where, "taps": label}:
            await stage.taps(who, where, label)
        case {"where": where, "happens": what}:
            await stage.happens(what, where)
        case {"announces": numbers}:
            behind.announce(numbers)
        case {"later": minutes}:
            behind.now += timedelta(minutes=minutes)
        case {"restarts": True}:
            await behind.end()
            await behind.begin()
        case _:
            await _look(step, stage, behind)


def _named(text: str, stage: Stage) -> str:
    head, brace, rest = text.partition("{")
    if not brace:
        return text
    name, _, tail = rest.partition("}")
    return f"{head}{stage.id_of(name)}{tail}"


async def _look(step: Step, stage: Stage, behind: Backstage) -> None:
    where, who = step["where"], step.get("who")

    def count() -> int:
        return sum(step.get("sees", "") in text for text in stage.seen(where, who))

    if "most" in step:
        await behind.quiet()
        assert count() <= step["most"], stage.seen(where, who)
        return
    times = step.get("times")
    if times != 0:
        end = time.monotonic() + PATIENCE
        while count() < (times or 1):
            assert time.monotonic() < end, f"there is only {stage.seen(where, who)}"
            await asyncio.sleep(0.02)
    if times is not None:
        await behind.quiet()
        assert count() == times, stage.seen(where, who)
