"""One paper as a message: the card that ``/paper`` answers with. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.identifiers import versioned
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Paragraph,
    Quote,
    Span,
    Spans,
    message,
    paragraph,
    spans,
)
from bot.messages.entries import title_of
from bot.messages.record_lines import (
    abs_url,
    abstract_of,
    authors_line,
    categories_of,
    licence,
)
from bot.messages.sources import is_mixed, mark_of, models_of
from bot.text.readable import readable, shorten
from bot.translator import Translator
from bot.values.listings import AnnounceType
from bot.values.papers import Links, Paper
from bot.values.topics import Match
from bot.values.writing import PaperBrief

_PLACES_NAMED, _LONGEST_PLACE = 8, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that a card shows; ``reason`` is None where no topic of this channel was hit.
    ``readable``: the full text can be asked for; ``first_page`` are affiliations as it prints
    them, where it is here."""

    paper: Paper
    announce_type: AnnounceType | None
    links: Links
    brief: PaperBrief
    match: Match | None
    reason: str | None
    readable: bool = False
    first_page: tuple[str, ...] = ()


def card_message(card: Card, say: Translator) -> Message:
    paper = card.paper
    return message(
        paragraph(Span(sample_sentence(say), "strong")) if paper.sample else None,
        Heading((Span(title_of(paper), "strong", url=abs_url(paper)),), level=2),
        paragraph(Span(card.brief.title_translated, "emphasis"))
        if card.brief.title_translated
        else None,
        paragraph(authors_line(paper.authors, say)) if paper.authors else None,
        _facts(card, say),
        _parts(card.brief, say),
        paragraph(Span(planted_sentence(say), "emphasis")) if card.brief.planted else None,
        paragraph(Span(made_from(card, say), "dim")),
        # below what is not in it: a platform that cannot fold has it behind a button
        Quote(
            (spans(abstract_of(paper, say)),),
            label=say.text("Abstract"),
            folded=True,
            opens=f"/paper {_name(paper)} abstract",
        ),
        _buttons(paper, say, readable=card.readable),
    )


def abstract_message(paper: Paper, say: Translator) -> Message:
    """The authors' abstract alone."""
    return message(
        paragraph(Span(sample_sentence(say), "strong")) if paper.sample else None,
        paragraph(Span(title_of(paper), "strong", url=abs_url(paper))),
        Quote(
            (spans(abstract_of(paper, say)),),
            label=say.label(say.text("Abstract")).strip() + f" {_name(paper)}",
        ),
    )


def sample_sentence(say: Translator) -> str:
    return say.text("Sample paper: invented, none of it is real.")


def planted_sentence(say: Translator) -> str:
    return say.text(
        "The title or abstract contains words meant for language models or "
        "reviewers. What is said about the paper here was made without them."
    )


def _facts(card: Card, say: Translator) -> ItemList:
    rows = [
        (say.text("Affiliations, from the paper's first page"), _first_page(card, say)),
        (None, _history(card, say)),
        (None, categories_of(card.paper, say)),
        (say.text("Topic") if _relevant(card) else say.text("Why here"), _topic(card)),
        (say.text("Comments"), _text(card.paper.comments)),
        (say.text("Journal"), _text(card.paper.journal_ref)),
        ("DOI", _link(card.paper.doi, "https://doi.org/")),
        (say.text("Code"), _addresses(card.links.code)),
        (say.text("Project"), _addresses(card.links.project)),
        (say.text("Licence"), licence(card.paper.license, say)),
    ]
    items = [
        Item((spans(Span(say.label(label), "strong"), *content) if label else content,))
        for label, content in rows
        if content
    ]
    return ItemList(tuple(items))


def _first_page(card: Card, say: Translator) -> Spans:
    """Only where the authors' own entries name none."""
    if any(author.affiliations for author in card.paper.authors):
        return ()
    named = [shorten(readable(each), _LONGEST_PLACE) for each in card.first_page[:_PLACES_NAMED]]
    rest = len(card.first_page) - len(named)
    told = "; ".join(named)
    return spans(told + say.plural("; and {n} more", "; and {n} more", rest) if rest else told)


def _history(card: Card, say: Translator) -> Spans:
    """Id, kind and days, only what is known: 2602.01234v1 · new · submitted 12 Feb 2026."""
    paper = card.paper
    kinds = {
        AnnounceType.NEW: say.text("new"),
        AnnounceType.CROSS: say.text("cross-listed"),
        AnnounceType.REPLACE: say.text("replaced"),
        AnnounceType.REPLACE_CROSS: say.text("replaced"),
    }
    parts = [_name(paper)]
    if card.announce_type:
        parts.append(kinds[card.announce_type])
    if paper.published:
        parts.append(say.text("submitted {day}", day=say.date(paper.published)))
    if paper.updated and paper.updated != paper.published:
        parts.append(say.text("updated {day}", day=say.date(paper.updated)))
    return spans(" · ".join(parts))


def _relevant(card: Card) -> bool:
    return card.match is not None and card.match.relevance is not None


def _topic(card: Card) -> Spans:
    if card.match is None or card.reason is None:
        return ()
    if card.match.relevance is None:
        return spans(card.reason)
    return spans(f"{card.match.topic} · {card.match.relevance} · {card.reason}")


def _text(source: str | None) -> Spans:
    return spans(readable(source)) if source else ()


def _link(value: str | None, base: str) -> Spans:
    if not value:
        return ()
    address = value if value.startswith(("http://", "https://")) else base + value
    return spans(Span(value, url=address))


def _addresses(addresses: Sequence[str]) -> Spans:
    made: list[Span] = []
    for address in addresses:
        made += [Span(", ")] if made else []
        made.append(Span(address, url=address))
    return tuple(made)


def _parts(brief: PaperBrief, say: Translator) -> list[Block]:
    """TL;DR, then the parts; a sentence is not printed twice."""
    parts = (
        (say.text("TL;DR"), "tldr"),
        (say.text("Motivation"), "motivation"),
        (say.text("Method"), "method"),
        (say.text("Result"), "result"),
        (say.text("Conclusion"), "conclusion"),
    )
    mixed = is_mixed(tuple(brief.sources.values()))
    said: list[str] = []
    blocks: list[Block] = []
    for label, part in parts:
        text: str | None = getattr(brief, part)
        if text and text not in said:
            said.append(text)
            marked = mark_of(brief, part, mixed, say)
            blocks.append(Paragraph(spans(Span(say.label(label), "strong"), text, *marked)))
    findings = [text for text in brief.key_findings if not any(text in each for each in said)]
    if findings:
        marked = mark_of(brief, "key_findings", mixed, say)
        blocks.append(Heading(spans(say.text("Key findings"), *marked), level=3))
        blocks.append(ItemList(tuple(Item((spans(text),)) for text in findings)))
    return blocks


def made_from(card: Card, say: Translator) -> str:
    """Promise 5: from what, by whom, for which version."""
    sources, name = tuple(card.brief.sources.values()), _name(card.paper)
    if models := say.listed(models_of(sources)):
        if is_mixed(sources):
            return say.text(
                "Written by {model} from the abstract of {name}; what is marked “extractive” is "
                "in the authors' words.",
                model=models,
                name=name,
            )
        return say.text("Written by {model} from the abstract of {name}.", model=models, name=name)
    return say.text(
        "Extractive: from the abstract of {name}, in the authors' words, shortened.", name=name
    )


def _buttons(paper: Paper, say: Translator, *, readable: bool) -> Buttons:
    """What a reader does with it; a sample paper has no page."""
    name = _name(paper)
    deeper = (
        Button(say.text("Deep analysis"), command=f"/analysis {name}"),
        ask_button(paper, say),
    )
    mine = (
        Button(say.text("☆ Save"), command=f"/save {paper.id}"),
        Button(say.text("👍 More like this"), command=f"/vote {paper.id} up"),
        Button(say.text("👎 Less"), command=f"/vote {paper.id} down"),
    )
    pages = (
        Button(say.text("arXiv page"), url=f"https://arxiv.org/abs/{name}"),
        Button("PDF", url=f"https://arxiv.org/pdf/{name}"),
        Button("HTML", url=f"https://arxiv.org/html/{name}"),
    )
    rows = (mine,) if paper.sample else (pages, mine)
    return Buttons((deeper, *rows) if readable else rows)


def ask_button(paper: Paper, say: Translator) -> Button:
    """Asks for a question, which goes behind the command."""
    return Button(
        say.text("Ask"),
        command=f"/ask {_name(paper)}",
        asks=say.text("What would you like to know about it?"),
    )


def _name(paper: Paper) -> str:
    return versioned(paper.id, paper.version)
