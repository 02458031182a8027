"""From a line that a person typed to the message that answers it.

A failed command answers with a sentence; it never takes anything else down.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.commands.command import Command, Desk, Request
from bot.errors import PaperbriefError, SourceRefused, StoreUnusable, TryAgain, UsageError
from bot.identifiers import parse_arxiv_id
from bot.messages.blocks import Button, Buttons, Message, message, paragraph
from bot.ports import Conversation
from bot.text.readable import harmless, shorten
from bot.translator import Translator

log = logging.getLogger(__name__)

LONGEST_LINE = 1000
# Telegram adds the bot's name in groups: /paper@paperbrief_bot 3
_LINE = re.compile(r"/(?P<name>[A-Za-z_]+)(?:@\w+)?(?:\s+(?P<arguments>.*))?", re.S)
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"[#\[(]?[0-9]{1,3}[\])]?")


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    arguments: str


async def answer(
    text: str, *, channel: str, person: str, conversation: Conversation, desk: Desk
) -> Message:
    """The answer to one line of one person in one channel (an address)."""
    try:
        return await _answer(text, channel, person, conversation, desk)
    except UsageError as error:
        return message(paragraph(str(error)))
    except PaperbriefError as error:
        log.info("command_ended", extra={"channel": channel, "why": str(error)})
        return message(paragraph(_trouble(error, desk.translate(desk.new_channel("").language))))
    except Exception:
        log.exception("command_failed", extra={"channel": channel})
        say = desk.translate(desk.new_channel("").language)
        return message(
            paragraph(
                say.text(
                    "Sorry, that failed through a defect of mine. The log has it; nothing was "
                    "changed."
                )
            )
        )


async def _answer(
    text: str, channel: str, person: str, conversation: Conversation, desk: Desk
) -> Message:
    settings = await desk.channels.get(channel) or desk.new_channel(channel)
    say = desk.translate(settings.language)
    if len(text) > LONGEST_LINE:
        return _too_long(len(text), say)
    line = read_line(text)
    if line is None:
        return _no_command(clean(text), say)
    command = find(line.name, desk.commands)
    if command is None:
        return _unknown(line.name, desk.commands, say)
    changes = command.who == "owner" and (line.arguments or command.changes_bare)
    if changes and not await desk.rights.may_configure(channel, person):
        return message(paragraph(say.text("Only those who own this channel may change that.")))
    request = Request(settings, person, line.name, line.arguments, say, conversation)
    return await command.handler(request, desk)


def _trouble(error: PaperbriefError, say: Translator) -> str:
    """What a reader is told of a trouble that is not theirs; the log has the rest."""
    if isinstance(error, TryAgain):
        return say.text("arXiv cannot be reached just now, so I cannot look that up. Try later.")
    if isinstance(error, SourceRefused):
        return say.text("arXiv refused that question.")
    if isinstance(error, StoreUnusable):
        return say.text("My memory cannot be read or written just now; the log says why.")
    return say.text("arXiv answered something that I cannot read. Try later.")


def read_line(text: str) -> Line | None:
    """A command line; a bare number, id or arXiv address is read as ``/paper``."""
    cleaned = clean(text)
    found = _LINE.fullmatch(cleaned)
    if found:
        return Line(found["name"].lower(), found["arguments"] or "")
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
    near = get_close_matches(name, [command.name for command in commands], 1, cutoff=0.5)
    shown = shorten(name, 40)
    sentence = (
        say.text("There is no command /{name}; did you mean /{near}?", name=shown, near=near[0])
        if near
        else say.text("There is no command /{name}. /help lists them all.", name=shown)
    )
    return message(paragraph(sentence))
