"""Who may overtake whom: a person's slow line does not hold up the next.

A line that changes something holds up all behind it, and so the order of changes stays. One that
only answers lets others by once it takes long, and quick ones never overtake each other. What is
about the paper that was spoken of last waits until that is known, and what names papers by number
until the brief is there whose numbers they are.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from bot.commands.lines.command import Command
from bot.commands.lines.command_lines import LONGEST_LINE, CommandLine, read_line
from bot.commands.lines.effects import only_answers
from bot.commands.lines.plain_words import read_plain
from bot.commands.lines.references import (
    BriefNumber,
    leading_papers,
    read_numbered,
    read_only_papers,
    read_papers,
)

_NUMBERING = "brief"
_NUMBERED = ("paper", "analysis", "ask", "why", "vote", "save", "unsave", "export")
# of one person in one place: more than these hold up what is behind them
MOST_AT_ONCE = 3

Who = tuple[str, str]
"""A channel and a person in it."""


class SlowLines:
    """What takes long, of all people."""

    def __init__(self) -> None:
        # whether it gives papers other numbers, by what takes long
        self._slow: dict[Who, dict[asyncio.Future[Any], bool]] = {}
        self._waiting: dict[Who, list[Callable[[], None]]] = {}

    def let_by(
        self, who: Who, text: str, work: "asyncio.Future[Any]", over: Callable[[], None]
    ) -> None:
        """``over`` is called at once, or when there are fewer of this person."""
        works = self._slow.setdefault(who, {})
        works[work] = _name(text) == _NUMBERING
        work.add_done_callback(lambda done: self._ended(who, done))
        if len(works) <= MOST_AT_ONCE:
            over()
        else:
            self._waiting.setdefault(who, []).append(over)

    async def settled(self, who: Who, text: str) -> None:
        """Wait for what this line depends on, of all that this person is still waiting for."""
        works, alone = self._slow.get(who, {}), stands_alone(text)
        if alone and not names_numbers(text):
            return
        before = {work for work, numbering in works.items() if numbering or not alone}
        if before:
            await asyncio.wait(before)

    def _ended(self, who: Who, work: "asyncio.Future[Any]") -> None:
        works = self._slow.get(who, {})
        works.pop(work, None)
        if not works:
            self._slow.pop(who, None)
        waiting = self._waiting.get(who)
        if waiting:
            waiting.pop(0)()
            if not waiting:
                del self._waiting[who]


_OF_A_LIST = ("unsave", "export")
_OF_PAPERS = ("paper", "analysis", "why", "save", "vote")


def changes_nothing(text: str, commands: Sequence[Command]) -> bool:
    """Whether a later line may be answered first. Talk, and what is no command, is."""
    line = _read(text)
    if line is None:
        return True
    command = next((each for each in commands if each.name == line.name), None)
    return command is None or only_answers(line.name, line.arguments, command)


def stands_alone(text: str) -> bool:
    """False for what depends on the lines before it: questions that name no paper, ``/save this``,
    numbers of a list."""
    line = _read(text)
    if line is None:
        return False
    if line.name != "ask":
        spoken = read_only_papers(line.arguments) and not read_numbered(line.arguments)
        return line.name not in _OF_A_LIST and not (line.name in _OF_PAPERS and spoken)
    return bool(leading_papers(line.arguments)[0])


def names_numbers(text: str) -> bool:
    """Whether it names papers by their numbers in the latest brief."""
    line = _read(text)
    if line is None or line.name not in _NUMBERED:
        return False
    read = (one for word in line.arguments.split() for one in read_papers(word).papers)
    return any(isinstance(one, BriefNumber) for one in read)


def _read(text: str) -> CommandLine | None:
    """None as well for a line that is too long to be read: it is refused at once."""
    return None if len(text) > LONGEST_LINE else read_line(text) or read_plain(text)


def _name(text: str) -> str:
    line = _read(text)
    return line.name if line else ""
