"""Cards for posted links: seen once, costing nothing, and come again where nobody saw them."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.commands.lines.allow_list import AllowList
from bot.commands.lines.command import Origin, Request, Services
from bot.commands.lines.request_handler import RequestHandler
from bot.commands.posted import PostedLinks
from bot.errors import PlatformUnreachable, SourceUnreachable
from bot.messages.blocks import Message
from bot.messages.plain import plain
from bot.ports.writing import PaperWriter
from bot.settings import Settings
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.writing import NotWritten, PaperBrief, WritingOrder
from bot.wiring.session import session
from tests.bot.commands.test_commands import StrictRights, Talk, papers, with_rights
from tests.values import listing

NOW = datetime(2026, 2, 13, 8, tzinfo=UTC)
HERE = Origin(channel="terminal:main", person="terminal:bob")
LINK = "https://arxiv.org/abs/{}"


class Room:
    """What stands there; ``open`` or not."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.open = True

    def needs(self, message: Message) -> int:
        return 1

    async def send(self, message: Message) -> None:
        if not self.open:
            raise PlatformUnreachable("away")
        self.said.append(plain(message))

    async def refuse(self, message: Message) -> None:
        raise AssertionError("nobody asked")

    async def progress(self, text: str) -> None:
        raise AssertionError("nobody asked")


@pytest.fixture
async def services(settings: Settings) -> AsyncIterator[Services]:
    listings = (listing(*papers(), category="cs.CL"),)
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        made = replace(with_rights(opened, StrictRights()), clock=lambda: NOW)
        channel = made.channels.new(HERE.channel)
        await made.channels.stored.keep(replace(channel, links=True))
        yield made


def hears(services: Services) -> RequestHandler:
    return RequestHandler(services, AllowList(frozenset()), PostedLinks(lambda: NOW).cards)


async def test_a_paper_that_was_shown_is_not_shown_again_soon(services: Services) -> None:
    handler, room = hears(services), Room()
    for _ in range(2):
        await handler.overhear(LINK.format(papers()[0].id), HERE, room)
    assert len(room.said) == 1


async def test_what_did_not_arrive_comes_when_it_is_posted_again(services: Services) -> None:
    handler, room = hears(services), Room()
    room.open = False
    with pytest.raises(PlatformUnreachable):
        await handler.overhear(LINK.format(papers()[0].id), HERE, room)
    room.open = True
    await handler.overhear(LINK.format(papers()[0].id), HERE, room)
    assert len(room.said) == 1


async def test_a_card_that_failed_comes_when_it_is_posted_again(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(found: Paper, request: Request, services: Services) -> Message:
        raise SourceUnreachable("away")

    handler, room = hears(services), Room()
    with monkeypatch.context() as patch:
        patch.setattr("bot.commands.papers.card_of", broken)
        await handler.overhear(LINK.format(papers()[0].id), HERE, room)
    assert room.said == []
    await handler.overhear(LINK.format(papers()[0].id), HERE, room)
    assert len(room.said) == 1


class CostlyWriter:
    """Counts the orders; each would cost."""

    name, version, costly = "small", "1", True

    def __init__(self, own: PaperWriter) -> None:
        self._own = own
        self.orders = 0

    async def write(self, order: WritingOrder) -> Mapping[str, PaperBrief | NotWritten]:
        self.orders += 1
        return await self._own.write(order)


async def test_nobody_pays_for_what_nobody_asked(services: Services) -> None:
    pipeline = services.pipeline
    writer = CostlyWriter(pipeline.writer)

    async def willing(account: Account) -> None:
        return None

    costly = replace(pipeline, writer=writer, fallback=pipeline.writer, refusal=willing)
    services = replace(services, pipeline=costly)
    room = Room()
    await hears(services).overhear(LINK.format(papers()[0].id), HERE, room)
    assert (len(room.said), writer.orders) == (1, 0)
    await Talk(services).say(f"/paper {papers()[0].id}")
    assert writer.orders == 1
