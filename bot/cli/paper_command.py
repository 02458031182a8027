"""``python -m bot paper``: the deep analysis of one paper to standard output."""

import asyncio
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import click

from adapters.paper_files.child import FileReader
from adapters.paper_files.source import PaperFiles
from adapters.terminal_chat.render import console_for, print_message
from bot.cli.exits import told_errors
from bot.cli.logs import started
from bot.editorial.full_text.pieces import abstract_of
from bot.editorial.updates import is_withdrawn
from bot.errors import UsageError
from bot.identifiers import ArxivId, parse_arxiv_id
from bot.messages.analysis import (
    Shown,
    analysis_pages,
    glance_message,
    page_message,
    whole_message,
)
from bot.messages.analysis_json import analysis_document
from bot.messages.blocks import Message
from bot.messages.html import page
from bot.messages.markdown import markdown
from bot.pipeline.memo import Memo
from bot.pipeline.reading.analysing import AnalysisDesk, Wanted, analysed, older_analysis
from bot.pipeline.reading.texts import FullTexts
from bot.settings import Settings
from bot.spending import OPERATOR
from bot.translator import Translator, translator
from bot.values.analyses import Reading
from bot.values.full_texts import FullText
from bot.values.model import Account
from bot.values.papers import Paper
from bot.wiring.analysing import terminal_desk
from bot.wiring.arxiv_source import arxiv
from scheduler.timing.clocks import machine
from storage.file.database import DATABASE

Form = Literal["text", "markdown", "html", "json"]
# seconds: nobody sits at a prompt, so a slow arXiv may take its time
_FIRST_WORD = 30.0


@dataclass(frozen=True, slots=True)
class _Read:
    """``newest`` is the version that came after the one that was asked for."""

    paper: Paper
    text: FullText
    newest: int | None = None


@click.command("paper")
@click.argument("paper", metavar="ID|FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
)
@click.option(
    "--page",
    type=click.IntRange(min=0),
    metavar="N",
    help="One page as a chat shows it: 0 is the first, with five lines. Without it: the whole.",
)
def paper(paper: str, form: Form, page: int | None) -> None:
    """Analyse one paper: an arXiv id or address, or a PDF or HTML file.

    In the authors' words, or by the model that the settings name.
    """
    with told_errors():
        settings = started()
        click.echo(asyncio.run(_written(paper, form, page, settings)), nl=False)
        sys.stdout.flush()


async def _written(name: str, form: Form, number: int | None, settings: Settings) -> str:
    read = await _read(name, settings)
    language = settings.channels.language
    async with terminal_desk(settings, settings.storage.data / DATABASE, machine) as desk:
        await _tell_older(read.paper, language, desk)
        wanted = Wanted(
            paper=read.paper,
            text=read.text,
            language=language,
            account=Account(OPERATOR),
            report=_report,
        )
        analysis = await analysed(wanted, desk)
    shown = Shown(
        paper=read.paper,
        analysis=analysis,
        newest=read.newest,
        withdrawn=is_withdrawn(read.paper),
    )
    return _rendered(shown, form, number, language)


async def _tell_older(paper: Paper, language: str, desk: AnalysisDesk) -> None:
    older = await older_analysis(paper, language, desk)
    if older is not None:
        said = f"the analysis that is kept is of version {older.version}; this is a new one"
        click.echo(f"paperbrief: {said}", err=True)


def _rendered(shown: Shown, form: Form, number: int | None, language: str) -> str:
    if form == "json":
        return analysis_document(shown)
    made = _message(shown, number, translator(language))
    match form:
        case "markdown":
            return markdown(made)
        case "html":
            return page(made, language)
        case "text":
            console = console_for(sys.stdout)
            with console.capture() as captured:
                print_message(console, made)
            return captured.get()


def _message(shown: Shown, number: int | None, say: Translator) -> Message:
    """The whole, or one page with what a person would type for the others."""
    if number is None:
        return whole_message(shown, say)

    def opens(what: str) -> str:
        return f"/paper {shown.paper.id} {what}"

    if number == 0:
        return glance_message(shown, say, opens)
    pages = len(analysis_pages(shown.analysis))
    if number > pages:
        raise UsageError(f"there is no page {number}; the last one is {pages}")
    return page_message(shown, number, say, opens)


def _report(reading: Reading) -> None:
    if reading.done < reading.total:
        said = f"paperbrief: reading, part {reading.done + 1} of {reading.total}"
        click.echo(said, err=True)


async def _read(name: str, settings: Settings) -> _Read:
    path = Path(name)
    if _is_file(path):
        # a large one takes some seconds
        click.echo(f"paperbrief: reading {name}", err=True)
        return _of_file(path, await FileReader().read_path(path))
    identity = parse_arxiv_id(name)
    if identity is None:
        raise UsageError(
            f"{name} is neither a file nor an arXiv id; ids look like 2602.01234 or hep-th/9901002"
        )
    click.echo(f"paperbrief: asking arXiv for {identity}", err=True)
    return await _of_id(identity, settings)


def _is_file(path: Path) -> bool:
    return path.is_file()


async def _of_id(identity: ArxivId, settings: Settings) -> _Read:
    async with arxiv(settings, first_word=_FIRST_WORD) as source:
        names = list(dict.fromkeys((identity.id, str(identity))))
        found = await source.asked.by_ids(names)
        newest, asked = found.get(identity.id), found.get(str(identity))
        if asked is None:
            raise UsageError(f"arXiv has no paper {identity}")
        texts = FullTexts(PaperFiles(source.files, FileReader()), None, Memo(), machine)
        text = await texts.of(asked)
    is_older = newest is not None and (newest.version or 0) > (asked.version or 0)
    return _Read(asked, text, newest.version if newest and is_older else None)


def _of_file(path: Path, text: FullText) -> _Read:
    """A file tells of itself what else arXiv's record would."""
    if not text.pieces:
        kinds = ", ".join(one.kind for one in text.defects)
        raise UsageError(f"{path} has no text that can be read ({kinds})")
    paper = Paper(
        id=text.paper_id,
        version=None,
        title=text.title or path.stem,
        abstract=abstract_of(text),
        authors=(),
        categories=(),
    )
    # whatever version it says: another file may have the same name, and nothing is kept of it
    return _Read(paper, replace(text, version=None))
