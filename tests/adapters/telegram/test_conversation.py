"""Telegram end to end: what people write and tap, in every kind of chat, and who reads what."""

import pytest

from adapters.telegram_chat.rendering.part import InlineButton, TelegramPart, to_json
from tests.adapters.telegram.bot import Client, Environment, alerted
from tests.servers.arxiv_server import ArxivServer
from tests.servers.faults import Fault as ArxivFault
from tests.servers.telegram.chats import Status
from tests.servers.telegram.entities import Formatted, found
from tests.servers.telegram.flood import Limits
from tests.servers.telegram.world import TELEGRAM
from tests.servers.telegram_server import Chat, Fault, Message, Person, TelegramServer

Members = dict[Person | int, Status]
# seconds; less than the bot waits for Telegram, and nothing but a failure lasts as long
SLOW = 9.0


@pytest.fixture
def eve(server: TelegramServer) -> Person:
    """Is a member, and has never started the bot."""
    return server.person(9, "Eve")


@pytest.fixture
def group(server: TelegramServer, ada: Person, bob: Person, eve: Person) -> Chat:
    members: Members = {ada: "creator", bob: "member", eve: "member"}
    return server.chat(-1001, "supergroup", "Lab", bot="member", members=members)


@pytest.fixture
def channel(server: TelegramServer, ada: Person, bob: Person, eve: Person) -> Chat:
    members: Members = {ada: "creator", bob: "member", eve: "member"}
    return server.chat(
        -1_001_000_000_000_5,
        "channel",
        "News",
        username="lab_news",
        bot="administrator",
        members=members,
    )


async def brief_in(
    client: Client, server: TelegramServer, person: Person | None, chat: Chat | Person
) -> Message:
    """Subscribed by this person; the brief of the day."""
    await client.subscribes(person, chat, "/subscribe announced")
    await server.settled(lambda: [m for m in server.messages(chat) if "announced" in m.text])
    return next(m for m in server.messages(chat) if "announced" in m.text)


# private chats


async def test_long_answers_follow_each_other(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        brief = await brief_in(client, server, ada, ada)
        assert {"1", "7"} <= set(brief.labels)
        answer = await client.says(ada, ada, "/paper 1")
    assert "Paper number" in answer.text


async def test_a_slow_answer_is_announced_and_takes_that_place(
    server: TelegramServer, arxiv: ArxivServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        arxiv.fail_next("api", ArxivFault.HANG, times=9)
        told = await client.says(ada, ada, "/paper 2401.00001")
        assert told.text == "Looking up 2401.00001 at arXiv …"
        await server.settled(lambda: server.called("sendChatAction"))
        await client.edited(told)
        await server.settled(lambda: "arXiv" in told.text)
    assert len(server.messages(ada)) == 1


async def test_a_menu_changes_in_its_place_and_says_nothing_else(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        menu = await client.says(ada, ada, "/topics")
        await client.taps(ada, menu, "Categories")
        await client.edited(menu)
        await client.quiet()
    assert len(server.messages(ada)) == 1


async def test_who_taps_faster_than_telegram_takes_edits_sees_where_it_came_to(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    bot.put(PAPERBRIEF_TELEGRAM_PER_SECOND="30", PAPERBRIEF_TELEGRAM_CHAT_PER_SECOND="1")
    # a busy loop, which is the server's too, brings those of some seconds closer together
    server.limits(Limits(chat_window_s=10))
    async with bot.run() as running:
        menu = await client.says(ada, ada, "/topics")
        await client.taps(ada, menu, "Categories")
        await client.edited(menu)
        await client.taps(ada, menu, "✓ Computer Science")
        await client.edited(menu, 2)
        names = [label for label in menu.labels if label.startswith("cs.")][:6]
        taps = [server.taps(ada, menu, name) for name in names]
        await server.settled(lambda: all(tap.answer is not None for tap in taps))
        assert len(menu.edits) < 2 + len(names), "the taps waited for the edits"
        chosen = [f"✓ {name}" for name in names]
        await server.settled(lambda: set(chosen) <= set(menu.labels))
        (kept,) = await running.runtime.channels.every()
    assert {name.partition(" ")[0] for name in names} <= set(kept.categories)
    # two steps on the way here, then fewer than there were taps
    assert len(menu.edits) < 2 + len(names)
    assert server.flood.total_refused == 0


async def test_the_same_tap_twice_is_no_trouble(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with bot.run():
        menu = await client.says(ada, ada, "/topics")
        await client.taps(ada, menu, "Categories")
        await client.edited(menu)
        first, second = server.taps(ada, menu, "‹ Back"), server.taps(ada, menu, "‹ Back")
        await server.settled(lambda: first.answer is not None and second.answer is not None)
        await client.quiet()
    assert len(server.messages(ada)) == 1
    assert not [r for r in caplog.records if r.message in ("not_answered", "update_failed")]


async def test_a_menu_that_can_be_edited_no_more_comes_anew(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        menu = await client.says(ada, ada, "/topics")
        menu.deleted = True
        shown = Message(menu.id, menu.chat, menu.date, menu.sender, markup=menu.markup)
        await client.taps(ada, shown, "Categories")
        await client.told(ada, 1)
    assert "Which archive?" in server.messages(ada)[0].text


async def test_what_a_person_sends_quickly_is_answered_in_that_order(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        for number in range(3, 9):
            server.says(ada, ada, f"/top {number}")
        await client.told(ada, 6)
    told = [message.text for message in server.messages(ada)]
    assert told == [f"From now on a brief here shows at most {n} papers." for n in range(3, 9)]


async def test_one_person_s_slow_line_holds_up_nobody_else(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person
) -> None:
    async with bot.run():
        server.fail_next("sendMessage", Fault.DELAY, chat=7, seconds=SLOW)
        for _ in range(300):
            server.says(ada, ada, "/help")
        await client.says(bob, bob, "/start")
        assert server.messages(ada) == []
        server.recover()


# taps are acknowledged


@pytest.mark.parametrize("method", ["getChat", "getChatMember", "sendMessage", "editMessageText"])
async def test_a_tap_is_acknowledged_whatever_hangs(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    group: Chat,
    method: str,
) -> None:
    async with bot.run():
        menu = await client.says(ada, group, "/topics")
        before = len(server.called(method))
        server.fail_next(method, Fault.DELAY, times=None, seconds=SLOW)
        await client.taps(ada, menu, "Categories")
        assert all(call.status is None for call in server.called(method)[before:])
        server.recover()
        await client.quiet()
    answers = server.called("answerCallbackQuery")
    assert [call.status for call in answers] == [200]


async def test_a_tap_behind_a_slow_one_is_acknowledged_as_well(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        menu = await client.says(ada, ada, "/topics")
        server.fail_next("editMessageText", Fault.DELAY, seconds=SLOW)
        server.taps(ada, menu, "Categories")
        await server.settled(lambda: server.called("editMessageText"))
        await client.taps(ada, menu, "Ready-made")
        assert [call.status for call in server.called("editMessageText")] == [None]
        server.recover()


async def test_a_tap_that_fails_is_acknowledged(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        menu = await client.says(ada, ada, "/topics")
        server.fail_next("editMessageText", Fault.SERVER_ERROR)
        await client.taps(ada, menu, "Categories")


async def test_a_tap_that_telegram_forgot_is_answered_all_the_same(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        menu = await client.says(ada, ada, "/topics")
        made = server.taps(ada, menu, "Categories")
        made.at = -1000
        await client.edited(menu)


async def test_a_key_that_is_not_on_the_message_is_told_so(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        menu = await client.says(ada, ada, "/topics")
        row = [{"text": "Old", "callback_data": "v1:something"}]
        old = Message(menu.id, menu.chat, menu.date, menu.sender, markup={"inline_keyboard": [row]})
        assert alerted(await client.taps(ada, old, "Old")) == "That button is not on this message."


# groups


async def test_an_answer_in_a_group_is_a_reply(
    server: TelegramServer, bot: Environment, client: Client, bob: Person, group: Chat
) -> None:
    async with bot.run():
        answer = await client.says(bob, group, "/help")
    assert answer.reply_to is server.history(group)[0]


async def test_talk_and_other_bots_commands_stay_unanswered(
    server: TelegramServer, bot: Environment, client: Client, bob: Person, group: Chat
) -> None:
    server.privacy(on=False)
    async with bot.run():
        for text in ("hello", "3", "/weather", "/help@other_bot", "see 2602.90001"):
            server.says(bob, group, text)
        await client.says(bob, group, "/help@paperbrief_bot")
        await client.quiet()
    assert len(server.messages(group)) == 1


async def test_only_owners_change_a_group_and_others_read_so_alone(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    async with bot.run():
        refused = await client.says(bob, group, "/top 5")
        assert refused.text == "Only administrators of this chat may do that."
        menu = await client.says(ada, group, "/settings")
        tap = await client.taps(bob, menu, "5 papers")
        assert alerted(tap) == "Only administrators of this chat may do that."
        assert menu.edits == []
        await client.taps(ada, menu, "5 papers")
        await client.edited(menu)
    assert "✓ 5 papers" in menu.labels


async def test_when_its_own_place_changes_the_bot_asks_anew_who_owns_the_group(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    async with bot.run():
        await client.says(bob, group, "/top 5")
        server.sets_member(ada, group, bob, "administrator")
        server.promotes(ada, group)
        done = await client.says(bob, group, "/top 5")
    assert done.text == "From now on a brief here shows at most 5 papers."


async def test_an_anonymous_administrator_owns_the_group(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, group: Chat
) -> None:
    async with bot.run():
        answer = await client.says(ada, group, "/top 5", anonymous=True)
    assert answer.text == "From now on a brief here shows at most 5 papers."
    assert server.called("getChatMember") == []


async def test_a_linked_channel_owns_nothing_of_its_group(
    server: TelegramServer, bot: Environment, client: Client, group: Chat, channel: Chat
) -> None:
    server.link(channel, group)
    async with bot.run():
        server.privacy(on=False)
        message = server.world.write(
            group,
            server.world.people[TELEGRAM],
            Formatted("/top 5", tuple(found("/top 5"))),
            sender_chat=channel,
        )
        server.people.heard(message)
        answer = await client.told(group, 1)
    assert answer.text == "Only administrators of this chat may do that."


async def test_a_tap_under_a_brief_is_answered_in_the_private_chat(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    bob: Person,
    group: Chat,
) -> None:
    async with bot.run():
        brief = await brief_in(client, server, ada, group)
        before = len(server.messages(group))
        await client.taps(bob, brief, "3")
        card = await client.told(bob, 1)
        await client.taps(bob, brief, "Topics")
        menu = await client.told(bob, 2)
        assert alerted(await client.taps(bob, menu, "Categories")).startswith("Only administrators")
    assert "Paper number" in card.text
    assert len(server.messages(group)) == before
    assert brief.edits == []


async def test_who_never_started_the_bot_is_answered_once_under_the_brief(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    eve: Person,
    group: Chat,
) -> None:
    mallory = server.person(10, "Mallory")
    async with bot.run():
        brief = await brief_in(client, server, ada, group)
        before = len(server.messages(group))
        server.fail_next("sendMessage", Fault.DELAY, chat=group.id, seconds=0.3)
        first = server.taps(eve, brief, "1"), server.taps(mallory, brief, "2")
        await server.settled(lambda: all(tap.answer is not None for tap in first))
        answer = await client.told(group, before + 1)
        await client.edited(answer)
    async with bot.run():
        # the place is known after a restart
        await client.taps(eve, brief, "3")
        await client.edited(answer, 2)
        await client.quiet()
        assert len(server.messages(group)) == before + 1
        assert answer.reply_to is brief
        assert "Paper number 3" in answer.text
        link = next(key["url"] for key in answer.buttons if key["text"] == "@paperbrief_bot")
        assert link == "https://t.me/paperbrief_bot?start=paper_2602_90003"
        server.taps(eve, answer, "@paperbrief_bot")
        card = await client.told(eve, 1)
    assert "Paper number 3" in card.text


async def test_readers_vote_and_save_from_the_brief(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    async with bot.run():
        brief = await brief_in(client, server, ada, group)
        await client.taps(bob, brief, "Vote · Save")
        ballot = await client.told(bob, 1)
        assert ballot.text.startswith("Lab\n\nMore like these, or less?")
        await client.taps(bob, ballot, "👍")
        await client.edited(ballot)
        await client.taps(bob, ballot, "☆")
        await client.told(bob, 2)
        saved = await client.says(bob, bob, "/saved")
        await client.taps(ada, brief, "Vote · Save")
        other = await client.told(ada, 1)
    assert ballot.labels[1:4] == ["👍 1", "👎", "☆"]
    assert "Paper number" in saved.text
    assert other.labels[1:4] == ["👍 1", "👎", "☆"]


async def test_a_brief_that_telegram_refuses_comes_as_plain_text_and_the_operator_is_told(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    ada: Person,
    bob: Person,
    group: Chat,
) -> None:
    broken = TelegramPart("The brief", rows=((InlineButton("x", url="not an address"),),))
    monkeypatch.setattr(
        "adapters.telegram_chat.platform.telegram_form", lambda *_: (to_json(broken),)
    )
    bot.put(PAPERBRIEF_OPERATOR_CHAT="telegram:8")
    async with bot.run():
        await client.subscribes(ada, group, "/subscribe announced")
        told = await client.told(bob, 1)
    assert server.messages(group)[-1].text == "The brief"
    assert told.text.startswith(
        "⚠ Paperbrief: The brief for Lab was refused and went out as plain text: "
    )


async def test_two_hundred_people_tap_at_once_and_all_are_answered_once(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, group: Chat
) -> None:
    people = [server.person(1000 + n, f"P{n}", started=True) for n in range(200)]
    async with bot.run():
        brief = await brief_in(client, server, ada, group)
        taps = [server.taps(person, brief, "1") for person in people]
        await server.settled(lambda: all(tap.answer is not None for tap in taps))
        await server.settled(lambda: all(server.messages(person) for person in people))
    assert all(len(server.messages(person)) == 1 for person in people)
    assert len(server.called("answerCallbackQuery")) == 200


async def test_many_whom_the_bot_may_not_write_to_cost_the_group_a_few_edits(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, group: Chat
) -> None:
    people = [server.person(1000 + n, f"P{n}") for n in range(40)]
    bot.put(
        PAPERBRIEF_TELEGRAM_PER_SECOND="30",
        PAPERBRIEF_TELEGRAM_CHAT_PER_SECOND="1",
        PAPERBRIEF_TELEGRAM_GROUP_PER_MINUTE="20",
    )
    # of the group alone: a busy loop, which is the server's too, brings others closer together
    server.limits(Limits(overall_per_s=None, chat_per_s=None))
    async with bot.run():
        brief = await brief_in(client, server, ada, group)
        before = len(server.messages(group))
        taps = [server.taps(person, brief, str(n % 7 + 1)) for n, person in enumerate(people)]
        await server.settled(lambda: all(tap.answer is not None for tap in taps))
        reply = await client.told(group, before + 1)
        await client.quiet(1.5)
        # the group's budget is not used up: a person is answered
        await client.says(ada, group, "/status")
    assert len([m for m in server.messages(group) if m.reply_to is brief]) == 1
    assert len(reply.edits) < 8
    assert server.flood.total_refused == 0


# forum topics


async def test_a_topic_of_a_forum_is_a_channel_of_its_own(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, eve: Person
) -> None:
    members: Members = {ada: "creator", bob: "member", eve: "member"}
    forum = server.chat(
        -1_001_000_000_000_6,
        "supergroup",
        "Forum",
        forum=True,
        bot="member",
        members=members,
    )
    topic = server.topic(forum, "Papers")
    async with bot.run():
        await client.subscribes(ada, forum, "/subscribe announced", thread=topic.id)
        await server.settled(
            lambda: [m for m in server.messages(forum, topic.id) if "announced" in m.text]
        )
        brief = next(m for m in server.messages(forum, topic.id) if "announced" in m.text)
        await client.taps(bob, brief, "Topics")
        menu = await client.told(bob, 1)
        assert menu.text.startswith("Forum\n")
        assert alerted(await client.taps(bob, menu, "Categories")).startswith("Only administrators")
        before = len(server.messages(forum))
        await client.taps(eve, brief, "1")
        answer = await client.told(forum, before + 1)
        general = await client.says(ada, forum, "/status")
    assert answer.thread == topic.id
    assert general.thread is None
    assert f"telegram:{forum.id}\n" in general.text
    assert {message.thread for message in server.messages(forum)} == {topic.id, None}


# channels


async def test_a_channel_is_subscribed_by_a_post_and_its_keys_lead_away(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    bob: Person,
    channel: Chat,
) -> None:
    async with bot.run():
        brief = await brief_in(client, server, None, channel)
        subscribed = server.messages(channel)[0]
        assert all("url" in key for key in subscribed.buttons)
        assert all("url" in key for key in brief.buttons if key["text"].isdigit())
        assert subscribed.labels == ["Undo", "All ready-made", "Categories"]
        server.taps(bob, brief, "3")
        card = await client.told(bob, 1)
        server.taps(bob, brief, "All titles")
        titles = await client.told(bob, 2)
        server.taps(ada, subscribed, "Categories")
        menu = await client.told(ada, 1)
        await client.taps(ada, menu, "✓ Computer Science")
        await client.edited(menu)
        await client.taps(ada, menu, next(x for x in menu.labels if x.startswith("cs.RO")))
        await client.edited(menu, 2)
        assert [label for label in menu.labels if label.startswith("✓ cs.RO")]
        there = await client.says(ada, ada, f"/topics @{channel.username}")
    assert "Paper number 3" in card.text
    assert "Paper number 7" in titles.text
    assert "Robotics" in there.text
    assert server.messages(channel)[-1] in (brief, subscribed)


async def test_nobody_else_sets_a_channel_from_the_private_chat(
    server: TelegramServer, bot: Environment, client: Client, bob: Person, channel: Chat
) -> None:
    async with bot.run():
        told = await client.says(bob, bob, "/subscribe @lab_news")
    assert told.text == "Only administrators of this chat may do that."


async def test_a_channel_is_subscribed_from_the_private_chat_by_its_name(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, channel: Chat
) -> None:
    async with bot.run():
        await client.subscribes(ada, ada, "/subscribe @lab_news announced")
        await server.settled(lambda: server.messages(channel))
    assert "announced" in server.messages(channel)[0].text


async def test_a_channel_in_which_the_bot_may_not_post_is_not_subscribed(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, channel: Chat
) -> None:
    server.promotes(ada, channel, can_post_messages=False)
    async with bot.run():
        told = await client.says(ada, ada, "/subscribe @lab_news")
    assert told.text == (
        "I need to be an administrator who may post messages there. Please change that, then "
        "send /subscribe again."
    )


async def test_a_number_in_the_discussion_group_is_that_of_the_channel_s_brief(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    bob: Person,
    group: Chat,
    channel: Chat,
) -> None:
    server.link(channel, group)
    async with bot.run():
        await brief_in(client, server, None, channel)
        # the card, and that there is no analysis
        await client.says(bob, group, "/paper 3", answers=2)
        assert [each for each in server.messages(group) if "Paper number 3" in each.text]
        status = await client.says(bob, group, "/status")
    assert f"telegram:{channel.id}" in status.text


async def test_a_number_said_under_a_brief_is_that_of_this_brief(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    bob: Person,
    group: Chat,
) -> None:
    async with bot.run():
        brief = await brief_in(client, server, ada, group)
        assert brief.markup is not None
        # an older brief: its second paper was another
        for row in brief.markup["inline_keyboard"]:
            for key in row:
                if key["text"] == "2":
                    key["callback_data"] = "/paper 2602.90007"
        answer = await client.says(bob, group, "2", reply_to=brief)
    assert "Paper number 7" in answer.text


# coming and going


async def test_a_group_is_greeted_once_and_subscribed_by_the_key(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person
) -> None:
    lab = server.chat(-55, "group", "New lab", members={ada: "creator", bob: "member"})
    async with bot.run():
        server.adds_bot(ada, lab)
        greeting = await client.told(lab, 1)
        assert greeting.labels == ["Subscribe"]
        assert alerted(await client.taps(bob, greeting, "Subscribe")).startswith(
            "Only administrators"
        )
        await client.taps(ada, greeting, "Subscribe")
        await client.edited(greeting)
        assert "This channel gets briefs" in greeting.text
        server.promotes(ada, lab)
        server.removes_bot(ada, lab)
        server.adds_bot(ada, lab)
        await client.quiet()
    assert [m.text for m in server.messages(lab) if "I bring each" in m.text] == []


async def test_a_discussion_group_is_told_that_it_needs_no_subscription(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, channel: Chat
) -> None:
    talk = server.chat(-1004, "supergroup", "Talk", members={ada: "creator"})
    other = server.chat(-1005, "supergroup", "Other", members={ada: "creator"})
    server.link(channel, talk)
    async with bot.run():
        await client.says(ada, ada, "/subscribe @lab_news 23:59 UTC daily")
        server.adds_bot(ada, talk)
        told = await client.told(talk, 1)
        server.adds_bot(ada, other)
        usual = await client.told(other, 1)
    assert told.text.startswith("/paper, /why and votes here are about the briefs of News, which")
    assert told.labels == []
    assert usual.labels == ["Subscribe"]


async def test_a_group_where_the_bot_may_not_write_is_not_greeted(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    lab = server.chat(-1003, "supergroup", "Quiet lab", members={ada: "creator"})
    lab.can_send = False
    async with bot.run():
        server.adds_bot(ada, lab)
        await client.quiet()
    assert [call.status for call in server.called("sendMessage")] == []


async def test_who_adds_the_bot_to_a_channel_is_told_in_private(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    news = server.chat(-1_001_000_000_000_9, "channel", "Fresh", members={ada: "creator"})
    async with bot.run():
        server.adds_bot(ada, news)
        greeting = await client.told(ada, 1)
        assert "Fresh" in greeting.text
        await client.taps(ada, greeting, "Subscribe")
        await client.edited(greeting)
    assert "This channel gets briefs" in greeting.text
    assert len(server.messages(ada)) == 1


async def test_a_link_adds_the_bot_and_subscribes(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    lab = server.chat(-56, "group", "Linked lab", members={ada: "creator"})
    async with bot.run():
        server.adds_bot(ada, lab, payload="subscribe")
        await server.settled(
            lambda: [m for m in server.messages(lab) if "This channel gets briefs" in m.text]
        )


async def test_a_chat_that_moves_keeps_its_subscription(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    lab = server.chat(-57, "group", "Moving lab", bot="member", members={ada: "creator"})
    async with bot.run() as running:
        await client.says(ada, lab, "/subscribe 23:59 UTC daily")
        new = server.migrates(lab)
        await client.quiet()
        channels = await running.runtime.channels.every()
        assert [each.address for each in channels] == [f"telegram:{new.id}"]
        status = await client.says(ada, new, "/status")
    assert "Briefs come" in status.text


async def test_who_puts_the_bot_out_hears_why_and_lets_it_in_again(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, group: Chat
) -> None:
    async with bot.run():
        await client.says(ada, group, "/subscribe 23:59 UTC daily")
        server.removes_bot(ada, group)
        told = await client.told(ada, 1)
        assert "I can no longer write to Lab, which you subscribed: I was" in told.text
        server.adds_bot(ada, group)
        status = await client.says(ada, group, "/status", answers=1)
    assert "cannot write" not in status.text


@pytest.mark.parametrize("line", ["/status", "/brief", "/topics", "/subscribe"])
async def test_who_subscribed_a_group_learns_elsewhere_that_the_bot_was_put_out(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, group: Chat, line: str
) -> None:
    async with bot.run():
        await client.says(ada, group, "/subscribe 23:59 UTC daily")
        server.removes_bot(ada, group)
        await client.told(ada, 1)
    async with bot.run():
        told = await client.says(ada, ada, f"{line} @{group.id}")
    assert told.text == (
        "Briefs for Lab have been paused since Wed 11 Feb 2026, because I cannot "
        "write there: I was removed from it. Add me there; in a channel, as an administrator "
        "who may post messages. Whatever is due will be sent then."
    )


async def test_a_channel_that_put_the_bot_out_is_still_known_by_its_name(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    bob: Person,
    channel: Chat,
) -> None:
    async with bot.run():
        await client.says(ada, ada, "/subscribe @lab_news 23:59 UTC daily")
        server.removes_bot(ada, channel)
        await client.told(ada, 2)
        told = await client.says(ada, ada, "/status @Lab_News")
        assert "paused since Wed 11 Feb 2026" in told.text
        stranger = await client.says(bob, bob, "/status @lab_news")
        assert stranger.text.startswith("I do not know @lab_news.")
        server.adds_bot(ada, channel)
        again = await client.says(ada, ada, "/status @lab_news")
    # not greeted as new: it is subscribed
    assert "cannot write" not in again.text
    assert "Briefs come" in again.text


async def test_a_channel_without_a_public_name_is_called_by_its_title(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person
) -> None:
    hidden = server.chat(-1_001_000_000_000_6, "channel", "Hidden news", members={ada: "creator"})
    async with bot.run():
        server.adds_bot(ada, hidden)
        greeting = await client.told(ada, 1)
        await client.taps(ada, greeting, "Subscribe")
        await client.edited(greeting)
        topics = await client.says(ada, ada, f"/topics @{hidden.id}")
        # who has no business with it does not learn what it is called
        stranger = await client.says(bob, bob, f"/brief @{hidden.id}")
    assert greeting.text.startswith("Hidden news\n\nThis channel gets briefs")
    assert topics.text.startswith("Hidden news\n\nTopics here")
    assert stranger.text == f"Only members of @{hidden.id} can ask for that."


async def test_a_channel_with_a_public_name_is_called_by_it_to_strangers(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, channel: Chat
) -> None:
    eve = server.person(77, "Eva", started=True)
    async with bot.run():
        await client.says(ada, ada, "/status @lab_news")
        told = await client.says(eve, eve, f"/brief @{channel.id}")
    assert told.text == "Only members of @lab_news can ask for that."


async def test_an_owner_hears_of_a_bot_that_is_no_administrator_any_more(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, channel: Chat
) -> None:
    async with bot.run():
        await client.says(ada, ada, "/subscribe @lab_news 23:59 UTC daily")
        server.demotes(ada, channel)
        told = await client.told(ada, 2)
        await client.taps(ada, told, "Status")
        why = await client.told(ada, 3)
    assert told.text.startswith("I can no longer write to News, which you subscribed: I am not")
    assert why.text.startswith("Briefs for News have been paused since Wed 11 Feb 2026")


async def test_a_channel_that_only_refuses_what_is_sent_is_told_by_status_as_well(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, channel: Chat
) -> None:
    async with bot.run():
        await client.says(ada, ada, "/subscribe @lab_news 23:59 UTC daily")
        server.promotes(ada, channel, can_post_messages=False)
        await client.told(ada, 2)
        told = await client.says(ada, ada, "/status @lab_news")
    assert (
        "paused since Wed 11 Feb 2026, because I cannot write there: I am not allowed to post"
        in told.text
    )


async def test_strangers_are_not_served_where_the_operator_names_guests(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person
) -> None:
    bot.put(PAPERBRIEF_ALLOWED="telegram:7")
    lab = server.chat(-58, "group", "Strangers", members={bob: "creator"})
    async with bot.run():
        refused = await client.says(bob, bob, "/start")
        assert "telegram:8" in refused.text
        server.adds_bot(bob, lab)
        served = await client.says(ada, ada, "/start")
        await client.quiet()
    assert "Paperbrief" in served.text
    assert server.messages(lab) == []


async def test_only_who_asked_confirms_what_is_done_to_them(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    async with bot.run():
        await client.says(ada, group, "/save 2602.90001")
        asked = await client.says(ada, group, "/forget me")
        tap = await client.taps(bob, asked, "Yes, delete it")
        assert alerted(tap) == "That button is only for the person who asked."
        await client.taps(ada, asked, "Yes, delete it")
        await client.edited(asked)
    assert "Deleted" in asked.text
