"""What an update can mean for us, as values: said, tapped, named, moved, let in or put out."""

from dataclasses import dataclass

from telegram import ChatMember

from adapters.telegram_chat.addresses import ChatKind, address

_IN = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The chat of an update, and who acts in it."""

    chat: int
    thread: int | None
    kind: ChatKind
    person: str
    language: str | None = None
    name: str = ""
    chat_type: str = ""
    title: str = ""
    username: str = ""

    @property
    def address(self) -> str:
        return address(self.chat, self.thread)

    @property
    def tapper(self) -> str | None:
        """The person as a tap tells it; None for a chat that writes as itself."""
        return None if self.person.startswith("telegram:-") else self.person

    @property
    def mention(self) -> str:
        """As a command names it from elsewhere: ``@-1001234/7``."""
        return f"@{self.address.removeprefix('telegram:')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A text. ``addressed``: it is surely meant for the bot. ``answers`` is the message of
    ours that it replies to, ``line`` the command that stands under the number it names."""

    where: Where
    text: str
    message: int
    addressed: bool
    answers: int | None = None
    line: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overheard:
    """What people said to each other, with the addresses behind its words; it links to papers."""

    where: Where
    text: str
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped:
    """What somebody's client calls a key under message ``under``: ``data`` is its word alone.
    ``message`` is that message too, or None where Telegram shows it to us no more."""

    where: Where
    data: str
    under: int
    message: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A chat that a person chose from Telegram's own list."""

    where: Where
    chat: int
    title: str
    is_channel: bool
    message: int


@dataclass(frozen=True, slots=True)
class ChatMoved:
    old: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMembership:
    """Our own place in a chat changed."""

    where: Where
    before: str
    now: str
    why: str

    @property
    def is_in(self) -> bool:
        return self.now in _IN

    @property
    def was_in(self) -> bool:
        return self.before in _IN


Meaning = Spoken | Overheard | Tapped | Named | ChatMoved | OwnMembership
