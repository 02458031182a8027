"""A brief as a page: numbers lead to papers, "code" to code, headings go down step by step."""

import re

from bot.messages.blocks import Heading, Item, ItemList, Message, Span, message, paragraph, spans
from bot.messages.digest import digest_message
from bot.messages.html import page
from bot.messages.markdown import markdown
from bot.messages.page_links import in_order, with_links
from bot.translator import translator
from bot.values.papers import Links
from tests.values import edition, entry, paper, summary

EN = translator("en")
CODE, SITE = "https://example.org/code", "https://example.org/site"


def a_page() -> str:
    papers = [paper(number) for number in (1, 2)]
    both = Links(code=(CODE,), project=(SITE,))
    made = edition(
        *papers,
        papers=(entry(1, papers[0], links=both), entry(2, papers[1], links=Links())),
        summary=summary(),
    )
    return page(digest_message(made, EN), "en")


def test_every_link_within_the_page_leads_somewhere() -> None:
    html = a_page()
    named = re.findall(r'id="([^"]+)"', html)
    asked = re.findall(r'href="#([^"]+)"', html)
    assert named == ["paper-1", "paper-2"]
    assert {"paper-1", "paper-2"} <= set(asked)
    assert set(asked) <= set(named)


def test_what_is_said_to_be_there_is_a_link() -> None:
    html = a_page()
    assert f'<a href="{CODE}"><small>code</small></a>' in html
    assert f'<a href="{SITE}"><small>project page</small></a>' in html


def test_a_number_in_a_sentence_leads_to_its_paper_and_an_unknown_one_nowhere() -> None:
    said = paragraph("see ", Span("1", command="/paper 1"), " and ", Span("9", command="/paper 9"))
    titled = Heading(spans("1. Pebbles"))
    linked = with_links(message(said, ItemList((Item((spans("Pebbles"),), "1."),)), titled))
    html = page(linked, "en")
    assert '<a href="#paper-1">1</a> and 9' in html
    assert '<li><a href="#paper-1">1.</a> Pebbles</li>' in html


def levels(made: Message) -> list[int]:
    return [one.level for one in made.blocks if isinstance(one, Heading)]


def test_headings_go_down_one_step_at_a_time_under_one_that_is_first() -> None:
    def of(*given: int) -> Message:
        return message([Heading(spans("x"), level) for level in given])  # type: ignore[arg-type]

    assert levels(in_order(of(1, 3, 3, 2, 3, 2))) == [1, 2, 2, 2, 3, 2]
    assert levels(in_order(of(2, 2, 3, 3, 2))) == [1, 2, 3, 3, 2]
    assert levels(in_order(of(3))) == [1]


def test_a_long_word_breaks_and_in_markdown_numbers_stay_plain() -> None:
    assert "overflow-wrap:anywhere" in a_page()
    papers = [paper(1)]
    made = edition(*papers, papers=(entry(1, papers[0]),), summary=summary())
    assert "#paper-" not in markdown(digest_message(made, EN))
