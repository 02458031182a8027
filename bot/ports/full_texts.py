"""Full texts: where they come from, and where they are kept for a while."""

from datetime import datetime
from typing import Protocol

from bot.values.full_texts import Figure, FullText, Picture
from bot.values.papers import Paper


class FullTextSource(Protocol):
    """Fetches a paper's files and reads them."""

    async def read(self, paper: Paper) -> FullText:
        """HTML first, then PDF, else the abstract, with the reasons as ``defects``; in people's
        turn at arXiv's gate. A file that cannot be read is no error, and neither is arXiv that is
        down: the defect is "unreachable" then. Takes no longer than the source's patience."""
        ...

    async def picture(self, paper: Paper, figure: Figure) -> Picture | None:
        """The figure as an image of at most 2 MB and 1,600 pixels a side; None where it cannot be
        had."""
        ...


class FullTextRepository(Protocol):
    """Texts that were read, kept for a limited time and size. Not served on."""

    async def get(self, paper_id: str, version: int | None) -> FullText | None:
        """The version asked for; with None, the newest that is kept."""
        ...

    async def keep(self, text: FullText, read_at: datetime) -> None:
        """Insert or replace; what is used least makes room."""
        ...
