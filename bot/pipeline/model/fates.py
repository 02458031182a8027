"""What becomes of the texts that a model writes, for whoever counts them."""

from collections.abc import Callable

FateNote = Callable[[str, str, str], None]
"""One text: what the model was asked for (``write``, ``summarise``); ``written`` at once,
``repaired`` (written once more), or ``fell_back``; what was found wrong first, "" for nothing."""


def uncounted(purpose: str, outcome: str, reason: str) -> None:
    """Where nobody counts."""
