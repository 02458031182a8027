"""Cards for papers whose addresses people post to each other, where a channel wants it.

::

    talk | papers linked to | not lately | from memory, else one question to arXiv | card, or a list

Nobody asked aloud: what cannot be found or reached is passed over in silence.
"""

import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.commands.lines.command import Origin, Request, Services
from bot.commands.lines.request_handler import Said
from bot.errors import PaperbriefError
from bot.identifiers import ArxivId, linked_papers
from bot.messages.blocks import Button, Buttons, Item, ItemList, Message, Span, message, spans
from bot.pipeline.unasked import unpaid
from bot.ports.chats import Conversation
from bot.translator import translator
from bot.values.channels import Channel
from bot.values.papers import Paper

log = logging.getLogger(__name__)

# of one message; a list of twenty addresses is no talk about papers
MOST_PAPERS = 4
# messages that are answered in one channel
_A_MINUTE = 3
_MINUTE = timedelta(minutes=1)
# for so long, a paper that was shown in a channel is not shown there again
AGAIN = timedelta(hours=12)
# papers and channels that are kept in mind, over all channels
_MOST_KEPT = 20_000
# questions to arXiv at a time: people who ask aloud wait at the same gate
_MOST_LOOKED_UP = 4


class PostedLinks:
    """What was shown of late, in memory: a restart forgets it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._shown: OrderedDict[tuple[str, str], datetime] = OrderedDict()
        self._answered: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._looking_up = 0

    async def cards(
        self, text: str, origin: Origin, conversation: Conversation, services: Services
    ) -> Said | None:
        """What is said to a message that nobody addressed to us; None for nothing."""
        linked = linked_papers(text)[:MOST_PAPERS]
        if not linked:
            return None
        channel = await wanting(origin, services)
        if channel is None:
            return None
        fresh = [each for each in linked if not self._is_shown(origin.channel, each.id)]
        if not fresh or not self._take_turn(origin.channel):
            return None
        # before the first await: two people may post the same
        noted = {each.id for each in fresh}
        self._note(origin.channel, noted)
        unsaid = partial(self._unnote, origin.channel, noted)
        with ExitStack() as where_nobody_sees_them:
            where_nobody_sees_them.callback(unsaid)
            papers = await self._found(fresh, services)
            self._unnote(origin.channel, noted - {paper.id for paper in papers})
            if not papers:
                return None
            request = _request(papers[0], channel, origin, conversation)
            said = Said(await _shown(papers, request, services), unsaid)
            where_nobody_sees_them.pop_all()
            return said

    def _is_shown(self, channel: str, paper: str) -> bool:
        at = self._shown.get((channel, paper))
        return at is not None and self._clock() - at < AGAIN

    def _note(self, channel: str, papers: Collection[str]) -> None:
        for each in papers:
            self._shown.pop((channel, each), None)
            self._shown[channel, each] = self._clock()
        while len(self._shown) > _MOST_KEPT:
            self._shown.popitem(last=False)

    def _unnote(self, channel: str, papers: Collection[str]) -> None:
        for each in papers:
            self._shown.pop((channel, each), None)

    def _take_turn(self, channel: str) -> bool:
        now = self._clock()
        times = self._answered.setdefault(channel, deque())
        self._answered.move_to_end(channel)
        while times and times[0] <= now - _MINUTE:
            times.popleft()
        while len(self._answered) > _MOST_KEPT:
            self._answered.popitem(last=False)
        if len(times) >= _A_MINUTE:
            return False
        times.append(now)
        return True

    async def _found(self, wanted: Sequence[ArxivId], services: Services) -> tuple[Paper, ...]:
        """Those that are remembered or that arXiv knows, in their order; whichever version was
        linked to, the newest that is known."""
        ids = [each.id for each in wanted]
        try:
            known = dict(await services.papers.get(ids))
            missing = [each for each in ids if each not in known]
            known |= await self._looked_up(missing, services)
        except PaperbriefError as error:
            log.info("link_passed_over", extra={"why": str(error)})
            return ()
        return tuple(known[each] for each in ids if each in known)

    async def _looked_up(self, ids: Sequence[str], services: Services) -> dict[str, Paper]:
        if not ids or services.lookup is None or self._looking_up >= _MOST_LOOKED_UP:
            return {}
        self._looking_up += 1
        try:
            found = dict(await services.lookup.by_ids(ids))
        finally:
            self._looking_up -= 1
        await services.papers.keep(tuple(found.values()))
        return {paper.id: paper for paper in found.values()}


async def wanting(origin: Origin, services: Services) -> Channel | None:
    """The channel as it is set, where it wants cards; a thread of a channel is asked like it."""
    for address in (origin.channel, origin.linked):
        channel = await services.channels.stored.get(address) if address else None
        if channel is not None:
            return channel if channel.links else None
    return None


async def _shown(papers: Sequence[Paper], request: Request, services: Services) -> Message:
    if len(papers) == 1:
        # with all that makes a card, loaded with the first one
        from bot.commands.papers import card_of

        unasked = replace(services, pipeline=unpaid(services.pipeline))
        return await card_of(papers[0], request, unasked)
    services.asking.talks.shown(request.channel.address, tuple(paper.id for paper in papers))
    return _listed(papers)


def _request(paper: Paper, channel: Channel, origin: Origin, conversation: Conversation) -> Request:
    """As if the channel had asked: whoever posts an address asked for nothing, and pays nothing."""
    say = translator(channel.language)
    return Request(channel, "", "paper", paper.id, say, conversation, origin)


def _listed(papers: Sequence[Paper]) -> Message:
    """Of several, their titles; a button opens each card."""
    from bot.messages.entries import title_of

    items = tuple(
        Item(
            (
                spans(Span(title_of(one), "strong", command=f"/paper {one.id}")),
                spans(Span(" · ".join((one.id, *one.categories[:1])), "dim")),
            )
        )
        for one in papers
    )
    buttons = tuple(Button(one.id, command=f"/paper {one.id}") for one in papers)
    return message(ItemList(items), Buttons(tuple((each,) for each in buttons)))
