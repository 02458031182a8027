"""What an update means for us. Pure: what must be asked or done is the platform's.

Updates: https://core.telegram.org/bots/api#update
"""

import re
from collections.abc import Collection
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    ChatShared,
    Message,
    MessageEntity,
    MessageOriginUser,
    Update,
    User,
)

from adapters.telegram_chat.addresses import address, kind_of
from adapters.telegram_chat.receiving.meanings import (
    ChatMoved,
    Meaning,
    Named,
    Overheard,
    OwnMembership,
    Spoken,
    Tapped,
    Where,
)
from adapters.telegram_chat.rendering.keyboards import read_callback
from bot.commands.lines.command_lines import read_line
from bot.commands.lines.deep_links import command_from
from bot.commands.lines.plain_words import read_plain
from bot.commands.lines.questions import question_about
from bot.identifiers import linked_papers
from bot.translator import msgid

# the kinds of updates that we ask for
ALLOWED = (
    "message",
    "channel_post",
    "callback_query",
    "my_chat_member",
)
# request ids of the two buttons with which a person chooses a chat
CHANNELS, GROUPS = 1, 2
_COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?(?P<rest>.*)", re.S)
_BARE = re.compile(r"(?:/paper(?:@\w+)?\s+)?[#\[(]?(?P<number>\d{1,3})[\])]?")
_START = re.compile(r"https://t\.me/(?P<bot>\w+)\?start=(?P<payload>[\w-]+)")


def meaning(update: Update, username: str, known: Collection[str]) -> Meaning | None:
    """None for what is not for us. ``known`` are the names of our commands."""
    if update.callback_query is not None:
        return _tapped(update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    message = update.message or update.channel_post
    if message is None:
        return None
    if message.migrate_to_chat_id is not None:
        return ChatMoved(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        return ChatMoved(message.migrate_from_chat_id, message.chat.id)
    if message.chat_shared is not None:
        return _named(message, message.chat_shared)
    if message.is_automatic_forward or message.via_bot:
        return None
    spoken = _spoken(message, message.text, username, known) if message.text else None
    return spoken or _overheard(message, username)


def _named(message: Message, shared: ChatShared) -> Named:
    return Named(
        where=_where(message),
        chat=shared.chat_id,
        title=shared.title or f"@{shared.chat_id}",
        is_channel=shared.request_id == CHANNELS,
        message=message.message_id,
    )


def _spoken(message: Message, text: str, username: str, known: Collection[str]) -> Spoken | None:
    where = _where(message)
    ours = _ours(message, username)
    if text.startswith("/"):
        if not _for_us(text, username, known, private=where.kind == "private"):
            return None
        addressed = True
    else:
        mentioned, text = _without_mention(message, text, username)
        # in groups, talk is not for us unless it is a number, an id or a command addressed to us
        addressed = where.kind == "private" or (
            (mentioned or ours is not None) and read_line(text) is not None
        )
        addressed = addressed or (mentioned and read_plain(text) is not None)
        if where.kind != "private" and not (addressed or ours is not None):
            return None
    line = _numbered(message, text, username) or _asked(message, text, username, where)
    return Spoken(
        where=where,
        text=text,
        message=message.message_id,
        addressed=addressed or line is not None,
        answers=ours,
        line=line,
    )


def _overheard(message: Message, username: str) -> Overheard | None:
    """People's talk in a group, or a channel's post, that links to papers. What bots say, and
    briefs of ours that are passed on, are no talk."""
    where = _where(message)
    if where.kind == "private" or _by_bot(message) or _keys(message, username):
        return None
    text = message.text or message.caption or ""
    entities = (*message.entities, *message.caption_entities)
    links = [each.url for each in entities if each.url]
    whole = "\n".join((text, *links))
    # a brief without buttons leads to us by the links in it
    if any(_line(None, link, username) for link in links):
        return None
    if text.startswith("/") or not linked_papers(whole):
        return None
    return Overheard(where=where, text=whole, message=message.message_id)


def _by_bot(message: Message) -> bool:
    """Written or first written by one; who writes as a chat has the name of Telegram's own."""
    author, source = message.from_user, message.forward_origin
    if isinstance(source, MessageOriginUser) and source.sender_user.is_bot:
        return True
    return author is not None and author.is_bot and message.sender_chat is None


def _asked(message: Message, text: str, username: str, where: Where) -> str | None:
    """The question about papers that a reply to a message of ours is."""
    replied = message.reply_to_message
    if replied is None:
        return None
    return question_about(text, _keys(replied, username), alone=where.kind == "private")


def _for_us(text: str, username: str, known: Collection[str], *, private: bool) -> bool:
    """Another bot's command is its own; in a group an unknown one may be, too."""
    found = _COMMAND.match(text)
    if found is None:
        return private
    if found["bot"]:
        return found["bot"].lower() == username.lower()
    return private or found["name"].lower() in known


def _ours(message: Message, username: str) -> int | None:
    """The message of ours that this one replies to; a channel's post, forwarded into its
    discussion group, is one of ours where its keys lead to us."""
    replied = message.reply_to_message
    if replied is None:
        return None
    return replied.message_id if _is_ours(replied, username) or _keys(replied, username) else None


def _is_ours(message: Message, username: str) -> bool:
    author = message.from_user
    return author is not None and (author.username or "").lower() == username.lower()


def _without_mention(message: Message, text: str, username: str) -> tuple[bool, str]:
    for entity, said in message.parse_entities([MessageEntity.MENTION]).items():
        if said.lower() == f"@{username.lower()}" and entity.offset == 0:
            return True, text[len(said) :].strip()
    return False, text


def _numbered(message: Message, text: str, username: str) -> str | None:
    """What the number means under the very brief that is replied to, which may be an old one:
    a paper, and nothing else."""
    found = _BARE.fullmatch(text.strip())
    replied = message.reply_to_message
    if found is None or replied is None:
        return None
    lines = (line for label, line in _keys(replied, username) if label == found["number"])
    return next((line for line in lines if line.startswith("/paper ")), None)


def _keys(message: Message, username: str) -> list[tuple[str, str]]:
    """Labels and command lines of our keys under a message. Under others' messages, such as
    another bot's, only links to us are ours."""
    markup = message.reply_markup
    mine = _is_ours(message, username)
    found = []
    for row in markup.inline_keyboard if markup else ():
        for key in row:
            if line := _line(key.callback_data if mine else None, key.url, username):
                found.append((key.text, line))
    return found


def _line(data: Any, url: str | None, username: str) -> str | None:
    start = _START.fullmatch(url) if url else None
    if start:
        ours = start["bot"].lower() == username.lower()
        return command_from(start["payload"]) if ours else None
    tap = read_callback(data) if isinstance(data, str) else None
    return tap.command if tap else None


def _tapped(query: CallbackQuery) -> Tapped | None:
    message = query.message
    if message is None or query.data is None:
        return None
    thread = None
    if isinstance(message, Message) and message.is_topic_message:
        thread = message.message_thread_id
    return Tapped(
        where=_by(query.from_user, message.chat, thread),
        data=query.data,
        under=message.message_id,
        message=message.message_id if message.is_accessible else None,
    )


def _where(message: Message) -> Where:
    """An anonymous administrator writes as the group itself, a channel's post as the channel;
    a channel that writes in its discussion group is somebody, but no proof for the group."""
    chat, user, speaker = message.chat, message.from_user, message.sender_chat
    who = speaker.id if speaker is not None else (user.id if user else chat.id)
    return _in(
        chat,
        thread=message.message_thread_id if message.is_topic_message else None,
        person=address(who),
        language=user.language_code if user and speaker is None else None,
        name=user.first_name if user else (chat.title or ""),
    )


def _by(user: User, chat: Chat, thread: int | None = None) -> Where:
    return _in(
        chat,
        thread=thread,
        person=address(user.id),
        language=user.language_code,
        name=user.first_name,
    )


def _in(chat: Chat, **who: Any) -> Where:
    """``who`` are the other fields of Where."""
    return Where(
        chat=chat.id,
        kind=kind_of(chat.type),
        chat_type=chat.type,
        title=chat.title or "",
        username=chat.username or "",
        **who,
    )


def _membership(change: ChatMemberUpdated) -> OwnMembership:
    chat: Chat = change.chat
    new = change.new_chat_member
    return OwnMembership(
        where=_by(change.from_user, chat),
        before=_standing(change.old_chat_member, chat.type),
        now=_standing(new, chat.type),
        why=_WHY.get(chat.type, msgid("I was removed from it.")),
    )


_WHY = {
    Chat.PRIVATE: msgid("that person has blocked me."),
    Chat.CHANNEL: msgid("I am not allowed to post there."),
}


def _standing(member: ChatMember, chat_type: str) -> str:
    """In a channel only who may post counts as in; restricted people may be out."""
    if chat_type == Chat.CHANNEL and member.status == ChatMember.MEMBER:
        return str(ChatMember.LEFT)
    if (
        member.status == ChatMember.ADMINISTRATOR
        and getattr(member, "can_post_messages", None) is False
    ):
        return str(ChatMember.LEFT)
    if member.status == ChatMember.RESTRICTED and not getattr(member, "is_member", True):
        return str(ChatMember.LEFT)
    return str(member.status)
