"""A language model's calls: what is asked, what comes back, what it costs and who pays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Purpose = Literal[
    "topic", "embed", "score", "write", "summarise", "analyse", "answer", "probe",
]  # fmt: skip
"""What a call is for: a topic put into English, vectors, relevance of the short list, papers,
the edition's summary, the deep analysis of a paper, questions about papers, the operator's
question what an address can do."""


@dataclass(frozen=True, slots=True)
class Account:
    """On whose behalf a call is made: a channel's address; and the person who asked, "" where
    the schedule did. ``operator`` for what the command line asks."""

    channel: str
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """One question to a model.

    ``instructions`` are ours alone, alike in all calls of a kind and first, so that a prefix
    cache works; ``data`` is everything that comes from outside, delimited. ``schema`` is a closed
    JSON schema of the answer, an object; ``name`` is the schema's.
    ``most`` is how many tokens the answer may have, ``results`` how many papers or texts the
    question is about, for the books. ``within``: seconds in which calls may begin, waits and
    repetitions too; one that has begun is paid for, and has its whole time. Without it, the model's
    own patience bounds them.
    """

    purpose: Purpose
    instructions: str
    data: str
    name: str
    schema: Mapping[str, Any]
    most: int
    results: int = 1
    within: float | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """As the server counted them, or estimated where it did not (``counted`` is False).
    ``cached`` are a part of ``input``."""

    input: int = 0
    output: int = 0
    cached: int = 0
    counted: bool = True


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """``content`` keeps the schema of the request, whatever the server promised."""

    content: Mapping[str, Any]
    tokens: Tokens


CallOutcome = Literal[
    "answered", "invalid", "truncated", "refused", "filtered", "empty", "late", "unreachable",
    "overloaded", "quota", "denied",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One call as it is kept for the books. ``seconds`` on the clock of the machine;
    ``results`` is how many papers or texts it was about."""

    at: datetime
    model: str
    purpose: Purpose
    account: Account
    tokens: Tokens
    seconds: float
    outcome: CallOutcome
    results: int = 1
