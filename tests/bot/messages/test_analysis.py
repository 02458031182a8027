"""A deep analysis as messages: one screen, pages, the whole, and what has to be said of it."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.commands.analyses.behind import no_text
from bot.editorial.analysing.extract import analysis_of
from bot.messages.analysis import (
    PAGES,
    Shown,
    analysis_pages,
    glance_message,
    page_message,
    whole_message,
)
from bot.messages.analysis_json import analysis_document
from bot.messages.blocks import Button, Buttons, Message
from bot.messages.html import page
from bot.messages.markdown import markdown
from bot.messages.plain import plain
from bot.text.readable import utf16_length
from bot.translator import translator
from bot.values.analyses import ANALYSIS_PARTS, Analysis, Claim
from bot.values.full_texts import Defect, DefectKind, Place
from tests.full_text_samples import full_text, paper

EN, ZH = translator("en"), translator("zh-Hans")


def analysis(**changes: object) -> Analysis:
    made = analysis_of(paper(), full_text(), "en", date(2026, 2, 13))
    return replace(made, **changes)  # type: ignore[arg-type]


def shown(**changes: object) -> Shown:
    return Shown(paper=paper(), analysis=analysis(**changes))


def opens(what: str) -> str:
    return f"/paper 2602.01234 {what}"


def buttons(made: Message) -> list[Button]:
    rows = [block.rows for block in made.blocks if isinstance(block, Buttons)]
    return [button for each in rows for row in each for button in row]


def test_the_first_page_is_one_screen_with_five_lines_and_who_wrote_them() -> None:
    made = glance_message(shown(), EN, opens)
    text = plain(made)
    assert utf16_length(text) < 1_600
    for label in ("Idea: ", "Problem: ", "Method: ", "Results: ", "Limits: "):
        assert label in text
    assert "5 Limitations, p. 6" in text
    told = "Extractive: in the authors' words, from the PDF of 2602.01234v1 (7 pages), "
    assert told in text
    assert "Fri 13 Feb 2026" in text
    assert [one.command for one in buttons(made)] == [
        opens(what) for what in ("0", "1", "2", "3", "4", "5", "md", "html")
    ]
    assert [one.chosen for one in buttons(made)][:2] == [True, False]


def test_every_part_stands_on_one_page_and_in_the_whole() -> None:
    assert sorted(part for page_ in PAGES for part in page_) == sorted(ANALYSIS_PARTS)
    one = shown()
    pages = [
        plain(page_message(one, number, EN, opens))
        for number in range(1, len(analysis_pages(one.analysis)) + 1)
    ]
    whole = plain(whole_message(one, EN))
    for claims in one.analysis.parts.values():
        for claim in claims:
            assert sum(claim.text in each for each in pages) == 1
            assert claim.text in whole
    assert all(utf16_length(each) < 3_500 for each in pages)


def test_each_page_says_which_of_how_many_it_is() -> None:
    for number in range(1, 6):
        assert f"page {number} of 5" in plain(page_message(shown(), number, EN, opens))


def test_pages_without_a_part_are_left_out() -> None:
    parts = {"limits": analysis().parts["limits"]}
    assert analysis_pages(analysis(parts=parts)) == (("limits",),)


def test_rows_of_the_table_read_on_a_narrow_screen() -> None:
    made = plain(page_message(shown(), 4, EN, opens))
    assert "4.2 Results, p. 5, Table 1: Main results on ClayTalk." in made
    assert "KilnNet (ours) · Accuracy: 91.4; Error (min): 12" in made


def test_a_long_table_is_cut_in_a_message_and_whole_in_the_file() -> None:
    table = analysis().table
    assert table is not None
    long = replace(table, rows=(table.rows[0], *[(f"Kiln {n}", "1", "2") for n in range(30)]))
    assert "20 more rows in the paper." in plain(page_message(shown(table=long), 4, EN, opens))
    assert "Kiln 29" in plain(whole_message(shown(table=long), EN))


def test_what_a_model_wrote_is_told_from_what_it_did_not() -> None:
    parts = {
        "problem": (Claim("Clay cracks.", (Place("1 Introduction", 1),), own=False),),
        "limits": analysis().parts["limits"],
    }
    glance = {"problem": parts["problem"][0], "limits": parts["limits"][0]}
    made = shown(model="gpt-x", parts=parts, glance=glance)
    whole = plain(whole_message(made, EN))
    assert "Written by gpt-x from the PDF of 2602.01234v1 (7 pages), Fri 13 Feb 2026." in whole
    assert "What is marked “extractive” is in the authors' words." in whole
    assert "Clay cracks. · 1 Introduction, p. 1\n" in whole
    assert whole.count("· extractive") == len(parts["limits"]) + 1
    lines = plain(glance_message(made, EN, opens)).splitlines()
    assert "· Problem: Clay cracks. · 1 Introduction, p. 1" in lines
    assert [one.endswith("· extractive") for one in lines if "Limits: " in one] == [True]


def test_what_has_to_be_said_first_is_said_first() -> None:
    made = replace(shown(), withdrawn=True, newest=3)
    lines = plain(glance_message(made, EN, opens)).splitlines()
    assert lines[0] == "This paper was withdrawn."
    assert "This is about version 1; version 3 is out." in lines
    assert opens("new") in [one.command for one in buttons(glance_message(made, EN, opens))]


@pytest.mark.parametrize(
    ("kind", "count", "told"),
    [
        ("missing", 0, "arXiv has no PDF of it."),
        ("unreachable", 0, "I could not ask arXiv for the PDF."),
        ("encrypted", 0, "The PDF needs a password."),
        ("scanned", 12, "The PDF has only pictures of pages, no text."),
        ("empty", 0, "The PDF has no text."),
        ("damaged", 0, "The PDF is damaged and could not be read."),
        ("too_large", 9, "The PDF is too large to be read."),
        ("too_long", 5, "Pages 1 to 5 of 7 were read."),
        ("hidden", 40, "40 characters that are invisible on the page were left out."),
        ("late", 0, "The PDF took too long."),
        ("unfinished", 0, "The PDF breaks off before the end."),
    ],
)
def test_what_is_wrong_with_a_file_is_a_sentence(kind: DefectKind, count: int, told: str) -> None:
    made = shown(defects=(Defect(kind, "pdf", count, "quote"),))
    assert told in plain(glance_message(made, EN, opens))


@pytest.mark.parametrize(
    ("kind", "count", "told"),
    [
        ("scanned", 1, "1 page is only a picture, so its text was not read."),
        ("damaged", 2, "2 pages are damaged and were not read."),
        ("too_large", 2, "The PDF is too large to be read."),
    ],
)
def test_a_few_bad_pages_are_not_the_whole_file(kind: DefectKind, count: int, told: str) -> None:
    made = shown(made_from="pdf", pages=7, defects=(Defect(kind, "pdf", count),))
    assert told in plain(glance_message(made, EN, opens))


def test_what_stands_in_front_of_an_address_is_said_in_the_readers_language() -> None:
    place = (Place("1 Introduction", 1),)
    claims = (
        Claim("Code: https://github.com/example/kiln", place, own=True),
        Claim("Data: of three kilns are kept.", place, own=True),
    )
    made = shown(parts={"practice": claims})
    whole = plain(whole_message(made, ZH))
    assert "代码：https://github.com/example/kiln" in whole
    assert "Data: of three kilns" in whole
    assert "Code: https://github.com/example/kiln" in plain(whole_message(made, EN))


def test_what_was_planted_and_what_is_missing_is_said() -> None:
    parts = {part: one for part, one in analysis().parts.items() if part != "limits"}
    reasons = {"limits": "I found no sentence where the authors plainly name a limit."}
    made = shown(planted=True, parts=parts, reasons=reasons)
    assert "meant for language models or reviewers" in plain(glance_message(made, EN, opens))
    assert f"Limits: {reasons['limits']}" in plain(whole_message(made, EN))


def test_the_reason_why_no_model_wrote_stands_beside_the_label() -> None:
    made = shown(reasons={"writer": "The model could not be reached."})
    assert "Fri 13 Feb 2026. The model could not be reached." in plain(
        glance_message(made, EN, opens)
    )


def test_a_reader_of_another_language_is_told_why_the_text_is_english() -> None:
    text = plain(glance_message(shown(language="zh-Hans"), ZH, opens))
    assert "没有模型" in text
    for english in ("Idea", "Problem", "Extractive", "Results", "Practice"):
        assert english not in text


def test_an_analysis_with_nothing_in_it_says_so() -> None:
    made = shown(parts={}, glance={}, table=None)
    assert "no sentence in this paper that stands on its own" in plain(
        glance_message(made, EN, opens)
    )


def test_a_title_that_is_markup_is_text_in_every_file() -> None:
    made = replace(shown(), paper=paper(title="<b>Kilns</b> *and* [pots](http://x.example)"))
    assert "<b>Kilns" not in page(whole_message(made, EN), "en")
    assert "[pots](http" not in markdown(whole_message(made, EN))


def test_the_json_form_has_every_part_with_its_places() -> None:
    document = json.loads(analysis_document(replace(shown(), newest=2)))
    assert [*document["parts"]] == [one for one in ANALYSIS_PARTS if one != "pipeline"]
    assert document["newest"] == 2
    assert document["parts"]["limits"][0]["places"] == [{"section": "5 Limitations", "page": 6}]
    assert document["table"]["place"] == {"section": "4.2 Results", "page": 5, "label": "Table 1"}
    assert document["figure"]["label"] == "Figure 1"


@pytest.mark.parametrize(
    ("html", "pdf", "word"),
    [
        ("unreachable", "unreachable", "fetched"),
        ("missing", "unreachable", "fetched"),
        ("missing", "missing", "read"),
        ("unreachable", "damaged", "read"),
    ],
)
def test_a_text_that_never_came_is_not_said_to_be_unreadable(
    html: DefectKind, pdf: DefectKind, word: str
) -> None:
    made = shown(made_from="abstract", defects=(Defect(html, "html"), Defect(pdf, "pdf")))
    assert f"the full text could not be {word}." in no_text(paper(), made, EN)
