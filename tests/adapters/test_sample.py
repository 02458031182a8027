"""The sample announcement is a day on which every feature has something to show."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.listings.reading import read_listing
from bot.identifiers import parse_arxiv_id
from bot.taxonomy import taxonomy
from bot.values.listings import AnnounceType

Entry = dict[str, Any]
SAMPLE = Path(__file__).parents[2] / "adapters" / "sample.jsonl"
ASKED = {"cs.CL", "cs.CV", "cs.LG"}
TEXT_OR_NONE = ("comments", "journal_ref", "doi", "license")
OWN_DOMAINS = {"github.com/example", "example.org"}


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]


def test_every_entry_has_the_same_keys_with_the_right_types(entries: list[Entry]) -> None:
    for entry in entries:
        assert set(entry) == set(entries[0])
        assert isinstance(entry["version"], int)
        assert entry["sample"] is True
        assert all(isinstance(entry[key], str) for key in ("title", "abstract"))
        assert all(entry[key] is None or entry[key].strip() for key in TEXT_OR_NONE)
        assert entry["authors"]
        assert all(set(author) == {"name", "affiliations"} for author in entry["authors"])


def test_the_sample_is_a_listing_that_says_what_it_is(entries: list[Entry]) -> None:
    listing = read_listing(SAMPLE.read_bytes())
    assert listing.unreadable == ()
    assert listing.sample
    assert listing.date == date(2026, 2, 13)
    assert [item.paper.id for item in listing.items] == [entry["id"] for entry in entries]
    assert [item.announce_type for item in listing.items] == [
        AnnounceType(entry["announce_type"]) for entry in entries
    ]
    assert all(item.paper.authors and item.paper.categories for item in listing.items)


def test_ids_are_readable_unique_and_beyond_those_that_arxiv_gives(entries: list[Entry]) -> None:
    ids = [entry["id"] for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(str(parse_arxiv_id(paper_id)) == paper_id for paper_id in ids)
    assert all(paper_id > "2602.99900" for paper_id in ids)


def test_categories_exist_and_one_of_the_three_asked_is_among_them(entries: list[Entry]) -> None:
    for entry in entries:
        assert set(entry["categories"]) <= set(taxonomy().categories)
        assert ASKED & set(entry["categories"])


def test_the_announce_type_agrees_with_category_and_version(entries: list[Entry]) -> None:
    for entry in entries:
        kind = AnnounceType(entry["announce_type"])
        assert kind.is_replacement == (entry["version"] > 1)
        is_cross = kind in (AnnounceType.CROSS, AnnounceType.REPLACE_CROSS)
        assert is_cross == (entry["categories"][0] not in ASKED)


def test_dates_are_in_order(entries: list[Entry]) -> None:
    for entry in entries:
        published, updated, announced = (
            date.fromisoformat(entry[key]) for key in ("published", "updated", "date")
        )
        assert published <= updated < announced


def test_all_announce_types_and_primary_categories_occur(entries: list[Entry]) -> None:
    kinds = Counter(entry["announce_type"] for entry in entries)
    assert kinds["new"] >= 20
    assert kinds["cross"] >= 5
    assert kinds["replace"] >= 3
    assert kinds["replace-cross"] >= 1
    primaries = Counter(entry["categories"][0] for entry in entries)
    assert all(primaries[category] >= 5 for category in ASKED)
    assert len(primaries) >= 7
    assert sum("withdrawn" in (entry["comments"] or "") for entry in entries) == 1


@pytest.mark.parametrize(
    ("key", "pattern", "least"),
    [
        ("title", r"\$", 2),
        ("title", r"[*_\[\]()]{1,2}.*[*_\[\]()]", 1),
        ("title", r": ", 15),
        ("abstract", r"\\%", 20),
        ("abstract", r"\\(?:textbf|emph|texttt)", 4),
        ("abstract", r"\\mathcal", 3),
        ("abstract", r"``", 2),
        ("abstract", r"https://github\.com/example/", 5),
        ("comments", r"https://", 5),
        ("comments", r"pages", 10),
        ("doi", r"10\.5555/", 3),
        ("license", r"creativecommons", 10),
        ("license", r"nonexclusive-distrib", 3),
        ("journal_ref", r"2026", 2),
    ],
)
def test_each_feature_has_its_papers(
    entries: list[Entry], key: str, pattern: str, least: int
) -> None:
    assert sum(bool(re.search(pattern, entry[key] or "")) for entry in entries) >= least


@pytest.mark.parametrize(
    "phrase",
    [
        "video diffusion",
        "retrieval-augmented generation",
        "low-resource languages",
        "medical image segmentation",
        "jailbreak attacks",
        "stochastic gradient descent",
    ],
)
def test_the_day_has_themes_that_several_papers_share(entries: list[Entry], phrase: str) -> None:
    count = sum(phrase in f"{entry['title']} {entry['abstract']}".lower() for entry in entries)
    assert 3 <= count <= 6


def test_lengths_reach_from_a_two_line_note_to_a_very_long_title(entries: list[Entry]) -> None:
    words = [len(entry["abstract"].split()) for entry in entries]
    assert min(words) < 40
    assert sum(100 <= count <= 200 for count in words) >= 30
    assert max(len(entry["title"]) for entry in entries) > 200
    authors = [len(entry["authors"]) for entry in entries]
    assert (min(authors), max(authors)) == (1, 24)


def test_names_come_in_several_scripts(entries: list[Entry]) -> None:
    names = " ".join(author["name"] for entry in entries for author in entry["authors"])
    assert re.search(r"[一-鿿]", names)
    assert re.search(r"[؀-ۿ]", names)


def test_every_address_is_reserved_for_examples(entries: list[Entry]) -> None:
    for entry in entries:
        text = f"{entry['title']} {entry['abstract']} {entry['comments']}"
        for host, first in re.findall(r"https?://([^/\s]+)/([^/\s]*)", text):
            assert host in OWN_DOMAINS or f"{host}/{first}" in OWN_DOMAINS
        assert entry["doi"] is None or entry["doi"].startswith("10.5555/")
