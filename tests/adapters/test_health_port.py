"""The local port of a running service: what it tells, and to whom it costs nothing."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from adapters.health_port.exposition import PrometheusMeter
from adapters.health_port.heartbeat_file import notify
from adapters.health_port.server import Cached, listening
from bot.errors import SettingsError
from bot.measures import MEASURES
from bot.ports.measuring import Unmeasured
from bot.settings import load_settings
from bot.wiring.service import runtime
from scheduler.operating.measured import MeasuredAlarm
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.serving import service_settings
from tests.values import channel

WED = date(2026, 2, 11)
NOW = datetime(2026, 2, 11, 12, tzinfo=UTC)
SECRET = "123456789-AAExampleExampleExampleExampleExample"
ADDRESS = "terminal:a-private-name"


@pytest.fixture
def arxiv() -> Iterator[ArxivServer]:
    with serve_in_thread({"cs.CL": [listed(n) for n in range(1, 6)]}, day=WED) as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path, arxiv: ArxivServer, monkeypatch: pytest.MonkeyPatch) -> None:
    told = service_settings(tmp_path, arxiv) | {
        "PAPERBRIEF_HEALTH_LISTEN": "127.0.0.1:0",
        "PAPERBRIEF_TELEGRAM_SECRET": SECRET,
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)


Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


async def scraped(port: int) -> tuple[str, Samples]:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{port}/metrics")
    assert answer.status_code == 200
    found = {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    return answer.text, found


def at(samples: Samples, name: str, **labels: str) -> float | None:
    return samples.get((f"paperbrief_{name}", frozenset(labels.items())))


@pytest.mark.usefixtures("settings")
async def test_a_day_of_the_service_stands_in_its_metrics() -> None:
    async with runtime(load_settings(), lambda: NOW) as made, made.port() as port:
        assert port
        await made.channels.keep(channel(address=ADDRESS, subscribed=True, categories=("cs.CL",)))
        await made.watch.pass_(NOW, ["cs.CL"])
        assert await made.publisher.publish_due(NOW) == 1
        await made.delivery_worker.deliver_due()
        text, found = await scraped(port)
    assert at(found, "parts_total", platform="terminal", outcome="delivered") == 1
    assert at(found, "deliveries_ended", platform="terminal", state="delivered") == 1
    assert at(found, "deliveries_waiting", platform="terminal") is None
    assert at(found, "arxiv_state", category="cs.CL", state="fresh") == 1
    midnight = datetime(2026, 2, 11, tzinfo=UTC).timestamp()
    assert at(found, "arxiv_newest_announcement_seconds", category="cs.CL") == midnight
    assert (at(found, "arxiv_answers_total", asked="listings", status="200") or 0) >= 1
    assert (at(found, "arxiv_answers_total", asked="look-ups", status="200") or 0) >= 1
    assert (at(found, "store_seconds_count", lane="write") or 0) >= 1
    assert at(found, "worker_hangs", worker="watch") == 0
    assert "_created" not in text
    assert SECRET not in text
    assert "a-private-name" not in text


@pytest.mark.usefixtures("settings")
async def test_what_waits_is_counted_with_its_age() -> None:
    moment = NOW
    async with runtime(load_settings(), lambda: moment) as made, made.port() as port:
        assert port
        await made.channels.keep(channel(address=ADDRESS, subscribed=True, categories=("cs.CL",)))
        await made.watch.pass_(NOW, ["cs.CL"])
        await made.publisher.publish_due(NOW)
        moment = datetime(2026, 2, 11, 13, tzinfo=UTC)
        _, found = await scraped(port)
    assert at(found, "deliveries_waiting", platform="terminal") == 1
    assert at(found, "deliveries_due", platform="terminal") == 1
    assert at(found, "deliveries_oldest_waiting_seconds", platform="terminal") == 3600


async def test_health_is_503_with_the_name_of_who_hangs() -> None:
    hanging: dict[str, float] = {}
    troubles: list[str] = []

    async def text() -> bytes:
        return b""

    async with (
        listening("127.0.0.1:0", lambda: hanging, lambda: troubles, text) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        well = await client.get("/health")
        assert (well.status_code, well.json()) == (
            200,
            {"ok": True, "hanging": {}, "troubles": []},
        )
        troubles.append("store")
        told = await client.get("/health")
        assert (told.status_code, told.json()["troubles"]) == (200, ["store"])
        hanging["publish"] = 301.23
        ill = await client.get("/health")
        assert (ill.status_code, ill.json()) == (
            503,
            {"ok": False, "hanging": {"publish": 301.2}, "troubles": ["store"]},
        )
        assert (await client.get("/")).status_code == 404


async def test_a_port_that_another_has_is_a_sentence() -> None:
    async def text() -> bytes:
        return b""

    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(SettingsError, match=f"nobody can listen at {place}"):
            async with listening(place, dict, list, text):
                pass


async def test_a_scrape_a_second_asks_the_store_once_in_a_while() -> None:
    asked, now = 0, 0.0

    async def text() -> bytes:
        nonlocal asked
        asked += 1
        return str(asked).encode()

    cached = Cached(text, 10.0, lambda: now)
    for second in range(30):
        now = float(second)
        await cached.text()
    assert asked == 3


def test_every_measure_is_made_and_documented() -> None:
    text = PrometheusMeter().text().decode()
    page = (Path(__file__).resolve().parents[2] / "docs/metrics.md").read_text("utf-8")
    for each in MEASURES:
        assert f"# HELP {each.name}" in text
        assert f"`{each.name}`" in page
        assert all(f"`{label}`" in page for label in each.label_names)


@pytest.mark.parametrize("abstract", [False, True])
async def test_systemd_is_told(tmp_path: Path, abstract: bool) -> None:
    name = f"paperbrief-{tmp_path.name}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind("\0" + name if abstract else name)
        notify("@" + name if abstract else name, "READY=1")
        told = await asyncio.to_thread(heard.recv, 100)
    assert told == b"READY=1"
    notify(str(tmp_path / "nobody"), "READY=1")
    notify(None, "READY=1")


class Seen(Unmeasured):
    def __init__(self) -> None:
        self.stood: list[tuple[object, ...]] = []

    def stands(self, name: str, value: float, *labels: str) -> None:
        self.stood.append((value, *labels))


class Silent:
    async def ring(self, kind: str, sentence: str) -> None:
        return None

    async def calm(self, kind: str, sentence: str) -> None:
        return None


async def test_what_nothing_calms_does_not_ring_on() -> None:
    seen = Seen()
    alarm = MeasuredAlarm(Silent(), seen)
    await alarm.ring("undelivered:7", "A brief was given up.")
    await alarm.ring("store:full", "No room.")
    await alarm.ring("store:missing", "Gone.")
    await alarm.calm("store:missing", "It is back.")
    assert seen.stood == [(1, "store:full"), (1, "store:missing"), (0, "store:missing")]
