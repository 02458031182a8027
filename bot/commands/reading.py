"""What people keep for themselves: /save, /unsave, /saved, /export."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.finding import which_one
from bot.commands.identified import numbers_here
from bot.commands.keeping_told import known_told, saved_told, taken_off
from bot.commands.lines.command import Request, Services
from bot.commands.lines.references import BriefNumber, PaperName, read_only_papers
from bot.commands.listed import by_the_list, list_shown, none_on_list
from bot.commands.named_papers import asked_which, named_papers
from bot.errors import UsageError
from bot.identifiers import ArxivId, parse_arxiv_id
from bot.messages.blocks import (
    Attachment,
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.entries import page_row, title_of
from bot.messages.exports import FILE_NAMES, FORMS, MEDIA_TYPES, ExportFormat, exported
from bot.text.readable import shorten
from bot.text.words import fold
from bot.translator import Translator
from bot.values.papers import AnyPaper, Paper, PaperOutline
from bot.values.votes import Saved

MOST_SAVED = 500
_UNDONE_ONE_BY_ONE = 5
# each has a row of buttons, and Discord takes 40 parts in one message
SAVED_A_PAGE = 5
# behind the command of a button of the list: the answer is the list again
_IN_LIST = "list"
_FORM_WORDS: dict[str, ExportFormat] = {
    "bibtex": "bibtex",
    "bib": "bibtex",
    "markdown": "markdown",
    "md": "markdown",
    "csv": "csv",
}


async def save(request: Request, services: Services) -> Message:
    """``/save <paper>``: onto the person's own list."""
    say = request.say
    if not request.arguments:
        raise UsageError(say.text("Which paper should I save? For example: /save 3"))
    papers = await named_papers(request, services)
    if not papers:
        return await asked_which(request, services, "/save")
    kept = {one.paper for one in await services.people.reading.of(request.person)}
    if len(kept | {paper.id for paper in papers}) > max(MOST_SAVED, len(kept)):
        raise UsageError(
            say.text(
                "Your list holds at most {most} papers, so nothing was saved.",
                most=MOST_SAVED,
            )
        )
    if not request.origin.tapped:
        list_shown(request, services, ())
    new: list[Paper] = []
    known: list[Paper] = []
    for paper in papers:
        kept_now = Saved(request.person, paper.id, services.clock())
        (new if await services.people.reading.save(kept_now) else known).append(paper)
    undone = [one.id for one in new or papers]
    told = [*saved_told(new, say), *known_told(known, say)]
    return message(*map(paragraph, told), _undo(undone, "/unsave", say.text("Take off list"), say))


def _undo(ids: Sequence[str], command: str, label: str, say: Translator) -> Buttons:
    """What takes it back, of several all at once and one by one, and the list."""
    mine = Button(say.text("My list"), command="/saved")
    if len(ids) < 2:
        return Buttons(((*(Button(label, command=f"{command} {one}") for one in ids), mine),))
    every = Button(f"{label} · {len(ids)}", command=f"{command} {' '.join(ids)}")
    each = ((Button(f"{label} · {one}", command=f"{command} {one}"),) for one in ids)
    return Buttons(((every, mine), *(each if len(ids) <= _UNDONE_ONE_BY_ONE else ())))


async def unsave(request: Request, services: Services) -> Message:
    """``/unsave <paper>``: off the list."""
    say = request.say
    if not request.arguments:
        raise UsageError(
            say.text("Which paper should I take off your list? For example: /unsave 2602.01234")
        )
    reference, _, last = request.arguments.rpartition(" ")
    if last == _IN_LIST and (tapped := parse_arxiv_id(reference)):
        return await _tapped_off(tapped.id, request, services)
    # what is on the list needs no look-up to be taken off
    kept = [one.paper for one in await services.people.reading.of(request.person)]
    asked = by_the_list(request, services, kept)
    named = read_only_papers(asked.arguments)
    ids = [one.id for one in named if isinstance(one, ArxivId)]
    if not ids or len(ids) < len(named):
        await _refuse_numbers_of_neither(named, kept, request, services)
        ids = [one.id for one in await named_papers(asked, services)]
    if not ids:
        return await _which_to_take_off(request, services)
    removed = {id_: await services.people.reading.remove(request.person, id_) for id_ in ids}
    known = await services.papers.outlines(ids)
    gone = [id_ for id_, was_there in removed.items() if was_there]
    told = taken_off(removed, known, say)
    return message(*map(paragraph, told), _undo(gone, "/save", say.text("Put it back"), say))


async def _refuse_numbers_of_neither(
    named: Sequence[PaperName], kept: Sequence[str], request: Request, services: Services
) -> None:
    """Raises UsageError for a number of neither the brief nor the list, off which it was to go."""
    shown = await numbers_here(request, services)
    for each in named:
        if isinstance(each, BriefNumber) and each.number not in shown and kept:
            told = none_on_list(each.number, len(kept), request.say)
            more = request.say.text("/saved shows it with its numbers.")
            raise UsageError(request.say.sentences(told, more))


async def _which_to_take_off(request: Request, services: Services) -> Message:
    """What words of a title may mean is on the list."""
    kept = [one.paper for one in await services.people.reading.of(request.person)]
    known = await services.papers.outlines(kept)
    words = fold(request.arguments).split()
    titled = [paper for paper in known.values() if _has_words(paper, words)]
    if not titled:
        return await asked_which(request, services, "/unsave")
    told = request.say.text("Nothing has been done yet. Did you mean one of these?")
    return which_one(titled, told, "/unsave")


def _has_words(paper: AnyPaper, words: Sequence[str]) -> bool:
    title = fold(title_of(paper))
    return all(word in title for word in words)


async def _tapped_off(paper: str, request: Request, services: Services) -> Message:
    """By a button of the list: the answer is the list again."""
    before = [one.paper for one in await services.people.reading.of(request.person)]
    await services.people.reading.remove(request.person, paper)
    page = before.index(paper) // SAVED_A_PAGE + 1 if paper in before else 1
    return await _list(page, request, services)


async def saved(request: Request, services: Services) -> Message:
    """``/saved [page]``: the person's list, newest first."""
    text = request.arguments
    if text and not (text.isascii() and text.isdigit()):
        raise UsageError(
            request.say.text(
                "“{text}” is not a page. For example: /saved 2", text=shorten(text, 40)
            )
        )
    return await _list(int(text or 1), request, services, typed=bool(text))


async def _list(page: int, request: Request, services: Services, *, typed: bool = False) -> Message:
    if hidden := _elsewhere(request):
        return hidden
    say = request.say
    kept = await services.people.reading.of(request.person)
    if not kept:
        return message(
            paragraph(say.text("Your list is empty. /save 3 saves number 3 of the last brief."))
        )
    pages = -(-len(kept) // SAVED_A_PAGE)
    if typed and not request.origin.tapped and not 1 <= page <= pages:
        raise UsageError(
            say.plural("There is {n} page.", "There are {n} pages, numbered from 1.", pages)
        )
    # the last entry of the last page may just have been taken off
    page = min(max(page, 1), pages)
    first = (page - 1) * SAVED_A_PAGE
    shown = kept[first : first + SAVED_A_PAGE]
    list_shown(request, services, [one.paper for one in kept])
    papers = await services.papers.outlines([one.paper for one in shown])
    heading = say.plural("Your list: {n} paper", "Your list: {n} papers", len(kept))
    if pages > 1:
        heading += " · " + say.text("page {page} of {pages}", page=page, pages=pages)
    return message(
        Heading(spans(heading)),
        ItemList(tuple(_item(at, one, papers, request) for at, one in enumerate(shown, first + 1))),
        Buttons((*(_row(one) for one in shown), *page_row("/saved", page, pages, say), _exports())),
    )


def _item(number: int, one: Saved, papers: Mapping[str, PaperOutline], request: Request) -> Item:
    paper = papers.get(one.paper)
    title = title_of(paper) if paper else one.paper
    since = request.say.text("saved {day}", day=request.say.date(one.at.date()))
    return Item(
        (
            spans(Span(title, "strong", command=f"/paper {one.paper}")),
            spans(Span(f"{one.paper} · {since}", "dim")),
        ),
        f"{number}.",
    )


def _row(one: Saved) -> tuple[Button, ...]:
    return (
        Button(one.paper, command=f"/paper {one.paper}"),
        Button("✕", command=f"/unsave {one.paper} {_IN_LIST}", replaces=True),
    )


def _exports() -> tuple[Button, ...]:
    labels: dict[ExportFormat, str] = {"bibtex": "BibTeX", "markdown": "Markdown", "csv": "CSV"}
    return tuple(Button(labels[form], command=f"/export {form}") for form in FORMS)


async def export(request: Request, services: Services) -> Message:
    """``/export bibtex | markdown | csv [papers]``: the list, or the papers named, as a file."""
    say = request.say
    form, named = read_export(request.arguments)
    if named:
        asked = by_the_list(replace(request, arguments=named), services)
        papers: Sequence[Paper] = await named_papers(asked, services)
        if form is None or not papers:
            raise UsageError(_exports_told(say))
        told = say.plural("{n} paper", "{n} papers", len(papers))
        return _file(papers, form, told)
    if hidden := _elsewhere(request):
        return hidden
    kept = [one.paper for one in await services.people.reading.of(request.person)]
    known = await services.papers.get(kept)
    papers = [known[paper] for paper in kept if paper in known]
    if not papers:
        raise UsageError(say.text("Your list is empty, so there is nothing to export."))
    if form is None:
        return message(paragraph(_exports_told(say)), Buttons((_exports(),)))
    told = say.plural("{n} paper from your list", "{n} papers from your list", len(papers))
    return _file(papers, form, told)


def read_export(arguments: str) -> tuple[ExportFormat | None, str]:
    """The form, and what papers are named beside it, before or behind. Pure."""
    words = [word for word in arguments.replace(",", " ").split() if word.lower() != "as"]
    forms = [word.lower() for word in words if word.lower() in _FORM_WORDS]
    rest = " ".join(word for word in words if word.lower() not in _FORM_WORDS)
    return (_FORM_WORDS[forms[0]] if len(forms) == 1 else None), rest


def _file(papers: Sequence[Paper], form: ExportFormat, told: str) -> Message:
    content = exported(papers, form).encode()
    caption = spans(Span(told))
    return message(Attachment(FILE_NAMES[form], content, MEDIA_TYPES[form], caption))


def _exports_told(say: Translator) -> str:
    return say.text(
        "In which format? /export bibtex, /export markdown or /export csv sends "
        "you your reading list as a file."
    )


def _elsewhere(request: Request) -> Message | None:
    """What is said of a list where others would read it: that it is for one person alone."""
    if request.origin.private:
        return None
    return message(
        paragraph(
            request.say.text(
                "Your list is private, and others can read along here. Ask me for "
                "it in a private chat."
            )
        )
    )
