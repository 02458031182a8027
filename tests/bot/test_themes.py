"""What papers have in common, named as their authors write it."""

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.summary.themes import (
    Theme,
    choose_themes,
    find_themes,
    usual_shares,
    without_capitals,
)
from bot.text.phrases import AGAIN, ONCE, TITLE, Reading, key_of, read_phrases
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
OTHER = [
    ("Bees and Roads", "Roads part the ranges of wild bees, which we count for a year."),
    ("Old Maps", "We date old maps by the coastlines that they show."),
]


def read(papers: Sequence[tuple[str, str]]) -> list[Reading]:
    return [read_phrases(title, abstract) for title, abstract in papers]


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


def test_a_theme_of_one_shown_and_one_other_paper_only_fills_up() -> None:
    pair = [("Salt Marshes in May", "Ink."), ("Salt Marshes in June", "We see salt marshes.")]
    readings = read([*HEAT, pair[0], OTHER[0], pair[1]])
    common = find_themes(readings[:4], readings)
    assert [theme.name for theme in common.themes if theme.is_thin] == ["salt marshes"]
    assert [theme.name for theme in choose_themes(common, 4)] == ["heat pumps", "salt marshes"]


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
    common, rare = "vision language models", "salt marsh birds"
    assert usual_shares()[key_of(common)] > 10
    papers = [(f"{common.title()} and {rare.title()}", f"We raise {common}. The {rare} fly.")] * 3
    readings = read(papers)
    by_name = {theme.key: theme.score for theme in find_themes(readings, readings).themes}
    assert by_name[key_of(rare)] > 2 * by_name[key_of(common)]


def test_the_order_of_the_other_papers_changes_nothing() -> None:
    readings = read([*HEAT, *OTHER])
    one = find_themes(readings[:2], readings)
    other = find_themes(readings[:2], [*readings[:2], *reversed(readings[2:])])
    assert one.themes == other.themes


def test_a_title_loses_its_capitals_but_names_keep_theirs() -> None:
    text = "Tidal Basins of the Wadden Sea and their Gaussian Flows"
    readings = read([(text, "We see tidal basins, as in the Wadden Sea. The flows are even.")])
    vocabulary = find_themes(readings, readings).vocabulary
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
            assert all(theme.key in readings[number - 1].strength for number in theme.numbers)
    assert themes >= 12
