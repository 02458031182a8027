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
    restart. ``at`` is aware. ``undone``: it is taken back already. ``takes_back`` is the number
    of the change that this one undid, 0 where it undid none."""

    number: int
    before: Channel
    after: Channel
    at: datetime
    undone: bool = False
    takes_back: int = 0
