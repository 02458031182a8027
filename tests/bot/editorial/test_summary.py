"""The executive summary: short, true, and nothing that the papers do not say."""

import json
import re
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.listings.reading import read_listing
from bot.editorial.summary.claims import claimed_answer, claimed_first, reported
from bot.editorial.summary.executive import (
    EMERGING_LINE,
    STANDS_OUT_LINE,
    THEME_LINE,
    WHY,
    ExtractiveSummary,
    write_summary,
)
from bot.editorial.summary.kinds import kinds, pages, people, size
from bot.editorial.summary.outcomes import outcome
from bot.editorial.summary.overview import LIMIT
from bot.editorial.summary.subjects import holds
from bot.models import (
    AnnouncedPaper,
    AnnounceType,
    Author,
    Candidate,
    Match,
    Paper,
    PaperBrief,
    Selection,
    Summary,
    SummaryPoint,
)
from bot.text.phrases import key_of
from bot.text.readable import readable, utf16_length
from bot.translator import translator

SAY = translator("en")
SAMPLE = Path(__file__).parents[3] / "adapters" / "sample.jsonl"


def paper(number: int, title: str, abstract: str, comments: str | None = None) -> Paper:
    return Paper(
        id=f"2602.{99000 + number}",
        version=1,
        title=title,
        abstract=abstract,
        authors=(Author("Ada Wren"),),
        categories=("cs.LG",),
        comments=comments,
    )


def selection(papers: Sequence[Paper], shown: int = 10) -> Selection:
    matched = tuple(
        Candidate(AnnouncedPaper(one, AnnounceType.NEW), Match(None, None)) for one in papers
    )
    return Selection(shown=matched[:shown], matched=matched, near_misses=())


def summary(papers: Sequence[Paper], shown: int = 10) -> Summary:
    made = write_summary(selection(papers, shown), {}, SAY)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def sample() -> list[Paper]:
    entries = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    return [
        paper(number, entry["title"], entry["abstract"], entry["comments"])
        for number, entry in enumerate(entries)
        if entry["version"] == 1
    ]


def points(made: Summary) -> list[SummaryPoint]:
    return [*made.themes, *made.stands_out, *made.emerging]


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


# -- the whole ---------------------------------------------------------------------------


def test_nothing_shown_has_no_summary() -> None:
    assert write_summary(selection([]), {}, SAY) is None


async def test_the_writer_writes_in_the_language_that_is_asked_for(sample: list[Paper]) -> None:
    asked: list[str] = []

    def translators(language: str) -> object:
        asked.append(language)
        return SAY

    writer = ExtractiveSummary(translators)  # type: ignore[arg-type]
    made = await writer.summarise(selection(sample), {}, "de")
    assert asked == ["de"]
    assert made is not None
    assert made.source.writer == "extractive"
    assert made.source.model is None


def test_the_same_papers_have_the_same_summary(sample: list[Paper]) -> None:
    assert summary(sample) == summary(list(sample))


def test_the_sample_has_something_in_every_part(sample: list[Paper]) -> None:
    made = summary(sample, 30)
    assert all(getattr(made, part.name) for part in fields(made))
    assert {"video diffusion", "low-resource languages"} <= {theme.name for theme in made.themes}


@pytest.mark.parametrize("count", [1, 2, 3, 5, 10, 30])
def test_every_number_points_at_a_shown_paper_once(sample: list[Paper], count: int) -> None:
    made = summary(sample, count)
    for numbers in [*(p.papers for p in points(made)), *((r.paper,) for r in made.read_in_full)]:
        assert numbers
        assert set(numbers) <= set(range(1, count + 1))
        assert len(set(numbers)) == len(numbers)
    assert len({read.paper for read in made.read_in_full}) == len(made.read_in_full)


def test_texts_leave_the_numbers_to_the_renderer(sample: list[Paper]) -> None:
    made = summary(sample)
    texts = [made.overview, *(p.text for p in points(made)), *(r.why for r in made.read_in_full)]
    assert not any(re.search(r"\[\d+\]", text) for text in texts)


def test_every_theme_is_named_in_the_papers_that_it_points_at(sample: list[Paper]) -> None:
    made = summary(sample, 30)
    for point in (*made.themes, *made.emerging):
        for number in point.papers:
            one = sample[number - 1]
            assert point.name
            assert holds(key_of(point.name), readable(one.title), readable(one.abstract))


def test_what_stands_out_is_quoted_from_the_abstract(sample: list[Paper]) -> None:
    made = summary(sample)
    assert made.stands_out
    for point in made.stands_out:
        abstract = readable(sample[point.papers[0] - 1].abstract)
        assert plain(point.text) in plain(abstract)
        assert point.text.endswith((".", "…"))


def test_entries_of_a_theme_are_words_of_its_papers(sample: list[Paper]) -> None:
    made = summary(sample)
    texts = plain(" ".join(readable(f"{one.title} {one.abstract}") for one in sample[:10]))
    for theme in made.themes:
        listed = re.sub(r"^\d+ papers, among them |; \d+ more$", "", theme.text)
        for entry in listed.split("; "):
            for part in re.split(r" \(|\)$", entry):
                assert plain(part) in texts


def test_a_theme_lists_its_papers_in_the_order_of_their_numbers(sample: list[Paper]) -> None:
    made = summary(sample)
    titles = [readable(one.title) for one in sample]
    for theme in made.themes:
        assert list(theme.papers) == sorted(theme.papers)
        named = [titles[number - 1].partition(":")[0] for number in theme.papers]
        places = [theme.text.find(name) for name in named if name in theme.text]
        assert places == sorted(places)


# -- the overview ------------------------------------------------------------------------


def test_unrelated_papers_are_said_to_have_no_common_thread() -> None:
    made = summary(
        [
            paper(1, "Bees beside Roads", "We count wild bees beside roads for a year."),
            paper(2, "Dating Old Maps", "Coastlines tell the age of old maps."),
        ]
    )
    assert made.themes == ()
    assert re.search("(?i)without a common thread|little in common", made.overview)
    assert "bees beside roads" in made.overview.lower()


def test_a_single_paper_is_not_called_a_trend() -> None:
    made = summary([paper(1, "Bees beside Roads", "We count wild bees beside roads.")])
    assert made.overview == "A single paper meets these topics today: bees beside roads."
    assert made.themes == made.emerging == ()


def test_a_day_without_claims_is_called_a_routine_day() -> None:
    papers = [
        paper(n, f"{thing} of Old", f"We describe {thing.lower()} of old.")
        for n, thing in enumerate(("Bread", "Water", "Stone", "Paper", "Wood"))
    ]
    assert "routine day" in summary(papers).overview
    assert "routine day" not in summary(papers[:2]).overview


def test_the_overview_names_the_leading_theme_and_its_papers() -> None:
    papers = [
        paper(n, f"{name}: Heat Pumps for {place}", f"We present {name}, a heat pump for {place}.")
        for n, (name, place) in enumerate((("Brill", "tents"), ("Orla", "boats"), ("Tam", "huts")))
    ]
    others = [paper(9, "Dating Old Maps", "Coastlines tell the age of old maps.")]
    made = summary([*papers, *others])
    assert "heat pump" in made.overview
    assert "Brill (a heat pump for tents)" in made.overview
    assert "dating old maps" in made.overview.lower()


def test_two_papers_on_one_subject_are_told_as_two() -> None:
    made = summary([paper(1, "Heat Pumps in Bonn", "A."), paper(2, "Heat Pumps in Rome", "B.")])
    assert made.overview.startswith("Two papers on heat pumps: ")


def test_a_topic_s_papers_are_told_under_its_name() -> None:
    papers = [
        paper(n, f"Heat Pumps in {x}", "Pumps.") for n, x in enumerate(("Bonn", "Rome", "Ulm"))
    ]
    matched = tuple(
        Candidate(AnnouncedPaper(one, AnnounceType.NEW), Match("Heat pumps", 90)) for one in papers
    )
    made = write_summary(Selection(shown=matched, matched=matched, near_misses=()), {}, SAY)
    assert made is not None
    assert made.overview.startswith("Under Heat pumps")
    assert "common thread" not in made.overview


def test_several_topics_are_told_one_by_one() -> None:
    one = [paper(n, f"Heat Pumps in {x}", "Pumps.") for n, x in enumerate(("Bonn", "Rome"))]
    other = [paper(n, f"Old Maps of {x}", "Maps.") for n, x in enumerate(("Ulm", "Lyon"), 5)]
    matched = tuple(
        Candidate(AnnouncedPaper(each, AnnounceType.NEW), Match(topic, 90))
        for topic, papers in (("Heat", one), ("Maps", other))
        for each in papers
    )
    made = write_summary(Selection(shown=matched, matched=matched, near_misses=()), {}, SAY)
    assert made is not None
    assert made.overview.startswith("By topic: Heat has heat pumps")
    assert "; Maps has old maps" in made.overview


def test_the_overview_counts_no_papers(sample: list[Paper]) -> None:
    for count in (3, 5, 10, 30):
        said = summary(sample, count).overview
        assert not re.search(r"\b\d+ (?:of|papers?)\b", said)


def test_a_claim_of_a_first_is_told_as_a_claim() -> None:
    papers = [
        paper(1, "Brill: Warm Rooms", "We present Brill, which is the first stove for tents."),
        paper(2, "Bees beside Roads", "We count wild bees beside roads."),
        paper(3, "Dating Old Maps", "Coastlines tell the age of old maps."),
    ]
    assert "Brill claims “the first stove for tents”." in summary(papers).overview


def test_different_days_do_not_open_with_the_same_sentence(sample: list[Paper]) -> None:
    days = [sample[:1], sample[:2], sample[:5], sample[5:12], sample[12:20], sample[18:30]]
    openings = {summary(day).overview.partition(":")[0] for day in days}
    assert len(openings) == len(days)


# -- budgets -----------------------------------------------------------------------------


def assert_in_budget(made: Summary) -> None:
    assert utf16_length(made.overview) <= LIMIT
    for theme in made.themes:
        assert utf16_length(f"{theme.name}: {theme.text}") <= THEME_LINE
    for point in made.emerging:
        assert utf16_length(f"{point.name}: {point.text}") <= EMERGING_LINE
    for point in made.stands_out:
        assert utf16_length(f"{point.name}: {point.text}" if point.name else point.text) <= (
            STANDS_OUT_LINE
        )
    assert all(utf16_length(read.why) <= WHY for read in made.read_in_full)
    assert len(made.themes) <= 4
    assert max(len(made.stands_out), len(made.emerging), len(made.read_in_full)) <= 3


@pytest.mark.parametrize("shown", [1, 2, 10, 30])
def test_the_sample_keeps_the_budget(sample: list[Paper], shown: int) -> None:
    assert_in_budget(summary(sample, shown))


WORDS = st.sampled_from(
    (
        *("tidal", "basins", "wadden Sea", "we prove", "that", "12% of 3,400 marshes", "grow, the"),
        *("first: survey.", "outperform", "2.5×", "(TBF)", "benchmark", "潮汐", "$\\alpha$", "—"),
        "extraordinarily-long-hyphenated-compound",
    )
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12), st.integers(1, 12))
def test_any_papers_keep_the_budget(texts: list[tuple[str, str]], shown: int) -> None:
    papers = [paper(n, title, abstract) for n, (title, abstract) in enumerate(texts)]
    assert_in_budget(summary(papers, shown))


@pytest.mark.shared
def test_real_announcements_of_all_fields_keep_budget_and_numbers(shared: Path) -> None:
    feeds = sorted((shared / "data" / "arxiv").glob("20*/rss_*.xml"))[:9]
    harvests = sorted((shared / "data" / "arxiv" / "recorded").glob("*ListRecords*.xml"))
    assert feeds
    assert harvests
    themes = 0
    for path in (*feeds, *harvests):
        papers = [item.paper for item in read_listing(path.read_bytes()).items][:300]
        made = summary(papers)
        assert_in_budget(made)
        assert made.overview.endswith(".")
        assert all(number <= 10 for point in points(made) for number in point.papers)
        for point in made.stands_out:
            abstract = readable(papers[point.papers[0] - 1].abstract)
            assert plain(point.text) in plain(abstract)
        themes += len(made.themes)
    assert themes >= 2 * len(feeds)


# -- results and kinds -------------------------------------------------------------------


def test_the_outcome_is_the_sentence_with_the_compared_figure() -> None:
    found = outcome(
        "Stoves burn much wood. We propose Brill. Brill burns 40% less wood than open fires. "
        "Code is available."
    )
    assert found is not None
    assert found.text == "Brill burns 40% less wood than open fires."
    assert found.amounts == ("40%",)


def test_a_lead_in_is_left_out_but_not_half_of_a_sentence() -> None:
    one = outcome("Stoves. Experiments show that Brill burns 40% less wood than an open fire.")
    two = outcome(
        "Stoves. We show that Brill burns 40% less wood than a fire and that it is quieter."
    )
    assert one is not None
    assert one.text == "Brill burns 40% less wood than an open fire."
    assert two is not None
    assert two.text.startswith("We show that Brill")


def test_a_result_that_the_brief_names_is_preferred() -> None:
    abstract = (
        "It is cold. Brill warms 12% of rooms than before. Brill saves 12% of wood than before."
    )
    favoured = "Brill warms 12% of rooms than before."
    found = outcome(abstract, frozenset([favoured]))
    assert found is not None
    assert found.text == favoured
    briefs = {"2602.99001": PaperBrief(result=favoured)}
    made = write_summary(selection([paper(1, "Warm Rooms", abstract)]), briefs, SAY)
    assert made is not None
    assert [point.text for point in made.stands_out] == [favoured]


@pytest.mark.parametrize(
    ("title", "abstract", "kind"),
    [
        ("Stoves: A Survey", "Stoves are old.", "survey"),
        ("Stoves", "In this survey, we compare stoves.", "survey"),
        ("Stoves", "We introduce StoveSet, a benchmark of 120 rooms.", "benchmark"),
        ("Stoves", "We release a new corpus of 1,200 letters.", "data"),
        ("Stoves", "These negative results say that stoves are cold.", "negative"),
        ("Stoves", "We prove that stoves are warm.", "proof"),
        ("Stoves", "This resolves a conjecture of Wren on stoves.", "settles"),
        ("Stoves", "Brill is the first stove for tents.", "first"),
        ("Stoves", "A study with 61 raters.", "people"),
        ("Stoves", "Code: https://github.com/example/stoves.", "code"),
    ],
)
def test_kinds_are_told_by_the_papers_own_words(title: str, abstract: str, kind: str) -> None:
    assert kinds(title, abstract, None) == {kind}


@pytest.mark.parametrize(
    "abstract",
    [
        "We train on a benchmark. The first stage warms the room.",
        "In the first third of the winter, stoves are cold.",
        "Peer review of stoves is slow. Code review is faster.",
        "Existing data sets of stoves are small.",
        "Stoves approve and improve rooms.",
    ],
)
def test_words_alone_make_no_kind(abstract: str) -> None:
    assert kinds("Stoves in Review Comments", abstract, None) == frozenset()


def test_what_is_counted_is_quoted() -> None:
    assert people("A study with eight radiologists follows.") == "eight radiologists"
    assert pages("34 pages, 7 figures") == 34
    assert pages(None) is None
    text = "We present PourBench, a benchmark of 1,480 prompts. It took 9,999 hours."
    assert size(text, "benchmark") == "1,480 prompts"


def test_every_reason_to_read_is_another_one(sample: list[Paper]) -> None:
    made = summary(sample)
    whys = [read.why for read in made.read_in_full]
    assert len(whys) == 3
    assert len(set(whys)) == 3
    assert "an overview of its field on 34 pages" in whys


@pytest.mark.parametrize(
    ("abstract", "claim"),
    [
        ("Brill is the first stove for tents.", "the first stove for tents"),
        ("Here is the first stove that burns ice, at last.", "the first stove that burns ice"),
        ("The first stage warms the room. It is the first stage of two.", None),
        ("Nothing is new.", None),
    ],
)  # fmt: skip
def test_a_claim_is_quoted_as_it_stands(abstract: str, claim: str | None) -> None:
    told = claimed_first(abstract, 60)
    assert (told and told.rstrip("…")) == claim


def test_a_claim_that_is_cut_says_so() -> None:
    told = claimed_first("It is the first small stove that burns ice in very old tents.", 30)
    assert told == "the first small stove…"


def test_an_answer_is_quoted_with_its_question() -> None:
    text = "This resolves a conjecture of Wren on stoves."
    assert claimed_answer(text, 60) == "resolves a conjecture of Wren on stoves"
    assert claimed_answer("Stoves are warm.", 60) is None


@pytest.mark.parametrize(
    ("outcome_text", "told"),
    [
        ("Brill runs well, achieving 85.4% on StoveBench.", ("85.4% on StoveBench", False)),
        ("Brill achieves a 20% improvement in rooms.", ("achieves a 20% improvement", True)),
        ("Brill reduces wood by 12% on StoveBench.", ("reduces wood by 12% on StoveBench", True)),
        ("The wood (e.g. 20%) is dry.", None),
        ("Brill is warm.", None),
    ],
)  # fmt: skip
def test_a_figure_is_told_with_what_it_is_of(
    outcome_text: str, told: tuple[str, bool] | None
) -> None:
    assert reported(outcome_text, 44) == told


def test_a_model_is_not_called_the_benchmark_that_it_brings_too() -> None:
    papers = [
        paper(1, "Brill: Warm Rooms", "We present Brill, a stove. We also introduce a benchmark."),
        paper(2, "ColdBench: Cold Rooms", "We present ColdBench, a benchmark of cold rooms."),
    ]
    whys = {
        read.paper: read.why for one in (1, 2) for read in summary(papers[one - 1 :]).read_in_full
    }
    assert "new benchmark: ColdBench" in whys.values()
    assert "new benchmark: Brill" not in whys.values()
