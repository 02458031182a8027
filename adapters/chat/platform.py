"""One record for each chat platform: all that the rest of the program knows of it.

A record is cheap to import. What needs the platform's own library is imported by ``connect``
and ``check``, so that a platform which is not set up costs nothing.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from bot.commands.lines.request_handler import RequestHandler
from bot.ports.alarms import PlatformAlarm
from bot.ports.channels import Membership
from bot.ports.chats import Hearing, Platform, Rights, Threads
from bot.ports.notes import Notes
from bot.ports.sending import Bearer, Sender
from bot.translator import Translator, msgid
from bot.values.channels import Manner, Named
from bot.values.editions import Edition
from bot.values.facts import facts_of

Clock = Callable[[], datetime]
Beat = Callable[[], None]
"""Called as a sign of life."""
Serve = Callable[[RequestHandler, Membership, PlatformAlarm, Beat], Platform]
"""Makes the side that receives: it comes last, as it needs everything else."""


@dataclass(frozen=True, slots=True)
class AddressForm:
    """``pattern`` is a regular expression for what follows the platform's name and colon,
    ``example`` is a whole address as an operator is told it."""

    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What ``check`` found out, as a sentence."""

    state: Literal["ok", "warn", "FAIL"]
    said: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every platform may work with; ``folder`` is that of the data."""

    notes: Notes
    clock: Clock
    folder: Path


async def _nothing() -> None:
    return None


async def _not_expected(addresses: Sequence[str]) -> None:
    return None


async def _nobody(channel: str, fact: str) -> Sequence[Named]:
    return ()


async def _nowhere(channel: str) -> Sequence[str]:
    return ()


async def _unsaid(channel: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class RightSentences:
    """As ``bot.ports.chats.RightWords`` tells them."""

    owners: str = msgid("Only administrators of this channel may do that.")
    joining: str = msgid("Add me there.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedPlatform:
    """One platform's sides, each for who calls it; None for a side that it does not have.

    ``expect`` is told whom letters go to next, so that what is noted of them is looked up at once;
    it raises StoreUnusable. ``form`` makes the parts of an edition as the outbox stores them.
    ``within`` tells what else the operator may have named for a channel: its server, the channel
    of a thread; it asks nothing outside. ``named`` as in ``bot.ports.chats.Extras``, ``lacking``
    as in its ``RightWords``, "" where there is nothing more to say.
    """

    sender: Sender
    expect: Callable[[Sequence[str]], Awaitable[None]] = _not_expected
    form: Callable[[Edition, Translator, Manner], tuple[str, ...]]
    messenger: Bearer | None = None
    rights: Rights | None = None
    threads: Threads | None = None
    hearing: Hearing | None = None
    serve: Serve | None = None
    within: Callable[[str], Awaitable[Sequence[str]]] = _nowhere
    named: Callable[[str, str], Awaitable[Sequence[Named]]] = _nobody
    lacking: Callable[[str], Awaitable[str]] = _unsaid
    close: Callable[[], Awaitable[None]] = _nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatPlatform:
    """``name`` begins its addresses, ``title`` is what people call it.

    ``channels`` are addresses that can be subscribed, ``chats`` those of chats and people that
    the operator may name in settings. ``why_no_address`` may tell more of what is no channel's.
    ``has`` are the facts of ``Manner`` that it can do something about, ``instead`` says (msgid) how
    else people come by one that it has not. ``rights`` are what rights are called there.
    ``is_on``, ``connect`` and ``check`` read the platform's own group of settings; ``setting`` is
    what switches it on. ``connect`` asks nothing outside yet. ``noted_for`` are ages of notes by
    the beginning of their keys. ``chatty`` are loggers to be held to warnings, ``repeating`` those
    that say what is logged already. ``guards_repeats``: what is sent again is recognised or
    looked for, so it stands there once, but where its ``Delivered`` says that it may not.
    """

    name: str
    title: str
    channels: AddressForm
    connect: Callable[[Any, Surroundings], ConnectedPlatform]
    chats: AddressForm | None = None
    why_no_address: Callable[[str], str | None] = lambda _: None
    has: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)
    rights: RightSentences = RightSentences()
    setting: str = ""
    is_on: Callable[[Any], bool] = lambda _: True
    check: Callable[[Any], Awaitable[CheckResult]] | None = None
    noted_for: Mapping[str, timedelta] = field(default_factory=dict)
    chatty: tuple[str, ...] = ()
    repeating: tuple[str, ...] = ()
    guards_repeats: bool = False

    def is_channel(self, address: str) -> bool:
        return self._fits(self.channels, address)

    def is_chat(self, address: str) -> bool:
        return self.chats is not None and self._fits(self.chats, address)

    def lacking(self) -> Mapping[str, str]:
        """As ``bot.ports.chats.Extras`` tells it. Words, and buttons, every platform has."""
        everywhere = self.has | {"buttons", "layout"}
        names = (*(fact.name for fact in facts_of(Manner)), "links")
        return {name: self.instead.get(name, "") for name in names if name not in everywhere}

    def _fits(self, form: AddressForm, address: str) -> bool:
        name, _, place = address.partition(":")
        return name == self.name and re.fullmatch(form.pattern, place) is not None
