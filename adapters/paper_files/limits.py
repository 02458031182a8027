"""How much of a stranger's file is read, and what reading may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """``content`` are bytes of the file, ``memory`` bytes of the process that reads, ``cpu`` and
    ``wall`` its seconds; ``pages`` are those of a PDF, ``characters`` those of the text."""

    content: int = 40_000_000
    memory: int = 1_200_000_000
    cpu: int = 30
    wall: float = 45.0
    pages: int = 300
    characters: int = 3_000_000
