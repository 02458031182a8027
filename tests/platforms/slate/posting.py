"""Messages as Slate takes them: text of at most 2,000 letters, and keys below it."""

import json
from collections.abc import Iterator
from hashlib import blake2b
from textwrap import wrap
from typing import Any

from adapters.chat.platform import Surroundings
from adapters.chat.remembering import KeptTexts
from adapters.chat.splitting import PARAGRAPHS, filled, stretches
from bot.messages.blocks import Buttons, Choices, Message
from bot.messages.brief import brief_message
from bot.messages.plain import plain
from bot.translator import Translator
from bot.values.channels import Manner
from bot.values.deliveries import Delivered, Later, Letter, Outcome
from bot.values.editions import Edition
from tests.platforms.slate.connection import SlateConnection, SlateTrouble, outcome_of

KEPT = "slate:kept:"
_LONGEST, _KEYS, _DATA = 2_000, 40, 48

Body = dict[str, Any]


def bodies(message: Message) -> list[Body]:
    """The keys stand under the last; their data is whole yet."""
    parted = stretches(plain(message), _LONGEST, lambda line: wrap(line, _LONGEST) or [""])
    made: list[Body] = [{"text": text, "keys": []} for text in filled(parted, PARAGRAPHS, _LONGEST)]
    if made:
        made[-1]["keys"] = list(_keys(message))[:_KEYS]
    return made


def needs(message: Message) -> int:
    return len(bodies(message))


def slate_form(edition: Edition, say: Translator, manner: Manner) -> tuple[str, ...]:
    return tuple(map(json.dumps, bodies(brief_message(edition, say, needs, manner))))


def _keys(message: Message) -> Iterator[dict[str, str]]:
    """``!`` in the data: the answer takes the message's place. A question is typed here."""
    for block in message.blocks:
        if isinstance(block, Buttons):
            for button in (button for row in block.rows for button in row):
                if button.command and not button.asks:
                    data = f"{'!' if button.replaces else ''}{button.command}"
                    yield {"label": button.label, "data": data}
        elif isinstance(block, Choices):
            for each in block.options:
                data = f"{'!' if block.replaces else ''}{block.command} {each.value}"
                yield {"label": each.label, "data": data}


class SlatePosting:
    """Implements ``bot.ports.sending.Sender`` and ``bot.ports.sending.Bearer``."""

    def __init__(self, connection: SlateConnection, around: Surroundings) -> None:
        self._connection = connection
        self._kept = KeptTexts(around.notes, around.clock, KEPT, lambda _: ())

    async def post(self, room: int, body: Body, **more: object) -> int:
        """A message's id. Raises SlateTrouble."""
        made = await self._shortened(body) | more
        return int((await self._connection.ask("POST", f"/rooms/{room}/messages", made))["id"])

    async def replace(self, message: int, body: Body) -> None:
        await self._connection.ask("PUT", f"/messages/{message}", await self._shortened(body))

    async def meant(self, data: str) -> str | None:
        """The command behind a key's data; None for what is not known any more."""
        if not data.startswith("#"):
            return data
        return (await self._kept.meant([data])).get(data)

    async def _shortened(self, body: Body) -> Body:
        long = {_token(key["data"]): key["data"] for key in body["keys"]}
        await self._kept.keep((token, data) for token, data in long.items() if token != data)
        return body | {"keys": [key | {"data": _token(key["data"])} for key in body["keys"]]}

    async def send(self, letter: Letter) -> Outcome:
        room, once = room_of(letter.channel), f"{letter.channel} {letter.key}"
        await letter.leaving()
        try:
            return Delivered(str(await self.post(room, json.loads(letter.payload), once=once)))
        except SlateTrouble as trouble:
            return outcome_of(trouble)

    async def silent(self) -> Later | None:
        try:
            await self._connection.ask("GET", "/me")
        except SlateTrouble as trouble:
            return Later(trouble.seconds, trouble.why, everywhere=True)
        return None

    async def tell(self, address: str, message: Message) -> bool:
        return isinstance(await self.brought(address, message), Delivered)

    async def brought(self, address: str, message: Message) -> Outcome:
        try:
            for body in bodies(message):
                await self.post(room_of(address), body)
        except SlateTrouble as trouble:
            return outcome_of(trouble)
        return Delivered()


def room_of(address: str) -> int:
    return int(address.removeprefix("slate:"))


def _token(data: str) -> str:
    if len(data) <= _DATA:
        return data
    return "#" + blake2b(data.encode(), digest_size=12).hexdigest()
