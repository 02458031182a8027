"""The two platforms as the torture needs them: channels to write to, and what stands in them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from tests.servers.discord.remote import RemoteDiscord, discord_process
from tests.servers.telegram.remote import RemoteTelegram, telegram_process
from tests.torture.platform_world import CHANNELS

Name = Literal["telegram", "discord"]


@dataclass(frozen=True, slots=True)
class Stands:
    """A message of the bot's, in a channel or in a thread under it. ``words`` are the same
    for a part that stands there twice, and only for that."""

    id: int
    words: str


class Site(Protocol):
    """A platform's server in a process of its own. ``recognises``: a part that is sent again
    is known there, so nothing comes twice."""

    recognises: bool
    settings: Mapping[str, str]
    addresses: Sequence[str]

    async def messages(self, address: str) -> list[Stands]:
        """The bot's, oldest first."""
        ...

    async def violations(self) -> list[str]: ...


class TelegramSite:
    recognises = False

    def __init__(self, remote: RemoteTelegram, addresses: Sequence[str]) -> None:
        self._remote = remote
        self.addresses = addresses
        self.settings: Mapping[str, str] = {
            "TELEGRAM_API_BASE": remote.base,
            "TELEGRAM_BOT_TOKEN": remote.token,
            # minutes of pace within a chat would leave nothing to kill: how much is sent in
            # all is braked as by default, so a day takes seconds
            "PAPERBRIEF_TELEGRAM_CHAT_PER_SECOND": "0",
            "PAPERBRIEF_TELEGRAM_GROUP_PER_MINUTE": "0",
        }

    async def messages(self, address: str) -> list[Stands]:
        chat = int(address.removeprefix("telegram:"))
        return [Stands(m["id"], m["text"]) for m in await self._remote.call("messages", chat=chat)]

    async def violations(self) -> list[str]:
        return list(await self._remote.call("violations"))


class DiscordSite:
    recognises = True

    def __init__(self, remote: RemoteDiscord, addresses: Sequence[str]) -> None:
        self._remote = remote
        self.addresses = addresses
        self.settings: Mapping[str, str] = {
            "DISCORD_API_BASE": remote.base,
            "DISCORD_BOT_TOKEN": remote.token,
        }

    async def messages(self, address: str) -> list[Stands]:
        top = await self._remote.call("messages", channel=int(address.removeprefix("discord:")))
        found = [_by_nonce(m) for m in top]
        for first in tuple(found):
            # a thread under a message has its id
            inside = await self._remote.call("messages", channel=first.id)
            found += [_by_nonce(m) for m in inside]
        return sorted(found, key=lambda each: each.id)

    async def violations(self) -> list[str]:
        return list(await self._remote.call("violations"))


def _by_nonce(message: Mapping[str, Any]) -> Stands:
    """What is in an embed has no text here; the bot names each part by its nonce."""
    return Stands(message["id"], str(message["nonce"]))


@asynccontextmanager
async def site(name: Name) -> AsyncIterator[Site]:
    if name == "telegram":
        async with telegram_process() as remote:
            yield TelegramSite(remote, await _telegram_chats(remote))
    else:
        async with discord_process() as discord:
            yield DiscordSite(discord, await _discord_channels(discord))


async def _telegram_chats(remote: RemoteTelegram) -> list[str]:
    """Private chats, groups and channels in turn."""
    made = []
    for number in range(1, CHANNELS + 1):
        kind = ("private", "supergroup", "channel")[number % 3]
        if kind == "private":
            await remote.call("person", id=number, started=True)
        else:
            await remote.call("chat", id=-100_000 - number, type=kind, bot="administrator")
        made.append(f"telegram:{number if kind == 'private' else -100_000 - number}")
    return made


async def _discord_channels(remote: RemoteDiscord) -> list[str]:
    guild = await remote.call("guild", name="Lab")
    made = []
    for number in range(CHANNELS):
        channel = await remote.call("channel", guild=guild["id"], name=f"papers-{number}")
        made.append(f"discord:{channel['id']}")
    return made
