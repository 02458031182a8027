"""A paper's files from arXiv, through its one gate. An edge.

Addresses: https://info.arxiv.org/help/arxiv_identifier_for_services.html; there is no HTML of
older papers and of those that the converter fails on, https://info.arxiv.org/about/accessible_HTML.html
"""

from dataclasses import replace
from typing import Literal
from urllib.parse import urljoin, urlsplit

from adapters.arxiv_site.answers import HttpSource
from adapters.arxiv_site.patience import RequestLimits
from bot.errors import SourceMissing, SourceRefused

FileForm = Literal["html", "pdf"]

# seconds: a person waits, and where there is no page there is a file to be asked for
_PATIENCE = 30.0
_TRIES = 2
_MOST_BYTES = 40_000_000


def file_limits(usual: RequestLimits) -> RequestLimits:
    """As for everything else of arXiv's, but for a person who waits, and for larger answers."""
    return replace(
        usual,
        total=min(usual.total, _PATIENCE),
        patience=_PATIENCE,
        attempts=_TRIES,
        max_bytes=_MOST_BYTES,
    )


class ArxivFiles:
    """``base`` is ``https://arxiv.org`` or what stands in for it."""

    def __init__(self, http: HttpSource, *, base: str) -> None:
        self._http = http
        self._base = base.rstrip("/")

    async def get(self, paper_id: str, version: int | None, form: FileForm) -> bytes:
        """The file of that version, of the newest where it is None. Raises SourceMissing where
        arXiv has none, SourceTooLarge, SourceUnreachable, SourceRefused or SourceUnreadable."""
        name = _named(paper_id, version)
        what = f"the {form.upper()} of {name}"
        return await self._http.get(f"{self._base}/{form}/{name}", what)

    async def image(self, paper_id: str, version: int | None, source: str) -> bytes:
        """An image that the HTML page names. Raises as :meth:`get` does, and SourceRefused for an
        address elsewhere."""
        name = _named(paper_id, version)
        what, page = f"an image of {name}", f"{self._base}/html/{name}"
        beside, below = urljoin(page, source), urljoin(f"{page}/", source)
        if urlsplit(beside)[:2] != urlsplit(self._base)[:2]:
            raise SourceRefused(f"{what[0].upper()}{what[1:]} is not at arXiv.")
        try:
            return await self._http.get(beside, what)
        except SourceMissing:
            # a page may lack the base that it was written for
            if below == beside:
                raise
            return await self._http.get(below, what)


def _named(paper_id: str, version: int | None) -> str:
    return f"{paper_id}v{version}" if version else paper_id
