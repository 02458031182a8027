"""The whole service over the suite's Discord and arXiv, in this process."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.topics.showing.beginnings import TO_CHOOSE
from bot.values.channels import Channel as Subscribed
from tests.servers.arxiv_server import ArxivServer
from tests.servers.discord.world import walk
from tests.servers.discord_server import Channel, DiscordServer, Interaction, Message, Person
from tests.serving import Running, service_settings, serving

DAY = date(2026, 2, 11)
# four in the morning in New York: what was announced in the evening is in the feeds
NOW = datetime(2026, 2, 11, 9, tzinfo=UTC)


class Environment:
    """The settings of one bot, which outlive its runs. Its time stands still, but for what
    the server's clock is moved on by."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        folder: Path,
        server: DiscordServer,
        arxiv: ArxivServer,
    ) -> None:
        self._set = monkeypatch.setenv
        self._server = server
        self.put(
            **service_settings(folder, arxiv),
            DISCORD_API_BASE=server.base,
            DISCORD_BOT_TOKEN=server.token,
        )

    def put(self, **values: str) -> None:
        for name, value in values.items():
            self._set(name, value)

    @asynccontextmanager
    async def run(self, *, connected: bool = True) -> AsyncIterator[Running]:
        async with serving(self._now) as running:
            if connected:
                await self._server.settled(lambda: self._server.gateway.live)
            yield running

    def _now(self) -> datetime:
        return NOW + timedelta(seconds=self._server.clock.ahead)


def chose_nothing(server: DiscordServer) -> None:
    """The time goes by that a new subscription leaves for choosing topics."""
    server.clock.advance(TO_CHOOSE.total_seconds())


def public(server: DiscordServer, channel: Channel | int) -> Sequence[Message]:
    """What everybody in the channel reads of the bot's."""
    return [each for each in server.messages(channel) if each.seen_by is None]


async def subscribed(server: DiscordServer, owner: Person, channel: Channel) -> Message:
    """The brief that a new subscription brings by itself."""
    await server.command(owner, channel, "subscribe", {"schedule": "announced"}).finished()
    chose_nothing(server)
    await server.settled(lambda: public(server, channel))
    return public(server, channel)[0]


async def kept(running: Running, channel: Channel) -> Subscribed | None:
    return await running.runtime.channels.get(f"discord:{channel.id}")


def select_of(message: Message, value: str) -> str:
    """The custom id of the first list that offers a value."""
    lists = [each for each in walk(message.components) if each["type"] == 3]
    return next(
        str(each["custom_id"])
        for each in lists
        if value in [option["value"] for option in each["options"]]
    )


async def opened(server: DiscordServer, interaction: Interaction) -> None:
    """Until a paper's card is there, behind what told of the work on it."""
    await server.settled(lambda: final(interaction, "Paper number"))


def final(interaction: Interaction, words: str) -> bool:
    return words in interaction.text
