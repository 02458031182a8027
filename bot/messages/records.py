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
from bot.messages.entries import title_of
from bot.messages.record_lines import abstract_of, authors_line
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
    if any(one.abstract for one in papers):
        told = say.text(
            "Your question is about the paper as a whole. Here is the authors' abstract; the card "
            "and the analysis say more."
        )
    else:
        told = say.text(
            "Your question is about the paper as a whole; the card and the analysis say more."
        )
    return message(paragraph(told), [_abstract(one, say) for one in papers], _cards(papers, say))


def _authors(paper: Paper, say: Translator) -> Sequence[Block]:
    named = authors_line(paper.authors, say)
    told = named or say.text("No author is named in what I have of this paper.")
    return paragraph(Span(title_of(paper), "strong")), paragraph(told)


def _abstract(paper: Paper, say: Translator) -> Block:
    return Quote((spans(abstract_of(paper, say)),), label=title_of(paper))


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
