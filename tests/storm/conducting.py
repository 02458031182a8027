"""The process that moves the clock, and knows that everybody is idle before it does.

A process says that it is idle; when this loop is idle too, all are asked once more, since
an answer may have gone out to them in between. Only if nobody has anything to do, the
clock goes to the next moment that anybody waits for.
"""

import socket
from collections.abc import Callable
from math import inf
from pathlib import Path
from selectors import EVENT_READ

from tests.storm.following import FRAME, MOMENT
from tests.storm.played import Clock, PlayedSelector, Ready

# seconds of the machine: somebody works that long without a word only where they hang
_PATIENCE = 300.0


class Stuck(AssertionError):
    """Nobody moves and nobody waits for a moment."""


class Follower:
    """One process. ``until`` is None while it works; ``confirmed`` is the question that it
    last answered with idle, ``declined`` one that it did not; ``gone`` is called at its end."""

    def __init__(self, line: socket.socket, gone: Callable[[], None]) -> None:
        self.line = line
        self.gone = gone
        self.until: float | None = None
        self.confirmed = 0.0
        self.declined = False
        self._left = b""

    def fileno(self) -> int:
        return self.line.fileno()

    def say(self, kind: bytes, number: float) -> None:
        try:
            self.line.sendall(FRAME.pack(kind, number))
        except OSError:
            # killed a moment ago: that it is gone is read next
            self.until = None

    def listen(self) -> bool:
        """Take what it said; False at its end."""
        try:
            came = self.line.recv(4096)
        except OSError:
            came = b""
        self._left += came
        while len(self._left) >= FRAME.size:
            kind, number = FRAME.unpack(self._left[: FRAME.size])
            self._left = self._left[FRAME.size :]
            if kind == b"c":
                self.confirmed = number
            else:
                self.until = number if kind == b"i" else None
                self.declined = self.declined or kind == b"b"
        return bool(came)


class Conducting(PlayedSelector):
    def __init__(self, clock: Clock, door: Path) -> None:
        super().__init__(clock)
        self._followers: dict[int, Follower] = {}
        self._asked = 0.0
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._door.bind(str(door))
        self._door.listen()
        self._door.settimeout(_PATIENCE)

    def close(self) -> None:
        self._door.close()
        super().close()

    def welcome(self, gone: Callable[[], None]) -> Follower:
        """Wait for a process that was just begun."""
        line, _ = self._door.accept()
        line.settimeout(None)
        follower = Follower(line, gone)
        follower.say(b"n", self.clock.now)
        self._followers[self.register(follower, EVENT_READ).fd] = follower
        return follower

    def select(self, timeout: float | None = None) -> Ready:
        events, ended = self._heard(self.now_ready())
        if events or ended or (timeout is not None and timeout <= 0):
            return events
        until = inf if timeout is None else self.clock.now + timeout
        asked = False
        while True:
            if not asked and not self.jobs and self._all_idle():
                self._ask()
                asked = True
            if asked and self._all_confirmed():
                events, ended = self._heard(self.now_ready())
                if events or ended:
                    return events
                if self.is_sending():
                    self.next_ready(MOMENT)
                elif self._all_idle() and self._moved_on(until):
                    return []
                asked = False
                continue
            came = self.next_ready(_PATIENCE)
            if not came:
                raise Stuck(f"nothing moved for {_PATIENCE} s: {self.state()}")
            events, ended = self._heard(came)
            if events or ended:
                return events
            asked = asked and not any(each.declined for each in self._followers.values())

    def _all_idle(self) -> bool:
        return all(each.until is not None for each in self._followers.values())

    def _all_confirmed(self) -> bool:
        return all(each.confirmed == self._asked for each in self._followers.values())

    def _ask(self) -> None:
        self._asked += 1
        for each in self._followers.values():
            each.declined = False
            each.say(b"a", self._asked)

    def _moved_on(self, until: float) -> bool:
        """To the next moment that anybody waits for; whether it is ours."""
        moments = [each.until for each in self._followers.values() if each.until is not None]
        moment = min([until, *moments])
        if moment == inf:
            raise Stuck(f"nobody waits for anything: {self.state()}")
        self.clock.now = max(self.clock.now, moment)
        for each in self._followers.values():
            each.say(b"n", self.clock.now)
            if each.until is not None and each.until <= self.clock.now:
                each.until = None
        return until <= self.clock.now

    def _heard(self, came: Ready) -> tuple[Ready, bool]:
        """The events that are not the followers', and whether one of them ended."""
        events, ended = [], False
        for event in came:
            follower = self._followers.get(event[0].fd)
            if follower is None:
                events.append(event)
            elif not follower.listen():
                ended = True
                self.unregister(follower)
                del self._followers[event[0].fd]
                follower.line.close()
                follower.gone()
        return events, ended

    def state(self) -> str:
        untils = [each.until for each in self._followers.values()]
        return f"now {self.clock.now}, followers idle until {untils}, {len(self.jobs)} jobs"
