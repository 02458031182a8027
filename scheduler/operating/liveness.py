"""Who is alive: the last sign of life of every worker. Pure, but for what it remembers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Vitals:
    """``silent``: seconds since each worker's last sign of life. ``allowed``: a worker that is
    silent for longer hangs."""

    silent: Mapping[str, float]
    allowed: Mapping[str, float] = field(default_factory=dict)

    @property
    def hanging(self) -> Mapping[str, float]:
        """Workers that hang and their seconds of silence, the longest first."""
        found = {
            name: seconds for name, seconds in self.silent.items() if seconds > self.allowed[name]
        }
        return dict(sorted(found.items(), key=lambda each: -each[1]))


class Heartbeats:
    """A Pulse. ``clock`` is in seconds and never goes back. It is the machine's in a rehearsal
    too, since a hang takes real time.

    ``allowed`` seconds may pass between two signs of life; ``longer`` says so for workers that
    may wait longer for others.
    """

    def __init__(
        self,
        allowed: float,
        clock: Callable[[], float],
        longer: Mapping[str, float] | None = None,
    ) -> None:
        self._allowed = allowed
        self._clock = clock
        self._longer = dict(longer or {})
        self._last: dict[str, float] = {}

    def beat(self, worker: str) -> None:
        self._last[worker] = self._clock()

    def vitals(self) -> Vitals:
        now = self._clock()
        return Vitals(
            {name: now - last for name, last in self._last.items()},
            {name: max(self._allowed, self._longer.get(name, 0.0)) for name in self._last},
        )
