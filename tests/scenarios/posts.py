"""What was delivered to terminal channels, read back from ``terminal.jsonl`` alone."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

_DAY = re.compile(r"\b\w{3} (\d{1,2} \w{3} \d{4})\b")
_COVERAGE = re.compile(
    r"^(\d+) announced \((\d+) new, (\d+) cross-listed, (\d+) replaced\) · "
    r"(\d+) matched · (\d+) shown(?: · (\d+) shown before)?(?: · (\d+) failed)?$",
    re.MULTILINE,
)
_PAPER = re.compile(r" · (\d{4}\.\d{5})(?:v\d+)?$", re.MULTILINE)
_UPDATED = re.compile(r"(\d{4}\.\d{5}) (v\d+|withdrawn|in a new version), shown here on")
_NOT_WHOLE = re.compile(r"([a-z-]+(?:\.[A-Z]+)?): (?:no listing|still the day|nothing announced)")


@dataclass(frozen=True, slots=True)
class Post:
    """One message. ``dates`` are those of its title; ``lacking`` are the categories of
    which it says that their listing was not there."""

    channel: str
    edition: int
    part: int
    text: str
    key: str = ""

    @property
    def dates(self) -> list[date]:
        return days_in(self.text.partition("\n")[0])

    @property
    def coverage(self) -> tuple[int, ...]:
        """Announced, new, cross-listed, replaced, matched, shown, shown before, failed."""
        found = _COVERAGE.search(self.text)
        assert found, self.text
        return tuple(int(number or 0) for number in found.groups())

    @property
    def shown(self) -> list[str]:
        return _PAPER.findall(self.text)

    @property
    def updated(self) -> dict[str, str]:
        return dict(_UPDATED.findall(self.text))

    @property
    def lacking(self) -> set[str]:
        return set(_NOT_WHOLE.findall(self.text))


def days_in(text: str) -> list[date]:
    return [datetime.strptime(found, "%d %b %Y").date() for found in _DAY.findall(text)]


def posts_in(folder: Path) -> list[Post]:
    """All of a data folder, in the order of delivery; every line must be whole."""
    path = folder / "terminal.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [Post(**json.loads(line)) for line in lines]


def by_channel(posts: list[Post]) -> Mapping[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for post in posts:
        found.setdefault(post.channel, []).append(post)
    return found
