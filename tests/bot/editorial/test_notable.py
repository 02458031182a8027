"""The prior of what people tend to pick."""

from bot.editorial.choosing.notable import notable, order
from bot.models import AnnouncedPaper, AnnounceType, Author
from tests.values import paper


def people(count: int) -> tuple[Author, ...]:
    return tuple(Author(f"Person {number}") for number in range(count))


def signals(**changes: object) -> list[str]:
    return [one.text for one in notable(paper(**changes)).signals]  # type: ignore[arg-type]


def test_an_ordinary_paper_has_no_signal() -> None:
    assert signals(abstract="We sort pebbles.", authors=people(2)) == []


def test_released_code_and_a_project_page_are_named() -> None:
    abstract = "Code: https://github.com/nobody/pebbles, page: https://nobody.github.io/pebbles"
    assert signals(abstract=abstract, authors=people(2)) == ["code released", "project page"]


def test_a_link_in_the_comments_counts_too() -> None:
    assert signals(comments="https://github.com/nobody/pebbles") == ["code released"]


def test_many_authors_are_counted_aloud() -> None:
    assert signals(abstract="We sort pebbles.", authors=people(23)) == ["23 authors"]


def test_each_signal_raises_the_score() -> None:
    plain = notable(paper(authors=people(3))).score
    assert notable(paper(authors=people(30))).score > plain
    assert notable(paper(authors=people(3), comments="Technical report")).score > plain
    linked = paper(authors=people(3), comments="https://github.com/nobody/pebbles")
    assert notable(linked).score > plain


def test_a_paper_without_authors_has_a_score() -> None:
    assert notable(paper(authors=())).score == 0


def test_new_stands_before_cross_listed_where_the_prior_is_the_same() -> None:
    new = AnnouncedPaper(paper(1), AnnounceType.NEW)
    cross = AnnouncedPaper(paper(2), AnnounceType.CROSS)
    assert order(new) < order(cross)


def test_ties_are_not_broken_by_the_order_of_ids() -> None:
    papers = [AnnouncedPaper(paper(number), AnnounceType.NEW) for number in range(40)]
    backwards = papers[::-1]
    ids = [one.paper.id for one in sorted(papers, key=order)]
    assert ids == [one.paper.id for one in sorted(backwards, key=order)]
    assert ids not in (sorted(ids), sorted(ids, reverse=True))
