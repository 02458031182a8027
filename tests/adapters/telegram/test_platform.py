"""Telegram end to end: updates by polling and by webhook, each taken up once; troubles."""

import asyncio
import json
import logging
import os
import socket
import urllib.request
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.error import HTTPError

import pytest
from telegram import Update

from adapters.chat.pacing.pacer import RateLimits
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.receiving.polling import Patience, Polling
from bot.cli.logs import configure_logs
from bot.errors import PlatformRefused, PlatformUnreachable
from bot.values.notices import Recipient
from storage.file.database import DATABASE, Database
from storage.people.notes import SqlNotes
from storage.people.notices import SqlNotices
from tests.adapters.telegram.bot import NOW, Client, Environment
from tests.patience import PATIENCE as WAITED
from tests.servers.telegram_server import Fault, Person, TelegramServer
from tests.serving import cut_off

SECRET = "s3cret"
PATIENCE = Patience(poll=1, first=0.05, longest=0.1, rival=0.1, alone=0.3)


class Alarms:
    """Implements ``bot.ports.alarms.PlatformAlarm``."""

    def __init__(self) -> None:
        self.rung: list[str] = []
        self.calmed: list[str] = []

    async def ring(self, kind: str, sentence: str) -> None:
        self.rung.append(kind)

    async def calm(self, kind: str, sentence: str) -> None:
        self.calmed.append(kind)

    async def lost(self, platform: str, why: str, seconds: float) -> None:
        self.rung.append(f"{platform}_away")

    async def found(self, platform: str) -> None:
        self.calmed.append(f"{platform}_away")


class Poller:
    """Polling alone, with what it took up."""

    def __init__(self, server: TelegramServer) -> None:
        self.connection = TelegramConnection(server.token, server.base, RateLimits())
        self.alarms = Alarms()
        self.taken: list[int] = []

    async def take(self, updates: object) -> None:
        assert isinstance(updates, list | tuple)
        self.taken += [update.update_id for update in updates if isinstance(update, Update)]

    async def __aenter__(self) -> "Poller":
        polling = Polling(await self.connection.bot(), self.take, self.alarms, PATIENCE)
        self.polling = polling
        self.task = asyncio.create_task(polling.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.task.cancel()
        await asyncio.wait({self.task})
        await self.connection.close()


# receiving


async def test_updates_from_before_the_start_are_answered(
    server: TelegramServer, bot: Environment, ada: Person
) -> None:
    server.says(ada, ada, "/help")
    server.says(ada, ada, "/start")
    async with bot.run():
        await server.settled(lambda: len(server.messages(ada)) == 2)
    assert "Paperbrief" in server.messages(ada)[1].text


async def test_the_kinds_of_updates_are_named(server: TelegramServer, bot: Environment) -> None:
    async with bot.run():
        await server.settled(lambda: server.called("getUpdates"))
    asked = server.called("getUpdates")[0].params["allowed_updates"]
    assert set(asked) == {"message", "channel_post", "callback_query", "my_chat_member"}


async def test_after_a_kill_nothing_is_done_twice(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    """Done and noted, and killed before Telegram was told: it gives the update again."""
    async with bot.run():
        await client.says(ada, ada, "/top 5")
    taken = server.called("getUpdates")[-1].params["offset"] - 1
    message = server.history(ada)[0].as_json()
    server.updates.waiting.append({"update_id": taken, "message": message})
    async with bot.run():
        await client.says(ada, ada, "/status")
        await client.quiet()
    assert [message.text[:10] for message in server.messages(ada)] == ["From now o", "Status\n• C"]


async def test_what_nobody_comes_back_to_is_forgotten_at_the_next_start(
    server: TelegramServer, bot: Environment, clean_environment: Path
) -> None:
    async with bot.run():
        pass
    ages = {"prompt:a": 2, "chooser:a": 2, "answer:a": 8, "data:a": 400, "data:b": 300}
    kept = {f"telegram:{name}": days for name, days in ages.items()}
    async with Database(clean_environment / "data" / DATABASE) as database:
        notes = SqlNotes(database)
        for key, days in kept.items():
            await notes.keep(key, "", NOW - timedelta(days=days))

        async def left() -> list[str]:
            return [key for key in kept if await notes.get(key) is not None]

        async with bot.run():
            async with asyncio.timeout(WAITED):
                while len(await left()) != 1:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        assert await left() == ["telegram:data:b"]


async def test_a_stop_has_to_cut_nothing_off_even_where_telegram_hangs(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "scheduler")
    async with bot.run() as running:
        await client.says(ada, ada, "/start")
        # the poll brings the command first: one that hung would bring nothing to answer
        server.fail_next("sendMessage", Fault.HANG_BEFORE, times=None)
        server.says(ada, ada, "/help")
        await server.settled(lambda: len(server.called("sendMessage")) == 2)
        server.fail_next("any", Fault.HANG_BEFORE, times=None)
        running.stop.set()
        await running.ended
    assert cut_off(caplog) == 0


async def test_what_is_being_answered_at_a_stop_is_answered(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run() as running:
        server.fail_next("sendMessage", Fault.DELAY, seconds=0.3)
        server.says(ada, ada, "/start")
        await server.settled(lambda: server.called("sendMessage"))
        running.stop.set()
    assert len(server.messages(ada)) == 1


async def test_what_was_taken_up_is_confirmed_at_the_end(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        await client.says(ada, ada, "/start")
    assert server.updates.waiting == []


async def test_an_update_that_the_library_cannot_read_holds_up_no_other(
    server: TelegramServer, caplog: pytest.LogCaptureFixture, ada: Person
) -> None:
    server.updates.waiting.append({"update_id": 0, "message": {"text": "no chat, no date"}})
    server.says(ada, ada, "after it")
    async with Poller(server) as poller:
        await server.settled(lambda: poller.taken)
        server.says(ada, ada, "and more")
        await server.settled(lambda: len(poller.taken) == 2 and not server.updates.waiting)
    (told,) = (r for r in caplog.records if r.levelno >= logging.ERROR)
    assert told.message == "update_unreadable"
    assert vars(told)["why"].isidentifier(), "the kind of the error, without a word of people's"


# troubles


async def test_an_answer_of_another_form_is_no_defect(
    server: TelegramServer, caplog: pytest.LogCaptureFixture, ada: Person
) -> None:
    server.fail_next("getUpdates", Fault.WRONG_FORM)
    async with Poller(server) as poller:
        server.says(ada, ada, "hello")
        await server.settled(lambda: poller.taken)
    assert "platform_failed" not in caplog.messages


async def test_an_outage_is_told_once_and_outlived(
    server: TelegramServer, caplog: pytest.LogCaptureFixture, ada: Person
) -> None:
    caplog.set_level(logging.INFO)
    async with Poller(server) as poller:
        await server.settled(lambda: server.called("getUpdates"))
        await server.down()
        await server.settled(lambda: "telegram_not_reached" in caplog.messages)
        # it goes on trying
        await asyncio.sleep(0.3)
        await server.up()
        server.says(ada, ada, "hello")
        await server.settled(lambda: poller.taken)
    told = [r.message for r in caplog.records if r.name.startswith("adapters")]
    assert told == ["telegram_not_reached", "telegram_reached_again"]


async def test_the_operator_is_told_of_a_long_outage_and_of_its_end(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    ada: Person,
) -> None:
    monkeypatch.setattr("adapters.chat.receiving.PATIENCE", 0.0)
    bot.put(PAPERBRIEF_OPERATOR_CHAT=f"telegram:{ada.id}")
    async with bot.run():
        await server.down()
        await server.settled(
            lambda: [r for r in caplog.records if getattr(r, "kind", "") == "telegram_away"]
        )
        await server.up()
        told = await client.told(ada, 1)
    # the chat was out of reach itself: beginning and end come together
    assert "Nothing that people do there reaches me" in told.text
    assert "✓ Telegram answers again after" in told.text
    assert not [record for record in caplog.records if record.exc_info]


async def test_the_operator_is_told_of_a_withdrawn_token(
    server: TelegramServer, bot: Environment, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot.run():
        server.token = "4321:another-token-of-somebody-else-000"
        server.updates.interrupt()
        await server.settled(
            lambda: [r for r in caplog.records if getattr(r, "kind", "") == "telegram_refused"]
        )


async def test_a_second_poller_is_told_once_and_its_end_too(
    server: TelegramServer, ada: Person
) -> None:
    async with Poller(server) as first, Poller(server) as second:
        await server.settled(lambda: first.alarms.rung and second.alarms.rung)
        second.task.cancel()
        await server.settled(lambda: "telegram_conflict" in first.alarms.calmed)
        server.says(ada, ada, "to whom?")
        await server.settled(lambda: first.taken)
        assert set(first.alarms.rung) == {"telegram_conflict"}
        assert first.alarms.calmed.count("telegram_conflict") == 1


async def test_a_poller_that_comes_back_is_waited_for_twice_as_long(
    server: TelegramServer,
) -> None:
    """One that is refused may pause for longer than we do, and still be there."""
    clock = asyncio.get_running_loop().time

    def longer(told: list[str], than: int) -> bool:
        return len(told) > than

    async with Poller(server) as first:
        for turn in (1, 2):
            before = len(first.alarms.rung)
            async with Poller(server):
                await server.settled(partial(longer, first.alarms.rung, before))
            gone = clock()
            await server.settled(partial(longer, first.alarms.calmed, turn - 1))
            quiet = clock() - gone
    # the last conflict may lie one pause beside a rival before its end
    assert quiet >= 2 * PATIENCE.alone - PATIENCE.rival - PATIENCE.poll


async def test_a_second_poller_rings_the_alarm_and_stops_nothing(
    server: TelegramServer, bot: Environment, caplog: pytest.LogCaptureFixture, ada: Person
) -> None:
    async with bot.run(), Poller(server):
        await server.settled(
            lambda: [r for r in caplog.records if getattr(r, "kind", "") == "telegram_conflict"]
        )
    told = [r for r in caplog.records if getattr(r, "kind", "") == "telegram_conflict"]
    assert len(told) == 1


async def test_a_wrong_token_is_refused_with_what_to_do(server: TelegramServer) -> None:
    connection = TelegramConnection("1:" + "x" * 30, server.base, RateLimits())
    with pytest.raises(PlatformRefused, match="TELEGRAM_BOT_TOKEN") as caught:
        await connection.bot()
    assert "x" * 30 not in str(caught.value)
    await connection.close()


async def test_a_telegram_out_of_reach_may_be_tried_again(server: TelegramServer) -> None:
    connection = TelegramConnection(server.token, server.base, RateLimits())
    await server.down()
    with pytest.raises(PlatformUnreachable):
        await connection.bot()
    await server.up()
    await asyncio.sleep(1.1)
    assert (await connection.bot()).username == "paperbrief_bot"
    await connection.close()
    with pytest.raises(PlatformUnreachable):
        await connection.bot()


async def test_menus_that_cannot_be_told_hold_up_nobody(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    server.fail_next("setMyCommands", Fault.SERVER_ERROR, times=None)
    async with bot.run():
        await client.says(ada, ada, "/start")


async def test_no_line_of_the_log_holds_the_token(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    told = ""
    configure_logs("debug", "json", (server.token,))
    try:
        async with bot.run():
            await client.says(ada, ada, "/start")
            server.fail_next("sendMessage", Fault.RESET_BEFORE)
            server.fail_next("getUpdates", Fault.BAD_GATEWAY)
            server.says(ada, ada, "/help")
            await server.settled(lambda: len(server.called("sendMessage")) >= 2)
            await client.quiet()
            server.token = "4321:another-token-of-somebody-else-000"
            server.updates.interrupt()
            async with asyncio.timeout(WAITED):
                while '"alarm"' not in told:
                    await asyncio.sleep(0.05)
                    told += capsys.readouterr().err
    finally:
        root.handlers, root.level = handlers, level
    told += capsys.readouterr().err
    assert "the-suites-own" not in told
    events = [json.loads(line) for line in told.splitlines()]
    assert not [each for each in events if "exception" in each]
    assert {"telegram_ready", "not_answered", "alarm"} <= {each["event"] for each in events}


async def test_a_429_warns_of_no_duration(
    monkeypatch: pytest.MonkeyPatch,
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
) -> None:
    """The suite turns a warning into an error: this one would end the answer."""
    monkeypatch.delenv("PTB_TIMEDELTA", raising=False)
    async with bot.run():
        server.fail_next("sendMessage", Fault.TOO_MANY, retry_after=1)
        await client.says(ada, ada, "/start")
    assert server.flood.early == 0


# webhook


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def hooked(bot: Environment) -> str:
    port = free_port()
    address = f"http://127.0.0.1:{port}/hook"
    bot.put(
        PAPERBRIEF_TELEGRAM_WEBHOOK=address,
        PAPERBRIEF_TELEGRAM_LISTEN=f"127.0.0.1:{port}",
        PAPERBRIEF_TELEGRAM_SECRET=SECRET,
    )
    return address


def posted(address: str, body: object, secret: str | None) -> int:
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=WAITED) as answer:  # noqa: S310
            return int(answer.status)
    except HTTPError as error:
        return error.code


async def test_a_webhook_brings_what_people_do(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "scheduler")
    address = hooked(bot)
    async with bot.run(receiving="setWebhook") as running:
        started = await client.says(ada, ada, "/start")
        await client.taps(ada, started, "Help")
        assert server.updates.webhook is not None
        assert server.updates.webhook.url == address
        assert server.called("getUpdates") == []
        running.stop.set()
        await running.ended
    assert cut_off(caplog) == 0


async def test_who_does_not_know_the_secret_is_sent_away(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    address = hooked(bot)
    forged = {"update_id": 999, "message": {"message_id": 1, "date": 1, "text": "/top 3",
              "chat": {"id": 7, "type": "private"}, "from": ada.as_json()}}  # fmt: skip
    async with bot.run(receiving="setWebhook"):
        await client.says(ada, ada, "/start")
        for secret in (None, "", "wrong"):
            assert await asyncio.to_thread(posted, address, forged, secret) == 403
        assert await asyncio.to_thread(posted, address, forged, SECRET) == 200
        await client.told(ada, 2)
    assert len(server.messages(ada)) == 2


async def test_an_update_that_the_webhook_brings_twice_is_done_once(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    address = hooked(bot)
    async with bot.run(receiving="setWebhook"):
        await client.says(ada, ada, "/start")
        first = {"update_id": 1, "message": server.history(ada)[0].as_json()}
        assert await asyncio.to_thread(posted, address, first, SECRET) == 200
        await client.quiet()
    assert len(server.messages(ada)) == 1


async def test_polling_deletes_the_webhook_and_loses_nothing(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    hooked(bot)
    async with bot.run(receiving="setWebhook"):
        await client.says(ada, ada, "/start")
    server.says(ada, ada, "/help")
    bot.drop("PAPERBRIEF_TELEGRAM_WEBHOOK")
    async with bot.run():
        await client.told(ada, 2)
    assert server.updates.webhook is None


async def test_a_place_that_is_taken_is_told_with_its_setting(
    server: TelegramServer, bot: Environment, caplog: pytest.LogCaptureFixture
) -> None:
    address = hooked(bot)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(address.split(":")[2].split("/")[0])))
        taken.listen()
        async with bot.run(receiving="getMe"):
            await server.settled(
                lambda: [r for r in caplog.records if "TELEGRAM_LISTEN" in getattr(r, "why", "")]
            )


# what is noted


async def test_prompts_of_yesterday_are_swept(bot: Environment, server: TelegramServer) -> None:
    async with bot.run():
        pass
    old = NOW.replace(day=9)
    folder = Path(os.environ["PAPERBRIEF_DATA"])
    async with Database(folder / DATABASE) as database:
        notes = SqlNotes(database)
        await notes.keep("telegram:prompt:7/1", "/topics +", old)
        await notes.keep("telegram:prompt:7/2", "/topics +", NOW)
    async with bot.run(), Database(folder / DATABASE) as database:
        notes = SqlNotes(database)
        async with asyncio.timeout(WAITED):
            while await notes.get("telegram:prompt:7/1") is not None:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert await notes.get("telegram:prompt:7/2") == "/topics +"


async def test_who_waits_for_a_telegram_that_hangs_is_told_together(
    monkeypatch: pytest.MonkeyPatch, server: TelegramServer
) -> None:
    monkeypatch.setattr("adapters.telegram_chat.connecting.http_request.READ", 0.4)
    server.fail_next("getMe", Fault.HANG_BEFORE, times=None)
    connection = TelegramConnection(server.token, server.base, RateLimits())
    told = await asyncio.gather(*(connection.bot() for _ in range(10)), return_exceptions=True)
    assert len(server.called("getMe")) == 1
    assert all(isinstance(each, PlatformUnreachable) for each in told)
    await connection.close()


async def test_a_notice_reaches_an_owner_in_private_once(
    server: TelegramServer, bot: Environment, ada: Person, clean_environment: Path
) -> None:
    """By a service that runs, and by one that begins after it was stored."""
    server.says(ada, ada, "/start")
    async with bot.run(), Database(clean_environment / "data" / DATABASE) as database:
        await server.settled(lambda: len(server.messages(ada)) == 1)
        book = SqlNotices(database)
        await book.take("Down on Sunday.", [Recipient(f"telegram:{ada.id}", "en")], NOW)
        await server.settled(lambda: "Down on Sunday." in server.messages(ada)[-1].text)
        await server.settled(lambda: len(server.messages(ada)) == 2)
    async with bot.run():
        server.says(ada, ada, "/help")
        await server.settled(lambda: len(server.messages(ada)) == 3)
    assert [one.text for one in server.messages(ada) if "Sunday" in one.text] == [
        "A notice from whoever runs this bot\n\nDown on Sunday."
    ]
