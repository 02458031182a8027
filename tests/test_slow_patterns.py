"""No pattern holds the interpreter: Python's `re` lets no other thread run while it looks.

Each is tried on texts that repeat what patterns stumble over, in CPU time of this process alone.
"""

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest

from bot.editorial.sentences.amounts import is_result
from bot.text.tex_source import TexSource
from bot.text.withdrawals import tells_withdrawal

ROOMS = ("bot", "adapters", "scheduler", "storage")
LETTERS = 1000
# characters; arXiv takes 1,920
ABSTRACT = 8000
# seconds: some four times what the slowest takes
MOST = 0.15
TOKENS = (
    *(" ", "\n", ".", ",", "a", "A", "0", "_", "-", "*", "[", "{", "(", "no ", "a.", "1.", "0,"),
    *(", ", "x@", "{}", "and ", "be ", "-A"),
)
ENDS = ("\0", "x")
# a pattern's own words: choices between them that overlap double with each
OWN_WORDS = 60
OWN_LETTERS = 300
# why its texts are short, and who sees to it
EXEMPT: Mapping[str, str] = {
    "bot.editorial.checking.counted._VERSIONED": "looks at the 20 characters before a number",
    "bot.editorial.checking.names._START": "looks at the 12 characters before a name",
}
# people's lines: one without needless spaces, of 1,000 characters at most (command_lines.py)
SPACED = (
    "bot.commands.lines.",
    "bot.commands.analysis.",
    "bot.commands.papers.",
    "bot.text.titles.",
)


class TooSlow(Exception):
    """The pattern was stopped."""


def stop(_: int, __: FrameType | None) -> None:
    raise TooSlow


def modules() -> Iterator[ModuleType]:
    for room in ROOMS:
        for one in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}."):
            if not one.name.endswith("__main__"):
                yield importlib.import_module(one.name)


def patterns_in(value: Any) -> Iterator[re.Pattern[Any]]:
    match value:
        case re.Pattern():
            yield value
        case dict():
            yield from patterns_in((*value.keys(), *value.values()))
        case tuple() | list() | set() | frozenset():
            for each in value:
                yield from patterns_in(each)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for each in fields(value):
                yield from patterns_in(getattr(value, each.name, None))


def patterns() -> Mapping[str, re.Pattern[Any]]:
    """By the name of the first that has it; several of one name are numbered."""
    found: dict[re.Pattern[Any], str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for at, each in enumerate(patterns_in(value)):
                found.setdefault(each, f"{module.__name__}.{name}{at or ''}")
    return {name: each for each, name in found.items()}


def ways_of(name: str) -> frozenset[str]:
    """How its module looks with it; both, where it goes elsewhere."""
    module, _, bare = name.rpartition(".")
    file = importlib.import_module(module).__file__ or ""
    source = Path(file).read_text(encoding="utf-8")
    looked = re.findall(rf"\b{bare}\.(match|fullmatch|search|sub|split|findall|finditer)\b", source)
    ways = {one if one in ("match", "fullmatch") else "finditer" for one in looked}
    used = len(re.findall(rf"\b{bare}\b(?!\.pattern)", source)) - 1
    return frozenset(ways if used == len(looked) else {*ways, "fullmatch", "finditer"})


def texts_for(name: str, pattern: re.Pattern[Any]) -> Iterator[str]:
    written = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin1")
    )
    own = sorted(set(re.findall(r"(?<!\\)[A-Za-z]{2,12}", written)))[:OWN_WORDS]
    tokens = [(token, LETTERS) for token in TOKENS]
    tokens += [(f"{word} ", OWN_LETTERS) for word in own]
    for token, letters in tokens:
        for end in ENDS:
            text = token * (letters // len(token)) + end
            yield " ".join(text.split()) if name.startswith(SPACED) else text


def looked_through(pattern: re.Pattern[Any], way: str, text: str) -> float:
    """CPU seconds."""
    given = text if isinstance(pattern.pattern, str) else text.encode()
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST)
    try:
        for _ in pattern.finditer(given) if way == "finditer" else ():
            pass
        if way != "finditer":
            getattr(pattern, way)(given)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begun


@pytest.fixture
def stopped() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.signal(signal.SIGVTALRM, before)


def slow_on(name: str, pattern: re.Pattern[Any]) -> str | None:
    for way in sorted(ways_of(name)):
        for text in texts_for(name, pattern):
            try:
                looked_through(pattern, way, text)
            except TooSlow:
                return f"{name}.{way} on {text[:12]!r}, again and again"
    return None


@pytest.mark.usefixtures("stopped")
def test_no_pattern_takes_long_on_a_thousand_characters() -> None:
    found = patterns()
    assert len(found) > 500
    slow = [slow_on(name, each) for name, each in found.items() if name not in EXEMPT]
    assert [one for one in slow if one] == []


def test_only_patterns_that_are_there_are_exempt() -> None:
    assert EXEMPT.keys() <= patterns().keys()


@pytest.mark.parametrize("unit", ["a", ", ", " , ", "1,", "boost by ", "improve ", "1 a "])
@pytest.mark.parametrize(
    "reads",
    [
        is_result,
        tells_withdrawal,
        lambda text: TexSource(f"${text}$").formula_end(0, len(text) + 2),
    ],
    ids=["amounts", "withdrawals", "tex"],
)
@pytest.mark.usefixtures("stopped")
def test_a_whole_hostile_abstract_is_read_in_time(
    reads: Callable[[str], object], unit: str
) -> None:
    text = f"withdrawn 3 % {unit * (ABSTRACT // len(unit))}"
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST)
    try:
        reads(text)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@pytest.mark.usefixtures("stopped")
def test_a_pattern_that_takes_long_is_found() -> None:
    with pytest.raises(TooSlow):
        looked_through(re.compile(r"(?:a+)+b"), "fullmatch", "a" * LETTERS)
