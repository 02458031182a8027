"""What a control carries, and what using it means. Pure.

A custom id has at most 100 characters: a letter for its kind, ``!`` where the answer
replaces the message, a number where the same stands there twice, then ``:`` and the
command line, or ``#`` and a token for what is longer. Nothing needs to be remembered for
the first form; for the second, the part says what it means (``kept``). An option's value
is itself, or ``#`` and a token.
"""

import re
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from types import MappingProxyType
from typing import Literal

from adapters.discord_chat.rendering import limits
from bot.text.readable import shorten, utf16_length

ComponentKind = Literal["button", "ask", "open", "choice", "several", "channel", "answer"]

_LETTERS: dict[ComponentKind, str] = {
    "button": "b",
    "ask": "a",
    "open": "o",
    "choice": "c",
    "several": "m",
    "channel": "h",
    "answer": "q",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_ID = re.compile(r"(?P<kind>[a-z])(?P<replaces>!?)(?P<twin>\d*)(?P<form>[:#])(?P<rest>.*)", re.S)
_ASKS = re.compile(r"(?P<length>\d+)\|(?P<both>.*)", re.S)
_TOKEN = re.compile(r"#(?P<token>[\w-]{16})")
_SHORTEST_QUESTION = 24
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tap:
    """What a control does. A "button" runs ``command``; an "ask" shows ``asks`` first, and
    its "answer" goes behind it; an "open" select runs the value itself; "choice", "several"
    and "channel" put theirs behind ``command``. ``token``: the command is kept under it.
    """

    kind: ComponentKind
    command: str
    replaces: bool = False
    asks: str | None = None
    token: str | None = None


def token_of(text: str) -> str:
    """16 letters, the same for the same text."""
    return urlsafe_b64encode(blake2b(text.encode(), digest_size=12).digest()).decode()


def custom_id(tap: Tap, twin: int, kept: dict[str, str]) -> str:
    """``twin`` counts those that would be the same, from 0. What is too long for a custom
    id is put into ``kept`` under its token, which is the only thing changed here."""
    head = f"{_LETTERS[tap.kind]}{'!' if tap.replaces else ''}{twin or ''}"
    if tap.token:
        return f"{head}#{tap.token}"
    rest = _rest(tap, limits.CUSTOM_ID - len(head) - 1)
    if utf16_length(rest) + len(head) < limits.CUSTOM_ID:
        return f"{head}:{rest}"
    return f"{head}#{_keep(rest, kept)}"


def option_value(value: str, kept: dict[str, str]) -> str:
    """A value as a select takes it: 1 to 100 characters."""
    plain = value and not value.startswith("#") and utf16_length(value) <= limits.OPTION_TEXT
    return value if plain else f"#{_keep(value, kept)}"


@dataclass(slots=True)
class Ids:
    """Hands out the custom ids of one message, each once; ``kept`` fills with what their
    tokens stand for."""

    kept: dict[str, str] = field(default_factory=dict)
    _given: Counter[str] = field(default_factory=Counter)

    def of(self, tap: Tap) -> str:
        first = custom_id(tap, 0, self.kept)
        twin = self._given[first]
        self._given[first] += 1
        return custom_id(tap, twin, self.kept) if twin else first


def tokens_in(custom_id: str, values: Sequence[str] = ()) -> tuple[str, ...]:
    """The tokens that must be looked up before these are read."""
    found = _ID.fullmatch(custom_id)
    own = [found["rest"]] if found and found["form"] == "#" else []
    return (*own, *(value[1:] for value in values if _TOKEN.fullmatch(value)))


def read_custom_id(text: str, kept: Mapping[str, str] = NOTHING) -> Tap | None:
    """What :func:`custom_id` wrote; None for others, and for a token that is not kept."""
    found = _ID.fullmatch(text)
    kind = _KINDS.get(found["kind"]) if found else None
    if found is None or kind is None:
        return None
    token = found["rest"] if found["form"] == "#" else None
    rest = found["rest"] if token is None else kept.get(token)
    if rest is None:
        return None
    replaces = bool(found["replaces"])
    # the answer to a long question is kept together with it
    if kind == "ask" or (kind == "answer" and token):
        parts = _ASKS.fullmatch(rest)
        if parts is None:
            return None
        end = int(parts["length"])
        return Tap(kind, parts["both"][:end], replaces, parts["both"][end:], token)
    return Tap(kind, rest, replaces, None, token)


def command_line(
    tap: Tap,
    values: Sequence[str] = (),
    defaults: Sequence[str] = (),
    kept: Mapping[str, str] = NOTHING,
) -> str:
    """The line that using a control runs; ``values`` and ``defaults`` as Discord gives them.

    A value whose token is not kept counts as absent.
    """
    chosen, before = _meant(values, kept), _meant(defaults, kept)
    match tap.kind:
        case "open":
            return " ".join(chosen[:1])
        case "choice":
            return _behind(tap.command, chosen[:1])
        case "channel":
            return _behind(tap.command, [f"@{value}" for value in chosen[:1]])
        case "several":
            gone = [value for value in before if value not in chosen]
            new = [value for value in chosen if value not in before]
            return _behind(tap.command, [*gone, *new])
        case _:
            return tap.command


def _rest(tap: Tap, room: int) -> str:
    """For a question, the command's length comes first: both may hold anything. A long
    question is cut rather than kept elsewhere: what holds itself never stops working."""
    if tap.kind != "ask":
        return tap.command
    asks = tap.asks or ""
    head = f"{len(tap.command)}|{tap.command}"
    left = room - utf16_length(head)
    return head + (shorten(asks, left) if left >= _SHORTEST_QUESTION else asks)


def _keep(text: str, kept: dict[str, str]) -> str:
    token = token_of(text)
    kept[token] = text
    return token


def _meant(values: Sequence[str], kept: Mapping[str, str]) -> list[str]:
    meant = [kept.get(value[1:], "") if _TOKEN.fullmatch(value) else value for value in values]
    return [value for value in meant if value]


def _behind(command: str, values: Sequence[str]) -> str:
    return " ".join((command, *values))
