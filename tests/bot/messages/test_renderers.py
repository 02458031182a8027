"""Markdown and HTML: text stays text whatever it contains."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.messages.blocks import (
    Button,
    Buttons,
    Divider,
    Heading,
    Item,
    ItemList,
    Message,
    Paragraph,
    Quote,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.html import fragment, page
from bot.messages.markdown import markdown

HOSTILE = (
    "_*[]()~>#+-=|{}.!<@&`",
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "# not a heading",
    "1. not a list",
    "- nor this",
    "a\nb",
    "&amp; &lt;",
    "***",
    "`code` ``more``",
    "![image](http://example.org/x.png)",
    "http://example.org/_a_b_",
    "| a | b |",
    "\\* already escaped",
    "\x1b[31mred\x07",
    "\u202eevil\u202c",
)


def seen_in_markdown(text: str) -> str:
    """What a reader sees: rendered by a CommonMark parser, tags taken off."""
    return seen_in_html(MarkdownIt("commonmark", {"html": True}).render(text))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def seen_in_html(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    return " ".join("".join(reader.parts).split())


def visible(text: str) -> str:
    acting = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
    return " ".join(re.sub(acting, "", text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_as_it_was_written(text: str) -> None:
    for made in (message(paragraph(text)), message(paragraph(Span(text, "strong")))):
        assert seen_in_markdown(markdown(made)) == visible(text)
        assert seen_in_html(fragment(made)) == visible(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=80))
def test_any_text_survives_html(text: str) -> None:
    assert seen_in_html(fragment(message(paragraph(text)))) == visible(text)


@given(st.text(alphabet="ab *_[](){}<>#+-.!|`~&\\$0123456789", min_size=1, max_size=40))
def test_any_punctuation_survives_markdown(text: str) -> None:
    made = message(ItemList((Item((spans("x ", text),)),)))
    assert seen_in_markdown(markdown(made)) == visible("x " + text)


def test_no_script_address_becomes_a_link() -> None:
    made = message(paragraph(Span("tap", url="javascript:alert(1)")))
    assert "<a" not in fragment(made)


def test_every_block_has_a_form() -> None:
    made = Message(
        (
            Heading(spans("Title"), level=1),
            Paragraph(
                spans("Text ", Span("strong", "strong"), Span("link", url="https://a.example"))
            ),
            ItemList((Item((spans("one"), spans("two")), marker="1."),)),
            Quote((spans("Said."),), label="Abstract", folded=True),
            Divider(),
            Buttons(
                ((Button("Open", url="https://a.example/b"), Button("3", command="/paper 3")),)
            ),
        )
    )
    assert markdown(made) == (
        "# Title\n\nText **strong**[link](https://a.example)\n\n1. one  \n   two\n\n"
        "<details><summary>Abstract</summary>\n\n> Said.\n\n</details>\n\n---\n\n"
        "[Open](https://a.example/b)\n"
    )
    html = page(made, "en")
    assert "<title>Title</title>" in html
    assert "<details><summary>Abstract</summary><blockquote><p>Said.</p></blockquote>" in html
    assert '<html lang="en">' in html
