"""A line at the reception: admitted or not, acknowledged in time, answered by the deadline."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.commands.lines.command import Command, Desk, Origin, Request
from bot.commands.lines.guests import Guests
from bot.commands.lines.reception import Reception
from bot.messages.blocks import Message, message, paragraph
from bot.messages.plain import plain
from bot.settings import Settings
from bot.wiring import session
from tests.samples.papers import paper
from tests.values import listing

ADA = Origin(channel="telegram:7", person="telegram:7", language="en", private=True)


async def quick(request: Request, desk: Desk) -> Message:
    return message(paragraph("Done."))


async def never(request: Request, desk: Desk) -> Message:
    await asyncio.Event().wait()
    return message()


async def telling(request: Request, desk: Desk) -> Message:
    await request.conversation.progress("Looking ...")
    await asyncio.sleep(0.15)
    return message(paragraph("Found."))


COMMANDS = tuple(
    Command(handler.__name__, "", "A command of the test.", handler)
    for handler in (quick, never, telling)
)


class Told:
    def __init__(self) -> None:
        self.said: list[str] = []

    def fits(self, message: Message) -> bool:
        return True

    async def send(self, message: Message) -> None:
        self.said.append(f"answer: {plain(message).strip()}")

    async def refuse(self, message: Message) -> None:
        self.said.append(f"refusal: {plain(message).strip()}")

    async def progress(self, text: str) -> None:
        self.said.append(f"progress: {text}")


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Desk]:
    listings = (listing(paper(1), category="cs.CL"),)
    async with session(settings, settings.data, listings, ("cs.CL",), None, None) as opened:
        yield replace(opened.desk, commands=COMMANDS)


def reception(desk: Desk, *allowed: str) -> Reception:
    return Reception(desk, Guests(frozenset(allowed)), acknowledged=0.05, deadline=0.4)


async def test_a_quick_answer_is_all_that_is_said(desk: Desk) -> None:
    told = Told()
    assert await reception(desk).receive("/quick", ADA, told)
    assert told.said == ["answer: Done."]


async def test_a_slow_answer_is_acknowledged_and_comes(desk: Desk) -> None:
    told = Told()
    assert await reception(desk).receive("/telling", ADA, told)
    assert told.said == [
        "progress: Looking ...",
        "progress: One moment …",
        "answer: Found.",
    ]


async def test_an_answer_that_takes_too_long_ends_in_a_sentence(desk: Desk) -> None:
    told, began = Told(), time.monotonic()
    slow = replace(reception(desk), deadline=1.0)
    assert not await slow.receive("/never", ADA, told)
    assert 0.9 < time.monotonic() - began < 2
    assert told.said == [
        "progress: One moment …",
        "refusal: That took longer than 1 seconds, so I stopped. Please try again later.",
    ]


async def test_who_is_no_guest_is_told_which_address_to_name(desk: Desk) -> None:
    told = Told()
    origin = replace(ADA, channel="telegram:-1001/7")
    assert not await reception(desk, "telegram:8").receive("/quick", origin, told)
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
    guests = Guests(frozenset(allowed))
    assert guests.admits(Origin(channel=channel, person=person)) is admitted
