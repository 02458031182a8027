"""What kind of thing a unit tells: figures, reasons, limits; and what it is. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.editorial.retrieving.units import Unit

Flags = npt.NDArray[np.float64]

_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|reasons?|so that|so as to|in order to|as a result|given|"
    r"suspect|therefore|thus|hence|allows?|difficult|explain\w*|likely|problem|otherwise|"
    r"unrealistic|to (?:avoid|make|prevent|ensure|allow|reduce|improve|identify|optimi[sz]e|"
    r"keep))\b|, as ",
    re.I,
)
_DEFINITION = re.compile(
    r"\b(?:is|are|means?) (?:an?|the)\b|\b(?:refers? to|denotes?|called|termed|defined?|definition|"
    r"stands? for|known as|namely|consists? of)\b|, (?:which|that) (?:is|are)\b|\bi\.e\.| - ",
    re.I,
)
_LIMIT = re.compile(
    r"\b(?:however|but|not|currently|lacks?|lacking|limit\w*|cannot|only|future|unfortunately|"
    r"although|difficult|expensive|high cost|drawback|fails?|too)\b",
    re.I,
)
_FUNDING = re.compile(
    r"\b(?:work|research|study|project|authors?|we|who|part(?:ly|ially)?|financially|"
    r"acknowledges?) (?:(?:is|was|were|are|has|have|been|in part|the|by|\w+ly) )*+"
    r"(?:support(?:ed)?|funded|sponsored|financed)\b|\bgrants? (?:no|number|from|of|agreement)\b|"
    r"\b(?:funded|sponsored|financed) by\b|\bfunding (?:from|was|by|for this)\b|\bno funding\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Cues:
    """One of 0 and 1 for each unit."""

    figures: Flags
    reasons: Flags
    limits: Flags
    definitions: Flags
    rows: Flags
    captions: Flags
    references: Flags
    funding: Flags


def cues_of(units: Sequence[Unit]) -> Cues:
    def flags(found: list[bool]) -> Flags:
        return np.array(found, np.float64)

    return Cues(
        figures=flags([any(map(str.isdigit, one.text)) for one in units]),
        reasons=flags([_REASON.search(one.text) is not None for one in units]),
        limits=flags([_LIMIT.search(one.text) is not None for one in units]),
        definitions=flags([_DEFINITION.search(one.text) is not None for one in units]),
        rows=flags([one.kind == "row" for one in units]),
        captions=flags([one.kind == "caption" for one in units]),
        references=flags([one.kind == "reference" for one in units]),
        funding=flags([_tells_funding(one) for one in units]),
    )


def _tells_funding(unit: Unit) -> bool:
    """Also anything that stands under a heading of its own."""
    return bool(_FUNDING.search(unit.text) or unit.place.section.lower().endswith("funding"))
