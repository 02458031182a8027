"""What the check of a text found."""

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal[
    "number",
    "unit",
    "name",
    "acronym",
    "comparison",
    "negation",
    "overclaim",
    "causal",
    "scope",
    "refusal",
    "preamble",
    "request",
    "language",
    "markup",
    "injection",
    "link",
    "filler",
    "other_paper",
    "repetition",
    "truncated",
    "empty",
    "length",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a text.

    ``quote`` is what of the text it is about, "" for the whole; ``hint`` is one short English
    sentence that a model can act on when it writes again.
    """

    kind: FaultKind
    quote: str
    hint: str
