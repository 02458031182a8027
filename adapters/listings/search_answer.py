"""Answers of the search API (Atom) to listings. Pure.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

from lxml import etree

from adapters.listings.author_names import one_author
from adapters.listings.fields import clean, utc_day
from adapters.listings.gathering import SourceEntry, gather, state_of
from adapters.listings.xml_tree import Children, children, first_text, texts
from bot.errors import SourceRefused, SourceUnreadable
from bot.values.listings import Listing
from bot.values.papers import Author


def read_search_answer(root: etree._Element) -> Listing:
    """A listing without category, announce types and date: when one asked is no announcement.

    Raises SourceRefused where the answer is the API's error entry.
    """
    head = children(root)
    found = [children(entry) for entry in head.get("entry", ())]
    for entry in found:
        if "/api/errors" in (first_text(entry, "id") or ""):
            raise SourceRefused(clean(first_text(entry, "summary", "title")) or "an unnamed error")
    items, unreadable = gather(
        _entry(f"entry {number}", entry) for number, entry in enumerate(found, 1)
    )
    if not items and "arxiv" not in " ".join(texts(head, "id", "title")).lower():
        raise SourceUnreadable("it is a feed, but holds nothing of arXiv's")
    return Listing(
        category=None,
        date=None,
        items=items,
        unreadable=unreadable,
        state=state_of(len(found)),
    )


def _entry(place: str, found: Children) -> SourceEntry:
    primary = [element.get("term") for element in found.get("primary_category", ())]
    return SourceEntry(
        place=place,
        ids=texts(found, "id"),
        title=first_text(found, "title"),
        abstract=first_text(found, "summary"),
        authors=tuple(filter(None, map(_author, found.get("author", ())))),
        categories=[*primary, *(element.get("term") for element in found.get("category", ()))],
        comments=first_text(found, "comment"),
        journal_ref=first_text(found, "journal_ref"),
        doi=first_text(found, "doi"),
        license=first_text(found, "rights", "license"),
        published=utc_day(first_text(found, "published")),
        updated=utc_day(first_text(found, "updated")),
    )


def _author(element: etree._Element) -> Author | None:
    found = children(element)
    return one_author(first_text(found, "name"), texts(found, "affiliation"))
