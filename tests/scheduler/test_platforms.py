"""Platforms side by side: what one runs into stays its own, and is told in a sentence."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from bot.errors import PlatformRefused, PlatformUnreachable
from scheduler import platforms
from scheduler.platforms import keep_connected
from tests.patience import PATIENCE

Trouble = Exception | None


class Platform:
    """Does as it is told at each run; without a further word, it serves until the stop."""

    def __init__(self, name: str, *troubles: Trouble) -> None:
        self.name = name
        self.runs = 0
        self.serving, self.thrice = asyncio.Event(), asyncio.Event()
        self._troubles: Iterator[Trouble] = iter(troubles)

    async def serve(self, stop: asyncio.Event) -> None:
        self.runs += 1
        if self.runs == 3:
            self.thrice.set()
        if (trouble := next(self._troubles, None)) is not None:
            raise trouble
        self.serving.set()
        await stop.wait()


class Alarms:
    def __init__(self) -> None:
        self.rung: list[tuple[str, str]] = []

    async def ring(self, kind: str, sentence: str) -> None:
        self.rung.append((kind, sentence))

    async def calm(self, kind: str, sentence: str) -> None:
        return None


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SOONEST", "LATEST", "REFUSED"):
        monkeypatch.setattr(platforms, name, 0.01)


@asynccontextmanager
async def kept(*served: Platform) -> AsyncIterator[Alarms]:
    stop, alarms = asyncio.Event(), Alarms()
    task = asyncio.create_task(keep_connected(served, alarms, stop))
    try:
        async with asyncio.timeout(PATIENCE):
            yield alarms
    finally:
        stop.set()
        async with asyncio.timeout(PATIENCE):
            await task


@pytest.mark.parametrize(
    "trouble",
    [PlatformRefused("A new token, please."), PlatformUnreachable("No answer."), ValueError("x")],
)
async def test_one_platform_s_trouble_does_not_stop_the_other(trouble: Exception) -> None:
    broken, well = Platform("telegram", *[trouble] * 1000), Platform("discord")
    async with kept(broken, well):
        await well.serving.wait()
        await broken.thrice.wait()
        assert well.runs == 1


async def test_who_was_refused_or_out_of_reach_serves_when_it_is_over() -> None:
    telegram = Platform(
        "telegram", PlatformRefused("A new token, please."), PlatformUnreachable("No answer.")
    )
    async with kept(telegram) as alarms:
        await telegram.serving.wait()
    assert alarms.rung == [("telegram_refused", "A new token, please.")]


async def test_a_defect_is_told_and_the_next_run_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram = Platform("telegram", ZeroDivisionError("its own words"))
    async with kept(telegram) as alarms:
        await telegram.serving.wait()
    ((kind, sentence),) = alarms.rung
    assert kind == "telegram_failed"
    assert "its own words" not in sentence
    assert [record.exc_info is not None for record in caplog.records] == [True]


async def test_a_refusal_is_no_crash_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platforms, "REFUSED", 3600.0)
    telegram = Platform("telegram", *[PlatformRefused("A new token, please.")] * 1000)
    discord = Platform("discord", *[PlatformUnreachable("No answer.")] * 1000)
    async with kept(telegram, discord):
        await discord.thrice.wait()
    assert telegram.runs == 1
