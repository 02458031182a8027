"""Platforms, as those see them who send."""

from typing import Protocol

from bot.messages.blocks import Message
from bot.values.deliveries import Later, Letter, Outcome


class Sender(Protocol):
    """One platform's sending."""

    async def send(self, letter: Letter) -> Outcome:
        """Send one part. Never raises for what the platform says. May wait some seconds
        for the platform's pace; what must wait longer is Later."""
        ...

    async def silent(self) -> Later | None:
        """Ask the platform something that changes nothing: None where it answers, else why
        it does not and when to ask again. Never raises for what the platform says."""
        ...


class Messenger(Protocol):
    """Tells somebody something outside of any conversation: operators, owners."""

    async def tell(self, address: str, message: Message) -> bool:
        """Send to a channel or to a person's private chat; False where it cannot arrive.
        Never raises for what the platform says."""
        ...


class Bearer(Messenger, Protocol):
    """A messenger who tells what became of it, for those who may try again."""

    async def brought(self, address: str, message: Message) -> Outcome:
        """As :meth:`Messenger.tell`. Later only where nothing of it has arrived."""
        ...
