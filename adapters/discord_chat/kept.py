"""What the tokens of controls stand for, kept so that they work after a restart."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from adapters.discord_chat.addresses import mentioned
from adapters.discord_chat.rendering.custom_ids import tokens_in
from bot.ports.shelves import Notes

KEPT = "discord:kept:"


class Kept:
    def __init__(self, notes: Notes, clock: Callable[[], datetime]) -> None:
        self._notes = notes
        self._clock = clock

    async def keep(self, kept: Iterable[tuple[str, str]]) -> None:
        """Tokens and texts, before the message that has them is sent."""
        for token, text in kept:
            await self._notes.keep(KEPT + token, text, self._clock(), *mentioned(text))

    async def meant(
        self, custom_id: str, values: Sequence[str] = (), defaults: Sequence[str] = ()
    ) -> dict[str, str]:
        """The texts of the tokens in a control's id and values; unknown tokens are absent."""
        tokens = dict.fromkeys(tokens_in(custom_id, (*values, *defaults)))
        found = {token: await self._notes.get(KEPT + token) for token in tokens}
        return {token: text for token, text in found.items() if text is not None}
