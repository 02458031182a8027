"""Terms are counted as the words of each paper say, whatever their numbers."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.choosing.counting import Cells, TermNumbers, count_terms
from bot.editorial.choosing.index import terms_of

WORDS = st.sampled_from(("video", "videos", "diffusion", "the", "k", "mean", "pre-training"))
TEXT = st.lists(WORDS, max_size=8).map(" ".join)


def told(vocabulary: TermNumbers, cells: Cells) -> dict[tuple[str, int], int]:
    terms = list(vocabulary.terms())
    rows = zip(cells.terms.tolist(), cells.papers.tolist(), cells.counts.tolist(), strict=True)
    return {(terms[term], paper): count for term, paper, count in rows}


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_every_term_is_counted_in_its_paper_and_titles_as_often_as_they_weigh(
    texts: list[tuple[str, str]],
) -> None:
    vocabulary, everything = count_terms(texts, 3)
    wanted: Counter[tuple[str, int]] = Counter()
    for paper, (title, abstract) in enumerate(texts):
        wanted.update((term, paper) for term in terms_of(title) * 3 + terms_of(abstract))
    assert told(vocabulary, everything) == wanted


def test_a_term_has_the_number_of_its_place_and_others_have_none() -> None:
    vocabulary, _ = count_terms([("Video diffusion", "We keep k means of a video.")], 2)
    terms = list(vocabulary.terms())
    assert [vocabulary.number(term) for term in terms] == list(range(len(vocabulary)))
    for unknown in ("diffus video", "video parser", "parser", "~parse", "parser video"):
        assert vocabulary.number(unknown) is None, unknown


def test_a_pair_reaches_neither_across_a_stop_word_nor_from_title_to_abstract() -> None:
    vocabulary, _ = count_terms([("Video of diffusion", "models")], 2)
    assert not [term for term in vocabulary.terms() if " " in term]
