"""The day in one file: from stored listings to a channel's edition.

::

    listings | merge | choose | fill | write | summarise | edition

Each step decides in bot/editorial or is a port; this module calls them in order
and decides nothing. A :class:`Day` is prepared once and serves every channel:
merged listings, scores, details and written papers are shared.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from bot.deliveries import Shown, Silence
from bot.editorial.announcement import merge, unreadable_candidates
from bot.editorial.choosing.liked import Liking
from bot.editorial.choosing.selection import Taste, select
from bot.editorial.details import fill
from bot.editorial.links import find_links
from bot.editorial.updates import updates
from bot.editorial.writing.extract import WRITER_VERSION
from bot.errors import PaperbriefError
from bot.identifiers import versioned
from bot.messages.notices import notice_for
from bot.messages.reasons import reason
from bot.messages.titles import title_of
from bot.models import (
    Announcement,
    BriefKey,
    Candidate,
    Channel,
    Edition,
    EditionPaper,
    Listing,
    NearMiss,
    Paper,
    PaperBrief,
    Selection,
)
from bot.ports.sources import BriefMemo, PaperLookup, PaperWriter, Scorer, Scoring, SummaryWriter
from bot.text.readable import readable
from bot.translator import Translator

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Who does the work. ``lookup`` is None where nothing may be asked outside; ``likes``
    tells what the votes of a channel say, by its address, None where nobody votes."""

    scorer: Scorer
    writer: PaperWriter
    summaries: SummaryWriter
    translate: Callable[[str], Translator]
    clock: Callable[[], datetime]
    memo: BriefMemo | None = None
    lookup: PaperLookup | None = None
    likes: Callable[[str], Awaitable[Liking]] | None = None


class Day:
    """One announcement, shared by all channels. Not for use from several threads."""

    def __init__(self, listings: Sequence[Listing], room: Newsroom) -> None:
        self._listings = tuple(listings)
        self._room = room
        self._merged: dict[tuple[str, ...], Announcement] = {}
        self._scoring: Scoring | None = None
        self._details: dict[str, Paper] = {}
        self._chosen: dict[str, Selection] = {}
        self._briefs: dict[BriefKey, PaperBrief] = {}

    def announcement(self, categories: Sequence[str]) -> Announcement:
        """What was announced in these categories (none: in all that the listings name)."""
        asked = tuple(categories)
        if asked not in self._merged:
            self._merged[asked] = merge(self._listings, asked)
        return self._merged[asked]

    async def select(
        self, channel: Channel, shown: Mapping[str, Shown] = MappingProxyType({})
    ) -> Selection:
        """The channel's choice among what was announced and was not ``shown`` there before."""
        announcement = self.announcement(asked_categories(channel))
        return await select(
            announcement,
            channel.topics,
            self._scores(),
            channel.top,
            frozenset(shown),
            Taste(channel.threshold, channel.prior),
            await self._room.likes(channel.address) if self._room.likes else None,
        )

    async def choose_for(
        self, channel: Channel, shown: Mapping[str, Shown] = MappingProxyType({})
    ) -> Sequence[Paper]:
        """Choose ahead of :meth:`edition`, which takes the choice up; the papers that it shows.

        With all of a pass's papers, :meth:`look_up` asks for them together.
        """
        self._chosen[channel.address] = chosen = await self.select(channel, shown)
        return [one.announced.paper for one in chosen.shown]

    async def look_up(self, papers: Iterable[Paper]) -> None:
        """Fetch the details of papers that several channels will be shown."""
        await self._look_up(list({paper.id: paper for paper in papers}.values()))

    async def edition(
        self,
        channel: Channel,
        shown: Mapping[str, Shown] = MappingProxyType({}),
        silences: Sequence[Silence] = (),
    ) -> Edition:
        """The channel's brief. Failures of single papers are counted, never raised.

        ``shown`` is what the channel was shown before, ``silences`` are the dates in
        this brief that had no announcement, with their reasons.
        """
        announcement = self.announcement(asked_categories(channel))
        chosen = self._chosen.pop(channel.address, None) or await self.select(channel, shown)
        await self._look_up([one.announced.paper for one in chosen.shown])
        selection = self._filled(chosen)
        briefs, failed = await self._written(selection.shown, channel.language)
        selection = replace(
            selection, shown=tuple(one for one in selection.shown if _id(one) in briefs)
        )
        say = self._room.translate(channel.language)
        lost = unreadable_candidates(announcement)
        edition = Edition(
            channel=channel.address,
            announcement=announcement,
            language=channel.language,
            topics=channel.topics,
            matched=len(selection.matched) + lost,
            already_shown=sum(_id(one) in shown for one in selection.matched),
            failed=failed + lost,
            summary=await self._room.summaries.summarise(selection, briefs, channel.language),
            papers=tuple(
                _entry(number, one, briefs[_id(one)], say)
                for number, one in enumerate(selection.shown, start=1)
            ),
            updated=updates(announcement, shown),
            near_misses=tuple(_near_miss(one, say) for one in selection.near_misses),
        )
        return replace(edition, notice=notice_for(edition, say, silences))

    def _scores(self) -> Scoring:
        if self._scoring is None:
            everything = merge(self._listings, ())
            self._scoring = self._room.scorer.over([one.paper for one in everything.papers])
        return self._scoring

    async def _look_up(self, papers: Sequence[Paper]) -> None:
        """One look-up with all the ids that were not asked for yet; without an answer the
        papers stay as they are."""
        unknown = [one for one in papers if not one.sample and one.id not in self._details]
        if self._room.lookup is None or not unknown:
            return
        names = {versioned(paper.id, paper.version): paper.id for paper in unknown}
        try:
            found = await self._room.lookup.by_ids(list(names))
        except PaperbriefError as error:
            log.warning("details_not_filled", extra={"papers": len(unknown), "why": str(error)})
            found = {}
        # what was not found is not asked for again today
        self._details.update({paper.id: paper for paper in unknown})
        self._details.update({names[name]: paper for name, paper in found.items()})

    def _filled(self, selection: Selection) -> Selection:
        shown = tuple(self._with_details(one) for one in selection.shown)
        return replace(selection, shown=shown)

    def _with_details(self, candidate: Candidate) -> Candidate:
        known = self._details.get(_id(candidate))
        if known is None:
            return candidate
        paper = fill(candidate.announced.paper, known)
        return replace(candidate, announced=replace(candidate.announced, paper=paper))

    async def _written(
        self, shown: Sequence[Candidate], language: str
    ) -> tuple[Mapping[str, PaperBrief], int]:
        """Written once for all channels: remembered here for the day, and in the memo."""
        keys = {_id(one): _key(one.announced.paper, language) for one in shown}
        unknown = [key for key in keys.values() if key not in self._briefs]
        if self._room.memo is not None and unknown:
            self._briefs.update(await self._room.memo.get(unknown))
        fresh: dict[BriefKey, PaperBrief] = {}
        for one in shown:
            if (key := keys[_id(one)]) in self._briefs:
                continue
            try:
                fresh[key] = await self._room.writer.write(one.announced.paper)
            except PaperbriefError as error:
                log.warning("paper_not_written", extra={"paper": _id(one), "why": str(error)})
        self._briefs.update(fresh)
        if self._room.memo is not None and fresh:
            await self._room.memo.keep(fresh, self._room.clock())
        briefs = {name: self._briefs[key] for name, key in keys.items() if key in self._briefs}
        return briefs, len(shown) - len(briefs)


def asked_categories(channel: Channel) -> tuple[str, ...]:
    """The categories that a channel's brief covers: its own and those of its topics."""
    of_topics = (name for topic in channel.topics for name in topic.categories)
    return tuple(dict.fromkeys((*channel.categories, *of_topics)))


def _key(paper: Paper, language: str) -> BriefKey:
    return BriefKey(paper.id, paper.version, language, "extractive", WRITER_VERSION)


def _id(candidate: Candidate) -> str:
    return candidate.announced.paper.id


def _entry(number: int, one: Candidate, brief: PaperBrief, say: Translator) -> EditionPaper:
    paper = one.announced.paper
    return EditionPaper(
        number=number,
        announced=one.announced,
        title=title_of(paper),
        abstract=readable(paper.abstract),
        links=find_links(paper.abstract, paper.comments),
        match=one.match,
        reason=reason(one.match, say),
        brief=brief,
    )


def _near_miss(one: Candidate, say: Translator) -> NearMiss:
    return NearMiss(
        id=_id(one),
        title=readable(one.announced.paper.title),
        relevance=one.match.relevance,
        reason=reason(one.match, say),
    )
