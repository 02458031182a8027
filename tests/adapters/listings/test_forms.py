"""Each form that arXiv gives, from a small sample to values."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from adapters.listings.reading import listings_of, read_document, read_listing
from bot.values.listings import AnnounceType, Listing, ListingState
from bot.values.papers import Author, Paper

SAMPLES = Path(__file__).parents[2] / "samples" / "arxiv"


def _read(name: str) -> Listing:
    return read_listing((SAMPLES / name).read_bytes())


def _papers(listing: Listing) -> list[Paper]:
    return [item.paper for item in listing.items]


def test_an_rss_feed_knows_its_category_and_the_day_of_its_items() -> None:
    listing = _read("rss.xml")
    assert listing.category == "cs.CL"
    assert listing.date == date(2026, 2, 9)
    assert listing.state is ListingState.FRESH
    assert listing.unreadable == ()


def test_an_rss_item_is_read_field_by_field() -> None:
    first = _read("rss.xml").items[0]
    assert first.announce_type is AnnounceType.NEW
    assert first.paper == Paper(
        id="2602.91001",
        version=1,
        title="Kestrel: Counting $k$-grams & more",
        abstract=r"We count $k$-grams with a \textbf{small} table. It takes 3 MB.",
        authors=(Author("Ana Terwil"), Author('Bo N\\"ordh'), Author("Cy Quell Jr.")),
        categories=("cs.CL", "cs.DS"),
        license="http://creativecommons.org/licenses/by/4.0/",
    )


def test_an_rss_feed_tells_cross_lists_and_replacements_with_their_versions() -> None:
    found = [(item.announce_type, item.paper.version) for item in _read("rss.xml").items]
    assert found == [
        (AnnounceType.NEW, 1),
        (AnnounceType.CROSS, 1),
        (AnnounceType.REPLACE, 3),
    ]


def test_an_rss_item_brings_doi_and_journal_where_the_feed_has_them() -> None:
    second = _papers(_read("rss.xml"))[1]
    assert second.doi == "10.9999/lantern.2"
    assert second.journal_ref == "Journal of Lanterns 4 (2026) 1-9"


def test_an_atom_feed_is_read_like_its_rss_twin_and_aliases_are_resolved() -> None:
    listing = _read("atom.xml")
    (item,) = listing.items
    assert (listing.category, listing.date) == ("math-ph", date(2026, 2, 10))
    assert item.announce_type is AnnounceType.REPLACE_CROSS
    assert (item.paper.id, item.paper.version) == ("2602.91011", 2)
    assert item.paper.abstract == "Teapots form a lattice."
    assert item.paper.categories == ("math.CO", "math-ph")
    assert item.paper.authors == (Author("Fay Odum"), Author("Gil Pharr"))
    assert item.paper.published is None


def test_a_search_answer_has_no_category_and_no_announcement_date() -> None:
    listing = _read("search.xml")
    assert (listing.category, listing.date) == (None, None)
    assert listing.items[0].announce_type is None


def test_a_search_answer_names_the_primary_category_and_affiliations() -> None:
    (found,) = _papers(_read("search.xml"))
    assert found == Paper(
        id="2301.90021",
        version=4,
        title="Rivers as registers",
        abstract="Rivers hold state. We read it.",
        authors=(Author("Hal Inver", ("Delta Institute",)), Author("Ida Jost")),
        categories=("physics.flu-dyn", "cs.ET"),
        comments="9 pages, withdrawn by the authors",
        journal_ref="Rivers 12 (2024)",
        doi="10.9999/rivers.12",
        published=date(2023, 1, 31),
        updated=date(2024, 5, 6),
    )


def test_oai_records_come_with_dates_and_without_versions() -> None:
    listing = _read("oai_arxiv.xml")
    first, second = _papers(listing)
    assert (listing.category, listing.date) == ("cs.CL", date(2026, 2, 10))
    assert (first.version, first.published, first.updated) == (
        None,
        date(2026, 2, 3),
        date(2026, 2, 9),
    )
    assert first.is_revision
    assert not second.is_revision
    assert first.authors == (
        Author("Liv Kerr III", ("Harbour College",)),
        Author("Breakwater Collaboration"),
    )
    assert first.categories == ("cs.CL", "stat.ML")
    assert first.comments == "Accepted at HARBOUR 2026"


def test_a_deleted_oai_record_is_neither_paper_nor_failure() -> None:
    listing = _read("oai_arxiv.xml")
    assert [paper.id for paper in _papers(listing)] == ["2602.91031", "hep-th/9901999"]
    assert listing.unreadable == ()


def test_an_oai_page_with_more_to_come_says_that_it_is_not_all() -> None:
    assert _read("oai_arxiv.xml").state is ListingState.TRUNCATED
    assert _read("oai_raw.xml").state is ListingState.FRESH


def test_raw_oai_records_tell_version_dates_and_authors_from_one_string() -> None:
    listing = _read("oai_raw.xml")
    (found,) = _papers(listing)
    assert listing.category == "hep-th"
    assert (found.version, found.published, found.updated) == (
        2,
        date(2026, 1, 14),
        date(2026, 2, 9),
    )
    assert found.authors == (
        Author("P. Quay"),
        Author("R. Sund"),
        Author("T. Ulm", ("Univ of Oat",)),
    )
    assert found.journal_ref == "Breakfast B 7 (2026) 3"


def test_the_old_oai_form_is_read_as_far_as_it_carries() -> None:
    listing = _read("oai_old.xml")
    (found,) = _papers(listing)
    assert listing.date == date(2026, 2, 10), "the day of the answer in New York"
    assert (found.id, found.version, found.published) == ("chao-dyn/9510999", None, None)
    assert found.categories == ("chao-dyn", "nlin.CD")
    assert [author.name for author in found.authors] == ["V. Wend", "X. Yarrow"]


def test_dublin_core_is_taken_apart_into_its_fields() -> None:
    (found,) = _papers(_read("oai_dc.xml"))
    assert found == Paper(
        id="1501.90051",
        version=None,
        title="Boosting bread",
        abstract="Bread rises.",
        authors=(Author("A. B. Zell Jr."), Author("OVEN Collaboration")),
        categories=("stat.ML", "cs.LG"),
        comments="29 pages",
        journal_ref="Annals of Bread 3 (2020)",
        doi="10.9999/bread",
        published=date(2015, 1, 5),
        updated=date(2026, 2, 8),
    )


def test_json_lines_are_read_in_all_their_spellings() -> None:
    listing = _read("papers.jsonl")
    first, second, third = _papers(listing)
    assert (first.id, first.version, first.comments) == ("2602.91061", 2, "5 pages")
    assert [author.name for author in first.authors] == ["Abe Cline", "Dot Elm"]
    assert second.authors == (
        Author("Flo Gant", ("Fern House",)),
        Author("Hy Ives", ("Moss House",)),
    )
    assert (second.version, second.categories) == (3, ("math.DS", "q-bio.TO"))
    assert (second.published, second.updated) == (date(2025, 12, 31), date(2026, 2, 1))
    assert (second.doi, second.journal_ref) == ("10.9999/fern", None)
    assert [author.name for author in third.authors] == ["Jo Kay", "Lu May", "Ned Orr"]
    assert (first.sample, third.sample) == (False, True)


def test_json_lines_have_announce_types_and_a_day_only_where_they_name_them() -> None:
    listing = _read("papers.jsonl")
    kinds = [item.announce_type for item in listing.items]
    assert kinds == [AnnounceType.CROSS, None, None]
    assert (listing.category, listing.date, listing.sample) == (None, date(2026, 2, 10), True)
    bare = read_listing(b'{"id": "2602.00001", "title": "T", "abstract": "A"}\n')
    assert (bare.date, bare.sample) == (None, False)


def test_a_json_array_is_the_same_as_lines() -> None:
    lines = (SAMPLES / "papers.jsonl").read_text().split("\n")
    array = "[" + ",\n".join(line for line in lines if line) + "]"
    assert read_listing(array.encode()) == _read("papers.jsonl")


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_form_may_come_as_gzip(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    assert read_listing(gzip.compress(data)) == read_listing(data)


def test_a_combined_feed_is_tied_to_no_single_category_but_names_its_own() -> None:
    data = (SAMPLES / "rss.xml").read_bytes().replace(b"cs.CL updates", b"cs.CL+math.MP updates")
    data = data.replace(b"rss/cs.CL", b"rss/cs.CL+math.MP")
    listing = read_listing(data)
    assert (listing.category, listing.named) == (None, ("cs.CL", "math-ph"))
    assert _read("rss.xml").named == ()


def test_a_combination_with_a_whole_archive_names_nothing() -> None:
    data = (SAMPLES / "rss.xml").read_bytes().replace(b"rss/cs.CL", b"rss/cs.CL+math")
    assert (read_listing(data).category, read_listing(data).named) == (None, ())


def test_the_feed_of_a_whole_archive_is_tied_to_no_single_category() -> None:
    data = (SAMPLES / "rss.xml").read_bytes().replace(b"rss/cs.CL", b"rss/cs")
    assert (read_listing(data).category, read_listing(data).named) == (None, ())


def test_arxivs_own_metadata_lines_are_read() -> None:
    line = {
        "id": "0704.9001",
        "submitter": "S. Hand",
        "authors": "Q. Ill and P. Enn",
        "authors_parsed": [["Ill", "Q.", "Jr."], ["Enn", "P.", "", "Ink House"], "odd"],
        "title": "Ink\n  flows",
        "abstract": "  Ink flows down.\n",
        "categories": "cs.CL physics.flu-dyn",
        "primary_category": "physics.flu-dyn",
        "comments": None,
        "journal-ref": "Ink 3 (2008)",
        "versions": [
            {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
            {"version": "v3", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
            {"version": "v2", "created": "Thu, 3 May 2007 01:02:03 GMT"},
        ],
        "update_date": "2008-11-26",
    }
    (found,) = _papers(read_listing(json.dumps(line).encode()))
    assert found == Paper(
        id="0704.9001",
        version=3,
        title="Ink flows",
        abstract="Ink flows down.",
        authors=(Author("Q. Ill Jr."), Author("P. Enn", ("Ink House",))),
        categories=("physics.flu-dyn", "cs.CL"),
        journal_ref="Ink 3 (2008)",
        published=date(2007, 4, 2),
        updated=date(2007, 7, 24),
    )


def test_without_versions_the_day_of_the_update_is_taken() -> None:
    line = b'{"id": "2602.90001", "title": "T", "abstract": "A", "update_date": "2026-02-09"}'
    (found,) = _papers(read_listing(line))
    assert (found.version, found.updated) == (None, date(2026, 2, 9))


def _lines(*days: str | None) -> bytes:
    fields = {"title": "T", "abstract": "A", "categories": ["cs.CL"]}
    lines = ({"id": f"2602.{90001 + n}", "day": day} | fields for n, day in enumerate(days))
    return "\n".join(json.dumps(line) for line in lines).encode()


def _sizes(data: bytes) -> list[tuple[str, int]]:
    return [(str(one.date), len(one.items)) for one in listings_of([read_document(data)])]


def test_lines_of_several_days_are_a_listing_for_each() -> None:
    data = _lines(*["2026-02-10"] * 3, *["2026-02-09"] * 4, None)
    assert _sizes(data) == [("2026-02-09", 5), ("2026-02-10", 3)]
    assert read_listing(data).date == date(2026, 2, 9)
    assert len(read_listing(data).items) == 8


def test_a_day_with_more_than_five_entries_is_no_stray_one() -> None:
    assert _sizes(_lines(*["2026-02-09"] * 90, *["2026-02-10"] * 6)) == [
        ("2026-02-09", 90),
        ("2026-02-10", 6),
    ]


def test_a_few_stray_entries_join_the_commonest_day() -> None:
    assert _sizes(_lines(*["2026-02-09"] * 60, *["2026-02-06"] * 5)) == [("2026-02-09", 65)]
    assert _sizes(_lines(*[f"2026-02-{n:02}" for n in range(1, 13)])) == [("2026-02-12", 12)]


def test_a_source_without_days_is_one_listing() -> None:
    assert _sizes(_lines(None, None)) == [("None", 2)]
    assert [one.date for one in listings_of([read_document(b"[]")])] == [None]


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.xml")))
def test_a_source_of_one_day_reads_the_same_as_one_listing_or_by_day(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    assert listings_of([read_document(data)]) == (read_listing(data),)
