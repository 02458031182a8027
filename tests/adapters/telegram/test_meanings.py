"""What a Telegram update means for us, in forms as the Bot API gives them. Pure."""

from typing import Any

import pytest
from telegram import Update

from adapters.telegram_chat.receiving.meanings import (
    ChatMoved,
    Meaning,
    Named,
    Overheard,
    OwnMembership,
    Spoken,
    Tapped,
)
from adapters.telegram_chat.receiving.updates import meaning

Json = dict[str, Any]
KNOWN = frozenset({"help", "paper", "topics", "start"})
ADA: Json = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "de"}
BOT: Json = {"id": 42, "is_bot": True, "first_name": "Paperbrief", "username": "paperbrief_bot"}
PRIVATE: Json = {"id": 7, "type": "private", "first_name": "Ada"}
GROUP: Json = {"id": -1005, "type": "supergroup", "title": "Lab"}
CHANNEL: Json = {"id": -1007, "type": "channel", "title": "News"}


def said(text: str, chat: Json = GROUP, kind: str = "message", **more: object) -> Meaning | None:
    body: Json = {"message_id": 5, "date": 1, "chat": chat, "text": text, "from": ADA, **more}
    if text.startswith("/"):
        length = len(text.split()[0])
        body["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    elif text.startswith("@"):
        length = len(text.split()[0])
        body["entities"] = [{"type": "mention", "offset": 0, "length": length}]
    return read(kind, body)


def read(kind: str, body: Json) -> Meaning | None:
    update = Update.de_json({"update_id": 1, kind: body}, None)
    return meaning(update, "paperbrief_bot", KNOWN)


def spoken(text: str, chat: Json = GROUP, **more: object) -> Spoken:
    found = said(text, chat, **more)  # type: ignore[arg-type]
    assert isinstance(found, Spoken)
    return found


def ours(keys: Json | None = None) -> Json:
    """A message of the bot's, as a reply shows it."""
    body: Json = {"message_id": 3, "date": 1, "chat": GROUP, "from": BOT, "text": "Brief"}
    return body | ({"reply_markup": {"inline_keyboard": [[keys]]}} if keys else {})


# who, and where


def test_in_private_everything_is_for_the_bot() -> None:
    for text in ("hello", "/nothing", "3", "2602.90001"):
        found = spoken(text, PRIVATE)
        assert found.addressed
        assert (found.where.address, found.where.person) == ("telegram:7", "telegram:7")
        assert (found.where.kind, found.where.language) == ("private", "de")


@pytest.mark.parametrize(
    "text",
    ["/help", "/HELP", "/help@paperbrief_bot", "/help@Paperbrief_Bot 3", "/none@paperbrief_bot"],
)
def test_in_groups_a_command_of_ours_is_for_the_bot(text: str) -> None:
    assert spoken(text).addressed


@pytest.mark.parametrize("text", ["hello", "3", "2602.90001", "/weather", "/help@other_bot", "/"])
def test_in_groups_the_rest_is_not(text: str) -> None:
    assert said(text) is None


def test_a_mention_with_a_number_or_an_id_is_for_the_bot() -> None:
    assert spoken("@paperbrief_bot 2602.90001").text == "2602.90001"
    assert spoken("@Paperbrief_bot 3").text == "3"
    assert said("@paperbrief_bot hello there") is None
    assert said("@somebody 3") is None


def test_a_topic_of_a_forum_is_a_place_and_a_thread_of_comments_is_none() -> None:
    topic = spoken("/help", message_thread_id=12, is_topic_message=True)
    assert topic.where.address == "telegram:-1005/12"
    assert topic.where.mention == "@-1005/12"
    assert spoken("/help", message_thread_id=12).where.address == "telegram:-1005"


def test_an_anonymous_administrator_speaks_as_the_group() -> None:
    found = spoken("/help", sender_chat=GROUP)
    assert found.where.person == found.where.address
    assert found.where.language is None


def test_a_channel_in_its_discussion_group_is_not_the_group() -> None:
    assert spoken("/help", sender_chat=CHANNEL).where.person == "telegram:-1007"


def test_a_channel_s_post_is_its_own_proof() -> None:
    body: Json = {
        "message_id": 5,
        "date": 1,
        "chat": CHANNEL,
        "text": "/help",
        "sender_chat": CHANNEL,
    }
    found = read("channel_post", body)
    assert isinstance(found, Spoken)
    assert (found.where.person, found.where.kind) == ("telegram:-1007", "channel")


@pytest.mark.parametrize("kind", ["edited_message", "edited_channel_post"])
def test_an_edit_is_not_read(kind: str) -> None:
    assert said("/help", kind=kind) is None


def test_what_was_carried_over_or_said_through_another_bot_is_not_read() -> None:
    assert said("/help", is_automatic_forward=True) is None
    assert said("/help", via_bot=BOT) is None
    assert read("message", {"message_id": 1, "date": 1, "chat": GROUP, "from": ADA}) is None


def test_a_brief_without_buttons_that_is_passed_on_is_no_talk() -> None:
    text = "1. A paper https://arxiv.org/abs/2602.90001"
    assert isinstance(said(text), Overheard)
    links = {"bot": "paperbrief_bot", "other": "other_bot"}
    passed_on = {
        bot: said(
            text,
            entities=[
                {
                    "type": "text_link",
                    "offset": 0,
                    "length": 2,
                    "url": f"https://t.me/{name}?start=paper_2602_90001",
                }
            ],
        )
        for bot, name in links.items()
    }
    assert passed_on["bot"] is None
    assert isinstance(passed_on["other"], Overheard)


def test_a_command_in_a_caption_is_not_read() -> None:
    photo = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
    body: Json = {"message_id": 5, "date": 1, "chat": GROUP, "from": ADA, "photo": [photo]}
    assert read("message", body | {"caption": "/help"}) is None


# replies


def test_a_number_in_reply_to_a_brief_is_for_the_bot_and_talk_may_answer_a_question() -> None:
    assert spoken("3", reply_to_message=ours()).addressed
    talk = spoken("thank you", reply_to_message=ours())
    assert (talk.addressed, talk.answers) == (False, 3)


def test_talk_with_others_is_not() -> None:
    theirs = ours() | {"from": ADA}
    assert said("3", reply_to_message=theirs) is None


@pytest.mark.parametrize(
    "key",
    [
        {"text": "2", "callback_data": "/paper 2602.90007"},
        {"text": "2", "callback_data": "!/paper 2602.90007"},
        {"text": "2", "url": "https://t.me/paperbrief_bot?start=paper_2602_90007"},
    ],
)
def test_a_number_means_the_paper_under_the_key_of_that_brief(key: Json) -> None:
    for text in ("2", "#2", "[2]", "/paper 2", "/paper@paperbrief_bot 2"):
        assert spoken(text, reply_to_message=ours(key)).line == "/paper 2602.90007"
    assert spoken("3", reply_to_message=ours(key)).line is None
    assert spoken("/help", reply_to_message=ours(key)).line is None


def test_a_channel_s_brief_in_the_discussion_group_is_one_of_ours() -> None:
    post = ours({"text": "2", "url": "https://t.me/paperbrief_bot?start=paper_hep-th_9901002"})
    post |= {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}}
    assert spoken("2", reply_to_message=post).line == "/paper hep-th/9901002"


def test_keys_of_other_bots_name_nothing_of_ours() -> None:
    rival = {"id": 99, "is_bot": True, "first_name": "R", "username": "rival_bot"}
    theirs = [
        {"text": "3", "callback_data": "/unsubscribe"},
        {"text": "3", "url": "https://t.me/rival_bot?start=paper_2602_90007"},
    ]
    for key in theirs:
        assert said("3", reply_to_message=ours(key) | {"from": rival}) is None
    mine = ours({"text": "3", "callback_data": "/unsubscribe"})
    assert spoken("3", reply_to_message=mine).line is None


# taps


def tapped(message: Json | None, data: str | None = "/paper 3") -> Meaning | None:
    query: Json = {"id": "9", "from": ADA, "chat_instance": "1"}
    return read("callback_query", query | {"message": message, "data": data})


def test_a_tap_knows_its_message_though_telegram_shows_it_no_more() -> None:
    found = tapped(ours())
    assert isinstance(found, Tapped)
    assert (found.under, found.message, found.data) == (3, 3, "/paper 3")
    assert found.where.address == "telegram:-1005"
    gone = tapped({"message_id": 3, "chat": GROUP, "date": 0})
    assert isinstance(gone, Tapped)
    assert (gone.under, gone.message) == (3, None)


def test_a_tap_in_a_topic_stays_in_it() -> None:
    found = tapped(ours() | {"message_thread_id": 12, "is_topic_message": True})
    assert isinstance(found, Tapped)
    assert found.where.address == "telegram:-1005/12"


def test_a_tap_on_a_message_that_telegram_forgot_has_none_to_change() -> None:
    found = tapped({"message_id": 3, "date": 0, "chat": GROUP})
    assert isinstance(found, Tapped)
    assert found.message is None


def test_a_tap_without_a_message_or_data_means_nothing() -> None:
    assert tapped(None) is None
    assert tapped(ours(), None) is None


# chats


def test_a_chosen_chat_is_named_by_its_title_or_its_number() -> None:
    body: Json = {"message_id": 5, "date": 1, "chat": PRIVATE, "from": ADA}
    shared = {"request_id": 1, "chat_id": -1007}
    found = read("message", body | {"chat_shared": shared | {"title": "News"}})
    assert isinstance(found, Named)
    assert (found.chat, found.title, found.is_channel) == (-1007, "News", True)
    bare = read("message", body | {"chat_shared": shared | {"request_id": 2}})
    assert isinstance(bare, Named)
    assert (bare.title, bare.is_channel) == ("@-1007", False)


def test_a_migration_is_read_in_both_chats() -> None:
    old, new = {"id": -5, "type": "group", "title": "Lab"}, GROUP
    body: Json = {"message_id": 5, "date": 1, "from": ADA}
    told_old = read("message", body | {"chat": old, "migrate_to_chat_id": -1005})
    told_new = read("message", body | {"chat": new, "migrate_from_chat_id": -5})
    assert told_old == told_new == ChatMoved(-5, -1005)


_ADMINISTRATOR = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories"
)
_RESTRICTED = (
    "is_member can_send_messages can_send_polls can_send_other_messages can_send_audios "
    "can_add_web_page_previews can_pin_messages can_manage_topics can_send_documents "
    "can_send_photos can_send_videos can_send_video_notes can_send_voice_notes can_change_info "
    "can_invite_users can_react_to_messages can_edit_tag"
)
_RIGHTS = {"administrator": _ADMINISTRATOR, "restricted": _RESTRICTED}


def member(status: str, **rights: object) -> Json:
    form: Json = {"user": BOT, "status": status}
    if status in ("kicked", "restricted"):
        form["until_date"] = 0
    return form | dict.fromkeys(_RIGHTS.get(status, "").split(), True) | rights


def changed(before: Json, now: Json, chat: Json = GROUP) -> OwnMembership:
    body: Json = {"chat": chat, "from": ADA, "date": 1}
    found = read("my_chat_member", body | {"old_chat_member": before, "new_chat_member": now})
    assert isinstance(found, OwnMembership)
    return found


@pytest.mark.parametrize(
    ("before", "now", "was_in", "is_in"),
    [
        (member("left"), member("member"), False, True),
        (member("member"), member("administrator"), True, True),
        (member("administrator"), member("kicked"), True, False),
        (member("kicked"), member("restricted"), False, True),
        (member("restricted", is_member=False), member("member"), False, True),
        (member("member"), member("left"), True, False),
    ],
)
def test_being_let_in_and_put_out_is_read(
    before: Json, now: Json, was_in: bool, is_in: bool
) -> None:
    change = changed(before, now)
    assert (change.was_in, change.is_in) == (was_in, is_in)


@pytest.mark.parametrize(
    "now", [member("administrator", can_post_messages=False), member("member")]
)
def test_in_a_channel_only_who_may_post_is_in(now: Json) -> None:
    change = changed(member("administrator", can_post_messages=True), now, CHANNEL)
    assert (change.was_in, change.is_in) == (True, False)
    assert change.why == "I am not allowed to post there."


def test_a_block_is_told_as_one() -> None:
    assert changed(member("member"), member("kicked"), PRIVATE).why == (
        "that person has blocked me."
    )
