"""Author strings to names and affiliations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.listings.author_names import inverted_author, one_author, split_authors
from bot.values.papers import Author


def _names(text: str) -> list[str]:
    return [author.name for author in split_authors(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Bo", ["Ann Bo"]),
        ("Ann Bo, Cy Do", ["Ann Bo", "Cy Do"]),
        ("Ann Bo and Cy Do", ["Ann Bo", "Cy Do"]),
        ("Ann Bo, Cy Do, and Ed Fo", ["Ann Bo", "Cy Do", "Ed Fo"]),
        ("A. Bo, C.D. Eo and F.G Ho", ["A. Bo", "C.D. Eo", "F.G Ho"]),
        ("Ann Bo; Cy Do", ["Ann Bo", "Cy Do"]),
        ("Sandy Andover, Orlando Rand", ["Sandy Andover", "Orlando Rand"]),
        ("Rob Heath, Jr., Sam Vo III, Tim Wu, IV", ["Rob Heath Jr.", "Sam Vo III", "Tim Wu IV"]),
        (r"J.\,R. Poe, Ann Bo", [r"J.\,R. Poe", "Ann Bo"]),
        (r"{\'E}. {D, E} Foo, Bo", [r"{\'E}. {D, E} Foo", "Bo"]),
        ("Wei (Will) Li, Ann Bo", ["Wei (Will) Li", "Ann Bo"]),
        ("TIDE Collaboration: Ann Bo, Cy Do", ["TIDE Collaboration", "Ann Bo", "Cy Do"]),
        ("Ann Bo, et al.", ["Ann Bo"]),
        ("Ann (Bo, Cy Do", ["Ann (Bo", "Cy Do"]),
        ("", []),
        (" , and ,; ", []),
    ],
)
def test_names_are_told_apart(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_parentheses_after_a_name_are_its_affiliation() -> None:
    assert split_authors("Ann Bo (Univ of X, Y), Cy Do (Lab Z (East)) and Ed Fo") == (
        Author("Ann Bo", ("Univ of X, Y",)),
        Author("Cy Do", ("Lab Z (East)",)),
        Author("Ed Fo"),
    )


def test_numbers_are_looked_up_in_the_list_at_the_end() -> None:
    text = "Ann Bo (1), Cy Do (1 and 2), Ed Fo (2, 3) ((1) Univ A, Town, (2) Lab B and C, (3) D)"
    assert split_authors(text) == (
        Author("Ann Bo", ("Univ A, Town",)),
        Author("Cy Do", ("Univ A, Town", "Lab B and C")),
        Author("Ed Fo", ("Lab B and C", "D")),
    )


def test_the_list_at_the_end_may_stand_without_parentheses() -> None:
    text = "Ann Bo (1), Cy Do (2), (1) Univ A, Town and Port, (2) Lab B"
    assert split_authors(text) == (
        Author("Ann Bo", ("Univ A, Town and Port",)),
        Author("Cy Do", ("Lab B",)),
    )


def test_a_number_that_nothing_explains_is_dropped() -> None:
    assert split_authors("Ann Bo (1), Cy Do (1,2)") == (Author("Ann Bo"), Author("Cy Do"))


def test_an_affiliation_after_a_stray_comma_belongs_to_the_name_before() -> None:
    assert split_authors("Ann Bo, (Univ A), Cy Do") == (
        Author("Ann Bo", ("Univ A",)),
        Author("Cy Do"),
    )


def test_a_name_of_its_own_is_not_split() -> None:
    assert one_author("and Finger, M. and") == Author("Finger, M.")
    assert one_author("Ann Bo (Univ A)", ["Lab B"]) == Author("Ann Bo", ("Lab B",))
    assert one_author("  ") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tran, T. A", "T. A Tran"),
        ("Finger, Jr., M.", "M. Finger Jr."),
        ("Wilson III, L. B.", "L. B. Wilson III"),
        ("Liu, and Yufeng", "Yufeng Liu"),
        ("MAGIC collaboration", "MAGIC collaboration"),
    ],
)
def test_dublin_core_names_are_turned_round(text: str, name: str) -> None:
    assert inverted_author(text) == Author(name)


_WORD = st.text("abcdefghijklmnopqrstuvwxyzäöüßé-'", min_size=2, max_size=8).map(str.capitalize)
_NAME = st.lists(_WORD, min_size=2, max_size=3).map(" ".join)
_PLACE = st.lists(_WORD, min_size=1, max_size=4).map(", ".join)


@given(st.lists(_NAME, min_size=1, max_size=8), st.sampled_from([", ", "; ", " and ", ", and "]))
def test_joined_names_come_back(names: list[str], between: str) -> None:
    assert _names(between.join(names)) == names


@given(st.lists(st.tuples(_NAME, _PLACE), min_size=1, max_size=6))
def test_joined_names_with_affiliations_come_back(people: list[tuple[str, str]]) -> None:
    text = ", ".join(f"{name} ({place})" for name, place in people)
    assert split_authors(text) == tuple(Author(name, (place,)) for name, place in people)


@given(st.lists(st.tuples(_NAME, _PLACE), min_size=1, max_size=6))
def test_numbered_affiliations_come_back(people: list[tuple[str, str]]) -> None:
    names = ", ".join(f"{name} ({n})" for n, (name, _) in enumerate(people, 1))
    places = ", ".join(f"({n}) {place}" for n, (_, place) in enumerate(people, 1))
    expected = tuple(Author(name, (place,)) for name, place in people)
    assert split_authors(f"{names} ({places})") == expected


@given(st.text("ab ,;:()[]{}\\.and123*IJr", max_size=60))
def test_no_text_breaks_the_reader_or_makes_an_empty_name(text: str) -> None:
    for author in split_authors(text):
        assert author.name == author.name.strip()
        assert author.name
        assert all(author.affiliations)
