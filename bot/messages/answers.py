"""An answer to a question about papers: what is said, the passages with their places, and from
what it was made. Pure."""

from collections.abc import Mapping, Sequence

from bot.identifiers import versioned
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
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
from bot.messages.excerpts import excerpt
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.analyses import Answer, FormRead, Passage, Said
from bot.values.full_texts import MadeFrom
from bot.values.papers import Paper

# passages that are shown: what a phone shows on two screens
_SHOWN, _NEAREST = 4, 3
_QUESTION, _TITLE = 200, 60
# a passage's letters that are shown before it is opened
_OPEN = 700


def answer_message(answer: Answer, papers: Sequence[Paper], say: Translator) -> Message:
    """``papers`` are those that were asked about, in their order."""
    titles = {one.id: title_of(one) for one in papers}
    return message(
        paragraph(Span(shorten(answer.question, _QUESTION), "strong")),
        paragraph(Span(say.kept(answer.why), "emphasis")) if answer.why else None,
        _said(answer, say),
        _silent(answer, titles, say),
        _table(answer.table),
        _passages(answer, titles, say),
        paragraph(Span(_made_from(answer, say), "dim")),
        _buttons(papers, say),
    )


def _said(answer: Answer, say: Translator) -> list[Block]:
    if answer.untold:
        return [paragraph(_untold(answer, say))]
    if not answer.said:
        return []
    numbers = {one.key: n for n, one in enumerate(_cited(answer), start=1)}
    return [Paragraph(_sentence(one, numbers)) for one in answer.said]


def _silent(answer: Answer, titles: Mapping[str, str], say: Translator) -> Block | None:
    """Of several papers: which of them may have no answer."""
    names = [shorten(titles[one], _TITLE) for one in answer.silent if one in titles]
    if not names:
        return None
    told = say.text("I found no clear answer in: {papers}.", papers=say.listed(names))
    return paragraph(Span(told, "emphasis"))


def _untold(answer: Answer, say: Translator) -> str:
    many = len(answer.forms) > 1
    abstract = all(one.made_from == "abstract" for one in answer.forms)
    told = say.text("The papers do not say.") if many else say.text("The paper does not say.")
    if abstract and answer.forms:
        told = say.text("The abstract does not say, and I could not read more of the paper.")
    if not answer.passages:
        return told
    return say.sentences(told, say.text("These passages come closest to the question:"))


def _sentence(said: Said, numbers: Mapping[str, int]) -> Spans:
    marks = " ".join(f"[{numbers[key]}]" for key in said.keys)
    return spans(said.text, Span(f" {marks}", "dim"))


def _cited(answer: Answer) -> list[Passage]:
    """What the sentences name, in the order in which they name it."""
    by_key = {one.key: one for one in answer.passages}
    keys = dict.fromkeys(key for one in answer.said for key in one.keys)
    return [by_key[key] for key in keys if key in by_key]


def _table(rows: Sequence[Sequence[str]]) -> ItemList | None:
    """One entry for a row: a phone has no room for columns."""
    if not rows:
        return None
    heading, *body = rows
    return ItemList(
        tuple(
            Item((spans(Span(row[0], "strong")), spans(_cells(heading[1:], row[1:]))))
            for row in body
        )
    )


def _cells(names: Sequence[str], cells: Sequence[str]) -> str:
    return " · ".join(
        f"{name}: {cell}" for name, cell in zip(names, cells, strict=True) if cell.strip()
    )


def _passages(answer: Answer, titles: Mapping[str, str], say: Translator) -> list[Block]:
    """Those that are named, whole and folded below what is said; else of the best what matters to
    the question, the first of them open."""
    if answer.said:
        shown, opened = _cited(answer), 0
    else:
        most = _NEAREST if answer.untold else _SHOWN
        shown, opened = list(answer.passages[: max(most, len(titles))]), 1
    several = len(titles) > 1
    blocks: list[Block] = []
    for number, one in enumerate(shown, start=1):
        label = f"[{number}] {_place(one, titles if several else {}, say)}"
        told = one.text if answer.said else excerpt(one, answer.question)
        text = tuple(_line(line, one.focus) for line in told.splitlines() if line.strip())
        folded = number > opened or len(told) > 2 * _OPEN
        blocks.append(Quote(text, label=label, folded=folded))
    return blocks


def _line(line: str, focus: str) -> Spans:
    """With the sentence that was found in bold, where it is not all there is."""
    before, found, after = line.partition(focus) if focus else (line, "", "")
    if not found or found == line:
        return spans(line)
    return spans(*filter(None, (before,)), Span(found, "strong"), *filter(None, (after,)))


def _place(passage: Passage, titles: Mapping[str, str], say: Translator) -> str:
    """Paper, section, label and page, as far as they are known."""
    place = passage.place
    parts = [
        shorten(titles[passage.paper_id], _TITLE) if passage.paper_id in titles else "",
        shorten(place.section, _TITLE),
        place.label,
        say.text("page {n}", n=place.page) if place.page else "",
    ]
    return " · ".join(filter(None, parts)) or say.text("beginning of the text")


def _made_from(answer: Answer, say: Translator) -> str:
    """Who answered, from which form of which version."""
    names = {form: _form_name(form, say) for form in ("html", "pdf", "abstract")}
    read = say.listed([_read(one, names, say) for one in answer.forms])
    if answer.model and not answer.untold:
        return say.text(
            "Answered by {model} from {read}; each sentence was checked against its passages.",
            model=answer.model,
            read=read,
        )
    if answer.model:
        return say.text("{model} searched {read}.", model=answer.model, read=read)
    if answer.untold or not answer.passages:
        return say.text("I searched {read}, without a model.", read=read)
    return say.text("Passages from {read}, found without a model.", read=read)


def _read(form: FormRead, names: Mapping[str, str], say: Translator) -> str:
    name = versioned(form.paper_id, form.version)
    return say.bracketed(name, names[form.made_from]) if name else names[form.made_from]


def _form_name(form: MadeFrom, say: Translator) -> str:
    if form == "html":
        return say.text("full text, HTML")
    return say.text("full text, PDF") if form == "pdf" else say.text("abstract only")


def _buttons(papers: Sequence[Paper], say: Translator) -> Buttons | None:
    ids = " ".join(one.id for one in papers if one.id)
    if not ids:
        return None
    more = Button(
        say.text("Ask more"),
        command=f"/ask {ids}",
        asks=say.text("What would you like to know?"),
    )
    if len(papers) > 1:
        return Buttons(((more,),))
    return Buttons(((more, Button(say.text("Card"), command=f"/paper {papers[0].id}")),))
