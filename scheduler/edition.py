"""The day in one file: from stored listings to a channel's edition.

::

    listings | merge | choose | fill | group | look back | write, check | edition
                                                         | summarise   |

Each stage decides in bot/editorial, or waits in bot/pipeline for a port; this module
calls them in order and decides nothing. A :class:`Day` is prepared once and serves every
channel: what was made for one of them is there for the next.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from bot.editorial.announcement import merge, unreadable_candidates
from bot.editorial.choosing.liked import Liking, shifts
from bot.editorial.choosing.owed import MOST_RETURNING, NOTHING_OWED, Return
from bot.editorial.choosing.selection import Taste, select
from bot.editorial.summary.grouping import headed
from bot.editorial.updates import updates
from bot.messages.near_misses import near_miss
from bot.messages.notices import notice_for
from bot.pipeline.filling import filled, look_up
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.parts import Pipeline
from bot.pipeline.scoring import scoring_over
from bot.pipeline.summarising import read_ahead
from bot.pipeline.telling import telling, texts_of
from bot.ports.choosing import Fused, Scoring
from bot.values.announcements import AnnouncedPaper, Announcement
from bot.values.channels import Channel
from bot.values.deliveries import Shown, Silence
from bot.values.editions import Edition, OwedPaper, UndeliveredPapers
from bot.values.listings import AnnounceType, Listing
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.topics import Candidate, Selection
from scheduler.entries import entry_of
from scheduler.sharing import choice_key, is_as_ordered, once_or_own

# papers in merged announcements, which share them: 8 bytes each, for 1,000 sets of categories
_ANNOUNCEMENTS: Kind[Announcement] = Kind(1_000_000, lambda one: 1 + len(one.papers))
_SCORINGS: Kind[Scoring] = Kind(1)
_COMPARED: Kind[object] = Kind(1)
# papers in choices, of some 150 bytes each
_CHOICES: Kind[Selection] = Kind(100_000, lambda one: 1 + len(one.matched))
# papers in finished briefs, with what was written of them, of about 4 KB each
_EDITIONS: Kind[Edition] = Kind(2_000, lambda one: 1 + len(one.papers))

_NOTHING_SHOWN: Mapping[str, Shown] = MappingProxyType({})


def _all(listings: Sequence[Listing], asked: Sequence[str]) -> Sequence[Listing]:
    return listings


class Day:
    """One announcement, for all who ask. Not for use from several threads.

    A choice depends on the listings and on what ``choice_key`` names, a brief on its language as
    well: whatever else is to influence them has to be named there, and in :meth:`_select`.
    ``scoring`` is over all papers of the day, None where none is prepared. ``of`` picks the
    listings of which a set of categories is merged, in their order.
    """

    def __init__(
        self,
        listings: Sequence[Listing],
        pipeline: Pipeline,
        scoring: Scoring | None = None,
        of: Callable[[Sequence[Listing], Sequence[str]], Sequence[Listing]] = _all,
    ) -> None:
        self.listings = tuple(listings)
        self._pipeline = pipeline
        self._scoring = scoring
        self._of = of
        self._memo = Memo(pipeline.memo.rounds)
        self._announced: dict[tuple[str, AnnounceType], AnnouncedPaper] = {}

    async def announcement(self, categories: Sequence[str]) -> Announcement:
        """What was announced in these categories (none: in all that the listings name)."""
        asked = tuple(categories)
        return await self._memo.once(_ANNOUNCEMENTS, asked, lambda: self._merge(asked))

    async def select(
        self, channel: Channel, shown: Mapping[str, Shown] = _NOTHING_SHOWN, person: str = ""
    ) -> Selection:
        """The channel's choice among what was announced and was not ``shown`` there before."""
        liked, account = await self._liking(channel), Account(channel.address, person)
        if shown:
            return await self._select(channel, shown, liked, account)
        return await self._chosen(channel, liked, account)

    async def look_up(self, papers: Iterable[Paper]) -> None:
        """Fetch together what several channels will be shown of the papers' records."""
        await look_up(papers, self._pipeline, self._memo)

    async def write(self, channel: Channel, chosen: Selection) -> None:
        """Have the texts of what was chosen for a channel, before its brief is assembled; those
        that cost something come with their briefs."""
        if self._pipeline.writer.costly:
            return
        complete = await filled(chosen, self._pipeline, self._memo)
        account = Account(channel.address)
        await texts_of(complete.shown, channel.language, account, self._pipeline)

    async def edition(
        self,
        channel: Channel,
        shown: Mapping[str, Shown] = _NOTHING_SHOWN,
        silences: Sequence[Silence] = (),
        owed: Return = NOTHING_OWED,
        chosen: Selection | None = None,
        person: str = "",
    ) -> Edition:
        """The channel's brief. Failures of single papers are counted, never raised.

        ``shown`` is what the channel was shown before, ``silences`` are the dates in
        this brief that had no announcement, with their reasons. ``owed`` comes on top of
        what is ``chosen``; without a choice, it is made here. ``person`` is who asks for it, ""
        where it is the channel's own.
        """
        account = Account(channel.address, person)
        if shown or silences or owed or chosen is not None:
            chosen = chosen or await self.select(channel, shown, person)
            return await self._assemble(channel, chosen, shown, silences, owed, account)
        liked = await self._liking(channel)
        refused = await self._pipeline.refused(account)
        # channels for which no model may be asked share their briefs as others do
        key = (*choice_key(channel, liked), channel.language, channel.bilingual, refused)
        plain = await self._chosen(channel, liked, account)

        async def make() -> Edition:
            return await self._assemble(channel, plain, _NOTHING_SHOWN, (), NOTHING_OWED, account)

        def is_good(one: Edition) -> bool:
            return refused is not None or (plain.settled and is_as_ordered(one))

        made = await once_or_own(self._memo, _EDITIONS, key, make, is_good)
        return replace(made, channel=channel.address)

    # -- merge ---------------------------------------------------------------------------

    async def _merge(self, asked: tuple[str, ...]) -> Announcement:
        made = merge(self._of(self.listings, asked), asked)
        return replace(made, papers=tuple(map(self._same, made.papers)))

    def _same(self, one: AnnouncedPaper) -> AnnouncedPaper:
        """The equal paper of another announcement. Hundreds of sets of categories would otherwise
        each have their own object for it, which takes memory and slows the garbage collector."""
        known = self._announced.setdefault((one.paper.id, one.announce_type), one)
        return known if known == one else one

    # -- choose --------------------------------------------------------------------------

    async def _chosen(self, channel: Channel, liked: Liking | None, account: Account) -> Selection:
        async def make() -> Selection:
            return await self._select(channel, _NOTHING_SHOWN, liked, account)

        key = choice_key(channel, liked)
        return await once_or_own(self._memo, _CHOICES, key, make, lambda one: one.settled)

    async def _select(
        self,
        channel: Channel,
        shown: Mapping[str, Shown],
        liked: Liking | None,
        account: Account,
    ) -> Selection:
        announcement = await self.announcement(channel.asked)
        if liked is not None and liked.ids:
            # before the first votes count, the words of each paper are counted, which takes long
            papers = [one.paper for one in announcement.papers]
            await self._memo.once(
                _COMPARED, "words", lambda: asyncio.to_thread(shifts, papers, liked)
            )
        scoring = await self._memo.once(_SCORINGS, "all", self._scored)
        fused = self._fused(scoring, announcement, channel, account)
        await self._memo.rounds.turn()
        chosen = await select(
            announcement,
            channel.topics,
            fused or scoring,
            channel.top,
            frozenset(shown),
            Taste(channel.threshold, channel.prior),
            liked,
        )
        return chosen if fused is None or fused.settled else replace(chosen, settled=False)

    def _fused(
        self, local: Scoring, announced: Announcement, channel: Channel, account: Account
    ) -> Fused | None:
        """With the stages of a model, where one is configured."""
        if self._pipeline.cascade is None:
            return None
        fresh = (one for one in announced.papers if not one.announce_type.is_replacement)
        papers = [one.paper for one in fresh]
        meanwhile = partial(read_ahead, channel.language, account, self._pipeline)
        return self._pipeline.cascade.over(local, papers, account, meanwhile)

    async def _scored(self) -> Scoring:
        if self._scoring is not None:
            return self._scoring
        everything = await self.announcement(())
        return scoring_over([one.paper for one in everything.papers], self._pipeline)

    async def _liking(self, channel: Channel) -> Liking | None:
        return await self._pipeline.likes(channel.address) if self._pipeline.likes else None

    # -- fill, write, check, summarise ---------------------------------------------------

    async def _assemble(
        self,
        channel: Channel,
        chosen: Selection,
        shown: Mapping[str, Shown],
        silences: Sequence[Silence],
        owed: Return,
        account: Account,
    ) -> Edition:
        announcement = await self.announcement(channel.asked)
        complete = await filled(chosen, self._pipeline, self._memo)
        told = await telling(
            complete, announcement.dates, channel, account, self._pipeline, self._memo
        )
        selection, briefs = told.selection, told.briefs
        say = self._pipeline.translate(channel.language)
        papers = tuple(
            entry_of(number, one, briefs[_id(one)], say, told.second.get(_id(one)))
            for number, one in enumerate(selection.shown, start=1)
        )
        lost = unreadable_candidates(announcement)
        edition = Edition(
            channel=channel.address,
            announcement=announcement,
            language=channel.language,
            topics=channel.topics,
            matched=len(selection.matched) + lost,
            already_shown=sum(_id(one) in shown for one in selection.matched),
            failed=len(complete.shown) - len(papers) + lost,
            summary=told.summary,
            papers=papers,
            groups=headed(told.groups, say.language),
            updated=updates(announcement, shown),
            near_misses=tuple(near_miss(one, say) for one in selection.near_misses),
            undelivered=await self._returned(owed.beside(briefs), len(papers), channel, account),
        )
        return replace(edition, notice=notice_for(edition, say, silences))

    async def _returned(
        self, owed: Return, before: int, channel: Channel, account: Account
    ) -> UndeliveredPapers:
        """Owed papers that come along; ``before`` is the last number that is taken. What cannot
        be written stays owed."""
        if not owed:
            return UndeliveredPapers()
        coming = owed.papers[:MOST_RETURNING]
        papers = [one.candidate for one in coming]
        briefs = await texts_of(papers, channel.language, account, self._pipeline)
        say = self._pipeline.translate(channel.language)
        found = [one for one in coming if one.id in briefs]
        return UndeliveredPapers(
            papers=tuple(
                OwedPaper(
                    entry=entry_of(number, one.candidate, briefs[one.id], say),
                    on=one.owed.on,
                    why=one.owed.why,
                    note=one.note,
                )
                for number, one in enumerate(found, start=before + 1)
            ),
            unasked=owed.unasked,
            left=len(owed.papers) - len(found),
        )


def _id(candidate: Candidate) -> str:
    return candidate.announced.paper.id
