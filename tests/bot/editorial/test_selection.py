"""Which papers a channel is shown."""

from collections.abc import Mapping
from typing import Any

from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.editorial.choosing.liked import liking
from bot.editorial.choosing.selection import (
    MATCH_THRESHOLD,
    Taste,
    best_match,
    choose,
    ranked,
    select,
)
from bot.values.announcements import AnnouncedPaper, Announcement, CategoryCount, Counts
from bot.values.listings import AnnounceType, ListingState
from bot.values.papers import Author, Paper
from bot.values.topics import Candidate, Match, Selection, Topic
from tests.values import DAY, paper

NEW, CROSS, REPLACE = AnnounceType.NEW, AnnounceType.CROSS, AnnounceType.REPLACE
WANTED = Topic(name="wanted", description="pebbles")


def announced(*papers: Paper | AnnouncedPaper) -> Announcement:
    fresh = CategoryCount(ListingState.FRESH, Counts())
    return Announcement(
        dates=(DAY,),
        papers=tuple(
            one if isinstance(one, AnnouncedPaper) else AnnouncedPaper(one, NEW) for one in papers
        ),
        unreadable=(),
        counts=Counts(),
        categories={"cs.CL": fresh, "cs.SD": fresh},
        basis="announced",
    )


def scored(topic: Topic, values: Mapping[int, int]) -> dict[Topic, dict[str, Match]]:
    return {topic: {paper(n).id: Match(topic.name, value) for n, value in values.items()}}


def distinct(number: int) -> Paper:
    """Papers that have no word in common, so that variety leaves them as they are ranked."""
    return paper(number, title=f"title{number}", abstract=f"abstract{number}")


def shown(selection: Selection) -> list[str]:
    return [one.announced.paper.id for one in selection.shown]


def ids(*numbers: int) -> list[str]:
    return [paper(number).id for number in numbers]


def test_replacements_are_never_candidates() -> None:
    day = announced(AnnouncedPaper(paper(1), REPLACE), AnnouncedPaper(paper(2), CROSS))
    chosen = choose(day, (), {}, 10)
    assert [one.announced.paper.id for one in chosen.matched] == ids(2)


def test_papers_are_shown_by_relevance() -> None:
    day = announced(*map(distinct, (1, 2, 3)))
    chosen = choose(day, [WANTED], scored(WANTED, {1: 50, 2: 90, 3: 70}), 2)
    assert shown(chosen) == ids(2, 3)
    assert len(chosen.matched) == 3


def test_a_paper_below_the_threshold_is_a_near_miss_unless_it_is_noise() -> None:
    day = announced(*map(distinct, (1, 2, 3, 4)))
    chosen = choose(day, [WANTED], scored(WANTED, {1: MATCH_THRESHOLD, 2: 39, 3: 21, 4: 20}), 10)
    assert shown(chosen) == ids(1)
    assert [one.announced.paper.id for one in chosen.near_misses] == ids(2, 3)


def test_at_most_five_near_misses_are_told() -> None:
    day = announced(*map(distinct, range(9)))
    chosen = choose(day, [WANTED], scored(WANTED, {n: 25 + n for n in range(9)}), 10)
    assert [one.announced.paper.id for one in chosen.near_misses] == ids(8, 7, 6, 5, 4)


def test_a_paper_shown_before_counts_as_matched_and_is_not_shown_again() -> None:
    day = announced(*map(distinct, (1, 2)))
    scores = scored(WANTED, {1: 90, 2: 80})
    chosen = choose(day, [WANTED], scores, 10, frozenset(ids(1)))
    assert shown(chosen) == ids(2)
    assert len(chosen.matched) == 2


def test_the_categories_of_a_topic_restrict_its_papers() -> None:
    topic = Topic(name="t", description="pebbles", categories=("math.MP",))
    inside, outside = paper(1, categories=("math-ph",)), paper(2, categories=("cs.CL",))
    chosen = choose(announced(inside, outside), [topic], scored(topic, {1: 50, 2: 99}), 10)
    assert shown(chosen) == ids(1)
    assert chosen.near_misses == ()


def test_the_best_topic_of_a_paper_is_told() -> None:
    other = Topic(name="other", description="sound")
    scores = {**scored(WANTED, {1: 60}), **scored(other, {1: 80})}
    (one,) = choose(announced(paper(1)), [WANTED, other], scores, 10).shown
    assert one.match == Match("other", 80)


def test_the_prior_parts_ties_only() -> None:
    many = tuple(Author(f"Person {number}") for number in range(30))
    day = announced(distinct(1), paper(2, title="title2", abstract="abstract2", authors=many))
    assert shown(choose(day, [WANTED], scored(WANTED, {1: 70, 2: 70}), 10)) == ids(2, 1)
    assert shown(choose(day, [WANTED], scored(WANTED, {1: 71, 2: 70}), 10)) == ids(1, 2)


def test_with_categories_alone_everything_new_or_cross_listed_matches() -> None:
    day = announced(paper(1), AnnouncedPaper(paper(2), CROSS))
    chosen = choose(day, (), {}, 10)
    assert len(chosen.matched) == 2
    assert chosen.near_misses == ()
    assert {one.match.relevance for one in chosen.shown} == {None}
    first = chosen.shown[0].match
    assert first.topic is None
    assert [(one.kind, one.text) for one in first.evidence] == [("category", "cs.CL")]


def test_with_categories_alone_the_prior_orders_and_says_why() -> None:
    plain = distinct(1)
    linked = paper(2, title="title2", abstract="See https://github.com/nobody/pebbles")
    chosen = choose(announced(plain, linked), (), {}, 10)
    assert shown(chosen) == ids(2, 1)
    told = [(one.kind, one.text) for one in chosen.shown[0].match.evidence]
    assert ("notable", "code released") in told


def test_a_topic_of_categories_alone_stands_after_what_is_relevant() -> None:
    everything = Topic(name="all of cs.CL", categories=("cs.CL",))
    day = announced(*map(distinct, (1, 2, 3)))
    scores = scored(WANTED, {2: 80, 3: MATCH_THRESHOLD - 1})
    chosen = choose(day, [WANTED, everything], scores, 10)
    assert shown(chosen)[0] == paper(2).id
    assert [one.match.topic for one in chosen.shown] == ["wanted", "all of cs.CL", "all of cs.CL"]
    assert chosen.near_misses == ()


def test_two_topics_with_good_matches_both_get_places() -> None:
    other = Topic(name="other", description="sound")
    day = announced(*map(distinct, range(12)))
    scores = {**scored(WANTED, dict.fromkeys(range(10), 90)), **scored(other, {10: 50, 11: 45})}
    chosen = choose(day, [WANTED, other], scores, 4)
    assert [one.match.topic for one in chosen.shown].count("other") == 1


def test_the_rank_puts_papers_without_a_match_last() -> None:
    matches = {1: Match(None, 0), 2: Match("t", 30), 3: Match("t", 60)}
    papers = [
        Candidate(AnnouncedPaper(distinct(number), NEW), found) for number, found in matches.items()
    ]
    ordered = ranked(papers)
    assert [one.announced.paper.id for one in ordered] == ids(3, 2, 1)


async def test_a_selection_is_scored_and_chosen_in_one_call() -> None:
    fish = paper(2, title="Fish", abstract="We count fish.")
    scoring = LexicalScorer().over([paper(1), fish])
    chosen = await select(announced(paper(1), fish), [WANTED], scoring, 10)
    assert shown(chosen) == ids(1)


async def test_one_paper_tells_how_it_meets_the_topics() -> None:
    match = await best_match(paper(1), [WANTED], LexicalScorer().over([paper(1)]))
    assert match is not None
    assert match.topic == "wanted"
    fish = paper(2, title="Fish", abstract="We count fish.")
    assert await best_match(fish, [WANTED], LexicalScorer().over([fish])) is None


def about(number: int, subject: str, **changes: Any) -> Paper:
    return paper(number, title=f"{subject} {subject}s", abstract=f"On the {subject}.", **changes)


def test_votes_order_what_matches_and_say_so() -> None:
    scores = {WANTED: {paper(n).id: Match("wanted", 60 - n) for n in (1, 2)}}
    day = announced(about(1, "heron"), about(2, "otter"))
    liked = liking([(about(3, "otter"), 2)])
    chosen = choose(day, [WANTED], scores, 10, liked=liked)
    assert shown(chosen) == ids(2, 1)
    otter = chosen.shown[0].match
    assert otter.relevance == 58
    assert [one.kind for one in otter.evidence] == ["votes"]


def test_votes_lift_nothing_over_the_threshold_and_drop_nothing_under_it() -> None:
    near = {1: MATCH_THRESHOLD - 1, 2: MATCH_THRESHOLD}
    day = announced(about(1, "otter"), about(2, "heron"))
    for net in (9, -9):
        liked = liking([(about(3, "otter"), net), (about(4, "heron"), -net)])
        chosen = choose(day, [WANTED], scored(WANTED, near), 10, liked=liked)
        assert [one.announced.paper.id for one in chosen.matched] == ids(2)
        assert shown(chosen) == ids(2)
        assert [one.announced.paper.id for one in chosen.near_misses] == ids(1)
        assert chosen.near_misses[0].match.evidence == ()


def test_votes_decide_who_gets_a_place() -> None:
    day = announced(about(1, "heron"), about(2, "otter"))
    liked = liking([(about(3, "otter"), 2)])
    for prior in (True, False):
        chosen = choose(day, (), {}, 1, taste=Taste(prior=prior), liked=liked)
        assert shown(chosen) == ids(2)
    assert len(choose(day, (), {}, 1, liked=liked).matched) == 2


def test_votes_do_not_carry_a_paper_of_a_bare_category_over_one_that_was_asked_for() -> None:
    bare = Topic(name="sound", categories=("cs.SD",))
    day = announced(about(1, "heron"), about(2, "otter"))
    liked = liking([(about(3, "otter"), 9)])
    chosen = choose(day, [WANTED, bare], scored(WANTED, {1: 45}), 10, liked=liked)
    assert shown(chosen) == ids(1, 2)
