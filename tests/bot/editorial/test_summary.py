"""What the summary says of a day. All papers are invented."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from bot.editorial.summary.claims import claimed_answer, claimed_first, is_compared, size_of
from bot.editorial.summary.executive import write_summary
from bot.editorial.summary.extractive import ExtractiveSummary
from bot.editorial.summary.grouping import grouped, headed, reading_order
from bot.editorial.summary.kinds import kinds, pages, people, size
from bot.editorial.summary.subjects import asked_for
from bot.text.readable import readable
from bot.text.sentences import split_sentences
from bot.translator import translator
from bot.values.announcements import AnnouncedPaper
from bot.values.listings import AnnounceType
from bot.values.papers import Author, Paper
from bot.values.topics import Candidate, Match, Selection, Topic
from bot.values.writing import PaperBrief, PastDays, Summary, SummaryOrder, TextSource
from tests.values import ACCOUNT

SAY = translator("en")
SAMPLE = Path(__file__).parents[3] / "adapters" / "sample.jsonl"
CODE = "Code: https://github.com/wren/kiln"


def candidate(
    number: int,
    title: str = "Pebbles of Beach {n}",
    abstract: str = "They are round.",
    comments: str | None = None,
    relevance: int | None = None,
    topic: str | None = None,
) -> Candidate:
    paper = Paper(
        id=f"2602.{99000 + number}",
        version=1,
        title=title.replace("{n}", str(number)),
        abstract=abstract,
        authors=(Author("Ada Wren"),),
        categories=("cs.CL",),
        comments=comments,
    )
    return Candidate(AnnouncedPaper(paper, AnnounceType.NEW), Match(topic, relevance))


def order(
    shown: Sequence[Candidate],
    *,
    beside: Sequence[Candidate] = (),
    topics: Sequence[Topic] = (),
    results: Sequence[int] = (),
    claims: Mapping[int, str] = MappingProxyType({}),
) -> SummaryOrder:
    """``results`` are the papers whose brief tells a result against a baseline, ``claims`` the
    TL;DRs of others."""
    selection = Selection(shown=tuple(shown), matched=(*shown, *beside), near_misses=())
    groups = grouped(selection, topics)
    briefs = {
        f"2602.{99000 + number}": PaperBrief(
            tldr="A kiln.",
            main_result="9% more pots than Tern",
            result="It bakes fast. In all, it makes 9% more pots than Tern.",
        )
        for number in results
    }
    briefs |= {f"2602.{99000 + number}": PaperBrief(tldr=tldr) for number, tldr in claims.items()}
    return SummaryOrder(
        selection=replace(selection, shown=reading_order(groups)),
        groups=groups,
        briefs=briefs,
        topics=tuple(topics),
        language="en",
        account=ACCOUNT,
    )


def summary(*shown: Candidate, **asked: object) -> Summary:
    made = write_summary(order(shown, **asked), SAY)  # type: ignore[arg-type]
    assert made is not None
    return made


def reasons(made: Summary) -> dict[int, str]:
    return {one.paper: one.why for one in made.read_in_full}


ROUTINE = "By their own figures and claims, none of the papers below stands out."
SPEECH = "Speech Recognition on Ferry {n}"
MT = "Machine Translation for Village {n}"


# -- the whole ---------------------------------------------------------------------------


def test_nothing_shown_has_no_summary() -> None:
    assert write_summary(order([]), SAY) is None


def test_a_brief_of_one_paper_is_not_told_twice() -> None:
    assert write_summary(order([candidate(1, relevance=90, topic="pebbles")]), SAY) is None


async def test_the_writer_writes_in_the_language_that_is_asked_for() -> None:
    asked = order([candidate(1, MT), candidate(2, MT), candidate(3), candidate(4)])
    made = await ExtractiveSummary(translator).summarise(replace(asked, language="zh-Hans"))
    assert made is not None
    assert "篇" in made.overview[0]


@pytest.fixture(scope="module")
def sample() -> list[Candidate]:
    entries = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    return [
        candidate(number, entry["title"], entry["abstract"], entry["comments"])
        for number, entry in enumerate(entries)
        if entry["version"] == 1
    ]


@pytest.mark.parametrize("count", [5, 10])
def test_every_number_is_that_of_a_shown_paper(sample: list[Candidate], count: int) -> None:
    made = summary(*sample[:count], beside=sample[count:])
    named = [number for point in (*made.themes, *made.stands_out) for number in point.papers]
    named += [one.paper for one in made.read_in_full]
    assert set(named) <= set(range(1, count + 1))


def test_what_the_sample_says_is_whole(sample: list[Candidate]) -> None:
    made = summary(*sample[:10], beside=sample[10:])
    assert all(sentence.endswith(".") for sentence in made.overview)
    texts = [point.text for point in made.stands_out] + [one.why for one in made.read_in_full]
    assert not [text for text in (*made.overview, *texts) if "…" in text]


# -- what it was about -------------------------------------------------------------------


def test_themes_are_told_with_the_counts_of_their_headings() -> None:
    shown = [candidate(1, MT), candidate(2, SPEECH), candidate(3, MT), candidate(4, SPEECH)]
    beside = [candidate(n, MT if n < 9 else SPEECH) for n in range(6, 11)]
    made = summary(*shown, candidate(5), beside=beside)
    assert made.overview == (
        "Of 10 papers, 5 are mainly on machine translation and 4 on speech recognition.",
        ROUTINE,
    )
    assert [(one.name, one.text, one.papers) for one in made.themes] == [
        ("machine translation", "5 papers", (1, 2)),
        ("speech recognition", "4 papers", (3, 4)),
    ]


def test_a_day_of_one_subject_says_so() -> None:
    made = summary(*(candidate(n, MT) for n in range(4)))
    assert made.overview == ("All 4 papers are mainly on machine translation.", ROUTINE)


def test_a_day_of_single_papers_says_so() -> None:
    made = summary(*(candidate(n) for n in range(6)))
    assert made.overview == (
        "No two of the 6 papers are mainly on the same subject.",
        ROUTINE,
    )
    assert (made.themes, made.stands_out, made.read_in_full) == ((), (), ())


def test_several_topics_are_counted_and_a_quiet_one_is_named() -> None:
    topics = [Topic(name=name, description=name) for name in ("kilns", "ferries", "bread")]
    shown = [
        candidate(1, relevance=90, topic="kilns"),
        candidate(2, relevance=80, topic="ferries"),
        candidate(3, relevance=70, topic="kilns"),
    ]
    made = summary(*shown, topics=topics)
    assert made.overview == (
        "2 papers match “kilns” and 1 matches “ferries”, and no other matches “bread”.",
        "Of 3 matches, 2 have a relevance of 75 or more out of 100.",
    )


def test_papers_of_a_topic_are_counted_though_none_is_shown() -> None:
    topics = [Topic(name=name, description=name) for name in ("kilns", "ferries")]
    shown = [candidate(n, relevance=90, topic="kilns") for n in (1, 2)]
    beside = [candidate(3, relevance=60, topic="ferries")]
    assert summary(*shown, beside=beside, topics=topics).overview == (
        "2 papers match “kilns” and 1 matches “ferries”.",
        "Of 3 matches, 2 have a relevance of 75 or more out of 100.",
    )


def test_each_count_of_a_topic_s_papers_names_what_it_is_a_part_of() -> None:
    shown = [candidate(n, MT, relevance=90 - 10 * n, topic="p") for n in range(1, 4)]
    shown.append(candidate(4, relevance=50, topic="p"))
    beside = [candidate(n, MT, relevance=50, topic="p") for n in range(5, 7)]
    beside += [candidate(n, relevance=50, topic="p") for n in range(7, 11)]
    assert summary(*shown, beside=beside, topics=TOPIC).overview == (
        "Of 10 matches, 1 has a relevance of 75 or more out of 100.",
        "Of 10 papers, 5 are mainly on machine translation.",
    )


TOPIC = [Topic(name="pebbles", description="pebbles")]


def near(number: int, relevance: int) -> Candidate:
    return candidate(number, relevance=relevance, topic="pebbles")


def test_close_matches_of_a_topic_are_counted() -> None:
    made = summary(near(1, 91), near(2, 75), near(3, 74), topics=TOPIC)
    assert made.overview == ("Of 3 matches, 2 have a relevance of 75 or more out of 100.",)


def test_a_day_without_a_close_match_says_so() -> None:
    made = summary(near(1, 61), near(2, 50), topics=TOPIC)
    assert made.overview == ("The best match has a relevance of 61 out of 100 [1].",)


def test_a_day_of_close_matches_says_so() -> None:
    made = summary(near(1, 91), near(2, 80), topics=TOPIC)
    assert made.overview == ("Both matches have a relevance of 75 or more out of 100.",)
    made = summary(near(1, 91), near(2, 80), near(3, 80), topics=TOPIC)
    assert made.overview == ("All 3 matches have a relevance of 75 or more out of 100.",)


def test_a_large_number_of_matches_is_written_as_in_the_lines_of_coverage() -> None:
    made = summary(near(1, 91), *[near(number, 50) for number in range(2, 1002)], topics=TOPIC)
    assert any(told.startswith("Of 1,001 matches, 1 has") for told in made.overview)


def test_kinds_of_work_are_told_by_number() -> None:
    survey = candidate(2, "A Survey of Kilns", "This survey is about kilns.")
    data = candidate(4, "Pots", "We release a data set of pots.")
    made = summary(candidate(1), survey, candidate(3), data)
    assert made.overview == (
        "Among the 4: 1 survey [2] and 1 new data set [4].",
        ROUTINE,
    )


def test_a_number_stands_for_no_more_papers_than_it_names() -> None:
    shown = [candidate(n) for n in range(1, 4)]
    survey = candidate(4, "A Survey of Kilns", "This survey is about kilns.")
    made = summary(*shown, survey, beside=[candidate(8, "A Survey of Ovens")])
    assert made.overview[0] == "Among the 5: 2 surveys ([4] among them)."


def test_kinds_are_counted_among_all_papers_that_match() -> None:
    beside = [candidate(n, "Pots", "We release a data set of pots.") for n in range(5, 8)]
    beside.append(candidate(8, "A Review of Ovens"))
    made = summary(*(candidate(n) for n in range(1, 5)), beside=beside)
    assert made.overview[0] == "Among the 8: 3 new data sets."


def test_code_is_counted_where_more_than_a_few_have_it() -> None:
    few = [candidate(n, comments=CODE if n == 5 else None) for n in range(5, 15)]
    many = [candidate(n, comments=CODE if n < 8 else None) for n in range(5, 15)]
    shown = [candidate(n) for n in range(1, 5)]
    assert summary(*shown, beside=few).overview[0].startswith("No two of the 14")
    assert summary(*shown, beside=many).overview[0] == "Among the 14: 3 with code."


# -- what to read first ------------------------------------------------------------------


def test_reasons_are_facts_and_each_is_another_one() -> None:
    made = summary(
        near(1, 97),
        candidate(2, "Kilns", "We prove a conjecture of Wren on kilns.", relevance=80, topic="p"),
        candidate(3, "Ovens", "A survey.", "A survey, 48 pages", 79, "p"),
        candidate(4, "A Survey of Pots", "This survey is long.", "52 pages", 78, "p"),
        near(5, 50),
        near(6, 40),
        topics=TOPIC,
    )
    assert reasons(made) == {
        2: "proves a conjecture of Wren on kilns",
        4: "a survey of 52 pages",
    }


def test_weak_matches_are_not_read_first() -> None:
    weak = candidate(7, "Kilns", "We prove a conjecture of Wren on kilns.", relevance=41, topic="p")
    made = summary(*(near(n, 90) for n in range(1, 7)), weak, topics=TOPIC)
    assert reasons(made) == {}


def test_a_size_that_stands_at_the_paper_is_no_reason() -> None:
    text = "We introduce a corpus of 2,344 old figures of speech, for kilns."
    data = candidate(1, "Kilns", text, relevance=80, topic="p")
    shown = [data, *(near(n, 40) for n in range(2, 7))]
    assert reasons(summary(*shown, topics=TOPIC)) == {
        1: "brings a data set of 2,344 old figures of speech"
    }
    assert reasons(summary(*shown, topics=TOPIC, claims={1: text})) == {}


def test_what_the_paper_s_lines_say_already_is_no_reason() -> None:
    proof = candidate(1, "We Prove a Conjecture of Wren", "We prove a conjecture of Wren.")
    shown = [proof, *(candidate(n) for n in range(2, 6))]
    assert reasons(summary(*shown)) == {}


# -- what stands out ---------------------------------------------------------------------


def test_a_compared_result_stands_out_with_its_whole_sentence() -> None:
    made = summary(*(candidate(n) for n in range(1, 4)), results=[2])
    assert [(one.papers, one.text) for one in made.stands_out] == [
        ((2,), "In all, it makes 9% more pots than Tern.")
    ]


@pytest.mark.parametrize(
    ("result", "compared"),
    [
        ("It makes 9% more pots than Tern.", True),
        ("Outperforms Tern by 9%.", True),
        ("It raises the share of pots from 4% to 9%.", True),
        ("It improves yield by 9% over Tern.", True),
        ("It costs as much as – or 9% less than – that of Tern.", True),
        ("It needs 20% of the wood, matching Tern.", True),
        ("It matches Tern with 20% of the wood.", True),
        ("It finds 9% of the matches of pots by feature matching.", False),
        ("It makes 9% fewer cracks.", False),
        ("It makes more pots than Tern.", False),
    ],
)
def test_a_result_stands_out_with_number_and_baseline(result: str, compared: bool) -> None:
    made = order([candidate(n) for n in range(1, 4)], claims={2: "A kiln."})
    briefs = {id_: replace(brief, main_result=result) for id_, brief in made.briefs.items()}
    summary_ = write_summary(replace(made, briefs=briefs), SAY)
    assert bool(summary_ and summary_.stands_out) is compared


def test_no_more_than_a_third_of_the_papers_stands_out() -> None:
    made = summary(*(candidate(n) for n in range(1, 8)), results=range(1, 8))
    assert [one.papers for one in made.stands_out] == [(1,), (2,)]


def test_a_settled_question_goes_before_a_result() -> None:
    text = "We prove a conjecture of Wren on kilns."
    settled = candidate(3, "Kilns", f"Kilns matter. {text}")
    made = summary(candidate(1), candidate(2), settled, results=[1], claims={3: text})
    assert [(one.papers, one.text) for one in made.stands_out] == [((3,), text)]


def test_a_claim_that_cannot_be_read_at_the_paper_is_not_marked() -> None:
    text = "We present Brill, the first benchmark for tents."
    shown = [candidate(1), candidate(2), candidate(3, "Brill", text)]
    assert summary(*shown, claims={3: text}).stands_out[0].papers == (3,)
    assert summary(*shown, claims={3: "Brill is a benchmark."}).stands_out == ()


# -- what is usual -----------------------------------------------------------------------

ON = date(2026, 2, 12)


def past(subject: str, today: int, before: int) -> PastDays:
    days = [ON - timedelta(days=back) for back in range(35)]
    weekdays = [day for day in days if day.weekday() < 5]
    counts = {day: {subject: today if day == ON else before} for day in weekdays}
    return PastDays(ON, counts, dict.fromkeys(weekdays, 50))


def themed(**changes: Any) -> Summary:
    shown = [candidate(1, MT), candidate(2, MT), candidate(3), candidate(4), candidate(5)]
    made = write_summary(replace(order(shown), **changes), SAY)
    assert made is not None
    return made


def test_a_theme_of_its_busiest_day_is_told_so() -> None:
    made = themed(past=past("machine translation", 7, 2))
    assert made.overview[1] == (
        "In more titles than on any other day in the last five weeks: machine translation (7)."
    )


def test_a_theme_of_usual_size_is_told_so() -> None:
    assert themed(past=past("machine translation", 2, 2)).overview[1] == (
        "Going by titles, that is no more than on its busiest day in the last five weeks."
    )


@pytest.mark.parametrize(("today", "before"), [(3, 1), (1, 0), (0, 0)])
def test_nothing_is_said_of_few_titles_above_or_without_a_busiest_day(
    today: int, before: int
) -> None:
    made = themed(past=past("machine translation", today, before))
    assert made.overview == themed().overview


@pytest.mark.parametrize("today", [2, 7])
def test_topics_of_categories_are_not_measured_as_themes(today: int) -> None:
    topics = [Topic(name="Robots", categories=("cs.RO",)), Topic(name="MT", categories=("cs.CL",))]
    shown = [candidate(n, MT, topic="Robots" if n < 3 else "MT") for n in range(1, 4)]
    known = past("machine translation", today, 2)
    made = write_summary(replace(order(shown, topics=topics), past=known), SAY)
    assert made
    assert made.overview == ("2 papers match “Robots” and 1 matches “MT”.",)


def test_nothing_is_said_of_what_is_usual_where_the_weeks_are_not_known() -> None:
    assert themed().overview == (
        "Of 5 papers, 2 are mainly on machine translation.",
        ROUTINE,
    )


def test_a_day_of_many_subjects_says_so() -> None:
    shown = [candidate(1, MT), candidate(2, MT), *(candidate(n) for n in range(3, 9))]
    beside = [candidate(n) for n in range(9, 40)]
    assert summary(*shown, beside=beside).overview[0] == (
        "The day has many subjects: no more than 2 of 39 papers are mainly on the "
        "same one (machine translation)."
    )


def test_a_subject_within_another_is_not_told_beside_it() -> None:
    both = "Machine Translation of Speech Recognition for Village {n}"
    shown = [candidate(n, both if n < 4 else MT) for n in range(1, 6)]
    told = summary(*shown, beside=[candidate(n) for n in range(6, 12)]).overview[0]
    assert told == "Of 11 papers, 5 are mainly on machine translation."


@pytest.mark.parametrize(
    ("usual", "told"),
    [
        (20, "It is a busy day: 50 titles, where the median day of the last five weeks has 20."),
        (90, "It is a quiet day: 50 titles, where the median day of the last five weeks has 90."),
        (45, None),
    ],
)
def test_an_unusual_number_of_titles_is_told(usual: int, told: str | None) -> None:
    known = past("machine translation", 0, 0)
    titles = {day: 50 if day == ON else usual for day in known.titles}
    made = themed(past=replace(known, titles=titles))
    assert (told in made.overview) if told else not any(" titles," in one for one in made.overview)


BRILL = "Brill: Pebbles of Beach {n}"


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ("Brill needs 3x less wood than Tern.", "Brill needs 3x less wood than Tern [1]"),
        ("We save 30% of the wood compared to Tern.", "Brill [1]: We save 30% of the wood"),
        ("Our method needs 3x less wood than Tern.", "Brill [1] needs 3x less wood than Tern."),
        ("Our lid helps Brill to 3x less wood than Tern.", "Brill [1]: Our lid helps Brill"),
        ("Brill needs 6% less wood than Tern.", None),
        ("Brill needs 3x less wood.", None),
    ],
)
def test_a_large_result_with_its_baseline_is_quoted_under_its_name(
    result: str, told: str | None
) -> None:
    asked = order([candidate(1, BRILL), *(candidate(n) for n in range(2, 6))])
    briefs = {"2602.99001": PaperBrief(tldr="A kiln.", main_result=result, result=result)}
    made = write_summary(replace(asked, briefs=briefs), SAY)
    assert made is not None
    quoted = [one for one in made.overview if one.startswith("What stands out: ")]
    assert (told in quoted[0]) if told else not quoted


def test_what_a_model_wrote_is_not_quoted_as_the_authors_words() -> None:
    asked = order([candidate(1, BRILL), *(candidate(n) for n in range(2, 6))])
    result = "Brill needs 3x less wood than Tern."
    source = {"result": TextSource("model", "abstract", model="m")}
    briefs = {"2602.99001": PaperBrief(main_result=result, result=result, sources=source)}
    made = write_summary(replace(asked, briefs=briefs), SAY)
    assert made is not None
    assert made.overview == ("No two of the 5 papers are mainly on the same subject.",)


def test_what_rises_is_told_with_both_counts() -> None:
    made = themed(past=past("machine translation", 7, 0))
    assert [(one.name, one.text, one.papers) for one in made.emerging] == [
        ("machine translation", "7 titles in seven days, none in the four weeks before", (1, 2))
    ]


def test_what_rises_elsewhere_is_not_told() -> None:
    assert themed(past=past("speech recognition", 9, 0)).emerging == ()


def test_a_channel_of_topics_is_not_measured_by_its_categories() -> None:
    made = themed(past=past("machine translation", 7, 0), topics=tuple(TOPIC))
    assert made.emerging == ()


# -- kinds and claims --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "abstract", "kind"),
    [
        ("A Survey of Kilns", "Kilns are old.", "survey"),
        ("Kilns", "We introduce a benchmark of kilns.", "benchmark"),
        ("Kilns", "We release a corpus of kilns.", "data"),
        ("Kilns", "This is a negative result about kilns.", "negative"),
        ("Kilns", "We disprove a conjecture of Wren.", "settles"),
        ("Kilns", "We settle the conjectures of Wren (1970) on kilns.", "settles"),
    ],
)
def test_kinds_are_told_by_the_papers_own_words(title: str, abstract: str, kind: str) -> None:
    assert kind in kinds(title, abstract, None)


@pytest.mark.parametrize(
    "abstract",
    [
        "We evaluate on a benchmark of kilns.",
        "The first stage burns, the second stage cools.",
        "A survey among bakers was answered by nobody.",
        "So far, nobody could prove the conjecture of Wren.",
        "We light it. On the other hand, we give some negative results.",
        "It glows. We also show a negative result on wet clay.",
    ],
)
def test_words_alone_make_no_kind(abstract: str) -> None:
    assert kinds("Kilns", abstract, None) == frozenset()


def test_what_is_counted_is_quoted() -> None:
    assert people("Two were tested with eight radiologists.") == "eight radiologists"
    assert pages("12 pages, 3 figures") == 12
    text = "We introduce a benchmark of kilns with 1,480 prompts. More follows."
    assert size(text, "benchmark") == "1,480 prompts"


@pytest.mark.parametrize(
    ("abstract", "claim"),
    [
        ("We present Brill, the first benchmark for tents.", "the first benchmark for tents"),
        ("It is the first proof of this fact, by hand.", "the first proof of this fact"),
        ("It is the first test at z > 0.5, by hand.", "the first test at z > 0.5"),
        ("It is not the first benchmark for tents.", None),
        ("We are the first to bake in tents.", None),
        ("We propose the first unified framework for tents.", None),
        ("The first stage burns.", None),
        ("We propose the first stove with test-time heating.", None),
        (f"This is the first benchmark {'of large and small tents ' * 9}.", None),
    ],
)
def test_the_claim_of_a_first_is_quoted_whole_or_not_at_all(
    abstract: str, claim: str | None
) -> None:
    assert claimed_first(abstract, 90) == claim


@pytest.mark.parametrize(
    ("abstract", "answer"),
    [
        ("We resolve a conjecture of Wren on kilns.", "resolve a conjecture of Wren on kilns"),
        ("We give counterexamples to a claim of Tern.", "counterexamples to a claim of Tern"),
        ("We cannot prove the conjecture of Wren.", None),
        (
            "This answers a question of Wren, Tern and Lark.",
            "answers a question of Wren, Tern and Lark",
        ),
        (
            "We answer two questions posed by Wren, and light it.",
            "answer two questions posed by Wren",
        ),
        ("We answer the question of heat.", None),
        ("We prove this conjecture of Wren.", None),
        ("We give a negative answer to a conjecture of Wren.", None),
        ("We prove the conjecture in all kilns.", None),
        ("The conjecture of Wren is famous.", None),
    ],
)
def test_an_answer_is_quoted_with_its_question(abstract: str, answer: str | None) -> None:
    assert claimed_answer(abstract, 90) == answer


def test_claims_stand_in_their_abstracts(sample: list[Candidate]) -> None:
    made = summary(*sample[:10], beside=sample[10:])
    abstracts = " ".join(readable(one.announced.paper.abstract) for one in sample)
    assert {point.text for point in made.stands_out} <= set(split_sentences(abstracts))


@pytest.mark.parametrize(
    ("result", "size"),
    [
        ("Bakes 2.3 % faster than Tern.", 0),
        ("Bakes 7 % faster than Tern.", 1),
        ("Bakes 20 % faster than Tern.", 2),
        ("Bakes 5x faster than Tern.", 2),
        ("Halves the smoke, orders of magnitude less than Tern.", 2),
        ("Bakes 3 more pots than Tern.", 1),
        ("Reaches 50.9% of pots whole, outperforming Tern.", 0),
        ("Reaches 77.5% of pots whole compared to 43% of Tern.", 2),
        ("Reaches 29.86 dB in tents, surpassing Tern by 0.2 dB.", 0),
        ("Outperforms Tern by 6.9 and 5.7 points on kilns.", 1),
        ("Outperforms Tern by 16.9 and 5.7 points on kilns.", 2),
        ("It has +13.7% over Tern.", 2),
    ],
)
def test_results_are_as_large_as_their_figures(result: str, size: int) -> None:
    assert size_of(result) == size


def test_an_unsure_result_is_not_compared() -> None:
    assert is_compared("Rises 5 % more steeply than Tern.")
    assert not is_compared("Probably rises 5 % more steeply than Tern.")


def test_what_is_first_has_to_be_the_authors_own() -> None:
    text = "The old kiln mission is the first test of hot clay."
    assert claimed_first(text, 90, "Hot Clay") is None
    assert claimed_first("Brill is the first test of hot clay.", 90, "Brill: Hot Clay")
    assert claimed_first("This is the first test of hot clay.", 90, "Hot Clay")


def test_an_answer_by_others_is_no_claim() -> None:
    assert claimed_answer("Wren proved the conjecture of Lark. We light a kiln.", 90) is None
    assert claimed_answer("Kilns glow. We prove the conjecture of Lark.", 90)


def test_several_categories_are_counted_where_there_is_no_theme() -> None:
    shown = [
        replace_category(candidate(number), "math.NT" if number < 3 else "math.CO")
        for number in range(1, 5)
    ]
    selection = Selection(shown=tuple(shown), matched=tuple(shown), near_misses=())
    groups = grouped(selection, (), ["math.NT", "math.CO"])
    asked = SummaryOrder(
        selection=selection, groups=groups, briefs={}, topics=(), language="en", account=ACCOUNT
    )
    made = write_summary(asked, SAY)
    assert made is not None
    assert made.overview == (
        "Of 4 papers, 2 are in Number Theory and 2 in Combinatorics.",
        ROUTINE,
    )
    assert made.themes == ()


def test_a_category_s_own_name_is_no_subject_of_its_day() -> None:
    assert "robotics" in asked_for((), ("cs.RO", "eess.SY"))


def test_categories_of_the_same_name_are_told_apart() -> None:
    names = ("cs.LG", "cs.LG", "stat.ML", "stat.ML")
    shown = [replace_category(candidate(n), name) for n, name in enumerate(names, 1)]
    selection = Selection(shown=tuple(shown), matched=tuple(shown), near_misses=())
    groups = grouped(selection, (), ["cs.LG", "stat.ML"])
    asked = replace(order(shown), selection=selection, groups=groups)
    made = write_summary(asked, SAY)
    assert made is not None
    both = "2 are in Machine Learning (cs.LG) and 2 in Machine Learning (stat.ML)"
    assert made.overview[0] == f"Of 4 papers, {both}."
    assert [one.name for one in headed(groups)] == [
        "Machine Learning (cs.LG)",
        "Machine Learning (stat.ML)",
    ]


def replace_category(one: Candidate, category: str) -> Candidate:
    paper = replace(one.announced.paper, categories=(category,))
    return replace(one, announced=replace(one.announced, paper=paper))
