"""The operator's notices on their way to owners: one after another, each told once.

::

    book.next | begin | tell | end

What was begun is not begun again: a kill in between leaves a notice that may have arrived, which
is better than one that comes twice. Platforms that are away wait for their time.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from bot.messages.blocks import Message, Span, message, paragraph
from bot.ports.notices import NoticeBook
from bot.ports.sending import Messenger
from bot.translator import Translator
from bot.values.notices import Errand

log = logging.getLogger(__name__)

# seconds between two: briefs and answers have the platform to themselves most of the time
PAUSE = 1.0
# of one run: the next tick goes on, and a worker that runs for minutes would count as hanging
_AT_ONCE = 40


class Notices:
    """``away`` are the platforms that do not answer now; those that are not set up count too."""

    def __init__(
        self,
        book: NoticeBook,
        messengers: Mapping[str, Messenger],
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

    async def run(self, stop: asyncio.Event) -> None:
        """Tell some of those who wait, until nobody does or ``stop`` is set."""
        for _ in range(_AT_ONCE):
            if stop.is_set():
                return
            errand = await self._book.next(self._away())
            if errand is None:
                return
            await self._carry(errand)
            await asyncio.sleep(self._pause)

    async def _carry(self, errand: Errand) -> None:
        address = errand.recipient.address
        messenger = self._messengers.get(address.partition(":")[0])
        await self._book.begin(errand, self._clock())
        said = notice_message(errand.text, self._translate(errand.recipient.language))
        told = messenger is not None and await messenger.tell(address, said)
        await self._book.end(errand, self._clock(), told=told)
        fields = {"notice": errand.notice, "channel": address}
        log.log(logging.INFO if told else logging.WARNING, "notice_told" if told else
                "notice_not_told", extra=fields)  # fmt: skip


def notice_message(text: str, say: Translator) -> Message:
    """As the owner reads it: the text is the operator's own, a paragraph a line."""
    lines = filter(None, map(str.strip, text.splitlines()))
    heading = say.text("A notice from whoever runs this bot")
    return message(paragraph(Span(heading, "strong")), *map(paragraph, lines))
