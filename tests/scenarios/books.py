"""What the database of a killed bot holds of parts: read directly, as it lies there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

_PARTS = """
    SELECT deliveries.channel, deliveries.edition, parts.number, parts.state, parts.receipt
    FROM parts JOIN deliveries ON deliveries.id = parts.delivery
    ORDER BY deliveries.channel, deliveries.edition, parts.number
"""


@dataclass(frozen=True, slots=True)
class Booked:
    """One part. ``receipt`` is the platform's, empty before it arrived."""

    channel: str
    edition: int
    number: int
    state: str
    receipt: str

    @property
    def place(self) -> tuple[str, int, int]:
        return self.channel, self.edition, self.number

    @property
    def message(self) -> int:
        return int(self.receipt.rpartition("/")[2])


class Books:
    def __init__(self, database: Path) -> None:
        self._path = database

    def parts(self) -> list[Booked]:
        """In order of channel, edition and number."""
        with self._opened() as db:
            return [Booked(*row) for row in db.execute(_PARTS)]

    def in_flight(self) -> set[tuple[str, int, int]]:
        return {each.place for each in self.parts() if each.state == "in_flight"}

    def editions(self) -> dict[str, int]:
        with self._opened() as db:
            return dict(db.execute("SELECT channel, count(*) FROM editions GROUP BY channel"))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=20)) as db:
            yield db
