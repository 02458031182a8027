"""What kind of thing a unit tells: figures, reasons, limits; and what it is. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.editorial.retrieving.units import Unit, is_head

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
_ENDS = re.compile(
    r"\b(?:discussion|conclusions?|concluding|(?:final|closing) remarks|summary|future work|"
    r"outlook|abstract|failure)\b",
    re.I,
)
_ADMITS = re.compile(
    r"\b(?:limitations?|shortcomings?|drawbacks?|weakness(?:es)?|caveats?) "
    r"(?:of|in|to|with) (?:this|our|the (?:present|current|proposed))\b"
    r"|\b(?:an?|one|another|other|main|major|further|second|third|final|potential|possible|"
    r"important|key|our|several|some) (?:\w+ )?"
    r"(?:limitations?|shortcomings?|drawbacks?|caveats?|weakness(?:es)?)\b"
    r"|\b(?:limitations?|shortcomings?|weaknesses) (?:include|are)\b"
    r"|\b(?:the|this|our) (?:study|work|analysis|evaluation) (?:is|was) limited (?:by|to|in)\b"
    r"|\b(?:we|i|our \w+(?: \w+)?|this (?:study|work|paper|method|approach|analysis)) "
    r"(?:\w+ly |also |still )*(?:did not|do not|does not|cannot|could not|only|"
    r"(?:is|are|was|were) (?:only |\w+ly )?(?:limited|restricted|not able))\b",
    re.I,
)
# what may be one in any section: who says that there is none has to be sure
_MAY_ADMIT = re.compile(
    r"\b(?:limit(?:ed|ations?|ing)|shortcomings?|drawbacks?|weakness(?:es)?|caveats?|"
    r"cannot|can ?not|could not|unable|unclear|fails?|failed|failures?|lack(?:s|ing)?|only|subset|"
    r"noisy|imperfect|incomplete|insufficient|restricted|difficult|"
    r"expensive|should be noted|future work|remains? (?:to|an|un)\w*|"
    r"(?:do|does|did|is|are|was|were|may|might) not)\b",
    re.I,
)
# of others' work, or overcome, or said of ourselves out of courtesy
_NO_ADMISSION = re.compile(
    r"\b(?:previous|prior|earlier|existing|former|traditional|conventional|past|related|other) "
    r"(?:work|works|methods?|approaches|studies|models?|systems?|techniques?|literature)\b|"
    r"\b(?:overcom\w+|address\w*|alleviat\w+|mitigat\w+|tackl\w+|resolv\w+|avoid\w*) "
    r"(?:\w+ ){0,3}(?:limitation|shortcoming|drawback|weakness|caveat)|"
    r"\bcannot thank\b|\bonly (?:need|requires?|takes?)\b",
    re.I,
)
# where the work itself is to be had
_RELEASE = re.compile(
    r"\b(?:github|gitlab|bitbucket|zenodo|sourceforge|huggingface|figshare)\b|"
    r"\bopen[- ]?sourced?\b|"
    r"\b(?:code|software|implementations?|scripts?|models?|weights|repository|toolkit|library|"
    r"package|data ?sets?)\b[^.;]{0,80}"
    r"\b(?:available|released?|public|published|downloaded|found at|provided at)\b|"
    r"\b(?:releas\w+|publish|make|made)\b[^.;]{0,60}"
    r"\b(?:code|software|implementations?|scripts?|weights)\b|"
    r"\b(?:our|we|i)\b[^.;]{0,60}\bimplement(?:ed|ations?)\b",
    re.I,
)
_CODE = re.compile(r"\b(?:code|software|implement\w+|github|gitlab|bitbucket|repository)\b", re.I)
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
    releases: Flags
    heads: Flags


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
        releases=np.array([_releases(one) for one in units], np.float64),
        heads=flags([is_head(one) for one in units]),
    )


def _releases(unit: Unit) -> float:
    """How surely it tells where code is to be had."""
    if unit.kind != "sentence" or not _RELEASE.search(unit.text):
        return 0.0
    return 1.0 if _CODE.search(unit.text) else _BESIDE


def _tells_funding(unit: Unit) -> bool:
    """Also anything that stands under a heading of its own."""
    return bool(_FUNDING.search(unit.text) or unit.place.section.lower().endswith("funding"))


def _admits(unit: Unit) -> float:
    return admission(unit.text, unit.place.section) if unit.kind == "sentence" else 0.0


def admission(text: str, section: str) -> float:
    """How surely it tells what the work as a whole does not do."""
    if _LIMITS_SECTION.search(section):
        return 1.0 if _LIMIT.search(text) else _BESIDE
    admits = _ADMITS.search(text) and not _NO_ADMISSION.search(text)
    return _AT_THE_END if admits and _ENDS.search(section) else 0.0


def may_admit(text: str, section: str) -> bool:
    """Whether it may tell a limit, wherever it stands."""
    return bool(_LIMITS_SECTION.search(section) or _MAY_ADMIT.search(text))
