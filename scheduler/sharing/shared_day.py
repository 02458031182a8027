"""A day that many people ask at once: what one of them needed is there for the next.

Merging, choosing and assembling are divided between rounds of the loop, which is shared with
heartbeats and acknowledgements (:class:`scheduler.sharing.shared_work.Rounds`).
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.deliveries import Shown, Silence
from bot.editorial.announcement import merge, unreadable_candidates
from bot.editorial.choosing.liked import Liking, shifts
from bot.editorial.choosing.selection import Taste, select
from bot.models import (
    AnnouncedPaper,
    Announcement,
    AnnounceType,
    Channel,
    Edition,
    Listing,
    Paper,
    Selection,
)
from bot.ports.sources import PaperLookup, Scoring
from scheduler.edition import Day, Newsroom, asked_categories
from scheduler.sharing.shared_scoring import Preparing, SharedScoring
from scheduler.sharing.shared_work import SharedWork

# papers in merged announcements, which share them: 8 bytes each, for 1,000 sets of categories
_MOST_LISTED = 1_000_000
# papers in choices, of some 150 bytes each
_MOST_CHOSEN = 100_000
# papers in finished briefs, with what was written of them, of about 4 KB each
_MOST_SHOWN = 2_000

_Choice = tuple[object, ...]


class SharedDay(Day):
    """A day whose announcements, choices and briefs are remembered, within bounds.

    A choice depends on the listings and on what is in ``_choice``; a brief on its language
    besides. What is to decide on a day has to be named there, and in :meth:`_select`.
    ``before`` is the same day as it was known until now; what still holds of it is used.
    """

    def __init__(
        self,
        listings: tuple[Listing, ...],
        room: Newsroom,
        preparing: Preparing,
        before: "SharedDay | None" = None,
    ) -> None:
        super().__init__(listings, room)
        self.listings, self.room = listings, room
        self.scoring: SharedScoring
        self.scoring = SharedScoring(listings, preparing, before.scoring if before else None)
        self._rounds = preparing.rounds
        self._compared = False
        self._by_category = {one.category or "": one for one in listings}
        self._announced: dict[tuple[str, AnnounceType], AnnouncedPaper] = {}
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
        return await self._chosen_by(channel, await self._liking(channel))

    async def edition(
        self,
        channel: Channel,
        shown: Mapping[str, Shown] = MappingProxyType({}),
        silences: Sequence[Silence] = (),
    ) -> Edition:
        if shown or silences:
            return await super().edition(channel, shown, silences)
        liked = await self._liking(channel)
        key = (*_choice(channel, liked), channel.language)
        made = await self._editions.of(key, lambda: self._assemble(channel, liked))
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
        made = merge(self._of(asked), asked)
        return replace(made, papers=tuple(map(self._same, made.papers)))

    def _same(self, one: AnnouncedPaper) -> AnnouncedPaper:
        """The equal one of another announcement: hundreds of sets of categories would else have
        as many objects for each paper, which take memory and hold up the collector."""
        known = self._announced.setdefault((one.paper.id, one.announce_type), one)
        return known if known == one else one

    async def _liking(self, channel: Channel) -> Liking | None:
        return await self.room.likes(channel.address) if self.room.likes else None

    async def _chosen_by(self, channel: Channel, liked: Liking | None) -> Selection:
        key = _choice(channel, liked)
        return await self._choices.of(key, lambda: self._select(channel, liked))

    async def _select(self, channel: Channel, liked: Liking | None) -> Selection:
        announcement = await self.merged(asked_categories(channel))
        if liked is not None and liked.ids and not self._compared:
            # the words of each paper are counted for the first votes, which takes long
            papers = [one.paper for one in announcement.papers]
            await asyncio.to_thread(shifts, papers, liked)
            self._compared = True
        await self._rounds.turn()
        return await select(
            announcement,
            channel.topics,
            self.scoring,
            channel.top,
            taste=Taste(channel.threshold, channel.prior),
            liked=liked,
        )

    async def _assemble(self, channel: Channel, liked: Liking | None) -> Edition:
        chosen = await self._chosen_by(channel, liked)
        # arXiv may take seconds, so it is not asked within a turn
        await self.look_up(one.announced.paper for one in chosen.shown)
        await self._rounds.turn()
        # taken up at once: nobody comes in between
        self._chosen[channel.address] = chosen
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


def _choice(channel: Channel, liked: Liking | None) -> _Choice:
    """Everything that a choice depends on beside the day."""
    asked = asked_categories(channel)
    votes: tuple[object, ...] = ()
    if liked is not None:
        # a voted paper's text may change too; its vector is too large for a key
        votes = (liked.ids, bytes(liked.strengths), hash(bytes(liked.vectors)))
    return asked, channel.topics, channel.top, channel.threshold, channel.prior, votes
