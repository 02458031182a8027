"""A day of deliveries that goes wrong: a clock that is played, and tries told to the sender."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from adapters.discord_chat.repeating.history import first_id
from bot.values.deliveries import Delivered, Letter, Outcome
from tests.adapters.discord.side import Side
from tests.servers.discord_server import Channel, DiscordServer, Fault, Guild, Kind, Message, Person


class Played:
    """The bot's clock, ``ahead`` seconds of the machine's, by which the server stamps."""

    def __init__(self, server: DiscordServer, ahead: float = 0.0) -> None:
        self._server = server
        self._ahead = timedelta(seconds=ahead)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def passes(self, seconds: float) -> None:
        """For the bot, and for what the server remembers."""
        self._ahead += timedelta(seconds=seconds)
        self._server.clock.advance(seconds)


@dataclass
class Sent:
    """One part, sent until it has arrived, as the delivery worker does it."""

    out: Side
    clock: Played
    letter: Letter

    async def once(self) -> Outcome:
        def begun() -> None:
            first = self.letter.first_tried or self.clock()
            self.letter = replace(self.letter, tries=self.letter.tries + 1, first_tried=first)

        async def leaving() -> None:
            if not left:
                left.append(True)
                begun()

        left: list[bool] = []
        return await self.out.sender.send(replace(self.letter, leaving=leaving))

    async def surely(self, *, pause: float = 20.0, tries: int = 20) -> Delivered:
        for _ in range(tries):
            outcome = await self.once()
            if isinstance(outcome, Delivered):
                return outcome
            self.clock.passes(pause)
        raise AssertionError(outcome)


def everywhere(server: DiscordServer, lab: Guild) -> list[Message]:
    """What the bot has written in a server, threads and posts included."""
    own = [each for each in server.world.channels.values() if each.guild == lab.id]
    return [message for channel in own for message in server.messages(channel)]


def place(server: DiscordServer, lab: Guild, kind: str, ada: Person) -> Channel:
    if kind == "dm":
        return server.dm(ada)
    if kind == "thread":
        return server.adds_thread(server.adds_channel(lab, "talk"), "papers", ada)
    return server.adds_channel(lab, "papers", Kind[kind.upper()])


def busy(
    server: DiscordServer,
    channel: Channel,
    person: Person,
    count: int,
    age: timedelta | None = None,
) -> None:
    """People talk, now or some time ago."""
    first = first_id(datetime.now(UTC) - age) if age is not None else 0
    for number in range(count):
        made = first + number if first else server.world.ids.fresh()
        server.world.put(Message(id=made, channel=channel, author=person, content=f"talk {number}"))


SEND = "POST /channels/{channel}/messages"
POST = "POST /channels/{channel}/threads"
HISTORY = "GET /channels/{channel}/messages"
ARRIVED = (Fault.RESET_AFTER, Fault.TRUNCATED, Fault.HTML_PAGE, Fault.BARE, Fault.MISLABELLED)
NOT_ARRIVED = (Fault.RESET, Fault.BAD_GATEWAY, Fault.SERVER_ERROR)
