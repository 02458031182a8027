"""The brief as one message."""

from datetime import date

import pytest

from bot.messages.blocks import Buttons, ItemList, text_of
from bot.messages.brief import brief_message
from bot.messages.coverage_lines import coverage_line
from bot.messages.plain import plain
from bot.translator import translator
from bot.values.announcements import Announcement, CategoryCount, Counts
from bot.values.editions import NearMiss, Notice, UpdatedPaper
from bot.values.listings import ListingState
from bot.values.topics import Topic
from bot.values.writing import PaperBrief
from tests.values import DAY, announcement, edition, entry, paper

SAY = translator("en")


def test_the_head_names_subject_and_day_and_counts_everything() -> None:
    made = edition(paper(1), paper(2), matched=5, failed=1)
    text = plain(brief_message(made, SAY))
    assert text.startswith("arXiv brief · Computation and Language · Fri 13 Feb 2026")
    assert (
        "2 announced (2 new, 0 cross-listed, 0 replaced) · 5 matched · 2 shown · 1 failed" in text
    )


def test_topics_name_the_brief_before_categories_do() -> None:
    made = edition(paper(1), topics=(Topic(name="Pebbles", include=("pebbles",)),))
    assert plain(brief_message(made, SAY)).startswith("arXiv brief · Pebbles · Fri")


def test_papers_stand_in_order_with_their_numbers() -> None:
    made = edition(*(paper(n) for n in range(1, 6)))
    message = brief_message(made, SAY)
    (papers,) = [block for block in message.blocks if isinstance(block, ItemList)][-1:]
    assert [item.marker for item in papers.items] == ["1.", "2.", "3.", "4.", "5."]
    assert [text_of(item.lines[0])[:17] for item in papers.items][2] == "Invented System 3"


def test_every_number_has_a_button() -> None:
    message = brief_message(edition(*(paper(n) for n in range(1, 13))), SAY)
    (buttons,) = [block for block in message.blocks if isinstance(block, Buttons)]
    labels = [[button.label for button in row] for row in buttons.rows]
    assert labels == [
        ["1", "2", "3", "4", "5"],
        ["6", "7", "8", "9", "10"],
        ["11", "12"],
        ["All titles", "Topics", "Vote · Save"],
    ]


@pytest.mark.parametrize(
    "filler", ["word ", "非常长的摘要。", "𝛼𝛽𝛾 ", "verylongwordwithoutanyspace"]
)
def test_what_is_no_sentence_is_left_to_the_card(filler: str) -> None:
    long = (filler * 400)[:2000]
    papers = tuple(
        entry(n, paper(n), title=long[:230], brief=PaperBrief(tldr=long)) for n in range(1, 11)
    )
    message = brief_message(edition(paper(1), papers=papers), SAY)
    assert long[:230] in plain(message)
    assert long[:240] not in plain(message)
    assert "…" not in plain(message)


def test_what_fits_is_not_cut() -> None:
    text = plain(brief_message(edition(paper(1), paper(2)), SAY))
    assert "We propose a method that listens to pebbles." in text
    assert "…" not in text


def test_a_listing_that_is_not_whole_is_named() -> None:
    categories = {
        "cs.CL": CategoryCount(ListingState.FRESH, Counts(1)),
        "cs.CV": CategoryCount(ListingState.UNREACHABLE, Counts()),
        "cs.LG": CategoryCount(ListingState.TRUNCATED, Counts(2000)),
    }
    made = edition(paper(1), announcement=announcement(paper(1), categories=categories))
    text = plain(brief_message(made, SAY))
    assert "cs.CV: no listing fetched yet; cs.LG: incomplete, the listing goes on" in text


def test_nothing_matched_shows_the_nearest_misses() -> None:
    near = NearMiss(id="2602.90009", title="Almost Pebbles", relevance=38, reason="close")
    made = edition(
        matched=0,
        near_misses=(near,),
        notice=Notice("nothing_matched", "0 of 212 announced papers matched your topics."),
        announcement=announcement(paper(9)),
    )
    text = plain(brief_message(made, SAY))
    assert "0 of 212" in text
    assert "Almost Pebbles · 2602.90009 · 38" in text


def test_updates_of_shown_papers_are_one_line() -> None:
    updated = (
        UpdatedPaper(id="2602.01234", version=3, shown_on=date(2026, 2, 4), note="updated"),
        UpdatedPaper(id="2602.01235", version=None, shown_on=date(2026, 2, 5), note="withdrawn"),
    )
    text = plain(brief_message(edition(paper(1), updated=updated), SAY))
    assert (
        "Also updated: 2602.01234 v3, shown here on Wed 4 Feb 2026; "
        "2602.01235 withdrawn, shown here on Thu 5 Feb 2026"
    ) in text


def test_a_sample_says_so_and_thanks_nobody_for_it() -> None:
    sample: Announcement = announcement(paper(1, sample=True), sample=True)
    text = plain(brief_message(edition(paper(1, sample=True), announcement=sample), SAY))
    assert text.startswith("SAMPLE · ")
    assert "Invented papers." in text
    assert "Thank you to arXiv" not in text


def test_a_real_brief_acknowledges_arxiv() -> None:
    assert "Thank you to arXiv for use of its open access interoperability." in plain(
        brief_message(edition(paper(1)), SAY)
    )


def test_derived_types_are_told() -> None:
    made = edition(paper(1), announcement=announcement(paper(1), basis="derived"))
    assert "they are inferred" in plain(brief_message(made, SAY))


def test_papers_shown_before_are_counted() -> None:
    assert "3 shown before" in coverage_line(edition(paper(1), already_shown=3), SAY)


def test_without_a_date_the_head_has_none() -> None:
    made = edition(paper(1), announcement=announcement(paper(1), dates=()))
    assert plain(brief_message(made, SAY)).splitlines()[0] == (
        "arXiv brief · Computation and Language"
    )
    assert DAY.isoformat() not in plain(brief_message(made, SAY))


def test_abstracts_that_are_not_kept_any_more_are_counted() -> None:
    kept, gone = paper(1), (paper(2, abstract=""), paper(3, abstract=""))
    text = plain(brief_message(edition(kept, *gone), SAY))
    assert "I no longer keep 2 of these abstracts; those papers go by their titles" in text
    # what is there was made from it
    assert "Extractive: from abstracts" in text
    one = plain(brief_message(edition(kept, gone[0]), SAY))
    assert "I no longer keep 1 of these abstracts; that paper goes by its title" in one
    assert "I no longer keep" not in plain(brief_message(edition(kept), SAY))


def test_a_brief_without_any_abstract_does_not_claim_to_be_made_from_them() -> None:
    text = plain(brief_message(edition(paper(1, abstract=""), paper(2, abstract="")), SAY))
    assert "I no longer keep 2 of these abstracts" in text
    assert "Titles alone, without abstracts. Thank you to arXiv" in text
    assert "from abstracts" not in text
