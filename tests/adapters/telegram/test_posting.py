"""How briefs are posted on Telegram, from what an owner types to what the server recorded."""

from datetime import timedelta

import pytest

from tests.adapters.telegram.bot import DAY, Client, Environment
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer
from tests.servers.telegram_server import Chat, Fault, Message, Person, TelegramServer
from tests.serving import Running

LAB = -1_001_000_000_000_7


@pytest.fixture
def lab(server: TelegramServer, ada: Person) -> Chat:
    return server.chat(LAB, "channel", "Lab", bot="administrator", members={ada: "creator"})


async def said(
    server: TelegramServer, client: Client, who: Person, where: Chat | Person, line: str
) -> Message:
    """The answer, and not that it takes a moment."""
    answer = await client.says(who, where, line)
    await server.settled(lambda: not answer.text.startswith("One moment"))
    return answer


async def set_up(server: TelegramServer, client: Client, ada: Person, *settings: str) -> None:
    """Ada's channel, set from her private chat; its first brief is due from then on."""
    for line in settings:
        await said(server, client, ada, ada, f"/settings @{LAB} {line}")
    await client.subscribes(ada, ada, f"/subscribe @{LAB} announced")


async def brief_in(server: TelegramServer, lab: Chat, count: int = 1) -> Message:
    await server.settled(lambda: len(server.messages(lab)) >= count)
    return server.messages(lab)[-1]


def announce_next(bot: Environment, arxiv: ArxivServer) -> None:
    arxiv.announce(DAY + timedelta(days=1), {"cs.CL": [listed(number) for number in range(11, 14)]})
    bot.now += timedelta(days=1)


async def test_as_usual_nothing_is_silent_pinned_or_tagged(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, lab: Chat
) -> None:
    async with bot.run():
        await set_up(server, client, ada)
        sent = await brief_in(server, lab)
        await client.quiet()
    assert (sent.silent, lab.pinned, "#cs_CL" in sent.text) == (False, [], False)
    assert sent.buttons


async def test_a_brief_comes_silently_with_hashtags_and_without_buttons(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, lab: Chat
) -> None:
    async with bot.run():
        await set_up(server, client, ada, "silent on hashtags on buttons off")
        sent = await brief_in(server, lab)
    assert sent.silent
    assert sent.text.splitlines()[-1] == "#cs_CL"
    assert sent.buttons == []
    # what would open "paper 3 of the newest brief" tomorrow is no link today
    assert not [each for each in sent.entities if "start=paper" in str(each.get("url"))]


async def test_a_compact_brief_has_a_line_for_each_paper(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, lab: Chat
) -> None:
    async with bot.run():
        await set_up(server, client, ada, "layout compact")
        sent = await brief_in(server, lab)
    lines = sent.text.splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("1. "))
    assert [line.partition(".")[0] for line in lines[first : first + 3]] == ["1", "2", "3"]


async def test_the_newest_brief_is_pinned_in_the_place_of_the_one_before(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    arxiv: ArxivServer,
    ada: Person,
    lab: Chat,
) -> None:
    async with bot.run():
        await set_up(server, client, ada, "pin on")
        first = await brief_in(server, lab)
        await server.settled(lambda: lab.pinned == [first.id])
        announce_next(bot, arxiv)
        second = await brief_in(server, lab, 2)
        await server.settled(lambda: lab.pinned == [second.id])
    pins = server.called("pinChatMessage")
    assert [each.params["message_id"] for each in pins] == [first.id, second.id]
    assert all(each.params["disable_notification"] for each in pins)
    assert [each.params["message_id"] for each in server.called("unpinChatMessage")] == [first.id]


async def test_a_pace_that_is_too_fast_at_the_unpinning_pins_once(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    arxiv: ArxivServer,
    ada: Person,
    lab: Chat,
) -> None:
    async with bot.run():
        await set_up(server, client, ada, "pin on")
        first = await brief_in(server, lab)
        await server.settled(lambda: lab.pinned == [first.id])
        server.fail_next("unpinChatMessage", Fault.TOO_MANY, retry_after=1)
        announce_next(bot, arxiv)
        second = await brief_in(server, lab, 2)
        await server.settled(lambda: lab.pinned == [second.id])
    assert len(server.called("unpinChatMessage")) == 2
    assert len(server.called("pinChatMessage")) == 2


async def test_a_kill_at_the_pin_leaves_one_brief_and_one_pin(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, lab: Chat
) -> None:
    # done by Telegram, and the service ends before it hears so
    server.fail_next("pinChatMessage", Fault.HANG_AFTER, times=None)
    async with bot.run():
        await set_up(server, client, ada, "pin on")
        await server.settled(lambda: server.called("pinChatMessage"))
    server.recover()
    async with bot.run():
        await client.quiet(2.0)
    (sent,) = server.messages(lab)
    assert lab.pinned == [sent.id]
    assert len(server.called("pinChatMessage")) == 1


async def test_a_right_that_lacks_is_told_once_and_briefs_go_on(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    arxiv: ArxivServer,
    ada: Person,
    lab: Chat,
) -> None:
    server.promotes(ada, lab, can_edit_messages=False)
    async with bot.run():
        await set_up(server, client, ada, "pin on")
        before = len(server.messages(ada))
        await brief_in(server, lab)
        told = await client.told(ada, before + 1)
        assert told.text == (
            "The brief was posted in Lab, but I could not pin it: I need the "
            "administrator right to pin messages; in a channel, that is the right "
            "to edit messages of others. Briefs continue as before, and I will try again "
            "with each one."
        )
        announce_next(bot, arxiv)
        await brief_in(server, lab, 2)
        await server.settled(lambda: len(server.called("pinChatMessage")) == 2)
        await client.quiet()
        assert server.messages(ada)[-1] is told
        log = await said(server, client, ada, ada, f"/status @{LAB} log")
    assert log.text.count("not pinned: I need the administrator right") == 2
    assert log.text.count("arrived on") == 2


async def test_what_telegram_has_not_is_not_shown_and_says_what_to_do_instead(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, lab: Chat
) -> None:
    async with bot.run():
        page = await said(server, client, ada, ada, f"/settings @{LAB} posts")
        assert "Newest brief pinned: off" in page.text
        assert "Role" not in page.text
        assert "thread" not in page.text.lower()
        told = await said(server, client, ada, ada, f"/settings @{LAB} discuss on")
    assert "a discussion group does that" in told.text


async def test_a_tap_on_the_page_switches_and_stays_on_the_page(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, lab: Chat
) -> None:
    async with bot.run() as running:
        page = await said(server, client, ada, ada, f"/settings @{LAB} posts")
        await client.taps(ada, page, "Pinned")
        await client.edited(page)
        assert "Newest brief pinned: on" in page.text
        kept = await running.runtime.channels.get(f"telegram:{LAB}")
        assert kept is not None
        assert kept.manner.pin


async def test_a_preview_changes_nothing_until_it_is_kept(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, lab: Chat
) -> None:
    async with bot.run() as running:
        await set_up(server, client, ada)
        await brief_in(server, lab)
        shown = await said(server, client, ada, ada, f"/preview @{LAB} top 2 layout compact")
        assert "Preview · nothing is changed or posted" in shown.text
        assert "Papers in a brief: 10 → 2" in shown.text
        assert "2 shown" in shown.text
        assert await _top(running) == 10
        assert len(server.messages(lab)) == 1

        count = len(server.messages(ada))
        await client.taps(ada, shown, "Keep these settings")
        asked = await client.told(ada, count + 1)
        assert "From the next brief on, this would change:" in asked.text
        assert await _top(running) == 10
        await client.taps(ada, asked, "Yes, change it")
        await client.edited(asked)
        assert await _top(running) == 2


async def _top(running: Running) -> int:
    kept = await running.runtime.channels.get(f"telegram:{LAB}")
    assert kept is not None
    return kept.top


async def test_where_everybody_reads_a_preview_is_offered_in_private(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    group = server.chat(-4_007, "group", "Group", bot="member", members={ada: "creator"})
    async with bot.run():
        await client.subscribes(ada, group, "/subscribe announced")
        await client.told(group, 2)
        offered = await said(server, client, ada, group, "/preview top 2")
        assert offered.text.startswith("Everybody here would see the preview.")
        before = len(server.messages(ada))
        await client.taps(ada, offered, "Only to me")
        alone = await client.told(ada, before + 1)
        assert "Preview · nothing is changed" in alone.text
        assert len(server.messages(group)) == 3


async def test_the_log_tells_when_what_and_how_it_came(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, lab: Chat
) -> None:
    async with bot.run():
        none = await said(server, client, ada, ada, f"/status @{LAB} log")
        assert "No brief has come here on schedule yet." in none.text
        server.fail_next("sendMessage", Fault.RESET_BEFORE, chat=lab.id)
        await set_up(server, client, ada)
        await brief_in(server, lab)
        await client.quiet()
        log = await said(server, client, ada, ada, f"/status @{LAB} log")
    assert "Wed 11 Feb 2026 · 7 announced · 7 matched · 7 shown" in log.text
    assert "in 1 message, 2 tries" in log.text
    assert "Telegram" in log.text
