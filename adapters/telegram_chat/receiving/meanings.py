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
class Tapped:
    """A key under one of our messages; ``message`` is None where Telegram forgot it.
    ``asked_by`` is the person whose line that message answers."""

    where: Where
    data: str
    message: int | None
    asked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A chat that a person chose from Telegram's own list."""

    where: Where
    chat: int
    title: str
    is_channel: bool
    message: int


@dataclass(frozen=True, slots=True)
class Moved:
    old: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
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


Meaning = Spoken | Tapped | Named | Moved | Membership
