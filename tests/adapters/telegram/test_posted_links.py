"""Cards for papers whose addresses people post in a Telegram group or channel."""

import asyncio
from datetime import timedelta

import pytest

from tests.adapters.telegram.bot import DAY, Client, Environment
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer
from tests.servers.faults import Fault as ArxivFault
from tests.servers.telegram_server import Chat, Person, TelegramServer

# in no feed that the bot reads: it has to ask for them
OLD = "https://arxiv.org/abs/2602.90041"


@pytest.fixture(autouse=True)
def older(arxiv: ArxivServer) -> None:
    arxiv.announce(DAY - timedelta(days=60), {"cs.CL": [listed(41), listed(42), listed(43)]})


@pytest.fixture
def lab(server: TelegramServer, ada: Person) -> Chat:
    return server.chat(
        -1_001_000_000_001, "supergroup", "Lab", bot="administrator", members={ada: "creator"}
    )


def asked(arxiv: ArxivServer) -> int:
    """Look-ups at arXiv."""
    return sum("id_list" in each.query for each in arxiv.requests)


async def test_a_posted_paper_gets_its_card_as_a_reply_where_the_owner_wants_it(
    server: TelegramServer,
    arxiv: ArxivServer,
    bot: Environment,
    client: Client,
    ada: Person,
    bob: Person,
    lab: Chat,
) -> None:
    async with bot.run():
        server.says(bob, lab, f"seen {OLD}v1?")
        await client.quiet()
        assert server.messages(lab) == []
        told = await client.says(ada, lab, "/settings links on")
        assert "Cards for posted links: on" in told.text
        assert "cannot see what people say" not in told.text
        posted = server.says(bob, lab, f"Has anybody read {OLD}v1?")
        card = await client.told(lab, 2)
        assert "Paper number 41" in card.text
        assert card.reply_to is posted
        assert "Deep analysis" in card.labels
        # the same again, by another address
        server.says(ada, lab, "that is arXiv:2602.90041, right")
        await client.quiet()
        assert len(server.messages(lab)) == 2
        assert asked(arxiv) == 1


async def test_several_papers_of_one_message_are_a_short_list(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, lab: Chat
) -> None:
    async with bot.run():
        await client.says(ada, lab, "/settings links on")
        listed = await client.says(
            bob,
            lab,
            f"Two for Friday: {OLD} and https://huggingface.co/papers/2602.90042, not 2602.90043",
        )
        assert "Paper number 41" in listed.text
        assert "Paper number 42" in listed.text
        assert "Paper number 43" not in listed.text
        assert listed.labels[-2:] == ["2602.90041", "2602.90042"]
        card = await client.says(bob, lab, "/paper 2602.90042", answers=2)
        assert "Paper number 42" in server.messages(lab)[-2].text + card.text


async def test_what_is_not_there_or_not_reached_is_passed_over_and_comes_another_time(
    server: TelegramServer,
    arxiv: ArxivServer,
    bot: Environment,
    client: Client,
    ada: Person,
    bob: Person,
    lab: Chat,
) -> None:
    async with bot.run():
        await client.says(ada, lab, "/settings links on")
        server.says(bob, lab, "https://arxiv.org/abs/2602.94444")
        await client.quiet()
        arxiv.fail_next("api", ArxivFault.SERVER_ERROR, times=20)
        server.says(bob, lab, f"then {OLD}")
        await client.quiet(1.5)
        assert len(server.messages(lab)) == 1
        arxiv.recover()
        bot.now += timedelta(minutes=10)
        card = await client.says(bob, lab, f"again: {OLD}")
        assert "Paper number 41" in card.text


async def test_a_flood_of_links_is_not_answered_with_a_flood(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, lab: Chat
) -> None:
    async with bot.run():
        await client.says(ada, lab, "/settings links on")
        for number in (*range(1, 8), 41, 42, 43):
            server.says(bob, lab, f"https://arxiv.org/abs/2602.9{number:04}")
        await client.told(lab, 4)
        await client.quiet()
        assert len(server.messages(lab)) == 4
        bot.now += timedelta(minutes=1)
        server.says(bob, lab, "https://arxiv.org/abs/2602.90043")
        assert "number 43" in (await client.told(lab, 5)).text


async def test_neither_edits_nor_bots_nor_briefs_that_are_passed_on_are_answered(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, lab: Chat
) -> None:
    other = server.person(99, "Feed")
    other.is_bot = True
    async with bot.run():
        await client.says(ada, lab, "/settings links on")
        written = server.says(bob, lab, "nothing yet")
        server.edits(written, f"now {OLD}")
        server.says(other, lab, f"new: {OLD}")
        server.says(bob, lab, f"Paper of the day: {OLD}", author=other)
        await client.quiet()
        assert len(server.messages(lab)) == 1


async def test_the_owner_is_told_what_it_needs_where_telegram_hides_what_people_say(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person
) -> None:
    group = server.chat(
        -1_001_000_000_002, "supergroup", "Hall", bot="member", members={ada: "creator"}
    )
    async with bot.run():
        told = await client.says(ada, group, "/settings links on")
        assert "I cannot see what people say here" in told.text
        assert "/setprivacy" in told.text
        server.says(bob, group, OLD)
        await client.quiet()
        assert len(server.messages(group)) == 1
        server.promotes(ada, group)
        assert "cannot see what people say" not in (await client.says(ada, group, "/settings")).text
        assert "number 41" in (await client.says(bob, group, OLD)).text


async def test_with_privacy_switched_off_members_hear_too(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person
) -> None:
    group = server.chat(
        -1_001_000_000_002, "supergroup", "Hall", bot="member", members={ada: "creator"}
    )
    server.privacy(on=False)
    async with bot.run():
        assert "hear" not in (await client.says(ada, group, "/settings links on")).text
        assert "number 41" in (await client.says(bob, group, OLD)).text


async def test_a_channels_own_post_gets_its_card_with_ways_into_the_private_chat(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    channel = server.chat(
        -1_001_000_000_003, "channel", "Feed", bot="administrator", members={ada: "creator"}
    )
    async with bot.run():
        told = await client.says(None, channel, "/settings links on")
        assert "on" in told.text
        card = await client.says(None, channel, f"Read this: {OLD}")
        assert "Paper number 41" in card.text
        (deeper,) = [each for each in card.buttons if each["text"] == "Deep analysis"]
        assert "?start=analysis" in deeper["url"] or "?start=paper" in deeper["url"]


async def test_a_slow_look_up_holds_up_nothing_that_is_asked_aloud(
    server: TelegramServer,
    arxiv: ArxivServer,
    bot: Environment,
    client: Client,
    ada: Person,
    lab: Chat,
) -> None:
    async with bot.run():
        await client.says(ada, lab, "/settings links on")
        arxiv.fail_next("api", ArxivFault.HANG)
        server.says(ada, lab, OLD)
        async with asyncio.timeout(20):
            while not asked(arxiv):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert "Commands" in (await client.says(ada, lab, "/help")).text


async def test_in_private_a_line_with_an_address_opens_the_paper(
    server: TelegramServer, bot: Environment, client: Client, bob: Person
) -> None:
    async with bot.run():
        server.says(bob, bob, f"look at {OLD}, it is good")
        await server.settled(
            lambda: any("Paper number 41" in each.text for each in server.messages(bob))
        )
