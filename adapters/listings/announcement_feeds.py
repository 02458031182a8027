"""arXiv's announcement feeds, RSS 2.0 and Atom, to listings. Pure.

Source: https://info.arxiv.org/help/rss_specifications.html
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import unquote, urlsplit

from lxml import etree

from adapters.listings.author_names import split_authors
from adapters.listings.fields import announce_type, clean, commonest_day, new_york_day
from adapters.listings.gathering import FEED_LIMIT, SourceEntry, gather, state_of
from adapters.listings.xml_tree import Children, children, first_text, texts
from bot.errors import SourceRefused, SourceUnreadable
from bot.identifiers import parse_arxiv_id
from bot.taxonomy import canonical_category, canonical_or_same, taxonomy
from bot.values.listings import Listing
from bot.values.papers import Author

_PREAMBLE = re.compile(r"^(arXiv:\S+) Announce Type: (\S+)\s*", re.I)
_ABSTRACT = re.compile(r"^Abstract:\s*", re.I)
_TITLE = re.compile(r"^(\S+(?:, \S+)*) updates on arXiv\.org$", re.I)
_BETWEEN_NAMES = re.compile(r"[+,\s]+")
_FEED_PATH = re.compile(r"/(?:rss|atom)/([^/]+)/?$")
_ONE_CATEGORY = re.compile(r"[A-Za-z-]+(?:\.[A-Za-z-]+)?")


def read_rss(root: etree._Element) -> Listing:
    """Raises SourceRefused for an error feed, SourceUnreadable for a feed that is not arXiv's."""
    channel = next(iter(children(root).get("channel", ())), None)
    if channel is None:
        raise SourceUnreadable("it is RSS without a channel")
    head = children(channel)
    _refuse_error_feed(head, "description")
    # RSS 1.0 puts the items beside the channel
    items = list(map(children, head.get("item", []) or children(root).get("item", [])))
    entries = [
        _entry(f"entry {number}", item, "description") for number, item in enumerate(items, 1)
    ]
    days = [new_york_day(day) for item in items for day in texts(item, "pubDate", "date")]
    own_day = new_york_day(first_text(head, "pubDate", "lastBuildDate"))
    return _listing(head, entries, commonest_day(days) or own_day)


def read_announcement_atom(root: etree._Element) -> Listing:
    """The Atom twin of the RSS feed; errors as there."""
    head = children(root)
    _refuse_error_feed(head, "subtitle")
    found = list(map(children, head.get("entry", [])))
    entries = [_entry(f"entry {number}", entry, "summary") for number, entry in enumerate(found, 1)]
    days = [new_york_day(first_text(entry, "published")) for entry in found]
    return _listing(head, entries, commonest_day(days) or new_york_day(first_text(head, "updated")))


def is_announcement_atom(root: etree._Element) -> bool:
    """Tells the announcement's Atom from that of the search API."""
    head = children(root)
    title, own_id = first_text(head, "title") or "", first_text(head, "id") or ""
    return bool(
        _TITLE.match(title)
        or title.startswith("Feed error")
        or _FEED_PATH.search(own_id)
        or any("announce_type" in children(entry) for entry in head.get("entry", ())[:3])
    )


def _refuse_error_feed(head: Children, sentence: str) -> None:
    title = clean(first_text(head, "title")) or ""
    if title.startswith("Feed error"):
        raise SourceRefused(clean(first_text(head, sentence, "description", "summary")) or title)


def _entry(place: str, found: Children, abstract: str) -> SourceEntry:
    text = clean(first_text(found, abstract, "summary", "description", "encoded")) or ""
    preamble = _PREAMBLE.match(text)
    stated_id, stated_type = preamble.groups() if preamble else (None, None)
    body = _ABSTRACT.sub("", text[preamble.end() :]) if preamble else text
    ids = [*texts(found, "guid", "id"), *_links(found), *([stated_id] if stated_id else ())]
    versions = (read.version for raw in ids if (read := parse_arxiv_id(raw)))
    return SourceEntry(
        place=place,
        ids=ids,
        version=next(filter(None, versions), None),
        title=first_text(found, "title"),
        abstract=body,
        authors=_authors(found),
        categories=_categories(found),
        announce_type=announce_type(first_text(found, "announce_type") or stated_type),
        license=first_text(found, "rights", "license"),
        comments=first_text(found, "comment", "comments"),
        journal_ref=first_text(found, "journal_reference", "journal_ref"),
        doi=first_text(found, "DOI", "doi"),
    )


def _links(found: Children) -> list[str]:
    return [address for link in found.get("link", ()) if (address := link.get("href") or link.text)]


def _categories(found: Children) -> list[str | None]:
    """RSS writes the name as text, Atom as the attribute ``term``."""
    return [category.get("term") or category.text for category in found.get("category", ())]


def _authors(found: Children) -> tuple[Author, ...]:
    return tuple(author for text in texts(found, "creator") for author in split_authors(text))


def _listing(head: Children, entries: Sequence[SourceEntry], day: date | None) -> Listing:
    items, unreadable = gather(entries)
    if not items and not _is_arxivs(head):
        raise SourceUnreadable("it is a feed, but holds nothing of arXiv's")
    categories = _categories_named(head)
    is_one = len(categories) == 1
    return Listing(
        category=categories[0] if is_one else None,
        named=() if is_one else categories,
        date=day,
        items=items,
        unreadable=unreadable,
        state=state_of(len(entries), cut=len(entries) >= FEED_LIMIT),
    )


def _is_arxivs(head: Children) -> bool:
    return any("arxiv" in text.lower() for text in (*texts(head, "id", "title"), *_links(head)))


def _categories_named(head: Children) -> tuple[str, ...]:
    """The categories of the feed's own address or title; none where it names a whole archive."""
    names = [_category(name) for name in _BETWEEN_NAMES.split(next(_named(head), ""))]
    known = tuple(dict.fromkeys(name for name in names if name))
    return known if all(names) else ()


def _category(name: str) -> str | None:
    known = canonical_category(name)
    if known or not _ONE_CATEGORY.fullmatch(name) or name.lower() in taxonomy().archives:
        return known
    return canonical_or_same(name)


def _named(head: Children) -> Iterator[str]:
    for address in (*_links(head), *texts(head, "id")):
        if in_path := _FEED_PATH.search(urlsplit(address.strip()).path):
            yield unquote(in_path[1])
    if in_title := _TITLE.match(clean(first_text(head, "title")) or ""):
        yield in_title[1]
