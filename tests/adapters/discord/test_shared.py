"""Briefs and cards of real papers in Discord's form."""

from pathlib import Path

import pytest

from adapters.discord_chat.rendering.folding import folded
from adapters.discord_chat.rendering.render import needs, parts
from adapters.listing_files import read_files
from bot.messages.blocks import Message
from bot.messages.brief import brief_message
from bot.messages.card import Card, card_message
from bot.translator import translator
from bot.values.editions import EditionPaper
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests.adapters.discord.markdown import read
from tests.adapters.discord.messages import displays, meant, visible
from tests.servers.discord.rules.forms import check_message
from tests.values import channel

SAY = translator("en")
pytestmark = pytest.mark.shared


def days(shared: Path) -> list[Day]:
    folders = sorted({path.parent for path in (shared / "data/arxiv").glob("*/rss_*.xml")})
    read_in = (read_files(sorted(folder.glob("rss_*.xml"))).listings for folder in folders)
    return [Day(listings, embedded(None)) for listings in read_in if listings]


def card(entry: EditionPaper) -> Message:
    made = Card(
        paper=entry.paper,
        announce_type=entry.announced.announce_type,
        links=entry.links,
        brief=entry.brief,
        match=entry.match,
        reason=entry.reason,
    )
    return card_message(made, SAY)


def checked(one: Message) -> int:
    """How many messages it takes, all of them taken by Discord and read as they were meant."""
    made = parts(one)
    lines = [line for part in made for text in displays(part.body) for line in read(text)]
    assert "".join(visible(line.text) for line in lines) == meant(folded(one))
    for part in made:
        check_message(part.body, files=0)
    return len(made)


async def test_ten_real_papers_are_one_message_and_so_is_each_card(shared: Path) -> None:
    briefs = 0
    for day in days(shared):
        edition = await day.edition(channel(top=10))
        one = brief_message(edition, SAY, needs)
        assert needs(one) == 1
        assert checked(one) == 1
        assert [checked(card(entry)) for entry in edition.papers] == [1] * len(edition.papers)
        briefs += bool(edition.papers)
    assert briefs


async def test_thirty_real_papers_are_two_messages_at_most(shared: Path) -> None:
    for day in days(shared):
        edition = await day.edition(channel(top=30))
        assert checked(brief_message(edition, SAY, needs)) <= 2


def test_what_breaks_other_programs_is_only_text_here(shared: Path) -> None:
    """Strings collected for that purpose."""
    from bot.messages.blocks import Heading, Item, ItemList, Quote, Span, message, spans

    files = [path for path in (shared / "data/security/naughty").glob("*") if path.is_file()]
    texts = [line for path in files for line in path.read_text("utf-8", "replace").split("\n")]
    for text in filter(None, texts):
        one = message(
            Heading(spans(text)),
            ItemList((Item((spans(Span(text, "strong", url="https://a.example")),), marker="1."),)),
            Quote((spans(text),)),
        )
        checked(one)
