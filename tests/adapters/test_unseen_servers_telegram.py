"""The whole service at a Bot API server that leaves out what it can."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from adapters.telegram_chat.connecting.completing import completed, completed_update
from tests.adapters.bare_telegram import BareTelegram
from tests.adapters.telegram.bot import NOW, arxiv_of_the_day
from tests.serving import service_settings, serving

Json = dict[str, Any]
LAB, NEWS = -1001111111111, -1002222222222


@asynccontextmanager
async def served(
    server: BareTelegram, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> AsyncIterator[None]:
    async with arxiv_of_the_day() as arxiv:
        settings = {
            **service_settings(folder, arxiv),
            "TELEGRAM_API_BASE": server.base,
            "TELEGRAM_BOT_TOKEN": server.token,
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        async with serving(lambda: NOW):
            yield


@pytest.fixture
async def server() -> AsyncIterator[BareTelegram]:
    async with BareTelegram() as running:
        running.chats = [
            {"id": LAB, "type": "supergroup"},
            {"id": NEWS, "type": "channel", "username": "news"},
        ]
        running.statuses = {
            (LAB, 77): "administrator",
            (NEWS, 77): "creator",
            (NEWS, 4242): "administrator",
        }
        yield running


@pytest.mark.parametrize(
    "sent",
    [
        None,
        True,
        {"message_id": 1, "date": 1_795_000_000_000},
        {"message_id": 2, "date": 1, "link_preview_options": '{"is_disabled": true}'},
    ],
    ids=["no date", "true", "milliseconds", "parameters given back"],
)
async def test_a_bare_server_is_served_from_the_subscription_to_the_paper(
    sent: object, server: BareTelegram, monkeypatch: pytest.MonkeyPatch, clean_environment: Path
) -> None:
    server.sent = sent
    async with served(server, monkeypatch, clean_environment):
        server.says("/subscribe announced")
        # the answer, the keys that name another chat, and what has been announced already
        await server.says_at_last("arXiv brief")
        await server.told(3)
        server.says("/topics cs.RO")
        assert "cs.RO" in await server.told(4)
        server.says("/paper 1")
        # that it is being asked for may come before
        await server.says_at_last("Extractive: from the abstract of 2602.90004v1")


async def test_who_owns_a_group_or_channel_is_told_by_the_status_alone(
    server: BareTelegram, monkeypatch: pytest.MonkeyPatch, clean_environment: Path
) -> None:
    async with served(server, monkeypatch, clean_environment):
        server.says("/subscribe@bare_bot", LAB)
        assert "gets briefs" in await server.told(1, LAB)
        server.says("/subscribe @news")
        assert "gets briefs" in (await server.told(1))
        server.says("/subscribe", LAB, person=78)
        assert "Only administrators" in await server.told(2, LAB)


async def test_a_server_that_does_not_wait_is_not_asked_without_pause(
    server: BareTelegram, monkeypatch: pytest.MonkeyPatch, clean_environment: Path
) -> None:
    async with served(server, monkeypatch, clean_environment):
        server.says("/start")
        await server.told(1)
        before = server.polls
        await asyncio.sleep(1)
        assert 1 <= server.polls - before <= 6


async def test_a_server_without_webhooks_is_asked_for_updates(
    monkeypatch: pytest.MonkeyPatch, clean_environment: Path
) -> None:
    unknown = ("deleteWebhook", "getChat", "sendChatAction", "answerCallbackQuery")
    async with (
        BareTelegram(missing=unknown) as server,
        served(server, monkeypatch, clean_environment),
    ):
        server.says("/topics")
        assert "Topics here" in await server.told(1)
        # the bare server counts its messages by the calls that it has had
        names = [name for name, _ in server.calls]
        menu = names.index("sendMessage") + 1
        shown = {"message_id": menu, "date": 0, "chat": {"id": 77}, "text": "x"}
        tap = {"id": "1", "from": {"id": 77}, "data": "!/topics in", "message": shown}
        server.happens({"callback_query": tap})
        assert "Which archive?" in await server.told(2)
        # on a message of which nothing is known, the same data is no key
        server.happens({"callback_query": {**tap, "message": {**shown, "message_id": 9999}}})
        server.says("/help")
        assert "Which archive?" not in await server.told(3)


async def test_after_a_restart_of_the_server_its_numbers_may_begin_anew(
    server: BareTelegram, monkeypatch: pytest.MonkeyPatch, clean_environment: Path
) -> None:
    server.happens(
        {"message": {"message_id": 1, "date": 100, "chat": {"id": 77}, "text": "/start"}}
    )
    async with served(server, monkeypatch, clean_environment):
        await server.told(1)
    server.forget()
    server.happens({"message": {"message_id": 1, "date": 200, "chat": {"id": 77}, "text": "/help"}})
    async with served(server, monkeypatch, clean_environment):
        assert "/topics" in await server.told(2)


def test_what_telegram_says_is_left_as_it_is() -> None:
    update: Json = {
        "update_id": 5,
        "message": {
            "message_id": 3,
            "date": 1_795_000_000,
            "chat": {"id": -1005, "type": "supergroup", "title": "Lab"},
            "from": {"id": 7, "is_bot": False, "first_name": "Ada"},
            "text": "/help",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        },
    }
    assert completed_update(update) == update


def test_a_message_that_telegram_does_not_show_any_more_stays_one() -> None:
    hidden = {"message_id": 3, "date": 0, "chat": {"id": 7, "type": "private"}}
    tap = {"id": "1", "chat_instance": "2", "message": hidden}
    assert completed_update({"callback_query": tap})["callback_query"]["message"] == hidden


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ({"status": "administrator"}, False),
        ({"status": "administrator", "can_promote_members": True}, True),
    ],
)
def test_a_right_that_is_not_told_is_not_granted(told: Json, right: bool) -> None:
    made = completed("getchatmember", told, {"user_id": 7})
    assert made["can_promote_members"] is right
    assert made["user"]["id"] == 7
