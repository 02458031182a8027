"""Topics against papers, by words alone."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.editorial.choosing import relevance
from bot.editorial.choosing.abbreviated import written_out
from bot.editorial.choosing.index import Met, Query
from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.editorial.choosing.selection import MATCH_THRESHOLD
from bot.editorial.choosing.wishes import names_of, unwanted, wanted, wishes
from bot.values.papers import Author, Paper
from bot.values.topics import Evidence, Match, Topic
from tests.values import paper

VIDEO = paper(
    1,
    title="Long Video Generation with Cached Diffusion Models",
    abstract=(
        "Diffusion models generate short videos well. We keep features between the steps of a "
        "video diffusion model, so that long videos need half of the computation."
    ),
    authors=(Author("Ada Example"), Author("Zoë Müller")),
)
PARSING = paper(
    2,
    title="Dependency Parsing of Spoken Icelandic",
    abstract=(
        "Treebanks of speech are rare. We annotate conversations in Icelandic and train a "
        "dependency parser on them, which is better than one trained on newspapers."
    ),
    authors=(Author("Percy Liang"),),
)
RETRIEVAL = paper(
    3,
    title="When RAG Forgets: Stale Passages in Question Answering",
    abstract=(
        "Retrieval-augmented generation answers from passages. We measure how answers change "
        "when the retrieved passages are out of date. A survey of remedies closes the paper."
    ),
)
IMAGES = paper(
    4,
    title="Faster Image Classification on Phones",
    abstract="Convolutional networks are slow on phones. We prune the filters of a network.",
)
PAPERS = (VIDEO, PARSING, RETRIEVAL, IMAGES)


def scores(topic: Topic, papers: tuple[Paper, ...] = PAPERS) -> dict[str, Match]:
    scoring = LexicalScorer().over(papers)
    found = scoring.matches(topic)
    reasons = scoring.explain(topic, found)
    return {id_: replace(match, evidence=reasons[id_]) for id_, match in found.items()}


def described(text: str) -> dict[str, Match]:
    return scores(Topic(name="t", description=text))


def relevance_of(match: Match) -> int:
    assert match.relevance is not None
    return match.relevance


@pytest.mark.parametrize(
    ("description", "best"),
    [
        ("video generation with diffusion models", VIDEO),
        ("syntactic parsing", PARSING),
        ("treebanks for small languages", PARSING),
        ("retrieval-augmented generation", RETRIEVAL),
        ("RAG", RETRIEVAL),
        ("image classification", IMAGES),
        ("I am interested in papers about video diffusion models.", VIDEO),
    ],
)
def test_a_description_finds_its_paper_first(description: str, best: Paper) -> None:
    found = described(description)
    first = next(iter(found))
    assert first == best.id
    assert relevance_of(found[first]) >= MATCH_THRESHOLD


def test_a_clearly_related_paper_passes_sixty_and_unrelated_ones_stay_below_thirty() -> None:
    found = described("video generation with diffusion models")
    assert relevance_of(found[VIDEO.id]) >= 60
    assert all(relevance_of(match) < 30 for key, match in found.items() if key != VIDEO.id)


def test_papers_that_have_nothing_in_common_stay_near_nothing() -> None:
    found = described("quantum error correction")
    assert all(relevance_of(match) < 15 for match in found.values())


def test_a_word_that_nobody_knows_finds_nothing() -> None:
    assert described("zzz") == {}


TUNING = paper(
    5,
    title="Prompt Tuning of Small Language Models",
    abstract=(
        "Prompt tuning adapts a language model without changing its weights. We tune prompts "
        "of ten words, which is as good as fine-tuning on four of six tasks."
    ),
)
STRINGS = paper(
    6,
    title="Tuning a Baroque Harpsichord by Ear",
    abstract=(
        "A harpsichord of the baroque goes out of tune within a day. We compare how three "
        "players tune the strings of one harpsichord."
    ),
)


def test_a_common_word_does_not_stand_for_the_rare_ones_beside_it() -> None:
    found = scores(Topic(name="t", description="baroque harpsichord tuning"), (TUNING, STRINGS))
    assert relevance_of(found[STRINGS.id]) >= MATCH_THRESHOLD
    assert TUNING.id not in found or relevance_of(found[TUNING.id]) < 15
    alone = scores(Topic(name="t", description="prompt tuning"), (TUNING, STRINGS))
    assert relevance_of(alone[TUNING.id]) >= 75


def test_the_most_relevant_stand_first() -> None:
    values = [relevance_of(match) for match in described("speech and video and images").values()]
    assert values == sorted(values, reverse=True)


def test_a_score_does_not_depend_on_the_other_papers() -> None:
    topic = Topic(name="t", description="video diffusion", include=("Icelandic",))
    together = scores(topic)
    alone = [scores(topic, (one,)) for one in PAPERS]
    assert together == {key: match for one in alone for key, match in one.items()}


@pytest.mark.parametrize(
    ("keyword", "lowest", "highest", "where"),
    [("video generation", 85, 100, "title"), ("computation", 65, 85, "abstract")],
)
def test_a_keyword_in_the_title_weighs_more_than_in_the_abstract(
    keyword: str, lowest: int, highest: int, where: str
) -> None:
    (match,) = scores(Topic(name="t", include=(keyword,))).values()
    assert lowest <= relevance_of(match) <= highest
    assert match.evidence[0].kind == "keyword"
    assert match.evidence[0].where == where


def test_evidence_is_written_as_the_paper_has_it() -> None:
    found = scores(Topic(name="t", include=("DIFFUSION MODEL",)))
    assert found[VIDEO.id].evidence == (Evidence("keyword", "Diffusion Models", "title"),)


def test_evidence_of_a_description_names_phrases_strongest_first_and_at_most_four() -> None:
    match = described("video generation with diffusion models, computation and features")[VIDEO.id]
    assert 1 <= len(match.evidence) <= 4
    assert match.evidence[0].text in VIDEO.title or match.evidence[0].text in VIDEO.abstract
    assert {one.kind for one in match.evidence} == {"description"}


def test_a_phrase_of_evidence_does_not_cross_a_bracket() -> None:
    bracketed = paper(9, title="On models", abstract="Vision-language-action (VLA) models move.")
    match = scores(Topic(name="t", description="VLA models"), (bracketed,))[bracketed.id]
    assert all(")" not in one.text for one in match.evidence)


def test_more_places_of_a_keyword_are_worth_more() -> None:
    once = paper(5, title="A", abstract="We study parsing.")
    often = paper(6, title="A", abstract="We study parsing. Parsing is old. We parse parses.")
    found = scores(Topic(name="t", include=("parsing",)), (once, often))
    assert relevance_of(found[often.id]) > relevance_of(found[once.id])


@pytest.mark.parametrize("unwanted", ["survey", "Surveys", "question-answering"])
def test_an_unwanted_keyword_bars_a_paper(unwanted: str) -> None:
    wanted = Topic(name="t", description="retrieval-augmented generation", include=("RAG",))
    assert RETRIEVAL.id in scores(wanted)
    barred = Topic(name="t", description=wanted.description, include=("RAG",), exclude=(unwanted,))
    assert RETRIEVAL.id not in scores(barred)


def test_what_a_description_does_not_want_attracts_nothing() -> None:
    found = described("video diffusion. Not interested in dependency parsing.")
    assert PARSING.id not in found or relevance_of(found[PARSING.id]) < 15


def test_what_is_wanted_instead_of_something_is_not_lowered_for_naming_it() -> None:
    alone = described("video diffusion")[VIDEO.id]
    instead = described("video diffusion instead of image classification")[VIDEO.id]
    assert relevance_of(instead) == relevance_of(alone)


def test_what_is_more_about_the_unwanted_falls() -> None:
    both = paper(
        11,
        title="Image Classification with Convolutional Networks",
        abstract="We classify images. Some are taken from videos of traffic in the rain.",
    )
    (wanted,) = scores(Topic(name="t", description="traffic videos"), (both,)).values()
    (lowered,) = scores(
        Topic(name="t", description="traffic videos, not image classification"), (both,)
    ).values()
    assert relevance_of(lowered) < relevance_of(wanted)


def test_a_wanted_author_is_worth_a_hundred_and_never_a_part_of_a_name() -> None:
    found = scores(Topic(name="t", authors=("Muller, Zoe", "Li")))
    assert {key: match.relevance for key, match in found.items()} == {VIDEO.id: 100}
    assert found[VIDEO.id].evidence == (Evidence("author", "Zoë Müller", "authors"),)


def test_a_wanted_word_lifts_what_a_description_finds() -> None:
    described_only = Topic(name="t", description="faster video models")
    both = replace(described_only, include=("computation",))
    alone = relevance_of(scores(described_only)[VIDEO.id])
    assert alone < relevance_of(scores(both)[VIDEO.id]) <= 100


def test_a_wanted_word_beside_a_description_brings_nothing_in_by_itself() -> None:
    topic = Topic(name="t", description="dependency parsing", include=("phones",))
    found = scores(topic)
    assert IMAGES.id not in found or relevance_of(found[IMAGES.id]) < MATCH_THRESHOLD
    assert relevance_of(scores(Topic(name="t", include=("phones",)))[IMAGES.id]) >= MATCH_THRESHOLD


def test_latex_and_accents_do_not_hide_a_word() -> None:
    source = paper(7, title=r"$k$-means and Erd\H{o}s graphs", abstract="A note.")
    for keyword in ("k-means", "Erdős", "erdos graph"):
        assert source.id in scores(Topic(name="t", include=(keyword,)), (source,)), keyword


def test_no_papers_and_empty_papers_do_no_harm() -> None:
    topic = Topic(name="t", description="video", include=("video",), authors=("Ada",))
    assert scores(topic, ()) == {}
    assert scores(topic, (paper(8, title="", abstract="", authors=()),)) == {}


async def test_the_scorer_keeps_the_port() -> None:
    scoring = LexicalScorer().over(PAPERS)
    assert VIDEO.id in await scoring.score(Topic(name="t", description="video diffusion"))


@given(st.text(max_size=80), st.text(max_size=30))
@example("0:\ufc70 video", "")
@example("0:\ufe70 video", "\u00a8")
def test_any_text_of_a_person_can_be_scored(description: str, keyword: str) -> None:
    topic = Topic(
        name="t",
        description=description,
        include=(keyword,),
        exclude=("x" + keyword,),
        authors=(keyword,),
    )
    found = scores(topic)
    assert all(1 <= relevance_of(match) <= 100 for match in found.values())


def test_a_list_asks_for_any_of_its_items() -> None:
    assert "jailbreaks" in wishes("LLM safety, jailbreaks")
    assert "LLM safety" in wishes("LLM safety, jailbreaks")


def test_and_makes_a_list_of_what_says_enough_by_itself() -> None:
    both = "random walks and percolation"
    assert wishes(both) == (both, "random walks", "percolation")


def test_those_who_do_this_and_that_may_do_either() -> None:
    both = "agents that use tools and browse the web"
    assert wishes(both) == (both, "agents that use tools", "agents that browse the web")


def test_what_lacks_is_told_of_the_wish_that_is_met_best_and_as_a_phrase() -> None:
    topic = Topic(name="t", description="video diffusion and protein folding")
    far = paper(8, title="Gears", abstract="We cut gears.")
    evidence = LexicalScorer().over([far]).explain(topic, [far.id])[far.id]
    phrases = {each.text for each in evidence if each.kind == "lacks"}
    assert phrases & {"video diffusion", "protein folding"}


@pytest.mark.parametrize(
    "whole",
    [
        "bias and fairness in hiring",
        "image segmentation and detection",
        "search and rescue robots",
        "RAG for science and medicine",
    ],
)
def test_what_and_ties_to_one_subject_stays_whole(whole: str) -> None:
    assert wishes(whole) == (whole,)


def test_a_sentence_stays_whole() -> None:
    sentence = "We train a parser on spoken dialogue, and annotate many long conversations by hand."
    assert wishes(sentence) == (sentence,)


@pytest.mark.parametrize(
    ("description", "asked", "refused"),
    [
        ("world models, not video generation as such", "world models", "video generation"),
        ("state space models instead of attention", "state space models", "attention"),
        ("papers about parsing", "parsing", ""),
        ("RAG for scientific papers", "RAG for scientific papers", ""),
        ("learning without forgetting", "learning without forgetting", ""),
    ],
)
def test_what_is_refused_is_told_from_what_is_asked(
    description: str, asked: str, refused: str
) -> None:
    assert (wanted(description), unwanted(description)) == (asked, refused)


PARTS = st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(-1, 1))


def met_of(parts: Sequence[float], crowds: Sequence[float]) -> Met:
    """The same parts in one crowd after the other."""
    alike, paired, near = (np.full(len(crowds), part) for part in parts)
    return Met(alike, paired, near, np.array(crowds))


@given(PARTS, PARTS, st.floats(0, 1), st.floats(0.01, 2), st.floats(0.05, 1))
def test_more_in_common_is_never_less_relevant(
    one: tuple[float, float, float],
    other: tuple[float, float, float],
    crowd: float,
    reach: float,
    brevity: float,
) -> None:
    query = Query({}, {}, {}, reach, np.zeros(1, np.float32), crowd, brevity)
    low, high = (
        met_of([pick(pair) for pair in zip(one, other, strict=True)], [crowd])
        for pick in (min, max)
    )
    values = [float(relevance.of_description(met, query)[0]) for met in (low, high)]
    assert 0 <= values[0] <= values[1] <= 100


@given(PARTS, st.floats(0, 1), st.floats(0, 1))
def test_in_a_crowd_the_same_says_less(
    parts: tuple[float, float, float], one: float, other: float
) -> None:
    query = Query({}, {}, {}, 0.25, np.zeros(1, np.float32), 0.3, 1.0)
    met = met_of(parts, sorted((one, other)))
    alone, crowded = relevance.of_description(met, query).tolist()
    assert alone >= crowded - 1e-9


@given(st.lists(st.floats(0, 100), min_size=1, max_size=4))
def test_combined_grounds_are_at_least_the_best_and_at_most_a_hundred(grounds: list[float]) -> None:
    assert max(grounds) <= relevance.combined(*grounds) <= 100


@pytest.mark.shared
def test_the_benchmark_ends_with_its_three_figures_and_beats_chance(shared: Path) -> None:
    (data,) = sorted((shared / "data" / "topics").glob("*.jsonl"))[:1]
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, str(root / "benchmarks" / "selection.py"), "--data", str(data)],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    assert list(figures) == ["ndcg20", "map", "p10"]
    assert figures["ndcg20"] > 0.4


@pytest.mark.parametrize("topic", ["large language models", "LLM", "LLMs"])
def test_a_subject_that_is_named_whole_is_found_by_its_name(topic: str) -> None:
    told = paper(
        5, title="Cheap Heating of LLM Servers", abstract="Servers get warm. We cool them."
    )
    often = paper(
        6,
        title="Warm Servers",
        abstract="A large language model is warm. LLMs are warm. We cool LLMs with water.",
    )
    found = scores(Topic(name="x", description=topic), (told, often, IMAGES))
    assert relevance_in(found, told) >= 75
    assert relevance_in(found, often) >= MATCH_THRESHOLD
    assert relevance_in(found, IMAGES) < MATCH_THRESHOLD


def test_a_name_within_a_longer_wish_is_no_name_of_it() -> None:
    assert names_of("sewing patterns drawn by LLMs") == ()
    assert set(names_of("LLMs")) == {"LLMs", "llm", "large language models", "language models"}


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("LLM", "large language models"),
        ("vlms", "vision-language models"),
        ("TTS", "text-to-speech"),
        ("ViT", "vision transformers"),
        ("MoE", "mixture-of-experts"),
        ("KG", "knowledge graphs"),
    ],
)
def test_an_abbreviation_finds_papers_that_only_write_it_out(topic: str, words: str) -> None:
    told = paper(
        7,
        title=f"Warming {words} slowly",
        abstract=f"We warm {words}. They cool. We study {words} in winter.",
    )
    found = scores(Topic(name="x", description=topic), (told, IMAGES))
    assert relevance_in(found, told) >= MATCH_THRESHOLD
    assert relevance_in(found, IMAGES) < MATCH_THRESHOLD


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("video generation", "Caching Features for Video Diffusion Transformers"),
        ("semantic segmentation", "Panoptic Segmentation in the Rain"),
    ],
)
def test_a_subject_is_found_under_the_other_names_that_authors_have_for_it(
    topic: str, title: str
) -> None:
    told = paper(7, title=title, abstract="Most of the time is lost in winter. We wait less.")
    found = scores(Topic(name="x", description=topic), (told, IMAGES))
    assert relevance_in(found, told) >= MATCH_THRESHOLD
    assert "camera control" not in names_of("video diffusion"), "it is one name of several"


def test_an_abbreviation_among_words_is_read_in_words_too() -> None:
    assert written_out("LLM safety") == ["large language models safety", "language models safety"]
    assert written_out("how a robot learns its pet tricks") == []


def relevance_in(found: dict[str, Match], one: Paper) -> int:
    return (found[one.id].relevance or 0) if one.id in found else 0
