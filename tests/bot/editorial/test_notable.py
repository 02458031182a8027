"""The prior of what people tend to pick."""

from typing import Any

import numpy as np
import pytest

from bot.editorial.choosing.notable import notable, order
from bot.editorial.choosing.picked_authors import PickedAuthors, name_number
from bot.editorial.choosing.prior_features import Facts
from bot.editorial.choosing.prior_weights import MOST_OF_AUTHORS, PriorWeights, shipped_weights
from bot.values.announcements import AnnouncedPaper
from bot.values.listings import AnnounceType
from bot.values.papers import Author
from tests.values import paper

KNOWN = "Ada Quill"
NOTHING = Facts(*(0.0,) * len(Facts._fields))


def people(count: int) -> tuple[Author, ...]:
    return tuple(Author(f"Person {number}") for number in range(count))


def weights(picks: int = 0, papers: int = 0, **terms: int) -> PriorWeights:
    """Weights of one known author and of the given words, in halves."""
    return PriorWeights(
        terms=terms,
        step=0.5,
        usual_terms=0.0,
        facts=(1.0,) * 8 + (0.0, 0.0),  # lengths count nothing
        usual_facts=NOTHING,
        history=(3.0, 3.0, 3.0),
        fields=frozenset({"cs.CL"}),
        authors=PickedAuthors(
            np.array([name_number(KNOWN)], np.uint32),
            np.array([papers], np.uint8),
            np.array([picks], np.uint8),
        ),
    )


def signals(table: PriorWeights | None = None, **changes: Any) -> list[str]:
    return [one.text for one in notable(paper(**changes), table).signals]


def score(table: PriorWeights | None = None, **changes: Any) -> float:
    return notable(paper(**changes), table).score


def test_an_ordinary_paper_has_no_signal() -> None:
    assert signals(abstract="We sort pebbles.", authors=people(2)) == []


def test_released_code_and_a_project_page_are_named() -> None:
    abstract = "Code: https://github.com/nobody/pebbles, page: https://nobody.github.io/pebbles"
    assert signals(abstract=abstract, authors=people(2)) == ["code released", "project page"]


def test_comments_say_nothing_since_no_feed_has_them() -> None:
    comments = "Technical report, https://github.com/nobody/pebbles"
    assert signals(comments=comments) == []
    assert score(comments=comments) == score()


def test_many_authors_are_counted_aloud() -> None:
    assert signals(abstract="We sort pebbles.", authors=people(23)) == ["23 authors"]


def test_each_signal_that_is_told_raises_the_score() -> None:
    plain = score(authors=people(3))
    assert score(authors=people(30)) > plain
    code, page = " https://github.com/nobody/pebbles", " See https://nobody.github.io/pebbles"
    for added in (" A technical report.", code, page):
        assert score(authors=people(3), abstract=paper().abstract + added) > plain


def test_a_paper_without_authors_and_text_has_a_score() -> None:
    assert abs(score(authors=(), title="", abstract="", categories=())) < 5


def test_words_and_authors_that_nobody_saw_add_nothing() -> None:
    unknown = {"title": "Qwxyz", "abstract": "Zyxwq vkjh.", "categories": ("cs.CL",)}
    table = weights(5, 5, pebbles=4)
    same_facts = {"title": "Zwxyq", "abstract": "Kyxwq vkjh.", "categories": ("hep-th",)}
    assert score(table, **unknown) == score(table, **same_facts)


def test_outside_the_fields_that_were_seen_words_and_names_count_nothing() -> None:
    table = weights(5, 5, pebbles=4)
    known = {"authors": (Author(KNOWN),)}
    there = score(table, categories=("hep-th", "math.AG"), **known)
    assert there == score(table, categories=("hep-th",), authors=people(1))
    assert score(table, categories=("hep-th", "cs.CL"), **known) > there
    assert signals(table, categories=("hep-th",), **known) == []


def test_outside_them_neither_the_wording_nor_the_lengths_count() -> None:
    there: dict[str, Any] = {"authors": people(3), "categories": ("hep-th",)}
    plain = score(title="Pebbles", abstract="We sort pebbles.", **there)
    worded = "We sort pebbles in a technical report. " * 20
    assert score(title="Pebbles: all of them, " * 4, abstract=worded, **there) == plain
    assert score(title="Pebbles", abstract=worded, authors=people(3)) != plain
    assert score(abstract="See https://nobody.github.io/pebbles", **there) > plain


def test_often_picked_authors_are_told_and_raise_the_score() -> None:
    table = weights(picks=3, papers=4)
    assert signals(table, authors=(Author(KNOWN),)) == ["often-picked authors"]
    assert score(table, authors=(Author(KNOWN),)) > score(table, authors=people(1))


@pytest.mark.parametrize(("picks", "papers"), [(1, 2), (3, 60)])
def test_one_pick_and_few_of_many_raise_a_little_and_are_not_called_often(
    picks: int, papers: int
) -> None:
    table = weights(picks=picks, papers=papers)
    assert signals(table, authors=(Author(KNOWN),)) == []
    assert score(table, authors=(Author(KNOWN),)) > score(table, authors=people(1))


def test_a_name_is_the_same_with_other_accents_and_signs() -> None:
    assert name_number("Zoë Q. Bell-Ray") == name_number("Zoe Q Bellray")
    assert name_number(r"Zo\"e Bell") == name_number("Zoë Bell")
    assert name_number("Zoë Bell") != name_number("Bell Zoë")


def test_known_authors_never_add_more_than_the_bound() -> None:
    table = weights(picks=255, papers=255)
    gained = score(table, authors=(Author(KNOWN),)) - score(table, authors=people(1))
    assert gained == MOST_OF_AUTHORS


def test_a_good_word_of_unknown_authors_can_come_before_known_ones() -> None:
    table = weights(picks=255, papers=255, kites=6)
    kites = score(table, abstract="We fly kites.", authors=people(1))
    assert kites > score(table, abstract="We fly boxes.", authors=(Author(KNOWN),))


def test_the_shipped_weights_know_authors_by_two_counts_and_no_name() -> None:
    known = shipped_weights().authors
    assert len(known.names) == len(known.papers) == len(known.picks) > 1000
    assert (np.diff(known.names.astype(np.int64)) > 0).all()
    assert (known.picks > 0).all()
    assert (known.picks <= known.papers).all()


def test_new_stands_before_cross_listed_where_the_prior_is_the_same() -> None:
    alike = {"title": "Pebbles", "abstract": "We sort pebbles."}
    new = AnnouncedPaper(paper(1, **alike), AnnounceType.NEW)
    cross = AnnouncedPaper(paper(2, **alike), AnnounceType.CROSS)
    assert order(new) < order(cross)


def test_ties_are_not_broken_by_the_order_of_ids() -> None:
    alike = {"title": "Pebbles", "abstract": "We sort pebbles."}
    papers = [AnnouncedPaper(paper(number, **alike), AnnounceType.NEW) for number in range(40)]
    backwards = papers[::-1]
    ids = [one.paper.id for one in sorted(papers, key=order)]
    assert ids == [one.paper.id for one in sorted(backwards, key=order)]
    assert ids not in (sorted(ids), sorted(ids, reverse=True))
