"""What analyses of papers on software, medicine and statistics must not tell, and must."""

from datetime import date

from bot.editorial.analysing.extract import analysis_of
from bot.editorial.analysing.own_names import own_names
from bot.editorial.analysing.tables import main_table
from bot.editorial.full_text.versions import changes
from bot.values.analyses import Analysis
from bot.values.full_texts import FullText, Piece, Section
from bot.values.papers import Paper

ABSTRACT = (
    "Does clay crack when it is fired? Mixed glazes are very widely used by potters of all "
    "countries. The general theory of glazes is presented in Brown (2005) and Green (2010). We "
    "aimed to find how the width of a gap in a kiln changes the strength of its bricks. The gap "
    "of 1.0 mm held 32.6 kg, whereas the gap of 2.0 mm held 15.1 kg. Finally, we discuss how "
    "kilns of other makers can be measured."
)


def _analysis(title: str, conclusion: str, abstract: str = ABSTRACT) -> Analysis:
    sections = (Section("Introduction", "1"), Section("Conclusion", "2"))
    pieces = (
        Piece("paragraph", "Kilns with gaps are hard to fire, and bricks are costly.", section=0),
        Piece("paragraph", conclusion, section=1),
    )
    text = FullText(
        paper_id="x", version=1, made_from="html", title=title, sections=sections, pieces=pieces
    )
    paper = Paper(id="x", version=1, title=title, abstract=abstract, authors=(), categories=())
    return analysis_of(paper, text, "en", date(2026, 6, 24))


def _told(analysis: Analysis, part: str) -> str:
    return " ".join(one.text for key, all_ in analysis.parts.items() if key == part for one in all_)


def test_an_aim_is_the_idea_and_no_value_or_work_of_others() -> None:
    idea = _told(_analysis("Gaps in Kilns and Bricks", "Kilns crack."), "idea")
    assert idea.startswith("We aimed to find how the width of a gap")


def test_no_question_talk_or_common_knowledge_is_a_result() -> None:
    results = _told(_analysis("Gaps in Kilns and Bricks", "Kilns crack."), "experiments")
    assert "32.6 kg" in results
    for no_result in ("Does clay", "widely used", "Brown (2005)", "we discuss"):
        assert no_result not in results


def test_neither_a_plan_nor_what_others_admit_is_a_limit() -> None:
    limits = _told(
        _analysis(
            "Gaps in Kilns and Bricks",
            "The bricks of narrow gaps are strong. One obvious direction for future work is to "
            "fire bricks of other clays in the same kiln. Brown et al. (2005) admit that their "
            "kiln is limited to narrow gaps and small bricks.",
        ),
        "limits",
    )
    assert limits == ""


def test_software_is_known_by_the_name_that_it_is_typed_by() -> None:
    assert "kiln4" in own_names("Fitting Fired Models Using kiln4", "")
    assert "clayr" in own_names("Clay in Hand", "This paper introduces the clayr package.")
    assert own_names("Clay in Hand", "We describe the following package of methods.") == ()


def test_a_version_of_software_is_not_the_papers() -> None:
    piece = Piece("paragraph", "Bricks are sorted by size in the current version of kiln4.")
    own = Piece("paragraph", "In the current version of this paper, the bricks are sorted anew.")
    text = FullText(paper_id="x", version=2, made_from="html", pieces=(piece, own))
    assert [one.text for one in changes(None, text)] == [own.text]


def test_a_table_without_heading_and_caption_is_not_the_main_one() -> None:
    rows = (("fit4", "6261", "2529"), ("fit5", "6499", "2301"), ("fit6", "6478", "2324"))
    sections = (Section("Results"),)
    bare = Piece("table", "", section=0, rows=rows)
    text = FullText(paper_id="x", version=1, made_from="html", sections=sections, pieces=(bare,))
    assert main_table(text, ()) is None
    headed = Piece("table", "", section=0, rows=(("Model", "agree", "differ"), *rows))
    named = FullText(paper_id="x", version=1, made_from="html", sections=sections, pieces=(headed,))
    assert main_table(named, ()) is not None
