"""Any announcement, told by its content, to listings. Pure.

The flow: bytes | read_text | parse_xml or json | the form's reader | Document | listings
"""

import re
from collections.abc import Sequence

from lxml import etree

from adapters.listings.announcement_feeds import (
    is_announcement_atom,
    read_announcement_atom,
    read_rss,
)
from adapters.listings.batches import RecordBatch, listings_by_day, one_listing
from adapters.listings.decoding import read_text
from adapters.listings.fields import clean
from adapters.listings.harvests import chained
from adapters.listings.json_papers import read_json
from adapters.listings.oai_answer import HarvestPage, batch_of, read_harvest_page
from adapters.listings.search_answer import read_search_answer
from adapters.listings.xml_tree import PROLOG, local_name, parse_xml
from bot.errors import SourceUnreadable
from bot.values.listings import Listing

EXPECTED = "an arXiv RSS or Atom feed, an OAI-PMH or search answer, or JSON lines"

_PAGE = re.compile(PROLOG + r"<(?:!doctype\s+html|html)\b", re.S | re.I)
# pages come from anywhere; their title stands near the top
_PAGE_HEAD = 20_000
_PAGE_TITLE = re.compile(r"<title[^<>]*>([^<]*)</title", re.I)


Document = Listing | RecordBatch | HarvestPage
"""A feed or a search answer is a listing; records and JSON lines may hold several days."""


def read_listing(data: bytes) -> Listing:
    """The listing in an answer or a file, plain or gzip; of several days the commonest.

    Raises SourceUnreadable where there is none, with a clause that says why, and
    SourceRefused, with arXiv's own sentence, where it is an error answer.
    """
    found = read_document(data)
    if isinstance(found, HarvestPage):
        return one_listing(batch_of([found]))
    return one_listing(found) if isinstance(found, RecordBatch) else found


def listings_of(documents: Sequence[Document]) -> tuple[Listing, ...]:
    """Several files as listings, in their order; pages of one harvest are one source.

    A harvest stands where its first given page does.
    """
    pages = [one for one in documents if isinstance(one, HarvestPage)]
    harvests = {id(page): chain for chain in chained(pages) for page in chain}
    told: set[int] = set()
    listings: list[Listing] = []
    for one in documents:
        if isinstance(one, Listing):
            listings.append(one)
        elif isinstance(one, RecordBatch):
            listings.extend(listings_by_day(one))
        elif id(chain := harvests[id(one)]) not in told:
            told.add(id(chain))
            listings.extend(listings_by_day(batch_of(chain)))
    return tuple(listings)


def read_document(data: bytes) -> Document:
    """What is in a file, not yet put together; errors as above."""
    text = read_text(data).lstrip("\ufeff")
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return read_json(text)
    if start != "<":
        raise SourceUnreadable(f"it is not an announcement (expected {EXPECTED})")
    return _by_root(read_xml(text))


def read_xml(text: str) -> etree._Element:
    """The root of an XML answer; a web page instead of one is SourceUnreadable."""
    if _PAGE.match(text):
        title = _PAGE_TITLE.search(text, 0, _PAGE_HEAD)
        named = clean(title[1]) if title else None
        about = f" titled “{named}”" if named else ""
        raise SourceUnreadable(f"it is a web page{about}, no announcement")
    return parse_xml(text)


def _by_root(root: etree._Element) -> Document:
    kind = local_name(root)
    if kind in ("rss", "RDF"):
        return read_rss(root)
    if kind == "OAI-PMH":
        return read_harvest_page(root)
    if kind == "feed":
        return (
            read_announcement_atom(root) if is_announcement_atom(root) else read_search_answer(root)
        )
    raise SourceUnreadable(f"it is XML (<{kind}>), but no announcement (expected {EXPECTED})")
