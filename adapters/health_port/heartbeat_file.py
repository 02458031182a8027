"""The heartbeat: a small file in the data folder that tells other processes whether the service
is alive; and the same for systemd.

The whole file is replaced every few seconds. Its times are of the machine's monotonic clock,
which all processes share and which no change of the time affects.
"""

import json
import os
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

NAME = "heartbeat.json"
# so large that it can be overwritten in place when the disk is full
_SIZE = 4096


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """As it was written. ``hanging``: seconds of silence by worker."""

    pid: int
    written: float
    allowed: float
    hanging: Mapping[str, float]


class HeartbeatFile:
    """For one process, which hangs as a whole if the file is older than ``allowed`` seconds."""

    def __init__(
        self, folder: Path, allowed: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._path = folder / NAME
        self._allowed = allowed
        self._clock = clock

    def keep(self, silent: Mapping[str, float], hanging: Mapping[str, float]) -> None:
        """Write the seconds since each worker's last sign of life, and for those that hang."""
        told = {
            "pid": os.getpid(),
            "written": self._clock(),
            "allowed": self._allowed,
            "silent": {name: round(seconds, 1) for name, seconds in silent.items()},
            "hanging": dict(hanging),
        }
        body = json.dumps(told).encode().ljust(_SIZE)
        aside = self._path.with_suffix(".new")
        try:
            _write(aside, body, os.O_CREAT | os.O_TRUNC)
            aside.replace(self._path)
        except OSError:
            self._overwrite(body)

    def _overwrite(self, body: bytes) -> None:
        """On a full disk the file can still be written in place. If even that fails, its age
        shows it."""
        try:
            _write(self._path, body, 0)
        except OSError:
            return

    def end(self) -> None:
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return


def _write(path: Path, body: bytes, flags: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | flags, 0o600)
    try:
        os.write(descriptor, body)
    finally:
        os.close(descriptor)


def trouble(folder: Path, now: float, wall: datetime) -> str | None:
    """Why the service that works on this data folder is not well, a sentence; None where it is.

    ``now`` is the machine's monotonic clock, ``wall`` (aware) the same moment for people.
    """
    heartbeat = read(folder)
    if heartbeat is None:
        return f"the service does not run on {folder}: there is no heartbeat of it"
    silent = now - heartbeat.written
    if silent < 0 or not _lives(heartbeat.pid):
        return f"the service does not run on {folder}: it ended unexpectedly"
    if silent > heartbeat.allowed:
        return f"the service as a whole has hung since {_moment(wall, silent)}"
    if heartbeat.hanging:
        told = ", ".join(
            f"“{name}” has hung since {_moment(wall, seconds + silent)}"
            for name, seconds in heartbeat.hanging.items()
        )
        return f"of the service's workers, {told}"
    return None


def read(folder: Path) -> Heartbeat | None:
    """None where there is none that can be read."""
    try:
        told: Any = json.loads((folder / NAME).read_bytes())
        return Heartbeat(
            int(told["pid"]),
            float(told["written"]),
            float(told["allowed"]),
            {str(name): float(seconds) for name, seconds in told["hanging"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # the process is another user's
        return True
    return True


def _moment(wall: datetime, ago: float) -> str:
    return f"{(wall - timedelta(seconds=ago)).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def notify(address: str | None, state: str) -> None:
    """Tell systemd, e.g. ``READY=1``. ``address`` is what it put into NOTIFY_SOCKET; without one
    nothing is told. https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html"""
    if not address:
        return
    # a name that begins with @ is in Linux's abstract namespace
    place = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.setblocking(False)
            out.sendto(state.encode("ascii"), place)
    except OSError:
        # a missing supervisor must not end the service
        return
