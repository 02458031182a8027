"""``python -m bot try``: a brief in this terminal, then a conversation."""

import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import click

from adapters.listings import read_listing
from adapters.terminal_chat import CHANNEL, PERSON, TerminalChat
from adapters.terminal_render import console_for
from bot.cli.brief_command import BriefOrder, fetched, saved
from bot.cli.settings import Settings
from bot.commands.command import Desk
from bot.commands.dispatch import answer
from bot.errors import PaperbriefError
from bot.messages.blocks import Message
from bot.models import Channel, Listing
from bot.wiring import Arxiv, arxiv, session

FOLDER = "try"
SAMPLE_FOLDER = "sample"


@dataclass(frozen=True, slots=True)
class Source:
    """Where this session's announcement came from."""

    listings: tuple[Listing, ...]
    folder: Path
    online: bool


async def converse(order: BriefOrder, settings: Settings) -> None:
    """The whole session; ends with the input."""
    async with AsyncExitStack() as stack:
        outside = await stack.enter_async_context(arxiv(settings))
        source = await _source(order, settings, outside)
        lookup = outside.lookup if source.online else None

        async def bring(categories: Sequence[str]) -> Sequence[Listing]:
            return await fetched(outside, categories, settings)

        opened = await stack.enter_async_context(
            session(
                settings,
                source.folder,
                source.listings,
                lookup,
                bring if source.online and not order.paths else None,
            )
        )
        await _talk(order, opened.desk, source)


async def _source(order: BriefOrder, settings: Settings, outside: Arxiv) -> Source:
    folder = settings.data / FOLDER
    if order.paths:
        return Source(saved(order.paths), folder, online=True)
    try:
        listings = await fetched(outside, order.categories or settings.categories, settings)
    except PaperbriefError as error:
        click.echo(f"{error} Going on with a sample of invented papers.", err=True)
        return Source((sample(),), folder / SAMPLE_FOLDER, online=False)
    return Source(listings, folder, online=True)


def sample() -> Listing:
    """The announcement that ships with the package."""
    return read_listing(files("adapters").joinpath("sample.jsonl").read_bytes())


async def _talk(order: BriefOrder, desk: Desk, source: Source) -> None:
    """The brief first, then whatever is asked."""
    await _set_up(order, desk)
    chat = TerminalChat(console_for(sys.stdout), console_for(sys.stderr))

    async def reply(line: str, conversation: TerminalChat) -> Message:
        return await answer(
            line, channel=CHANNEL, person=PERSON, conversation=conversation, desk=desk
        )

    await chat.send(await reply("/brief", chat))
    click.echo("\nType a number to open a paper, /help for all commands, /quit to end.", err=True)
    await chat.converse(reply, desk.commands, sys.stdin, source.folder / "history")


async def _set_up(order: BriefOrder, desk: Desk) -> None:
    """What the options set is kept for this channel, as a command would."""
    if not (order.categories or order.topics or order.top):
        return
    known = await desk.channels.get(CHANNEL) or desk.new_channel(CHANNEL)
    await desk.channels.keep(
        Channel(
            address=CHANNEL,
            language=known.language,
            top=order.top or known.top,
            categories=order.categories or known.categories,
            topics=order.topics or known.topics,
        )
    )
