"""Real announcements: every file is read whole or refused with a reason."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from adapters.listings.reading import listings_of, read_document, read_listing
from bot.editorial.announcement import merge
from bot.errors import PaperbriefError
from bot.values.listings import Listing, ListingState

pytestmark = pytest.mark.shared

_ITEM = re.compile(r"<(item|entry|record)[\s>].*?</\1>", re.S)
_TYPE = re.compile(r"<arxiv:announce_type>([\w-]+)<")
_ID = re.compile(r"(?:oai:arXiv\.org:|<id>https?://arxiv\.org/abs/)([\w./-]+?)(?:v\d+)?<")


def _readable(shared: Path) -> Iterator[tuple[Path, str, Listing]]:
    for path in sorted((shared / "data" / "arxiv").rglob("*.xml")):
        with suppress(PaperbriefError):
            yield path, path.read_text("utf-8"), read_listing(path.read_bytes())


def test_every_file_is_read_or_refused_and_most_are_read(shared: Path) -> None:
    files = list((shared / "data" / "arxiv").rglob("*.xml"))
    assert len(list(_readable(shared))) > len(files) / 2


def test_every_entry_of_the_raw_xml_is_a_paper_or_counted_as_unreadable(shared: Path) -> None:
    for path, text, listing in _readable(shared):
        raw = [found for entry in _ITEM.finditer(text) if (found := _ID.search(entry[0]))]
        ids = {found[1] for found in raw}
        assert {item.paper.id for item in listing.items} == ids, path
        assert listing.unreadable == (), path
        assert (listing.state is ListingState.EMPTY) == (not ids), path


def test_announce_types_agree_with_the_raw_xml(shared: Path) -> None:
    typed = 0
    for path, text, listing in _readable(shared):
        by_id = {}
        for entry in _ITEM.finditer(text):
            found, kind = _ID.search(entry[0]), _TYPE.search(entry[0])
            if found and kind:
                by_id[found[1]] = kind[1]
        read = Counter(item.announce_type for item in listing.items if item.announce_type)
        assert read == Counter(by_id.values()), path
        typed += len(by_id)
    assert typed


def test_every_paper_is_complete(shared: Path) -> None:
    for path, text, listing in _readable(shared):
        # when a search was asked is no announcement's date
        assert bool(listing.date) == ("opensearch:" not in text), path
        for item in listing.items:
            paper = item.paper
            assert paper.authors, (path, paper.id)
            assert paper.categories, (path, paper.id)
            assert not paper.abstract.startswith(("arXiv:", "Abstract:")), (path, paper.id)
            for text in (paper.title, paper.abstract):
                assert text == " ".join(text.split()), (path, paper.id)
            for author in paper.authors:
                assert not re.search(r"^and\b|\band$|,$", author.name), (path, author)


def test_a_harvest_cut_in_two_pages_counts_like_the_whole(shared: Path) -> None:
    cut = 0
    for path, text, whole in _readable(shared):
        starts = [found.start() for found in re.finditer(r"<record>", text)]
        if "<resumptionToken" in text or not re.search(r"<request[^>]* set=", text) or not starts:
            continue
        middle = starts[len(starts) // 2]
        token = "<resumptionToken>half</resumptionToken></ListRecords></OAI-PMH>"
        resumed = '<request verb="ListRecords" resumptionToken="half">'
        first = text[:middle] + token
        second = re.sub(r"<request[^>]*>", resumed, text[: starts[0]]) + text[middle:]
        pages = listings_of([read_document(one.encode()) for one in (second, first)])
        assert merge(pages, []).counts == merge([whole], []).counts, path
        assert merge(pages, []).categories == merge([whole], []).categories, path
        cut += 1
    assert cut
