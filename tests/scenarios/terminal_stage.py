"""Scenarios at the terminal: one person's lines, and what the service delivers there."""

from io import StringIO

from rich.console import Console

from adapters.terminal_chat.conversation import PERSON, TerminalChat
from bot.commands.lines.command import Origin
from bot.commands.lines.dispatch import answer
from bot.messages.plain import plain
from bot.settings import load_settings
from bot.wiring.session import session
from tests.scenarios.posts import posts_in


class TerminalStage:
    """The lines are answered over the service's own data folder."""

    def __init__(self) -> None:
        self._answers: dict[str, list[str]] = {}

    async def says(self, who: str, where: str, text: str) -> None:
        settings = load_settings()
        chat = TerminalChat(
            Console(file=StringIO()), Console(file=StringIO()), settings.storage.data / "files"
        )
        async with session(
            settings, settings.storage.data, (), settings.channels.categories, None, None
        ) as opened:
            origin = Origin(channel=f"terminal:{where}", person=PERSON, private=True, alone=True)
            given = await answer(text, origin, chat, opened)
        self._answers.setdefault(where, []).append(plain(given.message))

    async def taps(self, who: str, where: str, label: str) -> None:
        """A terminal's buttons are numbers that one types."""
        await self.says(who, where, label)

    async def happens(self, what: str, where: str) -> None:
        raise ValueError(f"a terminal is never {what}")

    def seen(self, where: str, who: str | None = None) -> list[str]:
        posts = posts_in(load_settings().storage.data)
        briefs = [post.text for post in posts if post.channel == f"terminal:{where}"]
        return [*briefs, *self._answers.get(where, [])]

    def id_of(self, where: str) -> str:
        return where
