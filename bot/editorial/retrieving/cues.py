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
# a section that is called so, and sentences of the end that admit something of this work
_LIMITS_SECTION = re.compile(
    r"\b(?:limitations?|weakness(?:es)?|shortcomings?|caveats?|threats to validity)\b", re.I
)
_ENDS = re.compile(r"\b(?:discussion|conclusions?|concluding|future work|outlook|abstract)\b", re.I)
_ADMITS = re.compile(
    r"\b(?:limitations?|shortcomings?|drawbacks?|weakness(?:es)?|caveats?) "
    r"(?:of|in|to|with) (?:this|our|the (?:present|current|proposed))\b"
    r"|\b(?:an?|one|another|other|main|major|further|second|third|final|potential|possible|"
    r"important|key|our|several|some) (?:\w+ )?(?:limitations?|shortcomings?|drawbacks?|caveats?)\b"
    r"|\b(?:we|i|our \w+(?: \w+)?|this (?:study|work|paper|method|approach|analysis)) "
    r"(?:\w+ly |also |still )*(?:did not|do not|does not|cannot|could not|only|"
    r"(?:is|are|was|were) (?:only |\w+ly )?(?:limited|restricted|not able))\b",
    re.I,
)
# so much of an admission is one that stands elsewhere than under such a heading, and what stands
# there and has no word of it: such sections tell strengths, too
_AT_THE_END, _BESIDE = 0.6, 0.7
_FUNDING = re.compile(
    r"\b(?:work|research|study|project|authors?|we|who|part(?:ly|ially)?|financially|"
    r"acknowledges?) (?:(?:is|was|were|are|has|have|been|in part|the|by|\w+ly) )*+"
    r"(?:support(?:ed)?|funded|sponsored|financed)\b|\bgrants? (?:no|number|from|of|agreement)\b|"
    r"\b(?:funded|sponsored|financed) by\b|\bfunding (?:from|was|by|for this)\b|\bno funding\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Cues:
    """One of 0 and 1 for each unit; ``admissions`` lie between."""

    figures: Flags
    reasons: Flags
    limits: Flags
    admissions: Flags
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
        admissions=np.array([_admits(one) for one in units], np.float64),
        definitions=flags([_DEFINITION.search(one.text) is not None for one in units]),
        rows=flags([one.kind == "row" for one in units]),
        captions=flags([one.kind == "caption" for one in units]),
        references=flags([one.kind == "reference" for one in units]),
        funding=flags([_tells_funding(one) for one in units]),
    )


def _tells_funding(unit: Unit) -> bool:
    """Also anything that stands under a heading of its own."""
    return bool(_FUNDING.search(unit.text) or unit.place.section.lower().endswith("funding"))


def _admits(unit: Unit) -> float:
    return admission(unit.text, unit.place.section) if unit.kind == "sentence" else 0.0


def admission(text: str, section: str) -> float:
    """How surely it tells what the work as a whole does not do."""
    if _LIMITS_SECTION.search(section):
        return 1.0 if _LIMIT.search(text) else _BESIDE
    return _AT_THE_END if _ADMITS.search(text) and _ENDS.search(section) else 0.0
