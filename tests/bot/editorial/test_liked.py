"""How votes move papers: by likeness, within limits, and never without a word."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.choosing.liked import (
    MOST_LIKED,
    MOST_POINTS,
    Shift,
    explained,
    liking,
    shifts,
)
from bot.messages.reasons import reason
from bot.translator import translator
from bot.values.announcements import AnnouncedPaper
from bot.values.listings import AnnounceType
from bot.values.papers import Paper
from bot.values.topics import Candidate, Evidence, Match
from tests.values import paper

GAIT = (
    "Quadruped Gait Control by Reinforcement Learning",
    "Legged robots fall on gravel. We train gait policies for a quadruped in simulation and "
    "transfer them to gravel, snow and stairs.",
)
STAIRS = (
    "Stair Climbing Gait Policies for a Quadruped Robot",
    "A quadruped climbs stairs by gait policies that reinforcement learning found in simulation; "
    "legged robots keep their balance on gravel.",
)
PARSING = (
    "Constituency Parsing of Medieval Latin",
    "We annotate charters and parse their sentences with a grammar of Latin syntax.",
)
SOUP = ("Recipes for Soup from Photographs", "A cookbook model names ingredients in pictures.")


def of(number: int, text: tuple[str, str]) -> Paper:
    return paper(number, title=text[0], abstract=text[1])


def points(candidate: Paper, *voted: tuple[Paper, int]) -> int:
    moved = shifts([candidate], liking(voted))
    return moved[candidate.id].points if moved else 0


def test_a_paper_like_one_voted_up_rises_and_says_so() -> None:
    moved = shifts([of(1, STAIRS), of(2, PARSING)], liking([(of(3, GAIT), 1)]))
    assert set(moved) == {of(1, STAIRS).id}
    (shift,) = moved.values()
    assert 1 <= shift.points <= MOST_POINTS
    assert shift.evidence == Evidence("votes", f"1 up +{shift.points}", "votes")


def test_a_paper_like_one_voted_down_falls_as_far() -> None:
    up, down = points(of(1, STAIRS), (of(3, GAIT), 1)), points(of(1, STAIRS), (of(3, GAIT), -1))
    assert down == -up < 0


def test_votes_for_and_against_the_same_subject_cancel_out() -> None:
    twin = of(4, GAIT)
    assert points(of(1, STAIRS), (of(3, GAIT), 1), (twin, -1)) == 0


def test_more_votes_and_more_papers_weigh_more_but_never_over_the_limit() -> None:
    one = points(of(1, STAIRS), (of(3, GAIT), 1))
    sure = points(of(1, STAIRS), (of(3, GAIT), 5))
    several = points(of(1, STAIRS), *((of(number, GAIT), 1) for number in range(10, 13)))
    crowd = points(of(1, GAIT), *((of(number, GAIT), 1000) for number in range(10, 60)))
    assert one < sure <= MOST_POINTS
    assert one < several <= MOST_POINTS
    assert crowd == MOST_POINTS


def test_a_paper_is_not_moved_by_its_own_votes() -> None:
    assert points(of(1, GAIT), (of(1, GAIT), 3)) == 0
    assert points(of(1, GAIT), (of(2, GAIT), 3)) > 0


def test_many_papers_hardly_alike_prove_nothing() -> None:
    crowd = [(of(number, (f"{SOUP[0]} {number}", SOUP[1])), 1) for number in range(10, 90)]
    assert points(of(1, PARSING), *crowd) == 0


def test_without_votes_nothing_moves() -> None:
    assert shifts([of(1, GAIT)], liking([])) == {}
    assert shifts([of(1, GAIT)], liking([(of(2, GAIT), 0)])) == {}
    assert shifts([], liking([(of(2, GAIT), 1)])) == {}


def test_votes_older_than_the_newest_hundred_are_left_out() -> None:
    newer = [(of(number, SOUP), 1) for number in range(100, 100 + MOST_LIKED)]
    assert points(of(1, STAIRS), *newer[:-1], (of(3, GAIT), 1)) > 0
    assert points(of(1, STAIRS), *newer, (of(3, GAIT), 1)) == 0


def test_a_paper_without_words_is_like_nothing() -> None:
    empty = of(1, ("", ""))
    assert points(empty, (of(3, GAIT), 1)) == 0
    assert points(of(1, STAIRS), (of(3, ("$$", "")), 1)) == 0
    assert points(empty, (of(3, ("", "")), 1)) == 0


def test_a_shift_does_not_depend_on_the_other_candidates() -> None:
    liked = liking([(of(3, GAIT), 1)])
    alone = shifts([of(1, STAIRS)], liked)
    among = shifts([of(2, SOUP), of(1, STAIRS), of(4, PARSING), of(5, ("", ""))], liked)
    assert alone == among


def test_columns_are_unit_vectors() -> None:
    liked = liking([(of(1, GAIT), 1), (of(2, SOUP), -1)])
    assert np.linalg.norm(liked.vectors, axis=0) == pytest.approx([1, 1], abs=1e-5)


def test_votes_are_told_and_relevance_stays() -> None:
    one = AnnouncedPaper(of(1, STAIRS), AnnounceType.NEW)
    match = Match("Gait", 39, (Evidence("keyword", "gait", "title"),))
    shift = Shift(6, Evidence("votes", "2 up +6", "votes"))
    told = explained(Candidate(one, match), {one.paper.id: shift})
    assert told.match.relevance == 39
    say = translator("en")
    assert reason(told.match, say) == "“gait” in the title; like 2 papers voted up here (+6)"
    assert explained(Candidate(one, match), {}) == Candidate(one, match)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 up +3", "like 1 paper voted up here (+3)"),
        ("1 down -3", "like 1 paper voted down here (-3)"),
        ("4 down -10", "like 4 papers voted down here (-10)"),
    ],
)
def test_the_reason_counts_the_papers_that_agree(text: str, expected: str) -> None:
    assert reason(Match(None, None, (Evidence("votes", text, "votes"),)), translator("en")) == (
        expected
    )


WORDS = st.lists(
    st.sampled_from(["gait", "robot", "soup", "latin", "parse", "gravel", "snow", "$", "é"]),
    max_size=9,
)


@given(
    voted=st.lists(st.tuples(WORDS, st.integers(-4, 4)), max_size=6),
    candidates=st.lists(WORDS, min_size=1, max_size=4),
)
def test_any_votes_move_a_paper_within_the_limit(
    voted: list[tuple[list[str], int]], candidates: list[list[str]]
) -> None:
    """The sign of a shift is that of the papers that it names, which there must be."""
    liked = liking([(of(n, (" ".join(words), "")), net) for n, (words, net) in enumerate(voted)])
    papers = [of(100 + n, (" ".join(words), "")) for n, words in enumerate(candidates)]
    for shift in shifts(papers, liked).values():
        number, direction, told = shift.evidence.text.split()
        assert 0 < abs(shift.points) <= MOST_POINTS
        assert (direction == "up") == (shift.points > 0) == (int(told) > 0)
        assert 1 <= int(number) <= len(voted)
