"""People, chats and messages, with the forms that the Bot API gives them.

https://core.telegram.org/bots/api#available-types
"""

from dataclasses import dataclass, field
from typing import Literal

from tests.servers.telegram.errors import Json

ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
ADMINISTRATORS = frozenset({"creator", "administrator"})


@dataclass(slots=True, eq=False)
class Person:
    """``started``: this person has opened the private chat with the bot."""

    id: int
    first_name: str = "Ada"
    language_code: str | None = "en"
    username: str | None = None
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def as_json(self) -> Json:
        form: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            form["username"] = self.username
        if self.language_code and not self.is_bot:
            form["language_code"] = self.language_code
        return form


@dataclass(frozen=True, slots=True)
class Member:
    """``rights`` are the ``can_...`` of an administrator or of one who is restricted."""

    status: Status = "left"
    rights: Json = field(default_factory=dict)

    def may(self, right: str) -> bool:
        if self.status == "creator":
            return True
        return self.status == "administrator" and self.rights.get(right, False) is True


@dataclass(slots=True)
class Topic:
    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """``linked`` is a channel's discussion group, or that group's channel."""

    id: int
    type: ChatType
    title: str = ""
    username: str | None = None
    is_forum: bool = False
    person: Person | None = None
    linked: "Chat | None" = None
    migrated_to: "Chat | None" = None
    can_send: bool = True  # what a plain member of a group may do
    topics: dict[int, Topic] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    messages: "dict[int, Message]" = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0

    @property
    def named(self) -> str:
        """As it is called in refusals."""
        return f"{self.type} chat"

    def member(self, person: int) -> Member:
        return self.members.get(person) or Member()

    def as_json(self) -> Json:
        form: Json = {"id": self.id, "type": self.type}
        if self.person:
            form["first_name"] = self.person.first_name
            username = self.person.username
        else:
            form["title"] = self.title
            username = self.username
        if username:
            form["username"] = username
        return form | {"is_forum": True} if self.is_forum else form


@dataclass(frozen=True, slots=True)
class Version:
    """What a message showed before an edit; ``until`` in monotonic seconds."""

    text: str
    entities: tuple[Json, ...]
    markup: Json | None
    until: float


@dataclass(slots=True, eq=False)
class Message:
    """``sender`` is None where the chat itself speaks. ``extra`` holds what only some
    messages have (service fields, a document, a forward's origin); ``asked`` what else the
    bot asked for (link_preview_options, parse_mode, protect_content ...); ``at`` is when
    it was stored, in monotonic seconds."""

    id: int
    chat: Chat
    date: int
    sender: Person | None
    text: str = ""
    entities: tuple[Json, ...] = ()
    markup: Json | None = None
    thread: int | None = None
    reply_to: "Message | None" = None
    silent: bool = False
    sender_chat: Chat | None = None
    extra: Json = field(default_factory=dict)
    asked: Json = field(default_factory=dict)
    edits: list[Version] = field(default_factory=list)
    edit_date: int | None = None
    deleted: bool = False
    at: float = 0.0

    @property
    def buttons(self) -> list[Json]:
        """Of the inline keyboard, in reading order."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [str(button["text"]) for button in self.buttons]

    def as_json(self, *, whole: bool = True) -> Json:
        """``whole`` with the message that it answers; Telegram goes one step deep."""
        form: Json = {"message_id": self.id, "date": self.date, "chat": self.chat.as_json()}
        if self.sender and self.chat.type != "channel":
            form["from"] = self.sender.as_json()
        if self.sender_chat:
            form["sender_chat"] = self.sender_chat.as_json()
        if self.text:
            form["text"] = self.text
        if self.entities:
            form["entities"] = list(self.entities)
        if self.markup and "inline_keyboard" in self.markup:
            form["reply_markup"] = self.markup
        if self.edit_date:
            form["edit_date"] = self.edit_date
        return form | self._place(whole) | self.extra

    def _place(self, whole: bool) -> Json:
        form: Json = {}
        if self.thread:
            form["message_thread_id"] = self.thread
            if self.chat.is_forum:
                form["is_topic_message"] = True
        if whole and self.reply_to and not self.reply_to.deleted:
            form["reply_to_message"] = self.reply_to.as_json(whole=False)
        return form
