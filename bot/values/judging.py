"""What a model says of papers and topics, and what it depends on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScoreKey:
    """What a judgement depends on, and not on who asked.

    ``paper`` is the digest of title and abstract, which tells one version's text from another's;
    ``topic`` is the topic's text, ``judge`` the model with the version of its prompt.
    """

    paper: str
    topic: str
    judge: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """``score`` is 0 to 100. ``evidence`` is a phrase of the paper that meets the topic, as the
    paper has it and found there, or empty."""

    score: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class TopicKey:
    """A topic's description as it was typed, and the model with the version of its prompt."""

    text: str
    translator: str
