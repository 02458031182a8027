"""The operator's notices on their way to owners: one after another, each told once.

::

    book.next | begin | tell | end

What was begun is not begun again: a kill in between leaves a notice that may have arrived, which
is better than one that comes twice, and so does a platform that gives no answer. What was not sent
waits, and its platform is left alone for a time. Platforms that are away wait for their time.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

from bot.messages.blocks import Message, Span, message, paragraph
from bot.ports.notices import NoticeBook
from bot.ports.sending import Bearer
from bot.translator import Translator
from bot.values.deliveries import Delivered, InDoubt, Later, Outcome
from bot.values.notices import Errand, RecipientState

log = logging.getLogger(__name__)

# seconds between two: briefs and answers have the platform to themselves most of the time
PAUSE = 1.0
# of one run: the next tick goes on, and a worker that runs for minutes would count as hanging
_AT_ONCE = 40
# seconds for which a platform that takes nothing is left alone at least
_LEFT_ALONE = 60.0


class Notices:
    """``away`` are the platforms that do not answer now; those that are not set up count too."""

    def __init__(
        self,
        book: NoticeBook,
        messengers: Mapping[str, Bearer],
        translate: Callable[[str], Translator],
        clock: Callable[[], datetime],
        away: Callable[[], Collection[str]] = tuple,
        pause: float = PAUSE,
    ) -> None:
        self._book = book
        self._messengers = messengers
        self._translate = translate
        self._clock = clock
        self._away = away
        self._pause = pause
        self._left_alone: dict[str, datetime] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Tell some of those who wait, until nobody does or ``stop`` is set."""
        for _ in range(_AT_ONCE):
            if stop.is_set():
                return
            errand = await self._book.next((*self._away(), *self._resting()))
            if errand is None:
                return
            await self._carry(errand)
            await asyncio.sleep(self._pause)

    async def _carry(self, errand: Errand) -> None:
        await self._book.begin(errand, self._clock())
        outcome = await self._brought(errand)
        state = _state_after(outcome)
        if state != "begun":
            await self._book.end(errand, self._clock(), state)
        if isinstance(outcome, Later | InDoubt) and state != "failed":
            self._leave_alone(errand.recipient.address, outcome)
        fields = {"notice": errand.notice, "channel": errand.recipient.address, "state": state}
        log.log(logging.INFO if state == "told" else logging.WARNING, "notice", extra=fields)

    async def _brought(self, errand: Errand) -> Outcome | None:
        address = errand.recipient.address
        messenger = self._messengers.get(address.partition(":")[0])
        if messenger is None:
            return None
        said = notice_message(errand.text, self._translate(errand.recipient.language))
        return await messenger.brought(address, said)

    def _leave_alone(self, address: str, outcome: Later | InDoubt) -> None:
        after = outcome.after if isinstance(outcome, Later) else 0.0
        until = self._clock() + timedelta(seconds=max(after, _LEFT_ALONE))
        self._left_alone[address.partition(":")[0]] = until

    def _resting(self) -> Collection[str]:
        now = self._clock()
        return [name for name, until in self._left_alone.items() if now < until]


def _state_after(outcome: Outcome | None) -> RecipientState:
    match outcome:
        case Delivered():
            return "told"
        case Later(alone=False):
            return "waiting"
        case InDoubt():
            return "begun"
        case _:
            # others would wait behind one for which nothing names an end
            return "failed"


def notice_message(text: str, say: Translator) -> Message:
    """As the owner reads it: the text is the operator's own, a paragraph a line."""
    lines = filter(None, map(str.strip, text.splitlines()))
    heading = say.text("A notice from whoever runs this bot")
    return message(paragraph(Span(heading, "strong")), *map(paragraph, lines))
