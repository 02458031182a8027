from dataclasses import replace

import pytest

from bot.editorial.retrieving.finding import candidates, fused, passages_of, unheard_by
from bot.editorial.retrieving.index import index_of
from bot.editorial.retrieving.question import read_question
from bot.values.analyses import Passage
from bot.values.full_texts import FullText, Piece, Section
from tests.asked_papers import KITES, SORTER

INDEX = index_of(SORTER)


def found(question: str) -> tuple[Passage, ...]:
    return passages_of({SORTER.paper_id: candidates(INDEX, read_question(question))})


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which optimizer was used?", "We used the Lark optimizer"),
        ("Why did they keep the microphone away?", "closer recordings were spoilt by wind"),
        ("How long did learning last?", "Training took nine hours"),
        ("What is it unable to distinguish?", "cannot tell granite from gneiss"),
        ("What does MTI tell?", "The mean tone index (MTI) tells"),
        ("What accuracy does EyeSort reach?", "EyeSort | 78.2 | 30"),
        ("Where are the recordings kept?", "town library"),
        ("PebbleNet 使用了什么优化器？", "We used the Lark optimizer"),
        ("What is in Table 1?", "PebbleNet | 91.5 | 12"),
        ("What does section 4 say?", "cannot tell granite"),
        ("What does figure 1 show?", "A pebble in front of the microphone"),
    ],
)
def test_the_first_passage_has_the_answer(question: str, answer: str) -> None:
    assert answer in found(question)[0].text


def test_a_passage_knows_its_place_and_the_sentence_that_was_found() -> None:
    first = found("Which optimizer was used?")[0]
    assert first.place.section == "2 Training"
    assert first.focus == "We used the Lark optimizer with a learning rate of 0.003."
    assert first.key == "q1"


def test_rows_come_below_their_caption_and_their_heading() -> None:
    lines = found("What accuracy does EyeSort reach?")[0].text.splitlines()
    assert lines[:2] == [
        "Table 1: Accuracy in percent on the beach benchmark.",
        "Sorter | Accuracy | Cost",
    ]


def test_what_limits_a_paper_is_first_told_by_the_section_that_is_called_so() -> None:
    noise = (
        "The limits of hearing are limited, and limits of pebbles limit the limits of a sorter. "
        "Its limits are limited by limits."
    )
    text = replace(SORTER, pieces=(Piece("paragraph", noise, 0), *SORTER.pieces))
    for question in ("What are its limits?", "Which limitations does the paper have?"):
        asked = read_question(question)
        first = passages_of({text.paper_id: candidates(index_of(text), asked)})[0]
        assert first.place.section == "4 Limitations"


@pytest.mark.parametrize(
    ("question", "is_of_the_work"),
    [
        ("What are its limits?", True),
        ("what are the main limitations of this study", True),
        ("Which weaknesses do the authors admit?", True),
        ("这篇论文有哪些局限？", True),
        ("What limits the depth of the kiln?", False),
        ("What is the limit on the length of the input?", False),
    ],
)
def test_a_question_about_the_limits_of_the_work_is_known(
    question: str, is_of_the_work: bool
) -> None:
    assert ("admission" in read_question(question).wanted) is is_of_the_work


def test_references_answer_only_questions_about_references() -> None:
    assert not any("Journal of Shores" in one.text for one in found("Who sorts by colour?"))
    cited = found("Which paper on sorting by colour do they cite?")
    assert any("Journal of Shores" in one.text for one in cited)


def test_no_sentence_is_told_twice() -> None:
    passages = found("How does PebbleNet sort pebbles by sound on the beach?")
    sentences = [one for each in passages for one in each.text.split(". ")]
    assert len(sentences) == len(set(sentences))


def test_several_papers_take_turns() -> None:
    question = read_question("How many were used in training?")
    by_paper = {text.paper_id: candidates(index_of(text), question) for text in (SORTER, KITES)}
    passages = passages_of(by_paper)
    assert [one.paper_id for one in passages[:2]] == [SORTER.paper_id, KITES.paper_id]
    assert "900 flights" in passages[1].text
    assert passages[1].place.page == 3


def test_an_embeddings_model_may_put_another_passage_first() -> None:
    ranked = candidates(INDEX, read_question("How is PebbleNet trained?"))
    last = len(ranked) - 1
    assert fused(ranked, [0.1] * last + [0.9])[0].unit == ranked[last].unit
    assert [one.unit for one in fused(ranked, [0.5] * len(ranked))] == [one.unit for one in ranked]


def test_words_that_no_paper_has_are_known() -> None:
    question = read_question("How much electricity did PebbleNet need?")
    assert unheard_by([INDEX], question) == {"electr", "need"}


@pytest.mark.parametrize("question", ["", "???", "why", "the of and"])
def test_a_question_without_words_finds_nothing(question: str) -> None:
    assert found(question) == ()


def test_an_empty_text_has_no_passages() -> None:
    empty = index_of(FullText(paper_id="x", version=1, made_from="abstract"))
    assert candidates(empty, read_question("Which optimizer was used?")) == []


def test_a_caption_of_a_table_that_is_found_is_no_passage_of_its_own() -> None:
    caption = "Accuracy in percent on the beach benchmark"
    passages = found("What accuracy in percent do they reach on the beach benchmark?")
    assert sum(caption in one.text for one in passages) == 1
    assert any("PebbleNet | 91.5" in one.text and caption in one.text for one in passages)
    # alone it stands
    assert "A pebble in front" in found("What does figure 1 show?")[0].text


LOOM = replace(
    SORTER,
    sections=(Section("Training", "1"), Section("Limitations", "2"), Section("Acknowledgements")),
    pieces=(
        Piece(
            "paragraph",
            "The loom is trained in one go. We train it for 90,000 steps with a batch of 128 on "
            "64 cards. The data are 410,000 videos of hands.",
            0,
        ),
        Piece("paragraph", "The loom breaks thin yarn. Wool was not tried.", 1),
        Piece("paragraph", "Our claim is supported by both tests, which paid off.", 0),
    ),
)
THANKS = Piece("paragraph", "We thank B. Reed. This work was supported by the Wool Council.", 2)


def of_loom(question: str, *more: Piece) -> tuple[Passage, ...]:
    text = replace(LOOM, pieces=(*LOOM.pieces, *more))
    return passages_of({LOOM.paper_id: candidates(index_of(text), read_question(question))})


def test_the_sentence_in_bold_is_the_one_that_names_what_is_asked_for() -> None:
    assert of_loom("Which data was it trained on?")[0].focus.startswith("The data are 410,000")
    assert of_loom("How many steps was it trained for?")[0].focus.startswith("We train it for")


def test_who_paid_is_told_where_the_paper_says_so_or_not_at_all() -> None:
    for question in ("Who funded this?", "Who paid for it?", "谁资助了这项工作？"):
        assert "supported by the Wool Council" in of_loom(question, THANKS)[0].text
        assert of_loom(question) == ()


@pytest.fixture
def headed() -> FullText:
    """With names and addresses above, a note on the code, and much about code that is not it."""
    head = [
        Piece("paragraph", "Ada Pebble, Rock Sorter", None, page=1),
        Piece("paragraph", "ADA,ROCK@SHORE.EXAMPLE", None, page=1),
        Piece("paragraph", "Institute of Beach Studies, Shoreham", None, page=1),
    ]
    notes = [
        Piece("paragraph", "The code of a pebble is its colour, where the sea is open.", 2, page=2),
        Piece("footnote", "https://github.com/shore/pebble", 1, page=2),
    ]
    return replace(SORTER, pieces=(*head, *SORTER.pieces, *notes), pages=9)


@pytest.mark.parametrize(
    "question",
    ["Is the code released?", "where can I find the code?", "Is it open source?", "代码开源了吗？"],
)
def test_where_the_code_is_to_be_had_is_told_first(headed: FullText, question: str) -> None:
    asked = read_question(question)
    first = passages_of({headed.paper_id: candidates(index_of(headed), asked)})[0]
    assert "github.com/shore/pebble" in first.text


def test_the_head_of_a_paper_answers_for_its_authors_alone(headed: FullText) -> None:
    index = index_of(headed)
    where = candidates(index, read_question("Where do the authors work?"))
    assert "Institute of Beach Studies" in passages_of({headed.paper_id: where})[0].text
    for question in ("Which pebbles does the institute sort?", "What does Shoreham sort?"):
        told = passages_of({headed.paper_id: candidates(index, read_question(question))})
        assert not any("SHORE.EXAMPLE" in each.text for each in told)
        assert not any("Shoreham" in each.text for each in told)
