"""The terminal platform's sending: what is delivered is appended to one file.

``terminal.jsonl`` in the data folder holds a JSON object a line: channel, edition,
part, key, text. A part whose key is there already is not written again, so a delivery
that was cut off between the writing and the book-keeping does no harm. What others
write into the file is left alone; it may be moved away or cut short at any time.
"""

import asyncio
import errno
import json
import os
from pathlib import Path
from stat import S_ISREG
from threading import Lock

from adapters.terminal_chat.written import is_cut_off, last_keys, remember
from bot.translator import Translator
from bot.values.channels import USUAL, Manner
from bot.values.deliveries import Delivered, Later, Letter, Outcome
from bot.values.editions import Edition

FILE = "terminal.jsonl"
# seconds: a full disk or a folder without rights wants a person, not a hurry
_AGAIN = 60.0
# bytes; a line of ours is not longer
_LONGEST = 256 << 10


class TerminalSender:
    """Implements ``bot.ports.sending.Sender``. ``key`` begins with ``<edition>.<part>``."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        # in the order of their writing; the values mean nothing
        self._known: dict[str, None] | None = None
        # channels are served side by side, each in a thread: one line at a time
        self._alone = Lock()

    async def send(self, letter: Letter) -> Outcome:
        await letter.leaving()
        return await asyncio.to_thread(self._append, letter)

    async def silent(self) -> Later | None:
        """A file answers, or says why not when it is written."""
        return None

    def _append(self, letter: Letter) -> Outcome:
        try:
            with self._alone:
                self._append_once(letter)
        except OSError as error:
            return Later(_AGAIN, f"{self._path} cannot be written ({error.strerror})")
        return Delivered()

    def _append_once(self, letter: Letter) -> None:
        if self._known is None:
            # only once it is whole: a file that could not be read is read again
            self._known = last_keys(self._path)
        if letter.key not in self._known:
            self._write(_line(letter))
            remember(self._known, letter.key)

    def _write(self, line: bytes) -> None:
        """The line whole, or nothing of it."""
        # without O_NONBLOCK a pipe in its place would hang until somebody reads it
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK
        descriptor = os.open(self._path, flags, 0o600)
        try:
            whole = self._line_begun(descriptor) + line
            before = os.fstat(descriptor).st_size
            if os.write(descriptor, whole) != len(whole):
                os.ftruncate(descriptor, before)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        finally:
            os.close(descriptor)

    def _line_begun(self, descriptor: int) -> bytes:
        """What must stand before a new line. A last line that was cut off is taken away where
        it is ours, since it is sent whole; somebody else's is ended."""
        status = os.fstat(descriptor)
        if not S_ISREG(status.st_mode) or not status.st_size:
            return b""
        first = max(status.st_size - _LONGEST, 0)
        with self._path.open("rb") as file:
            file.seek(status.st_size - 1)
            if file.read(1) == b"\n":
                return b""
            file.seek(first)
            end = file.read(status.st_size - first)
        cut = end.rfind(b"\n") + 1
        if (first and not cut) or not is_cut_off(end[cut:]):
            return b"\n"
        os.ftruncate(descriptor, first + cut)
        return b""


def plain_form(edition: Edition, say: Translator, manner: Manner = USUAL) -> tuple[str, ...]:
    """One part of plain text."""
    # loaded with the first brief
    from bot.messages.brief import brief_message
    from bot.messages.plain import plain

    return (plain(brief_message(edition, say, manner=manner)),)


def _line(letter: Letter) -> bytes:
    edition, part = letter.key.split(".")[:2]
    line = {
        "channel": letter.channel,
        "edition": int(edition),
        "part": int(part),
        "key": letter.key,
        "text": letter.payload,
    }
    return json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
