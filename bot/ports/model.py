"""A language model and an embeddings model behind an address, and the books of what they cost."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.values.model import Account, ModelAnswer, ModelCall, ModelRequest


class LanguageModel(Protocol):
    """Answers a request in the form of its schema.

    Every failure is one of the errors below ``ModelFailed`` (bot/errors.py), which say whether
    the same request may be tried again. Whether the account may spend is asked before each call.
    """

    @property
    def name(self) -> str:
        """As the operator set it; stands on what it wrote."""
        ...

    async def ask(self, request: ModelRequest, account: Account) -> ModelAnswer: ...


class EmbeddingModel(Protocol):
    @property
    def name(self) -> str: ...

    async def embed(self, texts: Sequence[str], account: Account) -> npt.NDArray[np.float32]:
        """A unit row for each text. Raises as :class:`LanguageModel` does."""
        ...


class Purse(Protocol):
    """Who may spend how much. What is over budget is answered without a model, and says so."""

    async def why_not(self, account: Account) -> str | None:
        """None where the account may make a call now, else a sentence that tells why not."""
        ...

    async def note(self, call: ModelCall) -> None:
        """Write a call into the books."""
        ...


class UsageBooks(Protocol):
    """Every call that was made, kept."""

    async def note(self, call: ModelCall) -> None: ...

    async def since(self, moment: datetime) -> Sequence[ModelCall]:
        """Oldest first."""
        ...
