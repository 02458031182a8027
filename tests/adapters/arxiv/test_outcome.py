"""HTTP outcomes to errors, and redirects."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from aiohttp import web

from adapters.arxiv_site.answers import user_agent
from adapters.arxiv_site.gate import ArxivGate
from adapters.arxiv_site.http import ArxivHttp
from adapters.arxiv_site.outcome import judge, retry_after
from adapters.arxiv_site.patience import RequestLimits
from bot.errors import SourceRefused, SourceUnreachable, SourceUnreadable

NOW = datetime(2026, 2, 6, 12, 0, tzinfo=UTC)


def _judge(status: int, body: bytes = b"", wait: str | None = None) -> None:
    headers = httpx.Headers({"Retry-After": wait} if wait else {})
    judge(status, headers, body, what="a test", now=NOW)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_busy_or_broken_server_may_be_asked_again(status: int) -> None:
    with pytest.raises(SourceUnreachable, match=f"HTTP {status}") as caught:
        _judge(status, wait="7")
    assert caught.value.retry_after == 7


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_a_refusal_is_a_refusal(status: int) -> None:
    with pytest.raises(SourceRefused, match=f"HTTP {status}"):
        _judge(status, b"<html><title>No</title></html>")


def test_an_oai_answer_without_records_is_usable_under_any_status() -> None:
    _judge(404, b'<OAI-PMH><error code="noRecordsMatch">Empty.</error></OAI-PMH>')


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Fri, 06 Feb 2026 12:01:30 GMT", 90),
        ("Fri, 06 Feb 2026 11:00:00 GMT", 0),
        ("999999999999999999999", 3_600),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        ("ops@example.org", "Paperbrief/1.2 (+mailto:ops@example.org)"),
        ("https://example.org/bot", "Paperbrief/1.2 (+https://example.org/bot)"),
        ("x@example.org\r\nEvil: 1)", "Paperbrief/1.2 (+x@example.org Evil: 1)"),
        (None, "Paperbrief/1.2"),
    ],
)
def test_the_user_agent_names_version_and_contact(contact: str | None, agent: str) -> None:
    assert user_agent("1.2", contact) == agent


@pytest.fixture
async def redirects() -> AsyncIterator[str]:
    async def handle(request: web.Request) -> web.Response:
        target = {"/near": "/end", "/far": "http://example.org/", "/round": "/round"}
        if request.path in target:
            return web.Response(status=301, headers={"Location": target[request.path]})
        return web.Response(text="here")

    app = web.Application()
    app.router.add_get("/{path}", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}"
    await runner.cleanup()


async def test_redirects_are_followed_within_the_host_only(redirects: str) -> None:
    async with httpx.AsyncClient() as client:
        http = ArxivHttp(client, ArxivGate(0.0), user_agent="t", limits=RequestLimits(attempts=1))
        assert await http.get(f"{redirects}/near", "a test") == b"here"
        with pytest.raises(SourceUnreadable, match=r"redirects to example\.org"):
            await http.get(f"{redirects}/far", "a test")
        with pytest.raises(SourceUnreadable, match="circles"):
            await http.get(f"{redirects}/round", "a test")
