"""What a channel is sent next, as it is stored: an edition, its parts, and what follows from it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from bot.messages.coverage_lines import brief_title
from bot.messages.notices import apology
from bot.pipeline.parts import Pipeline
from bot.ports.channels import ChannelRepository
from bot.ports.deliveries import Ledger
from bot.ports.listings import ListingRepository
from bot.translator import Translator
from bot.values.announcements import Announcement, Counts
from bot.values.channels import Channel, Manner
from bot.values.deliveries import Chore, Progress, Publication, Shown
from bot.values.editions import Edition
from bot.values.topics import Selection
from scheduler.publishing.first_seen import FirstSeen
from scheduler.publishing.owing import Owing
from scheduler.publishing.preparing import Prepared, begun_after
from scheduler.timing.due import Batch, Due

if TYPE_CHECKING:
    from scheduler.edition import Day

EditionForm = Callable[[Edition, Translator, Manner], tuple[str, ...]]
"""Turns an edition into the parts that its platform sends, in order, as its channel wants them."""

Lacking = Callable[[str], Collection[str]]
"""By a channel's address, the facts of :class:`Manner` that its platform does not have."""


class PublisherLedger(Ledger, Protocol):
    """The ledger, asked about many channels at once."""

    async def shown_in(
        self, addresses: Sequence[str], ids: Sequence[str]
    ) -> Mapping[str, Mapping[str, Shown]]:
        """Which of these papers each channel was shown, by address and canonical id; channels
        that were shown none of them are absent."""
        ...


@dataclass(frozen=True, slots=True)
class PublisherRepositories:
    """The part of the store that the publisher needs."""

    channels: ChannelRepository
    listings: ListingRepository
    ledger: PublisherLedger
    owing: Owing
    first_seen: FirstSeen


@dataclass(frozen=True, slots=True)
class Waiting:
    """A channel to which something is due."""

    channel: Channel
    due: Due
    progress: Progress


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was chosen for a channel before its turn, and which papers it had been shown."""

    known: Mapping[str, Shown]
    chosen: Selection


class Publications:
    """Makes them. ``form`` gives the form for a channel's address, ``lacking`` what its platform
    cannot do about a brief."""

    def __init__(
        self,
        repositories: PublisherRepositories,
        pipeline: Pipeline,
        form: Callable[[str], EditionForm],
        lacking: Lacking,
    ) -> None:
        self._repositories = repositories
        self._pipeline = pipeline
        self._form = form
        self._lacking = lacking

    async def shown(
        self, addresses: Sequence[str], days: "Iterable[Day]"
    ) -> Mapping[str, Mapping[str, Shown]]:
        """Which papers of these days each channel was shown, by address."""
        listings = (listing for day in days for listing in day.listings)
        ids = dict.fromkeys(item.paper.id for listing in listings for item in listing.items)
        return await self._repositories.ledger.shown_in(addresses, list(ids))

    async def known(
        self, channel: Channel, day: "Day", shown: Mapping[str, Shown]
    ) -> Mapping[str, Shown]:
        """What was ``shown`` here and announced now, without what did not arrive."""
        if not shown:
            return {}
        announcement = await day.announcement(channel.asked)
        owed = await self._repositories.owing.of(channel.address)
        announced = {one.paper.id for one in announcement.papers} - owed.keys()
        return {id_: one for id_, one in shown.items() if id_ in announced}

    async def brief(
        self,
        waiting: Waiting,
        batch: Batch,
        prepared: Prepared,
        now: datetime,
        ahead: Ahead | None,
    ) -> Publication:
        """Of one batch. Its papers were chosen ``ahead``, or are chosen here."""
        channel, due, progress = waiting.channel, waiting.due, waiting.progress
        owing, day = self._repositories.owing, prepared.day
        if ahead is None:
            shown = await self.shown([channel.address], [day])
            known, chosen = await self.known(channel, day, shown.get(channel.address, {})), None
        else:
            known, chosen = ahead.known, ahead.chosen
        returning = await owing.returning(channel, await owing.of(channel.address))
        edition = await day.edition(channel, known, batch.silent, returning, chosen)
        missed = await owing.updates(channel.address)
        edition = replace(edition, updated=await owing.told_again(edition.updated, missed))
        return Publication(
            edition=edition,
            parts=self._parts(edition, channel.manner),
            chores=self._chores(edition, channel),
            title=brief_title(edition, self._pipeline.translate(edition.language)),
            shown=_shown(edition, {**missed, **known}, batch.covers),
            progress=replace(
                progress,
                covered=batch.covers,
                slot=due.slot,
                cursor=prepared.cursor,
                begun=_begun(channel, due, progress),
            ),
            made_at=now,
            released=edition.undelivered.unasked,
        )

    def apology(self, waiting: Waiting, day: date, cursor: int, now: datetime) -> Publication:
        """For what could not be had, up to ``cursor``."""
        channel, due, progress = waiting.channel, waiting.due, waiting.progress
        progress = replace(
            progress,
            covered=due.covers,
            slot=due.slot,
            cursor=progress.cursor or cursor,
            apologised=due.apology,
            begun=_begun(channel, due, progress),
        )
        edition = Edition(
            channel=channel.address,
            announcement=_nothing(),
            language=channel.language,
            topics=channel.topics,
            matched=0,
            already_shown=0,
            failed=0,
            summary=None,
            papers=(),
            notice=apology(day, self._pipeline.translate(channel.language)),
        )
        return Publication(
            edition=edition,
            parts=self._parts(edition, channel.manner),
            shown={},
            progress=progress,
            made_at=now,
        )

    def _parts(self, edition: Edition, manner: Manner) -> tuple[str, ...]:
        """A brief without papers calls nobody."""
        say = self._pipeline.translate(edition.language)
        called = manner if edition.numbered else replace(manner, ping="")
        return self._form(edition.channel)(edition, say, called)

    def _chores(self, edition: Edition, channel: Channel) -> tuple[Chore, ...]:
        """None for a brief without papers: there is nothing to come back to."""
        manner, lacking = channel.manner, self._lacking(channel.address)
        wanted: dict[Chore, bool] = {"discuss": manner.discuss, "pin": manner.pin}
        papers = bool(edition.numbered)
        return tuple(name for name, on in wanted.items() if on and papers and name not in lacking)


def _begun(channel: Channel, due: Due, progress: Progress) -> Mapping[str, date]:
    return begun_after(progress, progress.covered or due.after, channel.asked)


def _shown(edition: Edition, known: Mapping[str, Shown], covers: date) -> dict[str, Shown]:
    """What this channel has seen after this edition. A paper with an update keeps the day on
    which it was first shown, and one that did not arrive the day of its announcement."""
    fresh = {entry.paper.id: Shown(entry.paper.version, covers) for entry in edition.papers}
    told = {
        each.id: replace(known[each.id], version=each.version or known[each.id].version)
        for each in edition.updated
    }
    brought = {
        one.entry.paper.id: Shown(one.entry.paper.version, one.on)
        for one in edition.undelivered.papers
    }
    return {**told, **fresh, **brought}


def _nothing() -> Announcement:
    return Announcement(
        dates=(), papers=(), unreadable=(), counts=Counts(), categories={}, basis="announced"
    )
