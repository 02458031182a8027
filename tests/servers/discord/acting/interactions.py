"""Interactions: what a person did, and everything that the bot answered to it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from tests.patience import PATIENCE
from tests.servers.discord.rules.refusals import Json
from tests.servers.discord.world import Channel, Message, Person


class Act(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Reply(IntEnum):
    MESSAGE = 4
    DEFERRED = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


ALLOWED = {
    Act.COMMAND: (Reply.MESSAGE, Reply.DEFERRED, Reply.MODAL),
    Act.COMPONENT: (
        Reply.MESSAGE,
        Reply.DEFERRED,
        Reply.DEFERRED_UPDATE,
        Reply.UPDATE,
        Reply.MODAL,
    ),
    Act.AUTOCOMPLETE: (Reply.CHOICES,),
    Act.MODAL: (Reply.MESSAGE, Reply.DEFERRED, Reply.DEFERRED_UPDATE, Reply.UPDATE),
}
"""Which replies each act may get."""


@dataclass(slots=True, eq=False, kw_only=True)
class Interaction:
    """One act of a person's and its answers; times are in the server's seconds.

    ``acknowledged_after`` is None until the bot replied, then seconds since the act.
    ``original`` is the message of the first reply, or the component's message where that
    is updated; ``loading`` while only "is thinking" is shown. ``edits`` counts changes of
    any of its messages. ``answered`` is set with the first thing that a person can read.
    """

    id: int
    token: str
    act: Act
    person: Person
    channel: Channel
    data: Json
    sent_at: float
    source: Message | None = None
    acknowledged_after: float | None = None
    reply: Reply | None = None
    ephemeral: bool | None = None
    original: Message | None = None
    loading: bool = False
    followups: list[Message] = field(default_factory=list)
    edits: int = 0
    modal: Json | None = None
    choices: list[Json] | None = None
    wait: Callable[[Callable[[], Any], float], Awaitable[None]] | None = None

    @property
    def answered(self) -> bool:
        if self.modal is not None or self.choices is not None or self.followups:
            return True
        if self.reply in (Reply.UPDATE, Reply.DEFERRED_UPDATE):
            return self.reply is Reply.UPDATE or self.edits > 0
        return self.original is not None and not self.loading

    @property
    def messages(self) -> list[Message]:
        """The messages that it brought, the original first."""
        own = [self.original] if self.original is not None and self.original.id else []
        return own + self.followups

    @property
    def text(self) -> str:
        """What those messages say, one after the other."""
        return "\n".join(message.text for message in self.messages)

    async def acknowledged(self, within: float = PATIENCE) -> "Interaction":
        """Wait for the first reply of any kind. Raises TimeoutError."""
        return await self._until(lambda: self.acknowledged_after is not None, within)

    async def finished(self, within: float = PATIENCE) -> "Interaction":
        """Wait until there is something to read, to fill in or to choose. Raises TimeoutError."""
        return await self._until(lambda: self.answered, within)

    async def _until(self, predicate: Callable[[], bool], within: float) -> "Interaction":
        assert self.wait is not None
        await self.wait(predicate, within)
        return self
