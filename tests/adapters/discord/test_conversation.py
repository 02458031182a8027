"""Answers on Discord: first, replaced, further, and for whom they are."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.discord_chat.answering.conversation import (
    ConversationServices,
    InteractionConversation,
    MessageConversation,
)
from adapters.discord_chat.menus import sync
from adapters.discord_chat.receiving.interactions import Ticket, Under
from adapters.discord_chat.sending.letters import words_in
from bot.commands.table import COMMANDS
from bot.messages.blocks import Message as Said
from bot.messages.blocks import message, paragraph
from bot.translator import translator
from tests.adapters.discord.side import Side, brief, letters, side
from tests.servers.discord_server import (
    Channel,
    DiscordServer,
    Fault,
    Guild,
    Interaction,
    Message,
    Person,
    Reply,
)

SAY = translator("en")
WORDS = words_in(SAY)
SHORT = message(paragraph("Done as you wished"))
MENU = Under(hidden=True, new_kind=True)
CALLBACK = "POST /interactions/{interaction}/{token}/callback"


@pytest.fixture
def ada(server: DiscordServer, lab: Guild) -> Person:
    return server.person("ada", lab)


@pytest.fixture
async def out(server: DiscordServer, tmp_path: Path) -> AsyncIterator[Side]:
    async with side(server, tmp_path) as made:
        await sync(made.connection, COMMANDS, [SAY], made.notes, datetime.now(UTC))
        yield made


def services(out: Side) -> ConversationServices:
    return ConversationServices(out.connection, out.posting.kept)


def answering(
    server: DiscordServer,
    out: Side,
    acted: Interaction,
    *,
    hidden: bool = True,
    under: Under | None = None,
) -> InteractionConversation:
    # the suite's application has the id of its bot, as new ones do
    application = server.world.bot.id
    ticket = Ticket(acted.id, acted.token, application)
    return InteractionConversation(services(out), ticket, WORDS, hidden=hidden, under=under)


def asks(server: DiscordServer, person: Person, channel: Channel) -> Interaction:
    return server.command(person, channel, "status")


def taps(server: DiscordServer, person: Person, under: Message) -> Interaction:
    return server.taps(person, under, "All titles")


async def sent(server: DiscordServer, out: Side, channel: Channel, made: Said) -> Message:
    """A message of the bot's with controls, of the old kind where it is long."""
    await out.sender.send(letters(channel, made)[0])
    return server.messages(channel)[-1]


def long_menu() -> Said:
    """Too long for the new kind, short enough for the old."""
    return brief(22, 35)


async def test_a_long_answer_is_several_messages_for_one_person_alone(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    asked = asks(server, ada, papers)
    await answering(server, out, asked).send(brief(90))
    assert asked.reply == Reply.MESSAGE
    assert len(asked.messages) >= 3
    assert {each.seen_by for each in asked.messages} == {ada.id}


async def test_what_is_told_of_the_work_is_replaced_by_the_answer(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    asked = asks(server, ada, papers)
    conversation = answering(server, out, asked)
    await conversation.progress("Reading …")
    await conversation.progress("Writing *all* of it …")
    assert (asked.reply, asked.ephemeral) == (Reply.DEFERRED, True)
    assert asked.original is not None
    assert asked.original.content == "Writing \\*all\\* of it …"
    await conversation.send(brief(90))
    assert asked.original.content == ""
    assert "What today was about" in asked.text or asked.original.embeds
    assert {each.seen_by for each in asked.messages} == {ada.id}


@pytest.mark.parametrize("embeds", [True, False])
async def test_where_embeds_are_not_shown_an_answer_has_none(
    server: DiscordServer, out: Side, papers: Channel, ada: Person, embeds: bool
) -> None:
    asked = asks(server, ada, papers)
    answers = services(out)
    ticket = Ticket(asked.id, asked.token, server.world.bot.id)
    conversation = InteractionConversation(answers, ticket, WORDS, hidden=True, embeds=embeds)
    await conversation.send(long_menu())
    assert bool(asked.messages[0].embeds) is embeds
    assert len(asked.messages) == (1 if embeds else 2)
    assert [each.labels for each in asked.messages][-1] == ["All titles"]


async def test_in_direct_messages_nothing_is_hidden(
    server: DiscordServer, out: Side, ada: Person
) -> None:
    asked = asks(server, ada, server.dm(ada))
    await answering(server, out, asked, hidden=False).send(SHORT)
    assert asked.ephemeral is False


async def test_a_menu_becomes_the_answer_also_after_a_while(
    server: DiscordServer, out: Side, ada: Person
) -> None:
    talk = server.dm(ada)
    menu = await sent(server, out, talk, brief())
    quick = taps(server, ada, menu)
    await answering(server, out, quick, hidden=False, under=replace(MENU, hidden=False)).send(
        brief(2)
    )
    assert quick.reply == Reply.UPDATE
    assert "Paper 2" in menu.text
    slow = taps(server, ada, menu)
    conversation = answering(server, out, slow, hidden=False, under=replace(MENU, hidden=False))
    await conversation.progress("Reading …")
    assert slow.reply == Reply.DEFERRED_UPDATE
    assert "Reading" not in menu.text
    await conversation.send(SHORT)
    assert "Done as you wished" in menu.text
    assert server.messages(talk) == [menu]


async def test_an_old_kind_of_menu_may_become_a_new_one_but_not_the_other_way(
    server: DiscordServer, out: Side, ada: Person
) -> None:
    talk = server.dm(ada)
    old = await sent(server, out, talk, long_menu())
    assert old.embeds
    up = taps(server, ada, old)
    await answering(server, out, up, hidden=False, under=Under(hidden=False, new_kind=False)).send(
        brief()
    )
    assert up.reply == Reply.UPDATE
    assert old.embeds == []
    assert "Paper 1" in old.text
    down = taps(server, ada, old)
    new = Under(hidden=False, new_kind=True)
    await answering(server, out, down, hidden=False, under=new).send(long_menu())
    assert down.reply == Reply.MESSAGE
    assert len(server.messages(talk)) == 2


async def test_what_everybody_reads_is_not_changed_by_one(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    public = await sent(server, out, papers, brief())
    tapped = taps(server, ada, public)
    await answering(server, out, tapped, under=Under(hidden=False, new_kind=True)).send(SHORT)
    assert (tapped.reply, tapped.ephemeral) == (Reply.MESSAGE, True)
    assert public.edited_at is None


@pytest.mark.parametrize("slowly", [False, True])
async def test_a_refusal_leaves_the_menu_as_it_is(
    server: DiscordServer, out: Side, ada: Person, slowly: bool
) -> None:
    menu = await sent(server, out, server.dm(ada), brief())
    tapped = taps(server, ada, menu)
    conversation = answering(server, out, tapped, hidden=False, under=replace(MENU, hidden=False))
    if slowly:
        await conversation.progress("Reading …")
    await conversation.refuse(SHORT)
    assert menu.edited_at is None
    assert "Done as you wished" in server.messages(server.dm(ada))[-1].text


async def test_after_a_quarter_of_an_hour_the_answer_is_a_line_of_the_log(
    server: DiscordServer, out: Side, papers: Channel, ada: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level("INFO")
    asked = asks(server, ada, papers)
    conversation = answering(server, out, asked)
    await conversation.progress("Reading …")
    server.clock.advance(16 * 60)
    await conversation.send(SHORT)
    assert "too_late" in caplog.messages


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.RESET_AFTER, Fault.BANNED, Fault.TRUNCATED])
async def test_a_first_answer_that_breaks_raises_nothing(
    server: DiscordServer, out: Side, papers: Channel, ada: Person, fault: Fault
) -> None:
    server.fail_next(CALLBACK, fault)
    conversation = answering(server, out, asks(server, ada, papers))
    await conversation.progress("Reading …")
    await conversation.send(SHORT)


async def test_who_waits_for_an_answer_never_waits_behind_a_fan_out(
    server: DiscordServer, tmp_path: Path, papers: Channel, ada: Person
) -> None:
    async with side(server, tmp_path, per_second=2) as out:
        await sync(out.connection, COMMANDS, [SAY], out.notes, datetime.now(UTC))
        fan_out = [
            asyncio.create_task(out.sender.send(letters(papers, edition=number)[0]))
            for number in range(20)
        ]
        await asyncio.sleep(0.05)
        asked = asks(server, ada, papers)
        await answering(server, out, asked).send(SHORT)
        assert not all(task.done() for task in fan_out), "it waited for the whole fan-out"
        assert len(server.messages(papers)) < len(fan_out)
        for task in fan_out:
            task.cancel()
        await asyncio.gather(*fan_out, return_exceptions=True)
    assert asked.answered


async def test_the_brake_holds_over_everything_else(
    server: DiscordServer, tmp_path: Path, lab: Guild
) -> None:
    channels = [server.adds_channel(lab, f"c{number}") for number in range(20)]
    async with side(server, tmp_path, per_second=20) as out:
        await out.connection.me()
        began = time.monotonic()
        await asyncio.gather(*(out.places.of(each.id) for each in channels))
        took = time.monotonic() - began
    # a few at once, the others evenly
    assert took > 0.6
    assert server.records.too_many == 0


async def test_a_login_takes_its_turn_as_well(server: DiscordServer, tmp_path: Path) -> None:
    began = time.monotonic()
    async with side(server, tmp_path, per_second=2) as out:
        await out.connection.application()
        await out.connection.ask("GET", "/users/@me")
    # three requests, two at once: without the login there would be no third
    assert time.monotonic() - began > 0.9


async def test_a_message_is_answered_by_one_that_changes_while_the_work_goes_on(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    asked = server.says(ada, papers, "1")
    conversation = MessageConversation(services(out), papers.id, WORDS, asked.id)
    await conversation.progress("Reading …")
    await conversation.progress("Writing …")
    await conversation.send(brief(90))
    first, *rest = [each for each in server.messages(papers) if each is not asked]
    assert first.reply_to is asked
    assert [content for content, _ in first.earlier] == ["Reading …", "Writing …"]
    assert rest
    assert server.pings == []


async def test_a_message_whose_form_is_refused_is_answered_in_plain_words(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    invalid = {"code": 50035, "message": "Invalid Form Body"}
    asked = server.says(ada, papers, "1")
    conversation = MessageConversation(services(out), papers.id, WORDS, asked.id)
    server.fail_next("POST /channels/{channel}/messages", Fault.REFUSED, status=400, body=invalid)
    await conversation.send(brief())
    (plain,) = [each for each in server.messages(papers) if each is not asked]
    assert "What today was about." in plain.content


async def test_an_answer_is_said_anew_where_what_was_told_was_deleted(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    asked = server.says(ada, papers, "/paper 1")
    conversation = MessageConversation(services(out), papers.id, WORDS, asked.id)
    await conversation.progress("Reading …")
    (told,) = server.messages(papers)
    del server.world.messages[papers.id][told.id]
    await conversation.send(SHORT)
    assert [each.text for each in server.messages(papers)] == ["Done as you wished"]
