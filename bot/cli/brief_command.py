"""``python -m bot brief``: one brief to standard output; nothing is recorded."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import click

from adapters.listing_files import read_files
from adapters.terminal_chat.conversation import CHANNEL
from adapters.terminal_chat.render import console_for, print_message
from bot.cli.progress import asking, reporting
from bot.cli.requested import channel_for
from bot.editorial.announcement import merge
from bot.errors import UsageError
from bot.messages.brief import ONE_MESSAGE, brief_message, within
from bot.messages.digest import digest_message
from bot.messages.edition_json import edition_document
from bot.messages.html import page
from bot.messages.markdown import markdown
from bot.ports.sources import PaperLookup
from bot.settings import Settings
from bot.taxonomy import canonical_or_same
from bot.translator import translator
from bot.values.channels import Channel
from bot.values.editions import Edition
from bot.values.listings import Listing
from bot.values.topics import Topic
from bot.wiring.arxiv_source import Arxiv, arxiv
from bot.wiring.model import terminals
from bot.wiring.pipeline import embedded
from bot.wiring.scoring import scorer
from scheduler.edition import Day
from scheduler.timing.calendar import NEW_YORK
from scheduler.timing.clocks import machine
from scheduler.watching.newest import newest_announcement
from storage.file.database import DATABASE

Format = Literal["text", "markdown", "html", "json"]
# seconds: nobody sits at a prompt, so a slow arXiv may take its time
FIRST_WORD_OF_BRIEF = 30.0
# categories of a file that a sentence names
_NAMED = 12


@dataclass(frozen=True, slots=True)
class BriefOrder:
    """What the options asked for. ``lookup`` None: as fits the source."""

    paths: tuple[Path, ...]
    categories: tuple[str, ...]
    topics: tuple[Topic, ...]
    top: int | None
    form: Format
    lookup: bool | None = None
    at: datetime | None = None


async def print_brief(order: BriefOrder, settings: Settings) -> None:
    edition = await _edition(order, settings)
    click.echo(rendered(edition, order.form), nl=False)


async def _edition(order: BriefOrder, settings: Settings) -> Edition:
    channel = channel_for(
        settings, CHANNEL, categories=order.categories, topics=order.topics, top=order.top
    )
    if order.paths:
        listings = saved(order.paths, order.categories)
        if not order.lookup:
            return await _made(listings, channel, None, settings)
        async with arxiv(settings) as source:
            return await _made(listings, channel, source.lookup, settings)
    channel = replace(channel, categories=channel.categories or settings.channels.categories)
    async with arxiv(settings, first_word=FIRST_WORD_OF_BRIEF) as source:
        listings = await fetched(source, channel.asked, order.at)
        lookup = None if order.lookup is False else source.lookup
        return await _made(listings, channel, lookup, settings)


async def _made(
    listings: Sequence[Listing], channel: Channel, lookup: PaperLookup | None, settings: Settings
) -> Edition:
    pipeline = embedded(lookup, scorer=scorer(settings.encoder))
    place = settings.storage.data / DATABASE
    async with terminals(pipeline, settings, place) as pipeline:
        with asking(settings.models):
            return await Day(listings, pipeline).edition(channel)


def saved(paths: Sequence[Path], categories: Sequence[str]) -> tuple[Listing, ...]:
    """The announcements in files and folders; what was no announcement is told.

    Raises UsageError where none of the asked ``categories`` is in them.
    """
    read = read_files(paths)
    for sentence in read.skipped:
        click.echo(f"paperbrief: left out: {sentence}", err=True)
    _refuse_others(read.listings, categories)
    return read.listings


def _refuse_others(listings: Sequence[Listing], asked: Sequence[str]) -> None:
    named = merge(listings, ()).categories
    if not asked or not named or not named.keys().isdisjoint(map(canonical_or_same, asked)):
        return
    found = merge(listings, asked)
    if found.papers or found.unreadable:
        # cross-lists of papers of other categories
        return
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    raise UsageError(
        f"what --from names has nothing of {', '.join(asked)}. It has "
        f"{', '.join(list(named)[:_NAMED])}{more}: ask for one of these, or leave "
        "--categories out."
    )


async def fetched(
    source: Arxiv, categories: Sequence[str], at: datetime | None = None
) -> tuple[Listing, ...]:
    """The newest announcement from arXiv, with a progress bar on standard error."""
    with reporting(len(categories)) as report:
        brought = await newest_announcement(
            source.feed, source.harvest, categories, new_york_today(at), report
        )
    for problem in brought.problems:
        click.echo(f"paperbrief: {problem}", err=True)
    return brought.listings


def new_york_today(at: datetime | None) -> date:
    return (at or machine()).astimezone(NEW_YORK).date()


def rendered(edition: Edition, form: Format) -> str:
    """The brief in one of its forms, ended with a line break."""
    say = translator(edition.language)
    match form:
        case "json":
            return edition_document(edition).to_json() + "\n"
        case "markdown":
            return markdown(digest_message(edition, say))
        case "html":
            return page(digest_message(edition, say), edition.language)
        case "text":
            return _as_text(edition)


def _as_text(edition: Edition) -> str:
    console = console_for(sys.stdout)
    with console.capture() as captured:
        # indentation and the lines of buttons take their part of one message
        needs = within(ONE_MESSAGE - 300)
        print_message(console, brief_message(edition, translator(edition.language), needs))
    return captured.get()
