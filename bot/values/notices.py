"""What an operator tells all owners: the text, and to whom it has gone. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

RecipientState = Literal["waiting", "begun", "told", "failed"]
"""What was begun and never ended was cut off by a kill, or the platform gave no answer: it may have
arrived, and is not sent again."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person or a chat by address, and the language in which the line above the text is."""

    address: str
    language: str


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """One notice: ``counts`` by state, ``failed`` are the addresses that it did not reach."""

    id: int
    text: str
    made_at: datetime
    counts: Mapping[RecipientState, int]
    failed: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Errand:
    """One notice that is to go to one recipient."""

    notice: int
    text: str
    recipient: Recipient
