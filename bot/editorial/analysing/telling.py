"""Short names spelled out where a reader of the analysis meets them first. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.editorial.analysing.candidates import Reading
from bot.editorial.sentences.short_names import spelled_out
from bot.values.analyses import AnalysisPart, Claim

_EXPLAINS = re.compile(r"\w \([A-Z][A-Za-z]*[A-Z]s?\)")
_LONGEST = 460


def spelled(
    reading: Reading, parts: Mapping[AnalysisPart, tuple[Claim, ...]]
) -> dict[AnalysisPart, tuple[Claim, ...]]:
    """The parts in reading order, each short name explained once, as the paper explains it."""
    explain = [one.text for one in reading.sentences if _EXPLAINS.search(one.text)]
    above = reading.title
    found: dict[AnalysisPart, tuple[Claim, ...]] = {}
    for part, claims in parts.items():
        made = []
        for claim in claims:
            told = _spelled(claim, explain, above)
            above = f"{above} {told.text}"
            made.append(told)
        found[part] = tuple(made)
    return found


def _spelled(claim: Claim, explain: Sequence[str], above: str) -> Claim:
    text = spelled_out(claim.text, explain, above)
    return replace(claim, text=text) if len(text) <= _LONGEST else claim
