"""What models told of papers and topics, kept so that it is paid for once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from bot.values.judging import Judgement, ScoreKey, TopicKey

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]
else:
    # numpy is loaded where there are vectors
    Vectors = Any

VectorKind = Literal["paper", "topic"]


class KeptVectors(Protocol):
    """Vectors by model and digest of the text, kept as half floats."""

    async def get(self, model: str, digests: Sequence[str]) -> Mapping[str, Vectors]: ...

    async def keep(
        self, model: str, kind: VectorKind, vectors: Mapping[str, Vectors], made_at: datetime
    ) -> None: ...

    async def backdrop(self, model: str, most: int) -> Sequence[Vectors]:
        """Vectors of at most so many papers, as good as drawn by lot; the same ones while none
        come or go."""
        ...


class KeptScores(Protocol):
    async def get(self, keys: Sequence[ScoreKey]) -> Mapping[ScoreKey, Judgement]: ...

    async def keep(self, scores: Mapping[ScoreKey, Judgement], made_at: datetime) -> None: ...


class KeptTopics(Protocol):
    """Topics in English by what was typed."""

    async def get(self, key: TopicKey) -> str | None: ...

    async def keep(self, key: TopicKey, english: str, made_at: datetime) -> None: ...
