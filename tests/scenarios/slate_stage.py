"""Scenarios on Slate, the suite's own chat service."""

from collections.abc import Mapping

from tests.servers.slate_server import Room, SlateMessage, SlateServer

PEOPLE = {"ada": 7, "bob": 8, "cy": 9}


class SlateStage:
    def __init__(self, server: SlateServer, places: Mapping[str, str]) -> None:
        self._server = server
        self._rooms = {
            name: self._made(number, name, kind)
            for number, (name, kind) in enumerate(places.items(), 101)
        }

    def _made(self, number: int, name: str, kind: str) -> Room:
        """Ada owns everything."""
        ada = PEOPLE["ada"]
        if kind == "private":
            return self._server.opens(Room(ada, "private", "", ada, {ada}))
        return self._server.opens(Room(number, kind, name, ada, set(PEOPLE.values())))

    async def says(self, who: str, where: str, text: str) -> None:
        self._server.says(PEOPLE[who], self._rooms[where], text)

    async def taps(self, who: str, where: str, label: str) -> None:
        standing = self._server.standing(self._rooms[where])
        message = next(each for each in reversed(standing) if _shows(each, label))
        self._server.taps(PEOPLE[who], message, label)

    async def happens(self, what: str, where: str) -> None:
        room = self._rooms[where]
        match what:
            case "gone":
                self._server.puts_out(room)
            case "back":
                self._server.lets_in(room)
            case "slow" | "well":
                room.slow = what == "slow"
            case _:
                raise ValueError(what)

    def seen(self, where: str, who: str | None = None) -> list[str]:
        own = PEOPLE[who] if who else None
        standing = self._server.standing(self._rooms[where])
        return [each.text for each in standing if each.only in (None, own)]

    def id_of(self, where: str) -> str:
        return str(self._rooms[where].id)


def _shows(message: SlateMessage, label: str) -> bool:
    return any(key["label"] == label for key in message.keys)
