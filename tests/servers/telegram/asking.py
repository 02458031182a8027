"""The methods that ask about the bot, chats and members, or change the bot's place in them.

https://core.telegram.org/bots/api#getchat
"""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from tests.servers.telegram.chats import ADMINISTRATORS, Chat
from tests.servers.telegram.errors import Json, bad_request
from tests.servers.telegram.members import PERMISSIONS, check_presence, member_json
from tests.servers.telegram.params import text_of, whole
from tests.servers.telegram.recording import Answer
from tests.servers.telegram.world import World

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_GIFTS = [
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
]


class Asking:
    """``queries`` are callback queries by id, good for ``query_s`` seconds. ``left`` is told
    of a chat that the bot leaves."""

    def __init__(
        self,
        world: World,
        queries: dict[str, Answer],
        *,
        query_s: float,
        left: Callable[[Chat], None],
        privacy: Callable[[], bool],
    ) -> None:
        self._world = world
        self._queries = queries
        self._query_s = query_s
        self._left = left
        self._privacy = privacy

    def methods(self) -> dict[str, Callable[[Json], object]]:
        return {
            "getMe": self._me,
            "getChat": self._chat,
            "getChatMember": self._member,
            "getChatAdministrators": self._administrators,
            "getChatMemberCount": self._count,
            "leaveChat": self._leave,
            "createForumTopic": self._create_topic,
            "closeForumTopic": lambda params: self._set_closed(params, closed=True),
            "reopenForumTopic": lambda params: self._set_closed(params, closed=False),
            "answerCallbackQuery": self._answer,
        }

    def _me(self, _: Json) -> Json:
        return self._world.bot.as_json() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self._privacy(),
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def _visible(self, params: Json) -> Chat:
        """A chat that the bot may look at: its own, or a public one."""
        chat = self._world.find(params.get("chat_id"))
        if chat.type != "private" and not chat.username:
            check_presence(chat, self._world.bot)
        return chat

    def _chat(self, params: Json) -> Json:
        chat = self._visible(params)
        form = chat.as_json() | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(_GIFTS, False),
        }
        if chat.type in ("group", "supergroup"):
            form["permissions"] = dict.fromkeys(PERMISSIONS, chat.can_send)
        if chat.pinned and chat.pinned[-1] in chat.messages:
            form["pinned_message"] = chat.messages[chat.pinned[-1]].as_json(whole=False)
        if chat.linked:
            form["linked_chat_id"] = chat.linked.id
        return form

    def _member(self, params: Json) -> Json:
        chat = self._visible(params)
        number = whole(params, "user_id")
        person = self._world.people.get(number)
        if person is None:
            raise bad_request("invalid user_id specified" if number <= 0 else "member not found")
        mine = chat.member(self._world.bot.id).status in ADMINISTRATORS
        if chat.type == "channel" and not mine and person is not self._world.bot:
            raise bad_request("member list is inaccessible")
        return member_json(person, chat.member(person.id), chat)

    def _administrators(self, params: Json) -> list[Json]:
        chat = self._visible(params)
        if chat.type == "private":
            raise bad_request("there are no administrators in the private chat")
        return [
            member_json(self._world.people[number], member, chat)
            for number, member in chat.members.items()
            if member.status in ADMINISTRATORS
            # other bots are left out, as Telegram does; this one is told of itself
            and (number == self._world.bot.id or not self._world.people[number].is_bot)
        ]

    def _count(self, params: Json) -> int:
        chat = self._visible(params)
        return sum(member.status not in ("left", "kicked") for member in chat.members.values())

    def _leave(self, params: Json) -> bool:
        chat = self._world.find(params.get("chat_id"))
        if chat.type == "private":
            raise bad_request("chat member status can't be changed in private chats")
        check_presence(chat, self._world.bot)
        self._left(chat)
        return True

    def _forum(self, params: Json) -> Chat:
        chat = self._world.find(params.get("chat_id"))
        check_presence(chat, self._world.bot)
        if not chat.is_forum:
            raise bad_request("the chat is not a forum")
        if not chat.member(self._world.bot.id).may("can_manage_topics"):
            raise bad_request("not enough rights to create a topic")
        return chat

    def _create_topic(self, params: Json) -> Json:
        chat = self._forum(params)
        name = text_of(params, "name").strip()
        if not 1 <= len(name) <= 128:
            raise bad_request("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
        made = self._world.topic(chat, name)
        return {"message_thread_id": made.id, "name": made.name, "icon_color": 0x6FB9F0}

    def _set_closed(self, params: Json, *, closed: bool) -> bool:
        topic = self._forum(params).topics.get(whole(params, "message_thread_id"))
        if topic is None:
            raise bad_request("message thread not found")
        if topic.closed == closed:
            raise bad_request("TOPIC_NOT_MODIFIED")
        topic.closed = closed
        return True

    def _answer(self, params: Json) -> bool:
        query = self._queries.get(text_of(params, "callback_query_id"))
        late = query is None or time.monotonic() > query.at + self._query_s
        if query is None or late or query.answer is not None:
            raise bad_request(_TOO_OLD)
        if len(text_of(params, "text")) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        url = text_of(params, "url")
        if url and urlsplit(url).hostname not in ("t.me", "telegram.me"):
            raise bad_request("URL_INVALID")
        query.answer = {
            name: value for name, value in params.items() if name != "callback_query_id"
        }
        return True
