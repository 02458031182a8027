"""Past days of a category, from arXiv's OAI-PMH server.

Source: https://info.arxiv.org/help/oa/index.html
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlencode

from lxml import etree

from adapters.arxiv_site.answers import HttpSource
from adapters.listings.decoding import read_text
from adapters.listings.gathering import SourceEntry, gather, merge, state_of
from adapters.listings.oai_answer import HarvestPage, OaiPage, read_harvest_page, read_oai_page
from adapters.listings.reading import read_xml
from adapters.listings.xml_tree import local_name
from bot.errors import SourceRefused, SourceUnreadable
from bot.taxonomy import oai_set
from bot.values.coverage import Recorded, RecordsPage
from bot.values.listings import Listing


class ArxivHarvest:
    """Listings of past days, without announce types.

    ``base`` is the address of the server, ``https://oaipmh.arxiv.org/oai``. A day
    has a page or two; ``max_pages`` only guards against tokens without end.
    """

    def __init__(self, http: HttpSource, *, base: str, max_pages: int = 50) -> None:
        self._http = http
        self._base = base
        self._max_pages = max_pages

    async def listing(self, category: str, day: date) -> Listing:
        """All records of a canonical category whose datestamp is ``day``.

        arXiv dates records in UTC after the evening's announcement, so the datestamp
        is the New York date of the feed that follows. EMPTY where there are none,
        TRUNCATED where ``max_pages`` were not enough. Raises SourceUnreachable,
        SourceUnreadable or SourceRefused.
        """
        what = f"the records of {category} on {day.isoformat()}"
        pages = await self._pages(_first_request(category, day, day), what)
        parts = [(page.listing.items, page.listing.unreadable) for page in pages]
        items, unreadable = merge(parts)
        state = state_of(len(items) + len(unreadable), cut=pages[-1].token is not None)
        return Listing(category=category, date=day, items=items, unreadable=unreadable, state=state)

    async def page(
        self, category: str, first: date, last: date, token: str | None = None
    ) -> RecordsPage:
        """A :class:`bot.ports.sources.Records`: one request. The caller stores what it gave."""
        span = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
        what = f"the records of {category} on {span}"
        request = _next_request(token) if token else _first_request(category, first, last)
        body = await self._http.get(f"{self._base}?{urlencode(request)}", what)
        found = await asyncio.to_thread(_harvest_page, body, what)
        if token is not None and found.token == token:
            # so it may not be the last page, and the day was not read to its end
            raise SourceUnreadable(f"arXiv gave the same page once more ({what}).")
        return RecordsPage(_by_stamp(found, last), found.token)

    async def _pages(self, request: dict[str, str], what: str) -> list[OaiPage]:
        pages: list[OaiPage] = []
        seen: set[str] = set()
        while len(pages) < self._max_pages:
            body = await self._http.get(f"{self._base}?{urlencode(request)}", what)
            pages.append(await asyncio.to_thread(_page, body, what))
            token = pages[-1].token
            if token is None or token in seen:
                break
            seen.add(token)
            request = _next_request(token)
        return pages


def _next_request(token: str) -> dict[str, str]:
    return {"verb": "ListRecords", "resumptionToken": token}


def _first_request(category: str, first: date, last: date) -> dict[str, str]:
    return {
        "verb": "ListRecords",
        "metadataPrefix": "arXiv",
        "set": oai_set(category),
        "from": first.isoformat(),
        "until": last.isoformat(),
    }


def _by_stamp(page: HarvestPage, last: date) -> tuple[Recorded, ...]:
    """A record without a datestamp belongs to the end of what was asked for."""
    by_stamp: dict[date, list[SourceEntry]] = {}
    for entry in page.entries:
        by_stamp.setdefault(entry.day or last, []).append(entry)
    return tuple(Recorded(day, *gather(entries)) for day, entries in sorted(by_stamp.items()))


def _harvest_page(body: bytes, what: str) -> HarvestPage:
    root = _root(body, what)
    with _told(what):
        return read_harvest_page(root)


def _page(body: bytes, what: str) -> OaiPage:
    root = _root(body, what)
    with _told(what):
        return read_oai_page(root)


def _root(body: bytes, what: str) -> etree._Element:
    with _told(what):
        root = read_xml(read_text(body).lstrip("\ufeff"))
        if local_name(root) != "OAI-PMH":
            raise SourceUnreadable(f"it is <{local_name(root)}>, no OAI-PMH answer")
        return root


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Errors with the name of what was asked for."""
    try:
        yield
    except SourceUnreadable as error:
        raise SourceUnreadable(f"arXiv's answer has no records: {error} ({what}).") from error
    except SourceRefused as error:
        raise type(error)(f"arXiv refused {what}: {error}") from error
