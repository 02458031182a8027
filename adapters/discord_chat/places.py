"""What kind of channel an id stands for: told by events, else asked once, and noted."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal

from pydantic_core import from_json

from adapters.chat.remembering import NotedValues
from adapters.discord_chat.addresses import (
    address,
    guild_address,
    person_address,
    read_channel,
    read_person,
)
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.noted import DM, NOTE
from adapters.discord_chat.rendering.part import Json
from bot.ports.notes import Notes

PlaceKind = Literal["text", "announcement", "forum", "thread", "dm", "other"]
_KINDS: dict[int, PlaceKind] = {
    0: "text",
    1: "dm",
    2: "text",
    3: "dm",
    5: "announcement",
    10: "thread",
    11: "thread",
    12: "thread",
    13: "text",
    15: "forum",
    16: "forum",
}
PRIVATE_THREAD = 12
_CHANNEL = "/channels/{channel_id}"


@dataclass(frozen=True, slots=True)
class Place:
    """``guild`` is None in direct messages. ``parent`` and ``owner`` are those of a thread,
    ``recipient`` is whom direct messages go to."""

    id: int
    kind: PlaceKind
    guild: int | None = None
    parent: int | None = None
    owner: int | None = None
    recipient: int | None = None
    private: bool = False


def place_of(channel: Json) -> Place:
    """From Discord's own form of a channel, whole or partial."""
    kind = _KINDS.get(int(channel.get("type", -1)), "other")
    people: list[Json] = list(channel.get("recipients") or ())
    return Place(
        id=int(channel["id"]),
        kind=kind,
        guild=_number(channel.get("guild_id")),
        parent=_number(channel.get("parent_id")) if kind == "thread" else None,
        owner=_number(channel.get("owner_id")) if kind == "thread" else None,
        recipient=int(people[0]["id"]) if kind == "dm" and len(people) == 1 else None,
        private=channel.get("type") == PRIVATE_THREAD,
    )


def _written(place: Place) -> str:
    return json.dumps(asdict(place))


def _merged(before: Place, told: Place) -> Place:
    known = {name: value for name, value in asdict(told).items() if value is not None}
    return replace(before, **known)


def _about(place: Place) -> set[str]:
    """All whom the note names: of a thread the channel above and who opened it, too."""
    channels = {address(each) for each in (place.id, place.parent) if each is not None}
    return channels | {person_address(each) for each in (place.owner, place.recipient) if each}


def _number(value: object) -> int | None:
    return int(str(value)) if value else None


class Places:
    """Places by the ids of channels. What is asked raises as the connection does."""

    def __init__(
        self, connection: DiscordConnection, notes: Notes, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._notes = notes
        self._clock = clock
        self._known: NotedValues[int, Place] = NotedValues(
            notes, clock, NOTE, lambda noted: Place(**from_json(noted)), _written
        )

    async def of(self, channel: int) -> Place:
        """The place, asked of Discord where nobody has told."""
        known = await self.known(channel)
        if known is not None:
            return known
        told = place_of(await self._connection.ask("GET", _CHANNEL, channel_id=channel))
        await self.learn(told)
        return told

    async def expect(self, channels: Iterable[int]) -> None:
        """As far as they are remembered, they are known without a wait from now on."""
        await self._known.expect(channels)

    async def known(self, channel: int) -> Place | None:
        """The place as far as it is remembered."""
        return await self._known.get(channel)

    async def around(self, channel: str) -> Sequence[str]:
        """The addresses of the server and of a thread's channel, as far as they are remembered."""
        if read_person(channel) is not None:
            return ()
        place = await self.known(read_channel(channel))
        if place is None:
            return ()
        servers = (guild_address(place.guild),) if place.guild else ()
        return (*servers, *((address(place.parent),) if place.parent else ()))

    async def learn(self, place: Place) -> None:
        """As an event tells it; one that tells less takes nothing away."""
        before = await self.known(place.id)
        if before is not None and before.kind == place.kind:
            place = _merged(before, place)
        if before != place:
            await self._known.keep(place.id, place, *_about(place))

    async def forget(self, channel: int) -> None:
        """It may have become something else."""
        await self._known.forget(channel)

    async def dm(self, person: int) -> int:
        """The channel of direct messages to a person, opened where need be."""
        noted = await self._notes.get(f"{DM}{person}")
        if noted is not None:
            return int(noted)
        opened = await self._connection.ask(
            "POST", "/users/@me/channels", {"recipient_id": str(person)}
        )
        channel = int(opened["id"])
        await self.learn(Place(channel, "dm", recipient=person))
        about = (person_address(person), address(channel))
        await self._notes.keep(f"{DM}{person}", str(channel), self._clock(), *about)
        return channel
