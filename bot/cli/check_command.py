"""``check``: a line for everything that must be right, with what to do where it is not."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import click

from adapters import platforms
from adapters.chat.platform import ChatPlatform
from bot.causes import with_cause
from bot.cli.exits import Exit, told_errors
from bot.cli.live_command import check_live
from bot.cli.logs import started
from bot.errors import PaperbriefError, StoreFault
from bot.settings import Settings
from bot.wiring.arxiv_source import arxiv
from bot.wiring.platforms import own_settings
from scheduler.timing.calendar import LISTED_UNTIL, holiday_list, new_york, newest_date
from scheduler.timing.clocks import machine
from storage.file.database import DATABASE, Database
from storage.file.failures import fault_of_system
from storage.file.mark import mark_of

_ENOUGH_DISK = 200 * 1024 * 1024
_LEAST_DISK = 8 * 1024 * 1024
_ADVICE: dict[StoreFault, str] = {
    "full": ": the disk is full, so nothing can be remembered; make room",
    "disk": ": the disk fails; check the disk",
    "rights": "; give the bot's account the right, or set PAPERBRIEF_DATA",
}
# seconds for the look through the whole database
_EXAMINED = 60.0


@dataclass(frozen=True, slots=True)
class Finding:
    """``state`` fails the check only where it is FAIL."""

    state: Literal["ok", "warn", "FAIL", "skip"]
    what: str
    said: str


@click.command()
@click.option("--offline", is_flag=True, help="Ask nothing outside.")
@click.option("--live", is_flag=True, help="Only whether the service runs and no worker hangs.")
def check(offline: bool, live: bool) -> None:
    """Settings, outside systems, clock, calendar, data folder, database: a line each."""
    if live:
        check_live()
        return
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
    if not settings.arxiv.contact:
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
    for platform in platforms.PLATFORMS:
        if platform.check is not None:
            yield await _platform(platform, settings, offline)
    named = settings.model.name or settings.model.embedding_name
    asked = f"{named}, not asked here: `python -m bot model check` does"
    yield Finding("skip", "model", asked if named else "not set (OPENAI_MODEL)")


async def _platform(platform: ChatPlatform, settings: Settings, offline: bool) -> Finding:
    own = own_settings(platform, settings)
    if not platform.is_on(own):
        return Finding("skip", platform.title, f"not set ({platform.setting})")
    if offline or platform.check is None:
        return Finding("skip", platform.title, "set, not asked (--offline)")
    checked = await platform.check(own)
    return Finding(checked.state, platform.title, checked.said)


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
            left = (LISTED_UNTIL - today).days
            said = (
                f"arXiv's holidays are listed until {until} only, which ends in {left} days; "
                "update Paperbrief by then"
            )
            return Finding("warn", "calendar", said)
        case "ended":
            said = (
                f"the list of holidays ended on {until}: empty days are told as probable "
                "holidays at noon in New York; update Paperbrief"
            )
            return Finding("warn", "calendar", said)


def _folder(settings: Settings) -> Finding:
    if settings.storage.data.exists() and not settings.storage.data.is_dir():
        said = f"{settings.storage.data} is a file; set PAPERBRIEF_DATA to a folder"
        return Finding("FAIL", "data folder", said)
    try:
        settings.storage.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        _probe(settings.storage.data / ".probe")
        free = shutil.disk_usage(settings.storage.data).free
    except OSError as error:
        why = error.strerror or "no access"
        advice = _ADVICE[fault_of_system(error)]
        said = f"{settings.storage.data} cannot be written ({why}){advice}"
        return Finding("FAIL", "data folder", said)
    if free < _LEAST_DISK:
        return Finding(
            "FAIL",
            "data folder",
            f"{settings.storage.data} has {free >> 20} MiB free: the disk is full, so nothing "
            "can be remembered; make room",
        )
    if free < _ENOUGH_DISK:
        return Finding("warn", "data folder", f"{settings.storage.data} has {free >> 20} MiB free")
    return Finding("ok", "data folder", f"{settings.storage.data}, {free >> 20} MiB free")


def _probe(path: Path) -> None:
    try:
        path.write_bytes(b"x")
    finally:
        # a full disk has room for the name of a file
        path.unlink(missing_ok=True)


async def _database(settings: Settings) -> Finding:
    path = settings.storage.data / DATABASE
    if not path.exists() and not mark_of(path).exists():
        return Finding("ok", "database", "none yet; it is made when it is first used")
    try:
        async with Database(path) as database:
            await database.trial()
            through = await database.examine(_EXAMINED)
    except PaperbriefError as error:
        return Finding("FAIL", "database", str(error))
    looked = "whole" if through else f"whole as far as {_EXAMINED:g} s of looking went"
    return Finding("ok", "database", f"{path}, {path.stat().st_size >> 10} KiB, {looked}")


async def _arxiv(settings: Settings) -> AsyncIterator[Finding]:
    category = settings.channels.categories[0]
    async with arxiv(settings) as outside:
        questions = (
            ("arXiv feed", settings.arxiv.rss_base, outside.feed.listing(category)),
            (
                "arXiv records",
                settings.arxiv.oai_base,
                outside.harvest.listing(category, newest_date(machine())),
            ),
            ("arXiv look-up", settings.arxiv.api_base, outside.lookup.by_ids(["0704.0001"])),
        )
        for what, base, question in questions:
            try:
                await question
            except PaperbriefError as error:
                yield Finding("FAIL", what, f"{base}: {with_cause(error)}")
            else:
                yield Finding("ok", what, f"{base} answers")
