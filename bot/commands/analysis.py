"""The deep analysis again, page by page, as a file, or in a thread: /analysis."""

import asyncio
import re
from dataclasses import replace

from bot.commands.analyses.behind import behind_card
from bot.commands.analyses.making import first_screen, opens, shown_analysis
from bot.commands.lines.command import Continued, Request, Services
from bot.commands.papers import found_paper
from bot.errors import UsageError
from bot.identifiers import versioned
from bot.messages.analysis import Shown, analysis_pages, page_message, whole_message
from bot.messages.blocks import Attachment, Message, Span, message, paragraph, spans
from bot.messages.entries import title_of
from bot.messages.html import page
from bot.messages.markdown import markdown
from bot.text.titles import short_title
from bot.values.model import Account

_WHAT = re.compile(r"(?P<paper>.+?)\s+(?P<what>\d|md|markdown|html|thread)", re.I | re.S)
# seconds for one that is kept: nobody is told that anything is being read
AT_ONCE = 1.5
# UTF-16 units of a title where it names a file or a thread
_LONGEST_NAME = 90


async def analysis(request: Request, services: Services) -> Message | Continued:
    """``/analysis <paper> [page | md | html | thread]``."""
    say = request.say
    if not request.arguments:
        raise UsageError(say.text("Analyse which paper? For example: /analysis 3"))
    reading = services.reading
    if reading is None:
        raise UsageError(say.text("There are no full texts here."))
    name, what = _read(request.arguments)
    paper = await found_paper(replace(request, arguments=name), services)
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
    told = say.text("I am reading “{title}”; its analysis comes here.", title=title_of(paper))
    return Continued(message(paragraph(told)), behind_card(paper, request, services, reading))


def _read(arguments: str) -> tuple[str, str]:
    """The paper's name and what of its analysis is wanted, "0" for the first screen."""
    found = _WHAT.fullmatch(arguments.strip())
    return (found["paper"], found["what"].lower()) if found else (arguments, "0")


async def _shown(shown: Shown, what: str, request: Request, services: Services) -> Message:
    match what:
        case "thread":
            return await _in_thread(shown, request, services)
        case "md" | "markdown" | "html":
            return _as_file(shown, what, request)
        case "0":
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
