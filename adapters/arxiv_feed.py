"""The newest announcement of a category, from arXiv's RSS feed.

Source: https://info.arxiv.org/help/rss.html
"""

import re
from dataclasses import replace

from adapters.arxiv_http import ArxivHttp
from adapters.listings.reading import read_listing
from bot.errors import SourceRefused, SourceUnreadable
from bot.models import Listing

_ONE_CATEGORY = re.compile(r"[A-Za-z-]+(?:\.[A-Za-z-]+)?")


class ArxivFeed:
    """An :class:`bot.ports.AnnouncementSource` over one address a category.

    ``base`` is ``https://rss.arxiv.org`` or what stands in for it. Categories are
    never combined: in a combined feed a cross-list passes for new.
    """

    def __init__(self, http: ArxivHttp, *, base: str) -> None:
        self._http = http
        self._base = base.rstrip("/")

    async def listing(self, category: str) -> Listing:
        what = f"the feed of {category}"
        if not _ONE_CATEGORY.fullmatch(category):
            raise SourceRefused(f"“{category}” is not the name of one category.")
        body = await self._http.get(f"{self._base}/rss/{category}", what)
        try:
            found = read_listing(body)
        except SourceUnreadable as error:
            raise SourceUnreadable(f"arXiv's answer is no feed: {error} ({what}).") from error
        except SourceRefused as error:
            raise SourceRefused(f"arXiv refused {what}: {error}") from error
        return replace(found, category=category)


class EagerFeed:
    """A source that wants a first word soon, and has patience once arXiv has answered.

    Both are feeds of the same arXiv behind one gate; they differ in their limits.
    """

    def __init__(self, eager: ArxivFeed, patient: ArxivFeed) -> None:
        self._eager = eager
        self._patient = patient
        self._answered = False

    async def listing(self, category: str) -> Listing:
        source = self._patient if self._answered else self._eager
        found = await source.listing(category)
        self._answered = True
        return found
