"""What becomes of the texts that a model writes, for whoever counts them."""

from collections.abc import Callable
from typing import Literal

from bot.values.model import Purpose

TextFate = Literal["written", "repaired", "left out"]
"""Right at once; right when it was asked for again; wrong or missing then too."""

NoteFate = Callable[[Purpose, TextFate, int], None]
"""So many texts had that fate."""


def uncounted(purpose: Purpose, fate: TextFate, texts: int) -> None:
    """Where nobody counts."""
