"""A model's claims, held against the passages that they name: which hold, and where they stand.
Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.editorial.checking.source import Source
from bot.editorial.full_text.citations import without_marks
from bot.values.analyses import Claim, Passage
from bot.values.checking import Finding

_NO_KEYS = Finding("name", "", "It names no record that bears it out.")
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Named:
    """The passages that a claim names; ``strange`` are keys that there are not."""

    passages: tuple[Passage, ...]
    strange: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is wrong before the text is looked at."""
        if self.strange:
            return (Finding("name", self.strange[0], f"There is no record {self.strange[0]}."),)
        return () if self.passages else (_NO_KEYS,)


def named_by(
    keys: Sequence[str],
    passages: Mapping[str, Passage],
    notes: Mapping[str, Sequence[str]],
) -> Named:
    """``notes`` are the keys of passages that each note names."""
    meant = [key for each in keys for key in notes.get(each, (each,))]
    known = tuple(passages[key] for key in dict.fromkeys(meant) if key in passages)
    return Named(known, tuple(key for key in meant if key not in passages))


def source_of(named: Sequence[Passage], title: str) -> Source:
    """What a claim may say: the passages, with the headings and labels that they stand under."""
    heads = [f"{one.place.section}. {one.place.label}." for one in named]
    return Source.of(title, *dict.fromkeys(heads), *(one.text for one in named))


def claim_from(text: str, named: Sequence[Passage]) -> Claim:
    places = tuple(dict.fromkeys(one.place for one in named))
    return Claim(without_marks(text), places[:_MOST_PLACES], own=False)
