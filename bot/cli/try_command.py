"""``python -m bot try``: a brief in this terminal, then a conversation."""

import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Literal

import click

from adapters.listings.reading import read_listing
from adapters.terminal_chat.conversation import CHANNEL, PERSON, TerminalChat
from adapters.terminal_chat.render import console_for
from bot.cli.brief_command import BriefOrder, fetched, saved
from bot.cli.progress import asking
from bot.commands.lines.command import CommandResult, Origin, Services
from bot.commands.lines.dispatch import answer
from bot.errors import SourceRefused, SourceUnreadable, TryAgain
from bot.settings import Settings
from bot.values.listings import Listing
from bot.wiring.arxiv_source import Arxiv, arxiv
from bot.wiring.session import categories_of, session

FOLDER = "try"
SAMPLE_FOLDER = "sample"
SAVED_CHANNEL = "terminal:saved"
SAMPLE_CATEGORIES = ("cs.CL", "cs.CV", "cs.LG")


@dataclass(frozen=True, slots=True)
class SessionSource:
    """Where this session's announcement came from; ``categories`` are its own.

    A saved announcement has a channel of its own, so that what it holds does not
    change what is asked of arXiv the next time.
    """

    listings: tuple[Listing, ...]
    categories: tuple[str, ...]
    folder: Path
    kind: Literal["arxiv", "saved", "sample"]

    @property
    def channel(self) -> str:
        return SAVED_CHANNEL if self.kind == "saved" else CHANNEL


async def converse(order: BriefOrder, settings: Settings) -> None:
    """The whole session; ends with the input."""
    async with AsyncExitStack() as stack:
        outside = await stack.enter_async_context(arxiv(settings))
        source = await _source(order, settings, outside)

        async def bring(categories: Sequence[str]) -> Sequence[Listing]:
            return await fetched(outside, categories)

        opened = await stack.enter_async_context(
            session(
                settings,
                source.folder,
                source.listings,
                source.categories,
                None if source.kind == "sample" else outside.lookup,
                bring if source.kind == "arxiv" else None,
                None if source.kind == "sample" else outside.files,
            )
        )
        await _talk(order, opened, source)


async def _source(order: BriefOrder, settings: Settings, outside: Arxiv) -> SessionSource:
    folder = settings.storage.data / FOLDER
    if order.paths:
        listings = saved(order.paths, order.categories)
        if any(one.sample for one in listings):
            folder /= SAMPLE_FOLDER
        return SessionSource(listings, order.categories or categories_of(listings), folder, "saved")
    categories = order.categories or settings.channels.categories
    try:
        return SessionSource(await fetched(outside, categories), categories, folder, "arxiv")
    except (TryAgain, SourceUnreadable, SourceRefused) as error:
        if order.categories and isinstance(error, SourceRefused):
            raise
        click.echo(f"{error} Going on with a sample of invented papers.", err=True)
        wanted = order.categories or SAMPLE_CATEGORIES
        return SessionSource((sample(),), wanted, folder / SAMPLE_FOLDER, "sample")


def sample() -> Listing:
    """The announcement that ships with the package."""
    return read_listing(files("adapters").joinpath("sample.jsonl").read_bytes())


async def _talk(order: BriefOrder, services: Services, source: SessionSource) -> None:
    """The brief first, then whatever is asked."""
    await _set_up(order, source, services)
    chat = TerminalChat(console_for(sys.stdout), console_for(sys.stderr), source.folder / "files")

    async def reply(line: str, conversation: TerminalChat) -> CommandResult:
        origin = Origin(channel=source.channel, person=PERSON, private=True, alone=True)
        return await answer(line, origin, conversation, services)

    with asking((services.model.name,) if services.model else ()):
        brief = await reply("/brief", chat)
    await chat.tell(brief)
    click.echo("\nType a number to open a paper, /help for all commands, /quit to end.", err=True)
    if services.samples is not None:
        click.echo("/brief model shows what a language model would make of it.", err=True)
    await chat.converse(reply, services.commands, sys.stdin, source.folder / "history")


async def _set_up(order: BriefOrder, source: SessionSource, services: Services) -> None:
    """What the options set is kept, as a command would; an announcement that is not
    arXiv's newest brings its own categories, and the topics stay what they were."""
    known = await services.channels.stored.get(source.channel)
    if known is not None:
        click.echo(f"Topics and settings are those of earlier, from {source.folder}.", err=True)
    categories = order.categories or (() if source.kind == "arxiv" else source.categories)
    if not (categories or order.topics or order.top):
        return
    known = known or services.channels.new(source.channel)
    await services.channels.stored.keep(
        replace(
            known,
            top=order.top or known.top,
            categories=tuple(categories) or known.categories,
            topics=order.topics or known.topics,
        )
    )
