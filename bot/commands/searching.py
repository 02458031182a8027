"""/search: in every paper that is remembered."""

from collections.abc import Sequence
from datetime import date

from bot.commands.lines.command import Request, Services
from bot.commands.lines.references import read_numbered
from bot.commands.lines.search_words import PREFIXES, ReadSearch, Unread, read_search
from bot.errors import UsageError
from bot.identifiers import ArxivId
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.card import sample_sentence
from bot.messages.entries import first_author, page_row, title_of
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.papers import Paper
from bot.values.searching import SearchHits
from bot.zones import zone_of

SEARCHED_A_PAGE = 8
_WORDS_SHOWN = 80


async def search(request: Request, services: Services) -> Message:
    """``/search <words, "phrases", author:, title:, cat:, since:, until:, -words> [page <n>]``."""
    say = request.say
    if not request.arguments:
        raise UsageError(say.text("Search for what? For example: /search video diffusion"))
    if (named := read_numbered(request.arguments)) and isinstance(named[0], ArxivId):
        return _of_an_id(named[0], say)
    read = read_search(request.arguments, today(request, services), say.language)
    told = [paragraph(_unread(each, say)) for each in read.unread]
    if read.is_empty:
        nothing = say.text("That leaves nothing to look for. For example: /search video diffusion")
        raise UsageError(say.sentences(*(_unread(each, say) for each in read.unread), nothing))
    first = (read.page - 1) * SEARCHED_A_PAGE
    hits = await services.papers.search(read.query, SEARCHED_A_PAGE, max(first, 0))
    if not hits.total:
        return message(told, paragraph(_nothing(read, say)))
    pages = -(-hits.total // SEARCHED_A_PAGE)
    if not 1 <= read.page <= pages:
        raise UsageError(say.plural("There is {n} page.", "There are {n} pages, from 1 on.", pages))
    return message(
        told,
        paragraph(_heading(hits, read, pages, say)),
        _listed(hits.papers, say),
        Buttons(turning) if (turning := _turning(read, pages, say)) else None,
    )


def today(request: Request, services: Services) -> date:
    """By the calendar of the channel that is spoken of."""
    return services.clock().astimezone(zone_of(request.channel.schedule.zone)).date()


def _of_an_id(identity: ArxivId, say: Translator) -> Message:
    told = say.text("{id} is a paper's id: /paper opens it.", id=str(identity))
    return message(
        paragraph(told), Buttons(((Button(str(identity), command=f"/paper {identity}"),),))
    )


def _heading(hits: SearchHits, read: ReadSearch, pages: int, say: Translator) -> str:
    words = shorten(read.text, _WORDS_SHOWN)
    if hits.some:
        told = say.plural(
            "No paper has all of “{words}”; {n} has some of it",
            "No paper has all of “{words}”; {n} have some of it",
            hits.total,
            words=words,
        )
    else:
        n = say.number(hits.total)
        told = (
            say.text("{n} found for “{words}”, best first", n=n, words=words)
            if read.query.terms
            else say.text("{n} found for “{words}”, newest first", n=n, words=words)
        )
    if pages < 2:
        return told
    return f"{told} · " + say.text("page {page} of {pages}", page=read.page, pages=pages)


def _nothing(read: ReadSearch, say: Translator) -> str:
    return say.text(
        "Nothing remembered here has “{words}”. I remember the announcements that I brought in "
        "and the papers that were asked for.",
        words=shorten(read.text, _WORDS_SHOWN),
    )


def _unread(each: Unread, say: Translator) -> str:
    text = shorten(each.text, 40)
    match each.problem:
        case "prefix":
            known = say.join(list(PREFIXES))
            return say.text(
                "I know no “{prefix}”, so I looked for it as a word. There are {known}.",
                prefix=text,
                known=known,
            )
        case "category":
            if each.near:
                return say.text(
                    "There is no category {name}; did you mean {near}?",
                    name=text,
                    near=say.either(each.near),
                )
            return say.text("There is no category {name}.", name=text)
        case "day":
            return say.text("“{text}” is no day that I can read, so I left it out.", text=text)


def _listed(papers: Sequence[Paper], say: Translator) -> list[Block]:
    sample = any(one.sample for one in papers)
    return [
        *([paragraph(Span(sample_sentence(say), "strong"))] if sample else []),
        ItemList(tuple(_item(one, say) for one in papers)),
    ]


def _item(paper: Paper, say: Translator) -> Item:
    title = Span(title_of(paper), "strong", command=f"/paper {paper.id}")
    return Item((spans(title), spans(Span(_facts(paper, say), "dim"))))


def _facts(paper: Paper, say: Translator) -> str:
    """``2602.01234 · cs.CL · Ada Lovelace and others · 12 Feb 2026``"""
    facts = [paper.id, *paper.categories[:1]]
    facts.append(first_author(paper, say))
    if paper.published:
        facts.append(say.date(paper.published))
    return " · ".join(filter(None, facts))


def _turning(read: ReadSearch, pages: int, say: Translator) -> tuple[tuple[Button, ...], ...]:
    return page_row(f"/search {read.text} page", read.page, pages, say)
