"""Packaged lists of words: a name in brackets, then words; ``#`` opens a remark."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """The sections of ``bot/data/NAME``, by their names."""
    text = files("bot").joinpath(f"data/{name}").read_text("utf-8")
    found: dict[str, list[str]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(section, []).extend(line.split())
    return {name: frozenset(words) for name, words in found.items()}
