"""A missed day of a category, from arXiv's OAI-PMH server.

Source: https://info.arxiv.org/help/oa/index.html
"""

from datetime import date
from urllib.parse import urlencode

from adapters.arxiv_site.http import ArxivHttp
from adapters.listings.decoding import read_text
from adapters.listings.gathering import merge, state_of
from adapters.listings.oai_answer import OaiPage, read_oai_page
from adapters.listings.reading import read_xml
from adapters.listings.xml_tree import local_name
from bot.errors import SourceRefused, SourceUnreadable
from bot.models import Listing
from bot.taxonomy import oai_set


class ArxivHarvest:
    """Listings of past days, without announce types.

    ``base`` is the address of the server, ``https://oaipmh.arxiv.org/oai``. A day
    has a page or two; ``max_pages`` only guards against tokens without end.
    """

    def __init__(self, http: ArxivHttp, *, base: str, max_pages: int = 50) -> None:
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
        pages = await self._pages(_first_request(category, day), what)
        parts = [(page.listing.items, page.listing.unreadable) for page in pages]
        items, unreadable = merge(parts)
        state = state_of(len(items) + len(unreadable), cut=pages[-1].token is not None)
        return Listing(category=category, date=day, items=items, unreadable=unreadable, state=state)

    async def _pages(self, request: dict[str, str], what: str) -> list[OaiPage]:
        pages: list[OaiPage] = []
        seen: set[str] = set()
        while len(pages) < self._max_pages:
            body = await self._http.get(f"{self._base}?{urlencode(request)}", what)
            pages.append(_page(body, what))
            token = pages[-1].token
            if token is None or token in seen:
                break
            seen.add(token)
            request = {"verb": "ListRecords", "resumptionToken": token}
        return pages


def _first_request(category: str, day: date) -> dict[str, str]:
    return {
        "verb": "ListRecords",
        "metadataPrefix": "arXiv",
        "set": oai_set(category),
        "from": day.isoformat(),
        "until": day.isoformat(),
    }


def _page(body: bytes, what: str) -> OaiPage:
    try:
        root = read_xml(read_text(body).lstrip("\ufeff"))
        if local_name(root) != "OAI-PMH":
            raise SourceUnreadable(f"it is <{local_name(root)}>, no OAI-PMH answer")
        return read_oai_page(root)
    except SourceUnreadable as error:
        raise SourceUnreadable(f"arXiv's answer has no records: {error} ({what}).") from error
    except SourceRefused as error:
        raise SourceRefused(f"arXiv refused {what}: {error}") from error
