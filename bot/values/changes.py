"""What an owner changed of a channel, so that it can be taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.values.channels import Channel

KEPT_FOR = timedelta(days=1)
"""How long a change can be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``before`` and ``after`` have all that the owner set then; what the bot keeps for itself
    there (the owner's address) is as it is now. ``number`` is the store's, the same after a
    restart. ``at`` is aware. ``undone``: it was taken back once already."""

    number: int
    before: Channel
    after: Channel
    at: datetime
    undone: bool = False
