"""No line of /topics keeps the bot from everybody else: long ones are answered as well."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import pytest

from bot.commands.topics.reading.typed import Reader
from bot.commands.topics.wording.names import authors_in
from bot.errors import UsageError
from bot.translator import translator
from bot.values.channels import Channel

LONGEST = 4096
# seconds of the processor; each line takes a small part of it
ENOUGH = 10.0
READER = Reader(
    Channel(address="terminal:main", language="en", top=10, categories=("cs.CL",)),
    translator("en"),
    in_english=True,
)


@contextmanager
def bounded() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError("a line takes too long")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, ENOUGH)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize(
    ("begin", "again"),
    [
        ("agents, no games ", ") "),
        ("agents without games ", "! "),
        ("everything except games ", ") "),
        ("no ", "!"),
        ("nothing on games ", "papers "),
        ("", "I want "),
        ("agents", " "),
        ("agents; ", "and also "),
    ],
)
def test_a_long_line_is_answered(begin: str, again: str) -> None:
    line = f"{begin}{again * LONGEST}"[: LONGEST - 1] + "x"
    with bounded(), suppress(UsageError):
        READER.read(line)


def test_a_long_run_of_blanks_between_names_is_one() -> None:
    with bounded():
        assert authors_in(f"Ada Lovelace{' ' * LONGEST}and Alan Turing") == (
            "Ada Lovelace",
            "Alan Turing",
        )
