"""A line that arrives: admitted or not, acknowledged in time, answered by the deadline."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.commands.lines.allow_list import AllowList
from bot.commands.lines.command import Command, Continued, Origin, Request, Services
from bot.commands.lines.overtaking import names_numbers, stands_alone
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


async def slow(request: Request, services: Services) -> Message:
    assert isinstance(request.conversation, Told)
    await request.conversation.found.wait()
    return message(paragraph("Found late."))


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


HANDLERS = (quick, never, slow, telling, long, broken, endless)
COMMANDS = (
    *(Command(each.__name__, "", "A command of the test.", each) for each in HANDLERS),
    Command("brief", "", "A command of the test.", slow),
    Command("vote", "", "A command of the test.", quick, who="reader"),
    Command("change", "", "A command of the test.", slow, who="owner"),
)


class Told:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.acknowledged = asyncio.Event()
        self.read = asyncio.Event()
        self.found = asyncio.Event()
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
    assert told.said[-1] == "answer: Done."


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
        "refusal: This bot only serves chosen chats. Its operator can let this one "
        "in; this chat's address is telegram:-1001."
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


class Lines:
    """One person's lines to a handler whose slow commands wait until they are told."""

    def __init__(self, services: Services) -> None:
        self.handler = replace(request_handler(services), acknowledged=0.02)
        self.told: list[Told] = []
        self.tasks: list[asyncio.Task[bool]] = []

    async def say(self, text: str) -> asyncio.Event:
        """What is set when the next line may begin."""
        over, told = asyncio.Event(), Told()
        origin = replace(ADA, proven=True)
        self.told.append(told)
        self.tasks.append(asyncio.create_task(self.handler.receive(text, origin, told, over.set)))
        await asyncio.wait_for(told.acknowledged.wait(), PATIENCE)
        return over

    async def end(self) -> None:
        for one in self.told:
            one.found.set()
        await asyncio.gather(*self.tasks)


async def test_a_slow_line_that_changes_nothing_lets_the_next_by(services: Services) -> None:
    lines = Lines(services)
    assert (await lines.say("/slow")).is_set()
    assert not (await lines.say("/change it")).is_set()
    await lines.end()
    assert [one.said[-1] for one in lines.told] == ["answer: Found late."] * 2


async def test_a_few_slow_lines_of_a_person_are_enough(services: Services) -> None:
    lines = Lines(services)
    overs = [await lines.say("/slow") for _ in range(5)]
    assert [one.is_set() for one in overs] == [True, True, True, False, False]
    lines.told[0].found.set()
    await asyncio.wait_for(overs[3].wait(), PATIENCE)
    assert not overs[4].is_set()
    await lines.end()


async def test_a_question_waits_for_the_paper_that_it_is_about(services: Services) -> None:
    lines = Lines(services)
    await lines.say("/slow")
    told = Told()
    asked = asyncio.create_task(lines.handler.receive("which data?", ADA, told))
    quick_one = Told()
    await lines.handler.receive("/quick", ADA, quick_one)
    assert quick_one.said[-1] == "answer: Done."
    await asyncio.wait_for(told.acknowledged.wait(), PATIENCE)
    assert told.said == ["progress: One moment …"]
    await lines.end()
    await asyncio.wait_for(asked, PATIENCE)
    assert len(told.said) > 1


async def test_a_line_that_waits_lets_nobody_by_and_is_answered_by_the_deadline(
    services: Services,
) -> None:
    lines = Lines(services)
    await lines.say("/slow")
    lines.handler = replace(lines.handler, deadline=0.5)
    over = await lines.say("/ask which data?")
    assert not over.is_set()
    assert not await asyncio.wait_for(lines.tasks[1], PATIENCE)
    assert "so I stopped" in lines.told[1].said[-1]
    await lines.end()


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("/paper 3", True),
        ("save 3", True),
        ("/ask 3 which data?", True),
        ("/ask which data?", False),
        ("which data?", False),
        ("hm", False),
    ],
)
def test_only_what_names_its_papers_stands_alone(text: str, alone: bool) -> None:
    assert stands_alone(text) is alone


async def test_a_number_waits_for_the_brief_that_it_is_of(services: Services) -> None:
    lines = Lines(services)
    assert (await lines.say("/slow")).is_set()
    told = Told()
    await lines.handler.receive("/vote 3 up", ADA, told)
    assert told.said[-1] == "answer: Done."
    assert (await lines.say("/brief")).is_set()
    await lines.say("/vote 3 up")
    assert lines.told[-1].said == ["progress: One moment …"]
    told = Told()
    await lines.handler.receive("/vote 2602.01234 up", ADA, told)
    assert told.said[-1] == "answer: Done."
    await lines.end()
    assert lines.told[-1].said[-1] == "answer: Done."


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("/vote 3 up", True),
        ("/vote up 3 4", True),
        ("/vote @lab 3 up", True),
        ("save 3", True),
        ("/ask 1,2 which data?", True),
        ("/export csv 1-3", True),
        ("/paper 2602.01234", False),
        ("/top 3", False),
        ("/vote", False),
    ],
)
def test_what_names_numbers_of_the_brief_is_known(text: str, numbers: bool) -> None:
    assert names_numbers(text) is numbers
