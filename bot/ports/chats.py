"""Chat platforms, as those see them who converse: rights, answers, briefs on demand."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.messages.blocks import Message
from bot.values.announcements import Announcement
from bot.values.channels import Channel, Named
from bot.values.editions import Edition
from bot.values.topics import Selection


class Platform(Protocol):
    """A chat platform's own connection: receives what people do and answers it."""

    @property
    def name(self) -> str:
        """As in addresses: "telegram", "discord"."""
        ...

    async def serve(self, stop: asyncio.Event) -> None:
        """Connect, sync menus, receive until ``stop`` is set. Raises PlatformUnreachable
        (it may be tried again) or PlatformRefused (a person must change something)."""
        ...


class Rights(Protocol):
    """Asks the platform who a person is. All raise PlatformUnreachable where it cannot say."""

    async def may_configure(self, channel: str, person: str) -> bool:
        """True for those who own the channel: only they change its settings."""
        ...

    async def may_read(self, channel: str, person: str) -> bool:
        """True for those who are in the channel: they may ask for it from elsewhere."""
        ...

    async def may_post(self, channel: str) -> bool:
        """Whether the bot itself may write there."""
        ...

    async def find(self, name: str, near: str) -> str | None:
        """The address of a channel by the platform's public name (``@lab``) or id
        (``-1001234``), on the platform of the address ``near``; None where the bot
        knows none."""
        ...


class RightWords(Protocol):
    """Rights in the words of a channel's platform, as sentences (msgids)."""

    def owners(self, channel: str) -> str:
        """Who may change what is set there."""
        ...

    def joining(self, channel: str) -> str:
        """How the bot is let in."""
        ...

    async def lacking(self, channel: str) -> str:
        """What the bot lacks to write there, asked where it may not. Raises PlatformUnreachable."""
        ...


class Threads(Protocol):
    """Threads in which something is discussed. Neither raises for what a platform says."""

    async def may_open(self, channel: str) -> bool:
        """Whether the bot may open one there; False where the platform has none."""
        ...

    async def open(self, channel: str, name: str, messages: Sequence[Message]) -> str | None:
        """Post the first message in the channel and the others in a thread under it, called
        ``name``. The thread's web address; None where it could not be opened."""
        ...


class Extras(Protocol):
    """What the platform of a channel has for briefs beside their words."""

    def lacking(self, channel: str) -> Mapping[str, str]:
        """The facts of ``Manner`` that it does not have, and "links" where nobody posts any, each
        with the reason as a sentence (msgid), "" where there is nothing to say."""
        ...

    async def named(self, channel: str, fact: str) -> Sequence[Named]:
        """What "ping" or "tag" may be set to there; none where there is no such thing. Raises
        PlatformUnreachable and PlatformRefused."""
        ...


class Hearing(Protocol):
    """Whether a platform tells the bot what people say to each other, and not to it."""

    async def lacking(self, channel: str) -> str:
        """See to it that what is said there is told to the bot. What a person has to change
        first, as a message id; "" where nothing. Raises PlatformUnreachable where the platform
        cannot say."""
        ...


class Conversation(Protocol):
    """One place where people talk with the bot, while one command is being answered."""

    async def send(self, message: Message) -> None:
        """The answer; it takes the place of what :meth:`progress` told. What is told and sent
        after it is a message of its own."""
        ...

    async def refuse(self, message: Message) -> None:
        """The answer to what was not done, for this person alone where a platform can."""
        ...

    async def progress(self, text: str) -> None:
        """Tell what is being done; replaced by the next call or the answer."""
        ...

    def needs(self, message: Message) -> int:
        """How many messages it takes here."""
        ...


class Briefs(Protocol):
    """Asks the scheduler for a channel's day; None where nothing is stored for it. ``person`` is
    who asks, for whom a model may be open or at its end."""

    async def brief(self, channel: Channel, day: date | None, person: str = "") -> Edition | None:
        """The brief of a New York date (None: the newest), assembled now if need be."""
        ...

    async def announcement(self, channel: Channel, day: date | None) -> Announcement | None:
        """What was announced in the channel's categories on that date."""
        ...

    async def selection(self, channel: Channel, person: str = "") -> Selection | None:
        """What this channel's settings would choose from the newest announcement."""
        ...
