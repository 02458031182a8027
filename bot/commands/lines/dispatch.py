"""From a line that a person typed to the message that answers it.

A failed command answers with a sentence; it never takes anything else down.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from bot.commands.closures import ChannelClosed, check_open
from bot.commands.lines.command import Answer, Command, Desk, Origin, Request
from bot.commands.lines.deep_links import command_from
from bot.commands.lines.targets import aimed, read_target
from bot.errors import (
    PaperbriefError,
    PlatformUnreachable,
    SourceRefused,
    StoreUnusable,
    TryAgain,
    UsageError,
)
from bot.identifiers import parse_arxiv_id
from bot.messages.blocks import Button, Buttons, Message, message, paragraph
from bot.models import Channel
from bot.ports.chats import Conversation
from bot.text.readable import harmless, shorten
from bot.translator import Translator, language_for

log = logging.getLogger(__name__)

LONGEST_LINE = 1000
# Telegram adds the bot's name in groups: /paper@paperbrief_bot 3
_LINE = re.compile(r"/(?P<name>[A-Za-z_]+)(?:@\w+)?(?:\s+(?P<arguments>.*))?", re.S)
_SPACES = re.compile(r"\s+")
# what people type by habit, from other bots; none is like the name of what it means
_MEANT = {
    **dict.fromkeys(("stop", "pause", "cancel", "off", "mute"), "unsubscribe"),
    **dict.fromkeys(("resume", "unpause", "unmute", "on"), "subscribe"),
    **dict.fromkeys(("commands", "menu"), "help"),
    **dict.fromkeys(("config", "options"), "settings"),
    **dict.fromkeys(("time", "when", "timezone"), "schedule"),
    **dict.fromkeys(("find", "similar"), "search"),
    **dict.fromkeys(("today", "digest", "latest", "news"), "brief"),
}
_NUMBER = re.compile(r"[#\[(]?[0-9]{1,3}[\])]?")


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    arguments: str


async def answer(text: str, origin: Origin, conversation: Conversation, desk: Desk) -> Answer:
    """The answer to one line of one person in one channel."""
    say = desk.translate(language_for(origin.language) or desk.new_channel("").language)
    try:
        settings = await _settings(origin.channel, origin, desk)
        say = desk.translate(settings.language)
        return await _answer(text, settings, origin, conversation, desk)
    except ChannelClosed as told:
        return Answer(message(paragraph(str(told))))
    except UsageError as error:
        return _undone(str(error))
    except PaperbriefError as error:
        log.info("command_ended", extra={"channel": origin.channel, "why": str(error)})
        return _undone(_trouble(error, say))
    except Exception:
        log.exception("command_failed", extra={"channel": origin.channel})
        return _undone(
            say.text(
                "Sorry, that failed through a defect of mine. The log has it; nothing was changed."
            )
        )


def _undone(sentence: str) -> Answer:
    return Answer(message(paragraph(sentence)), done=False)


async def _settings(address: str, origin: Origin, desk: Desk) -> Channel:
    """What is set there; a channel that has set nothing speaks the person's language."""
    known = await desk.channels.get(address)
    if known is not None:
        return known
    fresh = desk.new_channel(address)
    return replace(fresh, language=language_for(origin.language) or fresh.language)


async def _answer(
    text: str, settings: Channel, origin: Origin, conversation: Conversation, desk: Desk
) -> Answer:
    say = desk.translate(settings.language)
    if len(text) > LONGEST_LINE:
        return Answer(_too_long(len(text), say), done=False)
    line = read_line(text)
    if line is None:
        return Answer(_no_command(clean(text), say), done=False)
    command = find(line.name, desk.commands)
    if command is None:
        return Answer(_unknown(line.name, desk.commands, say), done=False)
    target, arguments = read_target(line.name, line.arguments)
    channel, proven = settings, origin.proven
    changes = command.who == "owner" and bool(arguments or command.changes_bare)
    if target is not None:
        channel, proven = await _aimed_at(target, origin, say, desk, looks=not changes), None
    elif command.who != "owner" and origin.linked and not settings.subscribed:
        channel = await _settings(origin.linked, origin, desk)
    if changes and not await _owns(channel.address, proven, origin, desk):
        told = say.text("Only administrators of this channel may change that.")
        if target is not None:
            told = await _refusal(told, target, channel.address, origin, say, desk)
        return _undone(told)
    request = Request(channel, origin.person, line.name, arguments, say, conversation, origin)
    made = await command.handler(request, desk)
    return Answer(aimed(made, target) if target else made)


async def _owns(channel: str, proven: bool | None, origin: Origin, desk: Desk) -> bool:
    if proven is not None and channel == origin.channel:
        return proven
    return await desk.rights.may_configure(channel, origin.person)


async def _aimed_at(
    target: str, origin: Origin, say: Translator, desk: Desk, *, looks: bool
) -> Channel:
    """The channel that a command names; to look at it, this person must be in it."""
    address = await desk.rights.find(target, origin.channel)
    if address is None:
        await check_open(target, address, origin, say, desk)
        raise UsageError(_unknown_channel(target, say))
    if looks and not await desk.rights.may_read(address, origin.person):
        told = say.text("Only those who are in {name} may ask for that.", name=target)
        raise UsageError(await _refusal(told, target, address, origin, say, desk))
    return await _settings(address, origin, desk)


async def _refusal(
    told: str, target: str, address: str, origin: Origin, say: Translator, desk: Desk
) -> str:
    """To somebody who may not do that there; where we are out, nobody can be found to may."""
    await check_open(target, address, origin, say, desk)
    return told if await desk.rights.may_post(address) else _unknown_channel(target, say)


def _unknown_channel(target: str, say: Translator) -> str:
    return say.text(
        "I know no channel {name}. Add me to it first, in a channel as an administrator "
        "who may post.",
        name=target,
    )


def _trouble(error: PaperbriefError, say: Translator) -> str:
    """What a reader is told of a trouble that is not theirs; the log has the rest."""
    if isinstance(error, PlatformUnreachable):
        return say.text("I could not ask this platform who may do that. Try later.")
    if isinstance(error, TryAgain):
        return say.text("arXiv cannot be reached just now, so I cannot look that up. Try later.")
    if isinstance(error, SourceRefused):
        return say.text("arXiv refused that question.")
    if isinstance(error, StoreUnusable):
        return say.text("My memory cannot be read or written just now; the log says why.")
    return say.text("arXiv answered something that I cannot read. Try later.")


def read_line(text: str) -> Line | None:
    """A command line; a bare number, id or arXiv address is read as ``/paper``, and what a
    link from elsewhere put behind ``/start`` as the command that it stands for."""
    cleaned = clean(text)
    found = _LINE.fullmatch(cleaned)
    if found:
        name, arguments = found["name"].lower(), found["arguments"] or ""
        linked = command_from(arguments) if name == "start" and arguments else None
        return read_line(linked) if linked else Line(name, arguments)
    if _NUMBER.fullmatch(cleaned) or parse_arxiv_id(cleaned):
        return Line("paper", cleaned)
    return None


def clean(text: str) -> str:
    """One line without control characters, direction marks and needless spaces."""
    return _SPACES.sub(" ", harmless(_SPACES.sub(" ", text))).strip()


def find(name: str, commands: Sequence[Command]) -> Command | None:
    return next((command for command in commands if command.name == name), None)


def _too_long(size: int, say: Translator) -> Message:
    sentence = say.text(
        "That line has {size} characters; I read at most {limit}. Nothing was done.",
        size=say.number(size),
        limit=say.number(LONGEST_LINE),
    )
    return message(paragraph(sentence))


def _no_command(text: str, say: Translator) -> Message:
    if not text:
        return message(paragraph(say.text("That line was empty. /help lists what I do.")))
    words = shorten(text, 60)
    sentence = say.text(
        "I answer commands, and “{words}” is none. Looking for a paper? Try:", words=words
    )
    return message(
        paragraph(sentence),
        Buttons(
            (
                (
                    Button(say.text("Search"), command=f"/search {words.rstrip('…')}"),
                    Button(say.text("Help"), command="/help"),
                ),
            )
        ),
    )


def _unknown(name: str, commands: Sequence[Command], say: Translator) -> Message:
    meant = _MEANT.get(name)
    near = [meant] if meant else get_close_matches(name, [each.name for each in commands], 1)
    shown = shorten(name, 40)
    sentence = (
        say.text("There is no command /{name}; did you mean /{near}?", name=shown, near=near[0])
        if near
        else say.text("There is no command /{name}. /help lists them all.", name=shown)
    )
    return message(paragraph(sentence))
