"""What readers type on Discord, end to end."""

from tests.adapters.discord.bot import subscribed
from tests.servers.arxiv_server import ArxivServer
from tests.servers.discord_server import Channel, DiscordServer, Person
from tests.servers.faults import Fault
from tests.serving import Running


async def test_a_slow_command_lets_the_same_person_s_next_one_by(
    server: DiscordServer, arxiv: ArxivServer, running: Running, papers: Channel, bob: Person
) -> None:
    arxiv.fail_next("api", Fault.HANG, times=9)
    slow = server.command(bob, papers, "paper", {"paper": "2401.00001"})
    await server.settled(lambda: "Looking up 2401.00001" in slow.text)
    quick = await server.command(bob, papers, "help").finished()
    assert "/paper" in quick.text
    assert slow.text == "One moment …"


async def test_several_papers_are_told_and_explained_at_once(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person
) -> None:
    await subscribed(server, ada, papers)
    shown = server.command(bob, papers, "paper", {"paper": "1 2"})
    await server.settled(lambda: shown.text.count("Paper number") >= 2)
    why = await server.command(bob, papers, "why", {"paper": "1-3"}).finished()
    assert why.text.count("Paper number") == 3


async def test_the_abstract_is_one_tap_away(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person
) -> None:
    await subscribed(server, ada, papers)
    shown = server.command(bob, papers, "paper", {"paper": "1"})
    await server.settled(lambda: "Paper number" in shown.text and shown.messages)
    card = next(one for one in shown.messages if "Abstract" in one.labels)
    told = await server.taps(bob, card, "Abstract").finished()
    assert "Abstract: 2602." in told.text


async def test_an_export_is_an_attachment(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person
) -> None:
    await subscribed(server, ada, papers)
    await server.command(bob, papers, "save", {"paper": "1 and 2"}).finished()
    sent = server.command(bob, papers, "export", {"form": "bibtex"})
    await server.settled(lambda: any(one.files for one in sent.messages))
    (content,) = [content for one in sent.messages for content in one.files.values()]
    assert content.count(b"@misc{") == 2
