"""The four metadata forms of arXiv's OAI-PMH records: arXiv, arXivRaw, arXivOld, oai_dc. Pure.

Schemas: https://oaipmh.arxiv.org/OAI/arXiv.xsd and its neighbours.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from lxml import etree

from adapters.listings.author_names import inverted_author, one_author, split_authors
from adapters.listings.fields import utc_day
from adapters.listings.gathering import SourceEntry
from adapters.listings.xml_tree import Children, children, first_text, local_name, texts
from bot.taxonomy import category_of_oai_set, taxonomy
from bot.values.papers import Author

_VERSION = re.compile(r"v([1-9]\d{0,3})")
_COMMENT = re.compile(r"^Comments?:\s*", re.I)
_OTHER_IDENTIFIER = re.compile(r"https?:|doi:", re.I)


def read_record(place: str, header: Children, metadata: etree._Element | None) -> SourceEntry:
    """One record; the header's identifier stands in for an id that the form lacks."""
    identifiers = texts(header, "identifier")
    if metadata is None:
        return SourceEntry(place=place, ids=identifiers, trouble="its record has no metadata")
    found = children(metadata)
    if local_name(metadata) == "dc":
        return _dublin_core(place, header, found)
    forms = {"arXiv": _structured_authors, "arXivRaw": _plain_authors, "arXivOld": _plain_authors}
    authors = forms.get(local_name(metadata))
    if authors is None:
        why = f"its metadata form ({local_name(metadata)}) is none of those known"
        return SourceEntry(place=place, ids=identifiers, trouble=why)
    return _arxivs_own(place, identifiers, found, authors(found))


def _arxivs_own(
    place: str, identifiers: list[str], found: Children, authors: tuple[Author, ...]
) -> SourceEntry:
    versions = [
        (int(number[1]), utc_day(first_text(children(element), "date")))
        for element in found.get("version", ())
        if (number := _VERSION.fullmatch(element.get("version") or ""))
    ]
    first, last = min(versions, default=None, key=_number), max(versions, default=None, key=_number)
    created = utc_day(first_text(found, "created")) or (first[1] if first else None)
    return SourceEntry(
        place=place,
        ids=[*texts(found, "id"), *identifiers],
        version=last[0] if last else None,
        title=first_text(found, "title"),
        abstract=first_text(found, "abstract"),
        authors=authors,
        categories=(first_text(found, "categories") or "").split(),
        comments=first_text(found, "comments"),
        journal_ref=first_text(found, "journal-ref"),
        doi=first_text(found, "doi"),
        license=first_text(found, "license"),
        published=created,
        # a paper without revisions has no <updated>: its only version is the first
        updated=utc_day(first_text(found, "updated")) or (last[1] if last else created),
    )


def _number(version: tuple[int, object]) -> int:
    return version[0]


def _structured_authors(found: Children) -> tuple[Author, ...]:
    people = [children(author) for group in found.get("authors", ()) for author in group]
    return tuple(filter(None, map(_structured_author, people)))


def _structured_author(person: Children) -> Author | None:
    name = " ".join(texts(person, "forenames", "keyname", "suffix"))
    return one_author(name, texts(person, "affiliation"))


def _plain_authors(found: Children) -> tuple[Author, ...]:
    return split_authors(first_text(found, "authors"))


def _dublin_core(place: str, header: Children, found: Children) -> SourceEntry:
    """Dublin Core names categories in words and mixes comments, DOI and journal into others."""
    abstract, *notes = texts(found, "description") or [""]
    dates = [day for text in texts(found, "date") if (day := utc_day(text))]
    identifiers = texts(found, "identifier")
    dois = [text for text in identifiers if text.lower().startswith("doi:")]
    journals = [text for text in identifiers if not _OTHER_IDENTIFIER.match(text)]
    return SourceEntry(
        place=place,
        ids=[*texts(header, "identifier"), *identifiers],
        title=first_text(found, "title"),
        abstract=abstract,
        authors=tuple(filter(None, map(inverted_author, texts(found, "creator")))),
        categories=_categories(texts(found, "subject"), texts(header, "setSpec")),
        comments=_COMMENT.sub("", notes[0]) if notes else None,
        journal_ref=next(iter(journals), None),
        doi=next(iter(dois), None),
        license=first_text(found, "rights"),
        published=min(dates, default=None),
        updated=max(dates, default=None),
    )


def _categories(subjects: Iterable[str], sets: Iterable[str]) -> list[str]:
    """Subjects come primary first, but in words; sets are exact, but in no order."""
    of_sets = [category for spec in sets if (category := category_of_oai_set(spec))]
    named = (_by_words().get(subject.lower(), ()) for subject in subjects)
    ordered = [
        next((one for one in candidates if one in of_sets), candidates[0])
        for candidates in named
        if candidates
    ]
    return [*ordered, *of_sets]


@cache
def _by_words() -> Mapping[str, list[str]]:
    """``Machine Learning`` (several) and ``Statistics - Machine Learning`` to ids.

    A name in two archives goes to the canonical category: the alias is not in the list.
    """
    known = taxonomy()
    words: dict[str, list[str]] = {}
    for category in known.categories.values():
        words.setdefault(category.name.lower(), []).append(category.id)
        archive = known.archives.get(category.archive, "")
        words.setdefault(f"{archive} - {category.name}".lower(), []).append(category.id)
    return words
