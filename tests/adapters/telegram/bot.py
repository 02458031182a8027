"""The whole service over the suite's Telegram and arXiv, in this process."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.commands.topics.showing.beginnings import TO_CHOOSE
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer
from tests.servers.telegram_server import Answer, Chat, Message, Person, TelegramServer
from tests.serving import Running, service_settings, serving

DAY = date(2026, 2, 11)
# four in the morning in New York: what was announced in the evening is in the feeds
NOW = datetime(2026, 2, 11, 9, tzinfo=UTC)
PAPERS = range(1, 8)
_ONE_MOMENT = "One moment …"


def arxiv_of_the_day() -> ArxivServer:
    return ArxivServer({"cs.CL": [listed(number) for number in PAPERS]}, day=DAY)


class Environment:
    """The settings of one bot, which outlive its runs. No pace of its own; ``now`` is its time."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        folder: Path,
        server: TelegramServer,
        arxiv: ArxivServer,
    ) -> None:
        self.now = NOW
        self._set, self._unset = monkeypatch.setenv, monkeypatch.delenv
        self._server = server
        self.put(
            **service_settings(folder, arxiv),
            PAPERBRIEF_TELEGRAM_PER_SECOND="0",
            PAPERBRIEF_TELEGRAM_CHAT_PER_SECOND="0",
            PAPERBRIEF_TELEGRAM_GROUP_PER_MINUTE="0",
            TELEGRAM_API_BASE=server.base,
            TELEGRAM_BOT_TOKEN=server.token,
        )

    def put(self, **values: str) -> None:
        for name, value in values.items():
            self._set(name, value)

    def drop(self, *names: str) -> None:
        for name in names:
            self._unset(name)

    @asynccontextmanager
    async def run(
        self, *, receiving: str = "getUpdates", clock: Callable[[], datetime] | None = None
    ) -> AsyncIterator[Running]:
        """From the first call of the method ``receiving`` on; "" does not wait for any."""
        before = len(self._server.called(receiving))
        async with serving(clock or (lambda: self.now)) as running:
            if receiving:
                called = self._server.called
                await self._server.settled(lambda: len(called(receiving)) > before)
            yield running


class Client:
    """What a person does with the bot, until it is answered."""

    def __init__(self, server: TelegramServer, bot: Environment) -> None:
        self._server = server
        self._bot = bot

    async def subscribes(
        self, person: Person | None, chat: Chat | Person, line: str, thread: int | None = None
    ) -> Message:
        """The answer; the time goes by that a new subscription leaves for choosing topics."""
        told = await self.says(person, chat, line, thread=thread)
        self._bot.now += TO_CHOOSE
        return told

    async def says(
        self,
        person: Person | None,
        chat: Chat | Person,
        text: str,
        *,
        thread: int | None = None,
        reply_to: Message | None = None,
        anonymous: bool = False,
        answers: int = 1,
        whole: bool = True,
    ) -> Message:
        """The last of so many answers in that chat; see :meth:`told`."""
        before = len(self._server.messages(chat))
        self._server.says(person, chat, text, thread=thread, reply_to=reply_to, anonymous=anonymous)
        return await self.told(chat, before + answers, whole=whole)

    async def told(self, chat: Chat | Person, count: int, *, whole: bool = True) -> Message:
        """The newest of the bot's messages there, once there are so many. ``whole``: and once it
        is an answer, as on a busy machine the bot asks for a moment first."""
        messages = self._server.messages
        await self._server.settled(
            lambda: (
                len(messages(chat)) >= count
                and not (whole and messages(chat)[-1].text == _ONE_MOMENT)
            )
        )
        return messages(chat)[-1]

    async def taps(self, person: Person, message: Message, label: str) -> Answer:
        """Acknowledged."""
        made = self._server.taps(person, message, label)
        if made.url is None:
            await self._server.settled(lambda: made.answer is not None)
        return made

    async def edited(self, message: Message, times: int = 1) -> Message:
        """The message after so many edits in all."""
        await self._server.settled(lambda: len(message.edits) >= times)
        return message

    async def quiet(self, seconds: float = 0.4) -> None:
        """Until nothing but polling was asked for a while."""
        end = time.monotonic() + seconds
        count = -1
        while time.monotonic() < end:
            now = sum(call.method != "getUpdates" for call in self._server.calls)
            if now != count:
                count, end = now, time.monotonic() + seconds
            await asyncio.sleep(0.02)


def alerted(answer: Answer) -> str:
    """What only the person who tapped reads."""
    given = answer.answer or {}
    return str(given.get("text", "")) if given.get("show_alert") else ""
