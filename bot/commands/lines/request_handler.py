"""One line from a person, from its arrival to its answer, on any platform.

::

    admitted? | answer | acknowledged within a second | answered by the deadline
                       | from then on, the person's next lines go first
                       | what goes on behind the answer

The platform's adapter says where the line comes from and how things are said there.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

from bot.commands.lines.allow_list import AllowList
from bot.commands.lines.command import CommandResult, Origin, Services
from bot.commands.lines.overtaking import SlowLines, changes_nothing
from bot.errors import PaperbriefError
from bot.messages.blocks import Message, message, paragraph
from bot.ports.chats import Conversation
from bot.translator import Translator

log = logging.getLogger(__name__)

# seconds until a person is told that something is being done; a platform needs some of its own
ACKNOWLEDGED = 0.6
# seconds until a person is told that it took too long
DEADLINE = 60.0


@dataclass(frozen=True, slots=True)
class Said:
    """To what people said to each other. ``unsaid`` is called where it did not arrive."""

    message: Message
    unsaid: Callable[[], None]


AnswerTalk = Callable[[str, Origin, Conversation, Services], Awaitable[Said | None]]
"""What is said to what people said to each other; None for nothing."""


@dataclass(frozen=True, slots=True)
class RequestHandler:
    """Receives lines and has them answered. Times are in seconds. ``talk`` is None where the bot
    answers only those who speak to it."""

    services: Services
    allow_list: AllowList
    talk: AnswerTalk | None = None
    acknowledged: float = ACKNOWLEDGED
    deadline: float = DEADLINE
    # held here: the loop itself only knows tasks weakly
    _behind: set[asyncio.Task[None]] = field(default_factory=set)
    _lines: SlowLines = field(default_factory=SlowLines)
    _answering: set[asyncio.Task[CommandResult]] = field(default_factory=set)

    async def idle(self) -> None:
        """Wait until nobody waits for an answer."""
        while self._answering:
            await asyncio.wait(self._answering)

    async def receive(
        self,
        text: str,
        origin: Origin,
        conversation: Conversation,
        over: Callable[[], None] = lambda: None,
    ) -> bool:
        """Answer a line; whether it was done. Never raises for what a command runs into.

        ``over`` is called where the person's next line may begin before the end of this one:
        once it takes long and changes nothing, for a few lines of each person at a time.
        """
        say = self.services.spoken(origin.language)
        if not self.allow_list.admits(origin):
            await conversation.refuse(message(paragraph(_not_admitted(origin, say))))
            return False
        passing = over if changes_nothing(text, self.services.commands) else None
        given = await self._answered(text, origin, conversation, say, passing)
        if given.done:
            await conversation.send(given.message)
        else:
            await conversation.refuse(given.message)
        if given.further is not None:
            from bot.commands.lines.dispatch import go_on

            behind = asyncio.create_task(go_on(given.further, origin.channel))
            self._behind.add(behind)
            behind.add_done_callback(self._behind.discard)
        return given.done

    async def overhear(self, text: str, origin: Origin, conversation: Conversation) -> None:
        """What people say to each other: most of it is passed over, and so is what takes longer
        than an answer may. Raises what the platform says to an answer."""
        if self.talk is None or not self.allow_list.admits(origin):
            return
        try:
            async with asyncio.timeout(self.deadline):
                said = await self.talk(text, origin, conversation, self.services)
        except (PaperbriefError, TimeoutError) as error:
            log.info("talk_passed_over", extra={"channel": origin.channel, "why": str(error)})
            return
        if said is not None:
            with ExitStack() as where_it_fails:
                where_it_fails.callback(said.unsaid)
                await conversation.send(said.message)
                where_it_fails.pop_all()

    async def close(self) -> None:
        """End what goes on behind answers: who asked has been answered."""
        for each in self._behind:
            each.cancel()
        await asyncio.gather(*self._behind, return_exceptions=True)

    async def _answered(
        self,
        text: str,
        origin: Origin,
        conversation: Conversation,
        say: Translator,
        passing: Callable[[], None] | None,
    ) -> CommandResult:
        begun = asyncio.get_running_loop().create_future()
        work = asyncio.create_task(self._in_turn(text, origin, conversation, begun))
        self._answering.add(work)
        work.add_done_callback(self._answering.discard)
        try:
            done, _ = await asyncio.wait({work}, timeout=self.acknowledged)
            if not done:
                if passing is not None:
                    begun.add_done_callback(partial(self._let_by, text, origin, work, passing))
                await conversation.progress(say.text("One moment …"))
                left = self.deadline - self.acknowledged
                done, _ = await asyncio.wait({work}, timeout=left)
            if done:
                return work.result()
        finally:
            work.cancel()
        log.warning("command_timed_out", extra={"channel": origin.channel})
        return CommandResult(self.too_long(say), done=False)

    async def _in_turn(
        self, text: str, origin: Origin, conversation: Conversation, begun: "asyncio.Future[None]"
    ) -> CommandResult:
        """``begun`` is done where the person's next line may overtake this one."""
        # it may be about what an earlier line is still looking for
        await self._lines.settled((origin.channel, origin.person), text)
        begun.set_result(None)
        # with all that reads a line, loaded with the first one
        from bot.commands.lines.dispatch import answer

        return await answer(text, origin, conversation, self.services)

    def _let_by(
        self,
        text: str,
        origin: Origin,
        work: "asyncio.Task[CommandResult]",
        passing: Callable[[], None],
        _: object,
    ) -> None:
        self._lines.let_by((origin.channel, origin.person), text, work, passing)

    def too_long(self, say: Translator) -> Message:
        """What is said at the deadline."""
        sentence = say.text(
            "That took longer than {n} seconds, so I stopped. Please try again later.",
            n=say.number(round(self.deadline)),
        )
        return message(paragraph(sentence))


def _not_admitted(origin: Origin, say: Translator) -> str:
    return say.text(
        "This bot only serves chosen chats. Its operator can let this one in; this "
        "chat's address is {address}.",
        address=origin.channel.partition("/")[0],
    )
