"""The terminal platform's sending: what is delivered is appended to one file.

``terminal.jsonl`` in the data folder holds a JSON object a line: channel, edition,
part, text. A part that is there already is not written again, so a delivery that
was cut off between the writing and the book-keeping does no harm.
"""

import asyncio
import json
import os
from pathlib import Path

from bot.deliveries import Delivered, Later, Outcome

FILE = "terminal.jsonl"
# seconds: a full disk or a folder without rights wants a person, not a hurry
_AGAIN = 60.0


class TerminalSender:
    """Implements ``bot.ports.Sender``. ``key`` is ``<edition>.<part>``."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._known: set[tuple[int, int]] | None = None

    async def send(self, channel: str, payload: str, key: str) -> Outcome:
        edition, part = (int(number) for number in key.split("."))
        return await asyncio.to_thread(self._append, channel, edition, part, payload)

    def _append(self, channel: str, edition: int, part: int, payload: str) -> Outcome:
        try:
            known = self._read_once()
            if (edition, part) in known:
                return Delivered()
            line = {"channel": channel, "edition": edition, "part": part, "text": payload}
            self._write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        except OSError as error:
            return Later(_AGAIN, f"{self._path} cannot be written ({error.strerror})")
        known.add((edition, part))
        return Delivered()

    def _read_once(self) -> set[tuple[int, int]]:
        if self._known is None:
            self._known = set()
            if self._path.exists():
                self._mend()
                with self._path.open("rb") as file:
                    for raw in file:
                        line = json.loads(raw)
                        self._known.add((line["edition"], line["part"]))
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
