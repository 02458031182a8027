"""The terminal platform's sending: what is delivered is appended to one file.

``terminal.jsonl`` in the data folder holds a JSON object a line: channel, edition,
part, text. A part that is there already is not written again, so a delivery that
was cut off between the writing and the book-keeping does no harm.
"""

import asyncio
import json
import os
import threading
from pathlib import Path

from bot.deliveries import Delivered, Later, Letter, Outcome

FILE = "terminal.jsonl"
# seconds: a full disk or a folder without rights wants a person, not a hurry
_AGAIN = 60.0


class TerminalSender:
    """Implements ``bot.ports.delivering.Sender``. ``key`` is ``<edition>.<part>``."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._known: set[tuple[int, int]] | None = None
        # channels are served side by side, each in a thread: one line at a time
        self._alone = threading.Lock()

    async def send(self, letter: Letter) -> Outcome:
        edition, part = (int(number) for number in letter.key.split("."))
        await letter.leaving()
        return await asyncio.to_thread(self._append, letter.channel, edition, part, letter.payload)

    def _append(self, channel: str, edition: int, part: int, payload: str) -> Outcome:
        try:
            with self._alone:
                return self._append_once(channel, edition, part, payload)
        except OSError as error:
            return Later(_AGAIN, f"{self._path} cannot be written ({error.strerror})")

    def _append_once(self, channel: str, edition: int, part: int, payload: str) -> Outcome:
        known = self._read_once()
        if (edition, part) not in known:
            line = {"channel": channel, "edition": edition, "part": part, "text": payload}
            self._write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            known.add((edition, part))
        return Delivered()

    def _read_once(self) -> set[tuple[int, int]]:
        if self._known is None:
            found = set()
            if self._path.exists():
                self._mend()
                with self._path.open("rb") as file:
                    for raw in file:
                        line = json.loads(raw)
                        found.add((line["edition"], line["part"]))
            # only once it is whole: a file that could not be read is read again
            self._known = found
        return self._known

    def _mend(self) -> None:
        """Take away a line that a full disk or a kill cut off."""
        with self._path.open("rb+") as file:
            content = file.read()
            if content and not content.endswith(b"\n"):
                file.truncate(content.rfind(b"\n") + 1)

    def _write(self, line: bytes) -> None:
        """The line whole, or nothing of it."""
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            before = os.fstat(descriptor).st_size
            if os.write(descriptor, line) != len(line):
                os.ftruncate(descriptor, before)
                raise OSError(28, "the disk is full")
        finally:
            os.close(descriptor)
