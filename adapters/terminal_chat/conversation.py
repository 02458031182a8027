"""The terminal as a chat platform: reads lines, answers with messages.

With a person at the keyboard there is completion and history (prompt_toolkit);
from a pipe every line is a command, and the end of the pipe is the end.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console

from adapters.terminal_chat.files import print_file, write_file
from adapters.terminal_chat.render import print_message
from bot.commands.lines.command import Command, CommandResult
from bot.messages.blocks import Message, attachments
from bot.messages.brief import ONE_MESSAGE, within
from bot.translator import SOURCE_LANGUAGE

CHANNEL = "terminal:main"
PERSON = "terminal:person"
PROMPT = "paperbrief> "
_ENDS = ("quit", "exit", "bye", "q", ":q")

AnswerLine = Callable[[str, "TerminalChat"], Awaitable[CommandResult]]


class TerminalChat:
    """A Conversation on two consoles: answers, and talk beside them. Files are written into
    ``folder``, and named."""

    def __init__(self, answers: Console, talk: Console, folder: Path) -> None:
        self._answers = answers
        self._talk = talk
        self._folder = folder

    async def send(self, message: Message) -> None:
        print_message(self._answers, message)
        for each in attachments(message):
            self._answers.print()
            try:
                path = await asyncio.to_thread(write_file, self._folder, each)
            except OSError as error:
                self._talk.print(f"{self._folder / each.name}: {error.strerror}", style="dim")
            else:
                print_file(self._answers, each, path)

    async def tell(self, given: CommandResult) -> None:
        """The answer, and what goes on behind it before the next line."""
        await self.send(given.message)
        if given.further is not None:
            self._answers.print()
            await given.further()

    async def refuse(self, message: Message) -> None:
        await self.send(message)

    def needs(self, message: Message) -> int:
        # what a chat platform would get is what is shown here
        return within(ONE_MESSAGE)(message)

    async def progress(self, text: str) -> None:
        self._talk.print(text, style="dim")

    async def converse(
        self, answer: AnswerLine, commands: Sequence[Command], stream: TextIO, history: Path
    ) -> None:
        """Answer lines until they end, one after the other."""
        read = _keyboard(commands, history) if _is_keyboard(stream) else self._pipe(stream)
        while (line := await read()) is not None:
            if _is_end(line):
                return
            if line.strip():
                await self.tell(await answer(line, self))
                self._answers.print()

    def _pipe(self, stream: TextIO) -> Callable[[], Awaitable[str | None]]:
        async def read() -> str | None:
            line = await asyncio.to_thread(stream.readline)
            if not line:
                return None
            # the line is repeated, so that a record of the output reads as a conversation
            shown = line.rstrip("\n")
            self._answers.print(f"{PROMPT}{_printable(shown)[:200]}", style="dim")
            return shown

        return read


def _is_end(line: str) -> bool:
    """``quit`` alone, and ``/quit now``; behind /q there is a question."""
    text = line.strip().lower()
    first = text.split(maxsplit=1)[:1]
    return text.lstrip("/").rstrip("!.") in _ENDS or first in (["/quit"], ["/exit"], ["/bye"])


class CommandCompleter(Completer):
    """Completes command names and the words that a command's arguments may start with."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = commands

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        text = document.text_before_cursor.lstrip()
        name, space, rest = text.partition(" ")
        if not space:
            for command in self._commands:
                if name and f"/{command.name}".startswith(name.lower()):
                    yield Completion(f"/{command.name}", -len(name), display_meta=command.summary)
            return
        for command in self._commands:
            if name == f"/{command.name}":
                # signs of a change (+cs.RO) stay in front of the completed word
                bare = rest.lstrip("+-")
                words = [word for word in command.completions() if bare]
                begun = [word for word in words if word.lower().startswith(bare.lower())]
                for word in begun:
                    yield Completion(word, -len(bare))
                for one in command.suggest(rest, SOURCE_LANGUAGE) if bare else ():
                    if one.value not in begun:
                        yield Completion(one.value, -len(rest), display=one.name)


def _is_keyboard(stream: TextIO) -> bool:
    return stream.isatty() and sys.stdout.isatty()


def _keyboard(commands: Sequence[Command], history: Path) -> Callable[[], Awaitable[str | None]]:
    session: PromptSession[str] = PromptSession(
        PROMPT, completer=CommandCompleter(commands), history=_history(history)
    )

    async def read() -> str | None:
        while True:
            try:
                return await session.prompt_async()
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None

    return read


def _history(path: Path) -> History:
    """Kept between sessions, readable by its owner alone; in memory where that fails."""
    try:
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


def _printable(line: str) -> str:
    return "".join(character if character.isprintable() else " " for character in line)
