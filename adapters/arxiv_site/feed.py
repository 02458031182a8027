"""The newest announcement of a category, from arXiv's RSS feed.

Source: https://info.arxiv.org/help/rss.html
"""

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass, replace

from adapters.arxiv_site.answers import HttpSource, Validators
from adapters.listings.reading import read_listing
from bot.errors import SourceRefused, SourceUnreachable, SourceUnreadable
from bot.values.listings import Listing

_ONE_CATEGORY = re.compile(r"[A-Za-z-]+(?:\.[A-Za-z-]+)?")


# papers remembered for feeds that say "unchanged": some 20 MB
_MEMORY = 5_000


@dataclass(frozen=True, slots=True)
class _Known:
    listing: Listing
    validators: Validators


class _LastAnswers:
    """What each address answered last, up to ``room`` papers in all; the newest is always kept."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def get(self, url: str) -> _Known | None:
        return self._known.get(url)

    def keep(self, url: str, known: _Known) -> None:
        self._known[url] = known
        self._known.move_to_end(url)
        while len(self._known) > 1 and self._size() > self._room:
            self._known.popitem(last=False)

    def _size(self) -> int:
        # an empty feed counts as well
        return sum(len(known.listing.items) + 1 for known in self._known.values())


class ArxivFeed:
    """An :class:`bot.ports.sources.AnnouncementSource` over one address a category.

    ``base`` is ``https://rss.arxiv.org`` or what stands in for it. Categories are
    never combined: in a combined feed a cross-list passes for new. A feed that has
    not changed since it was read is not sent again; ``memory`` bounds, in papers,
    what is remembered for that.
    """

    def __init__(self, http: HttpSource, *, base: str, memory: int = _MEMORY) -> None:
        self._http = http
        self._base = base.rstrip("/")
        self._answers = _LastAnswers(memory)

    async def listing(self, category: str) -> Listing:
        if not _ONE_CATEGORY.fullmatch(category):
            raise SourceRefused(f"“{category}” is not the name of one category.")
        what, url = f"the feed of {category}", f"{self._base}/rss/{category}"
        known = self._answers.get(url)
        asked = known.validators if known else Validators()
        answer = await self._http.get_if_changed(url, what, asked)
        if answer.body is not None:
            # beside the event loop, as 1,000 papers take 70 ms; an answer that could not be read
            # is not remembered
            read = await asyncio.to_thread(_read, answer.body, what)
            listing = replace(read, category=category)
            known = _Known(listing, answer.validators)
        if known is None:
            raise SourceUnreadable(f"arXiv's answer is empty ({what}).")
        self._answers.keep(url, known)
        return known.listing


def _read(body: bytes, what: str) -> Listing:
    """Raises SourceUnreadable also for arXiv's error feed: under status 200 it is no
    refusal but a fault, which may have passed the next time."""
    try:
        return read_listing(body)
    except SourceUnreadable as error:
        raise SourceUnreadable(f"arXiv's answer is not a feed: {error} ({what}).") from error
    except SourceRefused as error:
        raise SourceUnreadable(f"arXiv answered {what} with an error: {error}") from error


class EagerFeed:
    """Gives up soon on the first answer, and is patient once arXiv has answered.

    Both are feeds of the same arXiv behind one gate; they differ in their limits.
    """

    def __init__(self, eager: ArxivFeed, patient: ArxivFeed) -> None:
        self._eager = eager
        self._patient = patient
        self._answered = False

    async def listing(self, category: str) -> Listing:
        source = self._patient if self._answered else self._eager
        try:
            found = await source.listing(category)
        except SourceUnreachable:
            # a host that fell silent is waited for once, not once for each category
            self._answered = False
            raise
        self._answered = True
        return found
