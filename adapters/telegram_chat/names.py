"""What people call a chat: by its title, or its public name, and never by its number.

Commands name a chat by its number, as a private one has no other name; where an answer
speaks of it, people read the name that it had when something last came from there.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.chat.remembering import NotedValues
from adapters.telegram_chat.addresses import address
from adapters.telegram_chat.noted import CALLED, NAME
from bot.messages.blocks import (
    Block,
    Heading,
    Item,
    ItemList,
    Message,
    Paragraph,
    Quote,
    Spans,
    text_of,
)
from bot.ports.notes import Notes

_CHAT = r"(?P<chat>-[0-9]{1,20})(?:/[0-9]{1,10})?(?![\w/])"
_MENTION = re.compile(rf"(?<![\w/@])@{_CHAT}")
_ADDRESS = re.compile(rf"(?<![\w/@])(?:telegram:|@){_CHAT}")
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class ChatName:
    """``username`` is without its @, "" for a private chat."""

    title: str
    username: str


class ChatNames:
    def __init__(self, notes: Notes, clock: Callable[[], datetime]) -> None:
        self._notes = notes
        self._clock = clock
        self._known: NotedValues[int, ChatName] = NotedValues(
            notes, clock, CALLED, _read_name, _written_name, _MOST
        )

    async def learn(self, chat: int, title: str, username: str) -> None:
        """As an update or an answer tells it."""
        now = ChatName(title, username)
        if not title or await self.called(chat) == now:
            return
        about = address(chat)
        await self._known.keep(chat, now, about)
        if username:
            await self._notes.keep(f"{NAME}{username.lower()}", str(chat), self._clock(), about)

    async def called(self, chat: int) -> ChatName | None:
        return await self._known.get(chat)

    async def chat(self, username: str) -> int | None:
        """The one that had this public name when we were in it."""
        noted = await self._notes.get(f"{NAME}{username.lower()}")
        return int(noted) if noted else None

    async def in_answer(self, message: Message, *, public: bool = False) -> Message:
        """With names for mentions (``@-1001234``). ``public``: only where everybody knows the
        name, as who reads it may have no business with the chat."""
        return await self._named(message, _MENTION, public=public)

    async def in_news(self, message: Message) -> Message:
        """With names for mentions and addresses; to an owner or the operator."""
        return await self._named(message, _ADDRESS, public=False)

    async def _named(self, message: Message, form: re.Pattern[str], *, public: bool) -> Message:
        names: dict[str, str] = {}
        for number in _numbers(message, form):
            called = await self.called(int(number))
            if called is not None and (called.username or not public):
                names[number] = f"@{called.username}" if public else called.title
        return renamed(message, form, names) if names else message


def _read_name(noted: str) -> ChatName:
    return ChatName(*json.loads(noted))


def _written_name(name: ChatName) -> str:
    return json.dumps([name.title, name.username])


def renamed(message: Message, form: re.Pattern[str], names: Mapping[str, str]) -> Message:
    """With a name wherever ``form`` finds a number that has one; what is typed stays. Pure."""

    def named(content: Spans) -> Spans:
        return tuple(
            span
            if span.style == "code"
            else replace(
                span, text=form.sub(lambda found: names.get(found["chat"], found[0]), span.text)
            )
            for span in content
        )

    return Message(tuple(_mapped(block, named) for block in message.blocks))


def _numbers(message: Message, form: re.Pattern[str]) -> set[str]:
    found: set[str] = set()

    def read(content: Spans) -> Spans:
        found.update(each["chat"] for each in form.finditer(text_of(content)))
        return content

    for block in message.blocks:
        _mapped(block, read)
    return found


def _mapped(block: Block, change: Callable[[Spans], Spans]) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, spans=change(block.spans))
        case ItemList():
            return ItemList(
                tuple(Item(tuple(map(change, each.lines)), each.marker) for each in block.items)
            )
        case Quote():
            return replace(block, paragraphs=tuple(map(change, block.paragraphs)))
        case _:
            return block
