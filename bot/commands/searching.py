"""/search: in every paper that is remembered."""

import re
from collections import Counter
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
from bot.text.slips import nearest_word, one_slip_from
from bot.text.words import stem
from bot.translator import Translator
from bot.values.papers import AnyPaper, Paper
from bot.values.searching import SearchHits, SearchQuery, Term
from bot.zones import zone_of

SEARCHED_A_PAGE = 8
_WORDS_SHOWN = 80
# a word that was nearly typed is looked for among those that begin with as many letters alike,
# in as many papers
_BEGINNING, _MOST_READ = 3, 50
_DAYS = ("since:yesterday", "since:7d", "since:2026-02", "since:2026-02-13")
# words to look for, as an example beside one that is not wanted
_WANTED = ("video", "language", "graphs")
_WORD = re.compile(r"[^\W\d_]+")


async def search(request: Request, services: Services) -> Message:
    """``/search <words, "phrases", author:, title:, cat:, since:, until:, -words> [page <n>]``."""
    say = request.say
    if not request.arguments:
        raise UsageError(say.text("What should I search for? For example: /search video diffusion"))
    if (named := read_numbered(request.arguments)) and isinstance(named[0], ArxivId):
        return _of_an_id(named[0], say)
    read = read_search(request.arguments, today(request, services), say.language)
    unread = [_unread(each, say) for each in read.unread]
    told = list(map(paragraph, unread))
    if read.is_empty:
        left = say.text("That leaves nothing to search for. For example: /search video diffusion")
        raise UsageError(say.sentences(*unread, left))
    if read.only_bars:
        raise UsageError(_only_barred(read, say))
    since, until = read.query.since, read.query.until
    if since and since > today(request, services):
        raise UsageError(say.sentences(*unread, _to_come(since, say)))
    if since and until and since > until:
        raise UsageError(say.sentences(*unread, _no_days(since, until, say)))
    first = (read.page - 1) * SEARCHED_A_PAGE
    hits = await services.papers.search(read.query, SEARCHED_A_PAGE, max(first, 0))
    if not hits.total:
        nearly = await _meant(read, services)
        nothing = _nothing(read, services.remembered.days, say)
        return message(told, paragraph(nothing), *_passed_over(hits, say), *_instead(nearly, say))
    pages = -(-hits.total // SEARCHED_A_PAGE)
    if not 1 <= read.page <= pages:
        raise UsageError(
            say.plural("There is {n} page.", "There are {n} pages, numbered from 1.", pages)
        )
    return message(
        told,
        paragraph(_heading(hits, read, pages, say)),
        _listed(hits.papers, say),
        _passed_over(hits, say),
        Buttons(turning) if (turning := _turning(read, pages, say)) else None,
    )


async def whole_papers(query: SearchQuery, most: int, services: Services) -> Sequence[Paper]:
    """Those found, best first, with their texts."""
    hits = await services.papers.search(query, most)
    return tuple((await services.papers.get([one.id for one in hits.papers])).values())


def today(request: Request, services: Services) -> date:
    """By the calendar of the channel that is spoken of."""
    return services.clock().astimezone(zone_of(request.channel.schedule.zone)).date()


def _of_an_id(identity: ArxivId, say: Translator) -> Message:
    told = say.text("{id} is a paper's id: /paper opens it.", id=str(identity))
    return message(
        paragraph(told), Buttons(((Button(str(identity), command=f"/paper {identity}"),),))
    )


def _heading(hits: SearchHits, read: ReadSearch, pages: int, say: Translator) -> str:
    told = _number_found(hits, read, say)
    if pages < 2:
        return told
    if hits.more:
        return f"{told} · " + say.text("page {page}", page=read.page)
    return f"{told} · " + say.text("page {page} of {pages}", page=read.page, pages=pages)


def _number_found(hits: SearchHits, read: ReadSearch, say: Translator) -> str:
    words, n = shorten(read.text, _WORDS_SHOWN), say.number(hits.total)
    match hits.some, hits.more, bool(read.query.terms):
        case True, False, _:
            return say.plural(
                "No paper has all of “{words}”; {n} has some of it",
                "No paper has all of “{words}”; {n} have some of it",
                hits.total,
                words=words,
            )
        case True, True, _:
            return say.text(
                "No paper has all of “{words}”; at least {n} have some of it", n=n, words=words
            )
        case False, False, True:
            return say.text("{n} found for “{words}”, best first", n=n, words=words)
        case False, False, False:
            return say.text("{n} found for “{words}”, newest first", n=n, words=words)
        case False, True, True:
            return say.text("At least {n} found for “{words}”, best first", n=n, words=words)
        case _:
            return say.text("At least {n} found for “{words}”, newest first", n=n, words=words)


def _nothing(read: ReadSearch, days: int, say: Translator) -> str:
    return say.text(
        "Nothing I remember has “{words}”. I remember the announcements I fetched in the last "
        "{days} days, and papers that people opened, saved or voted on.",
        words=shorten(read.text, _WORDS_SHOWN),
        days=say.number(days),
    )


def _only_barred(read: ReadSearch, say: Translator) -> str:
    barred = read.text.lower()
    return say.text(
        "“{words}” only leaves papers out. Give a word to look for as well: /search {word} {words}",
        words=shorten(read.text, _WORDS_SHOWN),
        word=next((each for each in _WANTED if each not in barred), _WANTED[-1]),
    )


def _to_come(since: date, say: Translator) -> str:
    return say.text(
        "{since} is still to come, so no paper is from then or later.", since=say.date(since)
    )


def _no_days(since: date, until: date, say: Translator) -> str:
    return say.text(
        "Nothing can be found between these days: {since} is after {until}.",
        since=say.date(since),
        until=say.date(until),
    )


def _passed_over(hits: SearchHits, say: Translator) -> list[Block]:
    if not hits.undated:
        return []
    told = say.plural(
        "{n} paper I remember has no date, so a search by days leaves it out.",
        "{n} papers I remember have no date, so a search by days leaves them out.",
        hits.undated,
    )
    return [paragraph(Span(told, "dim"))]


async def _meant(read: ReadSearch, services: Services) -> str | None:
    """The line with a word that papers have in place of one that none has; None where none is
    near."""
    changed = read.text
    for word in [one.words for one in read.query.terms if one.wanted]:
        if (await services.papers.search(SearchQuery((Term(word),)), 1)).total:
            continue
        words = await _begun_like(word, services) + await _one_slip_away(word, services)
        near = nearest_word(word.lower(), [each for each, _ in words.most_common()])
        if near:
            changed = changed.replace(word, near)
    return changed if changed != read.text else None


async def _begun_like(word: str, services: Services) -> Counter[str]:
    begun = Term(word[:_BEGINNING], unfinished=True)
    found = await whole_papers(SearchQuery((begun,)), _MOST_READ, services)
    return Counter(each for one in found for each in _words_like(one, word))


async def _one_slip_away(word: str, services: Services) -> Counter[str]:
    """Few begin as a word does with a slip among its first letters: agnets, difusion."""
    if not word.isalpha() or len(word) < _BEGINNING + 1:
        return Counter()
    first, *rest = one_slip_from(word.lower())
    term = Term(first, others=tuple(map(Term, rest)))
    found = await whole_papers(SearchQuery((term,)), _MOST_READ, services)
    stems = {stem(each) for each in (first, *rest)}
    return Counter(
        each
        for one in found
        for each in set(_WORD.findall(f"{one.title} {one.abstract}".lower()))
        if stem(each) in stems
    )


def _words_like(paper: Paper, like: str) -> set[str]:
    """The words of a paper that begin as ``like`` does."""
    told = f"{paper.title} {paper.abstract}".lower()
    return {one for one in _WORD.findall(told) if one.startswith(like[:_BEGINNING].lower())}


def _instead(line: str | None, say: Translator) -> list[Block]:
    if line is None:
        return []
    search = f"/search {line}"
    told = say.text("Did you mean “{words}”?", words=line)
    return [paragraph(told), Buttons(((Button(search, command=search),),))]


def _unread(each: Unread, say: Translator) -> str:
    text = shorten(each.text, 40)
    match each.problem:
        case "prefix":
            known = say.join(list(PREFIXES))
            return say.text(
                "I do not know “{prefix}”, so I searched for it as a word. I know {known}.",
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
        case "empty":
            return say.text("There is nothing after “{prefix}”, so I left it out.", prefix=text)
        case "day":
            left = say.text("I cannot read “{text}” as a day, so I left it out.", text=text)
            forms = say.listed(_DAYS)
            return say.sentences(left, say.text("These work: {forms}.", forms=forms))


def _listed(papers: Sequence[AnyPaper], say: Translator) -> list[Block]:
    sample = any(one.sample for one in papers)
    # the feed does not say when a paper was submitted, only what was looked up has it
    dated = all(one.published for one in papers)
    return [
        *([paragraph(Span(sample_sentence(say), "strong"))] if sample else []),
        ItemList(tuple(_item(one, say, dated=dated) for one in papers)),
    ]


def _item(paper: AnyPaper, say: Translator, *, dated: bool) -> Item:
    title = Span(title_of(paper), "strong", command=f"/paper {paper.id}")
    return Item((spans(title), spans(Span(facts(paper, say, dated=dated), "dim"))))


def facts(paper: AnyPaper, say: Translator, *, dated: bool = True) -> str:
    """``2602.01234 · cs.CL · Ada Lovelace and others · 12 Feb 2026``. A day that only some of a
    list have is told of none: its lack looks as if it meant something."""
    facts = [paper.id, *paper.categories[:1]]
    facts.append(first_author(paper, say))
    if dated and paper.published:
        facts.append(say.date(paper.published))
    if not paper.has_abstract:
        facts.append(say.text("abstract no longer kept"))
    return " · ".join(filter(None, facts))


def _turning(read: ReadSearch, pages: int, say: Translator) -> tuple[tuple[Button, ...], ...]:
    return page_row(f"/search {read.text} page", read.page, pages, say)
