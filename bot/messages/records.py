"""What a paper's record answers: who wrote it, and what it is about as a whole. Pure."""

from collections.abc import Sequence

from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Message,
    Quote,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.card import authors_line
from bot.messages.entries import title_of
from bot.text.readable import readable_abstract
from bot.translator import Translator
from bot.values.papers import Paper


def authors_message(papers: Sequence[Paper], say: Translator) -> Message:
    """Names and affiliations of each paper."""
    return message(
        [block for one in papers for block in _authors(one, say)],
        paragraph(Span(say.text("From the paper's record, not from its text."), "dim")),
        _cards(papers, say),
    )


def whole_message(papers: Sequence[Paper], say: Translator) -> Message:
    """The authors' abstracts, and where there is more."""
    told = say.text(
        "That asks for the whole paper. This is the authors' abstract; the card and the analysis "
        "tell more."
    )
    return message(paragraph(told), [_abstract(one) for one in papers], _cards(papers, say))


def _authors(paper: Paper, say: Translator) -> Sequence[Block]:
    named = authors_line(paper.authors, say)
    told = named or say.text("No author is named in what I have of this paper.")
    return paragraph(Span(title_of(paper), "strong")), paragraph(told)


def _abstract(paper: Paper) -> Block:
    return Quote((spans(readable_abstract(paper.abstract, paper.title)),), label=title_of(paper))


def _cards(papers: Sequence[Paper], say: Translator) -> Buttons:
    """A row for each, which names it where they are several."""
    several = len(papers) > 1
    return Buttons(
        tuple(
            (
                Button(_label(say.text("Card"), one.id if several else ""), f"/paper {one.id}"),
                Button(
                    _label(say.text("Deep analysis"), one.id if several else ""),
                    f"/analysis {one.id}",
                ),
            )
            for one in papers
        )
    )


def _label(told: str, name: str) -> str:
    return f"{told} {name}".strip()
