"""A language model and an embeddings model behind an address, and the books of what they cost."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from bot.values.model import Account, ModelAnswer, ModelCall, ModelRequest, Tokens
from bot.values.spending import UsageQuestion, UsageSum

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# what a call is taken to need where nobody says it: ten abstracts, and what is written of them
TYPICAL = Tokens(input=5_000, output=3_000, counted=False)


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

    async def embed(self, texts: Sequence[str], account: Account) -> "npt.NDArray[np.float32]":
        """A unit row for each text. Raises as :class:`LanguageModel` does."""
        ...


class Purse(Protocol):
    """Who may spend how much. What is over budget is answered without a model, and says so."""

    async def why_not(
        self, account: Account, model: str = "", tokens: Tokens = TYPICAL
    ) -> str | None:
        """None where the account may make a call now, else a sentence that tells why not.

        With None, as much of the budgets as the call may need is set aside, until a call of this
        account is noted, or some minutes are over: calls that are under way at the same time
        never spend more together than there is. ``tokens`` are at most what the call may need,
        of ``model``. Never raises.
        """
        ...

    async def look(self, account: Account, model: str = "") -> str | None:
        """As :meth:`why_not` for the smallest call; nothing is set aside."""
        ...

    async def note(self, call: ModelCall) -> None:
        """Write a call into the books. Never raises: it is paid for, and has to be used."""
        ...


class UsageBooks(Protocol):
    """Every call that was made. Both raise StoreUnusable."""

    async def note(self, calls: Sequence[ModelCall]) -> None:
        """All of them, or none."""
        ...

    async def sums(self, question: UsageQuestion) -> Sequence[UsageSum]:
        """One for each different set of the columns that are asked for, in their order."""
        ...
