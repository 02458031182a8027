"""A typed line as a command line: ``/paper 3``, a bare number or id, a link's payload. Pure."""

import re
from dataclasses import dataclass, replace

from bot.commands.lines.deep_links import command_from
from bot.identifiers import parse_arxiv_id
from bot.text.readable import harmless

# Telegram adds the bot's name in groups: /paper@paperbrief_bot 3
_LINE = re.compile(r"/(?P<name>[A-Za-z_]+)(?:@\w+)?(?:\s+(?P<arguments>.*))?", re.S)
# /paper3, /paper_3: what a tap on a command in other bots' texts looks like
_GLUED = re.compile(r"/(?P<name>[A-Za-z]{2,})_?(?P<arguments>\d{1,3}(?:\s.*)?)", re.S)
_NUMBER = re.compile(r"[#\[(]?[0-9]{1,3}[\])]?")
_SPACES = re.compile(r"\s+")
# a line of more characters is not read: no pattern has to be quick on what nobody means
LONGEST_LINE = 1000


@dataclass(frozen=True, slots=True)
class CommandLine:
    """``linked``: it stood behind a link, whose label anybody may have written. ``guessed``: it
    was not typed as a command, so that nothing is changed before a tap."""

    name: str
    arguments: str
    linked: bool = False
    guessed: bool = False

    def __str__(self) -> str:
        return f"/{self.name} {self.arguments}".strip()


def read_line(text: str) -> CommandLine | None:
    """A command line; a bare number, id or arXiv address is read as ``/paper``, and what a
    link from elsewhere put behind ``/start`` as the command that it stands for."""
    cleaned = clean(text)
    if found := _LINE.fullmatch(cleaned) or _GLUED.fullmatch(cleaned):
        name, arguments = found["name"].lower(), found["arguments"] or ""
        linked = command_from(arguments) if name == "start" and arguments else None
        meant = read_line(linked) if linked else None
        return replace(meant, linked=True) if meant else CommandLine(name, arguments)
    if _NUMBER.fullmatch(cleaned) or parse_arxiv_id(cleaned):
        return CommandLine("paper", cleaned)
    return None


def clean(text: str) -> str:
    """One line without control characters, direction marks and needless spaces."""
    return _SPACES.sub(" ", harmless(_SPACES.sub(" ", text))).strip()
