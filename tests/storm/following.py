"""A process that follows the conductor's clock: it says when it is idle, and is told the time.

Frames of nine bytes: a letter and a number. To the conductor: ``i`` idle until, ``c`` still
idle (a question's number), ``b`` busy. From it: ``a`` are you idle, ``n`` it is now, ``k``
when to die.
"""

import os
import socket
import struct
from collections.abc import Callable
from math import inf

from tests.storm.played import Clock, PlayedSelector, Ready

# seconds of the machine, in which bytes go from one process to the other
MOMENT = 0.001
FRAME = struct.Struct("<cd")


class Line:
    """The way to the conductor, for the life of this process."""

    def __init__(self, path: str) -> None:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.connect(path)
        # closed by the process's end, and by nothing before
        self._number = line.detach()
        self._left = b""
        kind, now = self._received()
        assert kind == b"n"
        self.clock = Clock(now)

    def fileno(self) -> int:
        return self._number

    def close(self) -> None:
        """For who is no process of its own."""
        os.close(self._number)

    def say(self, kind: bytes, number: float) -> None:
        os.write(self._number, FRAME.pack(kind, number))

    def orders(self) -> list[tuple[bytes, float]]:
        """Those that have arrived, one at least."""
        found = [self._received()]
        while len(self._left) >= FRAME.size:
            found.append(self._received())
        return found

    def _received(self) -> tuple[bytes, float]:
        while len(self._left) < FRAME.size:
            came = os.read(self._number, 4096)
            if not came:
                # who conducts has gone
                os._exit(70)
            self._left += came
        kind, number = FRAME.unpack(self._left[: FRAME.size])
        self._left = self._left[FRAME.size :]
        return kind, number


class Following(PlayedSelector):
    def __init__(self, line: Line, doom: Callable[[float], None]) -> None:
        super().__init__(line.clock)
        self._line = line
        self._doom = doom
        self._own = self.register(line, 1)

    def select(self, timeout: float | None = None) -> Ready:
        events = self._others(self.now_ready())
        if events or (timeout is not None and timeout <= 0):
            return events
        until = inf if timeout is None else self.clock.now + timeout
        while self.is_sending():
            if events := self._others(self.next_ready(MOMENT)):
                return events
        if not self.jobs:
            self._line.say(b"i", until)
        while True:
            came = self.next_ready(None)
            events = self._others(came)
            if len(events) < len(came):
                events = self._obey(events)
            if events or self.clock.now >= until:
                return events

    def _obey(self, events: Ready) -> Ready:
        for kind, number in self._line.orders():
            if kind == b"n":
                self.clock.now = number
            elif kind == b"k":
                self._doom(number)
            elif kind == b"a":
                # what was sent here before the question is here by now
                events = events or self._others(self.now_ready())
                self._line.say(b"b" if events or self.jobs else b"c", number)
        return events

    def _others(self, events: Ready) -> Ready:
        return [event for event in events if event[0].fd != self._own.fd]
