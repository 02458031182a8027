"""People who wait for something that takes long."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WaitingReader:
    """``person`` waits in ``channel`` for the analysis of a paper; ``aside``: the answer is for
    this person alone. Who asks twice for the same waits once."""

    channel: str
    person: str
    paper_id: str
    version: int | None
    language: str
    aside: bool
    asked_at: datetime
