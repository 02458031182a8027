"""Flood control under the real library: its own limiter's four traps, and what a 429 means.

The traps of ``AIORateLimiter`` in python-telegram-bot 22.8: a 429 is not retried by
default; one message a second in a private chat is not kept; a group gets some 39
messages in its first minute; and a pause ends as soon as any other request does
(https://github.com/python-telegram-bot/python-telegram-bot/issues/5338).
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import pytest
from aiohttp import web
from telegram.error import BadRequest, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot
from telegram.warnings import PTBDeprecationWarning

from adapters.chat.pacing.pacer import Pacer, RateLimits, Urgency, WouldWait
from adapters.telegram_chat.connecting.flood import (
    FAN_OUT,
    PERSON,
    ApiResult,
    FloodControl,
    chat_of,
    is_group,
    is_own_affair,
    request_for,
    seconds_of,
)
from tests.played_alarms import PlayedAlarms, settle

TELEGRAM = RateLimits(overall_per_second=30, chat_per_second=1, group_per_minute=20)


@pytest.fixture(autouse=True)
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library warns of the older form wherever a 429 is as much as made."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


class Telegram:
    """Takes requests through flood control, in played time; answers as it is told.

    ``log`` holds what reached it, with the seconds since the start.
    """

    def __init__(self, limits: RateLimits = TELEGRAM) -> None:
        self.alarms = PlayedAlarms()
        pacer = Pacer(limits, clock=self.alarms.clock, ring=self.alarms.ring)
        self.control = FloodControl(pacer)
        self.log: list[tuple[object, float]] = []
        self.troubles: list[TelegramError] = []
        self._tasks: list[asyncio.Task[ApiResult]] = []

    def times(self, name: object) -> list[float]:
        return [at for each, at in self.log if each == name]

    async def ask(
        self,
        name: object,
        chat: object = None,
        *,
        method: str = "sendMessage",
        urgency: Urgency | None = None,
        takes: asyncio.Event | None = None,
    ) -> asyncio.Task[ApiResult]:
        """``takes``: the answer comes when this is set."""

        async def callback(endpoint: str, data: dict[str, Any]) -> ApiResult:
            self.log.append((name, round(self.alarms.now - 1000, 3)))
            assert endpoint == method
            if takes is not None:
                await takes.wait()
            if self.troubles:
                raise self.troubles.pop(0)
            return {"name": str(name), **data}

        data = {} if chat is None else {"chat_id": chat}
        request = self.control.process_request(callback, (method, data), {}, method, data, urgency)
        return await self._started(request)

    async def _started(self, request: Coroutine[Any, Any, ApiResult]) -> asyncio.Task[ApiResult]:
        task = asyncio.create_task(request)
        # most tests look at the log alone: what nobody awaits is no defect
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        self._tasks.append(task)
        await settle()
        return task


async def ended(task: asyncio.Task[ApiResult]) -> ApiResult:
    """What became of a request that waits for nothing any more."""
    await settle()
    assert task.done(), "it still waits"
    return await task


async def answered_often(telegram: Telegram) -> None:
    """So often, and at once, that the way is known."""
    for number in range(25):
        await telegram.ask(number)
        await telegram.alarms.advance(2)


# --- the way ---


async def test_a_request_counts_as_late_as_its_answer_was() -> None:
    telegram = Telegram(RateLimits(overall_per_second=1, jitter=0.026))
    await answered_often(telegram)
    came = asyncio.Event()
    await telegram.ask("slow", takes=came)
    await telegram.ask("next")
    await telegram.alarms.advance(0.3)
    came.set()
    await telegram.alarms.advance(3)
    (slow,), (following,) = telegram.times("slow"), telegram.times("next")
    assert following - slow == pytest.approx(1.308)


async def test_a_request_that_failed_says_nothing_of_the_way() -> None:
    telegram = Telegram(RateLimits(overall_per_second=1, jitter=0.026))
    await answered_often(telegram)
    telegram.troubles = [TimedOut()]
    await telegram.ask("lost")
    await telegram.ask("next")
    await telegram.alarms.advance(3)
    (lost,), (following,) = telegram.times("lost"), telegram.times("next")
    assert following - lost == pytest.approx(1.026)


# --- the four traps ---


async def test_a_429_is_waited_for_and_the_request_sent_again() -> None:
    telegram = Telegram()
    telegram.troubles = [RetryAfter(7)]
    task = await telegram.ask("a", 1)
    await telegram.alarms.advance(6.9)
    assert telegram.times("a") == [0]
    await telegram.alarms.advance(5)
    assert telegram.times("a") == [0, 7]
    assert await ended(task) == {"name": "a", "chat_id": 1}


async def test_ten_messages_to_a_person_leave_a_second_apart() -> None:
    telegram = Telegram()
    for _ in range(10):
        await telegram.ask("a", 1)
    await telegram.alarms.advance(20)
    assert telegram.times("a") == pytest.approx([1.025 * number for number in range(10)])


async def test_a_group_gets_twenty_messages_in_its_first_minute_and_no_more() -> None:
    telegram = Telegram()
    for _ in range(60):
        await telegram.ask("a", -1, urgency=Urgency("fan-out", 1000))
    await telegram.alarms.advance(60)
    assert len(telegram.times("a")) == 20
    await telegram.alarms.advance(60)
    assert len(telegram.times("a")) == 40


async def test_a_request_that_ends_does_not_end_the_pause_of_the_whole_bot() -> None:
    telegram, slow = Telegram(), asyncio.Event()
    in_flight = await telegram.ask("in flight", 1, takes=slow)
    telegram.troubles = [RetryAfter(20)]
    await telegram.ask("told", None, method="getFile")
    await telegram.alarms.advance(0.5)
    await telegram.ask("waiting", 2)
    slow.set()
    await telegram.alarms.advance(19)
    assert in_flight.done()
    assert telegram.log == [("in flight", 0), ("told", 0)]
    await telegram.alarms.advance(2)
    assert [(name, at >= 20) for name, at in telegram.log[2:]] == [
        ("told", True),
        ("waiting", True),
    ]


# --- what else its limiter does ---


async def test_a_429_in_one_chat_does_not_stop_the_others() -> None:
    telegram = Telegram()
    telegram.troubles = [RetryAfter(20)]
    await telegram.ask("told", 1)
    await telegram.ask("other", 2)
    await telegram.alarms.advance(1)
    assert telegram.log == [("told", 0), ("other", 0)]


async def test_chat_actions_leave_the_groups_budget_alone() -> None:
    telegram = Telegram()
    for _ in range(30):
        await telegram.ask("action", -1, method="sendChatAction")
    for _ in range(3):
        await telegram.ask("message", -1)
    await telegram.alarms.advance(5)
    assert telegram.times("message") == pytest.approx([1.038, 2.063, 3.088], abs=0.1)


async def test_edits_share_the_groups_budget_with_messages() -> None:
    telegram = Telegram()
    for _ in range(15):
        await telegram.ask("edit", -1, method="editMessageText")
    for _ in range(10):
        await telegram.ask("message", -1)
    await telegram.alarms.advance(60)
    assert (len(telegram.times("edit")), len(telegram.times("message"))) == (15, 5)
    await telegram.alarms.advance(10)
    assert len(telegram.times("message")) == 10


# --- what a 429 means ---


async def test_a_429_after_which_nothing_would_be_in_time_is_raised_at_once() -> None:
    telegram = Telegram()
    telegram.troubles = [RetryAfter(31)]
    task = await telegram.ask("told", 1, urgency=FAN_OUT)
    with pytest.raises(RetryAfter) as told:
        await ended(task)
    assert seconds_of(told.value) == 31
    # the pause is kept all the same, for those who come now
    with pytest.raises(WouldWait) as refused:
        await ended(await telegram.ask("next", 1, urgency=FAN_OUT))
    assert refused.value.seconds == 31
    await telegram.ask("person", 1, urgency=PERSON)
    await telegram.alarms.advance(60)
    assert telegram.log == [("told", 0), ("person", 31)]


async def test_patience_is_for_all_tries_together() -> None:
    telegram = Telegram()
    telegram.troubles = [RetryAfter(20), RetryAfter(20)]
    task = await telegram.ask("told", 1, urgency=FAN_OUT)
    await telegram.alarms.advance(100)
    assert telegram.times("told") == [0, 20]
    with pytest.raises(RetryAfter):
        await ended(task)


async def test_another_pause_counts_against_the_same_patience() -> None:
    telegram, slow = Telegram(), asyncio.Event()
    task = await telegram.ask("told", 1, urgency=FAN_OUT, takes=slow)
    await telegram.alarms.advance(19)
    telegram.troubles = [RetryAfter(15), RetryAfter(5)]
    await telegram.ask("all told", None, method="getFile")
    await telegram.alarms.advance(1)
    slow.set()
    with pytest.raises(WouldWait) as refused:
        await ended(task)
    assert refused.value.seconds == 14


async def test_after_three_429s_the_last_is_raised() -> None:
    telegram = Telegram()
    telegram.troubles = [RetryAfter(1), RetryAfter(2), RetryAfter(3), RetryAfter(4)]
    task = await telegram.ask("told", 1)
    await telegram.alarms.advance(100)
    assert telegram.times("told") == [0, 1.025, 3.025]
    with pytest.raises(RetryAfter) as told:
        await ended(task)
    assert seconds_of(told.value) == 3


async def test_a_message_that_was_told_to_wait_keeps_its_place_in_the_chat() -> None:
    telegram, slow = Telegram(), asyncio.Event()
    telegram.troubles = [RetryAfter(5)]
    await telegram.ask("first", 1, takes=slow)
    await telegram.ask("second", 1)
    slow.set()
    await telegram.alarms.advance(20)
    assert [name for name, _ in telegram.log] == ["first", "first", "second"]


async def test_three_chats_told_together_pause_the_bot() -> None:
    telegram = Telegram()
    telegram.troubles = [RetryAfter(8), RetryAfter(8), RetryAfter(8)]
    for chat in (1, 2, 3):
        await telegram.ask("told", chat, urgency=Urgency("fan-out", 5))
        await telegram.alarms.advance(0.1)
    await telegram.ask("other", 4)
    await telegram.alarms.advance(20)
    assert telegram.log[3:] == [("other", 8)]


@pytest.mark.parametrize("error", [TimedOut(), BadRequest("message is too long")])
async def test_other_errors_pass_as_they_are(error: TelegramError) -> None:
    telegram = Telegram()
    telegram.troubles = [error]
    task = await telegram.ask("a", 1)
    with pytest.raises(type(error)):
        await ended(task)
    assert len(telegram.log) == 1


# --- what is not paced ---


async def test_a_persons_button_is_answered_in_the_middle_of_a_pause() -> None:
    telegram = Telegram()
    telegram.troubles = [RetryAfter(50)]
    await telegram.ask("told", None, method="getFile", urgency=Urgency("person", 1))
    for _ in range(100):
        await telegram.ask("button", None, method="answerCallbackQuery")
    assert telegram.times("button") == [0] * 100


async def test_a_429_to_a_buttons_answer_pauses_the_bot_but_is_not_waited_for() -> None:
    telegram = Telegram()
    telegram.troubles = [RetryAfter(9)]
    task = await telegram.ask("button", None, method="answerCallbackQuery")
    with pytest.raises(RetryAfter):
        await ended(task)
    await telegram.ask("message", 1)
    await telegram.alarms.advance(20)
    assert telegram.log == [("button", 0), ("message", 9)]


@pytest.mark.parametrize("method", ["setMyName", "setWebhook", "close", "getMe"])
async def test_the_bots_own_affairs_hold_nobodys_messages(method: str) -> None:
    telegram = Telegram()
    telegram.troubles = [RetryAfter(5)]
    task = await telegram.ask("own", None, method=method)
    with pytest.raises(RetryAfter):
        await ended(task)
    await telegram.ask("message", 1)
    await telegram.alarms.advance(1)
    assert telegram.times("own") == [0]
    assert len(telegram.times("message")) == 1


async def test_without_limits_nothing_waits_but_for_a_429() -> None:
    telegram = Telegram(RateLimits())
    telegram.troubles = [RetryAfter(3)]
    for _ in range(50):
        await telegram.ask("a", -1)
    await telegram.alarms.advance(2.9)
    assert telegram.times("a") == [0]
    await telegram.alarms.advance(1)
    assert telegram.times("a") == [0] + [3] * 50


async def test_who_waits_when_the_bot_shuts_down_is_sent_away() -> None:
    telegram = Telegram()
    await telegram.ask("a", 1)
    waiting = await telegram.ask("b", 1)
    await telegram.control.shutdown()
    with pytest.raises(WouldWait):
        await ended(waiting)


# --- reading a request ---


@pytest.mark.parametrize(
    ("chat_id", "chat", "group"),
    [
        (5, 5, False),
        ("5", 5, False),
        (-1001234, -1001234, True),
        ("-1001234", -1001234, True),
        ("@Papers", "@papers", True),
        (None, None, False),
    ],
)
def test_a_chat_is_known_by_its_number_or_name(chat_id: object, chat: object, group: bool) -> None:
    assert chat_of(chat_id) == chat
    assert is_group(chat_of(chat_id)) is group


@pytest.mark.parametrize(
    ("method", "message"),
    [
        ("sendmessage", True),
        ("sendrichmessage", True),
        ("copymessage", True),
        ("forwardmessage", True),
        ("sendchataction", False),
        ("editmessagetext", True),
        ("editmessagereplymarkup", True),
        ("deletemessage", False),
        ("getchatmember", False),
    ],
)
def test_messages_are_told_from_the_rest(method: str, message: bool) -> None:
    assert request_for(method, -5, PERSON).message is message


def test_closing_a_forum_topic_is_no_affair_of_the_bots_own() -> None:
    assert not is_own_affair("closeforumtopic")
    assert is_own_affair("close")


def test_a_429_is_read_in_the_librarys_older_form_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA")
    with pytest.warns(PTBDeprecationWarning):
        assert seconds_of(RetryAfter(12)) == 12


# --- the library itself, over a socket ---


class FloodedServer:
    """Tells the first ``floods`` messages to come again, and takes the others."""

    def __init__(self, floods: int, retry_after: int) -> None:
        self.floods, self.retry_after = floods, retry_after
        self.calls: list[tuple[str, dict[str, Any]]] = []

    async def handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        data = dict(await request.post())
        self.calls.append((method, data))
        if method == "getMe":
            me = {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}
            return web.json_response({"ok": True, "result": me})
        if method != "sendMessage":
            return web.json_response({"ok": True, "result": True})
        if len(self.sent) <= self.floods:
            return web.json_response(
                {
                    "ok": False,
                    "error_code": 429,
                    "description": f"Too Many Requests: retry after {self.retry_after}",
                    "parameters": {"retry_after": self.retry_after},
                },
                status=429,
            )
        chat = {"id": int(str(data["chat_id"])), "type": "private", "first_name": "A"}
        message = {"message_id": 1, "date": 1, "chat": chat, "text": data["text"]}
        return web.json_response({"ok": True, "result": message})

    @property
    def sent(self) -> list[dict[str, Any]]:
        return [data for method, data in self.calls if method == "sendMessage"]


@pytest.fixture
def server() -> FloodedServer:
    return FloodedServer(floods=1, retry_after=7)


@pytest.fixture
async def address(server: FloodedServer) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", server.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield f"http://127.0.0.1:{port}/bot"
    await runner.cleanup()


@pytest.fixture
def alarms() -> PlayedAlarms:
    return PlayedAlarms()


@pytest.fixture
async def bot(address: str, alarms: PlayedAlarms) -> AsyncIterator[ExtBot[Urgency]]:
    control = FloodControl(Pacer(TELEGRAM, clock=alarms.clock, ring=alarms.ring))
    async with ExtBot("1:t", base_url=address, rate_limiter=control) as bot:
        yield bot


async def test_the_librarys_bot_keeps_the_pause_of_a_429(
    bot: ExtBot[Urgency], server: FloodedServer, alarms: PlayedAlarms
) -> None:
    sending = asyncio.create_task(bot.send_message(5, "hello", rate_limit_args=PERSON))
    async with asyncio.timeout(30):
        await alarms.armed.wait()
    await alarms.advance(6.9)
    assert len(server.sent) == 1
    await alarms.advance(0.2)
    message = await sending
    assert (message.text, len(server.sent)) == ("hello", 2)
    assert server.sent[1] == {"chat_id": "5", "text": "hello"}


async def test_the_librarys_bot_gives_up_what_would_wait_too_long(
    bot: ExtBot[Urgency], server: FloodedServer, alarms: PlayedAlarms
) -> None:
    hasty = Urgency("fan-out", 2)
    with pytest.raises(RetryAfter):
        await bot.send_message(5, "hello", rate_limit_args=hasty)
    with pytest.raises(WouldWait):
        await bot.send_message(5, "hello", rate_limit_args=hasty)
    assert len(server.sent) == 1
    # a button's answer and another chat are none the worse for it
    assert await bot.answer_callback_query("1")
    await alarms.advance(1)
    assert (await bot.send_message(6, "hello", rate_limit_args=hasty)).chat.id == 6
