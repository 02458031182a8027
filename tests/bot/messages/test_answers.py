from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.messages.answers import answer_message
from bot.messages.blocks import Buttons, Quote
from bot.messages.plain import plain
from bot.translator import translator
from bot.values.analyses import Answer, FormRead, Passage, Said
from bot.values.full_texts import Place
from tests.values import paper

EN = translator("en")
LARK = Passage(
    "q1",
    "2602.90001",
    "It was long. We used the Lark optimizer. It was cheap.",
    Place("2 Training", 4),
    "We used the Lark optimizer.",
)
TABLE = Passage(
    "q2", "2602.90002", "Table 1: Cost.\nName | Cost\nKite | 12", Place("", None, "Table 1")
)
HTML = FormRead("2602.90001", 2, "html")
PDF = FormRead("2602.90002", None, "pdf")


def answer(**changes: Any) -> Answer:
    fields: dict[str, Any] = {
        "question": "Which optimizer was used?",
        "passages": (LARK, TABLE),
        "forms": (HTML,),
    }
    return Answer(**(fields | changes))


def text_of(given: Answer, *numbers: int, language: str = "en") -> str:
    papers = [paper(number) for number in numbers or (1,)]
    return plain(answer_message(given, papers, translator(language)))


def test_passages_are_quoted_with_their_places_and_say_that_no_model_wrote() -> None:
    text = text_of(answer())
    assert "[1] 2 Training · page 4" in text
    assert "[2] Table 1" in text
    assert text.count("Lark") == 1
    assert "Passages from 2602.90001v2 (full text, HTML), found without a model." in text


def test_the_first_passage_is_open_and_shows_the_sentence_that_was_found() -> None:
    quotes = [
        one for one in answer_message(answer(), [paper(1)], EN).blocks if isinstance(one, Quote)
    ]
    assert [one.folded for one in quotes] == [False, True]
    assert [(one.text, one.style) for one in quotes[0].paragraphs[0]] == [
        ("It was long. ", "plain"),
        ("We used the Lark optimizer.", "strong"),
        (" It was cheap.", "plain"),
    ]
    assert [line[0].text for line in quotes[1].paragraphs][1:] == ["Name | Cost", "Kite | 12"]


def test_a_models_sentences_point_at_the_passages_below_them() -> None:
    given = answer(
        said=(Said("A cheap one.", ("q2",)), Said("It is called Lark.", ("q1", "q2"))),
        model="gpt-x",
        made_at=datetime(2026, 2, 13, tzinfo=UTC),
    )
    text = text_of(given)
    assert "A cheap one. [1]" in text
    assert "It is called Lark. [2] [1]" in text
    assert text.index("[1] Table 1") < text.index("[2] 2 Training")
    assert "Answered by gpt-x from 2602.90001v2 (full text, HTML);" in text


def test_passages_that_no_sentence_names_are_not_shown_with_an_answer() -> None:
    assert "Table 1" not in text_of(answer(said=(Said("Lark.", ("q1",)),), model="gpt-x"))


def test_what_is_not_told_is_said_with_the_nearest_passages() -> None:
    text = text_of(answer(untold=True, model="gpt-x"))
    assert "The paper does not say. These passages come closest to the question:" in text
    assert "gpt-x searched 2602.90001v2" in text
    assert "The papers do not say." in text_of(
        answer(untold=True, passages=(), forms=(HTML, PDF)), 1, 2
    )


def test_an_abstract_is_said_to_be_all_that_was_read() -> None:
    text = text_of(answer(untold=True, forms=(FormRead("2602.90001", 1, "abstract"),)))
    assert "The abstract does not say, and I could not read more of the paper." in text
    assert "abstract only" in text


def test_several_papers_are_told_apart_and_compared_line_by_line() -> None:
    given = answer(
        said=(Said("Lark.", ("q1",)), Said("Kites.", ("q2",))),
        table=(("", "Data", "Cost"), ("PebbleNet", "4,200", "12"), ("Kites", "900", "")),
        forms=(HTML, PDF),
        model="gpt-x",
    )
    text = text_of(given, 1, 2)
    assert "[1] Invented System 1: Sorting Pebbles by Sound · 2 Training · page 4" in text
    assert "Data: 4,200 · Cost: 12" in text
    assert "Data: 900\n" in text
    assert "2602.90001v2 (full text, HTML), 2602.90002 (full text, PDF)" in text


def test_of_several_papers_the_one_without_an_answer_is_named() -> None:
    text = text_of(answer(silent=("2602.90002",), forms=(HTML, PDF)), 1, 2)
    assert "I found no clear answer in: Invented System 2" in text
    assert "no clear answer" not in text_of(answer(forms=(HTML, PDF)), 1, 2)


def test_why_something_could_not_be_done_is_said_in_the_readers_language() -> None:
    why = "The model could not be reached."
    assert why in text_of(answer(why=why))
    chinese = text_of(answer(why=why), language="zh-Hans")
    assert why not in chinese
    assert "Passages from" not in chinese


def test_more_can_be_asked_by_a_button() -> None:
    blocks = answer_message(answer(), [paper(1)], EN).blocks
    buttons = next(one for one in blocks if isinstance(one, Buttons))
    assert [one.command for one in buttons.rows[0]] == ["/ask 2602.90001", "/paper 2602.90001"]
    assert buttons.rows[0][0].asks


def test_a_doubt_stands_above_the_passages() -> None:
    text = text_of(answer(why="The model could not be reached."))
    assert text.index("could not be reached") < text.index("[1]")


def test_what_is_not_told_without_a_model_quotes_nothing_and_names_no_passages() -> None:
    text = text_of(answer(untold=True, passages=()))
    assert "The paper does not say.\n" in text
    assert "I searched 2602.90001v2" in text
    assert "[1]" not in text


def test_of_a_long_passage_the_sentences_that_matter_are_shown_without_a_model() -> None:
    filler = "Nothing of what this sentence tells helps anybody who asked. "
    long = replace(LARK, text=filler * 4 + "Lark is an optimizer of kites. " + LARK.text)
    shown = text_of(answer(passages=(long,)))
    assert "… Lark is an optimizer of kites. It was long. We used the Lark optimizer. …" in shown
    assert filler.strip() not in shown
    cited = text_of(answer(passages=(long,), said=(Said("Lark.", ("q1",)),), model="gpt-x"))
    assert filler.strip() in cited


def test_of_a_long_table_eight_rows_are_shown_with_its_heading() -> None:
    rows = [f"Kite {n} | {n * 7}" for n in range(12)]
    text = "\n".join(("Table 1: Cost.", "Name | Cost", *rows, "Lark optimizer | 3"))
    shown = text_of(answer(passages=(replace(TABLE, text=text, focus="Kite 11 | 77"),)))
    assert "Table 1: Cost." in shown
    assert "Name | Cost" in shown
    assert "Lark optimizer | 3" in shown
    assert "Kite 11 | 77" in shown
    assert shown.count(" | ") == 9
    short = text_of(answer(passages=(replace(TABLE, text="\n".join(text.splitlines()[:10])),)))
    assert short.count(" | ") == 9
    assert "…" not in short


def test_where_a_paper_may_tell_all_the_same_it_is_not_said_to_be_silent() -> None:
    text = text_of(answer(passages=(), why="Nothing was found."))
    assert "Nothing was found." in text
    assert "does not say" not in text
    assert "I searched 2602.90001v2" in text
