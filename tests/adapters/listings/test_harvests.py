"""Pages of one harvest: whose they are, and when they are whole."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path
from urllib.parse import quote

import pytest

from adapters.listing_files import read_files
from adapters.listings.gathering import Gathered
from adapters.listings.gathering import merge as gathered
from adapters.listings.reading import listings_of, read_document, read_listing
from bot.editorial.announcement import merge
from bot.values.listings import Listing, ListingState, UnreadableItem

SET = 'verb="ListRecords" metadataPrefix="arXiv" from="2026-02-10" set="cs:cs:CL"'
NO_SET = 'verb="ListRecords" metadataPrefix="arXiv" from="2026-02-10"'
CL, CL_AI, CV = ("cs:cs:CL",), ("cs:cs:CL", "cs:cs:AI"), ("cs:cs:CV",)


def record(number: int, sets: Sequence[str] = CL, day: str = "2026-02-10", title: str = "T") -> str:
    names = " ".join(spec.removeprefix("cs:").replace(":", ".") for spec in sets)
    specs = "".join(f"<setSpec>{spec}</setSpec>" for spec in sets)
    return (
        f"<record><header><identifier>oai:arXiv.org:2602.{90000 + number}</identifier>"
        f"<datestamp>{day}</datestamp>{specs}</header><metadata>"
        f'<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2602.{90000 + number}</id>'
        f"<created>2026-02-09</created><title>{title}</title><categories>{names}</categories>"
        "<abstract>A.</abstract></arXiv></metadata></record>"
    )


def nameless() -> str:
    return (
        "<record><header><datestamp>2026-02-10</datestamp><setSpec>cs:cs:CL</setSpec></header>"
        '<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><title>T</title></arXiv>'
        "</metadata></record>"
    )


def resumed(token: str) -> str:
    return f'verb="ListRecords" resumptionToken="{token}"'


def page(request: str, *records: str, token: str = "", at: str = "2026-02-10T06:00:00Z") -> bytes:
    return (
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>{at}</responseDate>'
        f"<request {request}>x</request><ListRecords>{''.join(records)}"
        f"<resumptionToken>{token}</resumptionToken></ListRecords></OAI-PMH>"
    ).encode()


def together(*pages: bytes) -> tuple[Listing, ...]:
    return listings_of([read_document(one) for one in pages])


def ids(listing: Listing) -> list[int]:
    return [int(item.paper.id[-2:]) for item in listing.items]


def test_a_later_page_alone_is_of_the_one_set_that_all_its_records_are_in() -> None:
    alone = read_listing(page(resumed("7|2"), record(1, CL), record(2, CL_AI)))
    assert alone.category == "cs.CL"


@pytest.mark.parametrize("sets", [CL_AI, ("cs",), ()])
def test_a_later_page_whose_set_cannot_be_told_is_of_none(sets: Sequence[str]) -> None:
    assert read_listing(page(resumed("7|2"), record(1, sets))).category is None


def test_a_token_that_holds_the_request_tells_the_set() -> None:
    token = quote("verb=ListRecords&metadataPrefix=arXiv&set=cs:cs:AI&skip=2", safe="")
    assert read_listing(page(resumed(token), record(1, CL_AI))).category == "cs.AI"
    whole = quote("verb=ListRecords&metadataPrefix=arXiv&skip=2", safe="")
    assert read_listing(page(resumed(whole), record(1, CL))).category is None


def test_a_first_page_without_a_set_is_of_none() -> None:
    assert read_listing(page(NO_SET, record(1, CL))).category is None


PAGES = (
    page(SET, record(1, CL_AI), record(2, CL), token="7%7C2"),
    page(resumed("7%7C2"), record(3, CL_AI), token="7|3"),
    page(resumed("7|3"), record(4, CL_AI), record(5, ("cs:cs:AI", "cs:cs:CL"))),
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_pages_given_together_are_one_listing_in_their_own_order(order: tuple[int, ...]) -> None:
    (listing,) = together(*(PAGES[place] for place in order))
    assert (listing.category, listing.state) == ("cs.CL", ListingState.FRESH)
    assert ids(listing) == [1, 2, 3, 4, 5]


def test_two_files_read_like_the_whole_one(tmp_path: Path) -> None:
    records = [record(1, CL_AI), record(2, CL), record(3, CL_AI), record(4, CL_AI, title="")]
    names = {
        "whole": page(SET, *records),
        "p1": page(SET, *records[:2], token="abc"),
        "p2": page(resumed("abc"), *records[2:]),
    }
    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
    whole = merge(read_files([tmp_path / "whole"]).listings, [])
    pages = merge(read_files([tmp_path / "p1", tmp_path / "p2"]).listings, [])
    assert pages == whole
    assert (whole.counts.new, list(whole.categories)) == (4, ["cs.CL"])


def test_pages_whose_tokens_do_not_meet_are_of_one_harvest_on_one_day() -> None:
    first = page(SET, record(1), token="new-token")
    (listing,) = together(first, page(resumed("other"), record(2, CL_AI)))
    assert (listing.category, ids(listing)) == ("cs.CL", [1, 2])
    assert listing.state is ListingState.FRESH
    middle = page(resumed("other"), record(2, CL_AI), token="more")
    (listing,) = together(page("", record(3)), first, middle)
    assert (ids(listing), listing.state) == ([1, 2, 3], ListingState.FRESH)


def test_pages_of_other_sets_or_other_days_are_not_joined() -> None:
    first = page(SET, record(1), token="a")
    assert len(together(first, page(resumed("b"), record(2, CV)))) == 2
    late = page(resumed("b"), record(2), at="2026-02-12T06:00:00Z")
    assert [one.category for one in together(first, late)] == ["cs.CL", "cs.CL"]


def test_a_harvest_without_its_last_page_is_cut_off() -> None:
    assert together(*PAGES[:2])[0].state is ListingState.TRUNCATED


def test_tokens_that_lead_in_a_circle_come_to_an_end() -> None:
    circle = [page(resumed("a"), record(1), token="b"), page(resumed("b"), record(2), token="a")]
    assert sorted(n for one in together(*circle) for n in ids(one)) == [1, 2]


def test_entries_without_an_id_on_two_pages_stay_two() -> None:
    (listing,) = together(
        page(SET, nameless(), token="a"), page(resumed("a"), nameless(), record(3))
    )
    assert [item.key for item in listing.unreadable] == ["record 1", "page 2, record 1"]
    assert merge([listing], []).counts.new == 3


def test_places_that_two_parts_name_are_told_apart() -> None:
    parts: list[Gathered] = [
        ((), (UnreadableItem("record 1", "x"), UnreadableItem("2602.90001", "x")))
    ] * 2
    _, unreadable = gathered(parts)
    keys = [item.key for item in unreadable]
    assert keys == ["record 1", "2602.90001", "part 2, record 1", "2602.90001"]


def test_a_harvest_of_two_days_is_a_listing_for_each() -> None:
    second = "2026-02-11"
    found = together(
        page(SET, record(1), record(2, day=second), token="a"),
        page(resumed("a"), record(3, day=second)),
    )
    assert [(one.date, ids(one)) for one in found] == [
        (date(2026, 2, 10), [1]),
        (date(2026, 2, 11), [2, 3]),
    ]
    assert {(one.category, one.state) for one in found} == {("cs.CL", ListingState.FRESH)}


def test_an_empty_last_page_ends_the_harvest() -> None:
    (listing,) = together(page(SET, record(1), token="a"), page(resumed("a")))
    assert (listing.category, listing.state) == ("cs.CL", ListingState.FRESH)
