"""Any announcement, told by its content, to a listing. Pure.

The flow: bytes | read_text | parse_xml or json | the form's reader | Listing
"""

import re

from lxml import etree

from adapters.listings.announcement_feeds import (
    is_announcement_atom,
    read_announcement_atom,
    read_rss,
)
from adapters.listings.decoding import read_text
from adapters.listings.fields import clean
from adapters.listings.json_papers import read_json
from adapters.listings.oai_answer import read_oai_page
from adapters.listings.search_answer import read_search_answer
from adapters.listings.xml_tree import PROLOG, local_name, parse_xml
from bot.errors import SourceUnreadable
from bot.models import Listing

EXPECTED = "an arXiv RSS or Atom feed, an OAI-PMH or search answer, or JSON lines"

_PAGE = re.compile(PROLOG + r"<(?:!doctype\s+html|html)\b", re.S | re.I)
# pages come from anywhere; their title stands near the top
_PAGE_HEAD = 20_000
_PAGE_TITLE = re.compile(r"<title[^<>]*>([^<]*)</title", re.I)


def read_listing(data: bytes) -> Listing:
    """The listing in a file or an answer, plain or gzip, whatever it is called.

    Raises SourceUnreadable where there is none, with a clause that says why, and
    SourceRefused, with arXiv's own sentence, where it is an error answer.
    """
    text = read_text(data).lstrip("\ufeff")
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return read_json(text)
    if start != "<":
        raise SourceUnreadable(f"it is no announcement (expected {EXPECTED})")
    return _by_root(read_xml(text))


def read_xml(text: str) -> etree._Element:
    """The root of an XML answer; a web page instead of one is SourceUnreadable."""
    if _PAGE.match(text):
        title = _PAGE_TITLE.search(text, 0, _PAGE_HEAD)
        named = clean(title[1]) if title else None
        about = f" titled “{named}”" if named else ""
        raise SourceUnreadable(f"it is a web page{about}, no announcement")
    return parse_xml(text)


def _by_root(root: etree._Element) -> Listing:
    kind = local_name(root)
    if kind in ("rss", "RDF"):
        return read_rss(root)
    if kind == "OAI-PMH":
        return read_oai_page(root).listing
    if kind == "feed":
        return (
            read_announcement_atom(root) if is_announcement_atom(root) else read_search_answer(root)
        )
    raise SourceUnreadable(f"it is XML (<{kind}>), but no announcement (expected {EXPECTED})")
