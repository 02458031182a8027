"""The platforms as the storm needs them: places, what befalls them, and what stands there."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal, Protocol

from tests.servers.discord.server import DiscordServer
from tests.servers.discord.world import Channel, Guild, Kind
from tests.servers.discord.world import Message as DiscordMessage
from tests.servers.telegram.chats import Message as TelegramMessage
from tests.servers.telegram.flood import Limits
from tests.servers.telegram.server import TelegramServer
from tests.storm.audit import Post
from tests.storm.gate import Reply, as_json

Name = Literal["telegram", "discord", "terminal"]
OPERATOR = 1
_OWNER = 2
# channels of a server at Discord
_TOGETHER = 20


class Site(Protocol):
    """``base``: the server's address, empty where there is none."""

    base: str

    def settings(self, gate: str) -> Mapping[str, str]:
        """Of a bot that comes through ``gate``."""
        ...

    def place(self, number: int) -> str:
        """Make a place to write to, and give its address."""
        ...

    def posts(self, address: str) -> Sequence[Post]: ...

    def now(self, moment: float) -> float:
        """``moment``, in unix seconds, as :class:`Post` has it."""
        ...

    def story(self) -> Sequence[Post]:
        """What the operator's chat was told."""
        ...

    def puts_out(self, address: str) -> bool:
        """Whether the bot can be put out there; it is out then."""
        ...

    def lets_in(self, address: str) -> None: ...

    def migrates(self, address: str) -> str | None:
        """The new address; None where nothing can move."""
        ...

    def away(self, is_away: bool) -> None:
        """The other way in (a gateway) goes and comes with the first."""
        ...

    def is_send(self, method: str, path: str) -> bool: ...

    def too_many(self, seconds: float | None) -> Reply: ...

    def violations(self) -> Sequence[str]: ...


class TelegramSite:
    def __init__(self, server: TelegramServer) -> None:
        self._server = server
        self.base = server.base
        server.person(OPERATOR, "Olga", started=True)
        self._owner = server.person(_OWNER, "Ada")

    def settings(self, gate: str) -> Mapping[str, str]:
        return {
            "TELEGRAM_API_BASE": gate,
            "TELEGRAM_BOT_TOKEN": self._server.token,
            "PAPERBRIEF_OPERATOR_CHAT": f"telegram:{OPERATOR}",
        }

    def place(self, number: int) -> str:
        kind = ("private", "supergroup", "channel", "group")[number % 4]
        if kind == "private":
            self._server.person(1000 + number, "Ben", started=True)
            return f"telegram:{1000 + number}"
        id_ = -(5000 + number) if kind == "group" else -(1_000_000_005_000 + number)
        self._server.chat(
            id_,
            kind,  # type: ignore[arg-type]
            f"Lab {number}",
            bot="administrator",
            members={self._owner: "creator"},
        )
        return f"telegram:{id_}"

    def posts(self, address: str) -> Sequence[Post]:
        return [_telegram_post(each) for each in self._server.messages(_chat(address))]

    def now(self, moment: float) -> float:
        return moment

    def story(self) -> Sequence[Post]:
        return self.posts(f"telegram:{OPERATOR}")

    def puts_out(self, address: str) -> bool:
        chat = _chat(address)
        if chat > 0:
            self._server.blocks(self._server.world.people[chat])
        else:
            self._server.removes_bot(self._owner, chat)
        return True

    def lets_in(self, address: str) -> None:
        chat = _chat(address)
        if chat > 0:
            self._server.unblocks(self._server.world.people[chat])
        else:
            self._server.adds_bot(self._owner, chat, "administrator")

    def migrates(self, address: str) -> str | None:
        if self._server.world.chats[_chat(address)].type != "group":
            return None
        return f"telegram:{self._server.migrates(_chat(address)).id}"

    def away(self, is_away: bool) -> None:
        return None

    def is_send(self, method: str, path: str) -> bool:
        return path.partition("?")[0].lower().endswith("/sendmessage")

    def too_many(self, seconds: float | None) -> Reply:
        said = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
        if seconds is not None:
            wait = int(seconds)
            said["description"] = f"Too Many Requests: retry after {wait}"
            return as_json(429, said | {"parameters": {"retry_after": wait}})
        return as_json(429, said)

    def violations(self) -> Sequence[str]:
        return self._server.violations


def _chat(address: str) -> int:
    return int(address.removeprefix("telegram:"))


def _telegram_post(message: TelegramMessage) -> Post:
    links = tuple(str(each["url"]) for each in message.entities if each["type"] == "text_link")
    return Post(message.at, message.text, links)


class DiscordSite:
    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self.base = server.base
        self._home = server.adds_guild("Operators")
        self._operator = server.adds_channel(self._home, "alarms")
        self._guilds: list[Guild] = []

    def settings(self, gate: str) -> Mapping[str, str]:
        return {
            "DISCORD_API_BASE": f"{gate}/api/v10",
            "DISCORD_BOT_TOKEN": self._server.token,
            "PAPERBRIEF_OPERATOR_CHAT": f"discord:{self._operator.id}",
        }

    def place(self, number: int) -> str:
        # every fifth has a server of its own, which may put the bot out
        if number % 5 == 0 or number // _TOGETHER >= len(self._guilds):
            guild = self._server.adds_guild(f"Lab {number}")
            self._guilds += [] if number % 5 == 0 else [guild]
        else:
            guild = self._guilds[number // _TOGETHER]
        kind = Kind.FORUM if number % 7 == 3 else Kind.TEXT
        channel = self._server.adds_channel(guild, f"papers-{number}", kind)
        return f"discord:{channel.id}"

    def posts(self, address: str) -> Sequence[Post]:
        number = int(address.removeprefix("discord:"))
        world = self._server.world
        below = [one.id for one in world.channels.values() if one.parent == number]
        # a message's thread has the message's number
        found = self._server.messages(number)
        for each in below:
            found += self._server.messages(each)
        return [_discord_post(each) for each in found if not each.deleted]

    def now(self, moment: float) -> float:
        return moment

    def story(self) -> Sequence[Post]:
        return self.posts(f"discord:{self._operator.id}")

    def puts_out(self, address: str) -> bool:
        channel = self._channel(address)
        guild = self._server.world.guild_of(channel)
        alone = guild is not None and guild not in self._guilds
        if alone and guild is not None:
            self._server.removes_bot(guild)
        return alone

    def lets_in(self, address: str) -> None:
        guild = self._server.world.guild_of(self._channel(address))
        assert guild is not None
        self._server.adds_bot(guild)

    def _channel(self, address: str) -> Channel:
        return self._server.world.channels[int(address.removeprefix("discord:"))]

    def migrates(self, address: str) -> str | None:
        return None

    def away(self, is_away: bool) -> None:
        self._server.gateway.down = is_away
        if is_away:
            self._server.gateway.drop()

    def is_send(self, method: str, path: str) -> bool:
        ends = path.partition("?")[0].rstrip("/")
        return (
            method == "POST" and "/channels/" in path and ends.endswith(("/messages", "/threads"))
        )

    def too_many(self, seconds: float | None) -> Reply:
        if seconds is None:
            # as who stands before Discord answers
            return Reply(429, [("Content-Type", "text/html")], b"<html>Access denied</html>")
        headers = [("Via", "1.1 google"), ("Retry-After", str(int(seconds))),
                   ("X-RateLimit-Scope", "shared")]  # fmt: skip
        said = {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
        return as_json(429, said, headers)

    def violations(self) -> Sequence[str]:
        return self._server.violations


def _discord_post(message: DiscordMessage) -> Post:
    embeds = [f"{one.get('title', '')}\n{one.get('description', '')}" for one in message.embeds]
    return Post(message.sent_at, "\n".join([message.text, *embeds]))


class TerminalSite:
    """A file in the data folder; nobody stands between it and the bot."""

    base = ""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._read: list[tuple[str, str]] = []

    def settings(self, gate: str) -> Mapping[str, str]:
        return {}

    def place(self, number: int) -> str:
        return f"terminal:c{number:04}"

    def posts(self, address: str) -> Sequence[Post]:
        """Their moments are their places in the file."""
        if len(self._read) != self._lines():
            lines = (self._data / "terminal.jsonl").read_text("utf-8").splitlines()
            self._read = [(one["channel"], one["text"]) for one in map(json.loads, lines)]
        return [
            Post(float(n), text)
            for n, (channel, text) in enumerate(self._read)
            if channel == address
        ]

    def now(self, moment: float) -> float:
        return float(self._lines())

    def _lines(self) -> int:
        path = self._data / "terminal.jsonl"
        return path.read_bytes().count(b"\n") if path.exists() else 0

    def story(self) -> Sequence[Post]:
        return ()

    def puts_out(self, address: str) -> bool:
        return False

    def lets_in(self, address: str) -> None:
        raise AssertionError("nobody was put out")

    def migrates(self, address: str) -> str | None:
        return None

    def away(self, is_away: bool) -> None:
        return None

    def is_send(self, method: str, path: str) -> bool:
        return False

    def too_many(self, seconds: float | None) -> Reply:
        raise AssertionError("nothing is asked here")

    def violations(self) -> Sequence[str]:
        return ()


@asynccontextmanager
async def site(name: Name, data: Path) -> AsyncIterator[Site]:
    if name == "telegram":
        async with TelegramServer(limits=Limits()) as telegram:
            yield TelegramSite(telegram)
    elif name == "discord":
        async with DiscordServer() as discord:
            yield DiscordSite(discord)
    else:
        yield TerminalSite(data)
