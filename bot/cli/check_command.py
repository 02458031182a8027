"""``check``: a line for everything that must be right, with what to do where it is not."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import click
from pydantic import SecretStr

from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.permissions import invite_link
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.profile import doubts_about, profile_of
from bot.cli.exits import Exit, told_errors
from bot.cli.started import started
from bot.errors import PaperbriefError
from bot.settings import Settings
from bot.wiring import DATABASE
from bot.wiring_arxiv import arxiv
from bot.wiring_platforms import telegram_limits
from scheduler.calendar import LISTED_UNTIL, holiday_list, new_york, newest_date
from scheduler.clocks import machine
from storage.file.database import Database

_ENOUGH_DISK = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """``state`` fails the check only where it is FAIL."""

    state: Literal["ok", "warn", "FAIL", "skip"]
    what: str
    said: str


@click.command()
@click.option("--offline", is_flag=True, help="Ask nothing outside.")
def check(offline: bool) -> None:
    """Settings, outside systems, clock, calendar, data folder, database: a line each."""
    with told_errors():
        settings = started()
        findings = asyncio.run(_all(settings, offline))
        if any(finding.state == "FAIL" for finding in findings):
            sys.exit(Exit.DEFECT)


async def _all(settings: Settings, offline: bool) -> list[Finding]:
    findings = []
    async for finding in _findings(settings, offline):
        findings.append(finding)
        click.echo(f"{finding.state:<5} {finding.what:<14} {finding.said}")
    return findings


async def _findings(settings: Settings, offline: bool) -> AsyncIterator[Finding]:
    yield Finding("ok", "settings", "all are valid (docs/settings.md)")
    if not settings.contact:
        yield Finding("warn", "contact", "set PAPERBRIEF_CONTACT, so that arXiv can reach you")
    for finding in _clock(machine()):
        yield finding
    yield _folder(settings)
    yield await _database(settings)
    if offline:
        yield Finding("skip", "arXiv", "not asked (--offline)")
    else:
        async for finding in _arxiv(settings):
            yield finding
    yield await telegram_finding(settings, offline)
    model = "set" if settings.openai_api_key else "not set"
    yield Finding("skip", "model", f"{model}, not used by this version")
    yield await discord_finding(settings, offline)


def _not_asked(platform: str, setting: str, token: SecretStr | None) -> Finding:
    said = f"not set ({setting})" if token is None else "set, not asked (--offline)"
    return Finding("skip", platform, said)


async def telegram_finding(settings: Settings, offline: bool) -> Finding:
    """Whether the bot is let in, hears what it should, and gets updates the way that is set."""
    token = settings.telegram_bot_token
    if token is None or offline:
        return _not_asked("Telegram", "TELEGRAM_BOT_TOKEN", token)
    connection = TelegramConnection(
        token.get_secret_value(), settings.telegram_api_base, telegram_limits(settings)
    )
    try:
        profile = await profile_of(connection)
    except PaperbriefError as error:
        return Finding("FAIL", "Telegram", f"{settings.telegram_api_base}: {error}")
    finally:
        await connection.close()
    doubts = doubts_about(profile, settings.telegram_webhook)
    return Finding(
        "warn" if doubts else "ok",
        "Telegram",
        "; ".join(doubts)
        or f"@{profile.username} is let in, and hears in groups only what is "
        f"meant for it; add it to a group: https://t.me/{profile.username}?startgroup=subscribe",
    )


async def discord_finding(settings: Settings, offline: bool) -> Finding:
    """Whether the bot is let in, and the address at which servers add it."""
    token = settings.discord_bot_token
    if token is None or offline:
        return _not_asked("Discord", "DISCORD_BOT_TOKEN", token)
    connection = DiscordConnection(
        token.get_secret_value(), settings.discord_api_base, settings.discord_per_second
    )
    try:
        application = await connection.application()
    except PaperbriefError as error:
        return Finding("FAIL", "Discord", str(error))
    finally:
        await connection.close()
    if application.get("interactions_endpoint_url"):
        return Finding(
            "FAIL", "Discord", "the Interactions Endpoint URL takes all commands; empty that field "
            "in the Developer Portal (General Information)",
        )  # fmt: skip
    return Finding(
        "ok", "Discord", f"{application.get('name')} is let in and needs no privileged intent; "
        f"add it to a server: {invite_link(int(application['id']))}",
    )  # fmt: skip


def _clock(now: datetime) -> Iterator[Finding]:
    here = new_york(now)
    yield Finding(
        "ok", "clock", f"{now:%Y-%m-%d %H:%M} UTC is {here:%a %H:%M} in New York; newest "
        f"announcement {newest_date(now).isoformat()}",
    )  # fmt: skip
    yield _calendar(here.date())


def _calendar(today: date) -> Finding:
    until = LISTED_UNTIL.isoformat()
    match holiday_list(today):
        case "current":
            return Finding("ok", "calendar", f"arXiv's holidays are listed until {until}")
        case "ends_soon":
            said = f"arXiv's holidays are listed until {until} only; update Paperbrief by then"
            return Finding("warn", "calendar", said)
        case "ended":
            said = (
                f"the list of holidays ended on {until}: empty days are told as probable "
                "holidays at noon in New York; update Paperbrief"
            )
            return Finding("warn", "calendar", said)


def _folder(settings: Settings) -> Finding:
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = settings.data / ".probe"
        probe.write_bytes(b"x")
        probe.unlink()
        free = shutil.disk_usage(settings.data).free
    except OSError as error:
        why = error.strerror or "no access"
        return Finding(
            "FAIL", "data folder", f"{settings.data} cannot be written ({why}); give the bot's "
            "account the right, or set PAPERBRIEF_DATA",
        )  # fmt: skip
    if free < _ENOUGH_DISK:
        return Finding("warn", "data folder", f"{settings.data} has {free >> 20} MiB free")
    return Finding("ok", "data folder", f"{settings.data}, {free >> 20} MiB free")


async def _database(settings: Settings) -> Finding:
    path = settings.data / DATABASE
    if not path.exists():
        return Finding("ok", "database", "none yet; it is made when it is first used")
    try:
        async with Database(path) as database:
            said = await database.read(
                lambda db: str(db.execute("PRAGMA quick_check").fetchone()[0])
            )
    except PaperbriefError as error:
        return Finding("FAIL", "database", str(error))
    if said != "ok":
        return Finding("FAIL", "database", f"{said}; restore a backup of {path}")
    return Finding("ok", "database", f"{path}, {path.stat().st_size >> 10} KiB")


async def _arxiv(settings: Settings) -> AsyncIterator[Finding]:
    category = settings.categories[0]
    async with arxiv(settings) as outside:
        questions = (
            ("arXiv feed", settings.arxiv_rss_base, outside.feed.listing(category)),
            (
                "arXiv records",
                settings.arxiv_oai_base,
                outside.harvest.listing(category, newest_date(machine())),
            ),
            ("arXiv look-up", settings.arxiv_api_base, outside.lookup.by_ids(["0704.0001"])),
        )
        for what, base, question in questions:
            try:
                await question
            except PaperbriefError as error:
                yield Finding("FAIL", what, f"{base}: {error}")
            else:
                yield Finding("ok", what, f"{base} answers")
