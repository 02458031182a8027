"""The deep analysis in a Telegram chat: behind the card, page by page, as a file, after a stop."""

from pathlib import Path

import pytest

from tests.adapters.telegram.bot import Client, Environment
from tests.samples.pictures import png
from tests.servers.arxiv_server import ArxivServer
from tests.servers.faults import Fault as ArxivFault
from tests.servers.telegram_server import Message, Person, TelegramServer

PAGE = Path(__file__).parents[2] / "samples/pages/lamps.html"
NAME = "2602.90001v1"


@pytest.fixture
def readable(arxiv: ArxivServer) -> ArxivServer:
    """The first paper has an HTML page with one picture."""
    arxiv.hold_file(f"/html/{NAME}", PAGE.read_bytes())
    arxiv.hold_file(f"/html/{NAME}/x1.png", png(400, 300))
    return arxiv


def text_of(message: Message) -> str:
    return message.text or str(message.extra.get("caption", ""))


async def announced(server: TelegramServer, client: Client, ada: Person) -> Message:
    """The brief."""
    await client.subscribes(ada, ada, "/subscribe announced")
    await server.settled(lambda: [m for m in server.messages(ada) if "announced" in m.text])
    return server.messages(ada)[-1]


async def test_the_analysis_follows_the_card_with_the_main_figure(
    server: TelegramServer, readable: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        await client.says(ada, ada, "/paper 2602.90001", answers=3)
    card, gist, figure = server.messages(ada)[-3:]
    assert "Paper number 1" in card.text
    assert "Deep analysis" in card.labels
    assert "DimNet" in gist.text
    assert "1 Introduction" in gist.text
    assert f"from the HTML of {NAME}" in gist.text
    assert {"Limits, practice", "Markdown", "HTML"} <= set(gist.labels)
    assert figure.extra["photo"][0]["width"] == 400
    assert text_of(figure).startswith("Figure 1: Overview of DimNet")
    assert not server.violations


async def test_pages_take_the_place_of_each_other(
    server: TelegramServer, readable: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        await client.says(ada, ada, "/paper 2602.90001", answers=3)
        gist = server.messages(ada)[1]
        first = gist.text
        await client.taps(ada, gist, "Limits, practice")
        await client.edited(gist)
        assert "quiet tyres" in gist.text
        back = next(label for label in gist.labels if "At a glance" in label)
        await client.taps(ada, gist, back)
        await client.edited(gist, 2)
        assert first == gist.text
    assert len(server.messages(ada)) == 3


async def test_the_whole_is_a_file(
    server: TelegramServer, readable: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        await client.says(ada, ada, "/paper 2602.90001", answers=3)
        sent = await client.says(ada, ada, "/analysis 2602.90001 md")
    document = sent.extra["document"]
    assert document["file_name"] == f"{NAME}-analysis.md"
    assert b"DimNet" in server.files[document["file_id"]]


async def test_a_paper_that_no_licence_opens_has_its_figure_linked(
    server: TelegramServer, readable: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    # look-ups by id do not tell it, and this page does not
    page = PAGE.read_bytes().replace(b"License: CC BY 4.0", b"License: arXiv.org perpetual")
    readable.hold_file(f"/html/{NAME}", page)
    async with bot.run():
        gist = await client.says(ada, ada, "/paper 2602.90001", answers=2)
    assert "Figure 1 shows it" in gist.text
    assert any(each.get("url") == f"https://arxiv.org/html/{NAME}/x1.png" for each in gist.entities)


async def test_a_tap_on_a_number_gives_the_card_and_one_more_the_analysis(
    server: TelegramServer, readable: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        brief = await announced(server, client, ada)
        shown = next(
            each["text"] for each in brief.buttons if "2602.90001" in str(each.get("callback_data"))
        )
        before = len(server.messages(ada))
        await client.taps(ada, brief, shown)
        card = await client.told(ada, before + 1)
        await client.quiet()
        assert len(server.messages(ada)) == before + 1
        await client.taps(ada, card, "Deep analysis")
        await server.settled(lambda: any("DimNet" in m.text for m in server.messages(ada)))


async def test_what_cannot_be_read_is_said_in_one_sentence(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        told = await client.says(ada, ada, "/paper 2602.90002", answers=2)
    assert told.text == (
        "There is no deep analysis: the full text could not be read. arXiv has no "
        "HTML of it. arXiv has no PDF of it."
    )


async def test_who_waited_when_the_bot_was_stopped_gets_it_after_the_start(
    server: TelegramServer, readable: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    readable.fail_next("html", ArxivFault.HANG)
    async with bot.run():
        await client.says(ada, ada, "/paper 2602.90001")
        await server.settled(lambda: [r for r in readable.requests if r.path.startswith("/html")])
    before = len(server.messages(ada))
    async with bot.run():
        gist = await client.told(ada, before + 1)
        assert "DimNet" in gist.text
        await client.quiet()
    async with bot.run():
        await client.quiet()
    assert len(server.messages(ada)) == before + 1


async def test_a_reply_to_the_analysis_is_a_question(
    server: TelegramServer, readable: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        server.says(ada, ada, "/analysis 2602.90001")
        await server.settled(lambda: any("DimNet" in m.text for m in server.messages(ada)))
        gist = server.messages(ada)[-1]
        before = len(server.messages(ada))
        server.says(ada, ada, "How many walkers do infrared sensors miss?", reply_to=gist)
        await server.settled(lambda: any("19%" in m.text for m in server.messages(ada)[before:]))
        answer = server.messages(ada)[-1]
    assert "4 Experiments" in answer.text or "Table 1" in answer.text


async def test_in_private_a_question_is_about_the_paper_spoken_of_last(
    server: TelegramServer, readable: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        before = await client.says(ada, ada, "Is anybody there?")
        assert "I only answer commands" in before.text
        await client.says(ada, ada, "/paper 2602.90001", answers=3)
        count = len(server.messages(ada))
        server.says(ada, ada, "How many walkers do infrared sensors miss?")
        await server.settled(lambda: any("19%" in m.text for m in server.messages(ada)[count:]))


async def test_where_the_channel_wants_it_the_text_is_read_before_anybody_asks(
    server: TelegramServer, readable: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    pages = f"/html/{NAME}"
    async with bot.run():
        await client.says(ada, ada, "/settings analyses on")
        await announced(server, client, ada)
        await server.settled(lambda: any(each.path == pages for each in readable.requests))
        await client.says(ada, ada, "/paper 2602.90001", answers=3)
    assert any("DimNet" in text_of(each) for each in server.messages(ada))
    # once for both: who asks fetches no page again
    assert sum(each.path == pages for each in readable.requests) == 1
