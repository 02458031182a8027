"""A writer that remembers what it wrote last, for papers that many people open.

A card is asked for by number, by id and by button, in many channels, and a written paper
costs about a millisecond of the loop that everybody shares. Papers are written in turn, so
that the loop has a round between two of them however many are asked for at once.
"""

from bot.models import Paper, PaperBrief
from bot.ports.sources import PaperWriter
from scheduler.sharing.shared_work import Rounds, SharedWork

# a day's shown papers many times over; with its paper, a written one has about 8 KB
MOST_WRITTEN = 500


class RememberingWriter:
    """Implements ``bot.ports.sources.PaperWriter`` over another one.

    By the whole paper: a new version, or details that were filled in, is another one.
    """

    def __init__(self, writer: PaperWriter, most: int = MOST_WRITTEN) -> None:
        self._writer = writer
        self._rounds = Rounds()
        self._written: SharedWork[Paper, PaperBrief] = SharedWork(most)

    async def write(self, paper: Paper) -> PaperBrief:
        return await self._written.of(paper, lambda: self._write(paper))

    async def _write(self, paper: Paper) -> PaperBrief:
        await self._rounds.turn()
        return await self._writer.write(paper)
