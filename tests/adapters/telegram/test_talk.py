"""What people type to the bot on Telegram without thinking of commands, end to end."""

from tests.adapters.telegram.bot import Client, Environment
from tests.adapters.telegram.test_conversation import brief_in
from tests.servers.arxiv_server import ArxivServer
from tests.servers.faults import Fault as ArxivFault
from tests.servers.telegram_server import Person, TelegramServer


async def test_a_slow_line_lets_the_same_person_s_next_one_by(
    server: TelegramServer, arxiv: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        arxiv.fail_next("api", ArxivFault.HANG, times=9)
        told = await client.says(ada, ada, "/paper 2401.00001", whole=False)
        helped = await client.says(ada, ada, "help")
        assert "/paper" in helped.text
        again = await client.says(ada, ada, "/top 5")
        assert "5 papers" in again.text
        assert told.text == "One moment …"


async def test_plain_words_are_understood_in_a_private_chat(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        await brief_in(client, server, ada, ada)
        two = await client.says(ada, ada, "papers 1 and 2")
        assert two.text.count("Paper number") == 2
        assert "Save all" in two.labels
        day = await client.says(ada, ada, "today")
        assert "arXiv brief" in day.text
        none = await client.says(ada, ada, "last saturday")
        assert "I have no announcement of Sat 7 Feb 2026" in none.text
        left = await client.says(ada, ada, "quit")
        assert left.text == "That would be /unsubscribe. Shall I do it?"
        status = await client.says(ada, ada, "/status")
        assert "Next brief" in status.text


async def test_another_bots_command_has_its_answer_here(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        await brief_in(client, server, ada, ada)
        told = await client.says(ada, ada, "/latest")
        assert told.text.startswith("I took /latest as /brief.")
        stopped = await client.says(ada, ada, "/stop")
        assert "did you mean /unsubscribe?" in stopped.text
        await client.taps(ada, stopped, "/unsubscribe")
        gone = await client.told(ada, len(server.messages(ada)))
        assert gone.text


async def test_an_export_is_a_document(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        await brief_in(client, server, ada, ada)
        await client.says(ada, ada, "save 1, 2 and 4")
        sent = await client.says(ada, ada, "/export bibtex")
    document = sent.extra["document"]
    assert document["file_name"] == "papers.bib"
    assert server.files[document["file_id"]].count(b"@misc{") == 3


async def test_pages_of_a_search_turn_in_their_place(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        await brief_in(client, server, ada, ada)
        found = await client.says(ada, ada, "/search paper number")
        assert found.text.startswith("7 found for “paper number”, best first")
        none = await client.says(ada, ada, '/search "number paper" journal:x')
        assert "I do not know “journal:”" in none.text
