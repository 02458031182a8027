"""Scenarios on Telegram: the suite's Bot API server, people with clients."""

from collections.abc import Mapping

from tests.servers.telegram.chats import ChatType
from tests.servers.telegram_server import Chat, Fault, Message, Person, TelegramServer


class TelegramStage:
    def __init__(self, server: TelegramServer, places: Mapping[str, str]) -> None:
        self._server = server
        self._people = {
            name: server.person(number, name.title()) for number, name in enumerate(PEOPLE, 7)
        }
        self._chats: dict[str, Chat | Person] = {}
        self._threads: dict[str, int] = {}
        for number, (name, kind) in enumerate(places.items(), 1):
            self._chats[name] = self._made(number, name, kind)

    def _made(self, number: int, name: str, kind: str) -> Chat | Person:
        ada, bob, cy = self._people.values()
        if kind == "private":
            return ada
        if kind == "channel":
            return self._server.chat(
                -1_001_000 - number, "channel", name, bot="administrator", members={ada: "creator"}
            )
        type_: ChatType = "supergroup" if kind == "forum" else "group"
        chat = self._server.chat(
            (-1_001_000 if kind == "forum" else -4_000) - number,
            type_,
            name,
            forum=kind == "forum",
            bot="administrator",
            members={ada: "creator", bob: "member", cy: "member"},
        )
        if kind == "forum":
            self._threads[name] = self._server.topic(chat, "Papers").id
        return chat

    async def says(self, who: str, where: str, text: str) -> None:
        thread = self._threads.get(where)
        self._server.says(self._people[who], self._chats[where], text, thread=thread)

    async def taps(self, who: str, where: str, label: str) -> None:
        message = next(each for each in reversed(self._standing(where)) if label in each.labels)
        self._server.taps(self._people[who], message, label)

    async def happens(self, what: str, where: str) -> None:
        chat, ada = self._chats[where], self._people["ada"]
        match what:
            case "gone" if isinstance(chat, Person):
                self._server.blocks(chat)
            case "gone":
                self._server.removes_bot(ada, chat)
            case "back" if isinstance(chat, Person):
                self._server.unblocks(chat)
            case "back":
                self._server.adds_bot(ada, chat, "administrator")
            case "slow":
                self._server.fail_next(
                    "sendMessage", Fault.TOO_MANY, times=None, chat=chat.id, retry_after=30
                )
            case "well":
                self._server.recover()
            case "migrated":
                self._chats[where] = self._server.migrates(chat)
            case _:
                raise ValueError(what)

    def seen(self, where: str, who: str | None = None) -> list[str]:
        found = self._standing(where)
        if who is not None and where in self._chats:
            # answers to a tap go to the private chat of who tapped
            own = self._people[who]
            found = found if self._chats[where] is own else [*found, *self._server.messages(own)]
        return [each.text for each in found]

    def id_of(self, where: str) -> str:
        return str(self._chats[where].id)

    def _standing(self, where: str) -> list[Message]:
        return self._server.messages(self._chats[where], self._threads.get(where))


PEOPLE = ("ada", "bob", "cy")
