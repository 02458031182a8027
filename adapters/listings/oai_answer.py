"""OAI-PMH answers to listings, a page at a time. Pure.

Source: https://info.arxiv.org/help/oa/index.html and
http://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qs, unquote

from lxml import etree

from adapters.listings.batches import RecordBatch, one_listing
from adapters.listings.fields import clean, new_york_day, utc_day
from adapters.listings.gathering import SourceEntry
from adapters.listings.oai_records import read_record
from adapters.listings.xml_tree import Children, children, first_text, local_name, text_of, texts
from bot.errors import ListForgotten, SourceRefused, SourceUnreadable
from bot.taxonomy import category_of_oai_set
from bot.values.listings import Listing

NO_RECORDS = "noRecordsMatch"
FORGOTTEN = "badResumptionToken"


@dataclass(frozen=True, slots=True)
class OaiPage:
    """One page; ``token`` asks for the next one, None on the last."""

    listing: Listing
    token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestPage:
    """One page before it is put together with its neighbours.

    ``asked`` is the token that asked for it, None on the first. ``told``: its request
    tells the set, or that there is none; otherwise ``shared``, the categories that
    every record has, is all that is known. ``answered`` is the day of the answer.
    """

    entries: tuple[SourceEntry, ...]
    category: str | None
    told: bool
    shared: frozenset[str]
    day: date | None
    answered: date | None
    asked: str | None
    token: str | None


def read_oai_page(root: etree._Element) -> OaiPage:
    """A page with more to come is TRUNCATED by itself; "no records" is an EMPTY listing.

    Raises SourceRefused with the server's sentence for its other errors, and
    SourceUnreadable for answers to other verbs.
    """
    page = read_harvest_page(root)
    return OaiPage(one_listing(batch_of([page])), page.token)


def batch_of(pages: Sequence[HarvestPage]) -> RecordBatch:
    """Neighbouring pages as one: the set is told by the first that tells it.

    Where none does, it is the one that all records share; of several, nobody knows.
    """
    told = [page.category for page in pages if page.told]
    shared = [page.shared for page in pages if page.entries]
    common = list(frozenset.intersection(*shared)) if shared else []
    likely = common[0] if len(common) == 1 else None
    return RecordBatch(
        category=told[0] if told else likely,
        entries=tuple(
            entry if number == 1 else replace(entry, place=f"page {number}, {entry.place}")
            for number, page in enumerate(pages, 1)
            for entry in page.entries
        ),
        day=pages[0].day,
        cut=pages[-1].token is not None,
    )


def read_harvest_page(root: etree._Element) -> HarvestPage:
    """The page with all that its neighbours need to know; errors as above."""
    answer = children(root)
    errors = answer.get("error", ())
    if errors:
        _refuse(errors[0])
    found = {} if errors else children(_records(root, answer))
    alive = [record for record in map(children, found.get("record", ())) if not _is_deleted(record)]
    request = next(iter(answer.get("request", ())), None)
    asked = None if request is None else _token(request.get("resumptionToken"))
    token = _token(first_text(found, "resumptionToken"))
    told, category = _set_told(request, asked or token)
    answered = new_york_day(first_text(answer, "responseDate"))
    return HarvestPage(
        entries=tuple(_entry(f"record {n}", record) for n, record in enumerate(alive, 1)),
        category=category,
        told=told,
        shared=_shared(alive),
        day=(_asked_day(request) if errors else None) or answered,
        answered=answered,
        asked=asked,
        token=token,
    )


def _token(text: str | None) -> str | None:
    """In one form, since a request may repeat it less quoted than the page gave it."""
    return unquote(text).strip() or None if text else None


def _set_told(request: etree._Element | None, token: str | None) -> tuple[bool, str | None]:
    """Whether the set is told (that there is none, too), and its category if it is one's.

    arXiv's tokens hold the whole request; old ones (``6511260|1001``) hold nothing.
    """
    if request is not None and request.get("set"):
        return True, category_of_oai_set(request.get("set") or "")
    if request is not None and request.get("metadataPrefix"):
        return True, None
    asked = parse_qs(token or "")
    if "metadataPrefix" in asked or "set" in asked:
        return True, category_of_oai_set(asked.get("set", [""])[0])
    return False, None


def _shared(records: Iterable[Children]) -> frozenset[str]:
    """The categories whose sets every record is in."""
    each = [
        {name for spec in texts(_header(record), "setSpec") if (name := category_of_oai_set(spec))}
        for record in records
    ]
    return frozenset(set.intersection(*each)) if each else frozenset()


def _refuse(error: etree._Element) -> None:
    code = error.get("code") or "error"
    if code == FORGOTTEN:
        raise ListForgotten(clean(text_of(error)) or code)
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


def _asked_day(request: etree._Element | None) -> date | None:
    """Where exactly one day was asked for, an empty answer speaks of that day."""
    first = None if request is None else request.get("from")
    return utc_day(first) if request is not None and first == request.get("until") else None


def _entry(place: str, record: Children) -> SourceEntry:
    metadata = [form for element in record.get("metadata", ()) for form in element]
    entry = read_record(place, _header(record), metadata[0] if metadata else None)
    return replace(entry, day=_datestamp(record))
