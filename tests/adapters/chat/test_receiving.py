"""When a line to Telegram that broke is reported, and its end."""

import logging

import pytest

from adapters.chat.receiving import ReceivingLine

WHY = "Telegram cannot be reached."


class Alarms:
    """Implements ``bot.ports.alarms.Reach``."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def lost(self, platform: str, why: str, seconds: float) -> None:
        assert platform == "telegram"
        self.said.append(f"lost: {why}")

    async def found(self, platform: str) -> None:
        assert platform == "telegram"
        self.said.append("found")


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records]


async def test_a_short_break_is_two_lines_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    alarms = Alarms()
    line = ReceivingLine("telegram", alarms)
    await line.well()
    alarms.said.clear()
    for _ in range(5):
        await line.broken(WHY)
    for _ in range(5):
        await line.well()
    assert events(caplog) == ["telegram_not_reached", "telegram_reached_again"]
    assert alarms.said == []


async def test_a_long_break_is_told_with_its_end() -> None:
    alarms = Alarms()
    line = ReceivingLine("telegram", alarms, patience=0)
    await line.well()
    alarms.said.clear()
    await line.broken(WHY)
    await line.well()
    await line.well()
    assert alarms.said == ["lost: Telegram cannot be reached.", "found"]


async def test_what_an_earlier_process_told_is_over_with_the_first_answer() -> None:
    alarms = Alarms()
    await ReceivingLine("telegram", alarms).well()
    assert alarms.said == ["found"]


async def test_what_is_logged_elsewhere_is_not_logged_twice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await ReceivingLine("telegram", Alarms()).broken(WHY, logged=True)
    assert events(caplog) == []
