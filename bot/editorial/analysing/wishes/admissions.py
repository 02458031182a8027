"""By which words authors admit what their work does not do, and which of them are told. Pure."""

import re
from dataclasses import replace

from bot.editorial.analysing.candidates import Candidate
from bot.editorial.analysing.wishes.choosing import Wish
from bot.editorial.analysing.wishes.cues import (
    ADMITS,
    ASIDE,
    BETTER,
    LIMITS,
    OTHERS,
    OURS,
)
from bot.editorial.analysing.wishes.no_limits import (
    OF_THE_WORLD,
    is_observation,
    is_plan,
    is_praise,
)
from bot.editorial.analysing.wishes.practice import RELEASED
from bot.editorial.full_text.roles import Part

_QUESTION = re.compile(r"\?\s*$")
_OF_OTHERS = re.compile(
    r"^(?:\w+, )?we (?:have |may |can |could )*(?:\w+ly )?(?:demonstrat|show|found|find|"
    r"argue|prov|propos|observed|identif|favou?r|emphasi|attempt|believe|conclude|maintain|"
    r"assume that \w+ \w+ion\b)"
    r"|\b(?:supports?|confirms?) (?:our|the) (?:\w+ )?(?:hypothes[ie]s|notion|idea|view|claims?)\b"
    r"|\bprovides? (?:\w+ )?(?:new|strong|further|clear) (?:\w+ )?(?:information|evidence|insight)"
    r"|\b(?:clearly|entirely|strongly) (?:show|demonstrat|support|consistent|indicat)\w*"
    r"|\b(?:overcom|address|alleviat|mitigat|resolv|avoid|remed|tackl)\w* (?:\w+ ){0,4}"
    r"(?:limitation|shortcoming|drawback)",
    re.I,
)
# what is said of the work in the conclusion, whatever it is called there
PLAINLY = re.compile(
    r"^only\b|\b(?:we|i) (?:\w+ly |have |also |still )*(?:(?:did|do|could|can) ?not|cannot|"
    r"were unable|are unable|have not|only|ignored?|neglect(?:ed)?|restrict(?:ed)?|leave|left)\b"
    r"|\bour (?:\w+ ){1,6}?(?:(?:is|are|was|were|remains?) (?:\w+ )?(?:limited|simple|simplistic|"
    r"small|"
    r"narrow|preliminary|coarse|crude|restricted|biased|only|not)|(?:does|do|did|can|could) ?not|"
    r"cannot|only|rests? on|relies on|depends on|assumes?|ignores?|lacks?|covers? only|"
    r"gives? no|fails?)\b"
    r"|\b(?:limited|restricted|confined) to\b|\b(?:is|are) limited (?:by|in)\b"
    r"|\bcannot (?:be )?(?:rule[d]? out|exclude[d]?|handle[d]?|distinguish\w*|tell|used?|"
    r"appl(?:y|ied)|model|separate[d]?|determine[d]?|establish)\b"
    r"|\b(?:do(?:es)?|did) not (?:cover|support|hold|apply|handle|extend|account|include|model|"
    r"capture|consider|generali[sz]e|scale|say|allow|observe|measure|test|address|reflect|"
    r"guarantee)\b"
    r"|\bmay (?:not|be (?:smaller|larger|underestimated|overestimated|biased|weaker|lower|higher|"
    r"different)|differ|look different|fail)\b"
    r"|\b(?:is|are|was|were|ha(?:s|ve)) (?:not|never) (?:yet )?(?:been )?(?:\w+ly )?"
    r"(?:modell?ed|tested|covered|implemented|"
    r"supported|included|considered|examined|studied|evaluated|measured|validated|observed|"
    r"known)\b"
    r"|\bnot guaranteed\b|\btricky\b|\bdifficulties (?:arise|occur|remain)\b|\bpartial implement\w+"
    r"|\bcan (?:create|cause|be) (?:\w+ ){0,3}(?:difficult\w*|problems?|slow|unstable|"
    r"problematic)\b"
    r"|\b(?:largely|mainly) restricted to\b|\b(?:some|special|great|particular) care\b"
    r"|\b(?:with|needs?) (?:some |great )?caution\b|\bfar from (?:a |being )?(?:panacea|perfect|"
    r"complete|clear)\b|\bnot straightforward\b|\bstill (?:missing|lacks?|under development)\b"
    r"|\bonly becomes?\b|\bbecomes? only\b"
    r"|\b(?:untested|is silent on|gives? no information|rests? on (?:a|only|one)|a single "
    r"(?:instrument|site|cent(?:er|re)|country|language|data ?set|model|machine|laboratory|"
    r"hospital|city|year|species|strain|season)|in english alone|remains? (?:open|to be|unclear|"
    r"untested|unknown)|should be (?:interpreted|read|taken|treated) with|too (?:small|few|"
    r"simple)|small(?:er)? samples?|in an essential way)\b",
    re.I,
)
# the same, where it is this work that is spoken of
_NARROW = re.compile(
    r"\b(?:works?|holds?|appl(?:y|ies)|valid|tested|observed?|covers?|runs?|ran|studied|"
    r"considered|available|applicable|known|possible|defined|useful|based|trained|measured|"
    r"restricted) only\b|\bonly (?:works?|holds?|appl(?:y|ies)|covers?|supports?|consider|tested|"
    r"studied|a (?:single|small|few)|one|two|three|four|on (?:one|a|two)|in (?:one|a))\b"
    r"|\b(?:assumes?|assuming|requires?|sensitive to)\b",
    re.I,
)
_NO_LIMIT = re.compile(
    r"\b(?:not only|only need|need only|only requires?|requires? only|not limited to|"
    r"cannot be improved|no longer|whereas|unlike|in contrast to|outperform\w*)\b",
    re.I,
)
# what a work has, whoever's it is; of the world, the same words say what it is like
_OF_THE_WORK = re.compile(
    rf"{OURS.pattern}|\b(?:stud(?:y|ies)|trial|review|survey|analys[ei]s|sample|samples|data|"
    r"data ?sets?|models?|methods?|approach|setting|estimates?|estimation|results?|findings?|"
    r"evidence|experiments?|algorithms?|system|implementation|framework|package|software|proofs?|"
    r"theorems?|arguments?|bounds?|assumptions?|simulations?|observations?|measurements?|"
    r"calculations?|evaluation|conclusions?|library|tool|prototype|care|caution|tricky|version|"
    r"design|procedure|test|tests)\b",
    re.I,
)
# what is short of something, which is enough under a heading that says so
_FALLS_SHORT = re.compile(
    r"\b(?:not|cannot|unable|fail(?:s|ed)?|only|lacks?|lacking|limit(?:s|ed|ations?)|slow(?:er)?|"
    r"wors(?:e|ens)|weak(?:er)?|longer|costl(?:y|ier)|expensive|biased?|too|small|few(?:er)?|"
    r"poor(?:ly)?|difficult|hard(?:er)?|unclear|unknown|degrad\w+|struggl\w+|suffers?|"
    r"(?:needs?|requires?|takes?) (?:\w+ ){0,3}(?:more|times|as (?:much|many|long)))\b",
    re.I,
)
_NEVER = (ASIDE, RELEASED, OTHERS, _OF_OTHERS, _QUESTION)
# what is taken for granted where it is told how it is done
_TAKEN = re.compile(
    r"\bassum\w*|\bonly (?:consider|us|includ|select)\w*|\border to\b|\brestrict(?:ed)? "
    r"(?:our|to)\b|\bwas? only\b|\bwere only\b",
    re.I,
)
_AT_THE_END: frozenset[Part] = frozenset(("limits", "discussion", "conclusion"))
_OF_OTHERS_COSTS, _TAKEN_COSTS, _NEVERTHELESS = 2.0, 1.0, 9.0


def _admits(text: str) -> bool:
    return bool(PLAINLY.search(text) or LIMITS.search(text))


def _told_anywhere(one: Candidate) -> float:
    """Neither a plan nor praise nor what was seen."""
    none = (
        is_plan(one.text)
        or any(is_praise(text, _admits) for text in (one.source, one.text))
        or any(map(is_observation, (one.source, one.text)))
    )
    return -_NEVERTHELESS * none


def _own_alone(one: Candidate) -> float:
    """What is wrong with other work is no limit of this one."""
    return _told_anywhere(one) - _OF_OTHERS_COSTS * (one.of_others and not one.ours)


def _admitted(one: Candidate) -> float:
    taken = one.part not in _AT_THE_END and _TAKEN.search(one.text) is not None
    return _told_anywhere(one) - _TAKEN_COSTS * taken


def _of_the_section(one: Candidate) -> float:
    """A section of strengths and limits admits by its words alone."""
    both = "strength" in one.place.section.lower()
    none = (
        is_plan(one.text)
        or any(is_praise(text, _FALLS_SHORT.search) for text in (one.source, one.text))
        or (both and not _admits(one.text))
    )
    return -_NEVERTHELESS * none


LIMITS_WISH = Wish(
    parts={"limits": 2.2, "discussion": 0.8, "conclusion": 0.8, "results": 0.1,
           "method": -0.4, "introduction": -0.3, "setup": -0.2},
    cues=((0.9, LIMITS), (0.7, ADMITS), (0.3, PLAINLY)),
    needs=(LIMITS,),
    never=(*_NEVER, OF_THE_WORLD),
    ours=True,
    appendix=True,
    most=4,
    least=1.9,
    central=0.5,
    more=_admitted,
)  # fmt: skip
# what ends the paper speaks of it, named or not
ADMITTED_WISH = Wish(
    parts={"discussion": 1.0, "conclusion": 1.0},
    cues=((0.8, PLAINLY), (0.6, _NARROW), (0.3, ADMITS), (0.3, LIMITS)),
    needs=(PLAINLY, _OF_THE_WORK),
    never=(*_NEVER, OF_THE_WORLD, BETTER, _NO_LIMIT),
    most=3,
    least=1.7,
    central=0.4,
    more=_own_alone,
)
NARROW_WISH = replace(ADMITTED_WISH, needs=(_NARROW,), ours=True, most=2)
LIMITS_SECTION_WISH = Wish(
    parts={"limits": 2.0},
    cues=((0.7, ADMITS), (0.6, LIMITS), (0.3, PLAINLY)),
    never=(ASIDE, RELEASED, _OF_OTHERS, _QUESTION),
    appendix=True,
    most=4,
    least=2.3,
    central=0.6,
    more=_of_the_section,
)
# a section that is called so admits by its heading what its words do not
REST_OF_SECTION_WISH = replace(LIMITS_SECTION_WISH, least=2.0, most=2)
