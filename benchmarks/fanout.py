"""A fan-out: how near to a platform's pace it comes, and what a delivery costs.

    python -m benchmarks.fanout --channels N --platform telegram|discord [--no-pace]

N subscribed channels have one brief of ten papers waiting. The delivery worker delivers them
through the platform's sender, as the wiring builds them, to the test suite's server in a process
of its own, which keeps the platform's limits and refuses what passes them. The last line is JSON:
rate (requests a second, as the server saw them), allowed, ratio, too_many (429s), cpu_s and
peak_mib of this process.

With --no-pace neither side keeps limits, and the last line is per_s, deliveries in a CPU second of
this process, bare_per_s, the same messages sent by the bare library in the same run (its own HTTP
client, --at-once side by side, as many as the worker where all arrives; its objects made beforehand
and not counted), ratio, the same two by the clock (wall_per_s, bare_wall_per_s), cpu_s, peak_mib.
Connections and the first uses of everything count for neither. Which of the two goes first changes
from round to round; the counts are of all --rounds.
"""

import argparse
import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.wiring.loading import tell_libraries

# as the command line does
tell_libraries()

from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.library import Route
from adapters.discord_chat.places import Place, Places
from adapters.discord_chat.sending.letters import discord_form
from adapters.telegram_chat.sending.sender import telegram_form
from benchmarks.bare import BARE, Remote, SendAll, side_by_side
from benchmarks.invented_brief import DAY, brief
from bot.cli.service_commands import keep_prompt
from bot.settings import load_settings
from bot.translator import translator
from bot.values.channels import USUAL, Channel, Schedule
from bot.values.deliveries import Progress, Publication
from bot.values.editions import Edition
from bot.wiring.service import runtime
from scheduler.delivering.breadth import AT_ONCE, SOME
from scheduler.publishing.publications import EditionForm
from storage.channels.channels import SqlChannelRepository
from storage.deliveries.ledger import SqlLedger
from storage.file.database import DATABASE, Database
from storage.people.notes import SqlNotes
from tests.servers.discord.remote import discord_process
from tests.servers.telegram_server import telegram_process

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
# a second, of what the servers allow: requests on Discord, messages on Telegram
ALLOWED = {"telegram": 30, "discord": 50}
FORMS: dict[str, EditionForm] = {"telegram": telegram_form, "discord": discord_form}
# ids of people and channels, from here on
FIRST = 5_000_000_000
# sent to before anything counts
WARM = range(FIRST, FIRST + 3 * AT_ONCE)

Waiting = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds."""

    cpu: float
    wall: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.cpu + other.cpu, self.wall + other.wall)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the server saw: 429s, and messages with the moments of the first and the last."""

    messages: int
    first: float
    last: float
    too_many: int

    @property
    def rate(self) -> float:
        return (self.messages - 1) / (self.last - self.first) if self.messages > 1 else 0.0


@asynccontextmanager
async def server(platform: str, *, limits: bool, record: bool = False) -> AsyncIterator[Remote]:
    """The platform's server in a process of its own, in which every channel exists."""
    options = ["--open-world", *(() if record else ("--count-only",))]
    if platform == "telegram":
        options += ["--limits"] if limits else []
        async with telegram_process(*options) as telegram:
            yield telegram
    else:
        options += [] if limits else ["--overall", "0", "--bucket", "0"]
        async with discord_process(*options) as discord:
            yield discord


def environment(platform: str, remote: Remote, folder: Path, *, paced: bool) -> dict[str, str]:
    name = platform.upper()
    settings = {
        "PAPERBRIEF_DATA": str(folder),
        f"{name}_API_BASE": remote.base,
        f"{name}_BOT_TOKEN": remote.token,
    }
    if not paced:
        settings |= {
            "PAPERBRIEF_TELEGRAM_PER_SECOND": "0",
            "PAPERBRIEF_TELEGRAM_CHAT_PER_SECOND": "0",
            "PAPERBRIEF_TELEGRAM_GROUP_PER_MINUTE": "0",
            "PAPERBRIEF_DISCORD_PER_SECOND": "0",
        }
    return settings


def publication(address: str, edition: Edition, parts: tuple[str, ...]) -> Publication:
    return Publication(
        edition=replace(edition, channel=address),
        parts=parts,
        shown={},
        progress=Progress(channel=address, covered=DAY, slot=NOW),
        made_at=NOW,
    )


async def lay_down(folder: Path, platform: str, chats: Sequence[int], edition: Edition) -> None:
    """Subscribed channels that each wait for this brief."""
    parts = FORMS[platform](edition, translator("en"), USUAL)
    async with Database(folder / DATABASE) as database:
        channels, ledger = SqlChannelRepository(database), SqlLedger(database)
        for chat in chats:
            address = f"{platform}:{chat}"
            await channels.keep(subscriber(address))
            await ledger.publish(publication(address, edition, parts))
        if platform == "discord":
            await know_places(database, chats)


def subscriber(address: str) -> Channel:
    return Channel(
        address=address,
        language="en",
        top=10,
        categories=("cs.CL",),
        subscribed=True,
        schedule=Schedule(when="announced"),
    )


async def know_places(database: Database, chats: Sequence[int]) -> None:
    """Whoever subscribed a channel told of which kind it is: it is not asked again."""
    # one base in a process
    connection = DiscordConnection("", Route.BASE, 0)
    places = Places(connection, SqlNotes(database), lambda: NOW)
    for chat in chats:
        await places.learn(Place(chat, "text", guild=1))
    await connection.close()


async def delivered(warm: Waiting | None = None) -> Spent:
    """Everything that is due in the data folder, from the first look to the last settling; with
    ``warm``, once what waits has gone and other deliveries wait."""
    async with runtime(load_settings(), lambda: NOW) as opened:
        keep_prompt()
        if warm is not None:
            await opened.delivery_worker.deliver_due()
            await warm()
        started = spent()
        sent = await opened.delivery_worker.deliver_due()
        made = since(started)
    if set(sent.outcomes) != {"delivered"}:
        print(f"outcomes: {sent.outcomes}")
    return made


def spent() -> Spent:
    return Spent(time.process_time(), time.perf_counter())


def since(started: Spent) -> Spent:
    now = spent()
    return Spent(now.cpu - started.cpu, now.wall - started.wall)


async def counted(remote: Remote) -> Counts:
    told = await remote.call("counts")
    return Counts(
        told["messages"],
        told["first_sent"] or 0.0,
        told["last_sent"] or 0.0,
        told["too_many"] if "too_many" in told else told["refused"],
    )


async def paced(platform: str, count: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        async with server(platform, limits=True) as remote:
            os.environ.update(environment(platform, remote, Path(folder), paced=True))
            await lay_down(Path(folder), platform, range(FIRST, FIRST + count), await brief())
            took = await delivered()
            seen = await counted(remote)
    print(f"{seen.messages} messages in {took.wall:.1f} s")
    return {
        "rate": round(seen.rate, 2),
        "allowed": ALLOWED[platform],
        "ratio": round(seen.rate / ALLOWED[platform], 3),
        "too_many": seen.too_many,
        **costs(took),
    }


def costs(took: Spent) -> dict[str, float]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu_s": round(took.cpu, 3), "peak_mib": round(peak, 1)}


async def unpaced(platform: str, count: int, rounds: int, at_once: int) -> dict[str, object]:
    edition = await brief()
    parts = FORMS[platform](edition, translator("en"), USUAL)
    ours = bare = Spent(0.0, 0.0)
    for number in range(rounds):
        async with (
            server(platform, limits=False) as remote,
            BARE[platform](remote, parts[0]) as send_one,
        ):
            send = side_by_side(send_one, at_once)
            await send(WARM)
            chats = range(WARM.stop, WARM.stop + count)
            if number % 2:
                bare += await timed(send, chats)
            ours += await _ours(platform, remote, chats, edition)
            if not number % 2:
                bare += await timed(send, chats)
    total = count * rounds
    return {
        "per_s": round(total / ours.cpu, 1),
        "bare_per_s": round(total / bare.cpu, 1),
        "ratio": round(bare.cpu / ours.cpu, 3),
        "wall_per_s": round(total / ours.wall, 1),
        "bare_wall_per_s": round(total / bare.wall, 1),
        **costs(ours),
    }


async def _ours(platform: str, remote: Remote, chats: Sequence[int], edition: Edition) -> Spent:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment(platform, remote, Path(folder), paced=False))
        await lay_down(Path(folder), platform, WARM, edition)
        return await delivered(lambda: lay_down(Path(folder), platform, chats, edition))


async def timed(send: SendAll, chats: Sequence[int]) -> Spent:
    started = spent()
    await send(chats)
    return since(started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--channels", type=int, default=300)
    parser.add_argument("--platform", choices=sorted(ALLOWED), required=True)
    parser.add_argument("--no-pace", action="store_true")
    parser.add_argument("--rounds", type=int, default=2, help="of --no-pace")
    parser.add_argument("--at-once", type=int, default=SOME, help="of the bare library")
    options = parser.parse_args()
    made = (
        unpaced(options.platform, options.channels, options.rounds, options.at_once)
        if options.no_pace
        else paced(options.platform, options.channels)
    )
    print(json.dumps(asyncio.run(made)))


if __name__ == "__main__":
    main()
