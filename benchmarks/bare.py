"""The libraries alone, sending a brief in their own way: what a fan-out is compared with."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity

from adapters.discord_chat.connecting.library import HTTPClient, Route
from adapters.discord_chat.sending.letters import read_stored
from adapters.telegram_chat.rendering.entities import telegram_entities
from adapters.telegram_chat.rendering.keyboards import inline_keyboard
from adapters.telegram_chat.rendering.part import from_json
from tests.servers.discord.remote import RemoteDiscord
from tests.servers.telegram_server import RemoteTelegram

Remote = RemoteTelegram | RemoteDiscord
SendAll = Callable[[Sequence[int]], Awaitable[None]]
SendOne = Callable[[int], Awaitable[object]]


@asynccontextmanager
async def bare_telegram(remote: Remote, payload: str) -> AsyncIterator[SendOne]:
    """python-telegram-bot alone, with this part as its own objects."""
    async with Bot(remote.token, base_url=f"{remote.base}/bot") as bot:
        part = from_json(payload)
        entities: list[Any] = telegram_entities(part.entities, bot.username)
        rows = inline_keyboard(part.rows, "private", bot.username, lambda data: data[:20])
        given: dict[str, Any] = {
            "text": part.text,
            "entities": [MessageEntity.de_json(each, bot) for each in entities],
            "reply_markup": InlineKeyboardMarkup.de_json({"inline_keyboard": rows}, bot),
            "link_preview_options": LinkPreviewOptions(is_disabled=True),
        }

        yield lambda chat: bot.send_message(chat_id=chat, **given)


@asynccontextmanager
async def bare_discord(remote: Remote, payload: str) -> AsyncIterator[SendOne]:
    """discord.py's own client for requests, with this part as a body."""
    Route.BASE = remote.base
    http = HTTPClient(asyncio.get_running_loop())
    await http.static_login(remote.token)
    body = read_stored(payload).body

    def send(chat: int) -> Awaitable[object]:
        path = Route("POST", "/channels/{channel_id}/messages", channel_id=chat)
        return http.request(path, json=body)

    try:
        yield send
    finally:
        await http.close()


def side_by_side(send: SendOne, at_once: int) -> SendAll:
    async def send_all(chats: Sequence[int]) -> None:
        left = iter(chats)

        async def some() -> None:
            for chat in left:
                await send(chat)

        await asyncio.gather(*(some() for _ in range(at_once)))

    return send_all


BARE = {"telegram": bare_telegram, "discord": bare_discord}
