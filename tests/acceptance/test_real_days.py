"""The set-ups of examples/ on real days, beside the files of the systems that they replace.

The scripted model says what those systems' own models said of the same papers, where the files
tell: so it is their content that has to arrive, part by part.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from adapters.listing_files import read_files
from tests.acceptance.telling import brief_of, plain, set_up

PARTS = {
    "TL;DR": "tldr",
    "Motivation": "motivation",
    "Method": "method",
    "Result": "result",
    "Conclusion": "conclusion",
}
_DIGEST_ENTRY = re.compile(r"### \[\d+\] \[(.*?)\]\(http.*?\)\n(.*?)(?=\n### |\Z)", re.S)
_VIDEO_ENTRY = re.compile(
    r"^## \d+\. (?P<english>.*?) / (?P<chinese>.*?)$.*?abs/(?P<id>[\d.]+)v(?P<rest>.*?)(?=^## |\Z)",
    re.S | re.M,
)
_CODE = re.compile(r"\*\*Code\*\*: (\S+?)\.?$", re.M)


def digest_texts(text: str) -> dict[str, dict[str, str]]:
    """By title: the five parts that the file has of each of its 130 papers."""
    found = {}
    for title, body in _DIGEST_ENTRY.findall(text):
        lines = {
            part: re.search(rf"^{re.escape(name)}: (.*)$", body, re.M)
            for name, part in PARTS.items()
        }
        found[title] = {part: _ended(line[1]) for part, line in lines.items() if line}
    return found


def _ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


async def test_category_digest_says_of_each_shown_paper_what_the_file_says(
    shared: Path, tmp_path: Path
) -> None:
    file = (shared / "examples/category-digest-2026-02-06.md").read_text("utf-8")
    texts = digest_texts(file)
    assert len(texts) == 130
    day = shared / "data/arxiv/2026-02-06"
    listings = read_files([day / "rss_cs.CV.xml", day / "rss_cs.CL.xml"]).listings
    brief = await brief_of(set_up("category-digest"), listings, texts, tmp_path)
    assert len(brief.papers) == 30
    announced = {plain(one.paper.title) for each in listings for one in each.items}
    # every paper of the file was announced, so each can be shown, listed and asked for
    assert {plain(title) for title in texts} <= announced
    by_title = {plain(title): parts for title, parts in texts.items()}
    told = [each for each in brief.papers if plain(each["title"]) in by_title]
    same = dict.fromkeys(PARTS.values(), 0)
    for each in told:
        for part in same:
            same[part] += each[part] == by_title[plain(each["title"])].get(part)
        # what did not hold against the abstract is in the authors' own words
        assert each["tldr"]
        assert each["abstract"]
    assert len(told) >= 15
    assert all(count >= 0.7 * len(told) for count in same.values()), same
    # what that system lacks: something is said of the day, and something is chosen
    assert brief.document["summary"]["overview"]


def video_entries(text: str) -> Mapping[str, re.Match[str]]:
    return {found["id"]: found for found in _VIDEO_ENTRY.finditer(text)}


async def test_video_papers_has_the_files_papers_with_titles_in_both_languages_and_code(
    shared: Path, tmp_path: Path
) -> None:
    entries = video_entries((shared / "examples/video-papers-2026-02-13.md").read_text("utf-8"))
    assert len(entries) == 19
    listings = read_files([shared / "data/arxiv/2026-02-13"]).listings
    texts = {
        one["english"]: {"title_translated": one["chinese"].strip()} for one in entries.values()
    }
    brief = await brief_of(set_up("video-papers"), listings, texts, tmp_path)
    shown = {each["id"]: each for each in brief.papers}
    announced = {one.paper.id for each in listings for one in each.items}
    both = shown.keys() & entries.keys()
    assert len(both) >= 0.6 * len(announced & entries.keys()), sorted(announced & entries.keys())
    translated = [id_ for id_ in both if shown[id_]["title_translated"]]
    assert len(translated) >= len(both) / 2
    for id_ in both:
        each = shown[id_]
        assert each["topic"] == "Video"
        assert each["second"] is None or each["second"]["tldr"].isascii()
        wanted = _CODE.search(entries[id_]["rest"])
        if wanted and "github.com" in wanted[1]:
            assert any(wanted[1].startswith(one.rstrip("/.")) for one in each["links"]["code"])


async def test_cv_daily_has_ten_papers_with_all_that_the_file_has_beside_the_analysis(
    shared: Path, tmp_path: Path
) -> None:
    file = (shared / "examples/cv-daily-2026-02-13.md").read_text("utf-8")
    theirs = re.findall(r"<a id='([\d.]+)v", file)
    listings = read_files([shared / "data/arxiv/2026-02-13" / "rss_cs.CV.xml"]).listings
    brief = await brief_of(set_up("cv-daily"), listings, {}, tmp_path)
    assert len(brief.papers) == len(theirs) == 10
    announced = {one.paper.id for each in listings for one in each.items}
    assert len(announced & {*theirs}) >= 5
    assert brief.document["summary"]["overview"]
    assert brief.document["summary"]["themes"]
    for each in brief.papers:
        assert each["authors"]
        assert each["categories"]
        assert each["abstract"]
        assert each["links"]["abs"]
        assert each["tldr"]
    assert sum(bool(each["key_findings"] or each["result"]) for each in brief.papers) >= 8
    assert any(each["key_findings"] for each in brief.papers)


async def test_topic_page_gives_relevance_and_reason_for_a_days_video_papers(
    shared: Path, tmp_path: Path
) -> None:
    listings = read_files([shared / "data/arxiv/2026-02-13" / "rss_cs.CV.xml"]).listings
    brief = await brief_of(set_up("topic-page"), listings, {}, tmp_path)
    assert 3 <= len(brief.papers) <= 15
    for each in brief.papers:
        assert each["relevance"] >= 60
        assert each["reason"]
        assert each["topic"] == "Video models"
        assert each["announce_type"] in ("new", "cross")


async def test_abstracts_feed_has_a_weeks_abstracts_without_latex(
    shared: Path, tmp_path: Path
) -> None:
    days = [shared / "data/arxiv" / day for day in ("2026-02-11", "2026-02-12", "2026-02-13")]
    listings = read_files(days).listings
    brief = await brief_of(set_up("abstracts-feed"), listings, {}, tmp_path)
    assert len(brief.papers) >= 10
    assert len(brief.document["announcements"]) == 3
    for each in brief.papers:
        assert not re.search(r"\\textbf|\\times|\$", each["abstract"])
        assert f"arxiv.org/abs/{each['id']}" in brief.markdown
