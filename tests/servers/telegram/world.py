"""The chats and people that there are, and what is written where."""

import re
import time
from collections.abc import Callable
from itertools import count

from tests.servers.telegram.chats import Chat, ChatType, Member, Message, Person, Status, Topic
from tests.servers.telegram.entities import Formatted
from tests.servers.telegram.errors import Json, bad_request
from tests.servers.telegram.members import default_rights

TELEGRAM = 777000  # the account that carries channel posts into discussion groups
ANONYMOUS = 1087968824  # "Group", who speaks for anonymous administrators
_USERNAME = re.compile(r"@[A-Za-z]\w{3,31}")


class World:
    """``now`` gives unix seconds. ``open_world``: whoever is written to exists."""

    def __init__(self, bot: Person, *, now: Callable[[], float], open_world: bool) -> None:
        self.bot = bot
        self.open_world = open_world
        self.recording = True
        self._now = now
        self._ids = count(1)
        self.people: dict[int, Person] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        for number, name, is_bot in ((TELEGRAM, "Telegram", False), (ANONYMOUS, "Group", True)):
            self.people[number] = Person(number, name, None, is_bot=is_bot)

    @property
    def date(self) -> int:
        return int(self._now())

    def person(
        self,
        id: int,  # noqa: A002
        first_name: str = "Ada",
        language_code: str | None = "en",
        *,
        username: str | None = None,
        started: bool = False,
    ) -> Person:
        """A person, with the private chat that they may have with the bot."""
        made = Person(id, first_name, language_code, username, started=started)
        self.people[id] = made
        self.chats[id] = Chat(id, "private", person=made)
        return made

    def chat(
        self,
        id: int,  # noqa: A002
        type: ChatType,  # noqa: A002
        title: str = "A chat",
        *,
        username: str | None = None,
        forum: bool = False,
        bot: Status = "left",
        rights: Json | None = None,
        members: "dict[Person | int, Status] | None" = None,
    ) -> Chat:
        """A group, supergroup or channel; ``bot`` is what the bot is in it, with
        ``rights`` where it is an administrator (None: the usual ones)."""
        chat = Chat(id, type, title, username, forum)
        if bot == "administrator" and rights is None:
            rights = default_rights(type)
        chat.members[self.bot.id] = Member(bot, rights or {})
        for person, status in (members or {}).items():
            given = default_rights(type) if status == "administrator" else {}
            chat.members[self.person_of(person).id] = Member(status, given)
        self.chats[id] = chat
        return chat

    def link(self, channel: "Chat | int", group: "Chat | int") -> None:
        """Make the group the channel's discussion group."""
        one, other = self.chat_of(channel), self.chat_of(group)
        one.linked, other.linked = other, one

    def topic(self, chat: "Chat | int", name: str, *, id: int | None = None) -> Topic:  # noqa: A002
        place = self.chat_of(chat)
        made = Topic(id or self.next_id(place), name)
        place.topics[made.id] = made
        return made

    def person_of(self, person: "Person | int") -> Person:
        return person if isinstance(person, Person) else self.people[person]

    def chat_of(self, chat: "Chat | Person | int") -> Chat:
        if isinstance(chat, Chat):
            return chat
        return self.chats[chat.id if isinstance(chat, Person) else chat]

    def find(self, wanted: object) -> Chat:
        """The chat that a method's ``chat_id`` means. Raises ApiError."""
        if wanted is None or wanted == "":
            raise bad_request("chat_id is empty")
        if isinstance(wanted, str) and _USERNAME.fullmatch(wanted):
            return self._by_username(wanted[1:])
        if not isinstance(wanted, int):
            raise bad_request("chat not found")
        return self.chats.get(wanted) or self._unknown(wanted)

    def _by_username(self, name: str) -> Chat:
        for chat in self.chats.values():
            # a person is not found by username: only public groups and channels are
            if chat.username and chat.username.lower() == name.lower():
                return chat
        raise bad_request("chat not found")

    def _unknown(self, wanted: int) -> Chat:
        if not self.open_world or not wanted:
            raise bad_request("chat not found")
        if wanted > 0:
            self.person(wanted, started=True)
            return self.chats[wanted]
        kind: ChatType = "supergroup" if wanted < -1_000_000_000_000 else "group"
        return self.chat(wanted, kind, bot="administrator")

    def next_id(self, chat: Chat) -> int:
        # private chats and basic groups share one numbering, as with Telegram
        chat.last_id = next(self._ids) if chat.type in ("private", "group") else chat.last_id + 1
        return chat.last_id

    def write(
        self,
        chat: Chat,
        sender: Person | None,
        content: Formatted,
        *,
        thread: int | None = None,
        reply_to: Message | None = None,
        sender_chat: Chat | None = None,
        extra: Json | None = None,
    ) -> Message:
        """A new message, stored unless only counting."""
        made = Message(
            self.next_id(chat),
            chat,
            self.date,
            sender,
            content.text,
            content.entities,
            thread=thread,
            reply_to=reply_to,
            sender_chat=chat if chat.type == "channel" else sender_chat,
            extra=extra or {},
            at=time.monotonic(),
        )
        if self.recording:
            chat.messages[made.id] = made
        return made
