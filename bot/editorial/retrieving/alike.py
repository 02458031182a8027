"""Words that say the same in papers, by a short list of our own. Pure but for one packaged file."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.text.words import content_stems


def alike(stem: str) -> frozenset[str]:
    """The stems of a stem's classes, without itself."""
    return _classes().get(stem, frozenset()) - {stem}


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    text = files("bot").joinpath("data/retrieving/alike.txt").read_text("utf-8")
    found: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            members = frozenset(content_stems(line))
            for one in members:
                found[one] = found.get(one, frozenset()) | members
    return found
