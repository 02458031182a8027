"""Sentences of a paragraph that goes on over the page stand on the page where they begin."""

import re

from bot.editorial.analysing.portions import portions_of
from bot.editorial.full_text.prose import sentences_of
from bot.editorial.retrieving.units import units_of
from bot.values.full_text_forms import full_text_bytes, full_text_from
from bot.values.full_texts import FullText, Piece, Section

FIRST = "We fire the kilns of three potters for a week."
OVER = "Each of them has two chambers and one door."
NEXT = "The clay of the second kiln is wet."


def _text(*pieces: Piece) -> FullText:
    sections = (Section("Methods", "2", page=4),)
    return FullText(paper_id="x", version=1, made_from="pdf", sections=sections, pieces=pieces)


# the page ends within the second sentence
TURNED = _text(
    Piece("paragraph", f"{FIRST} {OVER} {NEXT}", section=0, page=4, turns=((len(FIRST) + 9, 5),))
)


def test_a_sentence_stands_where_it_begins() -> None:
    assert [(one.text, one.place.page) for one in sentences_of(TURNED)] == [
        (FIRST, 4),
        (OVER, 4),
        (NEXT, 5),
    ]


def test_passages_for_questions_stand_where_they_begin() -> None:
    assert [one.place.page for one in units_of(TURNED)] == [4, 4, 5]


def test_passages_for_a_model_end_with_the_page() -> None:
    passages = portions_of(TURNED).all
    assert [(one.text, one.place.page) for one in passages] == [(f"{FIRST} {OVER}", 4), (NEXT, 5)]


def test_what_goes_on_behind_a_float_stands_on_its_own_page() -> None:
    broken = _text(
        Piece("paragraph", f"{FIRST} The clay of the second", section=0, page=4),
        Piece("caption", "Figure 1: A kiln.", section=0, page=5, label="Figure 1"),
        Piece("paragraph", f"kiln is wet. {OVER}", section=0, page=5),
    )
    told = [(one.text, one.place.page) for one in sentences_of(broken) if one.kind == "paragraph"]
    assert told == [(FIRST, 4), (NEXT, 4), (OVER, 5)]


def test_pages_are_kept_with_a_text_and_may_be_missing_in_an_older_one() -> None:
    kept = full_text_bytes(TURNED)
    assert full_text_from(kept) == TURNED
    older = full_text_from(kept.replace(f',"turns":[[{len(FIRST) + 9},5]]'.encode(), b""))
    assert older.pieces[0].turns == ()


def test_sentences_may_be_asked_for_of_those_pieces_alone_that_hold_a_word() -> None:
    text = _text(Piece("paragraph", f"{FIRST} {OVER}"), Piece("paragraph", NEXT))
    assert [one.text for one in sentences_of(text, re.compile("door"))] == [FIRST, OVER]
    assert sentences_of(text, re.compile("window")) == ()


def test_a_sentence_that_is_none_is_passed_over_and_the_others_are_counted_on() -> None:
    found = sentences_of(_text(Piece("paragraph", f"{FIRST} {'0' * 3_000}. {NEXT}", section=0)))
    assert [(one.text, one.at, one.within) for one in found] == [(FIRST, 0, 0), (NEXT, 1, 1)]


def test_a_figure_is_no_heading_that_runs_into_its_paragraph() -> None:
    text = "Results in Fig. 1A–C compare the kilns of the north on a dry day."
    one = FullText(paper_id="x", version=1, made_from="html", pieces=(Piece("paragraph", text),))
    assert [(each.written, each.head) for each in sentences_of(one)] == [(text, "")]
