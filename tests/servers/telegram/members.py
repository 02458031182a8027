"""What the Bot API says of a member, and what the bot may do in a chat. Pure.

https://core.telegram.org/bots/api#chatmember
"""

from tests.servers.telegram.chats import ADMINISTRATORS, PRESENT, Chat, Member, Person
from tests.servers.telegram.errors import Json, bad_request, forbidden

_EVERY_ADMINISTRATOR = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
_IN_CHANNELS = ("can_post_messages", "can_edit_messages")
_IN_GROUPS = ("can_pin_messages", "can_manage_topics")
_RESTRICTED = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
]
PERMISSIONS = tuple(name for name in _RESTRICTED if name != "can_edit_tag")


def default_rights(chat_type: str) -> Json:
    """What an owner usually leaves to a bot that becomes an administrator."""
    own = _IN_CHANNELS if chat_type == "channel" else _IN_GROUPS
    given = {"can_manage_chat", "can_delete_messages", "can_invite_users", *own}
    return dict.fromkeys(sorted(given), True)


def member_json(person: Person, member: Member, chat: Chat) -> Json:
    form: Json = {"user": person.as_json(), "status": member.status}
    if member.status == "creator":
        return form | {"is_anonymous": bool(member.rights.get("is_anonymous"))}
    if member.status == "administrator":
        own = _IN_CHANNELS if chat.type == "channel" else _IN_GROUPS
        rights = {name: bool(member.rights.get(name)) for name in (*_EVERY_ADMINISTRATOR, *own)}
        anonymous = bool(member.rights.get("is_anonymous"))
        return form | rights | {"can_be_edited": False, "is_anonymous": anonymous}
    if member.status == "restricted":
        rights = {name: bool(member.rights.get(name)) for name in _RESTRICTED}
        return form | rights | {"is_member": True, "until_date": 0}
    return form | {"until_date": 0} if member.status == "kicked" else form


def check_presence(chat: Chat, bot: Person) -> None:
    """Raise unless the bot can see the chat at all."""
    if chat.migrated_to:
        raise bad_request(
            "group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.migrated_to.id,
        )
    if chat.person:
        _check_person(chat.person)
        return
    status = chat.member(bot.id).status
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.named}")
    if status not in PRESENT:
        raise forbidden(f"bot is not a member of the {chat.named}")


def _check_person(person: Person) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def check_may_write(chat: Chat, bot: Person, thread: int | None) -> None:
    """Raise unless the bot may send a text here."""
    check_presence(chat, bot)
    member = chat.member(bot.id)
    if chat.type == "channel":
        if not member.may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
    elif chat.type != "private" and member.status not in ADMINISTRATORS:
        restricted = member.status == "restricted" and not member.rights.get("can_send_messages")
        if restricted or not chat.can_send:
            raise bad_request("not enough rights to send text messages to the chat")
    if thread is not None:
        _check_thread(chat, member, thread)


def _check_thread(chat: Chat, member: Member, thread: int) -> None:
    if chat.is_forum:
        topic = chat.topics.get(thread)
        if topic is None:
            raise bad_request("message thread not found")
        if topic.closed and not member.may("can_manage_topics"):
            raise bad_request("TOPIC_CLOSED")
    elif chat.type != "supergroup" or thread not in chat.messages:
        raise bad_request("message thread not found")
