"""What mathematicians prove, and paragraphs that break off at the end of a column."""

from datetime import date

from bot.editorial.analysing.extract import analysis_of
from bot.editorial.full_text.prose import sentences_of
from bot.values.full_texts import FullText, Piece, Place, Section
from tests.full_text_samples import paper

DAY = date(2026, 2, 13)
ABSTRACT = "We study kilns that are groups. We prove that a kiln is fired once its pots commute."
THEOREM = (
    "Theorem 1.1. Let K be a finite kiln [3]. Then K is fired if and only if its pots commute."
)


def text_of(*pieces: Piece) -> FullText:
    sections = (Section("Abstract"), Section("Introduction", "1"), Section("Proof", "2"))
    return FullText(
        paper_id="2602.01234", version=1, made_from="html", sections=sections, pieces=pieces
    )


def test_the_theorem_of_the_introduction_is_the_result() -> None:
    text = text_of(
        Piece("paragraph", ABSTRACT, 0),
        Piece("paragraph", "Kilns are groups, and it remains unclear when they are fired.", 1),
        Piece("paragraph", THEOREM, 1),
        Piece("paragraph", "Theorem 2.3. Let P be a pot. Then P is round.", 2),
    )
    analysis = analysis_of(paper(title="On kilns", abstract=ABSTRACT), text, "en", DAY)
    told = analysis.parts["experiments"][0]
    assert told.text == THEOREM.replace(" [3]", "")
    assert told.places == (Place("1 Introduction"),)


def test_a_paragraph_goes_on_behind_a_float() -> None:
    text = text_of(
        Piece("paragraph", "Kilns are warm. Code and recordings are available", 1, 1),
        Piece("caption", "A kiln.", 1, 1, "Figure 1"),
        Piece("algorithm", "at https://github.com/example/kilns.", 1, 2),
        Piece("paragraph", "Another begins here.", 1, 2),
    )
    told = [one.text for one in sentences_of(text) if one.kind == "paragraph"]
    assert told == [
        "Kilns are warm.",
        "Code and recordings are available at https://github.com/example/kilns.",
        "Another begins here.",
    ]


def test_a_paragraph_that_ends_is_no_beginning_of_the_next() -> None:
    text = text_of(
        Piece("paragraph", "Kilns are warm.", 1), Piece("paragraph", "vLLM is a program.", 1)
    )
    assert len(sentences_of(text)) == 2
