"""A line that arrives: admitted or not, acknowledged in time, answered by the deadline."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.commands.lines.allow_list import AllowList
from bot.commands.lines.command import Command, Continued, Origin, Request, Services
from bot.commands.lines.request_handler import RequestHandler
from bot.messages.blocks import Message, message, paragraph
from bot.messages.plain import plain
from bot.settings import Settings
from bot.wiring.session import session
from tests.patience import PATIENCE
from tests.samples.papers import paper
from tests.values import listing

ADA = Origin(channel="telegram:7", person="telegram:7", language="en", private=True)


async def quick(request: Request, services: Services) -> Message:
    return message(paragraph("Done."))


async def never(request: Request, services: Services) -> Message:
    await asyncio.Event().wait()
    return message()


async def telling(request: Request, services: Services) -> Message:
    await request.conversation.progress("Looking ...")
    assert isinstance(request.conversation, Told)
    await request.conversation.acknowledged.wait()
    return message(paragraph("Found."))


async def long(request: Request, services: Services) -> Continued:
    async def further() -> None:
        await request.conversation.progress("Reading ...")
        await request.conversation.send(message(paragraph("Read.")))

    return Continued(message(paragraph("Begun.")), further)


async def broken(request: Request, services: Services) -> Continued:
    async def further() -> None:
        await request.conversation.progress("Reading ...")
        raise ZeroDivisionError

    return Continued(message(paragraph("Begun.")), further)


async def endless(request: Request, services: Services) -> Continued:
    async def further() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await request.conversation.progress("ended")

    return Continued(message(paragraph("Begun.")), further)


COMMANDS = tuple(
    Command(handler.__name__, "", "A command of the test.", handler)
    for handler in (quick, never, telling, long, broken, endless)
)


class Told:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.acknowledged = asyncio.Event()
        self.read = asyncio.Event()
        self.reading = asyncio.Event()

    def needs(self, message: Message) -> int:
        return 1

    async def send(self, message: Message) -> None:
        self.said.append(f"answer: {plain(message).strip()}")
        if self.reading.is_set():
            self.read.set()

    async def refuse(self, message: Message) -> None:
        self.said.append(f"refusal: {plain(message).strip()}")

    async def progress(self, text: str) -> None:
        self.said.append(f"progress: {text}")
        if text == "One moment …":
            self.acknowledged.set()
        if text == "Reading ...":
            self.reading.set()


@pytest.fixture
async def services(settings: Settings) -> AsyncIterator[Services]:
    listings = (listing(paper(1), category="cs.CL"),)
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        yield replace(opened, commands=COMMANDS)


def request_handler(services: Services, *allowed: str) -> RequestHandler:
    return RequestHandler(
        services, AllowList(frozenset(allowed)), acknowledged=PATIENCE, deadline=PATIENCE
    )


async def test_a_quick_answer_is_all_that_is_said(services: Services) -> None:
    told = Told()
    assert await request_handler(services).receive("/quick", ADA, told)
    assert told.said == ["answer: Done."]


async def test_a_slow_answer_is_acknowledged_and_comes(services: Services) -> None:
    told = Told()
    slow = replace(request_handler(services), acknowledged=0.05)
    assert await slow.receive("/telling", ADA, told)
    *before, answered = told.said
    assert sorted(before) == ["progress: Looking ...", "progress: One moment …"]
    assert answered == "answer: Found."


async def test_an_answer_that_takes_too_long_ends_in_a_sentence(services: Services) -> None:
    told, began = Told(), time.monotonic()
    slow = replace(request_handler(services), acknowledged=0.05, deadline=1.0)
    assert not await slow.receive("/never", ADA, told)
    assert time.monotonic() - began > 0.9
    assert told.said == [
        "progress: One moment …",
        "refusal: That took longer than 1 seconds, so I stopped. Please try again later.",
    ]


async def test_what_goes_on_behind_an_answer_does_not_hold_up_who_asked(
    services: Services,
) -> None:
    told = Told()
    handler = request_handler(services)
    assert await handler.receive("/endless", ADA, told)
    assert await handler.receive("/quick", ADA, told)
    assert told.said == ["answer: Begun.", "answer: Done."]
    await asyncio.sleep(0)
    await handler.close()
    assert told.said[2:] == ["progress: ended"]


async def test_what_goes_on_behind_an_answer_tells_of_itself(services: Services) -> None:
    told = Told()
    handler = request_handler(services)
    assert await handler.receive("/long", ADA, told)
    async with asyncio.timeout(PATIENCE):
        await told.read.wait()
    assert told.said == ["answer: Begun.", "progress: Reading ...", "answer: Read."]


async def test_a_defect_behind_an_answer_is_logged(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    told = Told()
    handler = request_handler(services)
    assert await handler.receive("/broken", ADA, told)
    async with asyncio.timeout(PATIENCE):
        await told.reading.wait()
    await handler.close()
    assert "further_failed" in caplog.text
    assert told.said == ["answer: Begun.", "progress: Reading ..."]


async def test_who_is_no_guest_is_told_which_address_to_name(services: Services) -> None:
    told = Told()
    origin = replace(ADA, channel="telegram:-1001/7")
    assert not await request_handler(services, "telegram:8").receive("/quick", origin, told)
    assert told.said == [
        "refusal: This bot serves chosen chats only. Its operator can let this one in; its "
        "address is telegram:-1001."
    ]


@pytest.mark.parametrize(
    ("allowed", "channel", "person", "admitted"),
    [
        ((), "telegram:-1", "telegram:9", True),
        (("telegram:-1",), "telegram:-1", "telegram:9", True),
        (("telegram:-1",), "telegram:-1/7", "telegram:9", True),
        (("telegram:9",), "telegram:-1", "telegram:9", True),
        (("telegram:9",), "telegram:-1", "telegram:8", False),
        (("telegram:-1",), "telegram:-12", "telegram:9", False),
    ],
)
def test_the_operator_s_list_names_chats_and_people(
    allowed: tuple[str, ...], channel: str, person: str, admitted: bool
) -> None:
    allow_list = AllowList(frozenset(allowed))
    assert allow_list.admits(Origin(channel=channel, person=person)) is admitted
