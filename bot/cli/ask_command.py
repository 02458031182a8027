"""``python -m bot ask``: a question about papers, answered on standard output."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Literal

import click

from adapters.paper_files.child import FileReader
from adapters.paper_files.source import PaperFiles
from adapters.terminal_chat.conversation import CHANNEL
from adapters.terminal_chat.render import console_for, print_message
from bot.cli.exits import told_errors
from bot.cli.logs import started
from bot.errors import SourceUnreadable, UsageError
from bot.identifiers import ArxivId, parse_arxiv_id
from bot.messages.answers import answer_message
from bot.messages.blocks import Buttons, Message
from bot.messages.html import page
from bot.messages.markdown import markdown
from bot.pipeline.reading.answering import Asked
from bot.settings import Settings
from bot.translator import translator
from bot.values.full_texts import FullText
from bot.values.model import Account
from bot.values.papers import Paper
from bot.wiring.arxiv_source import Arxiv, arxiv
from bot.wiring.asking import answering_over
from bot.wiring.model import terminals
from bot.wiring.pipeline import embedded
from storage.file.database import DATABASE

AnswerFormat = Literal["text", "markdown", "html"]
LONGEST_QUESTION, MOST_PAPERS = 1_000, 4


@click.command()
@click.argument("papers", nargs=-1, required=True, metavar="ID|FILE... QUESTION")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "html")),
    default="text",
    show_default=True,
    help="Of the answer.",
)
def ask(papers: tuple[str, ...], form: AnswerFormat) -> None:
    """Answer a question from the full text of one paper or several.

    A paper is an arXiv id or address, or a PDF or HTML file. The question comes last.
    """
    with told_errors():
        *named, question = papers
        _check(named, question)
        settings = started()
        click.echo(asyncio.run(_answered(named, question, form, settings)), nl=False)
        sys.stdout.flush()


def _check(named: Sequence[str], question: str) -> None:
    if not named:
        raise UsageError('Name a paper first, then ask: ask 2602.01234 "Which data was it?"')
    if len(named) > MOST_PAPERS:
        raise UsageError(f"At most {MOST_PAPERS} papers in one question.")
    if not question.strip():
        raise UsageError("The question is empty.")
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"A question has at most {LONGEST_QUESTION:,} characters.")


async def _answered(
    named: Sequence[str], question: str, form: AnswerFormat, settings: Settings
) -> str:
    files = [one for one in named if parse_arxiv_id(one) is None]
    async with AsyncExitStack() as stack:
        outside = None
        if len(files) < len(named):
            outside = await stack.enter_async_context(arxiv(settings))
        pipeline = await stack.enter_async_context(
            terminals(embedded(None), settings, settings.storage.data / DATABASE)
        )
        read = await _read_files(files)
        papers = tuple(
            [read[one][0] if one in read else await _known(one, outside) for one in named]
        )
        texts = _texts({paper.id: text for paper, text in read.values()}, outside)
        language = settings.channels.language
        account = Account(CHANNEL)
        asked = Asked(papers=papers, question=question, language=language, account=account)
        answer = await answering_over(texts, pipeline).answer(asked)
    say = translator(language)
    return _rendered(_without_buttons(answer_message(answer, papers, say)), form, language)


async def _read_files(files: Sequence[str]) -> Mapping[str, tuple[Paper, FullText]]:
    reader = FileReader()
    found: dict[str, tuple[Paper, FullText]] = {}
    for one in files:
        click.echo(f"paperbrief: reading {one}", err=True)
        text = await reader.read_path(Path(one))
        if not text.pieces:
            why = text.defects[0].kind.replace("_", " ") if text.defects else "empty"
            raise SourceUnreadable(f"No text could be read from {one}: {why}.")
        paper = Paper(
            id=text.paper_id, version=None, title=text.title or text.paper_id, abstract="",
            authors=(), categories=(),
        )  # fmt: skip
        found[one] = (paper, text)
    return found


async def _known(name: str, outside: Arxiv | None) -> Paper:
    identity = parse_arxiv_id(name) or ArxivId(name)
    found = await outside.asked.by_ids([str(identity)]) if outside else {}
    if str(identity) not in found:
        raise UsageError(f"arXiv has no paper {identity}.")
    return found[str(identity)]


def _texts(
    read: Mapping[str, FullText], outside: Arxiv | None
) -> Callable[[Paper], Awaitable[FullText]]:
    source = PaperFiles(outside.files, FileReader()) if outside else None

    async def text_of(paper: Paper) -> FullText:
        if paper.id in read or source is None:
            return read[paper.id]
        return await source.read(paper)

    return text_of


def _without_buttons(said: Message) -> Message:
    return replace(said, blocks=tuple(one for one in said.blocks if not isinstance(one, Buttons)))


def _rendered(said: Message, form: AnswerFormat, language: str) -> str:
    if form == "markdown":
        return markdown(said)
    if form == "html":
        return page(said, language)
    console = console_for(sys.stdout)
    with console.capture() as captured:
        print_message(console, said)
    return captured.get()
