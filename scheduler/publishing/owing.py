"""What briefs that never arrived held, for the channel's next brief.

Asks and puts together; :mod:`bot.editorial.choosing.owed` decides which papers come.
"""

import logging
from collections.abc import Collection, Mapping

from bot.editorial.choosing.owed import Return, returning
from bot.editorial.updates import told_again
from bot.errors import StoreUnusable
from bot.pipeline.parts import Pipeline
from bot.ports.deliveries import OwedPapers
from bot.ports.papers import PaperRepository
from bot.values.channels import Channel
from bot.values.deliveries import Owed, Shown
from bot.values.editions import UpdatedPaper
from bot.values.model import Account
from bot.values.topics import Match

log = logging.getLogger(__name__)


class Owing:
    """``owed`` has what is owed, ``papers`` their newest versions, ``pipeline`` the reasons to
    show them."""

    def __init__(self, owed: OwedPapers, papers: PaperRepository, pipeline: Pipeline) -> None:
        self._owed = owed
        self._papers = papers
        self._pipeline = pipeline
        # channels to which anything is owed, as of when each was looked at last
        self._owing: set[str] = set()

    async def look(self, addresses: Collection[str]) -> None:
        """Ask for many channels at once whether anything is owed to them, so that most need not
        be asked about one by one."""
        try:
            owing = await self._owed.owing(addresses)
        except StoreUnusable as error:
            # a damaged page concerns one channel, which fails by itself later
            if error.fault != "damaged":
                raise
            owing = addresses
        self._owing.difference_update(addresses)
        self._owing.update(owing)

    async def of(self, address: str) -> Mapping[str, Owed]:
        return await self._owed.of(address) if address in self._owing else {}

    async def updates(self, address: str) -> Mapping[str, Shown]:
        return await self._owed.updates(address) if address in self._owing else {}

    async def told_again(
        self, updated: tuple[UpdatedPaper, ...], missed: Mapping[str, Shown]
    ) -> tuple[UpdatedPaper, ...]:
        """The updates of a brief, with those that an earlier brief told in vain."""
        if not missed:
            return updated
        return told_again(updated, missed, await self._papers.get(tuple(missed)))

    async def returning(self, channel: Channel, owed: Mapping[str, Owed]) -> Return:
        """Which of the ``owed`` papers come with the channel's next brief."""
        if not owed:
            return Return()
        from bot.pipeline.scoring import match_of

        papers = await self._papers.get(tuple(owed))
        if unknown := owed.keys() - papers.keys():
            # it stays owed, and /why says so
            log.warning(
                "owed_paper_unknown", extra={"channel": channel.address, "papers": sorted(unknown)}
            )
        known = {id_: one for id_, one in owed.items() if id_ in papers}
        account = Account(channel.address)
        matches: dict[str, Match | None] = {
            id_: await match_of(papers[id_], channel.topics, self._pipeline, account)
            for id_ in known
        }
        return returning(known, papers, matches, channel)
