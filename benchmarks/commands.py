"""How long people on a chat platform wait for the bot, while it sends briefs and while not.

    python -m benchmarks.commands --platform telegram|discord --people 200 [--pause S] [--no-pace]

The whole service runs here, against the test suite's server in a process of its own, with a day
of papers stored. The people are a process too, and sit in private chats of their own. Each sends
/paper (by number or by id, by chance) and /topics, at any moments of two pauses, whether or not
they were answered: people/pause lines come a second, as by chance. A wait is counted from the
update's arrival to the moment at which the answer is handed to the library's connection: the
platform's own pace is part of it, but for --no-pace, and told apart (held_p99_ms; what is left of
each wait without it is printed). Before that everybody has asked for /topics and for
one of the forty papers that are asked for, whose full texts are stored: what is measured, cards
and deep analyses, is made from memory. Then the same once more while a fan-out to other channels
is running.

The last line is JSON: per_s (answers a second), p50_ms, p99_ms and held_p99_ms of all answers;
of /paper alone card_p99_ms, and analysis_p99_ms for what follows it, which on Telegram waits a
second for the chat's pace; and the same with _fanout at their ends.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


from adapters.chat.pacing.pacer import Pacer, SendRequest
from adapters.discord_chat.connecting.library import AsyncWebhookAdapter, discord
from adapters.telegram_chat.connecting.http_request import AiohttpRequest
from benchmarks.bare import Remote
from benchmarks.command_kinds import newest
from benchmarks.crowd import Line, speak
from benchmarks.fanout import (
    ALLOWED,
    DAY,
    FIRST,
    FORMS,
    NOW,
    brief,
    environment,
    know_places,
    publication,
    server,
    subscriber,
)
from benchmarks.invented import CATEGORIES
from bot.cli.service_commands import keep_prompt
from bot.settings import load_settings
from bot.translator import translator
from bot.values.channels import USUAL, Channel
from bot.values.editions import Edition
from bot.values.full_texts import Piece
from bot.values.listings import Listing
from bot.values.topics import Topic
from bot.wiring.reading import stored_texts
from bot.wiring.service import Runtime, runtime
from storage.channels.channels import SqlChannelRepository
from storage.channels.editions import SqlEditionRepository
from storage.file.database import DATABASE, Database
from storage.papers.announcements import SqlAnnouncementRepository
from tests.full_text_samples import full_text

PAPERS = 300
# papers that are asked for
READ = 40
_PIECES = 150
# what an analysis says and a card does not
ANALYSIS = "from the HTML of"
# seconds until an answer counts as lost
LOST = 60.0
READY = 30.0
# seconds between two of one person: Telegram takes one message a second in a chat
_APART = 1.2
# what Discord is told where an answer comes later
_DEFERRED = (5, 6)
# people a second who ask for the first time
_SITTING = 20
# seconds between two looks
_LOOK = 0.1


# seconds for which the request of this task was held by the pace
_HELD: ContextVar[float] = ContextVar("held", default=0.0)


@dataclass(slots=True)
class Waits:
    """Seconds from an update to its answer, by command; who waits is known by the chat."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    own: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: dict[str, deque[str]] = field(default_factory=dict)
    _reading: dict[str, deque[float]] = field(default_factory=dict)
    _came: dict[str, deque[float]] = field(default_factory=dict)

    def expect(self, asked: Mapping[str, Sequence[str]]) -> None:
        """These commands of each of these chats, in order."""
        self.seconds.clear()
        self.own.clear()
        self.held.clear()
        self.answered.clear()
        self._asked = {key: deque(commands) for key, commands in asked.items()}
        self._came = {key: deque() for key in asked}
        self._reading = {key: deque() for key in asked}

    def came(self, key: str) -> None:
        if key in self._came:
            self._came[key].append(time.perf_counter())

    def sent(self, key: str, text: str) -> None:
        """Only the first message of an answer counts, the analysis behind a card, and only what
        was asked for here."""
        if ANALYSIS in text:
            if self._reading.get(key):
                self._count("analysis", self._reading[key].popleft())
        elif self._came.get(key):
            came, command = self._came[key].popleft(), self._asked[key].popleft()
            if command == "paper":
                self._reading[key].append(came)
            self._count(command, came)
            self.own.append(self.seconds[command][-1] - _HELD.get())
        if not any(self._asked.values()) and not any(self._reading.values()):
            self.answered.set()

    def _count(self, what: str, came: float) -> None:
        self.seconds.setdefault(what, []).append(time.perf_counter() - came)


@dataclass(frozen=True, slots=True)
class Person:
    """``place`` is their private chat with the bot."""

    id: int
    place: int


@contextmanager
def _at_telegram(waits: Waits) -> Iterator[None]:
    """Between the library and its HTTP client: updates come, messages go."""
    original = AiohttpRequest.do_request

    async def do_request(self: AiohttpRequest, url: str, **named: Any) -> tuple[int, bytes]:
        method = url.rpartition("/")[2]
        if method in ("sendMessage", "editMessageText"):
            given = named["request_data"].parameters
            waits.sent(str(given["chat_id"]), str(given["text"]))
        said = await original(self, url, **named)
        if method == "getUpdates":
            for update in json.loads(said[1]).get("result", ()):
                waits.came(str(update["message"]["chat"]["id"]))
        return said

    AiohttpRequest.do_request = do_request  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        AiohttpRequest.do_request = original  # type: ignore[method-assign]


@contextmanager
def _at_discord(waits: Waits) -> Iterator[None]:
    """Where the library hands events out, and where it takes answers to interactions."""
    dispatch, request = discord.Client.dispatch, AsyncWebhookAdapter.request
    numbers: dict[str, str] = {}

    def dispatched(self: discord.Client, event: str, /, *given: Any, **named: Any) -> None:
        if event == "given_interaction":
            # one at a time asks in a private chat
            numbers[given[0]["token"]] = str(given[0]["channel_id"])
            waits.came(numbers[given[0]["token"]])
        dispatch(self, event, *given, **named)

    def requested(self: AsyncWebhookAdapter, route: Any, *given: Any, **named: Any) -> Any:
        payload = named.get("payload") or {}
        if payload.get("type") not in _DEFERRED:
            waits.sent(numbers.get(route.webhook_token, ""), json.dumps(payload))
        return request(self, route, *given, **named)

    discord.Client.dispatch = dispatched  # type: ignore[method-assign]
    AsyncWebhookAdapter.request = requested  # type: ignore[method-assign]
    try:
        yield
    finally:
        discord.Client.dispatch = dispatch  # type: ignore[method-assign]
        AsyncWebhookAdapter.request = request  # type: ignore[method-assign]


@contextmanager
def _at_pace(waits: Waits) -> Iterator[None]:
    """Where people's requests wait for the platform's pace."""
    original = Pacer.turn

    async def turn(self: Pacer, request: SendRequest, *given: Any, **named: Any) -> int:
        began = time.perf_counter()
        ticket = await original(self, request, *given, **named)
        if request.lane == "person":
            waits.held.append(time.perf_counter() - began)
            _HELD.set(waits.held[-1])
        return ticket

    Pacer.turn = turn  # type: ignore[method-assign]
    try:
        yield
    finally:
        Pacer.turn = original  # type: ignore[method-assign]


LISTENING = {"telegram": _at_telegram, "discord": _at_discord}


async def gather(platform: str, remote: Remote, count: int) -> Sequence[Person]:
    """People who have begun a private chat with the bot."""
    if platform == "telegram":
        for number in range(1, count + 1):
            await remote.call("person", id=number, started=True)
        return [Person(number, number) for number in range(1, count + 1)]
    guild = (await remote.call("guild", name="Lab"))["id"]
    made = []
    for number in range(count):
        person = (await remote.call("person", name=f"reader {number}", guild=guild))["id"]
        made.append(Person(person, (await remote.call("dm", person=person))["id"]))
    return made


async def lay_down(
    folder: Path,
    platform: str,
    people: Sequence[Person],
    others: Sequence[int],
    listings: Sequence[Listing],
) -> Edition:
    """A day of papers, what each person was shown of it, and other channels that wait."""
    whole = await brief()
    async with Database(folder / DATABASE) as database:
        await SqlAnnouncementRepository(database).keep(listings)
        channels, editions = SqlChannelRepository(database), SqlEditionRepository(database)
        for person in people:
            address = f"{platform}:{person.place}"
            title = listings[0].items[person.id % len(listings[0].items)].paper.title
            words = " ".join(title.split()[:4])
            topics = (Topic(name=words, description=words),)
            own = replace(_quiet(address), topics=topics, categories=CATEGORIES[:3])
            await channels.keep(own)
            await editions.keep(replace(whole, channel=address))
        for chat in others:
            await channels.keep(_quiet(f"{platform}:{chat}"))
        if platform == "discord":
            await know_places(database, others)
    return whole


async def read_papers(folder: Path, whole: Edition, listings: Sequence[Listing]) -> Sequence[str]:
    """Store full texts of the brief's papers and of some others; their ids."""
    shown = [one.paper for one in whole.papers]
    others = [item.paper for one in listings for item in one.items if item.paper not in shown]
    papers = [*shown, *others][:READ]
    short = full_text(made_from="html", figures=(), pages=0)
    # as long as a paper is
    text = replace(short, pieces=(*short.pieces, *(_more(number) for number in range(_PIECES))))
    async with Database(folder / DATABASE) as database:
        texts = stored_texts(load_settings(), database)
        for paper in papers:
            await texts.keep(replace(text, paper_id=paper.id, version=paper.version), NOW)
    return [paper.id for paper in papers]


def _more(number: int) -> Piece:
    body = f"In run {number} the kiln was fired for {number + 3} hours, and all of its pots held. "
    return Piece("paragraph", 4 * body, 5)


def _quiet(address: str) -> Channel:
    """Nobody subscribes: watch and publisher, which fetch and assemble, rest."""
    return replace(subscriber(address), subscribed=False)


@asynccontextmanager
async def running(remote: Remote, platform: str) -> AsyncIterator[Runtime]:
    """The service, connected."""
    stop = asyncio.Event()
    async with runtime(load_settings(), lambda: NOW) as opened:
        keep_prompt()
        service = asyncio.create_task(opened.service.run(stop))
        try:
            await asyncio.wait_for(_connected(remote, platform), READY)
            yield opened
        finally:
            stop.set()
            await service


async def _connected(remote: Remote, platform: str) -> None:
    while True:
        if platform == "telegram":
            told = await remote.call("counts")
            if told["methods"].get("getUpdates") or told["methods"].get("getupdates"):
                return
        elif any(each["live"] for each in await remote.call("sessions")):
            return
        await asyncio.sleep(_LOOK)


@dataclass(frozen=True, slots=True)
class Said:
    """A line that a person says so many seconds from the start."""

    at: float
    person: Person
    name: str
    option: str = ""


def first_lines(people: Sequence[Person], ids: Sequence[str], chance: Random) -> list[Said]:
    """Everybody's /topics once, which scores their topic against the day, and a paper, whose
    analysis is made."""
    spread = len(people) / _SITTING
    topics = [Said(chance.uniform(0, spread), person, "topics") for person in people]
    papers = [
        Said(each.at + _APART, each.person, "paper", ids[at % len(ids)])
        for at, each in enumerate(topics)
    ]
    return [*topics, *papers]


def lines_of(
    people: Sequence[Person], pause: float, ids: Sequence[str], chance: Random
) -> list[Said]:
    """Two of each, at any moments of two pauses."""
    made: list[Said] = []
    for person in people:
        wanted = str(chance.randint(1, 10)) if chance.random() < 0.5 else chance.choice(ids)
        first, second = sorted(chance.uniform(0, 2 * pause) for _ in range(2))
        made.append(Said(first, person, "paper", wanted))
        made.append(Said(max(second, first + _APART), person, "topics"))
    return made


def line(platform: str, said: Said) -> Line:
    if platform == "telegram":
        text = f"/{said.name} {said.option}".strip()
        return said.at, "says", {"person": said.person.id, "chat": said.person.place, "text": text}
    options = {"paper": said.option} if said.option else {}
    given = {"person": said.person.id, "channel": said.person.place, "name": said.name}
    return said.at, "command", given | {"options": options}


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people, in a process of their own."""

    platform: str
    remote: Remote
    waits: Waits

    async def say(self, lines: Sequence[Said]) -> None:
        """Until all are answered."""
        asked: dict[str, list[str]] = {}
        for each in sorted(lines, key=lambda each: each.at):
            asked.setdefault(str(each.person.place), []).append(each.name)
        self.waits.expect(asked)
        control = self.remote.base.removesuffix("/api/v10") + "/control"
        await speak(control, [line(self.platform, each) for each in lines])
        await asyncio.wait_for(self.waits.answered.wait(), LOST)


async def measured(waits: Waits, round_: Coroutine[Any, Any, None]) -> dict[str, float]:
    """per_s, p50_ms and p99_ms of one round of everybody's lines."""
    started = time.perf_counter()
    await round_
    took = time.perf_counter() - started
    for command, found in sorted(waits.seconds.items()):
        print(f"/{command:8} p50 {_p50(found):6.1f} ms   p99 {_p99(found):6.1f} ms", flush=True)
    print(f"without what the pace held of each: p99 {_p99(waits.own):.1f} ms", flush=True)
    answers = (found for what, found in waits.seconds.items() if what != "analysis")
    every = [each for found in answers for each in found]
    return {
        "per_s": round(len(every) / took, 1),
        "p50_ms": _p50(every),
        "p99_ms": _p99(every),
        "held_p99_ms": _p99(waits.held) if len(waits.held) > 1 else 0.0,
        "card_p99_ms": _p99(waits.seconds["paper"]),
        "analysis_p99_ms": _p99(waits.seconds["analysis"]),
    }


def _p50(found: Sequence[float]) -> float:
    return round(median(found) * 1000, 1)


def _p99(found: Sequence[float]) -> float:
    return round(quantiles(found, n=100, method="inclusive")[98] * 1000, 1)


async def fan_out(opened: Runtime, platform: str, others: Sequence[int], whole: Edition) -> None:
    """Have deliveries wait; the service's next tick begins with them."""
    parts = FORMS[platform](whole, translator("en"), USUAL)
    for chat in others:
        await opened.ledger.publish(publication(f"{platform}:{chat}", whole, parts))


async def sending(opened: Runtime, before: int) -> None:
    """Until the fan-out has begun."""
    while True:
        if sum((await opened.outbox.waiting()).values()) <= before - 10:
            return
        await asyncio.sleep(_LOOK)


async def run(platform: str, count: int, pause: float, *, paced: bool) -> dict[str, object]:
    # the same day and the same people at every run
    chance = Random(1991)  # noqa: S311
    listings = newest(DAY, PAPERS, chance)
    waits = Waits()
    with tempfile.TemporaryDirectory() as folder:
        async with server(platform, limits=paced, record=True) as remote:
            os.environ.update(environment(platform, remote, Path(folder), paced=paced))
            os.environ["PAPERBRIEF_TICK"] = "0.5"
            people = await gather(platform, remote, count)
            # longer than everybody's two lines take, and some more
            others = range(FIRST, FIRST + int(ALLOWED[platform] * (4 * pause + 30)))
            whole = await lay_down(Path(folder), platform, people, others, listings)
            ids = await read_papers(Path(folder), whole, listings)
            with LISTENING[platform](waits), _at_pace(waits):
                async with running(remote, platform) as opened:
                    crowd = Crowd(platform, remote, waits)
                    print("first of all", flush=True)
                    await measured(waits, crowd.say(first_lines(people, ids, chance)))
                    print("without a fan-out", flush=True)
                    alone = await measured(waits, crowd.say(lines_of(people, pause, ids, chance)))
                    await fan_out(opened, platform, others, whole)
                    await sending(opened, len(others))
                    print("with a fan-out", flush=True)
                    both = await measured(waits, crowd.say(lines_of(people, pause, ids, chance)))
                    left = sum((await opened.outbox.waiting()).values())
    print(f"{len(others) - left} of {len(others)} deliveries were sent meanwhile")
    return {**alone, **{f"{name}_fanout": figure for name, figure in both.items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--platform", choices=sorted(ALLOWED), required=True)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--pause", type=float, default=20.0)
    parser.add_argument("--no-pace", action="store_true")
    options = parser.parse_args()
    found = run(options.platform, options.people, options.pause, paced=not options.no_pace)
    print(json.dumps(asyncio.run(found)))


if __name__ == "__main__":
    main()
