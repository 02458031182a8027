"""When the operator hears of a line to Telegram that broke, and of its end."""

import logging

import pytest

from adapters.telegram_chat.receiving.line import Line

WHY = "Telegram cannot be reached."


class Alarms:
    def __init__(self) -> None:
        self.said: list[str] = []

    async def ring(self, kind: str, sentence: str) -> None:
        self.said.append(f"rung: {sentence}")

    async def calm(self, kind: str, sentence: str) -> None:
        self.said.append(f"calm: {sentence}")


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records]


async def test_a_short_break_is_two_lines_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    alarms = Alarms()
    line = Line(alarms)
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
    line = Line(alarms, patience=0)
    await line.well()
    alarms.said.clear()
    await line.broken(WHY)
    await line.well()
    await line.well()
    assert alarms.said == [
        "rung: Telegram cannot be reached. Nothing that people do there reaches me; "
        "I go on trying.",
        "calm: Telegram can be reached again.",
    ]


async def test_what_an_earlier_process_told_is_over_with_the_first_answer() -> None:
    alarms = Alarms()
    await Line(alarms).well()
    assert alarms.said == ["calm: Telegram can be reached again."]


async def test_what_is_logged_elsewhere_is_not_logged_twice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await Line(Alarms()).broken(WHY, logged=True)
    assert events(caplog) == []
