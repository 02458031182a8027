"""What one source leaves out of a paper is filled from another."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.details import fill
from bot.values.papers import Author
from tests.values import paper

FIRST, LATER = date(2026, 2, 10), date(2026, 2, 13)


def test_what_is_known_is_never_changed() -> None:
    known = paper(comments="12 pages", doi="10.1/a", license="l")
    other = paper(title="Else", comments="14 pages", doi="10.1/b", license="m")
    assert fill(known, other) == known


def test_a_field_that_the_other_lacks_erases_nothing() -> None:
    known = paper(comments="12 pages", journal_ref="J. 1")
    assert fill(known, paper(comments=None, journal_ref=None, abstract="")) == known


def test_another_version_gives_only_what_all_versions_share() -> None:
    other = paper(version=2, comments="Accepted", updated=LATER, doi="10.1/a", published=FIRST)
    filled = fill(paper(version=1), other)
    assert (filled.doi, filled.published) == ("10.1/a", FIRST)
    assert (filled.comments, filled.updated, filled.version) == (None, None, 1)


def test_an_unknown_version_is_filled_in_where_nothing_speaks_against_it() -> None:
    unknown = paper(version=None, published=FIRST)
    assert fill(unknown, paper(version=1, comments="12 pages")).version == 1
    revised = paper(version=None, published=FIRST, updated=LATER)
    assert fill(revised, paper(version=1, comments="12 pages")) == revised


def test_affiliations_go_to_the_author_of_that_name() -> None:
    known = paper(authors=(Author("José Martí"), Author("Bo Sample", ("Here",))))
    other = paper(authors=(Author("Bo Sample", ("There",)), Author("Jose Marti", ("Havana",))))
    filled = fill(known, other)
    assert [one.affiliations for one in filled.authors] == [("Havana",), ("Here",)]
    assert filled.authors[0].name == "José Martí"


def test_another_paper_gives_nothing() -> None:
    assert fill(paper(1), paper(2, doi="10.1/a")) == paper(1)


@given(st.sampled_from([None, 1, 2]), st.sampled_from([None, 1, 2]))
def test_filling_twice_changes_nothing_more(one: int | None, other: int | None) -> None:
    source = paper(version=other, doi="10.1/a", comments="c", updated=LATER, published=FIRST)
    filled = fill(paper(version=one), source)
    assert fill(filled, source) == filled
