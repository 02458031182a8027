"""What papers can be about, and the names that authors have for it, from ``bot/data/subjects.txt``,
which says how it is written. Pure but for that file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.text.words import content_stems


@dataclass(frozen=True, slots=True)
class SubjectName:
    """One name of a subject. ``in_titles``: elsewhere it may mean something else."""

    subject: str
    words: str
    in_titles: bool


@cache
def subject_sections() -> Sequence[tuple[frozenset[str], Sequence[SubjectName]]]:
    """The names, in the order of the file, with the archives for whose papers they hold."""
    text = files("bot").joinpath("data/subjects.txt").read_text("utf-8")
    sections: list[tuple[frozenset[str], list[SubjectName]]] = []
    for line in text.splitlines():
        if line.startswith("["):
            sections.append((frozenset(line.strip("[]").split()), []))
        elif line and not line.startswith("#"):
            sections[-1][1].extend(_read(line))
    return sections


def _read(line: str) -> Iterable[SubjectName]:
    subject, _, rest = line.partition(":")
    for name in (one.strip() for one in rest.split(",")):
        words = subject if name == "." else name.lstrip("~")
        yield SubjectName(subject, words, name.startswith("~"))


@cache
def names_by_subject() -> Mapping[tuple[str, ...], frozenset[str]]:
    """All that means a subject wherever it stands, by the stems of what the subject is called."""
    found: dict[tuple[str, ...], set[str]] = {}
    for _, names in subject_sections():
        for one in names:
            if not one.in_titles:
                found.setdefault(tuple(content_stems(one.subject)), set()).add(one.words)
    return {stems: frozenset(names) for stems, names in found.items()}
