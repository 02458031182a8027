"""What papers have in common, named as their authors write it."""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.summary.contributions import contribution, shortened
from bot.editorial.summary.subjects import Subjects, holds, read_subjects
from bot.editorial.summary.themes import Theme, choose_emerging, choose_themes, find_themes, usual
from bot.editorial.summary.vocabulary import read_vocabulary, without_capitals
from bot.text.phrases import AGAIN, ONCE, TITLE, key_of, read_phrases
from bot.text.readable import readable
from bot.text.titles import focus, system_name
from bot.text.words import is_stop

HEAT = [
    (
        "Heat Pumps in Old Houses",
        "We study heat pumps in old houses. Heat pumps need flat radiators.",
    ),
    ("Quiet Heat Pumps", "Noise keeps people from heat pumps. We measure heat pumps at night."),
    ("Control of Heat Pumps", "A controller for heat pumps saves power."),
]
SALT = [
    ("Point Clouds of Salt", "We see point clouds."),
    ("Point Clouds of Ice", "Ice has point clouds."),
]
OTHER = [
    ("Bees and Roads", "Roads part the ranges of wild bees, which we count for a year."),
    ("Old Maps", "We date old maps by the coastlines that they show."),
]


def read(papers: Sequence[tuple[str, str]]) -> list[Subjects]:
    return [read_subjects(title, abstract) for title, abstract in papers]


def found(papers: Sequence[tuple[str, str]], shown: int | None = None) -> tuple[Theme, ...]:
    readings = read(papers)
    count = shown or len(papers)
    return choose_themes(find_themes(readings[:count], readings), count)


# -- phrases -----------------------------------------------------------------------------


def test_a_phrase_is_stronger_in_a_title_than_repeated_than_named_once() -> None:
    reading = read_phrases("Sparse Grids", "Tidal basins and tidal basins. A salt marsh is shown.")
    strength = reading.strength
    assert strength[key_of("sparse grids")] == TITLE
    assert strength[key_of("tidal basins")] == AGAIN
    assert strength[key_of("salt marsh")] == ONCE


def test_hyphens_capitals_and_plurals_do_not_part_a_phrase() -> None:
    forms = ("Salt-Marsh Birds are", "salt marsh birds are", "the salt marsh bird is")
    keys = [set(read_phrases("A", form).strength) for form in forms]
    assert all(key_of("salt marsh bird") in one for one in keys)


def test_an_abbreviation_counts_as_the_phrase_that_it_stands_for() -> None:
    reading = read_phrases("A", "Tidal Basin Flow (TBF) is slow. We raise TBF. Later TBFs fall.")
    assert reading.strength[key_of("tidal basin flow")] == AGAIN


def test_verbs_adverbs_and_praise_are_no_part_of_a_phrase() -> None:
    text = "Our novel basins significantly outperform marshes using wide channels."
    assert not read_phrases("A", text).strength


def test_a_phrase_does_not_reach_over_a_comma_or_the_end_of_a_sentence() -> None:
    assert not read_phrases("A", "We saw basins, marshes. Rivers of salt.").strength


def test_talk_about_the_paper_itself_is_no_phrase() -> None:
    text = "The evaluation results of the training process show performance gains in all tasks."
    assert not read_phrases("A", text).strength


@given(st.text(max_size=300), st.text(max_size=600))
def test_any_text_can_be_read(title: str, abstract: str) -> None:
    reading = read_phrases(title, abstract)
    assert set(reading.forms) == set(reading.strength)
    assert reading.closed <= set(reading.strength)


# -- themes ------------------------------------------------------------------------------


def test_what_several_papers_are_about_is_a_theme_with_their_numbers() -> None:
    theme = found([OTHER[0], *HEAT, OTHER[1]])[0]
    assert theme.name == "heat pumps"
    assert sorted(theme.numbers) == [2, 3, 4]
    assert theme.breadth == 3


def test_papers_that_share_nothing_have_no_theme() -> None:
    assert found(OTHER) == ()


def test_one_paper_alone_has_no_theme() -> None:
    assert found(HEAT[:1]) == ()


def test_the_breadth_counts_papers_that_are_not_shown() -> None:
    theme = found([HEAT[0], OTHER[0], *HEAT[1:], OTHER[1]], shown=2)[0]
    assert (theme.numbers, theme.breadth) == ((1,), 3)


def filled(papers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """A day of more than a dozen papers: these and others that share nothing."""
    things = ["ants", "bees", "crows", "doves", "eels", "frogs", "goats", "hens", "jays", "larks"]
    return [*papers, *((f"On {thing} in May", f"Some {thing} sleep.") for thing in things)]


def test_on_an_ordinary_day_two_papers_are_a_coincidence_and_three_a_theme() -> None:
    assert "heat pumps" not in {theme.name for theme in found(filled(HEAT[:2]), 10)}
    assert "heat pumps" in {theme.name for theme in found(filled(HEAT), 10)}


def test_what_is_named_in_passing_makes_no_theme() -> None:
    passing = [
        (f"Old {x}", f"It is cold in {x}, as heat pumps are rare.") for x in ("Bonn", "Rome")
    ]
    assert found(filled([HEAT[0], *passing]), 10) == ()


def test_a_single_telling_word_is_a_theme_where_no_phrase_is_shared() -> None:
    papers = [
        ("Memory of Bees", "Bees have a memory for roads."),
        ("A Robot without Memory", "We take the memory away."),
        ("How Memory Fades", "Old maps fade."),
    ]
    themes = found(filled(papers), 10)
    assert [(theme.name, theme.numbers) for theme in themes] == [("memory", (1, 2, 3))]


def test_words_that_every_field_uses_are_no_theme() -> None:
    papers = [(f"Robust Representation of {x}", f"A model of {x}.") for x in ("Ink", "Tea", "Tin")]
    assert found(filled(papers), 10) == ()


def test_agents_and_multi_agent_systems_are_one_subject() -> None:
    one, other = read([("Agents in May", "A."), ("A Multi-Agent Garden", "We plant.")])
    assert set(one.strength) & set(other.strength) == {"agent"}
    assert holds("agent", "A Multi-Agent Garden", "")
    assert not holds("agent", "A Garden", "Plants.")


def test_a_benchmark_is_a_subject_where_it_is_brought_not_where_it_is_used() -> None:
    brought, used = read(
        [
            ("Cold Rooms", "We introduce ColdBench, a benchmark of cold rooms."),
            ("Warm Rooms", "We present a stove that is best on three benchmarks."),
        ]
    )
    assert "benchmark" in brought.strength
    assert "benchmark" not in used.strength


def test_themes_group_as_many_shown_papers_as_they_can() -> None:
    memory = [(f"Memory of {x}", f"The memory of {x}.") for x in ("Bees", "Crows", "Eels")]
    themes = found(filled([*HEAT, *memory]), 10)
    assert {theme.name for theme in themes} == {"heat pumps", "memory"}
    assert sorted(number for theme in themes for number in theme.numbers) == [1, 2, 3, 4, 5, 6]


def test_what_the_channel_asked_for_is_no_theme_of_its_brief() -> None:
    readings = read(filled(HEAT))
    common = find_themes(readings[:10], readings, "Heat pumps")
    assert common.subject is not None
    assert choose_themes(common, 10) == ()


def test_what_emerges_is_no_theme_and_shared() -> None:
    readings = read(filled([*HEAT, *SALT]))
    common = find_themes(readings[:10], readings)
    themes = choose_themes(common, 10)
    emerging = choose_emerging(common, themes, 3)
    assert all(theme.breadth > 1 for theme in emerging)
    assert not {theme.key for theme in themes} & {theme.key for theme in emerging}


def test_a_phrase_of_nearly_all_papers_is_the_subject_and_no_theme() -> None:
    papers = [
        (f"Heat Pumps in {place}", f"Heat pumps of {place}.") for place in ["Rome", "Bonn", "Lyon"]
    ]
    readings = read(papers * 3)
    common = find_themes(readings, readings)
    assert common.subject == "heat pumps"
    assert choose_themes(common, len(readings)) == ()


def test_the_longer_phrase_names_the_theme_where_it_means_the_same_papers() -> None:
    papers = [(f"Ground Source Heat Pumps in {place}", "A.") for place in ("Rome", "Bonn", "Lyon")]
    assert [theme.name for theme in found([*papers, *OTHER])] == ["ground source heat pumps"]


def test_what_every_day_has_weighs_less_than_what_is_rare() -> None:
    common, rare = "vision language models", "heat pumps"
    assert usual(key_of(common)) > 10 * usual(key_of(rare))
    papers = [
        (f"{x}: {common.title()} and {rare.title()}", f"We raise {common}. The {rare} hum.")
        for x in ("Ink", "Tea", "Tin")
    ]
    readings = read(filled(papers))
    gains = {
        theme.key: theme.gain(frozenset()) for theme in find_themes(readings[:9], readings).themes
    }
    assert gains[key_of(rare)] > gains[key_of(common)]


def test_the_order_of_the_other_papers_changes_nothing() -> None:
    readings = read([*HEAT, *OTHER])
    one = find_themes(readings[:2], readings)
    other = find_themes(readings[:2], [*readings[:2], *reversed(readings[2:])])
    assert one.themes == other.themes


def test_a_title_loses_its_capitals_but_names_keep_theirs() -> None:
    text = "Tidal Basins of the Wadden Sea and their Gaussian Flows"
    readings = read([(text, "We see tidal basins, as in the Wadden Sea. The flows are even.")])
    vocabulary = read_vocabulary(readings)
    assert without_capitals(text, vocabulary) == (
        "tidal basins of the Wadden Sea and their Gaussian flows"
    )


# -- titles ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        ("Brill: Warm Rooms", "We present Brill, a stove.", "Brill"),
        ("Brill-2B: Warm Rooms", "Brill-2B is a stove.", "Brill-2B"),
        ("Warm Rooms: a Survey", "We survey warm rooms.", None),
        ("Cold Hands, Warm Rooms: a Study", "Cold hands, warm rooms.", None),
        ("A plain title", "A plain title.", None),
    ],
)
def test_a_system_is_named_before_the_colon_and_in_the_abstract(
    title: str, abstract: str, name: str | None
) -> None:
    assert system_name(title, abstract) == name


@pytest.mark.parametrize(
    ("title", "known", "told"),
    [
        (
            "Brill: Warm Rooms for Old Houses with Thick Walls and Doors",
            "",
            "Warm Rooms for Old Houses",
        ),
        ("Brill: Warm Rooms for Old Houses", "old houses", "Warm Rooms"),
        ("Why Are Rooms Cold?", "", None),
        ("Rooms That Should Be Warm Can Be Cold", "", None),
        ("Towards Warm Rooms", "", "Warm Rooms"),
        ("A Unified Framework for Rooms", "rooms", None),
        ("Brill: Beyond Warm Rooms", "", None),
    ],
)
def test_a_title_tells_in_a_noun_phrase_what_the_paper_does(
    title: str, known: str, told: str | None
) -> None:
    assert focus(title, known, 40) == told


@given(st.text(max_size=200), st.integers(10, 60))
def test_what_a_title_tells_stands_in_the_title(title: str, limit: int) -> None:
    told = focus(title, "", limit)
    assert told is None or (told in title and len(told) <= limit)


# -- contributions -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "abstract", "name", "what"),
    [
        ("Brill: Heat", "We present Brill, a novel stove for tents.", "Brill", "a stove for tents"),
        ("Heat", "We introduce Brill (BR), an oven for houses.", "Brill", "an oven for houses"),
        ("Brill: Heat", "Brill is a stove for tents. It is warm.", "Brill", "a stove for tents"),
        ("Warm Rooms", "We propose the first stove for tents.", None, "a stove for tents"),
        ("Warm Rooms", "We propose a stove for tents that burns ice.", None, "a stove for tents"),
        ("Brill: Warm Rooms", "Brill is warm. We also build a map of houses.", "Brill", None),
        ("Warm Rooms", "We study the cost of tents.", None, "the cost of tents"),
        ("Warm Rooms", "We propose a unified framework.", None, None),
        ("Warm Rooms", "They wrote: we like it.", None, None),
    ],
)  # fmt: skip
def test_what_a_paper_brings_is_a_thing_in_its_own_words(
    title: str, abstract: str, name: str | None, what: str | None
) -> None:
    brought = contribution(title, abstract)
    assert (brought.name, brought.what) == (name, what)


def test_a_list_is_not_cut_in_its_middle() -> None:
    told = contribution("A", "We present Brill, a stove for bread, milk and tea in tents.").what
    assert told == "a stove for bread, milk and tea in tents"


@pytest.mark.parametrize(
    ("what", "limit", "told"),
    [
        ("a stove for old houses in Bonn", 40, "a stove for old houses in Bonn"),
        ("a stove for old houses in Bonn", 25, "a stove for old houses"),
        ("a stove that keeps rooms from cold", 30, None),
        ("a stove", 5, None),
    ],
)
def test_a_thing_is_shortened_by_whole_parts(what: str, limit: int, told: str | None) -> None:
    assert shortened(what, limit) == told


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_has_some_contribution_or_none(title: str, abstract: str) -> None:
    brought = contribution(title, abstract)
    assert brought.what is None or len(brought.what) > 3


# -- real days ---------------------------------------------------------------------------


def real_days(shared: Path) -> Iterator[list[tuple[str, str]]]:
    """The first categories of some real days: title and abstract."""
    for path in sorted((shared / "data" / "picks").glob("*.jsonl.gz"))[-3:]:
        by_day: dict[tuple[str, str], list[tuple[str, str]]] = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for entry in map(json.loads, lines):
                key = (entry["day"], entry["categories"][0])
                by_day.setdefault(key, []).append((entry["title"], entry["abstract"]))
        yield from [papers for papers in by_day.values() if len(papers) >= 25][:6]


@pytest.mark.shared
def test_no_real_theme_is_a_fragment_and_each_stands_in_its_papers(shared: Path) -> None:
    themes = 0
    for papers in real_days(shared):
        readings = read(papers)
        for theme in choose_themes(find_themes(readings[:10], readings), 10):
            themes += 1
            words = theme.name.lower().split()
            assert not is_stop(words[0])
            assert not is_stop(words[-1])
            assert not words[-1].endswith(("ly", "using", "based"))
            assert theme.breadth >= 3
            for number in theme.numbers:
                assert theme.key in readings[number - 1].strength
                assert is_held(theme.key, *papers[number - 1])
    assert themes >= 24


def is_held(key: str, title: str, abstract: str) -> bool:
    """By its stems, or by an abbreviation that the paper uses for them."""
    letters = "".join(stem[0] for stem in key.split())
    capitals = "".join(re.findall(r"[A-Z]+", f"{title} {abstract}")).lower()
    return holds(key, readable(title), readable(abstract)) or letters[:2] in capitals


@pytest.mark.shared
def test_an_ordinary_real_day_has_two_themes_at_least(shared: Path) -> None:
    days = [papers for papers in real_days(shared) if len(papers) >= 30]
    counts = []
    for papers in days:
        readings = read(papers)
        counts.append(len(choose_themes(find_themes(readings[:10], readings), 10)))
    assert counts
    assert sum(count >= 2 for count in counts) >= 0.9 * len(counts)
