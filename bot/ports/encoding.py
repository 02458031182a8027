"""What turns texts into vectors."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class Encoder(Protocol):
    """Texts as directions: the nearer two vectors, the more alike the meaning."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str:
        """Another one whenever the same text may get another vector."""
        ...

    def vectors(self, texts: Sequence[str]) -> "npt.NDArray[np.float32]":
        """A unit row for each text, alike in length; zeros where a text says nothing known.

        A row depends on its own text only. Takes long for a neural encoder; call it in a thread.
        """
        ...
