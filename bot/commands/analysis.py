"""The deep analysis again, page by page, as a file, or in a thread: /analysis."""

import asyncio
import re
from dataclasses import replace

from bot.commands.analyses.behind import behind_card, no_text
from bot.commands.analyses.making import first_screen, opens, shown_analysis
from bot.commands.finding import papers_of, which_one
from bot.commands.lines.command import Continued, Request, Services
from bot.commands.lines.references import read_papers
from bot.errors import UsageError
from bot.identifiers import parse_arxiv_id, versioned
from bot.messages.analysis import Shown, analysis_pages, page_message, whole_message
from bot.messages.blocks import Attachment, Message, Span, message, paragraph, spans
from bot.messages.entries import title_of
from bot.messages.html import page
from bot.messages.markdown import markdown
from bot.text.readable import shorten
from bot.text.titles import short_title
from bot.translator import Translator
from bot.values.model import Account

_FORM = r"md|markdown|html|thread|page\s+\d{1,2}"
_BEHIND = re.compile(rf"(?P<paper>.+?)\s+(?:as\s+)?(?P<what>{_FORM})", re.I)
_BEFORE = re.compile(rf"(?P<what>{_FORM})\s+(?:of\s+)?(?P<paper>.+)", re.I)
# as buttons have it: of an id a page needs no word, while 3 2 are two papers
_OF_ID = re.compile(r"(?P<paper>\S+)\s+(?P<what>\d{1,2})")
# what people ask for, and there is none of
_STRANGE = re.compile(
    r"(?P<paper>\S+)\s+(?:as\s+)?(?:an?\s+)?"
    r"(?P<what>pdf|docx?|word|txt|text|latex|tex|json|epub|rtf|odt|csv|xml|file)",
    re.I,
)
_MOST_OFFERED = 10
# seconds for one that is kept: nobody is told that anything is being read
AT_ONCE = 1.5
# UTF-16 units of a title where it names a file or a thread
_LONGEST_NAME = 90


async def analysis(request: Request, services: Services) -> Message | Continued:
    """``/analysis <paper> [page <n> | md | html | thread]``, in either order."""
    say = request.say
    if not request.arguments:
        raise UsageError(say.text("Which paper should I analyse? For example: /analysis 3"))
    reading = services.reading
    if reading is None:
        raise UsageError(say.text("There are no full texts here."))
    name, what = read_analysis(request.arguments)
    if strange := _strange_form(name):
        raise UsageError(_forms_told(*strange, say))
    asked = replace(request, arguments=name)
    found = await papers_of(asked, services, most=_MOST_OFFERED)
    if found.several or len(found.papers) > 1:
        told = say.text(
            "One analysis at a time, please. Which one? (For a page: /analysis 3 page 2)"
        )
        after = "" if what == "0" else what
        return which_one(
            found.several or found.papers, told, "/analysis", after, shown=_MOST_OFFERED
        )
    if found.missing:
        raise UsageError(say.sentences(*found.missing))
    paper = found.papers[0]
    services.asking.talks.shown(request.channel.address, (paper.id,))
    account = Account(request.channel.address, request.person)
    work = asyncio.ensure_future(
        shown_analysis(paper, request.channel.language, account, services, reading)
    )
    try:
        done, _ = await asyncio.wait({work}, timeout=AT_ONCE)
    finally:
        if not work.done():
            # the memo goes on with it
            work.cancel()
    if done:
        return await _shown(work.result(), what, request, services)
    told = say.text(
        "I am reading “{title}” and will post its analysis here.", title=title_of(paper)
    )
    return Continued(message(paragraph(told)), behind_card(paper, request, services, reading))


def read_analysis(arguments: str) -> tuple[str, str]:
    """The paper's name and what of its analysis is wanted, "0" for the first screen.
    Pure."""
    text = arguments.strip()
    found = _BEHIND.fullmatch(text) or _BEFORE.fullmatch(text)
    if found is None and (paged := _OF_ID.fullmatch(text)) and _is_page(paged):
        found = paged
    if found is None:
        return text, "0"
    return found["paper"], found["what"].lower().removeprefix("page").strip()


def _strange_form(name: str) -> tuple[str, str] | None:
    """A paper's number or id, and a form behind it in which there is no analysis."""
    found = _STRANGE.fullmatch(name)
    if found is None or not read_papers(found["paper"]).papers:
        return None
    return found["paper"], found["what"].lower()


def _forms_told(paper: str, form: str, say: Translator) -> str:
    return say.text(
        "There is no analysis as {form}. As a file it comes as md or html: /analysis {paper} html",
        form=form,
        paper=shorten(paper, 40),
    )


def _is_page(paged: re.Match[str]) -> bool:
    """Behind an id a number is a page; behind a number only 0 is, which no brief has."""
    return parse_arxiv_id(paged["paper"]) is not None or int(paged["what"]) == 0


async def _shown(shown: Shown, what: str, request: Request, services: Services) -> Message:
    match what:
        case "thread":
            return await _in_thread(shown, request, services)
        case "md" | "markdown" | "html":
            return _as_file(shown, what, request)
        case "0" | "00":
            if shown.paper.sample and shown.analysis.made_from == "abstract":
                return message(paragraph(no_text(shown.paper, shown, request.say)))
            return await first_screen(shown, request.channel.address, request.say, services)
        case _:
            return _page(shown, int(what), request)


def _page(shown: Shown, number: int, request: Request) -> Message:
    last = len(analysis_pages(shown.analysis))
    if number > last:
        raise UsageError(
            request.say.plural("This analysis has {n} page.", "This analysis has {n} pages.", last)
        )
    command = opens(shown.paper, shown.analysis.version)
    return page_message(shown, number, request.say, command)


def _as_file(shown: Shown, form: str, request: Request) -> Message:
    whole = whole_message(shown, request.say)
    name = versioned(shown.paper.id, shown.analysis.version).replace("/", "-")
    if form == "html":
        content, ending, kind = page(whole, shown.analysis.language), "html", "text/html"
    else:
        content, ending, kind = markdown(whole), "md", "text/markdown"
    told = request.say.text("The whole analysis of “{title}”", title=_name(shown))
    return message(
        Attachment(f"{name}-analysis.{ending}", content.encode(), kind, spans(Span(told)))
    )


async def _in_thread(shown: Shown, request: Request, services: Services) -> Message:
    say, threads = request.say, services.channels.threads
    here = request.channel.address
    if threads is None or not await threads.may_open(here):
        raise UsageError(say.text("I cannot open a thread here."))
    command = opens(shown.paper, shown.analysis.version)
    first = await first_screen(shown, "", say, services)
    pages = range(1, len(analysis_pages(shown.analysis)) + 1)
    rest = [page_message(shown, number, say, command) for number in pages]
    opened = await threads.open(here, _name(shown), [first, *rest])
    if opened is None:
        raise UsageError(say.text("The thread could not be opened; the log says why."))
    link = Span(say.text("Here is the thread."), url=opened)
    return message(paragraph(link))


def _name(shown: Shown) -> str:
    return short_title(title_of(shown.paper), _LONGEST_NAME)
