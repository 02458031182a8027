"""OAI-PMH answers to listings, a page at a time. Pure.

Source: https://info.arxiv.org/help/oa/index.html and
http://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from dataclasses import dataclass
from datetime import date

from lxml import etree

from adapters.listings.fields import clean, commonest_day, new_york_day, utc_day
from adapters.listings.gathering import Entry, gather, state_of
from adapters.listings.oai_records import read_record
from adapters.listings.xml_tree import Children, children, first_text, local_name, text_of
from bot.errors import SourceRefused, SourceUnreadable
from bot.models import Listing, ListingState
from bot.taxonomy import category_of_oai_set

NO_RECORDS = "noRecordsMatch"


@dataclass(frozen=True, slots=True)
class OaiPage:
    """One page; ``token`` asks for the next one, None on the last."""

    listing: Listing
    token: str | None


def read_oai_page(root: etree._Element) -> OaiPage:
    """A page with more to come is TRUNCATED by itself; "no records" is an EMPTY listing.

    Raises SourceRefused with the server's sentence for its other errors, and
    SourceUnreadable for answers to other verbs.
    """
    answer = children(root)
    request = next(iter(answer.get("request", ())), None)
    category = category_of_oai_set(request.get("set") or "") if request is not None else None
    if errors := answer.get("error"):
        _refuse(errors[0])
        empty = Listing(category=category, date=_asked_day(answer), state=ListingState.EMPTY)
        return OaiPage(empty, None)
    found = children(_records(root, answer))
    alive = [record for record in map(children, found.get("record", ())) if not _is_deleted(record)]
    token = clean(first_text(found, "resumptionToken"))
    items, unreadable = gather(_entry(f"record {n}", record) for n, record in enumerate(alive, 1))
    listing = Listing(
        category=category,
        date=commonest_day(map(_datestamp, alive)) or _response_day(answer),
        items=items,
        unreadable=unreadable,
        state=state_of(len(alive), cut=token is not None),
    )
    return OaiPage(listing, token)


def _refuse(error: etree._Element) -> None:
    code = error.get("code") or "error"
    if code != NO_RECORDS:
        raise SourceRefused(clean(text_of(error)) or code)


def _records(root: etree._Element, answer: Children) -> etree._Element:
    for verb in ("ListRecords", "GetRecord"):
        if verb in answer:
            return answer[verb][0]
    other = next((local_name(child) for child in reversed(root)), "nothing")
    raise SourceUnreadable(f"it is an OAI-PMH answer without records ({other})")


def _header(record: Children) -> Children:
    return children(record["header"][0]) if "header" in record else {}


def _is_deleted(record: Children) -> bool:
    return any(header.get("status") == "deleted" for header in record.get("header", ()))


def _datestamp(record: Children) -> date | None:
    return utc_day(first_text(_header(record), "datestamp"))


def _response_day(answer: Children) -> date | None:
    return new_york_day(first_text(answer, "responseDate"))


def _asked_day(answer: Children) -> date | None:
    """Where exactly one day was asked for, an empty answer speaks of that day."""
    for request in answer.get("request", ()):
        first, last = request.get("from"), request.get("until")
        if first and first == last:
            return utc_day(first)
    return _response_day(answer)


def _entry(place: str, record: Children) -> Entry:
    metadata = [form for element in record.get("metadata", ()) for form in element]
    return read_record(place, _header(record), metadata[0] if metadata else None)
