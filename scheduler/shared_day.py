"""A day that many people ask at once: what one of them needed is there for the next.

Merging, choosing and assembling are divided between rounds of the loop, which is shared with
heartbeats and acknowledgements (:class:`scheduler.shared_work.Rounds`).
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.deliveries import Shown, Silence
from bot.editorial.announcement import merge, unreadable_candidates
from bot.models import Announcement, Channel, Edition, Listing, Paper, Selection
from bot.ports import PaperLookup, Scoring
from scheduler.edition import Day, Newsroom, asked_categories
from scheduler.shared_scoring import SharedScoring
from scheduler.shared_work import Rounds, SharedWork

# papers in merged announcements and in choices, of 60 to 200 bytes each
_MOST_LISTED = 100_000
_MOST_CHOSEN = 100_000
# papers in finished briefs, with what was written of them, of about 4 KB each
_MOST_SHOWN = 2_000

_Choice = tuple[object, ...]


class SharedDay(Day):
    """A day whose announcements, choices and briefs are remembered, within bounds.

    A choice depends on the listings and on what is in ``_choice``; a brief on its language
    besides. What else is to decide one day has to be added there.
    """

    def __init__(
        self,
        listings: tuple[Listing, ...],
        room: Newsroom,
        scoring: SharedScoring,
        rounds: Rounds,
    ) -> None:
        super().__init__(listings, room)
        self.listings, self.room, self.scoring = listings, room, scoring
        self._rounds = rounds
        self._by_category = {one.category or "": one for one in listings}
        self._announcements: SharedWork[tuple[str, ...], Announcement]
        self._announcements = SharedWork(_MOST_LISTED, lambda one: 1 + len(one.papers))
        self._choices: SharedWork[_Choice, Selection]
        self._choices = SharedWork(_MOST_CHOSEN, lambda one: 1 + len(one.matched))
        self._editions: SharedWork[_Choice, Edition]
        self._editions = SharedWork(_MOST_SHOWN, lambda one: 1 + len(one.papers))

    def announcement(self, categories: Sequence[str]) -> Announcement:
        asked = tuple(categories)
        known = self._announcements.kept(asked)
        return merge(self._of(asked), asked) if known is None else known

    async def merged(self, categories: Sequence[str]) -> Announcement:
        """The same as :meth:`announcement`, in turn and remembered."""
        asked = tuple(categories)
        return await self._announcements.of(asked, lambda: self._merge(asked))

    async def select(
        self, channel: Channel, shown: Mapping[str, Shown] = MappingProxyType({})
    ) -> Selection:
        if shown:
            return await super().select(channel, shown)
        return await self._choices.of(_choice(channel), lambda: self._select(channel))

    async def edition(
        self,
        channel: Channel,
        shown: Mapping[str, Shown] = MappingProxyType({}),
        silences: Sequence[Silence] = (),
    ) -> Edition:
        if shown or silences:
            return await super().edition(channel, shown, silences)
        key = (*_choice(channel), channel.language)
        made = await self._editions.of(key, lambda: self._assemble(channel))
        if made.failed > unreadable_candidates(made.announcement):
            # what could not be written now may be at the next asking
            self._editions.forget(key)
        return replace(made, channel=channel.address)

    def _of(self, asked: Sequence[str]) -> list[Listing]:
        """In the order asked; "" are listings tied to no category: a search answer, JSON lines."""
        names = dict.fromkeys((*asked, ""))
        return [self._by_category[name] for name in names if name in self._by_category]

    def _scores(self) -> Scoring:
        return self.scoring

    async def _merge(self, asked: tuple[str, ...]) -> Announcement:
        await self._rounds.turn()
        return merge(self._of(asked), asked)

    async def _select(self, channel: Channel) -> Selection:
        await self.merged(asked_categories(channel))
        for topic in channel.topics:
            # ahead of choosing, which takes them up
            if topic.has_interests:
                await self.scoring.score(topic)
        await self._rounds.turn()
        return await super().select(channel)

    async def _assemble(self, channel: Channel) -> Edition:
        chosen = await self.select(channel)
        # arXiv may take seconds, so it is not asked within a turn
        await self.look_up(one.announced.paper for one in chosen.shown)
        await self._rounds.turn()
        return await super().edition(channel)


class RememberedDetails:
    """A look-up that asks for each paper once, however often its day is prepared anew."""

    def __init__(self, lookup: PaperLookup) -> None:
        self._lookup = lookup
        self._one_at_a_time = asyncio.Lock()
        self._asked: dict[str, Paper | None] = {}

    async def by_ids(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        async with self._one_at_a_time:
            if unknown := [name for name in ids if name not in self._asked]:
                found = await self._lookup.by_ids(unknown)
                self._asked.update({name: found.get(name) for name in unknown})
        return {name: paper for name in ids if (paper := self._asked[name]) is not None}


def _choice(channel: Channel) -> _Choice:
    """Everything of a channel that its choice depends on."""
    asked = asked_categories(channel)
    return asked, channel.topics, channel.top, channel.threshold, channel.prior
