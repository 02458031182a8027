"""Each set-up of examples/ gives what the system gave that it replaces: on a day of our own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.channel_files import from_toml
from bot.messages.analysis import Shown as ShownAnalysis
from bot.messages.analysis import whole_message
from bot.messages.markdown import markdown
from bot.pipeline.reading.analysing import Wanted, analysed
from bot.translator import translator
from bot.values.analyses import ANALYSIS_PARTS
from bot.values.deliveries import Shown
from bot.values.listings import AnnounceType
from bot.values.model import Account
from bot.wiring.analysing import analysis_desk
from tests.acceptance.small_day import CHINESE, DAY, NEXT, PAPERS, UPDATED, listing
from tests.acceptance.telling import EXAMPLES, Brief, brief_of, set_up
from tests.analysing_model import faithful
from tests.bot.pipeline.model_parts import ScriptedModel
from tests.cli.lives import Nursery
from tests.cli.shell import shell
from tests.full_text_samples import full_text, paper

NAMES = ("cv-daily", "category-digest", "video-papers", "topic-page", "abstracts-feed")
PARTS = ("tldr", "motivation", "method", "result", "conclusion")
NOW = datetime(2026, 2, 13, 8, tzinfo=UTC)


async def small(name: str, folder: Path) -> Brief:
    return await brief_of(set_up(name), [listing(*PAPERS)], CHINESE, folder)


def test_there_is_one_for_each_of_the_five() -> None:
    assert {each.stem for each in EXAMPLES.glob("*.toml")} == {*NAMES}
    for name in NAMES:
        assert set_up(name).address == f"terminal:{name}"


@pytest.mark.parametrize("name", NAMES)
def test_it_is_imported_as_the_file_says(name: str, cradle: Nursery, tmp_path: Path) -> None:
    at = shell(tmp_path, "http://127.0.0.1:9")
    done = cradle.run(at, "channels", "import", str(EXAMPLES / f"{name}.toml"))
    assert (done.code, done.out) == (0, "1 channel imported\n")
    assert from_toml(cradle.run(at, "channels", "export").out) == (set_up(name),)


@pytest.mark.parametrize("name", NAMES)
async def test_a_day_is_told_whole_by_the_model_with_abstracts_and_links(
    name: str, tmp_path: Path
) -> None:
    brief = await small(name, tmp_path)
    assert brief.document["summary"]["overview"]
    for at, each in enumerate(brief.papers, 1):
        assert each["number"] == at
        assert each["tldr"]
        assert each["sources"]["tldr"]["model"]
        assert each["links"]["pdf"].endswith(f"{each['id']}v1")
        assert [one["name"] for one in each["authors"]] == ["Ada Quill", "Ben Rill"]
        assert each["abstract"][:60] in brief.markdown.replace("\\", "")
        assert each["published"] == str(DAY)


async def test_cv_daily_has_summary_contents_findings_and_the_setting_for_analyses(
    tmp_path: Path,
) -> None:
    brief = await small("cv-daily", tmp_path)
    assert set_up("cv-daily").analyses
    assert len(brief.papers) == 4
    assert brief.document["summary"]["overview"].startswith("今天有 4 篇论文匹配")
    assert brief.document["summary"]["read_in_full"]
    assert any(each["key_findings"] for each in brief.papers)
    for each in brief.papers:
        assert each["title"].partition(":")[0] in brief.markdown


async def test_cv_dailys_analysis_has_its_seven_parts_each_claim_with_its_place() -> None:
    """Summary, motivation, method, comparison, experiments, practice, the idea with a pipeline."""
    desk = analysis_desk(ScriptedModel(faithful), lambda: NOW)
    wanted = Wanted(
        paper=paper(), text=full_text(), language="en", account=Account("terminal:cv-daily")
    )
    made = await analysed(wanted, desk)
    assert {*made.parts} == {*ANALYSIS_PARTS}
    assert all(claim.places for claims in made.parts.values() for claim in claims)
    assert made.table is not None
    whole = markdown(whole_message(ShownAnalysis(paper=paper(), analysis=made), translator("en")))
    # what began the file's analyses, or was one: a model that talks to whoever asked it
    assert not any(word in whole for word in ("好的", "Sure", "please provide", "请提供"))


async def test_category_digest_tells_each_of_five_parts_of_each_paper(tmp_path: Path) -> None:
    brief = await small("category-digest", tmp_path)
    assert len(brief.papers) == 4
    for each in brief.papers:
        told = CHINESE[each["title"]]
        assert {part: each[part] for part in PARTS} == {part: told[part] for part in PARTS}
        assert all(told[part].rstrip("。")[:9] in brief.markdown for part in PARTS)


async def test_video_papers_has_one_theme_in_two_languages_with_code(tmp_path: Path) -> None:
    brief = await small("video-papers", tmp_path)
    assert {each["id"] for each in brief.papers} == {one.id for one in PAPERS[:3]}
    for each in brief.papers:
        assert each["title_translated"] == CHINESE[each["title"]]["title_translated"]
        assert each["title_translated"].partition("：")[0] == each["title"].partition(":")[0]
        assert each["second"]["tldr"].isascii()
    (cached,) = (each for each in brief.papers if each["id"] == PAPERS[0].id)
    assert cached["links"]["code"] == ["https://github.com/example/tidecache"]
    assert "https://github.com/example/tidecache" in brief.markdown


async def test_topic_page_says_relevance_reason_affiliations_comments_and_what_changed(
    tmp_path: Path,
) -> None:
    brief = await small("topic-page", tmp_path)
    assert [one.id for one in PAPERS[3:]] not in [each["id"] for each in brief.papers]
    assert brief.papers
    for each in brief.papers:
        assert each["topic"] == "Video models"
        assert 60 <= each["relevance"] <= 100
        assert each["reason"]
        assert each["announce_type"] == "new"
        assert each["authors"][0]["affiliations"] == ["Guild of Clockmakers"]
        assert f"{each['relevance']}" in brief.markdown
    assert "Guild of Clockmakers" in brief.markdown
    assert "Accepted to the Workshop on Slow Films" in brief.markdown
    shown = {one.id: Shown(1, DAY) for one in PAPERS}
    tomorrow = listing(UPDATED, day=NEXT, kind=AnnounceType.REPLACE)
    later = await brief_of(set_up("topic-page"), [tomorrow], CHINESE, tmp_path, shown)
    assert [(one["id"], one["version"], one["note"]) for one in later.document["updated"]] == [
        (UPDATED.id, 2, "updated")
    ]


async def test_abstracts_feed_is_readable_with_ids_and_titles(tmp_path: Path) -> None:
    brief = await small("abstracts-feed", tmp_path)
    assert {each["id"] for each in brief.papers} == {one.id for one in PAPERS[:3]}
    for each in brief.papers:
        assert f"arxiv.org/abs/{each['id']}v1" in brief.markdown
        assert each["title"] in brief.markdown
        assert "\\" not in each["abstract"]
        assert "$" not in each["abstract"]
    (cached,) = (each for each in brief.papers if each["id"] == PAPERS[0].id)
    assert "1.9× faster" in cached["abstract"]
    assert r"\textbf" in cached["abstract_source"]
