"""Several papers at once, each in a few lines, with what opens them. Pure."""

from collections.abc import Mapping, Sequence

from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Item,
    ItemList,
    Span,
    Spans,
    paragraph,
    spans,
)
from bot.messages.card import sample_sentence
from bot.messages.entries import first_author, title_of
from bot.messages.record_lines import abs_url
from bot.messages.sources import is_mixed, mark_of, models_of
from bot.translator import Translator
from bot.values.papers import Paper
from bot.values.writing import PaperBrief, TextSource

_BUTTONS_A_ROW = 2


def short_cards(
    papers: Sequence[Paper], briefs: Mapping[str, PaperBrief], say: Translator
) -> list[Block]:
    """``briefs`` by id, of every paper."""
    opening = [Button(one.id, command=f"/paper {one.id}") for one in papers]
    rows = [
        tuple(opening[start : start + _BUTTONS_A_ROW])
        for start in range(0, len(opening), _BUTTONS_A_ROW)
    ]
    everything = " ".join(one.id for one in papers)
    rows.append((Button(say.text("Save all"), command=f"/save {everything}"),))
    sample = any(one.sample for one in papers)
    sources = [source for one in papers if (source := briefs[one.id].sources.get("tldr"))]
    mixed = is_mixed(sources)
    return [
        *([paragraph(Span(sample_sentence(say), "strong"))] if sample else []),
        ItemList(tuple(_item(one, briefs[one.id], mixed, say) for one in papers)),
        *([paragraph(Span(_made_from(sources, say), "dim"))] if sources else []),
        Buttons(tuple(rows)),
    ]


def _made_from(sources: Sequence[TextSource], say: Translator) -> str:
    if models := say.listed(models_of(sources)):
        return say.text("Written by {model} from the abstracts.", model=models)
    return say.text("From the abstracts, in the authors' words, shortened.")


def _item(paper: Paper, brief: PaperBrief, mixed: bool, say: Translator) -> Item:
    title = Span(title_of(paper), "strong", url=abs_url(paper))
    lines: list[Spans] = [spans(title), spans(Span(_facts(paper, say), "dim"))]
    if brief.tldr:
        lines.append(spans(brief.tldr, *mark_of(brief, "tldr", mixed, say)))
    return Item(tuple(lines))


def _facts(paper: Paper, say: Translator) -> str:
    """``2602.01234 · cs.CL · Ada Lovelace and others``"""
    facts = [paper.id, *paper.categories[:1]]
    return " · ".join(filter(None, (*facts, first_author(paper, say))))
