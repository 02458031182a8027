"""Discord end to end: the service, the real library, the suite's server, people who act."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.discord_chat.connecting.library import DiscordWebSocket
from adapters.discord_chat.receiving import origins
from storage.channels.membership import SqlMembership
from storage.file.database import DATABASE, Database
from storage.people.notes import SqlNotes
from tests.adapters.discord.bot import (
    DAY,
    NOW,
    Environment,
    chose_nothing,
    final,
    kept,
    opened,
    public,
    select_of,
    subscribed,
)
from tests.patience import PATIENCE
from tests.servers.arxiv_server import ArxivServer
from tests.servers.discord import objects
from tests.servers.discord.world import World, walk
from tests.servers.discord_server import (
    Act,
    Channel,
    DiscordServer,
    Fault,
    Guild,
    Kind,
    Person,
    Reply,
)
from tests.servers.faults import Fault as ArxivFault
from tests.serving import Running, cut_off

CALLBACK = "POST /interactions/{interaction}/{token}/callback"


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        with server.pointed():
            yield server
    assert server.violations == []


# connecting


async def test_it_asks_for_no_privileged_intent_and_tells_its_commands(
    server: DiscordServer, running: Running, papers: Channel
) -> None:
    (session,) = server.gateway.live
    assert session.intents == 1 << 0 | 1 << 9 | 1 << 12
    names = {each["name"] for each in server.commands.visible(papers.guild)}
    assert {"paper", "subscribe", "topics", "help"} <= names


async def test_a_start_asks_once_who_the_bot_is(
    server: DiscordServer, running: Running, papers: Channel
) -> None:
    assert server.gateway.live
    asked = [each for each in server.calls if each.route == "GET /users/@me"]
    assert len(asked) == 1


async def test_what_nobody_comes_back_to_is_forgotten_at_the_next_start(
    bot: Environment, server: DiscordServer, clean_environment: Path
) -> None:
    async with bot.run():
        pass
    kept = {"discord:kept:a": 400, "discord:kept:b": 300, "discord:post:a": 8, "discord:post:b": 6}
    async with Database(clean_environment / "data" / DATABASE) as database:
        notes = SqlNotes(database)
        for key, days in kept.items():
            await notes.keep(key, "", NOW - timedelta(days=days))

        async def left() -> list[str]:
            return [key for key in kept if await notes.get(key) is not None]

        async with bot.run():
            async with asyncio.timeout(PATIENCE):
                while len(await left()) != 2:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        assert await left() == ["discord:kept:b", "discord:post:b"]


async def test_a_session_that_is_lost_for_good_begins_at_the_same_server(
    bot: Environment, server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", None)
    async with bot.run():
        assert str(DiscordWebSocket.DEFAULT_GATEWAY) == server.address


async def test_a_lost_line_is_resumed_and_nothing_is_missed(
    server: DiscordServer, running: Running, papers: Channel, bob: Person
) -> None:
    server.gateway.drop()
    said = server.command(bob, papers, "help")
    await said.finished()
    assert server.gateway.identified == 1


@pytest.mark.parametrize("code", [4004, 4014])
async def test_who_is_not_let_in_is_told_what_to_change(
    server: DiscordServer, running: Running, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    server.gateway.close(code)
    await server.settled(lambda: "alarm" in caplog.messages)
    (told,) = [each for each in caplog.records if each.message == "alarm"]
    assert "Developer Portal" in str(vars(told)["why"])
    assert not running.ended.done()


async def test_no_session_is_begun_beyond_what_a_day_allows(
    bot: Environment, server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.gateway.identified = 1000
    async with bot.run(connected=False):
        await server.settled(lambda: "platform_unreachable" in caplog.messages)
    assert server.gateway.identified == 1000


async def test_a_wrong_token_is_told_and_the_rest_goes_on(
    bot: Environment, server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    bot.put(DISCORD_BOT_TOKEN="another-token")
    async with bot.run(connected=False) as running:
        await server.settled(lambda: "alarm" in caplog.messages)
        assert not running.ended.done()
    assert "another-token" not in caplog.text
    assert server.records.invalid < 5


async def test_it_stops_by_itself_with_a_command_at_work(
    bot: Environment, server: DiscordServer, papers: Channel, bob: Person, arxiv: ArxivServer,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.INFO, "scheduler")
    arxiv.fail_next("api", ArxivFault.HANG, times=9)
    async with bot.run() as running:
        asked = server.command(bob, papers, "paper", {"paper": "2602.00042"})
        await asked.acknowledged()
        running.stop.set()
        await running.ended
    assert cut_off(caplog) == 0
    assert not server.gateway.live


# commands


async def test_in_a_server_an_answer_is_for_who_asked_alone(
    server: DiscordServer, running: Running, papers: Channel, bob: Person
) -> None:
    asked = await server.command(bob, papers, "status").finished()
    assert (asked.reply, asked.ephemeral) == (Reply.MESSAGE, True)
    assert public(server, papers) == []


async def test_in_direct_messages_an_answer_is_a_plain_message(
    server: DiscordServer, running: Running, bob: Person
) -> None:
    asked = await server.command(bob, server.dm(bob), "help").finished()
    assert not asked.ephemeral
    assert "/paper" in asked.text


async def test_a_person_is_answered_in_their_own_language(
    server: DiscordServer, running: Running, papers: Channel, lab: Guild
) -> None:
    wei = server.person("wei", lab, locale="zh-CN")
    asked = await server.command(wei, papers, "status").finished()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in asked.text)


async def test_what_takes_long_is_acknowledged_told_and_then_answered(
    server: DiscordServer, running: Running, papers: Channel, bob: Person, arxiv: ArxivServer
) -> None:
    wanted = next(iter(arxiv._announced[DAY]["cs.CL"])).paper.id
    asked = server.command(bob, papers, "paper", {"paper": wanted})
    await asked.acknowledged()
    assert (asked.reply, asked.ephemeral) == (Reply.DEFERRED, True)
    await server.settled(lambda: final(asked, "Paper number 1"))
    assert asked.original is not None
    assert any("Looking up" in content for content, _ in asked.original.earlier)
    assert asked.followups == []


@pytest.mark.parametrize("fault", [Fault.DELAY, Fault.HANG])
async def test_who_asks_while_discord_is_slow_is_told_in_time_all_the_same(
    server: DiscordServer, running: Running, papers: Channel, bob: Person,
    monkeypatch: pytest.MonkeyPatch, fault: Fault,
) -> None:  # fmt: skip
    """Whose a thread is must be asked where the event leaves it out."""
    whole = objects.channel

    def without_owner(world: World, channel: Channel) -> dict[str, object]:
        return {key: value for key, value in whole(world, channel).items() if key != "owner_id"}

    monkeypatch.setattr(objects, "channel", without_owner)
    monkeypatch.setattr(origins, "_PATIENCE", 1.5)
    thread = server.adds_thread(papers, "chat", bob)
    server.fail_next("GET /channels/{channel}", fault, seconds=1.2, times=None)
    asked = server.command(bob, thread, "status")
    await asked.acknowledged()
    assert asked.acknowledged_after is not None
    # Discord allows three seconds
    assert asked.acknowledged_after < 3
    await server.settled(lambda: final(asked, "Papers in a brief"))
    server.recover()


async def test_an_answer_that_comes_too_late_is_a_line_of_the_log(
    server: DiscordServer, running: Running, papers: Channel, bob: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.INFO)
    unknown = {"code": 10062, "message": "Unknown interaction"}
    server.fail_next(CALLBACK, Fault.REFUSED, status=404, body=unknown)
    server.command(bob, papers, "status")
    await server.settled(lambda: "too_late" in caplog.messages)
    assert "event_failed" not in caplog.messages
    await server.command(bob, papers, "status").finished()


async def test_a_form_that_is_refused_is_answered_in_plain_words(
    server: DiscordServer, running: Running, papers: Channel, bob: Person
) -> None:
    invalid = {"code": 50035, "message": "Invalid Form Body"}
    server.fail_next(CALLBACK, Fault.REFUSED, status=400, body=invalid)
    asked = await server.command(bob, papers, "status").finished()
    assert asked.original is not None
    assert "Papers in a brief" in asked.original.content
    assert asked.ephemeral


async def test_what_is_offered_while_one_types(
    server: DiscordServer, running: Running, papers: Channel, ada: Person
) -> None:
    assert await server.autocomplete(ada, papers, "paper", "paper", "1") == []
    await subscribed(server, ada, papers)
    shown = await server.autocomplete(ada, papers, "paper", "paper", "2")
    assert shown[0]["name"].startswith("2. Paper number")
    assert len(await server.autocomplete(ada, papers, "topics", "change", "")) == 25
    by_name = await server.autocomplete(ada, papers, "topics", "change", "vision")
    assert "cs.CV" in [each["value"] for each in by_name]
    by_city = await server.autocomplete(ada, papers, "schedule", "schedule", "8:30 munich")
    assert by_city[0]["value"] == "8:30 Europe/Berlin"


# a channel's day


async def test_a_subscription_brings_the_brief_and_taps_answer_each_person_alone(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person, lab: Guild
) -> None:
    brief = await subscribed(server, ada, papers)
    assert "arXiv brief · Computation and Language" in brief.text
    cy = server.person("cy", lab)
    for person in (ada, bob, cy):
        tapped = await server.taps(person, brief, "1").finished()
        await opened(server, tapped)
        assert tapped.ephemeral
    titles = await server.taps(bob, brief, "All titles").finished()
    assert titles.ephemeral
    assert public(server, papers) == [brief]
    assert brief.edited_at is None


async def test_only_who_manages_the_server_changes_a_channel(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person
) -> None:
    brief = await subscribed(server, ada, papers)
    looked = await server.taps(bob, brief, "Topics").finished()
    refused = "Only people with the Manage Server permission may do that."
    assert refused not in looked.text
    before = await kept(running, papers)
    server.says(bob, papers, f"<@{server.world.bot.id}> /top 3")
    await server.settled(lambda: refused in public(server, papers)[-1].text)
    assert await kept(running, papers) == before
    server.says(ada, papers, f"<@{server.world.bot.id}> /top 3")
    await server.settled(lambda: refused not in public(server, papers)[-1].text)
    settings = await kept(running, papers)
    assert settings is not None
    assert settings.top == 3


async def test_a_menu_changes_in_its_place_and_only_for_its_reader(
    server: DiscordServer, running: Running, papers: Channel, ada: Person
) -> None:
    menu = await server.command(ada, papers, "settings").finished()
    (shown,) = menu.messages
    chosen = server.selects(ada, shown, select_of(shown, "20"), ["20"])
    await chosen.finished()
    assert chosen.reply == Reply.UPDATE
    assert shown.seen_by == ada.id
    settings = await kept(running, papers)
    assert settings is not None
    assert 20 in (settings.top, settings.threshold)
    assert public(server, papers) == []


async def test_a_question_opens_a_modal_and_its_answer_becomes_a_topic(
    server: DiscordServer, running: Running, papers: Channel, ada: Person
) -> None:
    offered = await server.command(ada, papers, "subscribe").finished()
    asked = await server.taps(ada, offered.messages[0], "In my words").finished()
    assert asked.modal is not None
    filled = server.submits(asked, {"answer": "how robots learn to walk from video"})
    await filled.finished()
    settings = await kept(running, papers)
    assert settings is not None
    assert any("robots learn to walk" in topic.description for topic in settings.topics)
    assert filled.act is Act.MODAL


async def test_categories_are_chosen_from_a_list(
    server: DiscordServer, running: Running, papers: Channel, ada: Person
) -> None:
    menu = await server.command(ada, papers, "topics", {"change": "in cs"}).finished()
    (shown,) = menu.messages
    which = select_of(shown, "cs.RO")
    before = [
        option["value"]
        for each in walk(shown.components)
        if each.get("custom_id") == which
        for option in each["options"]
        if option.get("default")
    ]
    await server.selects(ada, shown, which, [*before, "cs.RO"]).finished()
    settings = await kept(running, papers)
    assert settings is not None
    assert set(settings.categories) >= {"cs.CL", "cs.RO"}


async def test_a_forum_is_subscribed_from_another_channel_and_its_post_speaks_of_it(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person, lab: Guild
) -> None:
    forum = server.adds_channel(lab, "forum", Kind.FORUM)
    options = {"schedule": "announced", "channel": str(forum.id)}
    told = await server.command(ada, papers, "subscribe", options).finished()
    assert f"<#{forum.id}>" in told.text
    assert f"@{forum.id}" not in told.text
    chose_nothing(server)
    await server.settled(lambda: server.world.threads(lab))
    (post,) = server.world.threads(lab)
    assert post.name.startswith("arXiv brief")
    assert post.parent == forum.id
    (brief,) = public(server, post)
    voted = server.command(bob, post, "vote", {"vote": "1 up"})
    await voted.finished()
    await opened(server, server.command(bob, post, "paper", {"paper": "1"}))
    await server.command(ada, post, "top", {"papers": "5"}).finished()
    settings = await kept(running, forum)
    assert settings is not None
    assert settings.top == 5
    assert await kept(running, post) is None
    assert "Paper number" in brief.text


async def test_another_channel_is_chosen_from_a_list_of_the_servers_own(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, lab: Guild
) -> None:
    other = server.adds_channel(lab, "other")
    offered = await server.command(ada, papers, "subscribe").finished()
    (shown,) = offered.messages
    (chooser,) = [each for each in walk(shown.components) if each["type"] == 8]
    await server.selects(ada, shown, chooser["custom_id"], [other.id]).finished()
    settings = await kept(running, other)
    assert settings is not None
    assert settings.subscribed


async def test_what_one_person_alone_reads_holds_their_own_list(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person
) -> None:
    await subscribed(server, ada, papers)
    await server.command(bob, papers, "save", {"paper": "1"}).finished()
    saved = await server.command(bob, papers, "saved").finished()
    assert saved.ephemeral
    assert "Paper number" in saved.text
    server.says(bob, papers, f"<@{server.world.bot.id}> /saved")
    await server.settled(lambda: len(public(server, papers)) == 2)
    assert "Paper number" not in public(server, papers)[1].text


async def test_direct_messages_are_a_channel_of_ones_own(
    server: DiscordServer, running: Running, bob: Person
) -> None:
    talk = server.dm(bob)
    told = await server.command(bob, talk, "subscribe", {"schedule": "announced"}).finished()
    # there are no channels to choose from
    assert "To subscribe a channel of a server, send /subscribe there." in told.text
    assert not [each for each in walk(told.messages[0].components) if each["type"] == 8]
    await server.settled(lambda: any("arXiv brief" in each.text for each in public(server, talk)))


# words


async def test_a_number_in_direct_messages_opens_the_paper(
    server: DiscordServer, running: Running, bob: Person
) -> None:
    talk = server.dm(bob)
    server.says(bob, talk, "/help")
    await server.settled(lambda: any("/paper" in each.text for each in public(server, talk)))
    server.says(bob, talk, "hello there")
    await server.settled(lambda: "hello there" in public(server, talk)[-1].text)


async def test_a_reply_with_a_number_is_answered_and_chatter_is_not(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person
) -> None:
    brief = await subscribed(server, ada, papers)
    server.says(bob, papers, "nice!", reply_to=brief)
    asked = server.says(bob, papers, "1", reply_to=brief)
    await server.settled(
        lambda: any("Paper number" in each.text for each in public(server, papers)[1:])
    )
    answer = public(server, papers)[1]
    assert answer.reply_to is asked
    assert len(public(server, papers)) == 2
    assert server.pings == []


async def test_who_names_the_bot_is_answered(
    server: DiscordServer, running: Running, papers: Channel, bob: Person
) -> None:
    server.says(bob, papers, f"<@{server.world.bot.id}> /status")
    await server.settled(lambda: public(server, papers))
    assert "Status" in public(server, papers)[0].text


# servers that come and go


async def test_a_server_that_removes_the_bot_is_closed_until_it_adds_it_again(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, lab: Guild,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.INFO)
    await subscribed(server, ada, papers)
    server.removes_bot(lab)
    await server.settled(lambda: "channel_closed" in caplog.messages)
    server.adds_bot(lab)
    await server.settled(lambda: "channel_opened" in caplog.messages)


async def test_a_deleted_channel_is_closed_and_its_owner_told(
    server: DiscordServer, running: Running, papers: Channel, ada: Person
) -> None:
    await subscribed(server, ada, papers)
    server.deletes_channel(papers)
    await server.settled(lambda: public(server, server.dm(ada)))
    assert "deleted" in public(server, server.dm(ada))[0].text


async def test_a_right_that_comes_back_opens_the_channel(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, clean_environment: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.INFO)
    await subscribed(server, ada, papers)
    async with Database(clean_environment / "data" / DATABASE) as database:
        await SqlMembership(database).closed(f"discord:{papers.id}", "no right", NOW)
        asked = len(server.calls)
        server.forbids(papers)
        await server.settled(lambda: len(server.calls) > asked + 2)
        assert "channel_opened" not in caplog.messages
        server.allows(papers)
        await server.settled(lambda: "channel_opened" in caplog.messages)
        assert await SqlMembership(database).closure(f"discord:{papers.id}") is None


async def test_who_writes_again_is_open_again(
    server: DiscordServer, running: Running, bob: Person, clean_environment: Path
) -> None:
    talk = server.dm(bob)
    await server.command(bob, talk, "subscribe").finished()
    async with Database(clean_environment / "data" / DATABASE) as database:
        membership = SqlMembership(database)
        await membership.closed(f"discord:{talk.id}", "no messages", NOW)
        await server.command(bob, talk, "status").finished()
        assert await membership.closure(f"discord:{talk.id}") is None


async def test_a_new_server_is_greeted_where_it_greets_and_nowhere_else(
    server: DiscordServer, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    # the library waits until no more servers come
    await server.settled(lambda: "discord_ready" in caplog.messages)
    silent, kind = server.world.guild("Silent"), server.world.guild("Kind")
    general = server.world.channel(silent, "general")
    hall = server.world.channel(kind, "hall")
    kind.system_channel = hall.id
    server.adds_bot(silent)
    server.adds_bot(kind)
    await server.settled(lambda: public(server, hall))
    (greeting,) = public(server, hall)
    assert greeting.labels == ["Subscribe"]
    assert public(server, general) == []


# restarts, guests


async def test_controls_work_after_a_restart(
    bot: Environment, server: DiscordServer, papers: Channel, ada: Person, bob: Person
) -> None:
    async with bot.run():
        brief = await subscribed(server, ada, papers)
        menu = await server.command(ada, papers, "settings").finished()
    async with bot.run():
        tapped = server.taps(bob, brief, "1")
        await server.settled(lambda: final(tapped, "Paper number"))
        label = menu.messages[0].labels[0]
        again = await server.taps(ada, menu.messages[0], label).finished()
        assert "too old" not in again.text
    assert public(server, papers) == [brief]


async def test_only_the_operators_guests_are_served(
    bot: Environment, server: DiscordServer, lab: Guild, papers: Channel, bob: Person
) -> None:
    other = server.adds_guild("Club")
    talk = server.adds_channel(other, "talk")
    server.joins(bob, other)
    bot.put(PAPERBRIEF_ALLOWED=f"discord:{lab.id}")
    async with bot.run():
        inside = await server.command(bob, papers, "status").finished()
        outside = await server.command(bob, talk, "status").finished()
        assert "Status" in inside.text
        assert f"discord:{talk.id}".replace(":", "\\:") in outside.text
        assert await server.autocomplete(bob, talk, "forget", "what", "") == []


async def test_what_one_does_quickly_is_done_in_order(
    server: DiscordServer, running: Running, papers: Channel, ada: Person
) -> None:
    many = [server.command(ada, papers, "top", {"papers": str(n)}) for n in (3, 9, 4, 8, 5)]
    for each in many:
        await each.finished()
    settings = await kept(running, papers)
    assert settings is not None
    assert settings.top == 5
